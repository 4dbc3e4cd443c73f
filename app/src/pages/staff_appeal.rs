//! One appeal on the desk: who wrote what, by when it is due, and what can be done now.

mod actions;

use leptos::prelude::*;
use svetlitsa_api::appeals::StaffAppeal;
use svetlitsa_api::pages;
use svetlitsa_ui::client::staff as client;
use svetlitsa_ui::components::{
    BackLink, Definition, DefinitionList, Loaded, Notice, NoticeKind, PageHeader, StepList,
};
use svetlitsa_ui::load::Load;
use svetlitsa_ui::texts::appeals::case;
use svetlitsa_ui::texts::staff::{appeals as t, desk};
use svetlitsa_ui::{format, names};

use crate::attachments::{CameFiles, CameFor};
use crate::pages::appeals::stage_tag::AppealStageTag;
use crate::pages::appeals::steps::steps;
use crate::pages::staff_desk::contacts::contacts;
use crate::pages::staff_desk::deadline::Deadline;
use crate::pages::staff_desk::{StaffDesk, cell, cell_or};
use crate::router::use_router;
use actions::Actions;

/// One appeal on the desk.
#[component]
pub fn StaffAppealPage() -> impl IntoView {
    let number = use_router().segment(2);
    let wanted = number.clone();
    let load = Load::new(move || {
        let number = wanted.clone();
        async move { client::get_staff_appeal(&number).await }
    });
    view! {
        <StaffDesk>
            <BackLink href=pages::STAFF_APPEALS.path label=t::TITLE/>
            <PageHeader title=number.clone()/>
            <Loaded load lines=8 let:item><Case item/></Loaded>
            <Actions load number/>
        </StaffDesk>
    }
}

/// Who wrote what, and by when it is due.
#[component]
fn Case(
    /// The appeal.
    item: StaffAppeal,
) -> impl IntoView {
    let appeal = item.appeal;
    let registered = appeal.registered;
    let account = appeal.account.map(|number| number.to_string());
    let facts = vec![
        Definition::new(desk::KIND, cell(names::appeal_kind(appeal.kind))),
        Definition::new(desk::CUSTOMER, cell_or(Some(item.name), desk::NO_NAME)),
        Definition::new(desk::CONTACT, contacts([item.email, item.phone])),
        Definition::new(desk::ACCOUNT, cell_or(account, desk::NO_ACCOUNT)),
        Definition::new(desk::REGISTERED, move || format::moment(registered)),
        Definition::new(desk::DUE, view! { <Deadline promise=Some(appeal.clock)/> }),
        Definition::new(desk::ASSIGNEE, cell_or(item.assignee, desk::NOBODY)),
    ];
    view! {
        <div class="case">
            <div class="row"><AppealStageTag stage=appeal.stage/></div>
            {item.is_abusive.then(|| view! {
                <Notice kind=NoticeKind::Warning title=t::ABUSIVE><p>{t::ABUSIVE_RULE}</p></Notice>
            })}
            <h2>{t::TEXT}</h2>
            <p class="case__words">{appeal.text}</p>
            <CameFiles number=appeal.number.clone() files=appeal.files reader=CameFor::Staff/>
            <div class="columns">
                <DefinitionList items=facts/>
                <div class="stack" data-gap="small">
                    <h2>{case::ROAD}</h2>
                    <StepList steps=steps(&appeal.events, None)/>
                </div>
            </div>
        </div>
    }
}
