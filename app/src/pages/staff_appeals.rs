//! Appeals to work on, nearest deadline first.

use leptos::prelude::*;
use svetlitsa_api::appeals::StaffAppeal;
use svetlitsa_api::{pages, paths};
use svetlitsa_ui::client::staff as client;
use svetlitsa_ui::components::{Loaded, PageHeader, Tag, TagKind};
use svetlitsa_ui::load::Load;
use svetlitsa_ui::texts::staff::{appeals as t, desk};
use svetlitsa_ui::{clock, names};

use crate::pages::appeals::stage_tag::AppealStageTag;
use crate::pages::staff_desk::deadline::{Deadline, is_overdue};
use crate::pages::staff_desk::queue::{Queue, QueueRow};
use crate::pages::staff_desk::{StaffDesk, cell, cell_or};

/// Appeals to work on.
#[component]
pub fn StaffAppeals() -> impl IntoView {
    let load = Load::new(client::list_staff_appeals);
    view! {
        <StaffDesk>
            <PageHeader title=t::TITLE/>
            <p><a href=paths::STAFF_SURVEYS download="surveys.csv">{t::SURVEYS}</a></p>
            <Loaded load lines=8 let:list>
                <Queue
                    caption=t::TITLE
                    rows=list.items.into_iter().map(row).collect()
                    empty=t::EMPTY
                    empty_text=t::EMPTY_TEXT
                    refresh=Callback::new(move |()| load.refresh())
                />
            </Loaded>
        </StaffDesk>
    }
}

fn row(item: StaffAppeal) -> QueueRow {
    let StaffAppeal { appeal, name, assignee, actions, is_quarantined, is_abusive, .. } = item;
    let marks = [(is_quarantined, t::QUARANTINED_MARK), (is_abusive, t::ABUSIVE_MARK)];
    let marks: Vec<_> = marks
        .into_iter()
        .filter(|(is_so, _)| *is_so)
        .map(|(_, word)| view! { " "<Tag label=word kind=TagKind::Lit/> })
        .collect();
    let is_overdue = is_overdue(Some(&appeal.clock), clock::now_untracked());
    let href = pages::STAFF_APPEAL.href(&[&appeal.number]);
    QueueRow {
        is_ended: actions.is_empty() && !is_quarantined,
        is_overdue,
        cells: vec![
            view! { <a href=href>{appeal.number}</a> }.into_any(),
            cell(names::appeal_kind(appeal.kind)),
            cell_or(Some(name), desk::NO_NAME),
            view! { <AppealStageTag stage=appeal.stage/>{marks} }.into_any(),
            view! { <Deadline promise=Some(appeal.clock)/> }.into_any(),
            cell_or(assignee, desk::NOBODY),
        ],
    }
}
