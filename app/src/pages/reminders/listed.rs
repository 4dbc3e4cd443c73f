//! A list of what was sent, with as much of it as somebody asks for.

use std::future::Future;

use leptos::prelude::*;
use leptos::task::spawn_local;
use svetlitsa_ui::client::Answer;
use svetlitsa_ui::components::{Button, ButtonKind, Column, FailedState, Table};
use svetlitsa_ui::i18n::Text;
use svetlitsa_ui::texts::reminders as t;

/// What a page of a list holds, and where the next begins.
pub(super) type Paged<T> = (Vec<T>, Option<String>);

/// The table, and a button for the next page.
pub(super) fn listed<T, F>(
    (items, cursor): Paged<T>,
    next: impl Fn(Option<String>) -> F + Send + Sync + 'static,
    caption: Text,
    columns: Vec<Column>,
    row: fn(&T) -> Vec<AnyView>,
) -> AnyView
where
    T: Clone + Send + Sync + 'static,
    F: Future<Output = Answer<Paged<T>>> + 'static,
{
    let (items, cursor) = (RwSignal::new(items), RwSignal::new(cursor));
    let (is_busy, failed) = (RwSignal::new(false), RwSignal::new(None));
    let more = Callback::new(move |()| {
        is_busy.set(true);
        failed.set(None);
        let asked = next(cursor.get_untracked());
        spawn_local(async move {
            match asked.await {
                Ok((more, after)) => {
                    items.update(|items| items.extend(more));
                    cursor.set(after);
                }
                Err(error) => failed.set(Some(error)),
            }
            is_busy.set(false);
        });
    });
    view! {
        <div class="stack">
            {move || {
                let rows = items.with(|items| items.iter().map(row).collect());
                view! { <Table caption columns=columns.clone() rows/> }
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
