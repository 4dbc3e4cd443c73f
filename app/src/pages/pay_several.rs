//! Several accounts and payees at once: what is owed in the whole cabinet, chosen together and paid one after another.

use std::sync::Arc;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use svetlitsa_api::accounts::AccountOverview;
use svetlitsa_api::pages;
use svetlitsa_api::payments::CreatePayment;
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::payments::{MAX_AMOUNT, PaymentMethod};
use svetlitsa_ui::client::{Answer, Caller, accounts as client};
use svetlitsa_ui::components::{
    BackLink, Button, ButtonKind, ButtonLink, Checkbox, Choice, Definition, DefinitionList, EmptyState,
    ErrorSummary, Loaded, Notice, PageHeader, RadioGroup,
};
use svetlitsa_ui::form::{FieldError, Form};
use svetlitsa_ui::i18n::Words;
use svetlitsa_ui::load::Load;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::accounts;
use svetlitsa_ui::texts::payments::{self as t, several as s};
use svetlitsa_ui::{format, names};

use super::account::owed::owed_by_payee;
use super::pay::queue::Queue;
use super::pay::repeat::{Begun, Question, Repeat, begin};
use super::payment::departure;
use crate::preview_notice::PreviewNotice;
use crate::router::use_router;

/// Several accounts and payees at once.
#[component]
pub fn PaySeveral() -> impl IntoView {
    let load = Load::new(overviews);
    view! {
        <div class="page" data-width="journey">
            <BackLink href=pages::ACCOUNTS.path label=accounts::TITLE/>
            <PageHeader title=s::TITLE lead=s::LEAD/>
            <Loaded load lines=8 let:overviews>{draw(&overviews)}</Loaded>
        </div>
    }
}

/// Every account that the cabinet's owner may pay for.
async fn overviews() -> Answer<Vec<AccountOverview>> {
    let list = client::list_accounts().await?;
    let mut found = Vec::new();
    for account in list.items.iter().filter(|account| account.may().pay) {
        found.push(client::get_account(&Caller::cabinet(), &account.number).await?);
    }
    Ok(found)
}

/// A debt of an account to a payee.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Debt {
    overview: Arc<AccountOverview>,
    /// Id of the payee; `None` for today's.
    payee: Option<String>,
    payee_name: String,
    sum: Kopecks,
    /// A payment of it is under way.
    is_under_way: bool,
}

fn debts(overviews: &[AccountOverview]) -> Vec<Debt> {
    let payable = overviews.iter().filter(|overview| overview.takes_payments);
    payable
        .flat_map(|overview| {
            let overview = Arc::new(overview.clone());
            let owed = owed_by_payee(&overview.balances).into_iter().filter(|owed| owed.sum.is_positive());
            owed.map(move |owed| Debt {
                overview: Arc::clone(&overview),
                is_under_way: overview.earlier_payments.iter().any(|payment| {
                    let is_same =
                        if owed.is_current { payment.is_current_payee } else { payment.payee == owed.id };
                    is_same && !payment.is_paid
                }),
                payee: (!owed.is_current).then_some(owed.id),
                payee_name: owed.name,
                // What is more than one payment may carry is left for the next time.
                sum: owed.sum.min(MAX_AMOUNT),
            })
            .collect::<Vec<_>>()
        })
        .collect()
}

/// A debt with its mark: chosen, unless a payment of it is under way.
fn with_mark(debt: Debt) -> (Debt, RwSignal<bool>) {
    let is_chosen = RwSignal::new(!debt.is_under_way);
    (debt, is_chosen)
}

/// Methods that each of the branches offers, in the order of the first.
fn common_methods(offers: &[&[PaymentMethod]]) -> Vec<PaymentMethod> {
    let first = offers.first().copied().unwrap_or_default();
    first.iter().copied().filter(|method| offers.iter().all(|offer| offer.contains(method))).collect()
}

fn draw(overviews: &[AccountOverview]) -> AnyView {
    let debts = debts(overviews);
    if debts.is_empty() {
        return view! {
            <EmptyState title=s::NONE>
                <p>{s::NONE_TEXT}</p>
                <ButtonLink href=pages::ACCOUNTS.path kind=ButtonKind::Secondary>{s::BACK}</ButtonLink>
            </EmptyState>
        }
        .into_any();
    }
    view! { <PreviewNotice/><Choose debts/> }.into_any()
}

#[component]
fn Choose(
    /// What is owed.
    debts: Vec<Debt>,
) -> impl IntoView {
    let (session, router, form) = (use_session(), use_router(), Form::new());
    let is_preview = Memo::new(move |_| session.is_preview());
    let rows: Vec<(Debt, RwSignal<bool>)> = debts.into_iter().map(with_mark).collect();
    let rows = StoredValue::new(rows);
    let method = RwSignal::new(String::new());
    let chosen = move || -> Vec<Debt> {
        rows.with_value(|rows| rows.iter().filter(|row| row.1.get()).map(|row| row.0.clone()).collect())
    };
    // With one method for all that are chosen: what each of their branches offers.
    let methods = Memo::new(move |_| {
        let chosen = chosen();
        let is_any = chosen.is_empty();
        let all = rows.with_value(|rows| rows.iter().map(|row| row.0.clone()).collect());
        let asked: Vec<Debt> = if is_any { all } else { chosen };
        let offers: Vec<_> = asked.iter().map(|debt| debt.overview.payment_methods.as_slice()).collect();
        common_methods(&offers)
    });
    Effect::new(move || {
        let offered = methods.get();
        let is_offered = |word: &String| offered.iter().any(|method| method.as_str() == word);
        if let Some(first) = offered.first().filter(|_| !method.with_untracked(is_offered)) {
            method.set(first.as_str().to_owned());
        }
    });
    let total = Memo::new(move |_| chosen().iter().map(|debt| debt.sum).sum::<Kopecks>());
    let asked = RwSignal::new(None::<Question>);
    let left = StoredValue::new(Queue::default());
    let pay = Callback::new(move |body: CreatePayment| {
        let attempt = form.attempt();
        form.send(async move { begin(&Caller::cabinet(), body, &attempt).await }, move |begun| match begun {
            Begun::Started(payment) => {
                left.with_value(Queue::keep);
                departure::expect(&payment.id);
                router.go(&pages::PAYMENT.href(&[&payment.id]));
            }
            Begun::Questioned(question) => asked.set(Some(question)),
        });
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if untrack(|| form.is_busy()) {
            return;
        }
        let chosen = untrack(chosen);
        let nothing = chosen.is_empty().then_some(s::NOTHING);
        let wrong = nothing.or_else(|| methods.with_untracked(Vec::is_empty).then_some(s::NO_METHOD));
        let error = wrong.map(|words| FieldError::new("debt-0", words));
        if !form.check(error.into_iter().collect()) {
            return;
        }
        let Some(method) = PaymentMethod::parse(&method.get_untracked()) else { return };
        let rest: Vec<_> = chosen
            .into_iter()
            .map(|debt| CreatePayment {
                account: debt.overview.account.number.clone(),
                amount_kopecks: debt.sum,
                method,
                payee: debt.payee,
                period: None,
                refuse_repeat: true,
                readings: Vec::new(),
            })
            .collect();
        let Some((first, others)) = (Queue { of: rest.len(), rest }).split() else { return };
        left.set_value(others);
        pay.run(first);
    };
    let boxes = rows.with_value(|rows| {
        let boxes = rows.iter().enumerate().map(|(i, (debt, is_chosen))| {
            let (sum, account) = (debt.sum, debt.overview.account.clone());
            let label = Words::live(move || s::debt(&format::money(sum), account.number.as_str()));
            let account = &debt.overview.account;
            let what = if account.label.is_empty() { format::address(&account.address) } else { account.label.clone() };
            let (payee, service, is_under_way) = (debt.payee_name.clone(), account.service, debt.is_under_way);
            let hint = Words::live(move || {
                let note = if is_under_way { format!(", {}", s::IS_UNDER_WAY.get()) } else { String::new() };
                format!("{what}. {}. {payee}{note}", names::service(service).get())
            });
            view! { <li><Checkbox name=format!("debt-{i}") label hint checked=*is_chosen error=form.error_of("debt-0")/></li> }
        });
        boxes.collect_view()
    });
    let items = vec![
        Definition::new(t::COMMISSION, move || format::money(Kopecks::ZERO)),
        Definition::new(
            t::CHARGED,
            view! { <span class="pay__charged">{move || format::money(total.get())}</span> },
        ),
    ];
    let ways = move || {
        let choice = |method: PaymentMethod| Choice::new(method.as_str(), names::method(method));
        let choices: Vec<_> = methods.get().into_iter().map(choice).collect();
        if choices.is_empty() {
            return view! { <Notice><p>{s::NO_METHOD}</p></Notice> }.into_any();
        }
        view! { <RadioGroup name="method" label=t::METHOD value=method choices/> }.into_any()
    };
    let count = Memo::new(move |_| chosen().len());
    view! {
        <ErrorSummary form/>
        <form on:submit=submit novalidate>
            <fieldset class="stack" disabled=move || is_preview.get()>
                <legend class="unseen">{s::TITLE}</legend>
                <ul class="stack pay__several">{boxes}</ul>
                {ways}
                <DefinitionList items/>
                <div class="row">
                    <Button submit=true busy=Signal::derive(move || form.is_busy())
                        disabled=Signal::derive(move || is_preview.get())>
                        {t::SUBMIT}
                    </Button>
                </div>
                {move || (count.get() > 1).then(|| view! { <p class="soft">{s::IN_TURN}</p> })}
            </fieldset>
        </form>
        <Repeat asked go=pay/>
    }
}

/// The next of the payments that were chosen together, beside the receipt of the one before or what became of it.
#[component]
pub(crate) fn NextOfSeveral() -> impl IntoView {
    let (router, form) = (use_router(), Form::new());
    let queue = RwSignal::new(Queue::read());
    let asked = RwSignal::new(None::<Question>);
    let pay = Callback::new(move |body: CreatePayment| {
        let attempt = form.attempt();
        form.send(async move { begin(&Caller::cabinet(), body, &attempt).await }, move |begun| match begun {
            Begun::Started(payment) => {
                if let Some((_, left)) = queue.get_untracked().split() {
                    left.keep();
                }
                departure::expect(&payment.id);
                router.go(&pages::PAYMENT.href(&[&payment.id]));
            }
            Begun::Questioned(question) => asked.set(Some(question)),
        });
    });
    let go = move |()| {
        if let Some((next, _)) = queue.get_untracked().split() {
            pay.run(next);
        }
    };
    let stop = Callback::new(move |()| {
        Queue::default().keep();
        queue.set(Queue::default());
    });
    move || {
        let queue = queue.get();
        let next = queue.rest.first()?;
        let (place, of, sum, account) =
            (queue.place_of_next(), queue.of, next.amount_kopecks, next.account.clone());
        let left = queue.sum();
        Some(view! {
            <section class="stack" data-gap="small" data-print="never">
                <h2>{move || s::next(&place.to_string(), &of.to_string())}</h2>
                <p>{move || s::next_text(&format::money(sum), account.as_str(), &format::money(left))}</p>
                <ErrorSummary form/>
                <div class="row">
                    <Button kind=ButtonKind::Lit busy=Signal::derive(move || form.is_busy()) on_press=go>{s::GO_ON}</Button>
                    <Button kind=ButtonKind::Quiet on_press=stop>{s::STOP}</Button>
                </div>
                <Repeat asked go=pay/>
            </section>
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn together_one_pays_by_what_each_branch_offers() {
        use PaymentMethod::{BankCard, SberPay, Sbp};
        assert_eq!(common_methods(&[&[BankCard, Sbp, SberPay], &[SberPay, BankCard]]), [BankCard, SberPay]);
        assert_eq!(common_methods(&[&[Sbp]]), [Sbp]);
        assert_eq!(common_methods(&[&[Sbp], &[BankCard]]), []);
        assert_eq!(common_methods(&[]), []);
    }
}
