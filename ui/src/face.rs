//! The face that everything is set in. It comes when the first page works: named earlier it would compete with the
//! program for the line, and each size of it that is not there yet would be looked up in the system.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

/// What its file is called for, in both scripts: each has a file of its own.
const FACE: &str = "1em \"Golos Text\"";

/// Fetches the face and shows it. Without it the page stays in the system's.
pub fn bring() {
    // Latin letters stand in few Russian pages; those that have one fetch them by themselves.
    let language = document().document_element().and_then(|root| root.get_attribute("lang"));
    let sample = if language.as_deref() == Some("en") { "A\u{44f}" } else { "\u{44f}" };
    let arrival = document().fonts().load_with_text(FACE, sample);
    spawn_local(async move {
        if JsFuture::from(arrival).await.is_ok()
            && let Some(root) = document().document_element()
        {
            let _ = root.set_attribute("data-face", "");
        }
    });
}
