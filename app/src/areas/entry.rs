//! What most people open first; in the first download.

use leptos::prelude::*;
use svetlitsa_api::pages::{self, Page};
use wasm_split_helpers::SplitLoaderError;

use super::Draw;
use crate::pages::home::Home;
use crate::pages::not_found::NotFound;
use crate::pages::sign_in::SignIn;

/// The pages that it draws.
#[cfg(test)]
pub(super) const PAGES: &[Page] = &[pages::HOME, pages::SIGN_IN];

fn draw(page: Page) -> AnyView {
    match page {
        pages::HOME => Home().into_any(),
        pages::SIGN_IN => SignIn().into_any(),
        _ => NotFound().into_any(),
    }
}

/// What draws them: here from the start.
pub(super) async fn program() -> Result<Draw, SplitLoaderError> {
    Ok(draw)
}
