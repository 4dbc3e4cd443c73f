//! Notices that were sent to browsers of the cabinet.

use leptos::prelude::*;
use svetlitsa_api::push::{PushState, SentPush, SentPushList};
use svetlitsa_ui::client::push as client;
use svetlitsa_ui::components::{Column, Loaded};
use svetlitsa_ui::format;
use svetlitsa_ui::load::Load;
use svetlitsa_ui::texts::reminders as t;
use svetlitsa_ui::texts::reminders::browsers;

use super::listed::listed;

/// Notices that were sent to browsers, newest first; nothing where there were none and no browser shows any.
#[component]
pub fn Pushes(
    /// Whether any browser shows notices; read again when it changes.
    has_browser: RwSignal<bool>,
) -> impl IntoView {
    let load = Load::new(move || {
        has_browser.track();
        client::list_push(None)
    });
    view! {
        <Loaded load lines=1 let:list>
            {(!list.items.is_empty() || has_browser.get_untracked()).then(|| view! {
                <section class="stack" data-gap="small">
                    <h2>{browsers::SENT}</h2>
                    <Listed list/>
                </section>
            })}
        </Loaded>
    }
}

#[component]
fn Listed(
    /// The newest.
    list: SentPushList,
) -> impl IntoView {
    if list.items.is_empty() {
        return view! { <p class="soft">{browsers::NONE_SENT}</p> }.into_any();
    }
    let next = |cursor: Option<String>| async move {
        let list = client::list_push(cursor.as_deref()).await?;
        Ok((list.items, list.next_cursor))
    };
    let columns = vec![Column::words(t::WHEN), Column::words(t::MESSAGE), Column::words(t::STATE)];
    listed((list.items, list.next_cursor), next, browsers::CAPTION, columns, row)
}

fn row(notice: &SentPush) -> Vec<AnyView> {
    let SentPush { title, body, browser, written, state, .. } = notice.clone();
    let words = match state {
        PushState::Waits => t::WAITS,
        PushState::HandedOver => browsers::HANDED_OVER,
        PushState::GivenUp => browsers::GIVEN_UP,
    };
    vec![
        view! { <span>{move || format::moment(written)}</span> }.into_any(),
        view! { <span>{title}". "{body}" "<span class="soft">{browser}</span></span> }.into_any(),
        view! { <span>{words}</span> }.into_any(),
    ]
}
