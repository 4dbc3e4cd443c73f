//! ATOL Online, protocol v4 of FFD 1.05 (`facts/payments.md` 4.3): a token for a day, a document under its own key, and
//! questions about it, never more than one a second.

mod body;
mod report;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use reqwest::{Client, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use svetlitsa_domain::receipts::FiscalKind;
use tokio::sync::Mutex;

use super::{Document, FiscalError, Fiscalizer, Progress};
use crate::settings::Secret;
use report::{Reply, parse_reply, parse_token};

/// How long an answer may take.
const TIMEOUT: Duration = Duration::from_secs(15);
/// How long a token is used; it lives a day.
const TOKEN_IS_USED: Duration = Duration::from_secs(23 * 60 * 60);
/// Least time between two questions about reports.
const BETWEEN_REPORTS: Duration = Duration::from_secs(1);

/// What an operator agrees with ATOL Online.
#[derive(Clone, Debug)]
pub struct AtolTerms {
    /// Base URL such as `https://atol.example/possystem/v4`.
    pub base: String,
    /// Login of the API.
    pub login: String,
    /// Its password.
    pub password: Secret,
    /// Groups of cash registers by the INN that they are registered for.
    pub groups: BTreeMap<String, String>,
    /// Place of settlement (tag 1187), as the registers know it.
    pub address: String,
    /// Sender of the receipts (1117).
    pub email: String,
    /// Where ATOL tells that a document is done; what it tells is never believed.
    pub callback_url: String,
}

/// The client.
#[derive(Debug)]
pub struct Atol {
    client: Client,
    terms: AtolTerms,
    token: Mutex<Option<(String, Instant)>>,
    reports: Mutex<tokio::time::Interval>,
}

impl Atol {
    /// A client by those terms. Needs a running runtime.
    ///
    /// # Errors
    /// When no HTTP client can be made.
    pub fn new(terms: AtolTerms) -> anyhow::Result<Self> {
        let client = Client::builder().timeout(TIMEOUT).no_proxy().build()?;
        let mut reports = tokio::time::interval(BETWEEN_REPORTS);
        reports.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let base = terms.base.trim_end_matches('/').to_owned();
        let terms = AtolTerms { base, ..terms };
        Ok(Self { client, terms, token: Mutex::default(), reports: Mutex::new(reports) })
    }

    fn group(&self, document: &Document) -> Result<String, FiscalError> {
        let group = self.terms.groups.get(&document.inn);
        let group = group.ok_or_else(|| {
            FiscalError::Refused(format!("there is no group of cash registers for INN {}", document.inn))
        })?;
        Ok(format!("{}/{}", self.terms.base, svetlitsa_api::paths::encode(group)))
    }

    /// The token of the day.
    async fn token(&self) -> Result<String, FiscalError> {
        let mut kept = self.token.lock().await;
        if let Some((token, since)) = &*kept
            && since.elapsed() < TOKEN_IS_USED
        {
            return Ok(token.clone());
        }
        let ask = json!({ "login": self.terms.login, "pass": self.terms.password.expose() });
        let request = self.client.post(format!("{}/getToken", self.terms.base)).json(&ask);
        let (status, answer) = send(request).await?;
        let token = parse_token(status, &answer)?;
        *kept = Some((token.clone(), Instant::now()));
        Ok(token)
    }

    /// A request with the token. One that is not honoured any more is renewed, once.
    async fn call(&self, request: impl Fn() -> RequestBuilder + Send) -> Result<Reply, FiscalError> {
        let token = self.token().await?;
        let (mut status, mut answer) = send(request().header("Token", &token)).await?;
        if status == StatusCode::UNAUTHORIZED {
            let mut kept = self.token.lock().await;
            if kept.as_ref().is_some_and(|(known, _)| *known == token) {
                *kept = None;
            }
            drop(kept);
            (status, answer) = send(request().header("Token", self.token().await?)).await?;
        }
        parse_reply(status, &answer)
    }
}

async fn send(request: RequestBuilder) -> Result<(StatusCode, Vec<u8>), FiscalError> {
    let unknown = |error: reqwest::Error| FiscalError::Unknown(error.without_url().to_string());
    let response = request.send().await.map_err(unknown)?;
    let status = response.status();
    Ok((status, response.bytes().await.map_err(unknown)?.to_vec()))
}

const fn operation(kind: FiscalKind) -> &'static str {
    match kind {
        FiscalKind::Sale => "sell",
        FiscalKind::Refund => "sell_refund",
        FiscalKind::Correction => "sell_correction",
    }
}

#[async_trait::async_trait]
impl Fiscalizer for Atol {
    async fn register(&self, document: &Document) -> Result<Progress, FiscalError> {
        let url = format!("{}/{}", self.group(document)?, operation(document.kind));
        let body: Value = body::document(document, &self.terms)?;
        self.call(|| self.client.post(&url).json(&body)).await?.after_registering()
    }

    async fn find(&self, document: &Document, remote_id: &str) -> Result<Progress, FiscalError> {
        let url = format!("{}/report/{}", self.group(document)?, svetlitsa_api::paths::encode(remote_id));
        self.reports.lock().await.tick().await;
        self.call(|| self.client.get(&url)).await?.after_asking(&document.key)
    }
}
