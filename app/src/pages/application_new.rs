//! Files an application: what for, who, and where to answer; then its number, its term and what will be needed.

mod fields;
mod filed;
mod prepaid;
mod service_field;

use leptos::prelude::*;
use svetlitsa_api::applications::{ApplicationView, MAX_SUBJECT};
use svetlitsa_api::pages;
use svetlitsa_domain::AccountNumber;
use svetlitsa_domain::applications::{ApplicationKind, DocumentKind};
use svetlitsa_ui::client::applications as client;
use svetlitsa_ui::components::{
    Button, Choice, Details, ErrorSummary, FieldWidth, PageHeader, RadioGroup, TextField, TextKind, Textarea,
};
use svetlitsa_ui::focus;
use svetlitsa_ui::form::Form;
use svetlitsa_ui::i18n::Text;
use svetlitsa_ui::names;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::applications::form as t;

use crate::pages::applications::papers::{Papers, PapersFields};
use crate::preview_notice::PreviewNotice;
use fields::Fields;
use filed::Filed;
use prepaid::Prepaid;
use service_field::ServiceField;

/// A new application: the form, and in its place the number once it is filed.
#[component]
pub fn ApplicationNew() -> impl IntoView {
    let filed = RwSignal::new(None::<ApplicationView>);
    view! {
        <div class="page" data-width="journey">
            {move || match filed.get() {
                Some(application) => view! { <Filed application again=Callback::new(move |()| filed.set(None))/> }.into_any(),
                None => view! { <Write filed/> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn Write(
    /// Takes what was filed.
    filed: RwSignal<Option<ApplicationView>>,
) -> impl IntoView {
    let session = use_session();
    let form = Form::new();
    let fields = Fields::restored();
    let papers = Papers::restored("new");
    let prepaid = Prepaid::restored();
    fields.know(session);
    let is_preview = Memo::new(move |_| session.is_preview());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if untrack(|| form.is_busy()) {
            return;
        }
        match fields.body(papers, prepaid) {
            Err(errors) => drop(form.check(errors)),
            Ok(body) => {
                form.clear();
                let attempt = form.attempt();
                let request = async move { client::file_application(&body, &attempt).await };
                form.send(request, move |application| {
                    fields.clear();
                    papers.clear();
                    prepaid.clear();
                    focus::ask_for_heading();
                    filed.set(Some(application));
                });
            }
        }
    };
    let kinds = ApplicationKind::ALL
        .into_iter()
        .filter(|kind| kind.is_filed_here())
        .filter_map(|kind| {
            Some(Choice::new(kind.as_str(), names::application_kind(kind)).with_hint(hint(kind)?))
        })
        .collect();
    let chosen = Memo::new(move |_| ApplicationKind::parse(&fields.kind.get()));
    let accounts = Memo::new(move |_| fields::accounts(session));
    view! {
        <PageHeader title=t::TITLE lead=t::LEAD/>
        <form class="stack" novalidate on:submit=submit>
            <ErrorSummary form/>
            <PreviewNotice/>
            <RadioGroup name="kind" label=t::KIND value=fields.kind choices=kinds error=form.error_of("kind")/>
            <Elsewhere accounts/>
            {move || (chosen.get() == Some(ApplicationKind::Reprogramming)).then(|| prepaid::fields(prepaid, form))}
            {move || (chosen.get() == Some(ApplicationKind::ExtraService)).then(|| view! { <ServiceField form fields/> })}
            {move || chosen.get().filter(|kind| kind.asks_premises()).map(|_| fields::premises_field(form, fields))}
            <Textarea name="subject" label=t::SUBJECT hint=t::SUBJECT_HINT value=fields.subject max=MAX_SUBJECT
                error=form.error_of("subject")/>
            <TextField name="name" label=t::NAME value=fields.name error=form.error_of("name") autocomplete="name"
                width=FieldWidth::Medium/>
            <TextField name="email" label=t::EMAIL hint=t::EMAIL_HINT value=fields.email error=form.error_of("email")
                kind=TextKind::Email autocomplete="email" width=FieldWidth::Medium/>
            <TextField name="phone" label=t::PHONE hint=t::PHONE_HINT value=fields.phone error=form.error_of("phone")
                kind=TextKind::Phone autocomplete="tel" width=FieldWidth::Medium/>
            {move || fields::account_field(&accounts.get(), form, fields)}
            {move || chosen.get().filter(|_| !is_preview.get()).map(|kind| documents(kind, papers, form))}
            {move || (!is_preview.get()).then(|| view! {
                <div><Button submit=true busy=Signal::derive(move || form.is_busy() || papers.is_busy())>{t::SUBMIT}</Button></div>
            })}
        </form>
    }
}

/// What is asked for on other pages, or from others.
#[component]
fn Elsewhere(
    /// Accounts of the cabinet, when somebody is signed in.
    accounts: Memo<Vec<AccountNumber>>,
) -> impl IntoView {
    let of_account = move |page: pages::Page| {
        accounts.with(|accounts| match accounts.as_slice() {
            [] => pages::SIGN_IN.path.to_owned(),
            [only] => page.href(&[only.as_str()]),
            _ => pages::ACCOUNTS.path.to_owned(),
        })
    };
    view! {
        <Details summary=t::ELSEWHERE>
            <ul class="stack" data-gap="small">
                <li>{t::INSTALMENT}" "<a href=move || of_account(pages::DEBT)>{t::INSTALMENT_LINK}</a></li>
                <li>{t::CERTIFICATE}" "<a href=move || of_account(pages::CERTIFICATE)>{t::CERTIFICATE_LINK}</a></li>
                <li>{t::GRID}" "<a href=pages::OUTAGES.path>{t::GRID_LINK}</a></li>
            </ul>
        </Details>
    }
}

/// What an application of a kind is made out by, with a place for each copy.
fn documents(kind: ApplicationKind, papers: Papers, form: Form) -> AnyView {
    let list = kind.documents();
    if list.is_empty() {
        return view! { <p>{t::DOCUMENTS_NONE}</p> }.into_any();
    }
    let lost = list.contains(&DocumentKind::ReprogrammingMemo).then(|| {
        view! { <Details summary=t::MEMO_LOST><p>{t::MEMO_LOST_TEXT}</p></Details> }
    });
    view! {
        <section class="stack">
            <h2>{t::DOCUMENTS}</h2>
            {lost}
            <PapersFields papers asked=list.to_vec() form/>
        </section>
    }
    .into_any()
}

const fn hint(kind: ApplicationKind) -> Option<Text> {
    Some(match kind {
        ApplicationKind::Contract => t::HINT_CONTRACT,
        ApplicationKind::OwnerChange => t::HINT_OWNER_CHANGE,
        ApplicationKind::Refund => t::HINT_REFUND,
        ApplicationKind::Reprogramming => t::HINT_REPROGRAMMING,
        ApplicationKind::MeterReplacement => t::HINT_METER_REPLACEMENT,
        ApplicationKind::ExtraService => t::HINT_EXTRA_SERVICE,
        ApplicationKind::Restoration => t::HINT_RESTORATION,
        ApplicationKind::Disagreement => t::HINT_DISAGREEMENT,
        ApplicationKind::Connection => return None,
    })
}
