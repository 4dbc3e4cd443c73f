//! YooKassa API v3 (`facts/payments.md` 1): create with an idempotence key, re-read by id.

use std::time::Duration;

use chrono::{DateTime, SecondsFormat, Utc};
use reqwest::{Client, RequestBuilder, StatusCode};
use serde::Deserialize;
use serde_json::{Value, json};
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::payments::PaymentMethod;

use super::{Acquirer, AcquirerError, Answer, Listing, Order, Standing};
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

/// Longest description, characters.
const MAX_DESCRIPTION: usize = 128;
/// Longest purpose of a payment order, characters.
const MAX_PURPOSE: usize = 210;
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

    async fn call(&self, request: RequestBuilder) -> Result<Answer, AcquirerError> {
        parse_payment(&self.read(request).await?)
    }

    /// The body of a definite answer.
    async fn read(&self, request: RequestBuilder) -> Result<Vec<u8>, AcquirerError> {
        let unknown = |error: reqwest::Error| AcquirerError::Unknown(error.without_url().to_string());
        let response =
            request.basic_auth(&self.shop, Some(self.key.expose())).send().await.map_err(unknown)?;
        let status = response.status();
        let body = response.bytes().await.map_err(unknown)?;
        match status {
            StatusCode::OK => Ok(body.to_vec()),
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
        let request = self
            .client
            .post(format!("{}/payments", self.base))
            .header("Idempotence-Key", &order.payment_id)
            .json(&create_body(order));
        let answer = self.call(request).await?;
        if answer.amount == order.amount {
            Ok(answer)
        } else {
            Err(AcquirerError::Refused("the acquirer answers for another amount".to_owned()))
        }
    }

    async fn find(&self, acquirer_id: &str) -> Result<Answer, AcquirerError> {
        let id = svetlitsa_api::paths::encode(acquirer_id);
        self.call(self.client.get(format!("{}/payments/{id}", self.base))).await
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
        parse_list(&self.read(self.client.get(url)).await?)
    }
}

/// Body of `POST /payments`. A shop for utilities must send `payment_order` every time.
fn create_body(order: &Order) -> Value {
    let amount = json!({ "value": order.amount.to_string(), "currency": "RUB" });
    let method = match order.method {
        PaymentMethod::BankCard => "bank_card",
        PaymentMethod::Sbp => "sbp",
    };
    let confirmation = if order.is_on_screen {
        json!({ "type": "qr" })
    } else {
        json!({ "type": "redirect", "return_url": order.return_url })
    };
    let payee = &order.payee;
    json!({
        "amount": amount,
        "capture": true,
        "description": shorten(&order.description, MAX_DESCRIPTION),
        "metadata": { "payment_id": order.payment_id },
        "payment_method_data": { "type": method },
        "confirmation": confirmation,
        "payment_order": {
            "type": "utilities",
            "amount": amount,
            "payment_purpose": shorten(&order.description, MAX_PURPOSE),
            "recipient": {
                "name": payee.name,
                "inn": payee.inn,
                "kpp": payee.kpp,
                "bank": {
                    "name": payee.bank_name,
                    "bic": payee.bic,
                    "account": payee.account,
                    "correspondent_account": payee.correspondent_account,
                },
            },
            "payment_period": { "month": order.period.month(), "year": order.period.year() },
            "account_number": order.account,
        },
    })
}

fn shorten(text: &str, characters: usize) -> String {
    text.chars().take(characters).collect()
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

#[derive(Debug, Deserialize)]
struct MetadataBody {
    #[serde(default)]
    payment_id: Option<String>,
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

fn unreadable(what: &str) -> AcquirerError {
    AcquirerError::Unknown(format!("unreadable answer: {what}"))
}

/// A payment object. Whatever is not one counts as an unknown outcome, never as a refusal.
fn parse_payment(body: &[u8]) -> Result<Answer, AcquirerError> {
    answer(serde_json::from_slice(body).map_err(|error| unreadable(&error.to_string()))?)
}

/// A list of them. One that cannot be read spoils the list: a day is not closed around it.
fn parse_list(body: &[u8]) -> Result<Listing, AcquirerError> {
    let list: ListBody = serde_json::from_slice(body).map_err(|error| unreadable(&error.to_string()))?;
    let items = list.items.into_iter().map(answer).collect::<Result<_, _>>()?;
    Ok(Listing { items, next: list.next_cursor })
}

fn answer(payment: PaymentBody) -> Result<Answer, AcquirerError> {
    let unknown = unreadable;
    if payment.amount.currency != "RUB" {
        return Err(unknown("currency"));
    }
    let amount = Kopecks::parse_rubles(&payment.amount.value).map_err(|_| unknown("amount"))?;
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
        other => return Err(unknown(other)),
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
