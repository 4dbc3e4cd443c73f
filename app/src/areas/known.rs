//! What the home page shows a resident whom the server knows: a part of its own, for most people open that page as
//! strangers.

use leptos::prelude::*;
use svetlitsa_domain::AccountNumber;
use wasm_split_helpers::SplitLoaderError;

/// How the window of an account is drawn, and where it is told that a reading is due.
pub type Draw = fn(AccountNumber, RwSignal<bool>) -> AnyView;

/// What draws it, fetched.
#[cfg(feature = "split")]
#[wasm_split_helpers::wasm_split(known, fallible)]
pub(super) fn program() -> Result<Draw, SplitLoaderError> {
    Ok(crate::pages::home::known::draw)
}

/// What draws it.
#[cfg(not(feature = "split"))]
pub(super) async fn program() -> Result<Draw, SplitLoaderError> {
    Ok(crate::pages::home::known::draw)
}
