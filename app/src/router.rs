//! The address bar: which path is open, going to another, and plain links that do not reload the page.
//!
//! The table of pages and their matching live in [`svetlitsa_api::pages`], so a router crate would only repeat
//! them, for 50 KB of brotli.

use leptos::ev;
use leptos::prelude::*;
use svetlitsa_ui::focus;
use wasm_bindgen::{JsCast, JsValue};

use crate::areas;

/// Where the reader is; a context of every page.
#[derive(Clone, Copy)]
pub struct Router {
    path: RwSignal<String>,
    query: RwSignal<String>,
}

/// Reads the address bar and follows it. Call once, at the root.
pub fn provide_router() -> Router {
    let (path, query) = address();
    let router = Router { path: RwSignal::new(path), query: RwSignal::new(query) };
    let back = window_event_listener(ev::popstate, move |_| router.arrive());
    let click = window_event_listener(ev::click, move |event| router.follow(&event));
    let near = window_event_listener(ev::pointerover, |event| look_ahead(&event));
    let focused = window_event_listener(ev::focusin, |event| look_ahead(&event));
    on_cleanup(move || {
        for listener in [back, click, near, focused] {
            listener.remove();
        }
    });
    provide_context(router);
    router
}

/// Where the reader is.
///
/// # Panics
/// When no root above called [`provide_router`].
#[must_use]
pub fn use_router() -> Router {
    expect_context::<Router>()
}

impl Router {
    /// The path that is open; tracked.
    #[must_use]
    pub fn path(self) -> String {
        self.path.get()
    }

    /// The path that is open now; not tracked.
    #[must_use]
    pub fn path_now(self) -> String {
        self.path.get_untracked()
    }

    /// Value of a `:segment` of the open path, by its place among the path's segments: 1 for the number in
    /// `/accounts/:number`. Not tracked: another path is another page.
    #[must_use]
    pub fn segment(self, place: usize) -> String {
        let path = self.path.get_untracked();
        path.trim_matches('/').split('/').nth(place).map(decode).unwrap_or_default()
    }

    /// Value of a parameter behind the `?`; tracked.
    #[must_use]
    pub fn query(self, name: &str) -> Option<String> {
        self.query.with(|query| parameter(query, name))
    }

    /// Goes to an address of the portal, as if a link had been followed.
    pub fn go(self, href: &str) {
        self.enter(href, false);
    }

    /// Goes to an address that takes the place of this one: Back then skips it.
    pub fn replace(self, href: &str) {
        self.enter(href, true);
    }

    fn enter(self, href: &str, in_place: bool) {
        let Ok(history) = window().history() else { return };
        let entered = if in_place {
            history.replace_state_with_url(&JsValue::NULL, "", Some(href))
        } else {
            history.push_state_with_url(&JsValue::NULL, "", Some(href))
        };
        // Refused for an address of another site: then the browser goes there by itself.
        if entered.is_err() {
            let _ = window().location().assign(href);
            return;
        }
        self.arrive();
        window().scroll_to_with_x_and_y(0.0, 0.0);
    }

    fn arrive(self) {
        let (path, query) = address();
        self.query.set(query);
        if self.path.get_untracked() != path {
            focus::ask_for_heading();
            self.path.set(path);
        }
    }

    /// Takes over a click on a link of the portal, unless the reader wants it elsewhere or it leaves.
    fn follow(self, event: &web_sys::MouseEvent) {
        if event.default_prevented()
            || event.button() != 0
            || event.meta_key()
            || event.ctrl_key()
            || event.shift_key()
            || event.alt_key()
        {
            return;
        }
        let Some(link) = page_link(event) else { return };
        let is_place_here = !link.hash().is_empty() && link.pathname() == self.path.get_untracked();
        if !is_place_here {
            event.prevent_default();
            self.go(&link.href());
        }
    }
}

/// The link of the portal on which something happens.
fn page_link(event: &web_sys::Event) -> Option<web_sys::HtmlAnchorElement> {
    let element: web_sys::Element = event.target()?.dyn_into().ok()?;
    let link: web_sys::HtmlAnchorElement = element.closest("a[href]").ok()??.dyn_into().ok()?;
    let is_ours = link.origin() == window().location().origin().unwrap_or_default();
    let stays = link.target().is_empty() && link.rel() != "external" && !link.has_attribute("download");
    let is_page = !link.pathname().starts_with("/api/") && !link.pathname().starts_with("/kiosk");
    (is_ours && stays && is_page).then_some(link)
}

/// A finger or the focus on a link: its page is fetched while the reader makes up their mind.
fn look_ahead(event: &web_sys::Event) {
    if let Some(link) = page_link(event) {
        areas::fetch_ahead(&link.pathname());
    }
}

fn address() -> (String, String) {
    let location = window().location();
    (location.pathname().unwrap_or_default(), location.search().unwrap_or_default())
}

fn parameter(query: &str, name: &str) -> Option<String> {
    query
        .trim_start_matches('?')
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| decode(value))
}

/// Undoes percent-encoding; what is not encoded well stays as it is.
fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let pair = tail.get(..2).and_then(|pair| std::str::from_utf8(pair).ok());
        match (first, pair.and_then(|pair| u8::from_str_radix(pair, 16).ok())) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_found_and_decoded() {
        assert_eq!(parameter("?next=%2Faccounts%2F1&a=b", "next").as_deref(), Some("/accounts/1"));
        assert_eq!(parameter("?next=", "next").as_deref(), Some(""));
        assert_eq!(parameter("", "next"), None);
    }

    #[test]
    fn decoding_survives_nonsense() {
        for (text, decoded) in
            [("%D1%8F", "я"), ("100%", "100%"), ("%zz", "%zz"), ("%FF", "%FF"), ("a+b", "a+b")]
        {
            assert_eq!(decode(text), decoded);
        }
    }
}
