//! The mail: all letters, one letter, and the same for programs.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;

use super::Failure;
use super::format;
use super::layout::{Place, page};
use crate::mailbox::Letter;
use crate::sandbox::Shared;
use crate::words::{Speech, Words};

/// Whose mail.
#[derive(Debug, Deserialize)]
pub(super) struct Whose {
    to: Option<String>,
}

impl Whose {
    fn letters(&self, sandbox: &Shared) -> Vec<Arc<Letter>> {
        sandbox.mailbox.letters(self.to.as_deref().filter(|to| !to.trim().is_empty()))
    }
}

pub(super) async fn json(
    State(sandbox): State<Shared>,
    Query(whose): Query<Whose>,
) -> Json<Vec<serde_json::Value>> {
    let letters = whose.letters(&sandbox);
    Json(letters.iter().map(|letter| serde_json::json!(**letter)).collect())
}

pub(super) async fn list(
    State(sandbox): State<Shared>,
    Speech(words): Speech,
    Query(whose): Query<Whose>,
) -> Response {
    let letters = whose.letters(&sandbox);
    let inbox = &words.inbox;
    let body = html! {
        h1 { (inbox.title) }
        p.lead { (inbox.lead) }
        form.line method="get" {
            p.field {
                label for="to" { (inbox.filter_label) }
                input #to type="email" name="to" autocomplete="off" value=(whose.to.as_deref().unwrap_or_default());
            }
            button { (inbox.filter) }
        }
        p { a href="/sms" { (words.sms.title) } }
        @if letters.is_empty() { p.empty { (inbox.empty) } } @else {
            ul.rows {
                @for letter in &letters {
                    li.sheet {
                        h2 { a href=(format!("/inbox/{}", letter.id)) { (subject(words, letter)) } }
                        (envelope(words, letter))
                    }
                }
            }
        }
    };
    page(words, &inbox.title, Place::Inbox, &body)
}

pub(super) async fn letter(
    State(sandbox): State<Shared>,
    Speech(words): Speech,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let letter = sandbox.mailbox.letter(&id).ok_or(Failure::NotFound(words))?;
    let inbox = &words.inbox;
    let subject = subject(words, &letter);
    let body = html! {
        h1 { (subject) }
        (envelope(words, &letter))
        @if let Some(text) = &letter.text {
            section.sheet aria-labelledby="text" {
                h2 #text { (inbox.text_part) }
                pre { (text) }
            }
        }
        @if let Some(html) = &letter.html {
            section.sheet aria-labelledby="html" {
                h2 #html { (inbox.html_part) }
                // No scripts, no origin of its own: a letter is a stranger.
                iframe sandbox="" title=(inbox.html_part) srcdoc=(html) {}
            }
        }
        p { a href="/inbox" { (inbox.back) } }
    };
    Ok(page(words, subject, Place::Inbox, &body))
}

fn subject<'a>(words: &'a Words, letter: &'a Letter) -> &'a str {
    if letter.subject.is_empty() { &words.inbox.no_subject } else { &letter.subject }
}

fn envelope(words: &Words, letter: &Letter) -> Markup {
    html! {
        dl.facts {
            dt { (words.inbox.from) } dd { (letter.from) }
            dt { (words.inbox.to) } dd { (letter.to.join(", ")) }
            dt { (words.inbox.received) } dd { (format::time(words, letter.received_at)) }
        }
    }
}
