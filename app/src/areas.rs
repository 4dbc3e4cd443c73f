//! The portal in parts: the program of an area is fetched when a page of it is first needed, so that the first
//! page on a slow phone does not wait for the desk of the staff.
//!
//! The table of pages says which area a page is in; the area's file names the component that draws it.
//! `cargo xtask` divides the program where `area!` marks it; what areas share becomes a part of its own.

mod affairs;
mod appeal;
mod appointments;
mod bills;
mod cabinet;
mod entry;
mod filing;
#[cfg(feature = "gallery")]
mod gallery;
mod guest;
mod known;
mod outages;
mod staff;
mod tariffs;

use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;
use svetlitsa_api::pages::{self, Area, Page};
use wasm_split_helpers::SplitLoaderError;

use crate::later_styles;
use crate::pages::appeal_new::filing::Filing;

/// How an area draws one of its pages.
pub type Draw = fn(Page) -> AnyView;

/// The program of an area, on its way.
type Program = Pin<Box<dyn Future<Output = Result<Draw, SplitLoaderError>>>>;

/// Program or styles did not arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing;

/// How many areas there are; the gallery is the last.
const AREAS: usize = Area::Gallery as usize + 1;

thread_local! {
    /// What the form of an appeal needs once it stands, when it is here.
    static FILING: Cell<Option<Filing>> = const { Cell::new(None) };
    /// The areas that are here, by their number.
    static HERE: [Cell<Option<Draw>>; AREAS] = const { [const { Cell::new(None) }; AREAS] };
}

/// The page of a path.
#[must_use]
pub fn find(path: &str) -> Option<Page> {
    let gallery = || (cfg!(feature = "gallery") && pages::GALLERY.matches(path)).then_some(pages::GALLERY);
    pages::find(path).copied().or_else(gallery)
}

/// How an area draws, when it is here.
#[must_use]
pub fn here(area: Area) -> Option<Draw> {
    HERE.with(|here| here[area as usize].get())
}

/// Fetches an area with the styles of its pages, unless it is here.
///
/// # Errors
/// When it did not arrive; the next call fetches anew.
pub async fn fetch(area: Area) -> Result<Draw, Missing> {
    if let Some(draw) = here(area) {
        return Ok(draw);
    }
    let program: Program = match area {
        Area::Entry => Box::pin(entry::program()),
        Area::Appeal => Box::pin(appeal::program()),
        Area::Guest => Box::pin(guest::program()),
        Area::Cabinet => Box::pin(cabinet::program()),
        Area::Affairs => Box::pin(affairs::program()),
        Area::Bills => Box::pin(bills::program()),
        Area::Tariffs => Box::pin(tariffs::program()),
        Area::Outages => Box::pin(outages::program()),
        Area::Appointments => Box::pin(appointments::program()),
        Area::Staff => Box::pin(staff::program()),
        #[cfg(feature = "gallery")]
        Area::Gallery => Box::pin(gallery::program()),
        #[cfg(not(feature = "gallery"))]
        Area::Gallery => Box::pin(entry::program()),
    };
    // Begun before the program is waited for: both are on their way together.
    let styles = (!area.is_opened_first()).then(later_styles::fetch);
    let draw = program.await.map_err(|_| Missing)?;
    if let Some(styles) = styles {
        styles.await.map_err(|later_styles::Missing| Missing)?;
    }
    HERE.with(|here| here[area as usize].set(Some(draw)));
    Ok(draw)
}

/// Fetches what the home page shows a resident.
///
/// # Errors
/// When it did not arrive.
pub async fn fetch_known() -> Result<known::Draw, Missing> {
    let styles = later_styles::fetch();
    let draw = known::program().await.map_err(|_| Missing)?;
    styles.await.map_err(|later_styles::Missing| Missing)?;
    Ok(draw)
}

/// What the form of an appeal needs once it stands, when it is here.
#[must_use]
pub fn filing_here() -> Option<Filing> {
    FILING.get()
}

/// Fetches what the form of an appeal needs once it stands, unless it is here.
///
/// # Errors
/// When it did not arrive; the next call fetches anew.
pub async fn fetch_filing() -> Result<Filing, Missing> {
    if let Some(filing) = filing_here() {
        return Ok(filing);
    }
    let filing = filing::program().await.map_err(|_| Missing)?;
    FILING.set(Some(filing));
    Ok(filing)
}

/// Fetches the area of a page that will probably be opened soon. A failure is told when it is.
pub fn fetch_ahead(path: &str) {
    if let Some(page) = find(path)
        && here(page.area).is_none()
    {
        spawn_local(async move {
            let _ = fetch(page.area).await;
        });
    }
}

/// An area: its name among the parts, and the component that draws each of its pages.
macro_rules! area {
    ($name:ident { $($page:ident: $component:path),* $(,)? }) => {
        use leptos::prelude::*;
        use svetlitsa_api::pages::{self, Page};
        use wasm_split_helpers::SplitLoaderError;

        use super::Draw;

        /// The pages that it draws.
        #[cfg(test)]
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
    fn every_page_is_drawn_by_its_area() {
        for page in pages::ALL {
            let drawn = match page.area {
                Area::Entry => entry::PAGES,
                Area::Appeal => appeal::PAGES,
                Area::Guest => guest::PAGES,
                Area::Cabinet => cabinet::PAGES,
                Area::Affairs => affairs::PAGES,
                Area::Bills => bills::PAGES,
                Area::Tariffs => tariffs::PAGES,
                Area::Outages => outages::PAGES,
                Area::Appointments => appointments::PAGES,
                Area::Staff => staff::PAGES,
                Area::Gallery => &[],
            };
            assert!(drawn.contains(page), "{}", page.name);
            assert_eq!(find(&page.path.replace(':', "")), Some(*page), "{}", page.name);
        }
        assert!(find("/nowhere").is_none());
    }
}
