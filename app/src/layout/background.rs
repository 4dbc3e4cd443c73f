//! What the portal does behind its page, and says above it: a part of the program of its own, fetched when the first
//! page is at rest. It calls the worker, and tells when there is no network.

use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use svetlitsa_api::pages;
use svetlitsa_ui::client::ClientError;
use svetlitsa_ui::load::LoadState;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::shell as t;
use wasm_split_helpers::SplitLoaderError;

use crate::router::use_router;
use crate::worker;

/// After this the first page is in use and its line is free.
const QUIET: Duration = Duration::from_secs(4);

/// How the part draws itself.
type Draw = fn() -> AnyView;

/// The part, as soon as nobody waits for anything else: at once where there is no network.
pub(super) fn when_quiet() -> RwSignal<Option<Draw>> {
    let here = RwSignal::new(None);
    let is_cut_off = !window().navigator().on_line();
    let begin = move || {
        spawn_local(async move {
            if let Ok(draw) = program().await {
                here.set(Some(draw));
            }
        });
    };
    set_timeout(begin, if is_cut_off { Duration::ZERO } else { QUIET });
    here
}

fn draw() -> AnyView {
    view! { <OfflineBanner/> }.into_any()
}

/// The part, fetched.
#[cfg(feature = "split")]
#[wasm_split_helpers::wasm_split(background, fallible)]
fn program() -> Result<Draw, SplitLoaderError> {
    Ok(draw)
}

/// The part, where the program is in one piece.
#[cfg(not(feature = "split"))]
async fn program() -> Result<Draw, SplitLoaderError> {
    Ok(draw)
}

/// Shown while the device has no network, or the server could not be reached when the page came.
#[component]
fn OfflineBanner() -> impl IntoView {
    let (session, router) = (use_session(), use_router());
    worker::enlist(session, router);
    let is_cut_off = RwSignal::new(!window().navigator().on_line());
    let gone = window_event_listener(ev::offline, move |_| is_cut_off.set(true));
    let back = window_event_listener(ev::online, move |_| is_cut_off.set(false));
    on_cleanup(move || {
        gone.remove();
        back.remove();
    });
    let is_shown = Memo::new(move |_| {
        is_cut_off.get() || matches!(session.probe().state(), LoadState::Failed(ClientError::Offline))
    });
    move || {
        is_shown.get().then(|| {
            view! {
                <div class="banner" role="status">
                    <div class="banner__body">
                        <strong>{t::OFFLINE_TITLE}</strong>
                        <p>{t::OFFLINE_TEXT}" "<a href=pages::KEPT.path>{t::OFFLINE_LINK}</a></p>
                    </div>
                </div>
            }
        })
    }
}
