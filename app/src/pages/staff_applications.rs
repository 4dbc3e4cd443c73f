//! Applications to work on, nearest deadline first.

use leptos::prelude::*;
use svetlitsa_api::applications::StaffApplication;
use svetlitsa_api::pages;
use svetlitsa_ui::client::staff as client;
use svetlitsa_ui::components::{Loaded, PageHeader};
use svetlitsa_ui::load::Load;
use svetlitsa_ui::texts::staff::{applications as t, desk};
use svetlitsa_ui::{clock, names};

use crate::pages::applications::stage_tag::ApplicationStageTag;
use crate::pages::staff_desk::deadline::{Deadline, is_overdue};
use crate::pages::staff_desk::queue::{Queue, QueueRow};
use crate::pages::staff_desk::{StaffDesk, cell, cell_or};

/// Applications to work on.
#[component]
pub fn StaffApplications() -> impl IntoView {
    let load = Load::new(client::list_staff_applications);
    view! {
        <StaffDesk>
            <PageHeader title=t::TITLE/>
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

fn row(item: StaffApplication) -> QueueRow {
    let StaffApplication { application, name, assignee, next, .. } = item;
    let is_overdue = is_overdue(application.clock.as_ref(), clock::now_untracked());
    let href = pages::STAFF_APPLICATION.href(&[&application.number]);
    QueueRow {
        is_ended: next.is_empty(),
        is_overdue,
        cells: vec![
            view! { <a href=href>{application.number}</a> }.into_any(),
            cell(names::application_kind(application.kind)),
            cell(name),
            view! { <ApplicationStageTag stage=application.stage/> }.into_any(),
            view! { <Deadline promise=application.clock/> }.into_any(),
            cell_or(assignee, desk::NOBODY),
        ],
    }
}
