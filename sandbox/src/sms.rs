//! The operator of text messages: takes each once by its id, keeps it, and tells how far it is.
//!
//! Telephones that end in `13` are switched off for good, those that end in `14` for the first message of a series; all
//! others have a message at once.

use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Bytes;
use axum::extract::{Path as UrlPath, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::clock::Moment;
use crate::sandbox::Shared;
use crate::store::journal::Journal;

/// A message as it was handed over.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Message {
    /// The sender's id of it.
    pub id: String,
    /// When it came.
    pub received_at: Moment,
    /// The telephone.
    pub to: String,
    /// What it says.
    pub text: String,
}

impl Message {
    /// How far it is, in the protocol's word.
    #[must_use]
    pub fn state(&self) -> &'static str {
        let is_first = self.id.ends_with("-0");
        if self.to.ends_with("13") || (self.to.ends_with("14") && is_first) {
            "undelivered"
        } else {
            "delivered"
        }
    }
}

/// The messages, in memory and in their file.
#[derive(Debug)]
pub struct Telephones(Mutex<Kept>);

#[derive(Debug)]
struct Kept {
    journal: Journal,
    messages: Vec<Arc<Message>>,
}

impl Telephones {
    /// Opens the file and reads all messages.
    ///
    /// # Errors
    /// As [`Journal::open`].
    pub fn open(path: &Path) -> io::Result<Self> {
        let mut messages = Vec::new();
        let journal = Journal::open(path, |message: Message| messages.push(Arc::new(message)))?;
        Ok(Self(Mutex::new(Kept { journal, messages })))
    }

    /// When the last message came.
    #[must_use]
    pub fn last(&self) -> Option<Moment> {
        self.kept().messages.iter().map(|message| message.received_at).max()
    }

    /// Keeps a message unless its id is known; when this returns, it is on the disk.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn keep(&self, message: Message) -> io::Result<()> {
        let mut kept = self.kept();
        if kept.messages.iter().all(|known| known.id != message.id) {
            kept.journal.append(&message)?;
            kept.messages.push(Arc::new(message));
        }
        Ok(())
    }

    /// The messages to a telephone (all, when none is given), newest first.
    #[must_use]
    pub fn messages(&self, to: Option<&str>) -> Vec<Arc<Message>> {
        let wanted = |message: &&Arc<Message>| to.is_none_or(|to| message.to == to.trim());
        self.kept().messages.iter().rev().filter(wanted).cloned().collect()
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The API, to be served under `/sms/v1`.
pub fn router() -> Router<Shared> {
    Router::new().route("/messages", post(take)).route("/messages/{id}", get(tell))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Order {
    id: String,
    to: String,
    text: String,
}

fn is_known(sandbox: &Shared, headers: &HeaderMap) -> bool {
    let given = headers.get("authorization").and_then(|value| value.to_str().ok());
    given.and_then(|value| value.strip_prefix("Bearer ")) == Some(sandbox.key.as_str())
}

async fn take(State(sandbox): State<Shared>, headers: HeaderMap, body: Bytes) -> Response {
    if !is_known(&sandbox, &headers) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let Ok(Order { id, to, text }) = serde_json::from_slice(&body) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let is_mobile =
        to.len() == 12 && to.starts_with("+79") && to[1..].bytes().all(|digit| digit.is_ascii_digit());
    if !is_mobile || id.is_empty() || text.is_empty() || text.chars().count() > 1000 {
        return StatusCode::UNPROCESSABLE_ENTITY.into_response();
    }
    let message = Message { id, received_at: sandbox.clock.now(), to, text };
    let kept = tokio::task::spawn_blocking(move || sandbox.telephones.keep(message)).await;
    match kept {
        Ok(Ok(())) => StatusCode::ACCEPTED.into_response(),
        _ => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

async fn tell(State(sandbox): State<Shared>, headers: HeaderMap, UrlPath(id): UrlPath<String>) -> Response {
    if !is_known(&sandbox, &headers) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    match sandbox.telephones.messages(None).iter().find(|message| message.id == id) {
        Some(message) => Json(json!({ "state": message.state() })).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Whose messages.
#[derive(Debug, Deserialize)]
pub struct Whose {
    to: Option<String>,
}

/// The messages, for programs.
pub async fn json(State(sandbox): State<Shared>, Query(whose): Query<Whose>) -> Response {
    let told: Vec<_> = sandbox
        .telephones
        .messages(whose.to.as_deref())
        .iter()
        .map(|message| {
            json!({
                "id": message.id, "to": message.to, "text": message.text, "state": message.state(),
                "received_at": crate::clock::wire(message.received_at),
            })
        })
        .collect();
    Json(told).into_response()
}
