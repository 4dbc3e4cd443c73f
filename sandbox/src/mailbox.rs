//! The mail that arrived: kept as it came, parsed for reading.

use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use mail_parser::{Address, MessageParser, PartType};
use serde::{Deserialize, Serialize};

use crate::clock::Moment;
use crate::store::journal::Journal;

/// A message as SMTP brought it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Envelope {
    /// The sandbox's number of it.
    pub id: String,
    /// When it arrived.
    pub received_at: Moment,
    /// The sender that SMTP was told; empty for a bounce.
    pub sender: String,
    /// The recipients that SMTP was told.
    pub recipients: Vec<String>,
    /// The bytes, in base64.
    pub raw: String,
}

/// A message as a person reads it.
#[derive(Clone, Debug, Serialize)]
pub struct Letter {
    /// The sandbox's number of it.
    pub id: String,
    /// When it arrived.
    #[serde(serialize_with = "wire_moment")]
    pub received_at: Moment,
    /// The `From` header, or the sender that SMTP was told.
    pub from: String,
    /// The recipients that SMTP was told.
    pub to: Vec<String>,
    /// The subject.
    pub subject: String,
    /// The plain part.
    pub text: Option<String>,
    /// The HTML part.
    pub html: Option<String>,
}

fn wire_moment<S: serde::Serializer>(moment: &Moment, out: S) -> Result<S::Ok, S::Error> {
    out.serialize_str(&crate::clock::wire(*moment))
}

impl Letter {
    fn read(envelope: &Envelope) -> Self {
        let raw = STANDARD.decode(&envelope.raw).unwrap_or_default();
        let message = MessageParser::default().parse(&raw);
        let message = message.as_ref();
        let parts = |html: bool| {
            let message = message?;
            let places = if html { &message.html_body } else { &message.text_body };
            places.iter().filter_map(|place| message.parts.get(*place as usize)).find_map(|part| match &part
                .body
            {
                PartType::Html(text) if html => Some(text.clone().into_owned()),
                PartType::Text(text) if !html => Some(text.clone().into_owned()),
                _ => None,
            })
        };
        Self {
            id: envelope.id.clone(),
            received_at: envelope.received_at,
            from: message
                .and_then(|message| message.from())
                .and_then(Address::first)
                .map_or_else(|| envelope.sender.clone(), written),
            to: envelope.recipients.clone(),
            subject: message.and_then(|message| message.subject()).unwrap_or_default().to_owned(),
            text: parts(false),
            html: parts(true),
        }
    }
}

fn written(address: &mail_parser::Addr<'_>) -> String {
    match (address.name(), address.address()) {
        (Some(name), Some(address)) => format!("{name} <{address}>"),
        (name, address) => address.or(name).unwrap_or_default().to_owned(),
    }
}

/// The letters, in memory and in their file.
#[derive(Debug)]
pub struct Mailbox(Mutex<Kept>);

#[derive(Debug)]
struct Kept {
    journal: Journal,
    letters: Vec<Arc<Letter>>,
}

impl Mailbox {
    /// Opens the file and reads all letters.
    ///
    /// # Errors
    /// As [`Journal::open`].
    pub fn open(path: &Path) -> io::Result<Self> {
        let mut letters = Vec::new();
        let journal =
            Journal::open(path, |envelope: Envelope| letters.push(Arc::new(Letter::read(&envelope))))?;
        Ok(Self(Mutex::new(Kept { journal, letters })))
    }

    /// When the last letter arrived.
    #[must_use]
    pub fn last(&self) -> Option<Moment> {
        self.kept().letters.iter().map(|letter| letter.received_at).max()
    }

    /// Keeps a message; when this returns, it is on the disk.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn keep(&self, envelope: &Envelope) -> io::Result<()> {
        let mut kept = self.kept();
        kept.journal.append(envelope)?;
        kept.letters.push(Arc::new(Letter::read(envelope)));
        Ok(())
    }

    /// The letters to an address (all, when none is given), newest first.
    #[must_use]
    pub fn letters(&self, to: Option<&str>) -> Vec<Arc<Letter>> {
        let wanted = |letter: &&Arc<Letter>| {
            to.is_none_or(|to| letter.to.iter().any(|address| address.eq_ignore_ascii_case(to.trim())))
        };
        self.kept().letters.iter().rev().filter(wanted).cloned().collect()
    }

    /// The letter of that number.
    #[must_use]
    pub fn letter(&self, id: &str) -> Option<Arc<Letter>> {
        self.kept().letters.iter().find(|letter| letter.id == id).cloned()
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
