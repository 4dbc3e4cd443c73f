//! The second step before a debt is paid twice: what was paid or begun already, and whether to go on all the same.

use leptos::prelude::*;
use svetlitsa_api::ErrorCode;
use svetlitsa_api::payments::{CreatePayment, EarlierPayment, PaymentView};
use svetlitsa_ui::client::{Answer, Attempt, Caller, ClientError, accounts, payments};
use svetlitsa_ui::components::{Button, ButtonKind, Dialog};
use svetlitsa_ui::format;
use svetlitsa_ui::i18n::Words;
use svetlitsa_ui::texts::payments::repeat as t;

use super::earlier::Account;

/// What came of starting a payment.
pub(crate) enum Begun {
    /// It is journaled.
    Started(Box<PaymentView>),
    /// It may be a repeat.
    Questioned(Question),
}

/// A payment that may be a repeat, and what it would repeat.
#[derive(Clone)]
pub(crate) struct Question {
    body: CreatePayment,
    earlier: Vec<EarlierPayment>,
}

/// Starts a payment. Where it may repeat another one, and `body` asks to refuse that, the question comes back in its place.
///
/// # Errors
/// [`ClientError`].
pub(crate) async fn begin(caller: &Caller, body: CreatePayment, attempt: &Attempt) -> Answer<Begun> {
    match payments::create_payment(caller, &body, attempt).await {
        Err(ClientError::Rejected(problem)) if problem.code == ErrorCode::PaymentRepeated => {
            let overview = accounts::get_account(caller, &body.account).await?;
            let is_same = |earlier: &EarlierPayment| match &body.payee {
                Some(payee) => *payee == earlier.payee,
                None => earlier.is_current_payee,
            };
            let earlier = overview.earlier_payments.into_iter().filter(is_same).collect();
            Ok(Begun::Questioned(Question { body, earlier }))
        }
        answer => answer.map(|payment| Begun::Started(Box::new(payment))),
    }
}

/// Asks whether to pay all the same.
#[component]
pub(crate) fn Repeat(
    /// The question; open while there is one.
    asked: RwSignal<Option<Question>>,
    /// Pays all the same.
    go: Callback<CreatePayment>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    Effect::new(move || open.set(asked.with(Option::is_some)));
    Effect::new(move || {
        if !open.get() && asked.with_untracked(Option::is_some) {
            asked.set(None);
        }
    });
    let yes = move |()| {
        if let Some(question) = asked.get_untracked() {
            open.set(false);
            go.run(CreatePayment { refuse_repeat: false, ..question.body });
        }
    };
    let all_the_same = Words::live(move || {
        let sum = asked.with(|asked| asked.as_ref().map(|question| question.body.amount_kopecks));
        t::yes(&sum.map(format::money).unwrap_or_default())
    });
    let buttons = move || {
        let all_the_same = all_the_same.clone();
        view! {
            <Button on_press=move |()| open.set(false)>{t::NO}</Button>
            <Button kind=ButtonKind::Secondary on_press=yes>{all_the_same}</Button>
        }
    };
    let earlier = move || {
        let question = asked.get()?;
        Some(question.earlier.into_iter().map(|payment| view! { <Account payment/> }).collect_view())
    };
    view! { <Dialog open id="repeat" title=t::TITLE buttons>{earlier}</Dialog> }
}
