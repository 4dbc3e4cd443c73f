//! Says on every page that there is no network, and what can be done without.

use leptos::ev;
use leptos::prelude::*;
use svetlitsa_api::pages;
use svetlitsa_ui::client::ClientError;
use svetlitsa_ui::load::LoadState;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::shell as t;

/// Shown while the device has no network, or the server could not be reached when the page came.
#[component]
pub fn OfflineBanner() -> impl IntoView {
    let session = use_session();
    let is_cut_off = RwSignal::new(!window().navigator().on_line());
    let gone = window_event_listener(ev::offline, move |_| is_cut_off.set(true));
    let back = window_event_listener(ev::online, move |_| is_cut_off.set(false));
    on_cleanup(move || {
        gone.remove();
        back.remove();
    });
    let is_shown = Memo::new(move |_| {
        is_cut_off.get() || session.probe().state() == LoadState::Failed(ClientError::Offline)
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
