//! The clipboard, where the browser has one for the page.

use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Copies a text; `None` when the browser has no clipboard for this page, or forbids it.
pub(crate) async fn copy(text: &str) -> Option<()> {
    // Absent on pages without TLS, where the typed binding would throw.
    let clipboard = js_sys::Reflect::get(&window().navigator(), &JsValue::from_str("clipboard")).ok()?;
    let clipboard: web_sys::Clipboard = clipboard.dyn_into().ok()?;
    JsFuture::from(clipboard.write_text(text)).await.ok().map(|_| ())
}
