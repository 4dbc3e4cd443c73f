//! What became of a report: known already, counted with the neighbours', or taken with its number; and letters about it.

use leptos::prelude::*;
use svetlitsa_api::outages::{OutageHouse, OutageReported, ReportOutage, ReportOutcome};
use svetlitsa_api::pages;
use svetlitsa_ui::client::outages as client;
use svetlitsa_ui::components::{
    Button, ButtonKind, ButtonLink, ErrorSummary, Notice, NoticeKind, OutageCard, PageHeader,
};
use svetlitsa_ui::form::Form;
use svetlitsa_ui::i18n::Words;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::outages::{self as board, report as t};
use svetlitsa_ui::{focus, format};

use crate::pages::outages::letters::Letters;
use crate::phone_link::PhoneLink;

/// What became of a report.
#[component]
pub fn Reported(
    /// The answer.
    reported: OutageReported,
    /// What was sent.
    body: ReportOutage,
    /// Takes another answer, or none to begin anew.
    answer: RwSignal<Option<(OutageReported, ReportOutage)>>,
) -> impl IntoView {
    let form = Form::new();
    let OutageReported { outcome, at, outage, first, reports, is_for_desk, branch, appeal } = reported;
    let email = body.email.clone();
    let body = StoredValue::new(body);
    let other = move |()| {
        let (body, attempt) = (ReportOutage { is_other: true, ..body.get_value() }, form.attempt());
        let sent = body.clone();
        let request = async move { client::report(&body, &attempt).await };
        form.send(request, move |reported| {
            focus::ask_for_heading();
            answer.set(Some((reported, sent)));
        });
    };
    let again = move |()| {
        focus::ask_for_heading();
        answer.set(None);
    };
    let title = match outcome {
        ReportOutcome::Known => t::KNOWN_TITLE,
        ReportOutcome::Joined => t::JOINED_TITLE,
        ReportOutcome::Registered => t::REGISTERED_TITLE,
    };
    let place = at.clone();
    let lead = Words::live(move || board::address(&place.street, &place.house));
    let known = outage.clone().map(|outage| view! { <OutageCard outage/> });
    let joined = first.map(|first| {
        view! {
            <p>{move || t::joined_text(&format::moment(first))}</p>
            <p><strong>{move || t::joined_count(u64::from(reports))}</strong></p>
        }
    });
    let taken = appeal.map(|appeal| view! { <Taken number=appeal.number due=appeal.clock.due is_for_desk/> });
    let is_open = outcome != ReportOutcome::Registered;
    let wish = outage.map(|outage| outage.id).unwrap_or_default();
    let at = OutageHouse { account: String::new(), ..at };
    view! {
        <PageHeader title lead/>
        <ErrorSummary form/>
        {known}
        {joined}
        {taken}
        <p>{t::CALL}" "<PhoneLink number=branch.phone/></p>
        <Letters outage=wish at email/>
        <div class="row">
            {is_open.then(|| view! {
                <Button kind=ButtonKind::Secondary busy=Signal::derive(move || form.is_busy()) on_press=other>{t::OTHER}</Button>
            })}
            <ButtonLink href=pages::OUTAGES.path kind=ButtonKind::Secondary>{t::BOARD}</ButtonLink>
            <Button kind=ButtonKind::Secondary on_press=again>{t::AGAIN}</Button>
        </div>
    }
}

/// The number of an appeal, and what comes next.
#[component]
fn Taken(
    /// The number.
    number: String,
    /// By when it is looked into.
    due: chrono::DateTime<chrono::FixedOffset>,
    /// The duty desk is written to.
    is_for_desk: bool,
) -> impl IntoView {
    let session = use_session();
    let is_resident = Memo::new(move |_| session.has_cabinet());
    let title = Words::live(move || t::number(&number));
    let state = move || if is_resident.get() { pages::APPEALS.path } else { pages::STATUS.path };
    view! {
        <Notice kind=NoticeKind::Success title>
            <p>{if is_for_desk { t::FOR_DESK } else { t::FOR_CLERK }}</p>
            <p>{move || t::due(&format::moment(due))}</p>
            {move || (!is_resident.get()).then(|| view! { <p>{t::NUMBER_KEEP}</p> })}
            <p><a href=state>{t::STATUS}</a></p>
        </Notice>
    }
}
