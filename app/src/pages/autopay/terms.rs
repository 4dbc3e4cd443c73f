//! The terms: when, how much at most, which bills not, with what; and the consent.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use svetlitsa_api::autopay::{AutopayView, SetUpAutopay};
use svetlitsa_domain::AccountNumber;
use svetlitsa_domain::payments::PaymentMethod;
use svetlitsa_domain::payments::autopay::{AutopayState, LAST_DAY};
use svetlitsa_ui::client::autopay as client;
use svetlitsa_ui::components::{Button, Checkbox, Choice, ErrorSummary, NumberField, RadioGroup};
use svetlitsa_ui::form::{FieldError, Form};
use svetlitsa_ui::i18n::{Lang, Words, lang};
use svetlitsa_ui::texts::autopay as t;
use svetlitsa_ui::{format, names};

use crate::pages::pay::amount;

/// Names of fields, as in the request.
const CAP: &str = "cap_kopecks";
const DAY: &str = "day";
const CONSENT: &str = "consent_version";
/// The two ways to choose the day.
const ON_BILL: &str = "on_bill";
const ON_DAY: &str = "on_day";
/// What is proposed first.
const USUAL_DAY: u8 = 10;

/// The terms.
#[component]
pub(super) fn Terms(
    /// The account.
    number: AccountNumber,
    /// What is known.
    view: AutopayView,
    /// They have changed.
    refresh: Callback<()>,
) -> impl IntoView {
    let is_on = view.state == AutopayState::On;
    let form = Form::new();
    let busy = Signal::derive(move || form.is_busy());
    let when = RwSignal::new(if view.day.is_some() { ON_DAY } else { ON_BILL }.to_owned());
    let day = RwSignal::new(view.day.unwrap_or(USUAL_DAY).to_string());
    let cap = RwSignal::new(format::money_to_type(view.cap_kopecks));
    let skips_estimated = RwSignal::new(view.skips_estimated);
    let method = RwSignal::new(view.method.as_str().to_owned());
    let is_agreed = RwSignal::new(false);
    let version = view.consent.version.clone();
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        if untrack(|| form.is_busy()) {
            return;
        }
        let is_day = when.get_untracked() == ON_DAY;
        let typed_day =
            day.get_untracked().trim().parse::<u8>().ok().filter(|day| (1..=LAST_DAY).contains(day));
        let typed_cap = amount::read(&cap.get_untracked());
        let wrong_day = (is_day && typed_day.is_none()).then(|| FieldError::new(DAY, t::DAY_WRONG));
        let wrong_cap = typed_cap.err().map(|text| FieldError::new(CAP, text));
        let missing = (!is_agreed.get_untracked()).then(|| FieldError::new(CONSENT, t::CONSENT_MISSING));
        if !form.check(wrong_day.into_iter().chain(wrong_cap).chain(missing).collect()) {
            return;
        }
        let (Ok(cap_kopecks), Some(method)) = (typed_cap, PaymentMethod::parse(&method.get_untracked()))
        else {
            return;
        };
        let body = SetUpAutopay {
            day: typed_day.filter(|_| is_day),
            cap_kopecks,
            skips_estimated: skips_estimated.get_untracked(),
            method,
            consent_version: version.clone(),
        };
        let (number, attempt) = (number.clone(), form.attempt());
        form.send(async move { client::set_up(&number, &body, &attempt).await }, move |()| refresh.run(()));
    };
    let days = view.notice_days;
    let on_bill = Words::live(move || t::on_bill(&days.to_string()));
    let times = vec![Choice::new(ON_BILL, on_bill), Choice::new(ON_DAY, t::ON_DAY_CHOICE)];
    let methods = [PaymentMethod::BankCard, PaymentMethod::Sbp]
        .map(|method| Choice::new(method.as_str(), names::method(method)))
        .to_vec();
    let attempts = view.attempts;
    let email = view.email.clone();
    let (ru, en) = (view.consent.ru, view.consent.en);
    let (title, submit) = if is_on { (t::TERMS, t::SAVE) } else { (t::SET_UP, t::START) };
    view! {
        <form class="stack" on:submit=send novalidate>
            <h2>{title}</h2>
            <ErrorSummary form/>
            <RadioGroup name="when" label=t::WHEN value=when choices=times/>
            <div hidden=move || when.get() != ON_DAY>
                <NumberField name=DAY label=t::DAY hint=t::DAY_HINT value=day error=form.error_of(DAY)/>
            </div>
            <NumberField name=CAP label=t::CAP hint=t::CAP_HINT value=cap unit="₽" is_decimal=true
                error=form.error_of(CAP)/>
            <Checkbox name="skips_estimated" label=t::SKIP_ESTIMATED checked=skips_estimated/>
            <RadioGroup name="method" label=t::METHOD value=method choices=methods error=form.error_of("method")/>
            <ul class="debt__ways">
                <li>{move || t::rule_notice(&days.to_string(), &email)}</li>
                <li>{t::RULE_PAID}</li>
                <li>{move || t::rule_retry(&attempts.to_string())}</li>
                <li>{t::RULE_FEE}</li>
            </ul>
            <p class="soft">{move || if lang() == Lang::Ru { ru.clone() } else { en.clone() }}</p>
            <Checkbox name=CONSENT label=t::CONSENT checked=is_agreed error=form.error_of(CONSENT)/>
            <div class="row"><Button submit=true busy>{submit}</Button></div>
            {(!is_on).then(|| view! { <p class="soft">{t::THEN}</p> })}
        </form>
    }
}
