//! Letters that were sent to the cabinet's address.

use leptos::prelude::*;
use svetlitsa_api::reminders::{SentLetter, SentLetterList};
use svetlitsa_ui::client::reminders as client;
use svetlitsa_ui::components::{Column, EmptyState, Loaded};
use svetlitsa_ui::format;
use svetlitsa_ui::load::Load;
use svetlitsa_ui::texts::reminders as t;

use super::listed::listed;

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
    let next = |cursor: Option<String>| async move {
        let list = client::list_letters(cursor.as_deref()).await?;
        Ok((list.items, list.next_cursor))
    };
    let columns = vec![Column::words(t::WHEN), Column::words(t::SUBJECT), Column::words(t::STATE)];
    listed((list.items, list.next_cursor), next, t::CAPTION, columns, row)
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
