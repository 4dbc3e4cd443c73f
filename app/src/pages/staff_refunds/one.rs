//! One payment on the desk: what went back of it, and what may.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use svetlitsa_api::refunds::{AskRefund, MAX_DOCUMENT, StaffPayment, StaffRefund};
use svetlitsa_api::session::StaffRole;
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::payments::RefundState;
use svetlitsa_ui::client::staff as client;
use svetlitsa_ui::components::{
    Button, ButtonKind, Column, Definition, DefinitionList, Details, Dialog, ErrorSummary, FieldWidth,
    Notice, NoticeKind, NumberField, Table, TextField,
};
use svetlitsa_ui::form::{FieldError, Form};
use svetlitsa_ui::i18n::{Text, Words};
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::fields;
use svetlitsa_ui::texts::refunds::desk as t;
use svetlitsa_ui::{format, names};

use crate::pages::pay::amount;
use crate::pages::staff_desk::cell;

/// A payment, unfolded when it is the only one that was found.
#[component]
pub fn One(
    /// The payment.
    payment: StaffPayment,
    /// Whether it is unfolded at first.
    is_open: bool,
) -> impl IntoView {
    let (sum, created) = (payment.amount_kopecks, payment.created);
    let summary = Words::live(move || t::payment(&format::money(sum), &format::moment(created)));
    let payment = RwSignal::new(payment);
    let done = RwSignal::new(None::<Kopecks>);
    let told = move || {
        done.get().map(|sum| {
            view! {
                <Notice kind=NoticeKind::Success is_news=true><p>{move || t::done(&format::money(sum))}</p></Notice>
            }
        })
    };
    view! {
        <Details summary open=is_open>
            <div class="stack">
                {told}
                {move || known(payment.get())}
                {move || payment.with(|payment| payment.left_kopecks.is_positive()).then(|| {
                    view! { <Ask payment done/> }
                })}
            </div>
        </Details>
    }
}

/// What is known of it.
fn known(payment: StaffPayment) -> impl IntoView {
    let StaffPayment { id, account, customer, state, method, receipt_number, refunds, left_kopecks, .. } =
        payment;
    let mut items = vec![
        Definition::new(t::ACCOUNT, account.to_string()),
        Definition::new(t::CUSTOMER, customer),
        Definition::new(t::STATE, names::payment_state(state).into_view()),
        Definition::new(svetlitsa_ui::texts::receipts::METHOD, names::method(method).into_view()),
    ];
    items.extend(receipt_number.map(|number| Definition::new(t::RECEIPT, number)));
    items.push(Definition::new(t::NUMBER, id));
    let rows: Vec<_> = refunds.into_iter().map(row).collect();
    let has_refunds = !rows.is_empty();
    let columns = vec![
        Column::numbers(t::SUM),
        Column::words(t::STATE),
        Column::words(t::DOCUMENT_COLUMN),
        Column::words(t::BY),
        Column::words(t::WHEN),
    ];
    view! {
        <DefinitionList items/>
        {has_refunds.then(|| view! { <Table caption=t::BEFORE columns rows/> })}
        {(!left_kopecks.is_positive()).then(|| view! { <p class="soft">{t::NOTHING}</p> })}
    }
}

fn row(refund: StaffRefund) -> Vec<AnyView> {
    let StaffRefund { amount_kopecks, state, document, asked_by, asked } = refund;
    let state = match state {
        RefundState::Asked => t::ASKED_STATE,
        RefundState::Returned => t::RETURNED_STATE,
        RefundState::Refused => t::REFUSED_STATE,
    };
    vec![
        view! { <span class="amount">{move || format::money(amount_kopecks)}</span> }.into_any(),
        cell(state),
        cell(document),
        cell(asked_by),
        cell(Words::live(move || format::moment(asked))),
    ]
}

/// How much, and why; asked once more before it is sent.
#[component]
fn Ask(
    /// The payment.
    payment: RwSignal<StaffPayment>,
    /// What was sent back just now.
    done: RwSignal<Option<Kopecks>>,
) -> impl IntoView {
    let session = use_session();
    let is_allowed =
        session.view().and_then(|view| view.staff).is_some_and(|staff| staff.role != StaffRole::Operator);
    if !is_allowed {
        return view! { <Notice><p>{t::NOT_YOURS}</p></Notice> }.into_any();
    }
    let form = Form::new();
    let known = payment.get_untracked();
    let (left, account) = (known.left_kopecks, known.account.clone());
    // Several payments may stand on the page: a field's name is its own.
    let (amount_field, document_field) = (format!("amount-{}", known.id), format!("document-{}", known.id));
    let (typed, document) = (RwSignal::new(format::money_to_type(left)), RwSignal::new(String::new()));
    let (open, asked) = (RwSignal::new(false), RwSignal::new(Kopecks::ZERO));
    let errors = {
        let (amount_field, document_field) = (amount_field.clone(), document_field.clone());
        move || {
            let sum = Kopecks::parse_rubles(&typed.get_untracked()).ok().filter(|sum| sum.is_positive());
            let wrong_sum: Option<Text> = match sum {
                None => Some(amount::read(&typed.get_untracked()).err().unwrap_or(fields::AMOUNT_TOO_SMALL)),
                Some(sum) if sum > left => Some(t::TOO_MUCH),
                Some(_) => None,
            };
            let text = document.get_untracked().trim().to_owned();
            let is_used =
                payment.with_untracked(|payment| payment.refunds.iter().any(|one| one.document == text));
            let wrong_document: Option<Text> = match text.chars().count() {
                0 => Some(t::DOCUMENT_MISSING),
                1..=MAX_DOCUMENT if is_used => Some(t::DOCUMENT_USED),
                1..=MAX_DOCUMENT => None,
                _ => Some(fields::TOO_LONG),
            };
            asked.set(sum.unwrap_or(Kopecks::ZERO));
            let sum = wrong_sum.map(|text| FieldError::new(amount_field.clone(), text));
            let document = wrong_document.map(|text| FieldError::new(document_field.clone(), text));
            sum.into_iter().chain(document).collect::<Vec<_>>()
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !untrack(|| form.is_busy()) && form.check(errors()) {
            open.set(true);
        }
    };
    let send = move |()| {
        open.set(false);
        let sum = asked.get_untracked();
        let body = AskRefund { amount_kopecks: sum, document: document.get_untracked().trim().to_owned() };
        let (id, attempt) = (payment.with_untracked(|payment| payment.id.clone()), form.attempt());
        let request = async move { client::ask_refund(&id, &body, &attempt).await };
        form.send(request, move |news| {
            done.set(Some(sum));
            payment.set(news);
        });
    };
    let confirm = Words::live(move || t::confirm(&format::money(asked.get())));
    let yes = Words::live(move || t::yes(&format::money(asked.get())));
    let buttons = move || {
        let yes = yes.clone();
        view! {
            <Button kind=ButtonKind::Secondary on_press=move |()| open.set(false)>{t::CANCEL}</Button>
            <Button kind=ButtonKind::Danger on_press=send>{yes}</Button>
        }
    };
    let amount_error = {
        let name = amount_field.clone();
        Signal::derive(move || form.error(&name).or_else(|| form.error("amount_kopecks")))
    };
    let document_error = {
        let name = document_field.clone();
        Signal::derive(move || form.error(&name).or_else(|| form.error("document")))
    };
    let hint = Words::live(move || t::amount_hint(&format::money(left)));
    view! {
        <form class="stack" novalidate on:submit=submit>
            <ErrorSummary form/>
            <NumberField name=amount_field label=t::AMOUNT hint value=typed unit="₽" is_decimal=true error=amount_error/>
            <TextField name=document_field label=t::DOCUMENT hint=t::DOCUMENT_HINT value=document autocomplete="off"
                width=FieldWidth::Medium error=document_error/>
            <div><Button submit=true kind=ButtonKind::Secondary busy=Signal::derive(move || form.is_busy())>{t::SUBMIT}</Button></div>
        </form>
        <Dialog open id="refund" title=confirm buttons>
            <p>{move || t::confirm_text(account.as_str(), document.get().trim())}</p>
        </Dialog>
    }
    .into_any()
}
