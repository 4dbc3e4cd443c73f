//! A push service of browsers (RFC 8030): takes messages at addresses that it has given out, believes a sender by its key
//! (RFC 8292), and keeps what it cannot read.
//!
//! Every `/push/{browser}` is an address. The first message binds it to the sender's key, as a browser does when it
//! subscribes. Browsers whose names end in `-gone` are no more, at those that end in `-busy` the first try finds the service
//! overrun, at `-broken` it is broken.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Bytes;
use axum::extract::{Path as UrlPath, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::clock::{Moment, machine_time};
use crate::sandbox::Shared;
use crate::store::journal::Journal;

/// The largest message that every push service takes (RFC 8291, section 4).
const LARGEST: usize = 4096;
/// The longest that a sender's token may be good, seconds.
const LONGEST_TOKEN_S: i64 = 24 * 3600;

/// A message as it was handed over.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Message {
    /// When it came.
    pub received_at: Moment,
    /// The browser.
    pub browser: String,
    /// By which a newer one replaces it.
    pub topic: Option<String>,
    /// Seconds for which it is to be kept.
    pub ttl: u32,
    /// How much it hurries.
    pub urgency: String,
    /// What only the browser can read, base64url.
    pub body: String,
    /// The sender's key, base64url.
    pub sender: String,
}

/// The messages, in memory and in their file.
#[derive(Debug)]
pub struct Browsers(Mutex<Kept>);

#[derive(Debug)]
struct Kept {
    journal: Journal,
    messages: Vec<Arc<Message>>,
    /// How often a browser was tried.
    tries: BTreeMap<String, u32>,
}

impl Browsers {
    /// Opens the file and reads all messages.
    ///
    /// # Errors
    /// As [`Journal::open`].
    pub fn open(path: &Path) -> io::Result<Self> {
        let mut messages = Vec::new();
        let journal = Journal::open(path, |message: Message| messages.push(Arc::new(message)))?;
        Ok(Self(Mutex::new(Kept { journal, messages, tries: BTreeMap::new() })))
    }

    /// When the last message came.
    #[must_use]
    pub fn last(&self) -> Option<Moment> {
        self.kept().messages.iter().map(|message| message.received_at).max()
    }

    /// Keeps a message in place of one of the same topic; when this returns, it is on the disk.
    fn keep(&self, message: Message) -> io::Result<()> {
        let mut kept = self.kept();
        kept.journal.append(&message)?;
        let is_replaced = |known: &Arc<Message>| {
            message.topic.is_some() && known.topic == message.topic && known.browser == message.browser
        };
        kept.messages.retain(|known| !is_replaced(known));
        kept.messages.push(Arc::new(message));
        Ok(())
    }

    /// Whether a sender may write to a browser: the first one binds it.
    fn is_bound_to(&self, browser: &str, sender: &str) -> bool {
        let kept = self.kept();
        kept.messages
            .iter()
            .find(|message| message.browser == browser)
            .is_none_or(|first| first.sender == sender)
    }

    fn count_try(&self, browser: &str) -> u32 {
        let mut kept = self.kept();
        let tries = kept.tries.entry(browser.to_owned()).or_default();
        *tries += 1;
        *tries
    }

    fn messages(&self, browser: &str) -> Vec<Arc<Message>> {
        self.kept().messages.iter().filter(|message| message.browser == browser).cloned().collect()
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The addresses, to be served under `/push`. GET tells programs what a browser would get.
pub fn router() -> Router<Shared> {
    Router::new().route("/{browser}", post(take).get(list))
}

async fn list(State(sandbox): State<Shared>, UrlPath(browser): UrlPath<String>) -> Response {
    let messages = sandbox.browsers.messages(&browser);
    Json(messages.iter().map(|message| (**message).clone()).collect::<Vec<_>>()).into_response()
}

async fn take(
    State(sandbox): State<Shared>,
    UrlPath(browser): UrlPath<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let tries = sandbox.browsers.count_try(&browser);
    if browser.ends_with("-gone") {
        return StatusCode::GONE.into_response();
    }
    if browser.ends_with("-busy") && tries == 1 {
        return (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, "2")]).into_response();
    }
    if browser.ends_with("-broken") {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    }
    let Some(ttl) = text("ttl").and_then(|ttl| ttl.parse().ok()) else {
        return (StatusCode::BAD_REQUEST, "no TTL\n").into_response();
    };
    let topic = text("topic").map(str::to_owned);
    let is_topic = |topic: &String| {
        topic.len() <= 32 && topic.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    };
    if topic.as_ref().is_some_and(|topic| !is_topic(topic)) {
        return (StatusCode::BAD_REQUEST, "a topic that is none\n").into_response();
    }
    if text("content-encoding") != Some("aes128gcm") || body.is_empty() {
        return (StatusCode::BAD_REQUEST, "not sealed\n").into_response();
    }
    if body.len() > LARGEST {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    }
    let now_s = machine_time().timestamp();
    let Some(sender) = sender(text("authorization").unwrap_or_default(), &sandbox.site.origin(), now_s)
    else {
        return (StatusCode::UNAUTHORIZED, "a sender whom nobody knows\n").into_response();
    };
    if !sandbox.browsers.is_bound_to(&browser, &sender) {
        return (StatusCode::FORBIDDEN, "another sender's browser\n").into_response();
    }
    let message = Message {
        received_at: sandbox.clock.now(),
        topic,
        ttl,
        urgency: text("urgency").unwrap_or("normal").to_owned(),
        body: URL_SAFE_NO_PAD.encode(&body),
        sender,
        browser: browser.clone(),
    };
    let kept = tokio::task::spawn_blocking(move || sandbox.browsers.keep(message)).await;
    match kept {
        Ok(Ok(())) => (StatusCode::CREATED, [(header::LOCATION, format!("/push/{browser}"))]).into_response(),
        _ => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// The key of a sender whose token is good here and now: `vapid t=…, k=…`.
fn sender(authorization: &str, origin: &str, now_s: i64) -> Option<String> {
    let (token, key) = authorization.strip_prefix("vapid t=")?.split_once(", k=")?;
    let (signed, signature) = token.rsplit_once('.')?;
    let (head, claims) = signed.split_once('.')?;
    let read = |part: &str| URL_SAFE_NO_PAD.decode(part).ok();
    let json = |part: &str| serde_json::from_slice::<Value>(&read(part)?).ok();
    let point = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, read(key)?);
    point.verify(signed.as_bytes(), &read(signature)?).ok()?;
    let (head, claims) = (json(head)?, json(claims)?);
    let left = claims["exp"].as_i64()? - now_s;
    let is_good = head["alg"] == "ES256" && claims["aud"] == origin && (1..=LONGEST_TOKEN_S).contains(&left);
    let contact = claims["sub"].as_str()?;
    (is_good && (contact.starts_with("mailto:") || contact.starts_with("https:"))).then(|| key.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The token of RFC 8292, section 2.4, and its key.
    const STANDARD: &str = "vapid t=eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL3B1c2guZXhhbXBsZS5uZXQiLCJleHAiOjE0NTM1MjM3NjgsInN1YiI6Im1haWx0bzpwdXNoQGV4YW1wbGUuY29tIn0.i3CYb7t4xfxCDquptFOepC9GAu_HLGkMlMuCGSK2rpiUfnK9ojFwDXb1JrErtmysazNjjvW2L9OkSSHzvoD1oA, k=BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs";
    const BEFORE: i64 = 1_453_523_768 - 3600;

    #[test]
    fn the_token_of_the_standard_is_believed_where_and_while_it_is_good() {
        let origin = "https://push.example.net";
        assert!(sender(STANDARD, origin, BEFORE).is_some());
        assert!(sender(STANDARD, "https://push.example.org", BEFORE).is_none(), "somebody else's");
        assert!(sender(STANDARD, origin, BEFORE + 7200).is_none(), "run out");
        assert!(sender(STANDARD, origin, BEFORE - 25 * 3600).is_none(), "too long");
        assert!(sender(&STANDARD.replace("i3CYb7", "i3CYb8"), origin, BEFORE).is_none(), "forged");
        assert!(sender("", origin, BEFORE).is_none());
    }
}
