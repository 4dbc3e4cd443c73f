//! Payments: starting one, and watching it live.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use futures_util::StreamExt;
use futures_util::future::{Either, select};
use gloo_net::eventsource::State;
use gloo_net::eventsource::futures::EventSource;
use gloo_timers::future::TimeoutFuture;
use leptos::task::spawn_local;
use svetlitsa_api::paths::{self, fill};
use svetlitsa_api::payments::{CreatePayment, PaymentList, PaymentView};
use svetlitsa_domain::AccountNumber;

use super::{Answer, Attempt, Caller, ClientError};

/// How long to wait between questions while there is no stream, milliseconds.
const POLL_MS: u32 = 3_000;

/// Payments of an account, newest first.
///
/// # Errors
/// [`ClientError`].
pub async fn list_payments(
    caller: &Caller,
    number: &AccountNumber,
    cursor: Option<&str>,
) -> Answer<PaymentList> {
    super::get(caller, &super::with_cursor(&fill(paths::ACCOUNT_PAYMENTS, &[number.as_str()]), cursor)).await
}

/// Starts a payment.
///
/// # Errors
/// [`ClientError`]; `validation_failed` for the amount.
pub async fn create_payment(caller: &Caller, body: &CreatePayment, attempt: &Attempt) -> Answer<PaymentView> {
    super::post(caller, paths::PAYMENTS, body, attempt).await
}

/// Where a payment stands.
///
/// # Errors
/// [`ClientError`].
pub async fn get_payment(caller: &Caller, id: &str) -> Answer<PaymentView> {
    super::get(caller, &fill(paths::PAYMENT, &[id])).await
}

/// Gives a payment up before the bank has it.
///
/// # Errors
/// [`ClientError`].
pub async fn withdraw_payment(caller: &Caller, id: &str, attempt: &Attempt) -> Answer<PaymentView> {
    super::post(caller, &fill(paths::PAYMENT_WITHDRAWAL, &[id]), &(), attempt).await
}

/// Watches a payment for as long as this is held and the payment is open.
pub struct PaymentWatch {
    is_wanted: Arc<AtomicBool>,
}

impl Drop for PaymentWatch {
    fn drop(&mut self) {
        self.is_wanted.store(false, Ordering::Relaxed);
    }
}

/// Calls back with every change of a payment: by the server's stream, by asking where the stream is closed.
#[must_use]
pub fn watch_payment(
    caller: Caller,
    id: String,
    on_news: impl Fn(Answer<PaymentView>) + 'static,
) -> PaymentWatch {
    let is_wanted = Arc::new(AtomicBool::new(true));
    let wanted = Arc::clone(&is_wanted);
    spawn_local(async move {
        while wanted.load(Ordering::Relaxed) {
            if !follow_stream(&events_path(&caller, &id), &wanted, &on_news).await {
                return;
            }
            if !wanted.load(Ordering::Relaxed) {
                return;
            }
            let news = get_payment(&caller, &id).await;
            let is_over = match &news {
                Ok(payment) => !payment.state.is_open(),
                Err(ClientError::Offline | ClientError::Broken { .. }) => false,
                Err(error) => error.is_final(),
            };
            if wanted.load(Ordering::Relaxed) {
                on_news(news);
            }
            if is_over {
                return;
            }
            TimeoutFuture::new(POLL_MS).await;
        }
    });
    PaymentWatch { is_wanted }
}

/// A browser's stream carries no headers, so a guest's permit travels in the address.
fn events_path(caller: &Caller, id: &str) -> String {
    let path = fill(paths::PAYMENT_EVENTS, &[id]);
    match &caller.token {
        Some(token) => format!("{path}?access={}", paths::encode(token)),
        None => path,
    }
}

/// Follows the stream while it lasts; `false` once the payment is no longer open or nobody listens.
async fn follow_stream(path: &str, wanted: &AtomicBool, on_news: &impl Fn(Answer<PaymentView>)) -> bool {
    let Ok(mut source) = EventSource::new(path) else { return true };
    let Ok(mut events) = source.subscribe("payment") else { return true };
    loop {
        // A browser reconnects a broken stream for ever without a word: look now and then whether it stands.
        let event = match select(events.next(), TimeoutFuture::new(POLL_MS)).await {
            _ if !wanted.load(Ordering::Relaxed) => return false,
            Either::Left((Some(Ok((_, event))), _)) => event,
            Either::Right(_) if matches!(source.state(), State::Open) => continue,
            Either::Left(_) | Either::Right(_) => return true,
        };
        let payment = event.data().as_string().and_then(|text| crate::json::decode::<PaymentView>(&text));
        let Some(payment) = payment else { return true };
        let is_open = payment.state.is_open();
        on_news(Ok(payment));
        if !is_open {
            return false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guests_permit_travels_in_the_address_of_the_stream() {
        let guest = Caller::guest("a/b".to_owned());
        assert_eq!(events_path(&guest, "p1"), "/api/v1/payments/p1/events?access=a%2Fb");
        assert_eq!(events_path(&Caller::cabinet(), "p1"), "/api/v1/payments/p1/events");
    }
}
