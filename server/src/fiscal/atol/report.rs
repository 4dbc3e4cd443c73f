//! Answers. What cannot be read is an unknown outcome, never a failure.

use chrono::NaiveDateTime;
use reqwest::StatusCode;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::body::kopecks;
use crate::fiscal::{FiscalError, PrintedAt, Progress, Requisites};

/// The form of a document is wrong; the same one will never be accepted (the protocol's table 6).
const WRONG_FORM: [i64; 3] = [13, 31, 32];
/// The key is known; the answer names the document that it was given to.
const KNOWN_KEY: i64 = 33;
/// A report that nobody knows: a wrong id, or one that is older than its 32 days.
const NO_SUCH_REPORT: i64 = 30;
/// Not ready yet.
const NOT_READY: i64 = 34;

/// An answer, read.
#[derive(Debug)]
pub(super) struct Reply {
    status: StatusCode,
    body: ReplyBody,
}

#[derive(Debug, Deserialize)]
struct ReplyBody {
    #[serde(default)]
    uuid: Option<String>,
    #[serde(default)]
    status: Option<String>,
    #[serde(default)]
    external_id: Option<String>,
    #[serde(default)]
    error: Option<ErrorBody>,
    #[serde(default)]
    payload: Option<Map<String, Value>>,
}

#[derive(Debug, Deserialize)]
struct ErrorBody {
    code: i64,
    #[serde(default)]
    text: String,
    #[serde(default, rename = "type")]
    kind: String,
}

impl std::fmt::Display for ErrorBody {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{} {}: {}", self.kind, self.code, self.text)
    }
}

#[derive(Debug, Deserialize)]
struct TokenBody {
    #[serde(default)]
    token: Option<String>,
    #[serde(default)]
    error: Option<ErrorBody>,
}

fn unreadable(what: impl std::fmt::Display) -> FiscalError {
    FiscalError::Unknown(format!("unreadable answer: {what}"))
}

/// An answer is an object: a list without anything in it must not pass for one that says nothing.
fn object<T: serde::de::DeserializeOwned>(status: StatusCode, body: &[u8]) -> Result<T, FiscalError> {
    let object: Map<String, Value> = serde_json::from_slice(body).map_err(|_| unreadable(status))?;
    serde_json::from_value(Value::Object(object)).map_err(|_| unreadable(status))
}

/// The token in an answer.
pub(super) fn parse_token(status: StatusCode, body: &[u8]) -> Result<String, FiscalError> {
    let answer: TokenBody = object(status, body)?;
    match (answer.token.filter(|token| !token.is_empty()), answer.error) {
        (Some(token), None) => Ok(token),
        // A wrong password is ours to mend: the documents wait.
        (_, Some(error)) => Err(FiscalError::Unknown(format!("no token: {error}"))),
        (None, None) => Err(unreadable(status)),
    }
}

/// Any other answer.
pub(super) fn parse_reply(status: StatusCode, body: &[u8]) -> Result<Reply, FiscalError> {
    if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS {
        return Err(FiscalError::Unknown(format!("status {status}")));
    }
    let body: ReplyBody = object(status, body)?;
    Ok(Reply { status, body })
}

impl Reply {
    /// After a document was handed over.
    pub(super) fn after_registering(self) -> Result<Progress, FiscalError> {
        let Self { status, body } = self;
        match (body.error, body.uuid.filter(|id| !id.is_empty())) {
            (None, Some(remote_id)) => Ok(Progress::Accepted { remote_id }),
            (Some(error), Some(remote_id)) if error.code == KNOWN_KEY => Ok(Progress::Accepted { remote_id }),
            (Some(error), _) if WRONG_FORM.contains(&error.code) => {
                Err(FiscalError::Refused(error.to_string()))
            }
            // Everything else is a setting or a bad hour: nothing was registered, and the same key is safe.
            (Some(error), _) => Err(FiscalError::Unknown(error.to_string())),
            (None, None) => Err(unreadable(status)),
        }
    }

    /// After a question about the document with that key.
    pub(super) fn after_asking(self, key: &str) -> Result<Progress, FiscalError> {
        let Self { status, body } = self;
        if body.external_id.as_ref().is_some_and(|known| known != key) {
            return Err(unreadable("it is about another document"));
        }
        match (body.status.as_deref(), body.error) {
            (_, Some(error)) if error.code == NOT_READY => Ok(Progress::Waiting),
            (Some("wait"), None) => Ok(Progress::Waiting),
            (Some("done"), None) => {
                let payload = body.payload.ok_or_else(|| unreadable("no payload"))?;
                requisites(&payload).map(Progress::Registered).ok_or_else(|| unreadable("payload"))
            }
            (_, Some(error)) if error.code == NO_SUCH_REPORT => Ok(Progress::Failed {
                reason: format!("its report is not known any more: look it up before trying anew ({error})"),
            }),
            (Some("fail"), Some(error)) => Ok(Progress::Failed { reason: error.to_string() }),
            (_, Some(error)) => Err(FiscalError::Unknown(error.to_string())),
            (_, None) => Err(unreadable(status)),
        }
    }
}

fn requisites(payload: &Map<String, Value>) -> Option<Requisites> {
    // Numbers and texts alike: what leads with zeros comes as text.
    let word = |name: &str| match payload.get(name)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let at = NaiveDateTime::parse_from_str(&word("receipt_datetime")?, "%d.%m.%Y %H:%M:%S").ok()?;
    Some(Requisites {
        at: PrintedAt::Shown(at),
        total: Some(kopecks(payload, "total")?),
        register: word("ecr_registration_number"),
        storage: word("fn_number")?,
        document: word("fiscal_document_number")?,
        sign: word("fiscal_document_attribute")?,
    })
}

#[cfg(test)]
mod tests {
    use svetlitsa_domain::Kopecks;

    use super::*;

    fn reply(body: &str) -> Reply {
        parse_reply(StatusCode::OK, body.as_bytes()).unwrap()
    }

    /// As the protocol prints it.
    const DONE: &str = r#"{"uuid":"2ea26f17","error":null,"status":"done","payload":{"total":1598.5,
        "fns_site":"www.nalog.ru","fn_number":"1110000100238211","shift_number":23,
        "receipt_datetime":"12.04.2017 20:16:00","fiscal_receipt_number":6,"fiscal_document_number":133,
        "ecr_registration_number":"0000111118041361","fiscal_document_attribute":3449555941},
        "timestamp":"12.04.2017 20:15:08","external_id":"TRF10601_1","callback_url":""}"#;

    #[test]
    fn a_document_that_is_done_has_its_marks() {
        let progress = reply(DONE).after_asking("TRF10601_1").unwrap();
        let Progress::Registered(told) = progress else { panic!("{progress:?}") };
        assert_eq!(told.total, Some(Kopecks(159_850)));
        assert_eq!(
            (told.storage.as_str(), told.document.as_str(), told.sign.as_str(), told.register.as_deref()),
            ("1110000100238211", "133", "3449555941", Some("0000111118041361"))
        );
        let PrintedAt::Shown(at) = told.at else { panic!("{told:?}") };
        assert_eq!(at.to_string(), "2017-04-12 20:16:00");
        assert!(matches!(reply(DONE).after_asking("another"), Err(FiscalError::Unknown(_))));
    }

    #[test]
    fn errors_are_told_apart() {
        let error = |code: i64, status: &str, uuid: &str| {
            format!(
                r#"{{"uuid":"{uuid}","status":"{status}","error":{{"error_id":"e","code":{code},"text":"t","type":"system"}},"payload":null}}"#
            )
        };
        let asked = |code, status| reply(&error(code, status, "")).after_asking("k");
        assert_eq!(asked(34, "wait").unwrap(), Progress::Waiting);
        assert!(matches!(asked(1, "fail").unwrap(), Progress::Failed { .. }));
        assert!(matches!(asked(30, "fail").unwrap(), Progress::Failed { .. }));
        assert!(matches!(asked(20, ""), Err(FiscalError::Unknown(_))));
        let handed = |code, uuid| reply(&error(code, "wait", uuid)).after_registering();
        assert_eq!(handed(33, "u1").unwrap(), Progress::Accepted { remote_id: "u1".to_owned() });
        assert!(matches!(handed(32, ""), Err(FiscalError::Refused(_))));
        assert!(matches!(handed(1, ""), Err(FiscalError::Unknown(_))));
        assert!(matches!(handed(21, ""), Err(FiscalError::Unknown(_))));
    }

    #[test]
    fn rubbish_is_an_unknown_outcome() {
        for rubbish in ["", "<html>", "[]", r#"{"status":7}"#] {
            assert!(parse_reply(StatusCode::OK, rubbish.as_bytes()).is_err(), "{rubbish}");
            assert!(parse_token(StatusCode::OK, rubbish.as_bytes()).is_err(), "{rubbish}");
        }
        assert!(matches!(reply("{}").after_registering(), Err(FiscalError::Unknown(_))));
        assert!(matches!(reply("{}").after_asking("k"), Err(FiscalError::Unknown(_))));
        let done = r#"{"status":"done","error":null,"payload":{"total":"x"}}"#;
        assert!(matches!(reply(done).after_asking("k"), Err(FiscalError::Unknown(_))));
        assert!(matches!(parse_reply(StatusCode::BAD_GATEWAY, b"{}"), Err(FiscalError::Unknown(_))));
        let wrong = br#"{"error":{"code":12,"text":"login","type":"system"},"token":""}"#;
        assert!(matches!(parse_token(StatusCode::UNAUTHORIZED, wrong), Err(FiscalError::Unknown(_))));
    }
}
