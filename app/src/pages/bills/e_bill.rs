//! Bills by e-mail instead of paper: on with a consent of its own, off in one press.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use svetlitsa_api::e_bills::{EBillView, SubscribeEBill};
use svetlitsa_domain::AccountNumber;
use svetlitsa_ui::client::{Caller, e_bills as client};
use svetlitsa_ui::components::{Button, ButtonKind, Checkbox, ErrorSummary, Loaded};
use svetlitsa_ui::form::{FieldError, Form};
use svetlitsa_ui::format;
use svetlitsa_ui::i18n::{Lang, lang};
use svetlitsa_ui::load::Load;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::e_bills as t;

/// Name of the consent's field, as in the request.
const CONSENT: &str = "consent_version";

/// Bills by e-mail instead of paper. Nothing for staff who looks on: it is the resident's to choose.
#[component]
pub fn EBill(
    /// The account.
    number: AccountNumber,
) -> impl IntoView {
    let session = use_session();
    let asked = number.clone();
    let load = Load::new(move || {
        let number = asked.clone();
        async move { client::get_e_bill(&Caller::cabinet(), &number).await }
    });
    move || {
        let number = number.clone();
        (!session.is_preview()).then(|| {
            view! {
                <section class="stack" data-gap="small" data-print="never">
                    <h2>{t::TITLE}</h2>
                    <Loaded load lines=3 let:e_bill>{told(&number, e_bill, load)}</Loaded>
                </section>
            }
        })
    }
}

fn told(number: &AccountNumber, e_bill: EBillView, load: Load<EBillView>) -> AnyView {
    let EBillView { since, email, consent } = e_bill;
    let form = Form::new();
    let busy = Signal::derive(move || form.is_busy());
    let number = StoredValue::new(number.clone());
    if let Some(since) = since {
        let end = move |()| {
            let (number, attempt) = (number.get_value(), form.attempt());
            form.send(async move { client::end(&number, &attempt).await }, move |()| load.refresh());
        };
        return view! {
            <ErrorSummary form/>
            <p role="status">{move || t::on(&email, &format::date_with_year(since.date_naive()))}</p>
            <div class="row">
                <Button kind=ButtonKind::Secondary busy on_press=end>{t::STOP}</Button>
            </div>
        }
        .into_any();
    }
    let is_agreed = RwSignal::new(false);
    let version = consent.version;
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        let missing = (!is_agreed.get_untracked()).then(|| FieldError::new(CONSENT, t::CONSENT_MISSING));
        if form.check(missing.into_iter().collect()) {
            let body = SubscribeEBill { consent_version: version.clone() };
            let (number, attempt) = (number.get_value(), form.attempt());
            form.send(async move { client::subscribe(&number, &body, &attempt).await }, move |()| {
                load.refresh();
            });
        }
    };
    let (ru, en) = (consent.ru, consent.en);
    view! {
        <form class="stack" data-gap="small" on:submit=send novalidate>
            <ErrorSummary form/>
            <p>{move || t::off(&email)}</p>
            <p class="soft">{move || if lang() == Lang::Ru { ru.clone() } else { en.clone() }}</p>
            <Checkbox name=CONSENT label=t::CONSENT checked=is_agreed error=form.error_of(CONSENT)/>
            <div class="row"><Button submit=true kind=ButtonKind::Secondary busy>{t::START}</Button></div>
        </form>
    }
    .into_any()
}
