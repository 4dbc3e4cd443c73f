//! Notices in browsers (Web Push): RFC 8030 carries them, RFC 8291 keeps the push service from reading them, RFC 8292 tells it
//! who sends. A resident allows a browser; what they ticked is in the outbox with what it tells of; `jobs/push.rs` hands it
//! over.
//!
//! - `services`: which push services are believed. Whoever subscribes names an address, and we would send requests there.
//! - `vapid`: the key by which they know us, made once and sealed.

mod services;
mod vapid;

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::redirect::Policy;
use reqwest::{Client, StatusCode, Url};
use sea_orm::ConnectionTrait;
use serde_json::json;
use web_push_native::p256::PublicKey;

pub use services::PushServices;
pub use vapid::{PushKey, key, reseal};

use crate::data::PushWords;
use crate::entity::{outgoing_push, push_browser, resident};
use crate::failure::Outcome;
use crate::letters::Language;
use crate::random;
use crate::state::App;
use crate::store;

/// How long an answer may take.
pub const TIMEOUT: Duration = Duration::from_secs(15);
/// Browsers of one resident; the oldest gives way.
pub const MOST_BROWSERS: usize = 10;
/// The kind of a notice that somebody asks for to see whether it comes.
pub const TRIAL: &str = "trial";
/// Bytes that a browser's authentication secret has.
pub const AUTH_LENGTH: usize = 16;
/// Payloads are filled up to a multiple of this: their length tells nothing.
const FILL: usize = 512;

/// Why a push service did not take a notice.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PushError {
    /// There is no such browser any more.
    #[error("the browser is gone")]
    Gone,
    /// It could not be reached, or has too much to do: asked again later, not before so many seconds when it said so.
    #[error("the push service is away: {reason}")]
    Away {
        /// What happened.
        reason: String,
        /// What it asked for.
        retry_after_s: Option<u32>,
    },
    /// It does not take this notice.
    #[error("the push service refused it: {0}")]
    Refused(String),
}

/// A notice on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PushMessage {
    /// What the browser reads.
    pub payload: Vec<u8>,
    /// A newer one of the same topic replaces it.
    pub topic: String,
    /// Seconds for which the push service keeps it for a browser that is away.
    pub ttl_s: u32,
    /// Worth waking a device that saves its battery.
    pub is_urgent: bool,
}

impl PushMessage {
    /// The notice of a row, in the form that `app/worker/push.js` reads.
    #[must_use]
    pub fn of(row: &outgoing_push::Model, ttl_s: u32) -> Self {
        let told = json!({
            "title": row.title, "body": row.body, "path": row.path, "tag": row.topic, "lang": row.language,
        });
        let mut payload = told.to_string().into_bytes();
        payload.resize(payload.len().next_multiple_of(FILL), b' ');
        Self {
            payload,
            topic: row.topic.clone(),
            ttl_s,
            is_urgent: row.branch.is_none() || row.kind == "outage",
        }
    }
}

/// Whoever carries notices to browsers.
#[async_trait::async_trait]
pub trait PushService: Send + Sync {
    /// Hands a notice over; of a topic the newest stays.
    async fn send(&self, to: &push_browser::Model, message: &PushMessage) -> Result<(), PushError>;
}

/// Push services over HTTP.
pub struct HttpPushService {
    client: Client,
    services: PushServices,
    key: PushKey,
    /// Whom a push service may turn to about us.
    contact: String,
}

impl HttpPushService {
    /// For the services and the sender that the settings name.
    ///
    /// # Errors
    /// When no HTTP client can be made, or the settings name what is no service.
    pub fn new(app: &App, key: PushKey) -> anyhow::Result<Self> {
        let client = Client::builder().timeout(TIMEOUT).no_proxy().redirect(Policy::none()).build()?;
        let services = PushServices::parse(&app.settings.push_service)?;
        Ok(Self { client, services, key, contact: format!("mailto:{}", app.settings.mail_from) })
    }
}

#[async_trait::async_trait]
impl PushService for HttpPushService {
    async fn send(&self, to: &push_browser::Model, message: &PushMessage) -> Result<(), PushError> {
        let refused = |what: &str| PushError::Refused(what.to_owned());
        // A service that is no longer believed is not spoken to, either.
        let url = self.services.take(&to.endpoint).ok_or_else(|| refused("not a push service of ours"))?;
        let body = sealed(to, message.payload.clone()).ok_or_else(|| refused("keys that are none"))?;
        let now_s = crate::clock::real_now_ms() / 1000;
        let request = self
            .client
            .post(url.clone())
            .header("authorization", self.key.authorization(&origin(&url), &self.contact, now_s))
            .header("content-encoding", "aes128gcm")
            .header("content-type", "application/octet-stream")
            .header("ttl", message.ttl_s)
            .header("topic", &message.topic)
            .header("urgency", if message.is_urgent { "high" } else { "normal" });
        let answer = request.body(body).send().await.map_err(|error| PushError::Away {
            reason: error.without_url().to_string(),
            retry_after_s: None,
        })?;
        let asked = answer.headers().get("retry-after").and_then(|value| value.to_str().ok());
        judge(answer.status(), asked.and_then(|text| text.parse().ok()))
    }
}

/// What a status says.
fn judge(status: StatusCode, retry_after_s: Option<u32>) -> Result<(), PushError> {
    match status.as_u16() {
        200..=299 => Ok(()),
        404 | 410 => Err(PushError::Gone),
        408 | 429 | 500..=599 => Err(PushError::Away { reason: status.to_string(), retry_after_s }),
        _ => Err(PushError::Refused(status.to_string())),
    }
}

fn origin(url: &Url) -> String {
    url.origin().ascii_serialization()
}

/// The payload, readable for the browser alone.
fn sealed(to: &push_browser::Model, payload: Vec<u8>) -> Option<Vec<u8>> {
    let (public, auth) = keys(&to.public_key, &to.auth_secret)?;
    web_push_native::encrypt(payload, &public, &auth.into()).ok()
}

/// The keys of a browser, when they are some.
#[must_use]
pub fn keys(public_key: &str, auth_secret: &str) -> Option<(PublicKey, [u8; AUTH_LENGTH])> {
    // Browsers write them with and without the filling.
    let bytes = |text: &str| URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).ok();
    let public = PublicKey::from_sec1_bytes(&bytes(public_key)?).ok()?;
    Some((public, bytes(auth_secret)?.try_into().ok()?))
}

/// Where a notice belongs.
#[derive(Clone, Copy, Debug)]
pub struct PushPlace<'a> {
    /// Branch whose hours it keeps; none for a trial.
    pub branch: Option<&'a str>,
    /// What it is about: a word of `NoticeKind`, or [`TRIAL`].
    pub kind: &'a str,
    /// The account; empty for a trial.
    pub account: &'a str,
    /// The page that it opens.
    pub path: &'a str,
    /// Whether a newer one takes the place of one that has not been seen.
    pub is_replaced: bool,
}

/// Puts a notice into the outbox for each browser of a resident; says for how many.
///
/// # Errors
/// When the database does not answer.
pub async fn enqueue(
    app: &App,
    tx: &impl ConnectionTrait,
    resident: &resident::Model,
    place: PushPlace<'_>,
    words: PushWords,
) -> Outcome<usize> {
    let language = Language::parse(&resident.language).unwrap_or(Language::Ru);
    let browsers = store::push::browsers(tx, &resident.id).await?;
    let count = browsers.len();
    for browser in browsers {
        let id = random::id();
        let topic = if place.is_replaced {
            let mut topic = random::digest(&[place.kind.as_bytes(), place.account.as_bytes()]);
            topic.truncate(id.len());
            topic
        } else {
            id.clone()
        };
        let row = outgoing_push::Model {
            id,
            resident_id: resident.id.clone(),
            browser_id: browser.id,
            browser: browser.browser,
            system: browser.system,
            branch: place.branch.map(str::to_owned),
            kind: place.kind.to_owned(),
            account: place.account.to_owned(),
            topic,
            title: words.title.clone(),
            body: words.body.clone(),
            path: place.path.to_owned(),
            language: language.as_str().to_owned(),
            created_at: app.clock.now_ms(),
            next_attempt_at: app.real_time.now_ms(),
            attempts: 0,
            handed_at: None,
            error: None,
        };
        store::push::enqueue(tx, row).await?;
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn browser(public_key: &str, auth_secret: &str) -> push_browser::Model {
        push_browser::Model {
            id: "b".into(),
            resident_id: "r".into(),
            session: "s".into(),
            endpoint: "https://push.example/1".into(),
            endpoint_digest: "d".into(),
            public_key: public_key.to_owned(),
            auth_secret: auth_secret.to_owned(),
            browser: String::new(),
            system: String::new(),
            created_at: 0,
        }
    }

    /// The browser of RFC 8291, appendix A.
    const PUBLIC: &str =
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    const AUTH: &str = "BTBZMqHH6r4Tts7J_aSIgg";
    const SECRET: &str = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94";

    #[test]
    fn the_browser_of_the_standard_reads_what_we_seal_and_what_the_standard_sealed() {
        let bytes = |text: &str| URL_SAFE_NO_PAD.decode(text).unwrap();
        let secret = web_push_native::p256::SecretKey::from_slice(&bytes(SECRET)).unwrap();
        let auth: [u8; AUTH_LENGTH] = bytes(AUTH).try_into().unwrap();
        let read = |sealed: Vec<u8>| web_push_native::decrypt(sealed, &secret, &auth.into()).unwrap();
        let standard = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8w\
            EqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";
        assert_eq!(read(bytes(standard)), b"When I grow up, I want to be a watermelon");
        let ours = sealed(&browser(PUBLIC, AUTH), b"words".to_vec()).unwrap();
        assert_eq!(read(ours.clone()), b"words");
        assert_ne!(sealed(&browser(PUBLIC, AUTH), b"words".to_vec()).unwrap(), ours, "a salt of its own");
    }

    #[test]
    fn keys_that_are_none_are_known() {
        assert!(keys(PUBLIC, AUTH).is_some() && keys(&format!("{PUBLIC}="), &format!("{AUTH}==")).is_some());
        for (public, auth) in [("", AUTH), (PUBLIC, ""), (AUTH, AUTH), (PUBLIC, PUBLIC), ("*", "*")] {
            assert!(keys(public, auth).is_none(), "{public} {auth}");
        }
        // A point beside the curve.
        let mut point = URL_SAFE_NO_PAD.decode(PUBLIC).unwrap();
        point[40] ^= 1;
        assert!(keys(&URL_SAFE_NO_PAD.encode(point), AUTH).is_none());
    }

    #[test]
    fn a_status_is_judged() {
        let of = |status: u16| judge(StatusCode::from_u16(status).unwrap(), Some(7));
        assert_eq!((of(201), of(410), of(404)), (Ok(()), Err(PushError::Gone), Err(PushError::Gone)));
        assert!(matches!(of(429), Err(PushError::Away { retry_after_s: Some(7), .. })));
        assert!(matches!(of(503), Err(PushError::Away { .. })));
        for status in [302, 400, 401, 403, 413] {
            assert!(matches!(of(status), Err(PushError::Refused(_))), "{status}");
        }
    }
}
