//! A list of cases to work on: how many wait, how many are late, the rest folded away.

use leptos::prelude::*;
use svetlitsa_ui::components::{Button, ButtonKind, Column, Details, EmptyState, Table, Tag, TagKind};
use svetlitsa_ui::i18n::{Text, Words};
use svetlitsa_ui::texts::staff::desk as t;

/// One case, as a row.
pub(crate) struct QueueRow {
    /// Cells, in the order of [`columns`].
    pub(crate) cells: Vec<AnyView>,
    /// Nothing is left to do.
    pub(crate) is_ended: bool,
    /// The promise is broken.
    pub(crate) is_overdue: bool,
}

/// A list of cases to work on.
#[component]
pub fn Queue(
    /// What they are.
    caption: Text,
    /// Every case, nearest deadline first.
    rows: Vec<QueueRow>,
    /// What is said when there is none.
    empty: Text,
    /// A sentence more.
    empty_text: Text,
    /// Reads the list again.
    refresh: Callback<()>,
) -> impl IntoView {
    let is_empty = rows.is_empty();
    let overdue = rows.iter().filter(|row| row.is_overdue).count();
    let (ended, waiting): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.is_ended);
    let (ended_count, waiting_count) = (ended.len(), waiting.len());
    let cells = |rows: Vec<QueueRow>| rows.into_iter().map(|row| row.cells).collect::<Vec<_>>();
    let (ended, waiting) = (cells(ended), cells(waiting));
    view! {
        <div class="stack">
            <div class="row" data-spread="apart">
                <p class="row" role="status">
                    <strong>{move || t::waiting(&waiting_count.to_string())}</strong>
                    {if overdue > 0 {
                        let words = Words::live(move || t::overdue(&overdue.to_string()));
                        view! { <Tag label=words kind=TagKind::Wrong/> }.into_any()
                    } else {
                        view! { <span class="soft">{t::OVERDUE_NONE}</span> }.into_any()
                    }}
                </p>
                <Button kind=ButtonKind::Secondary small=true on_press=refresh>{t::REFRESH}</Button>
            </div>
            {if is_empty {
                view! { <EmptyState title=empty><p>{empty_text}</p></EmptyState> }.into_any()
            } else {
                view! { <div class="queue"><Table caption columns=columns() rows=waiting/></div> }.into_any()
            }}
            {(ended_count > 0).then(|| {
                let summary = Words::live(move || t::ended(&ended_count.to_string()));
                view! {
                    <Details summary=summary.clone()>
                        <div class="queue"><Table caption=summary columns=columns() rows=ended/></div>
                    </Details>
                }
            })}
        </div>
    }
}

fn columns() -> Vec<Column> {
    [t::NUMBER, t::KIND, t::CUSTOMER, t::STAGE, t::DUE, t::ASSIGNEE].map(Column::words).into()
}
