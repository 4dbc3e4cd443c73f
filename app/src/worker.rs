//! The worker behind the page (`app/worker/`): it opens the portal without network and keeps readings until they can
//! be sent. It comes when nobody waits for anything else, and a browser without workers does without.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use svetlitsa_api::pages;
use svetlitsa_ui::i18n::lang;
use svetlitsa_ui::load::LoadState;
use svetlitsa_ui::session::Session;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::router::Router;

/// Where a page notes that something of a resident is on this device.
const KEEPS: &str = "svetlitsa.keeps";

/// Calls the worker, tells it who is here, and makes the portal one that can be installed. The desk of the staff is
/// none of that.
pub(crate) fn enlist(session: Session, router: Router) {
    let back = window_event_listener(ev::online, move |_| {
        if matches!(session.probe().state(), LoadState::Failed(_)) {
            session.probe().retry();
        } else {
            spawn_local(tell(send_of(session)));
        }
    });
    on_cleanup(move || back.remove());
    if router.path_now().starts_with(pages::STAFF_ACCOUNTS.path) {
        return;
    }
    spawn_local(register());
    Effect::new(move || link_manifest(lang().as_str()));
    let owner = Memo::new(move |_| owner(session));
    Effect::new(move || {
        if owner.get().is_some() {
            spawn_local(async move {
                // On the first visit it is still on its way.
                if awaited().await.is_some() {
                    note_that_it_keeps();
                    tell(send_of(session)).await;
                }
            });
        }
    });
}

/// Whose readings this page may keep: the resident's who is signed in, and nobody's while staff looks. Tracked.
pub(crate) fn owner(session: Session) -> Option<String> {
    let view = session.view()?;
    view.resident.filter(|_| view.preview.is_none()).map(|resident| resident.id)
}

fn send_of(session: Session) -> String {
    // An id is ours and needs no escaping.
    untrack(|| owner(session))
        .map_or_else(String::new, |owner| format!("{{\"act\":\"send\",\"owner\":\"{owner}\"}}"))
}

/// The container of workers; `None` where the browser has none, or hides it.
pub(crate) fn container() -> Option<web_sys::ServiceWorkerContainer> {
    let container = window().navigator().service_worker();
    (!AsRef::<JsValue>::as_ref(&container).is_undefined()).then_some(container)
}

async fn register() {
    if let Some(container) = container() {
        // Refused where the browser keeps nothing.
        let _ = JsFuture::from(container.register("/worker.js")).await;
    }
}

/// The worker that is at work.
pub(crate) async fn at_work() -> Option<web_sys::ServiceWorker> {
    let found = JsFuture::from(container()?.get_registration()).await.ok()?;
    found.dyn_into::<web_sys::ServiceWorkerRegistration>().ok()?.active()
}

/// The worker, as soon as it is at work: on the first visit it comes after the page.
pub(crate) async fn awaited() -> Option<web_sys::ServiceWorker> {
    registration().await?.active()
}

/// What stands behind the page, as soon as it is at work.
pub(crate) async fn registration() -> Option<web_sys::ServiceWorkerRegistration> {
    let ready = container()?.ready().ok()?;
    JsFuture::from(ready).await.ok()?.dyn_into().ok()
}

/// Tells the worker something that needs no answer.
pub(crate) async fn tell(message: String) {
    if !message.is_empty()
        && let Some(worker) = at_work().await
    {
        let _ = worker.post_message(&message.into());
    }
}

/// Whether something of a resident is on this device, as far as a page knows.
pub(crate) fn keeps() -> bool {
    storage().is_some_and(|storage| storage.get_item(KEEPS).is_ok_and(|note| note.is_some()))
}

/// Notes that something of a resident is on this device.
pub(crate) fn note_that_it_keeps() {
    if let Some(storage) = storage() {
        let _ = storage.set_item(KEEPS, "1");
    }
}

/// Whoever signs out leaves nothing; then the portal starts anew.
pub(crate) async fn leave_nothing() {
    crate::draft::forget_all();
    tell("{\"act\":\"forget\"}".to_owned()).await;
    if let Some(storage) = storage() {
        let _ = storage.remove_item(KEEPS);
    }
    let _ = window().location().assign(pages::HOME.path);
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

fn link_manifest(lang: &str) {
    let (document, href) = (document(), format!("/manifest.{lang}.webmanifest"));
    if let Ok(Some(link)) = document.query_selector("link[rel=manifest]") {
        let _ = link.set_attribute("href", &href);
    } else if let (Some(head), Ok(link)) = (document.head(), document.create_element("link")) {
        let _ = link.set_attribute("rel", "manifest");
        let _ = link.set_attribute("href", &href);
        let _ = head.append_child(&link);
    }
}
