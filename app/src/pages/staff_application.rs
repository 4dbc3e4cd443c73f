//! One application on the desk: who applied for what, by when it is due, and where it may go.

mod confirm;
mod missing;
mod money;
mod moves;

use leptos::prelude::*;
use svetlitsa_api::applications::StaffApplication;
use svetlitsa_api::pages;
use svetlitsa_ui::client::staff as client;
use svetlitsa_ui::components::{BackLink, Definition, DefinitionList, Loaded, PageHeader, StepList};
use svetlitsa_ui::load::Load;
use svetlitsa_ui::texts::applications::case;
use svetlitsa_ui::texts::staff::{applications as t, desk};
use svetlitsa_ui::{format, names};

use crate::attachments::CameFor;
use crate::pages::applications::case::{act_words, clocks, copies, service_words, transferred_words};
use crate::pages::applications::papers::document_list;
use crate::pages::applications::stage_tag::ApplicationStageTag;
use crate::pages::applications::steps::steps;
use crate::pages::staff_desk::contacts::contacts;
use crate::pages::staff_desk::deadline::Deadline;
use crate::pages::staff_desk::{StaffDesk, cell, cell_or};
use crate::router::use_router;
use moves::Moves;

/// One application on the desk.
#[component]
pub fn StaffApplicationPage() -> impl IntoView {
    let number = use_router().segment(2);
    let wanted = number.clone();
    let load = Load::new(move || {
        let number = wanted.clone();
        async move { client::get_staff_application(&number).await }
    });
    view! {
        <StaffDesk>
            <BackLink href=pages::STAFF_APPLICATIONS.path label=t::TITLE/>
            <PageHeader title=number.clone()/>
            <Loaded load lines=8 let:item><Case item/></Loaded>
            <Moves load number/>
        </StaffDesk>
    }
}

/// Who applied for what, and by when it is due.
#[component]
fn Case(
    /// The application.
    item: StaffApplication,
) -> impl IntoView {
    let application = item.application;
    let filed = application.filed;
    let account = application.account.as_ref().map(ToString::to_string);
    let came = copies(&application, &CameFor::ApplicationStaff);
    let lacks = (!application.missing.is_empty()).then(|| {
        view! {
            <h2>{case::MISSING}</h2>
            {document_list(&application.missing)}
        }
    });
    let reading = application.reading.clone().map(|reading| Definition::new(case::READING, reading));
    let left = application.balance_kopecks.map(|sum| Definition::new(case::BALANCE, format::money(sum)));
    let over = application.runs_out.map(|at| Definition::new(case::RUNS_OUT, move || format::moment(at)));
    let service = service_words(&application);
    let act = act_words(&application);
    let transferred = transferred_words(&application);
    let promises = clocks(application.clock.clone(), application.other_clocks, &application.phone);
    let mut facts = vec![
        Definition::new(desk::KIND, cell(names::application_kind(application.kind))),
        Definition::new(t::APPLICANT, item.name),
        Definition::new(desk::CONTACT, contacts([item.contact])),
        Definition::new(desk::ACCOUNT, cell_or(account, desk::NO_ACCOUNT)),
        Definition::new(desk::REGISTERED, move || format::moment(filed)),
        Definition::new(desk::DUE, view! { <Deadline promise=application.clock/> }),
        Definition::new(desk::ASSIGNEE, cell_or(item.assignee, desk::NOBODY)),
    ];
    facts.extend(reading.into_iter().chain(left).chain(over).chain(act).chain(transferred).chain(service));
    view! {
        <div class="case">
            <div class="row"><ApplicationStageTag stage=application.stage/></div>
            <h2>{t::SUBJECT}</h2>
            <p class="case__words">{application.subject}</p>
            {lacks}
            {came}
            {promises}
            <div class="columns">
                <DefinitionList items=facts/>
                <div class="stack" data-gap="small">
                    <h2>{case::ROAD}</h2>
                    <StepList steps=steps(&application.events, &application.road, None)/>
                </div>
            </div>
        </div>
    }
}
