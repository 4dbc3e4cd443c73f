//! What a page in a lobby must not do: open menus, zoom, be dragged, be selected, go back in history.
//!
//! The browser's own locks (kiosk mode, policies) are the first line; this is the second.

use leptos::prelude::*;
use leptos::web_sys;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Locks the page for as long as it lives.
pub(crate) fn lock_page() {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-surface", "kiosk");
    }
    for name in ["contextmenu", "dragstart", "drop", "gesturestart"] {
        prevent(name, |_| true);
    }
    prevent("selectstart", |event| !is_field(event));
    prevent("wheel", |event| event.dyn_ref::<web_sys::WheelEvent>().is_some_and(|wheel| wheel.ctrl_key()));
    prevent("keydown", |event| event.dyn_ref::<web_sys::KeyboardEvent>().is_some_and(is_shortcut));
    // There is one entry of history, and Back leads to it.
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", None);
    }
}

/// Stops the browser's own answer to an event.
fn prevent(name: &str, is_forbidden: fn(&web_sys::Event) -> bool) {
    let listener = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| {
        if is_forbidden(&event) {
            event.prevent_default();
        }
    });
    let options = web_sys::AddEventListenerOptions::new();
    options.set_passive(false);
    options.set_capture(true);
    // Fails for no event name that a browser knows.
    let _ = window().add_event_listener_with_callback_and_add_event_listener_options(
        name,
        listener.as_ref().unchecked_ref(),
        &options,
    );
    // The page's own listeners live as long as the page.
    listener.forget();
}

fn is_field(event: &web_sys::Event) -> bool {
    event.target().is_some_and(|target| target.has_type::<web_sys::HtmlInputElement>())
}

/// Keys that lead away from the page or change it.
fn is_shortcut(event: &web_sys::KeyboardEvent) -> bool {
    let key = event.key();
    let is_function = key.len() > 1 && key.starts_with('F') && key[1..].bytes().all(|b| b.is_ascii_digit());
    let is_history = event.alt_key() && key.starts_with("Arrow");
    is_function || is_history || event.ctrl_key() || event.meta_key()
}
