//! Text messages that were sent to the telephones of the cabinet.

use leptos::prelude::*;
use svetlitsa_api::phones::{MessageState, SentMessage, SentMessageList};
use svetlitsa_ui::client::phones as client;
use svetlitsa_ui::components::{Column, Loaded};
use svetlitsa_ui::format;
use svetlitsa_ui::load::Load;
use svetlitsa_ui::texts::reminders as t;

use super::listed::listed;

/// Text messages that were sent, newest first, and whether they arrived. Read again when the telephone changes.
#[component]
pub fn Messages(
    /// The confirmed telephone, masked.
    phone: RwSignal<Option<String>>,
) -> impl IntoView {
    let load = Load::new(move || {
        phone.track();
        client::list_messages(None)
    });
    view! {
        <section class="stack" data-gap="small">
            <h2>{t::MESSAGES}</h2>
            <Loaded load lines=3 let:list><Listed list/></Loaded>
        </section>
    }
}

#[component]
fn Listed(
    /// The newest.
    list: SentMessageList,
) -> impl IntoView {
    if list.items.is_empty() {
        return view! { <p class="soft">{t::NO_MESSAGES}". "{t::NO_MESSAGES_TEXT}</p> }.into_any();
    }
    let next = |cursor: Option<String>| async move {
        let list = client::list_messages(cursor.as_deref()).await?;
        Ok((list.items, list.next_cursor))
    };
    let columns = vec![
        Column::words(t::WHEN),
        Column::words(t::MESSAGE),
        Column::words(t::PARTS),
        Column::words(t::STATE),
    ];
    listed((list.items, list.next_cursor), next, t::MESSAGES, columns, row)
}

fn row(message: &SentMessage) -> Vec<AnyView> {
    let SentMessage { text, phone, segments, written, state, failures, .. } = message.clone();
    let words = move || match (state, failures) {
        (MessageState::Delivered, _) => t::DELIVERED.get().to_owned(),
        (MessageState::HandedOver, _) => t::HANDED_OVER.get().to_owned(),
        (MessageState::GivenUp, _) => t::NOT_DELIVERED.get().to_owned(),
        (MessageState::Waits, 0) => t::WAITS.get().to_owned(),
        (MessageState::Waits, count) => t::repeated(&count.to_string()),
    };
    let is_code = text.is_empty();
    vec![
        view! { <span>{move || format::moment(written)}</span> }.into_any(),
        view! {
            <span>
                {move || if is_code { t::CODE_MESSAGE.get().to_owned() } else { text.clone() }}
                " "<span class="soft">{phone}</span>
            </span>
        }
        .into_any(),
        view! { <span>{segments}</span> }.into_any(),
        view! { <span>{words}</span> }.into_any(),
    ]
}
