//! The bank's page of a kept method: its owner allows it, refuses it, or takes it back later.

use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::Failure;
use super::layout::{Place, page};
use super::payer::REASONS;
use crate::kept::{Kept, KeptStatus};
use crate::sandbox::Shared;
use crate::words::{Speech, Words, named};

/// The form of the page.
#[derive(Debug, Deserialize)]
pub(super) struct Answers {
    action: String,
    #[serde(default)]
    reason: String,
}

pub(super) async fn show(
    State(sandbox): State<Shared>,
    Speech(words): Speech,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let kept = sandbox.look(move |desk| desk.world.kept(&id).cloned()).await?;
    let kept = kept.ok_or(Failure::NotFound(words))?;
    let binding = &words.binding;
    let body = html! {
        p.mark { (words.bank.test_mark) }
        h1 { (binding.title) }
        form method="post" {
            section.sheet {
                p.shop { (words.bank.shop.replace("{shop}", &sandbox.site.shop)) }
                p { (named(&words.common.method, kept.payer.kind.name())) }
                (choices(words, &kept))
            }
            @if kept.status == KeptStatus::Active { (trouble(words, &kept)) }
        }
        @if kept.status != KeptStatus::Pending {
            p.actions { a.button href=(kept.return_url) { (words.bank.back) } }
        }
    };
    Ok(page(words, &binding.title, Place::Bank, &body))
}

pub(super) async fn act(
    State(sandbox): State<Shared>,
    Speech(words): Speech,
    Path(id): Path<String>,
    Form(answers): Form<Answers>,
) -> Result<Response, Failure> {
    let page = format!("/bank/methods/{id}");
    let done = sandbox.act(move |desk| {
        let Some(known) = desk.world.kept(&id) else { return Ok((None, Vec::new())) };
        let mut kept = known.clone();
        let mut way = None;
        match (answers.action.as_str(), kept.status) {
            ("allow", KeptStatus::Pending) => {
                kept.status = KeptStatus::Active;
                way = Some(kept.return_url.clone());
            }
            ("refuse", KeptStatus::Pending) => {
                kept.status = KeptStatus::Inactive;
                way = Some(kept.return_url.clone());
            }
            ("revoke", KeptStatus::Active) => kept.status = KeptStatus::Inactive,
            ("trouble", KeptStatus::Active) => {
                kept.refuses =
                    REASONS.iter().find(|known| **known == answers.reason).map(ToString::to_string);
            }
            // A double click: where it leads is the same.
            ("allow", KeptStatus::Active) | ("refuse", KeptStatus::Inactive) => {
                way = Some(kept.return_url.clone());
            }
            _ => {}
        }
        let records = if kept == *known { Vec::new() } else { desk.kept(kept) };
        Ok::<_, std::io::Error>((Some(way), records))
    });
    match done.await? {
        Some(way) => Ok(Redirect::to(&way.unwrap_or(page)).into_response()),
        None => Err(Failure::NotFound(words)),
    }
}

fn choices(words: &Words, kept: &Kept) -> Markup {
    let binding = &words.binding;
    html! {
        @match kept.status {
            KeptStatus::Pending => {
                p { (binding.ask) }
                div.actions {
                    button.primary name="action" value="allow" { (binding.allow) }
                    button.danger name="action" value="refuse" { (binding.refuse) }
                }
            }
            KeptStatus::Active => {
                p.state data-tone="good" { (binding.active) }
                div.actions { button.danger name="action" value="revoke" { (binding.revoke) } }
            }
            KeptStatus::Inactive => p.state data-tone="bad" { (binding.inactive) },
        }
    }
}

/// What a later charge runs into.
fn trouble(words: &Words, kept: &Kept) -> Markup {
    let binding = &words.binding;
    html! {
        section.sheet.tester aria-labelledby="outcomes" {
            h2 #outcomes { (words.bank.outcomes) }
            p.hint { (binding.trouble_note) }
            div.line {
                p.field {
                    label for="reason" { (words.bank.reason_label) }
                    select #reason name="reason" {
                        option value="" { (binding.no_trouble) }
                        @for reason in REASONS {
                            option value=(reason) selected[kept.refuses.as_deref() == Some(reason)] {
                                (named(&words.common.reason, reason))
                            }
                        }
                    }
                }
                button name="action" value="trouble" { (words.home.apply) }
            }
        }
    }
}
