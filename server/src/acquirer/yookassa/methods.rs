//! Kept methods.

use serde::Deserialize;

use super::{ConfirmationBody, MethodBody, instrument, unreadable};
use crate::acquirer::{AcquirerError, MethodAnswer, MethodStanding};

#[derive(Debug, Deserialize)]
struct KeptBody {
    id: String,
    #[serde(default)]
    saved: bool,
    #[serde(default)]
    status: String,
    #[serde(default)]
    confirmation: Option<ConfirmationBody>,
    #[serde(default)]
    title: Option<String>,
    #[serde(flatten)]
    method: MethodBody,
}

/// A method object. Whatever is not one counts as an unknown outcome.
pub(super) fn parse(body: &[u8]) -> Result<MethodAnswer, AcquirerError> {
    let kept: KeptBody = serde_json::from_slice(body).map_err(unreadable)?;
    let standing = match kept.status.as_str() {
        "pending" => MethodStanding::Pending {
            confirmation_url: kept.confirmation.and_then(|confirmation| confirmation.confirmation_url),
        },
        "active" if kept.saved => {
            MethodStanding::Active { instrument: instrument(&kept.method).or(kept.title) }
        }
        "active" | "inactive" => MethodStanding::Inactive,
        other => return Err(unreadable(other)),
    };
    Ok(MethodAnswer { method_id: kept.id, standing })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_method_is_charged_only_when_it_is_active_and_kept() {
        let body = |status: &str, saved: bool| {
            format!(
                r#"{{"type":"bank_card","id":"m","saved":{saved},"status":"{status}","title":"Bank card *0004",
                "card":{{"first6":"220000","last4":"0004","card_type":"Mir"}},
                "confirmation":{{"type":"redirect","confirmation_url":"https://bank.example/m"}}}}"#
            )
        };
        let read = |status, saved| parse(body(status, saved).as_bytes()).unwrap().standing;
        let url = Some("https://bank.example/m".to_owned());
        assert_eq!(read("pending", false), MethodStanding::Pending { confirmation_url: url });
        let card = Some("Mir •••• 0004".to_owned());
        assert_eq!(read("active", true), MethodStanding::Active { instrument: card });
        assert_eq!(read("active", false), MethodStanding::Inactive);
        assert_eq!(read("inactive", true), MethodStanding::Inactive);
        for rubbish in ["", "{}", "<html>"] {
            assert!(matches!(parse(rubbish.as_bytes()), Err(AcquirerError::Unknown(_))), "{rubbish}");
        }
    }
}
