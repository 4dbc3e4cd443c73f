//! Asking failed: what happened, that nothing is lost, and the way on.

use leptos::prelude::*;
use svetlitsa_api::ErrorCode;
use svetlitsa_ui::client::ClientError;
use svetlitsa_ui::components::{ButtonKind, Icon, Sign};
use svetlitsa_ui::i18n::{Text, Words};
use svetlitsa_ui::problem::explain;
use svetlitsa_ui::texts::{kiosk::trouble as t, parts};

use crate::flow::{Event, Wait};
use crate::parts::{Act, Screen};
use crate::terminal::use_terminal;

/// What can be done about it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum WayOut {
    /// The same once more.
    Retry,
    /// Something else was meant.
    Correct,
    /// From the beginning.
    Restart,
}

/// Asking failed.
#[component]
pub(crate) fn TroubleScreen(
    /// What was asked.
    of: Wait,
    /// How it failed.
    error: ClientError,
) -> impl IntoView {
    let terminal = use_terminal();
    let is_closed = of == Wait::Session;
    let (title, text, way_out) = words(&of, &error, move || terminal.phone());
    let safe = safety(&of);
    let request_id = explain(&error).request_id;
    let buttons = move || match way_out {
        _ if is_closed => None,
        WayOut::Retry => Some(view! { <Act event=Event::Retry words=t::RETRY/> }),
        WayOut::Correct => Some(view! { <Act event=Event::Back words=t::CORRECT/> }),
        WayOut::Restart => Some(view! { <Act event=Event::Finish words=t::RESTART/> }),
    };
    let second = move || {
        (way_out == WayOut::Retry && !is_closed && !matches!(of, Wait::Receipt { .. }))
            .then(|| view! { <Act event=Event::Back words=t::CORRECT kind=ButtonKind::Secondary/> })
    };
    view! {
        <Screen title lead=text hand=move || view! { {buttons()}{second()} }>
            <p class="seal" data-wrong="" aria-hidden="true"><Icon sign=Sign::Warning/></p>
            {safe.map(|safe| view! { <p class="lead">{safe}</p> })}
            {(!request_id.is_empty()).then(|| view! {
                <p class="soft"><small>{move || parts::request_number(&request_id)}</small></p>
            })}
        </Screen>
    }
}

fn words(
    of: &Wait,
    error: &ClientError,
    phone: impl Fn() -> String + Send + Sync + 'static,
) -> (Text, Words, WayOut) {
    if *of == Wait::Session {
        return (t::CLOSED, t::CLOSED_TEXT.into(), WayOut::Retry);
    }
    match (error, error.code()) {
        (ClientError::Offline, _) => (t::OFFLINE, t::OFFLINE_TEXT.into(), WayOut::Retry),
        (_, Some(ErrorCode::SignInRequired)) => (t::EXPIRED, t::EXPIRED_TEXT.into(), WayOut::Restart),
        (_, Some(ErrorCode::RateLimited)) => (t::BUSY, t::BUSY_TEXT.into(), WayOut::Retry),
        (_, Some(ErrorCode::PaymentsClosed)) => {
            (t::NO_PAYMENTS, Words::live(move || t::no_payments_text(&phone())), WayOut::Correct)
        }
        (
            _,
            Some(
                ErrorCode::AccountNotFound
                | ErrorCode::NotABill
                | ErrorCode::ReadingsClosed
                | ErrorCode::ValidationFailed,
            ),
        ) => {
            let told = explain(error);
            let text = move || format!("{} {}", told.text.get(), told.way_out.get());
            (told.title, Words::live(text), WayOut::Correct)
        }
        _ => (t::UNAVAILABLE, t::UNAVAILABLE_TEXT.into(), WayOut::Retry),
    }
}

/// What the visitor most wants to know: that money and readings are safe.
fn safety(of: &Wait) -> Option<Words> {
    match of {
        Wait::Reading { .. } => Some(t::SAFE_READING.into()),
        Wait::Payment { .. } => Some(t::SAFE_PAYMENT.into()),
        Wait::Receipt { payment, .. } => {
            let code = payment.receipt_code.clone().unwrap_or_else(|| payment.id.clone());
            Some(Words::live(move || t::safe_receipt(&code)))
        }
        Wait::CallBack { .. } => Some(t::SAFE_CALL_BACK.into()),
        Wait::Session | Wait::Outages | Wait::Enrol(_) | Wait::LookUp(_) | Wait::Account(_) => None,
    }
}
