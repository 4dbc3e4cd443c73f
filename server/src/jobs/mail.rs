//! Sends what is in the outbox.
//!
//! A letter is taken before it is sent and marked after the mail server has it, so a power cut between the two
//! sends it again: with the same Message-ID, by which mailboxes know a repeat.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use lettre::AsyncTransport;
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use tokio::task::JoinSet;

use crate::clock::real_now_ms;
use crate::entity::outgoing_mail;
use crate::smtp::{self, Smtp};
use crate::state::App;
use crate::store;
use crate::store::mail::NEVER;

/// Looks for due letters at least this often.
const IDLE: Duration = Duration::from_secs(3);
/// Letters sent side by side: one that hangs does not hold up the rest.
const AT_ONCE: u64 = 8;
/// One conversation may take this long.
const TIMEOUT: Duration = Duration::from_secs(15);
/// A taken letter that nobody finished is free again after this; longer than [`TIMEOUT`].
const LEASE_MS: i64 = 20_000;
/// Gaps after failures; the last one repeats.
const GAPS_MS: [i64; 5] = [5_000, 30_000, 120_000, 600_000, 3_600_000];
/// After two days of failures a letter rests, with its error, for an operator to see; at once where there is no such
/// mailbox.
const MAX_ATTEMPTS: i32 = 52;

struct Postman {
    app: App,
    smtp: Smtp,
    from: Mailbox,
}

/// Sends letters until the service stops.
pub async fn run(app: App) {
    let postman = match Postman::new(app.clone()) {
        Ok(Some(postman)) => Arc::new(postman),
        Ok(None) => {
            tracing::warn!("no mail server is configured: letters will wait");
            return;
        }
        Err(error) => {
            tracing::error!(error = format!("{error:#}"), "letters will wait");
            return;
        }
    };
    while !app.stopping.is_cancelled() {
        match deliver(&postman).await {
            Ok(count) if count == AT_ONCE => continue,
            Ok(_) => {}
            Err(error) => tracing::warn!(%error, "outbox not read"),
        }
        tokio::select! {
            () = app.stopping.cancelled() => {}
            () = app.mail_work.notified() => {}
            () = tokio::time::sleep(IDLE) => {}
        }
    }
}

/// Tries every letter whose time has come, up to [`AT_ONCE`]; says how many there were.
async fn deliver(postman: &Arc<Postman>) -> Result<u64, sea_orm::DbErr> {
    let rows = store::mail::due(&postman.app.db, real_now_ms(), AT_ONCE).await?;
    let mut sending = JoinSet::new();
    for row in rows {
        let postman = Arc::clone(postman);
        sending.spawn(async move { postman.attempt(&row).await });
    }
    let mut count = 0;
    while let Some(result) = sending.join_next().await {
        count += 1;
        match result {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(%error, "outbox not written"),
            Err(error) => tracing::error!(%error, "sending a letter broke"),
        }
    }
    Ok(count)
}

impl Postman {
    fn new(app: App) -> anyhow::Result<Option<Self>> {
        let Some(smtp) = smtp::line(&app.settings, TIMEOUT)? else { return Ok(None) };
        let from = app.settings.mail_from.parse().context("the sender of letters is not an address")?;
        Ok(Some(Self { app, smtp, from }))
    }

    async fn attempt(&self, row: &outgoing_mail::Model) -> Result<(), sea_orm::DbErr> {
        let db = &self.app.db;
        if !store::mail::claim(db, row, real_now_ms() + LEASE_MS).await? {
            return Ok(());
        }
        let attempt = row.attempts + 1;
        match self.send(row).await {
            Ok(()) => {
                tracing::info!(letter = row.id, attempt, "letter sent");
                store::mail::mark_sent(db, row, real_now_ms()).await
            }
            Err(error) => {
                // The address stays out of the log; the server's words may quote it, so they go to the row only.
                tracing::warn!(letter = row.id, attempt, "letter not sent");
                let is_final = error.downcast_ref().is_some_and(smtp::is_no_mailbox);
                let next = if is_final { NEVER } else { next_attempt(attempt, real_now_ms()) };
                store::mail::mark_failed(db, &row.id, &format!("{error:#}"), next).await
            }
        }
    }

    async fn send(&self, row: &outgoing_mail::Model) -> anyhow::Result<()> {
        let message = message(row, &self.from)?;
        tokio::time::timeout(TIMEOUT, self.smtp.send(message))
            .await
            .context("the mail server took too long")??;
        Ok(())
    }
}

/// When to try again after a number of failures.
fn next_attempt(attempts: i32, now: i64) -> i64 {
    if attempts >= MAX_ATTEMPTS {
        return NEVER;
    }
    let index = usize::try_from(attempts - 1).unwrap_or(0).min(GAPS_MS.len() - 1);
    now.saturating_add(GAPS_MS[index])
}

/// Nobody's absence notice should answer a machine (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

fn message(row: &outgoing_mail::Model, from: &Mailbox) -> anyhow::Result<Message> {
    let to: Mailbox = row.recipient.parse().context("the recipient is not an address")?;
    let id = format!("<{}@{}>", row.id, from.email.domain());
    Ok(Message::builder()
        .message_id(Some(id))
        .from(from.clone())
        .to(to)
        .date_now()
        .subject(&row.subject)
        .header(AutoSubmitted)
        .header(ContentType::TEXT_PLAIN)
        .body(row.body.clone())?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(recipient: &str, subject: &str) -> outgoing_mail::Model {
        outgoing_mail::Model {
            id: "0193".to_owned(),
            recipient: recipient.to_owned(),
            subject: subject.to_owned(),
            body: "Текст\n.\nещё\n".to_owned(),
            created_at: 0,
            next_attempt_at: 0,
            attempts: 0,
            sent_at: None,
            error: None,
            is_secret: false,
        }
    }

    #[test]
    fn gaps_grow_and_end() {
        let gaps = [1, 2, 3, 4, 5, 6, 51].map(|attempts| next_attempt(attempts, 0) / 1000);
        assert_eq!(gaps, [5, 30, 120, 600, 3600, 3600, 3600]);
        assert_eq!(next_attempt(52, 0), NEVER);
        assert!(LEASE_MS > i64::try_from(TIMEOUT.as_millis()).unwrap());
    }

    #[test]
    fn a_repeat_has_the_same_message_id() {
        let from = "noreply@demo.svetlitsa".parse().unwrap();
        let letter = row("maria@demo.svetlitsa", "Обращение");
        for _ in 0..2 {
            let text = String::from_utf8(message(&letter, &from).unwrap().formatted()).unwrap();
            assert!(text.contains("Message-ID: <0193@demo.svetlitsa>\r\n"), "{text}");
            assert!(text.contains("Auto-Submitted: auto-generated\r\n"), "{text}");
        }
    }

    #[test]
    fn nothing_breaks_out_of_a_header() {
        let from = "noreply@demo.svetlitsa".parse().unwrap();
        let text =
            message(&row("maria@demo.svetlitsa", "A\r\nBcc: eve@example.org"), &from).unwrap().formatted();
        let head = String::from_utf8(text).unwrap().split("\r\n\r\n").next().unwrap().to_owned();
        assert!(!head.lines().any(|line| line.starts_with("Bcc")), "{head}");
        assert!(message(&row("a@b.c\r\nRCPT TO:<eve@example.org>", "x"), &from).is_err());
    }
}
