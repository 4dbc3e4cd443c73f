//! Fiscal receipts of the acquirer's own: sent along with the money, asked about afterwards (`facts/payments.md` 1.6).

use chrono::{DateTime, Utc};
use serde::Deserialize;
use svetlitsa_domain::receipts::FiscalKind;

use super::{AcquirerError, YooKassa, unreadable};
use crate::fiscal::{Document, FiscalError, Fiscalizer, PrintedAt, Progress, Requisites};

#[derive(Debug, Deserialize)]
struct ListBody {
    items: Vec<ReceiptBody>,
}

#[derive(Debug, Deserialize)]
struct ReceiptBody {
    id: String,
    #[serde(rename = "type")]
    kind: String,
    status: String,
    #[serde(default)]
    registered_at: Option<DateTime<Utc>>,
    #[serde(default)]
    fiscal_storage_number: Option<String>,
    #[serde(default)]
    fiscal_document_number: Option<String>,
    #[serde(default)]
    fiscal_attribute: Option<String>,
}

/// What a list says of the receipt that travelled with a payment or a refund: the oldest of its kind, for a later one of
/// the same payment is another document, except in the place of one that was canceled. Nothing yet is waiting, too.
fn parse(body: &[u8], kind: &str) -> Result<Progress, AcquirerError> {
    let list: ListBody = serde_json::from_slice(body).map_err(unreadable)?;
    let (canceled, counted): (Vec<_>, Vec<_>) =
        list.items.into_iter().filter(|one| one.kind == kind).partition(|one| one.status == "canceled");
    let Some(receipt) = counted.into_iter().next_back().or(canceled.into_iter().next_back()) else {
        return Ok(Progress::Waiting);
    };
    match receipt.status.as_str() {
        "pending" => Ok(Progress::Waiting),
        "succeeded" => requisites(receipt).map(Progress::Registered).ok_or_else(|| unreadable("requisites")),
        "canceled" => Ok(Progress::Failed { reason: format!("receipt {} is canceled", receipt.id) }),
        other => Err(unreadable(other)),
    }
}

fn requisites(receipt: ReceiptBody) -> Option<Requisites> {
    Some(Requisites {
        at: PrintedAt::Instant(receipt.registered_at?),
        total: None,
        register: None,
        storage: receipt.fiscal_storage_number?,
        document: receipt.fiscal_document_number?,
        sign: receipt.fiscal_attribute?,
    })
}

#[async_trait::async_trait]
impl Fiscalizer for YooKassa {
    async fn register(&self, document: &Document) -> Result<Progress, FiscalError> {
        let (filter, kind) = match document.kind {
            FiscalKind::Sale => ("payment_id", "payment"),
            FiscalKind::Refund => ("refund_id", "refund"),
            FiscalKind::Correction => {
                return Err(FiscalError::Refused("the acquirer corrects in its own cabinet".to_owned()));
            }
        };
        let id = document.acquirer_id.as_deref();
        let id = id.ok_or_else(|| FiscalError::Refused("the money did not pass the acquirer".to_owned()))?;
        let url = format!("{}/receipts?{filter}={}&limit=100", self.base, svetlitsa_api::paths::encode(id));
        let answer = self.call(self.client.get(url), |body| parse(body, kind)).await;
        // Whatever is wrong with the question, the receipt is not denied by it.
        answer.map_err(|error| FiscalError::Unknown(error.to_string()))
    }

    async fn find(&self, document: &Document, _: &str) -> Result<Progress, FiscalError> {
        self.register(document).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(items: &[String]) -> String {
        format!(r#"{{"type":"list","items":[{}]}}"#, items.join(","))
    }

    fn item(kind: &str, status: &str, number: u32) -> String {
        format!(
            r#"{{"id":"rt-{number}","type":"{kind}","status":"{status}","fiscal_document_number":"{number}",
            "fiscal_storage_number":"9960440300000001","fiscal_attribute":"2918241905",
            "registered_at":"2026-11-20T07:02:05.000Z","items":[]}}"#
        )
    }

    #[test]
    fn the_first_receipt_of_a_payment_is_the_one_that_travelled_with_it() {
        let read = |items: &[String]| parse(list(items).as_bytes(), "payment").unwrap();
        assert_eq!(read(&[]), Progress::Waiting);
        assert_eq!(read(&[item("refund", "succeeded", 1)]), Progress::Waiting);
        assert_eq!(read(&[item("payment", "pending", 1)]), Progress::Waiting);
        assert!(matches!(read(&[item("payment", "canceled", 1)]), Progress::Failed { .. }));
        let replaced = [item("payment", "pending", 2), item("payment", "canceled", 1)];
        assert_eq!(read(&replaced), Progress::Waiting);
        let both = [item("payment", "succeeded", 2), item("payment", "succeeded", 1)];
        let Progress::Registered(told) = read(&both) else { panic!() };
        assert_eq!((told.document.as_str(), told.sign.as_str()), ("1", "2918241905"));
        for rubbish in ["", "{}", &list(&[item("payment", "exploded", 1)])] {
            assert!(matches!(parse(rubbish.as_bytes(), "payment"), Err(AcquirerError::Unknown(_))));
        }
        let bare = list(&[r#"{"id":"r","type":"payment","status":"succeeded"}"#.to_owned()]);
        assert!(parse(bare.as_bytes(), "payment").is_err(), "success without marks is none");
    }
}
