//! Refund objects.

use serde::Deserialize;

use super::{AmountBody, CancellationBody, MetadataBody, unreadable};
use crate::acquirer::{AcquirerError, RefundAnswer, RefundStanding};

#[derive(Debug, Deserialize)]
struct RefundBody {
    id: String,
    status: String,
    amount: AmountBody,
    #[serde(default)]
    metadata: Option<MetadataBody>,
    #[serde(default)]
    cancellation_details: Option<CancellationBody>,
}

#[derive(Debug, Deserialize)]
struct ListBody {
    items: Vec<RefundBody>,
}

/// A refund object. Whatever is not one counts as an unknown outcome, never as a refusal.
pub(super) fn parse(body: &[u8]) -> Result<RefundAnswer, AcquirerError> {
    answer(serde_json::from_slice(body).map_err(unreadable)?)
}

/// A list of them.
pub(super) fn parse_list(body: &[u8]) -> Result<Vec<RefundAnswer>, AcquirerError> {
    let list: ListBody = serde_json::from_slice(body).map_err(unreadable)?;
    list.items.into_iter().map(answer).collect()
}

fn answer(refund: RefundBody) -> Result<RefundAnswer, AcquirerError> {
    let standing = match refund.status.as_str() {
        "pending" => RefundStanding::Pending,
        "succeeded" => RefundStanding::Returned,
        "canceled" => RefundStanding::Refused {
            reason: refund.cancellation_details.map(|details| details.reason).unwrap_or_default(),
        },
        other => return Err(unreadable(other)),
    };
    Ok(RefundAnswer {
        amount: refund.amount.kopecks()?,
        refund_id: refund.metadata.and_then(|metadata| metadata.refund_id),
        acquirer_id: refund.id,
        standing,
    })
}

#[cfg(test)]
mod tests {
    use svetlitsa_domain::Kopecks;

    use super::*;

    #[test]
    fn every_status_is_read_and_rubbish_is_unknown() {
        let body = |status: &str| {
            format!(
                r#"{{"id":"r","payment_id":"p","status":"{status}","amount":{{"value":"10.50","currency":"RUB"}},
                "metadata":{{"refund_id":"ours"}},"cancellation_details":{{"party":"yoo_money","reason":"x"}}}}"#
            )
        };
        let refused = RefundStanding::Refused { reason: "x".to_owned() };
        for (status, standing) in [
            ("pending", RefundStanding::Pending),
            ("succeeded", RefundStanding::Returned),
            ("canceled", refused),
        ] {
            let answer = parse(body(status).as_bytes()).unwrap();
            assert_eq!((answer.amount, answer.standing), (Kopecks(1_050), standing));
            assert_eq!(answer.refund_id.as_deref(), Some("ours"));
        }
        for rubbish in ["", "<html>", "{}", &body("exploded")] {
            assert!(matches!(parse(rubbish.as_bytes()), Err(AcquirerError::Unknown(_))), "{rubbish}");
        }
        let list = format!(r#"{{"type":"list","items":[{}]}}"#, body("succeeded"));
        assert_eq!(parse_list(list.as_bytes()).unwrap().len(), 1);
    }
}
