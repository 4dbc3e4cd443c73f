//! YooKassa API v3 (`facts/payments.md` 1): create with an idempotence key, re-read by id.

mod body;
mod methods;
mod receipts;
mod refunds;

use std::time::Duration;

use chrono::{DateTime, SecondsFormat, Utc};
use reqwest::{Client, RequestBuilder, StatusCode};
use serde::Deserialize;
use svetlitsa_domain::Kopecks;

use super::{
    Acquirer, AcquirerError, Answer, BindingOrder, Listing, MethodAnswer, Order, RefundAnswer, RefundOrder,
    Standing,
};
use crate::settings::Secret;

/// Networks that notifications come from (`facts/payments.md` 1.4), unless the settings name others.
pub const NOTIFICATION_NETWORKS: [&str; 7] = [
    "185.71.76.0/27",
    "185.71.77.0/27",
    "77.75.153.0/25",
    "77.75.156.11/32",
    "77.75.156.35/32",
    "77.75.154.128/25",
    "2a02:5180::/32",
];

/// Most payments of a page.
const MOST_OF_A_LIST: u32 = 100;
/// How long an answer may take.
const TIMEOUT: Duration = Duration::from_secs(15);

/// A shop at YooKassa.
#[derive(Debug)]
pub struct YooKassa {
    client: Client,
    base: String,
    shop: String,
    key: Secret,
}

impl YooKassa {
    /// A shop behind a base URL such as `https://api.example/v3`.
    ///
    /// # Errors
    /// When no HTTP client can be made.
    pub fn new(base: &str, shop: &str, key: Secret) -> anyhow::Result<Self> {
        let client = Client::builder().timeout(TIMEOUT).no_proxy().build()?;
        Ok(Self { client, base: base.trim_end_matches('/').to_owned(), shop: shop.to_owned(), key })
    }

    fn get(&self, collection: &str, id: &str) -> RequestBuilder {
        self.client.get(format!("{}/{collection}/{}", self.base, svetlitsa_api::paths::encode(id)))
    }

    fn post(&self, collection: &str, key: &str) -> RequestBuilder {
        self.client.post(format!("{}/{collection}", self.base)).header("Idempotence-Key", key)
    }

    async fn call<T>(
        &self,
        request: RequestBuilder,
        parse: impl FnOnce(&[u8]) -> Result<T, AcquirerError>,
    ) -> Result<T, AcquirerError> {
        let unknown = |error: reqwest::Error| AcquirerError::Unknown(error.without_url().to_string());
        let response =
            request.basic_auth(&self.shop, Some(self.key.expose())).send().await.map_err(unknown)?;
        let status = response.status();
        let body = response.bytes().await.map_err(unknown)?;
        match status {
            StatusCode::OK => parse(&body),
            // 202: not finished; 429 and 5xx: outcome unknown. All are asked again with the same key.
            status
                if status.is_success()
                    || status.is_server_error()
                    || status == StatusCode::TOO_MANY_REQUESTS
                    || status == StatusCode::REQUEST_TIMEOUT =>
            {
                Err(AcquirerError::Unknown(format!("status {status}")))
            }
            // Wrong credentials are our fault, not the payer's: keep asking until an operator mends them.
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
                Err(AcquirerError::Unknown(format!("status {status}: check the shop and its key")))
            }
            status => {
                let error: ErrorBody = serde_json::from_slice(&body).unwrap_or_default();
                Err(AcquirerError::Refused(format!("status {status}: {} {}", error.code, error.description)))
            }
        }
    }
}

#[async_trait::async_trait]
impl Acquirer for YooKassa {
    async fn register(&self, order: &Order) -> Result<Answer, AcquirerError> {
        let request = self.post("payments", &order.payment_id).json(&body::payment(order));
        let answer = self.call(request, parse_payment).await?;
        if answer.amount == order.amount {
            Ok(answer)
        } else {
            Err(AcquirerError::Refused("the acquirer answers for another amount".to_owned()))
        }
    }

    async fn find(&self, acquirer_id: &str) -> Result<Answer, AcquirerError> {
        self.call(self.get("payments", acquirer_id), parse_payment).await
    }

    async fn refund(&self, order: &RefundOrder) -> Result<RefundAnswer, AcquirerError> {
        let request = self.post("refunds", &order.refund_id).json(&body::refund(order));
        let answer = self.call(request, refunds::parse).await?;
        if answer.amount == order.amount {
            Ok(answer)
        } else {
            Err(AcquirerError::Unknown("the acquirer answers for another amount".to_owned()))
        }
    }

    async fn find_refund(&self, acquirer_id: &str) -> Result<RefundAnswer, AcquirerError> {
        self.call(self.get("refunds", acquirer_id), refunds::parse).await
    }

    async fn find_lost_refund(&self, order: &RefundOrder) -> Result<Option<RefundAnswer>, AcquirerError> {
        let payment = svetlitsa_api::paths::encode(&order.acquirer_payment);
        let request = self.client.get(format!("{}/refunds?payment_id={payment}&limit=100", self.base));
        let known = self.call(request, refunds::parse_list).await?;
        Ok(known.into_iter().find(|answer| answer.refund_id.as_ref() == Some(&order.refund_id)))
    }

    async fn bind(&self, order: &BindingOrder) -> Result<MethodAnswer, AcquirerError> {
        let request = self.post("payment_methods", &order.key).json(&body::binding(order));
        self.call(request, methods::parse).await
    }

    async fn find_method(&self, method_id: &str) -> Result<MethodAnswer, AcquirerError> {
        self.call(self.get("payment_methods", method_id), methods::parse).await
    }

    async fn list(
        &self,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
        cursor: Option<&str>,
    ) -> Result<Listing, AcquirerError> {
        let instant = |at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::Millis, true);
        let (from, until) = (instant(from), instant(until));
        let span = format!("created_at.gte={from}&created_at.lt={until}&limit={MOST_OF_A_LIST}");
        let cursor = cursor.map(|cursor| format!("&cursor={}", svetlitsa_api::paths::encode(cursor)));
        let url = format!("{}/payments?{span}{}", self.base, cursor.unwrap_or_default());
        self.call(self.client.get(url), parse_list).await
    }
}

/// What cannot be read is an unknown outcome, never a refusal.
fn unreadable(what: impl std::fmt::Display) -> AcquirerError {
    AcquirerError::Unknown(format!("unreadable answer: {what}"))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ErrorBody {
    code: String,
    description: String,
}

#[derive(Debug, Deserialize)]
struct PaymentBody {
    id: String,
    status: String,
    amount: AmountBody,
    #[serde(default)]
    metadata: Option<MetadataBody>,
    #[serde(default)]
    captured_at: Option<DateTime<Utc>>,
    #[serde(default)]
    confirmation: Option<ConfirmationBody>,
    #[serde(default)]
    payment_method: Option<MethodBody>,
    #[serde(default)]
    cancellation_details: Option<CancellationBody>,
    #[serde(default)]
    authorization_details: Option<AuthorizationBody>,
}

#[derive(Debug, Deserialize)]
struct AmountBody {
    value: String,
    currency: String,
}

impl AmountBody {
    fn kopecks(&self) -> Result<Kopecks, AcquirerError> {
        if self.currency != "RUB" {
            return Err(unreadable("currency"));
        }
        Kopecks::parse_rubles(&self.value).map_err(|_| unreadable("amount"))
    }
}

#[derive(Debug, Deserialize)]
struct MetadataBody {
    #[serde(default)]
    payment_id: Option<String>,
    #[serde(default)]
    refund_id: Option<String>,
}

#[derive(Debug, Deserialize)]
struct ConfirmationBody {
    #[serde(default)]
    confirmation_url: Option<String>,
    #[serde(default)]
    confirmation_data: Option<String>,
}

#[derive(Debug, Deserialize)]
struct MethodBody {
    #[serde(default)]
    card: Option<CardBody>,
    #[serde(default)]
    sbp_operation_id: Option<String>,
    #[serde(default)]
    payer_bank_details: Option<BankBody>,
}

#[derive(Debug, Deserialize)]
struct CardBody {
    #[serde(default)]
    last4: String,
    #[serde(default)]
    card_type: String,
}

#[derive(Debug, Deserialize)]
struct BankBody {
    #[serde(default)]
    bic: String,
}

#[derive(Debug, Deserialize)]
struct CancellationBody {
    #[serde(default)]
    reason: String,
}

#[derive(Debug, Deserialize)]
struct AuthorizationBody {
    #[serde(default)]
    rrn: Option<String>,
}

#[derive(Debug, Deserialize)]
struct ListBody {
    items: Vec<PaymentBody>,
    #[serde(default)]
    next_cursor: Option<String>,
}

/// A payment object. Whatever is not one counts as an unknown outcome, never as a refusal.
fn parse_payment(body: &[u8]) -> Result<Answer, AcquirerError> {
    answer(serde_json::from_slice(body).map_err(unreadable)?)
}

/// A list of them. One that cannot be read spoils the list: a day is not closed around it.
fn parse_list(body: &[u8]) -> Result<Listing, AcquirerError> {
    let list: ListBody = serde_json::from_slice(body).map_err(unreadable)?;
    let items = list.items.into_iter().map(answer).collect::<Result<_, _>>()?;
    Ok(Listing { items, next: list.next_cursor })
}

fn answer(payment: PaymentBody) -> Result<Answer, AcquirerError> {
    let amount = payment.amount.kopecks()?;
    let standing = match payment.status.as_str() {
        "pending" | "waiting_for_capture" => Standing::Pending {
            confirmation_url: payment.confirmation.as_ref().and_then(|c| c.confirmation_url.clone()),
            qr_payload: payment.confirmation.and_then(|c| c.confirmation_data),
        },
        "succeeded" => {
            let method = payment.payment_method.as_ref();
            let rrn = payment.authorization_details.and_then(|details| details.rrn);
            Standing::Succeeded {
                at: payment.captured_at,
                operation_id: method.and_then(|method| method.sbp_operation_id.clone()).or(rrn),
                instrument: method.and_then(instrument),
            }
        }
        "canceled" => Standing::Cancelled {
            reason: payment.cancellation_details.map(|details| details.reason).unwrap_or_default(),
        },
        other => return Err(unreadable(other)),
    };
    let payment_id = payment.metadata.and_then(|metadata| metadata.payment_id);
    Ok(Answer { acquirer_id: payment.id, payment_id, amount, standing })
}

fn instrument(method: &MethodBody) -> Option<String> {
    match (&method.card, &method.payer_bank_details) {
        (Some(card), _) => Some(format!("{} •••• {}", card.card_type, card.last4)),
        (None, Some(bank)) => Some(format!("BIC {}", bank.bic)),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rubbish_is_an_unknown_outcome_and_never_a_refusal() {
        for body in [
            "",
            "<html>",
            "{}",
            r#"{"id":"1","status":"exploded","amount":{"value":"1.00","currency":"RUB"}}"#,
            r#"{"id":"1","status":"succeeded","amount":{"value":"1.00","currency":"USD"}}"#,
            r#"{"id":"1","status":"succeeded","amount":{"value":"1e9","currency":"RUB"}}"#,
        ] {
            assert!(matches!(parse_payment(body.as_bytes()), Err(AcquirerError::Unknown(_))), "{body}");
        }
    }

    #[test]
    fn a_success_carries_what_identifies_it() {
        let body = r#"{"id":"2d","status":"succeeded","paid":true,"amount":{"value":"1840.55","currency":"RUB"},
            "captured_at":"2026-11-20T07:01:02.345Z","metadata":{"payment_id":"ours","cms_name":"x"},
            "payment_method":{"type":"sbp","id":"2d","saved":false,"sbp_operation_id":"AB12",
            "payer_bank_details":{"bank_id":"100000000111","bic":"044525225"}},"unheard_of":1}"#;
        let answer = parse_payment(body.as_bytes()).unwrap();
        assert_eq!((answer.amount, answer.payment_id.as_deref()), (Kopecks(184_055), Some("ours")));
        let Standing::Succeeded { operation_id, instrument, at } = answer.standing else { panic!("{body}") };
        assert_eq!((operation_id.as_deref(), instrument.as_deref()), (Some("AB12"), Some("BIC 044525225")));
        assert_eq!(at.unwrap().timestamp_millis(), 1_795_158_062_345);
    }
}
