//! What the form of an appeal needs once it stands: a part of its own, for a form can be typed into without it.

use wasm_split_helpers::SplitLoaderError;

use crate::pages::appeal_new::filing::{self, Filing};

/// What it needs, fetched.
#[cfg(feature = "split")]
#[wasm_split_helpers::wasm_split(filing, fallible)]
pub(super) fn program() -> Result<Filing, SplitLoaderError> {
    Ok(filing::whole())
}

/// What it needs.
#[cfg(not(feature = "split"))]
pub(super) async fn program() -> Result<Filing, SplitLoaderError> {
    Ok(filing::whole())
}
