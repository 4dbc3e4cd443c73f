//! Links of our letters: the token stands behind `#`, which no server and no log sees.

use leptos::prelude::*;
use wasm_bindgen::JsValue;

/// Whether the address has a token, and is a letter's link.
pub(crate) fn has_token() -> bool {
    window().location().hash().is_ok_and(|hash| hash.len() > 1)
}

/// Takes the token out of the address bar, so that neither history nor a shared screen keeps it. Empty when there
/// is none.
pub(crate) fn take_token() -> String {
    let location = window().location();
    let token = location.hash().unwrap_or_default().trim_start_matches('#').to_owned();
    if let (Ok(history), Ok(path)) = (window().history(), location.pathname()) {
        // Refused only where there is no history to keep it.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&path));
    }
    token
}
