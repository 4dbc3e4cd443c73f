//! An application as its author sees it: the promise that runs, our last word, and the road.

use leptos::prelude::*;
use svetlitsa_api::applications::{ApplicationView, GridOperatorView};
use svetlitsa_api::{ClockView, pages};
use svetlitsa_domain::applications::{ApplicationStage, DocumentKind};
use svetlitsa_ui::components::{
    ButtonLink, Definition, DefinitionList, Details, Notice, NoticeKind, PromiseClock, StepList,
};
use svetlitsa_ui::i18n::{Text, Words};
use svetlitsa_ui::texts::applications::case as t;
use svetlitsa_ui::texts::appointments::BOOK;
use svetlitsa_ui::texts::services::SERVICE;
use svetlitsa_ui::{format, names};

use super::add::AddPapers;
use super::papers::document_list;
use super::stage_tag::ApplicationStageTag;
use super::steps::steps;
use crate::attachments::{CameFiles, CameFor};
use crate::pages::services::{price_of, word};
use crate::phone_link::PhoneLink;

/// An application as its author sees it.
#[component]
pub fn ApplicationCase(
    /// The application.
    application: ApplicationView,
    /// The contact that opened it; none in the cabinet.
    #[prop(optional)]
    contact: Option<String>,
    /// The road is folded away: one of a list.
    #[prop(optional)]
    is_folded: bool,
) -> impl IntoView {
    let shown = RwSignal::new(application);
    let contact = contact.unwrap_or_default();
    let reader = CameFor::Applicant(contact.clone());
    view! {
        {move || draw(shown.get(), is_folded, &reader)}
        <AddPapers shown contact/>
    }
}

fn draw(application: ApplicationView, is_folded: bool, reader: &CameFor) -> impl IntoView + use<> {
    let quoted = quoted(&application);
    let filed = application.filed;
    let news = quoted.map(|(at, kind, title)| {
        let words = application.events[at].text.clone().unwrap_or_default();
        let (phone, number) = (application.phone.clone(), application.number.clone());
        let reply = (kind != NoticeKind::Info).then(|| view! { <p>{move || t::reply(&phone, &number)}</p> });
        view! {
            <Notice kind title=title>
                <p class="case__words">{words}</p>
                {reply}
            </Notice>
        }
    });
    let road = view! {
        <StepList steps=steps(&application.events, &application.road, quoted.map(|(at, ..)| at))/>
    };
    let missing = missing_of(&application);
    let operator = application.operator.clone().map(operator_of);
    let came = copies(&application, reader);
    let (act, transferred) = (act_words(&application), transferred_words(&application));
    let refund = ask_refund(&application);
    let service = service_words(&application);
    let account = application.account.map(|number| Definition::new(t::ACCOUNT, number.to_string()));
    let reading = application.reading.map(|reading| Definition::new(t::READING, reading));
    let left = application.balance_kopecks.map(|sum| Definition::new(t::BALANCE, format::money(sum)));
    let over = application.runs_out.map(|at| Definition::new(t::RUNS_OUT, move || format::moment(at)));
    let branch = Definition::new(t::BRANCH, application.branch_name);
    let facts = std::iter::once(branch)
        .chain(account)
        .chain(reading)
        .chain(left)
        .chain(over)
        .chain(act)
        .chain(transferred)
        .chain(service);
    let facts = view! { <DefinitionList items=facts.collect()/> };
    let rest = if is_folded {
        view! { <Details summary=t::MORE>{road} {came} {facts}</Details> }.into_any()
    } else {
        view! { <h2>{t::ROAD}</h2> {road} {came} {facts} }.into_any()
    };
    let clocks = clocks(application.clock, application.other_clocks, &application.phone);
    view! {
        <div class="case">
            <p class="case__subject">{application.subject}</p>
            <div class="row">
                <ApplicationStageTag stage=application.stage/>
                <span class="soft">{move || t::filed(&format::moment(filed))}</span>
            </div>
            {news}
            {(application.stage == ApplicationStage::ReadyToSign).then(|| view! {
                <p><a href=format!("{}?purpose=documents", pages::APPOINTMENT_NEW.path)>{BOOK}</a></p>
            })}
            {operator}
            {missing}
            {refund}
            {clocks}
            {rest}
        </div>
    }
}

/// Who takes it in truth, and how they are reached.
fn operator_of(operator: GridOperatorView) -> impl IntoView {
    let GridOperatorView { phone, site } = operator;
    view! {
        <p>
            {t::OPERATOR}" "<a href=format!("https://{site}")>{site.clone()}</a>", "<PhoneLink number=phone/>
        </p>
    }
}

/// The service of the price list that is asked for, with its price of that day.
pub(crate) fn service_words(application: &ApplicationView) -> Option<Definition> {
    let service = application.service.as_ref()?;
    let (name, price) = (word(service, |words| &words.name), price_of(service));
    Some(Definition::new(SERVICE, move || format!("{}, {}", name.get(), price.get())))
}

/// What the act of a reprogramming says.
pub(crate) fn act_words(application: &ApplicationView) -> Option<Definition> {
    let act = application.act.clone()?;
    let words = move || {
        t::act_text(&format::date_with_year(act.done_on), &act.reading, &format::money(act.left_kopecks))
    };
    Some(Definition::new(t::ACT, words))
}

/// What came from the former supplier, and for which account.
pub(crate) fn transferred_words(application: &ApplicationView) -> Option<Definition> {
    let money = application.transferred.clone()?;
    let words = move || t::transferred_text(&format::money(money.amount_kopecks), &money.account);
    Some(Definition::new(t::TRANSFERRED, words))
}

/// Money was left on the meter: the way to get it back is one press away.
fn ask_refund(application: &ApplicationView) -> Option<impl IntoView + use<>> {
    let left = application.act.as_ref()?.left_kopecks;
    left.is_positive().then(|| {
        let href = format!("{}?kind=refund", pages::APPLICATION_NEW.path);
        let label = Words::live(move || t::ask_refund(&format::money(left)));
        view! { <p><ButtonLink href>{label}</ButtonLink></p> }
    })
}

/// Every promise that runs or ran, the same for whoever waits and whoever keeps it.
pub(crate) fn clocks(main: Option<ClockView>, others: Vec<ClockView>, phone: &str) -> impl IntoView + use<> {
    let clocks = main.into_iter().chain(others);
    clocks.map(|clock| view! { <PromiseClock clock phone=phone.to_owned()/> }).collect_view()
}

/// What is still missing; nothing once it is over.
fn missing_of(application: &ApplicationView) -> Option<impl IntoView + use<>> {
    (!application.missing.is_empty()).then(|| {
        let adds = application.takes_documents.then(|| view! { <p>{t::MISSING_TEXT}</p> });
        let list = document_list(&application.missing);
        view! {
            <Notice kind=NoticeKind::Warning title=t::MISSING>
                {list}
                {adds}
            </Notice>
        }
    })
}

/// Copies that came, document by document.
pub(crate) fn copies(application: &ApplicationView, reader: &CameFor) -> Option<impl IntoView + use<>> {
    let of = |document: DocumentKind| {
        let files = application.files.iter().filter(|copy| copy.document == document);
        let files: Vec<_> = files.map(|copy| copy.file.clone()).collect();
        let title = names::document(document);
        (!files.is_empty()).then(|| {
            view! { <CameFiles number=application.number.clone() files reader=reader.clone() title/> }
        })
    };
    (!application.files.is_empty()).then(|| {
        let lists = DocumentKind::ALL.into_iter().filter_map(of).collect_view();
        view! { <div class="stack" data-gap="small"><h2>{t::PAPERS}</h2>{lists}</div> }
    })
}

/// Our last word, when it belongs to the stage of now.
fn quoted(application: &ApplicationView) -> Option<(usize, NoticeKind, Text)> {
    let last = application.events.len().checked_sub(1)?;
    application.events[last].text.as_ref()?;
    let (kind, title) = match application.stage {
        ApplicationStage::Incomplete => (NoticeKind::Warning, t::WANTED),
        ApplicationStage::Refused => (NoticeKind::Error, t::REFUSED),
        _ => (NoticeKind::Info, t::NEWS),
    };
    Some((last, kind, title))
}
