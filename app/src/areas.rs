//! The portal in parts: each area's program is fetched when a page of it is first needed, so that the first
//! page of a slow phone does not wait for the desk of the staff.
//!
//! A page is one line in the file of its area. What areas share stays in the entry or becomes a part of its
//! own; `cargo xtask` divides the program by the functions that are marked here.

mod cabinet;
mod entry;
#[cfg(feature = "gallery")]
mod gallery;
mod guest;
mod staff;

use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;
use svetlitsa_api::pages::{self, Page};
use wasm_split_helpers::SplitLoaderError;

/// How an area draws one of its pages.
pub type Draw = fn(Page) -> AnyView;

/// The program of an area, on its way.
type Program = Pin<Box<dyn Future<Output = Result<Draw, SplitLoaderError>>>>;

/// A part of the portal.
pub struct Area {
    pages: &'static [Page],
    program: fn() -> Program,
}

/// Every part there is. The entry is at home in the first download.
const AREAS: &[Area] = &[
    Area { pages: entry::PAGES, program: || Box::pin(entry::program()) },
    Area { pages: guest::PAGES, program: || Box::pin(guest::program()) },
    Area { pages: cabinet::PAGES, program: || Box::pin(cabinet::program()) },
    Area { pages: staff::PAGES, program: || Box::pin(staff::program()) },
    #[cfg(feature = "gallery")]
    Area { pages: gallery::PAGES, program: || Box::pin(gallery::program()) },
];

thread_local! {
    /// Which areas are here already, in the order of [`AREAS`].
    static HERE: [Cell<Option<Draw>>; AREAS.len()] = const { [const { Cell::new(None) }; AREAS.len()] };
}

/// The page of a path and the place of its area.
#[must_use]
pub fn find(path: &str) -> Option<(Page, usize)> {
    let page =
        pages::find(path).copied().or_else(|| pages::GALLERY.matches(path).then_some(pages::GALLERY))?;
    AREAS.iter().position(|area| area.pages.contains(&page)).map(|area| (page, area))
}

/// How an area draws, when it is here.
#[must_use]
pub fn here(area: usize) -> Option<Draw> {
    HERE.with(|here| here.get(area)?.get())
}

/// Fetches an area, unless it is here.
///
/// # Errors
/// When it did not arrive; the next call fetches anew.
pub async fn fetch(area: usize) -> Result<Draw, SplitLoaderError> {
    if let Some(draw) = here(area) {
        return Ok(draw);
    }
    let draw = (AREAS[area].program)().await?;
    HERE.with(|here| here[area].set(Some(draw)));
    Ok(draw)
}

/// Fetches the area of a page that will probably be opened soon. A failure is told when it is.
pub fn fetch_ahead(path: &str) {
    if let Some((_, area)) = find(path)
        && here(area).is_none()
    {
        spawn_local(async move { drop(fetch(area).await) });
    }
}

/// An area: its name, its pages and the component that draws each.
macro_rules! area {
    ($name:ident { $($page:ident: $component:path),* $(,)? }) => {
        use leptos::prelude::*;
        use svetlitsa_api::pages::{self, Page};
        use wasm_split_helpers::SplitLoaderError;

        use super::Draw;

        /// Its pages.
        pub(super) const PAGES: &[Page] = &[$(pages::$page),*];

        fn draw(page: Page) -> AnyView {
            match page {
                $(pages::$page => $component().into_any(),)*
                _ => crate::pages::not_found::NotFound().into_any(),
            }
        }

        /// What draws them, fetched.
        #[cfg(feature = "split")]
        #[wasm_split_helpers::wasm_split($name, fallible)]
        pub(super) fn program() -> Result<Draw, SplitLoaderError> {
            Ok(draw)
        }

        /// What draws them.
        #[cfg(not(feature = "split"))]
        pub(super) async fn program() -> Result<Draw, SplitLoaderError> {
            Ok(draw)
        }
    };
}
use area;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_in_one_area_and_found_by_its_own_path() {
        for page in pages::ALL {
            assert_eq!(AREAS.iter().filter(|area| area.pages.contains(page)).count(), 1, "{}", page.name);
            let path = page.path.replace(':', "");
            assert_eq!(find(&path).map(|(found, _)| found), Some(*page), "{path}");
        }
        assert!(find("/nowhere").is_none());
    }
}
