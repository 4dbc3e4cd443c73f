//! The styles that only pages beyond a stranger's first ones need. The page names them and does not fetch them.

use std::future::Future;

use js_sys::Promise;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AddEventListenerOptions, HtmlLinkElement};

/// They did not arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing;

/// Fetches them, unless they are in the page or under way. It begins at once; the future tells when they are there.
///
/// # Errors
/// When they did not arrive; the next call fetches anew.
pub fn fetch() -> impl Future<Output = Result<(), Missing>> {
    let link = document().get_element_by_id("later").map(JsCast::unchecked_into::<HtmlLinkElement>);
    let arrival = link.as_ref().and_then(begin);
    async move {
        let Some((link, arrival)) = link.zip(arrival) else { return Ok(()) };
        JsFuture::from(arrival).await.map(drop).map_err(|_| {
            link.set_disabled(true);
            Missing
        })
    }
}

/// What tells the arrival; `None` when it has been.
fn begin(link: &HtmlLinkElement) -> Option<Promise> {
    link.set_disabled(false);
    if link.sheet().is_some() {
        return None;
    }
    let once = AddEventListenerOptions::new();
    once.set_once(true);
    Some(Promise::new(&mut |resolve, reject| {
        for (event, told) in [("load", resolve), ("error", reject)] {
            let _ = link.add_event_listener_with_callback_and_add_event_listener_options(event, &told, &once);
        }
    }))
}
