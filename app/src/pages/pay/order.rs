//! The order: how much, with what, to whom, and that nothing is added to it.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use svetlitsa_api::accounts::AccountOverview;
use svetlitsa_api::pages;
use svetlitsa_api::payments::CreatePayment;
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::payments::{MAX_AMOUNT, MIN_AMOUNT, PaymentMethod};
use svetlitsa_ui::client::{Caller, payments as client};
use svetlitsa_ui::components::{
    Button, ButtonKind, Choice, Definition, DefinitionList, ErrorSummary, NumberField, RadioGroup,
};
use svetlitsa_ui::form::{FieldError, Form};
use svetlitsa_ui::i18n::Words;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::payments as t;
use svetlitsa_ui::{format, names};

use super::amount;
use crate::draft::Draft;
use crate::pages::account::owed::{current_payee, payable};
use crate::pages::payment::departure;
use crate::router::use_router;

/// Name of the amount's field, as in the request.
const AMOUNT: &str = "amount_kopecks";

/// The order.
#[component]
pub fn Order(
    /// What is known of the account.
    overview: AccountOverview,
) -> impl IntoView {
    let (session, router) = (use_session(), use_router());
    let is_preview = Memo::new(move |_| session.is_preview());
    let number = overview.account.number.clone();
    let debt = payable(&overview.balances);
    let payee = current_payee(&overview.balances).unwrap_or(&overview.branch.legal_name).to_owned();

    let note = Draft::new("pay", number.as_str(), "amount");
    if let Some(asked) = asked_sum(untrack(|| router.query("sum"))) {
        note.keep(&untrack(|| format::money_to_type(asked)));
    }
    let typed =
        note.signal(if debt.is_positive() { untrack(|| format::money_to_type(debt)) } else { String::new() });
    let method = RwSignal::new(PaymentMethod::BankCard.as_str().to_owned());
    let form = Form::new();

    let account = number.clone();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if untrack(|| form.is_busy()) {
            return;
        }
        let amount = amount::read(&typed.get_untracked());
        let errors = amount.err().map(|text| FieldError::new(AMOUNT, text));
        if !form.check(errors.into_iter().collect()) {
            return;
        }
        let (Ok(amount_kopecks), Some(method)) = (amount, PaymentMethod::parse(&method.get_untracked()))
        else {
            return;
        };
        let body = CreatePayment { account: account.clone(), amount_kopecks, method };
        let (attempt, note) = (form.attempt(), note.clone());
        let request = async move { client::create_payment(&Caller::cabinet(), &body, &attempt).await };
        form.send(request, move |payment| {
            note.forget();
            departure::expect(&payment.id);
            router.go(&pages::PAYMENT.href(&[&payment.id]));
        });
    };

    let charged = move || match amount::read(&typed.get()) {
        Ok(amount) => format::money(amount),
        Err(_) => "\u{2013}".to_owned(),
    };
    let items = vec![
        Definition::new(t::ACCOUNT, number.to_string()),
        Definition::new(t::PAYEE, payee),
        Definition::new(t::COMMISSION, move || format::money(Kopecks::ZERO)),
        Definition::new(t::CHARGED, view! { <span class="pay__charged">{charged}</span> }),
    ];
    let choice =
        |method: PaymentMethod, hint| Choice::new(method.as_str(), names::method(method)).with_hint(hint);
    let choices = vec![
        choice(PaymentMethod::BankCard, t::METHOD_CARD_HINT),
        choice(PaymentMethod::Sbp, t::METHOD_SBP_HINT),
    ];
    let hint = Words::live(|| t::amount_hint(&format::money(MIN_AMOUNT), &format::money(MAX_AMOUNT)));
    let fill = move |()| typed.set(untrack(|| format::money_to_type(debt)));
    let is_other = move || Kopecks::parse_rubles(&typed.get()) != Ok(debt);
    view! {
        <ErrorSummary form/>
        <form on:submit=submit novalidate>
            <fieldset class="stack" disabled=move || is_preview.get()>
                <legend class="unseen">{t::TITLE}</legend>
                <div class="pay__amount">
                    <NumberField name=AMOUNT label=t::AMOUNT hint value=typed unit="₽" is_decimal=true
                        error=form.error_of(AMOUNT)/>
                    {if debt.is_positive() {
                        view! {
                            <p class="row">
                                <span>{move || t::debt(&format::money(debt))}</span>
                                {move || is_other().then(|| view! {
                                    <Button kind=ButtonKind::Quiet small=true on_press=fill>{t::WHOLE_DEBT}</Button>
                                })}
                            </p>
                        }.into_any()
                    } else {
                        view! { <p>{t::NO_DEBT}</p> }.into_any()
                    }}
                </div>
                <RadioGroup name="method" label=t::METHOD value=method choices/>
                <DefinitionList items/>
                <div class="row">
                    <Button submit=true busy=Signal::derive(move || form.is_busy())
                        disabled=Signal::derive(move || is_preview.get())>
                        {t::SUBMIT}
                    </Button>
                </div>
                <p class="soft">{t::THEN}</p>
            </fieldset>
        </form>
    }
}

/// The sum of the address: that of a payment which failed and is started anew.
fn asked_sum(text: Option<String>) -> Option<Kopecks> {
    amount::read(&text?).ok()
}
