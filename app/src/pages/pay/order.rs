//! The order: how much, with what, to whom, and that nothing is added to it.

use std::sync::Arc;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use svetlitsa_api::accounts::{AccountOverview, BalanceLine};
use svetlitsa_api::pages;
use svetlitsa_api::payments::CreatePayment;
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::payments::{MAX_AMOUNT, MIN_AMOUNT, PaymentMethod};
use svetlitsa_ui::components::{
    Button, ButtonKind, Choice, Definition, DefinitionList, ErrorSummary, NumberField, RadioGroup,
};
use svetlitsa_ui::form::{FieldError, Form};
use svetlitsa_ui::i18n::{Text, Words};
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::payees as p;
use svetlitsa_ui::texts::payments::{self as t, with_readings as w};
use svetlitsa_ui::{format, names};

use super::alongside::doubt::{Doubt, Doubts};
use super::alongside::{Alongside, AlongsideFields, Given};
use super::amount;
use super::repeat::{Begun, Question, Repeat, begin};
use crate::draft::Draft;
use crate::guest_visit;
use crate::pages::account::owed::{OwedTo, owed_by_payee};
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
    let payees = Arc::new(to_choose(&overview.balances, &overview.branch.legal_name));
    // The month of the bill that led here.
    let period = untrack(|| router.query("period")).and_then(|text| text.parse().ok());
    let asked = untrack(|| router.query("payee"));
    let payee = RwSignal::new(chosen_first(&payees, asked.as_deref()));
    let chosen = {
        let payees = Arc::clone(&payees);
        Memo::new(move |_| payee.with(|id| payees.iter().find(|owed| owed.id == *id).cloned()))
    };
    let debt = Memo::new(move |_| chosen.get().map_or(Kopecks::ZERO, |owed| owed.sum.max(Kopecks::ZERO)));
    let legal_name = overview.branch.legal_name.clone();
    let payee_name = move || chosen.get().map_or_else(|| legal_name.clone(), |owed| owed.name);
    let choices_of_payee = payees.iter().map(choice_of).collect::<Vec<_>>();
    let has_several = choices_of_payee.len() > 1;

    let note = Draft::new("pay", number.as_str(), "amount");
    if let Some(asked) = asked_sum(untrack(|| router.query("sum"))) {
        note.keep(&untrack(|| format::money_to_type(asked)));
    }
    let typed = note.signal(untrack(|| sum_to_type(debt.get())));
    // Another payee is owed another sum: what was typed for the first is not for the second.
    Effect::watch(move || payee.get(), move |_, _, _| typed.set(untrack(|| sum_to_type(debt.get()))), false);
    let first = overview.payment_methods.first().copied().unwrap_or(PaymentMethod::BankCard);
    let method = RwSignal::new(first.as_str().to_owned());
    let form = Form::new();

    let account = number.clone();
    let (caller, watch) = (guest_visit::caller(), guest_visit::watch());
    let visit = guest_visit::current();
    let asked = RwSignal::new(None::<Question>);
    let pay = Callback::new(move |body: CreatePayment| {
        let (attempt, note) = (form.attempt(), note.clone());
        let (caller, watch, visit) = (caller.clone(), watch.clone(), visit.clone());
        let request = async move { begin(&caller, body, &attempt).await.inspect_err(|error| watch(error)) };
        form.send(request, move |begun| {
            let payment = match begun {
                Begun::Started(payment) => payment,
                Begun::Questioned(question) => return asked.set(Some(question)),
            };
            note.forget();
            departure::expect(&payment.id);
            if let Some(visit) = &visit {
                visit.keep_with(&payment.id);
            }
            router.go(&pages::PAYMENT.href(&[&payment.id]));
        });
    });
    let alongside = Alongside::new(&overview);
    let doubted = RwSignal::new(None::<(Doubt, CreatePayment)>);
    let (caller, watch) = (guest_visit::caller(), guest_visit::watch());
    let order = Callback::new(move |body: CreatePayment| {
        let (caller, watch) = (caller.clone(), watch.clone());
        let request = async move { alongside.give(caller).await.inspect_err(|error| watch(error)) };
        form.send(request, move |given| match given {
            Given::All(readings) => pay.run(CreatePayment { readings, ..body }),
            Given::Doubted(doubt) => doubted.set(Some((doubt, body))),
        });
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if untrack(|| form.is_busy()) {
            return;
        }
        let amount = amount::read(&typed.get_untracked());
        let owed = chosen.get_untracked();
        let errors = amount.err().map(|text| FieldError::new(AMOUNT, text));
        let ahead = amount.ok().zip(owed.as_ref()).filter(|(sum, owed)| !owed.is_current && *sum > owed.sum);
        let ahead = ahead.map(|_| FieldError::new(AMOUNT, p::NOT_AHEAD));
        if !form.check(errors.into_iter().chain(ahead).chain(alongside.gaps()).collect()) {
            return;
        }
        let (Ok(amount_kopecks), Some(method)) = (amount, PaymentMethod::parse(&method.get_untracked()))
        else {
            return;
        };
        let payee = owed.filter(|owed| !owed.is_current).map(|owed| owed.id);
        let account = account.clone();
        let readings = Vec::new();
        order.run(CreatePayment {
            account,
            amount_kopecks,
            method,
            payee,
            period,
            refuse_repeat: true,
            readings,
        });
    };

    let charged = move || match amount::read(&typed.get()) {
        Ok(amount) => format::money(amount),
        Err(_) => "\u{2013}".to_owned(),
    };
    let given = (!alongside.is_empty()).then(|| Definition::new(w::ROW, move || alongside.summary()));
    let month =
        period.map(|period| Definition::new(t::MONTH, move || t::month_first(&format::period(period))));
    let mut items = vec![Definition::new(t::ACCOUNT, number.to_string())];
    items.extend(month);
    items.push(Definition::new(t::PAYEE, payee_name));
    items.extend(given);
    items.extend([
        Definition::new(t::COMMISSION, move || format::money(Kopecks::ZERO)),
        Definition::new(t::CHARGED, view! { <span class="pay__charged">{charged}</span> }),
    ]);
    let choice = |method: &PaymentMethod| {
        Choice::new(method.as_str(), names::method(*method)).with_hint(hint_of(*method))
    };
    let choices = overview.payment_methods.iter().map(choice).collect::<Vec<_>>();
    let hint = Words::live(move || match chosen.get().is_none_or(|owed| owed.is_current) {
        true => t::amount_hint(&format::money(MIN_AMOUNT), &format::money(MAX_AMOUNT)),
        false => p::NOT_AHEAD.get().to_owned(),
    });
    let fill = move |()| typed.set(untrack(|| sum_to_type(debt.get())));
    let is_other = move || Kopecks::parse_rubles(&typed.get()) != Ok(debt.get());
    view! {
        <ErrorSummary form/>
        <form on:submit=submit novalidate>
            <fieldset class="stack" disabled=move || is_preview.get()>
                <legend class="unseen">{t::TITLE}</legend>
                {has_several.then(|| view! {
                    <RadioGroup name="payee" label=p::CHOOSE hint=p::CHOOSE_HINT value=payee choices=choices_of_payee
                        error=form.error_of("payee")/>
                })}
                <div class="pay__amount">
                    <NumberField name=AMOUNT label=t::AMOUNT hint value=typed unit="₽" is_decimal=true
                        error=form.error_of(AMOUNT)/>
                    {move || if debt.get().is_positive() {
                        view! {
                            <p class="row">
                                <span>{move || t::debt(&format::money(debt.get()))}</span>
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
                <AlongsideFields alongside form/>
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
        <Repeat asked go=pay/>
        <Doubts asked=doubted alongside form order pay/>
    }
}

const fn hint_of(method: PaymentMethod) -> Text {
    match method {
        PaymentMethod::BankCard => t::METHOD_CARD_HINT,
        PaymentMethod::Sbp => t::METHOD_SBP_HINT,
        PaymentMethod::SberPay => t::METHOD_SBER_PAY_HINT,
        PaymentMethod::TPay => t::METHOD_T_PAY_HINT,
        // No branch offers it here: the money is in the terminal already.
        PaymentMethod::Agent => t::METHOD_SBP_HINT,
    }
}

/// Whom one can pay: today's payee, even when nothing is owed to it, and each that is still owed something.
fn to_choose(balances: &[BalanceLine], legal_name: &str) -> Vec<OwedTo> {
    let mut payees = owed_by_payee(balances);
    if !payees.iter().any(|owed| owed.is_current) {
        let name = legal_name.to_owned();
        payees.insert(0, OwedTo { id: String::new(), name, is_current: true, sum: Kopecks::ZERO });
    }
    payees
}

/// The one that the address asks for; else the first that is owed something, today's before the others.
fn chosen_first(payees: &[OwedTo], asked: Option<&str>) -> String {
    let current = || payees.iter().find(|owed| owed.is_current);
    let found = match asked {
        Some(asked) => payees.iter().find(|owed| owed.id == asked).or_else(current),
        None => payees.iter().find(|owed| owed.sum.is_positive()).or_else(current),
    };
    found.map(|owed| owed.id.clone()).unwrap_or_default()
}

/// A debt as one types it; nothing where nothing is owed.
fn sum_to_type(debt: Kopecks) -> String {
    if debt.is_positive() { format::money_to_type(debt) } else { String::new() }
}

fn choice_of(owed: &OwedTo) -> Choice {
    let sum = owed.sum;
    let hint = Words::live(move || match sum.is_positive() {
        true => p::choice_owed(&format::money(sum)),
        false => p::CHOICE_NONE.get().to_owned(),
    });
    Choice::new(owed.id.clone(), owed.name.clone()).with_hint(hint)
}

/// The sum of the address: that of a payment which failed and is started anew.
fn asked_sum(text: Option<String>) -> Option<Kopecks> {
    amount::read(&text?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(payee: &str, is_current_payee: bool, kopecks: i64) -> BalanceLine {
        BalanceLine {
            payee: payee.to_owned(),
            payee_name: payee.to_owned(),
            is_current_payee,
            period: "2021-10".parse().unwrap(),
            amount_kopecks: Kopecks(kopecks),
        }
    }

    #[test]
    fn a_payment_is_for_one_payee() {
        let old_only = to_choose(&[line("old", false, 500)], "Today's");
        assert_eq!(old_only.iter().map(|owed| owed.id.as_str()).collect::<Vec<_>>(), ["", "old"]);
        assert_eq!(chosen_first(&old_only, None), "old");
        // An address that asks for whoever is even asks for today's payee.
        assert_eq!(chosen_first(&old_only, Some("today")), "");
        let both = to_choose(&[line("old", false, 500), line("new", true, 700)], "Today's");
        assert_eq!((both.len(), chosen_first(&both, None)), (2, "new".to_owned()));
        assert_eq!(chosen_first(&both, Some("old")), "old");
        assert_eq!(chosen_first(&to_choose(&[], "Today's"), None), "");
    }
}
