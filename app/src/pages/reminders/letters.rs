//! Letters that were sent to the cabinet's address.

use leptos::prelude::*;
use leptos::task::spawn_local;
use svetlitsa_api::reminders::{SentLetter, SentLetterList};
use svetlitsa_ui::client::reminders as client;
use svetlitsa_ui::components::{Button, ButtonKind, Column, EmptyState, FailedState, Loaded, Table};
use svetlitsa_ui::format;
use svetlitsa_ui::load::Load;
use svetlitsa_ui::texts::reminders as t;

/// Letters that were sent, newest first, and whether they have left.
#[component]
pub fn Letters() -> impl IntoView {
    let load = Load::new(|| client::list_letters(None));
    view! {
        <section class="stack" data-gap="small">
            <h2>{t::LETTERS}</h2>
            <p class="soft">{t::LETTERS_LEAD}</p>
            <Loaded load lines=5 let:list><Listed list/></Loaded>
        </section>
    }
}

#[component]
fn Listed(
    /// The newest.
    list: SentLetterList,
) -> impl IntoView {
    if list.items.is_empty() {
        return view! { <EmptyState title=t::EMPTY><p>{t::EMPTY_TEXT}</p></EmptyState> }.into_any();
    }
    let (items, cursor) = (RwSignal::new(list.items), RwSignal::new(list.next_cursor));
    let (is_busy, failed) = (RwSignal::new(false), RwSignal::new(None));
    let more = Callback::new(move |()| {
        is_busy.set(true);
        failed.set(None);
        spawn_local(async move {
            match client::list_letters(cursor.get_untracked().as_deref()).await {
                Ok(list) => {
                    items.update(|items| items.extend(list.items));
                    cursor.set(list.next_cursor);
                }
                Err(error) => failed.set(Some(error)),
            }
            is_busy.set(false);
        });
    });
    let columns = vec![Column::words(t::WHEN), Column::words(t::SUBJECT), Column::words(t::STATE)];
    view! {
        <div class="stack">
            {move || {
                let rows = items.with(|items| items.iter().map(row).collect());
                view! { <Table caption=t::CAPTION columns=columns.clone() rows/> }
            }}
            {move || failed.get().map(|error| view! { <FailedState error retry=more/> })}
            {move || (cursor.get().is_some() && failed.get().is_none()).then(|| view! {
                <div class="row">
                    <Button kind=ButtonKind::Secondary busy=is_busy on_press=more>{t::MORE}</Button>
                </div>
            })}
        </div>
    }
    .into_any()
}

fn row(letter: &SentLetter) -> Vec<AnyView> {
    let SentLetter { subject, written, sent, failures, is_given_up, .. } = letter.clone();
    let state = move || match (sent, failures) {
        (None, _) if is_given_up => t::GIVEN_UP.get().to_owned(),
        (Some(at), _) => t::sent(&format::moment(at)),
        (None, 0) => t::WAITS.get().to_owned(),
        (None, count) => t::failed(&count.to_string()),
    };
    vec![
        view! { <span>{move || format::moment(written)}</span> }.into_any(),
        view! { <span>{subject}</span> }.into_any(),
        view! { <span>{state}</span> }.into_any(),
    ]
}
