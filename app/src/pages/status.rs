//! State of an appeal, an application or an appointment by its number and the contact it was filed with.

mod case_number;
mod missing;

use leptos::prelude::*;
use svetlitsa_api::ErrorCode;
use svetlitsa_api::appeals::{AppealView, LookupByNumber};
use svetlitsa_api::applications::ApplicationView;
use svetlitsa_api::appointments::AppointmentView;
use svetlitsa_api::pages;
use svetlitsa_domain::contacts::{Email, Phone};
use svetlitsa_ui::client::{Answer, appeals, applications, appointments};
use svetlitsa_ui::components::{
    BackLink, Button, ErrorSummary, FieldWidth, Link, PageHeader, TextField, TextKind,
};
use svetlitsa_ui::form::{FieldError, Form};
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::status as t;
use svetlitsa_ui::{focus, names};

use crate::pages::appeals::case::AppealCase;
use crate::pages::applications::case::ApplicationCase;
use crate::pages::appointment::case::AppointmentCase;
use crate::router::use_router;
use case_number::CaseNumber;
use missing::Missing;

/// What was found.
#[derive(Clone, PartialEq, Eq)]
enum Found {
    Appeal(Box<AppealView>),
    Application(Box<ApplicationView>),
    Appointment(Box<AppointmentView>),
}

impl Found {
    fn number(&self) -> &str {
        match self {
            Self::Appeal(appeal) => &appeal.number,
            Self::Application(application) => &application.number,
            Self::Appointment(appointment) => &appointment.number,
        }
    }
}

/// State of an appeal, an application or an appointment. The number may stand in the address, the contact never.
#[component]
pub fn Status() -> impl IntoView {
    let router = use_router();
    let asked = Memo::new(move |_| router.query("number").unwrap_or_default());
    let number = RwSignal::new(asked.get_untracked());
    let contact = RwSignal::new(String::new());
    let found = RwSignal::new(None::<Found>);
    // Back from the result leads to the question, and Forward to the result again.
    let shown = Memo::new(move |_| found.get().filter(|found| found.number() == asked.get()));
    let show = Callback::new(move |case: Found| {
        focus::ask_for_heading();
        let number = case.number().to_owned();
        found.set(Some(case));
        // The address may hold the number already; a second entry would make Back do nothing.
        if asked.get_untracked() != number {
            router.go(&number_href(&number));
        }
    });
    view! {
        <div class="page" data-width="journey">
            {move || match shown.get() {
                Some(case) => view! { <Result case contact=contact.get_untracked()/> }.into_any(),
                None => view! { <Question number contact show/> }.into_any(),
            }}
        </div>
    }
}

fn number_href(number: &str) -> String {
    format!("{}?number={}", pages::STATUS.path, svetlitsa_api::paths::encode(number))
}

/// Asks for number and contact.
#[component]
fn Question(
    /// What is typed as number.
    number: RwSignal<String>,
    /// What is typed as contact.
    contact: RwSignal<String>,
    /// Takes what was found.
    show: Callback<Found>,
) -> impl IntoView {
    let form = Form::new();
    let is_missing = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        is_missing.set(false);
        let (typed, contact) = (number.get_untracked(), contact.get_untracked());
        if !form.check(errors(&typed, &contact)) {
            return;
        }
        form.send(find(CaseNumber::new(&typed), contact), move |found| match found {
            Some(case) => show.run(case),
            None => is_missing.set(true),
        });
    };
    view! {
        <PageHeader title=t::TITLE lead=t::LEAD/>
        <p><Link href=pages::APPLICATION_NEW.path>{svetlitsa_ui::texts::applications::form::TITLE}</Link></p>
        <form class="stack" novalidate on:submit=submit>
            <ErrorSummary form/>
            {move || is_missing.get().then(|| view! { <Missing/> })}
            <TextField
                name="number"
                label=t::NUMBER
                hint=t::NUMBER_HINT
                value=number
                error=form.error_of("number")
                width=FieldWidth::Medium
                autocomplete="off"
            />
            <TextField
                name="contact"
                label=t::CONTACT
                hint=t::CONTACT_HINT
                value=contact
                error=form.error_of("contact")
                width=FieldWidth::Medium
                autocomplete="email"
                kind=TextKind::Email
            />
            <div><Button submit=true busy=Signal::derive(move || form.is_busy())>{t::SUBMIT}</Button></div>
        </form>
        <Cabinet/>
    }
}

fn errors(number: &str, contact: &str) -> Vec<FieldError> {
    let is_contact = contact.parse::<Email>().is_ok() || contact.parse::<Phone>().is_ok();
    let missing = |field: &'static str, typed: &str, message| {
        typed.trim().is_empty().then(|| FieldError::new(field, message))
    };
    let contact = missing("contact", contact, t::CONTACT_MISSING)
        .or_else(|| (!is_contact).then(|| FieldError::new("contact", t::CONTACT_WRONG)));
    missing("number", number, t::NUMBER_MISSING).into_iter().chain(contact).collect()
}

async fn find(number: CaseNumber, contact: String) -> Answer<Option<Found>> {
    let body = LookupByNumber { number: number.as_str().to_owned(), contact };
    let answer = if number.is_appeal() {
        appeals::lookup_appeal(&body).await.map(|found| Found::Appeal(Box::new(found)))
    } else if number.is_appointment() {
        appointments::find(&body).await.map(|found| Found::Appointment(Box::new(found)))
    } else {
        applications::lookup_application(&body).await.map(|found| Found::Application(Box::new(found)))
    };
    match answer {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.code() == Some(ErrorCode::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// What was found.
#[component]
fn Result(
    /// The appeal, application or appointment.
    case: Found,
    /// The contact that opened it.
    contact: String,
) -> impl IntoView {
    let over = case.number().to_owned();
    let (kind, body) = match case {
        Found::Appointment(appointment) => (
            svetlitsa_ui::texts::appointments::TITLE,
            view! { <AppointmentCase appointment=*appointment contact/> }.into_any(),
        ),
        Found::Appeal(appeal) => {
            (names::appeal_kind(appeal.kind), view! { <AppealCase appeal=*appeal contact/> }.into_any())
        }
        Found::Application(application) => (
            names::application_kind(application.kind),
            view! { <ApplicationCase application=*application contact/> }.into_any(),
        ),
    };
    view! {
        <BackLink href=pages::STATUS.path label=t::ANOTHER/>
        <PageHeader title=kind over/>
        {body}
    }
}

/// The shorter way for those who are signed in.
#[component]
fn Cabinet() -> impl IntoView {
    let session = use_session();
    let has_cabinet = Memo::new(move |_| session.has_cabinet());
    move || {
        has_cabinet.get().then(|| {
            view! {
                <div class="status__cabinet">
                    <p>{t::CABINET}</p>
                    <div class="row">
                        <Link href=pages::APPEALS.path>{t::MY_APPEALS}</Link>
                        <Link href=pages::APPLICATIONS.path>{t::MY_APPLICATIONS}</Link>
                    </div>
                </div>
            }
        })
    }
}
