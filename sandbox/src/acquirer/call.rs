//! A request that changes something: its key, its body, and the rule that it happens once.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{FromRequest, OriginalUri, Request};
use axum::http::header::CONTENT_TYPE;
use serde_json::Value;

use super::Refusal;
use super::fields::Fields;
use crate::desk::Desk;
use crate::sandbox::Shared;
use crate::store::world::{Answer, Record};

/// The longest key.
const KEY_LENGTH: usize = 64;

/// A POST request.
#[derive(Debug)]
pub(super) struct Call {
    key: String,
    path: String,
    body: Value,
}

impl Call {
    /// Does the deed once and answers it ever after: the answer is stored in the same breath as the effect. What is
    /// refused leaves no trace, so a corrected request may use the same key.
    pub(super) async fn once(
        self,
        sandbox: &Shared,
        deed: impl FnOnce(Desk<'_>, &Fields<'_>) -> Result<(Value, Vec<Record>), Refusal> + Send + 'static,
    ) -> Result<Json<Value>, Refusal> {
        let answer = sandbox.act(move |desk| {
            if let Some(known) = desk.world.answer(&self.key, desk.now) {
                return if known.path == self.path && known.request == self.body {
                    Ok((known.answer.clone(), Vec::new()))
                } else {
                    Err(Refusal::invalid("Idempotence-Key", "This key has been used for another request"))
                };
            }
            let (answer, mut records) = deed(desk, &Fields::of(&self.body))?;
            records.push(Record::Answer(Box::new(Answer {
                key: self.key,
                at: desk.now,
                path: self.path,
                request: self.body,
                answer: answer.clone(),
            })));
            Ok((answer, records))
        });
        answer.await.map(Json)
    }
}

impl FromRequest<Shared> for Call {
    type Rejection = Refusal;

    async fn from_request(mut request: Request, sandbox: &Shared) -> Result<Self, Refusal> {
        let key = request
            .headers()
            .get("Idempotence-Key")
            .and_then(|value| value.to_str().ok())
            .filter(|key| is_key(key))
            .ok_or_else(|| {
                let text = format!("A key of 1 to {KEY_LENGTH} characters [0-9a-zA-Z+-_.] is required");
                Refusal::invalid("Idempotence-Key", text)
            })?
            .to_owned();
        let path = match request.extensions_mut().get::<OriginalUri>() {
            Some(OriginalUri(uri)) => uri.path().to_owned(),
            None => request.uri().path().to_owned(),
        };
        let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let says_json = kind.is_some_and(|kind| {
            kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
        });
        let bytes = Bytes::from_request(request, sandbox)
            .await
            .map_err(|_| Refusal::malformed("The body cannot be read or is too long"))?;
        let body = if bytes.is_empty() {
            Value::Null
        } else if says_json {
            serde_json::from_slice(&bytes)
                .map_err(|error| Refusal::malformed(format!("The body is not JSON: {error}")))?
        } else {
            return Err(Refusal::wrong_media_type());
        };
        if !matches!(body, Value::Null | Value::Object(_)) {
            return Err(Refusal::malformed("The body must be an object"));
        }
        Ok(Self { key, path, body })
    }
}

/// The class is written `[0-9a-zA-Z+-_.]`, where `+-_` is a range.
fn is_key(key: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || (b'+'..=b'_').contains(&byte);
    (1..=KEY_LENGTH).contains(&key.len()) && key.bytes().all(fits)
}
