//! Whoever carries text messages to telephones, and what we say in them.
//!
//! The gateway is asked over HTTP with a key: `Authorization: Bearer KEY`.
//! - `POST {url}/messages` with `{"id": "…", "to": "+79…", "text": "…"}`: 2xx takes it. The same `id` again is the same
//!   message, so that a repeat after a break sends nothing twice. 4xx but 401, 403, 408 and 429 refuses it for good.
//! - `GET {url}/messages/{id}`: `{"state": "queued" | "delivered" | "undelivered"}`; 404 when it was never taken.
//!
//! Operators speak protocols of their own; one that differs gets its own [`SmsGateway`].

use std::time::Duration;

use reqwest::{Client, RequestBuilder, StatusCode};
use serde::Deserialize;
use serde_json::json;
use svetlitsa_domain::notices::{Segments, fit};

use crate::data::SmsTexts;
use crate::entity::outgoing_sms;
use crate::letters::Language;
use crate::random;
use crate::settings::{Secret, Settings};
use crate::state::App;

/// How long an answer may take.
pub const TIMEOUT: Duration = Duration::from_secs(15);

/// Why a gateway did not do what it was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SmsError {
    /// It could not be reached, or does not know us, or has too much to do: asked again later.
    #[error("the gateway is away: {0}")]
    Away(String),
    /// It does not take this message.
    #[error("the gateway refused it: {0}")]
    Refused(String),
}

/// How far a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Arrival {
    /// On its way.
    Queued,
    /// The telephone has it.
    Delivered,
    /// The operator has given up; also what was never taken.
    Undelivered,
}

/// Whoever carries text messages.
#[async_trait::async_trait]
pub trait SmsGateway: Send + Sync {
    /// Hands a message over under an id; the same id again is the same message.
    async fn send(&self, id: &str, to: &str, text: &str) -> Result<(), SmsError>;

    /// How far the message with an id is.
    async fn arrival(&self, id: &str) -> Result<Arrival, SmsError>;
}

/// A gateway over HTTP.
#[derive(Debug)]
pub struct HttpSmsGateway {
    client: Client,
    base: String,
    key: Secret,
}

impl HttpSmsGateway {
    /// The gateway that the settings name; `None` when they name none.
    ///
    /// # Errors
    /// When no HTTP client can be made.
    pub fn of(settings: &Settings) -> anyhow::Result<Option<Self>> {
        let Some(url) = &settings.sms_url else { return Ok(None) };
        let client = Client::builder().timeout(TIMEOUT).no_proxy().build()?;
        let base = url.trim_end_matches('/').to_owned();
        Ok(Some(Self { client, base, key: settings.sms_key.clone() }))
    }

    async fn ask(&self, request: RequestBuilder) -> Result<(StatusCode, String), SmsError> {
        let away = |error: reqwest::Error| SmsError::Away(error.without_url().to_string());
        let answer = request.bearer_auth(self.key.expose()).send().await.map_err(away)?;
        let status = answer.status();
        Ok((status, answer.text().await.map_err(away)?))
    }
}

#[async_trait::async_trait]
impl SmsGateway for HttpSmsGateway {
    async fn send(&self, id: &str, to: &str, text: &str) -> Result<(), SmsError> {
        let body = json!({ "id": id, "to": to, "text": text });
        let (status, _) = self.ask(self.client.post(format!("{}/messages", self.base)).json(&body)).await?;
        judge(status)
    }

    async fn arrival(&self, id: &str) -> Result<Arrival, SmsError> {
        #[derive(Deserialize)]
        struct Told {
            state: Arrival,
        }
        let (status, text) = self.ask(self.client.get(format!("{}/messages/{id}", self.base))).await?;
        if status == StatusCode::NOT_FOUND {
            return Ok(Arrival::Undelivered);
        }
        judge(status)?;
        let told: Told = serde_json::from_str(&text)
            .map_err(|error| SmsError::Away(format!("an answer that is none: {error}")))?;
        Ok(told.state)
    }
}

/// What a status says. That it does not know us, or is asked too often, is no matter of the message.
fn judge(status: StatusCode) -> Result<(), SmsError> {
    match status.as_u16() {
        200..=299 => Ok(()),
        401 | 403 | 408 | 429 => Err(SmsError::Away(status.to_string())),
        400..=499 => Err(SmsError::Refused(status.to_string())),
        _ => Err(SmsError::Away(status.to_string())),
    }
}

/// What a message is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SmsOccasion {
    /// The code that confirms a telephone.
    Code,
    /// The window closes, and a reading is missing.
    ReadingsDue,
    /// A bill was due.
    DebtDue,
    /// A month is billed.
    BillMade,
    /// A payment is credited.
    PaymentCredited,
    /// There will be no power.
    OutageAnnounced,
    /// There is none, and it is known until when.
    OutageBegun,
    /// There is none, and nobody knows until when.
    OutageOpen,
    /// Power is expected at another time.
    OutageMoved,
    /// Power is back.
    OutageRestored,
    /// Works do not take place.
    OutageCancelled,
    /// An appeal or an application waits for the customer.
    CaseNeedsData,
    /// An appeal is answered.
    CaseAnswered,
    /// Something else became of an appeal or an application.
    CaseMoved,
    /// No more messages: the answer to the word that asks for it.
    Stopped,
}

impl SmsOccasion {
    /// Every one.
    pub const ALL: [Self; 15] = [
        Self::Code,
        Self::ReadingsDue,
        Self::DebtDue,
        Self::BillMade,
        Self::PaymentCredited,
        Self::OutageAnnounced,
        Self::OutageBegun,
        Self::OutageOpen,
        Self::OutageMoved,
        Self::OutageRestored,
        Self::OutageCancelled,
        Self::CaseNeedsData,
        Self::CaseAnswered,
        Self::CaseMoved,
        Self::Stopped,
    ];

    /// Whether it tells what somebody ticked, so that browsers show it as well.
    #[must_use]
    pub const fn is_notice(self) -> bool {
        !matches!(self, Self::Code | Self::Stopped)
    }

    /// The word in the file of texts.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::ReadingsDue => "readings_due",
            Self::DebtDue => "debt_due",
            Self::BillMade => "bill_made",
            Self::PaymentCredited => "payment_credited",
            Self::OutageAnnounced => "outage_announced",
            Self::OutageBegun => "outage_begun",
            Self::OutageOpen => "outage_open",
            Self::OutageMoved => "outage_moved",
            Self::OutageRestored => "outage_restored",
            Self::OutageCancelled => "outage_cancelled",
            Self::CaseNeedsData => "case_needs_data",
            Self::CaseAnswered => "case_answered",
            Self::CaseMoved => "case_moved",
            Self::Stopped => "stopped",
        }
    }
}

/// Words for a message: of several ways to say it, the one of the fewest parts.
///
/// # Errors
/// When each of them is too long.
pub fn write(
    texts: &SmsTexts,
    occasion: SmsOccasion,
    language: Language,
    facts: &[(&str, &str)],
) -> Result<(String, Segments), String> {
    let filled: Vec<String> = texts
        .of(occasion, language)
        .iter()
        .map(|text| {
            facts.iter().fold(text.clone(), |text, (name, fact)| text.replace(&format!("{{{name}}}"), fact))
        })
        .collect();
    let variants: Vec<&str> = filled.iter().map(String::as_str).collect();
    let (text, segments) = fit(&variants).ok_or_else(|| format!("no text of {} fits", occasion.as_str()))?;
    Ok((text.to_owned(), segments))
}

/// A message for the outbox. One with a branch keeps its hours and is repeated daily until it arrives; one without is a code
/// that somebody waits for.
#[must_use]
pub fn row(
    app: &App,
    (resident, phone): (&str, &str),
    branch: Option<&str>,
    (text, segments): (String, Segments),
) -> outgoing_sms::Model {
    outgoing_sms::Model {
        id: random::id(),
        resident_id: resident.to_owned(),
        recipient: phone.to_owned(),
        text,
        segments: i32::try_from(segments.count).unwrap_or(i32::MAX),
        branch: branch.map(str::to_owned),
        kind: None,
        account: None,
        created_at: app.clock.now_ms(),
        next_attempt_at: app.real_time.now_ms(),
        attempts: 0,
        failures: 0,
        handed_at: None,
        delivered_at: None,
        error: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_message_itself_is_refused_for_good() {
        for (status, is_refused) in
            [(400, true), (422, true), (401, false), (429, false), (500, false), (302, false)]
        {
            let told = judge(StatusCode::from_u16(status).unwrap()).unwrap_err();
            assert_eq!(matches!(told, SmsError::Refused(_)), is_refused, "{status}");
        }
        assert_eq!(judge(StatusCode::ACCEPTED), Ok(()));
    }
}
