//! The bank's page: where a redirected payer pays, declines or leaves.

use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::Failure;
use super::format;
use super::layout::{Place, page};
use super::payer::{self, Choice, Outcome, REASONS};
use crate::method::{CARD, MethodKind};
use crate::payment::{Confirmation, Payment, Status};
use crate::sandbox::{Sandbox, Shared};
use crate::words::{Speech, Words, named};

/// The form of the page.
#[derive(Debug, Deserialize)]
pub(super) struct Answers {
    action: String,
    #[serde(default)]
    method: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    delay_s: String,
    /// Whether the payer's bank asks for a code first.
    #[serde(default)]
    asks_code: Option<String>,
}

pub(super) async fn show(
    State(sandbox): State<Shared>,
    Speech(words): Speech,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let payment = payer::payment(&sandbox, &id).await?.ok_or(Failure::NotFound(words))?;
    let body = if payment.status == Status::Pending {
        checkout(words, &sandbox, &payment)
    } else {
        finished(words, &payment)
    };
    Ok(page(words, &words.bank.title, Place::Bank, &body))
}

pub(super) async fn act(
    State(sandbox): State<Shared>,
    Speech(words): Speech,
    Path(id): Path<String>,
    Form(answers): Form<Answers>,
) -> Result<Response, Failure> {
    if answers.action == "pay" && answers.asks_code.is_some() {
        return Ok(Redirect::to(&format!("/bank/{id}/code")).into_response());
    }
    let choice = match answers.action.as_str() {
        "pay" | "pay_later" => Choice::Pay {
            kind: MethodKind::named(&answers.method),
            delay_s: if answers.action == "pay" { 0 } else { answers.delay_s.parse().unwrap_or(0) },
        },
        "decline" => Choice::Decline { reason: answers.reason },
        _ => return leave(&sandbox, words, &id).await,
    };
    match payer::choose(&sandbox, id.clone(), choice).await? {
        Outcome::Done(Some(way_back)) => Ok(Redirect::to(&way_back).into_response()),
        Outcome::Done(None) | Outcome::TooLate => Ok(Redirect::to(&format!("/bank/{id}")).into_response()),
        Outcome::Unknown => Err(Failure::NotFound(words)),
    }
}

/// The payer goes away; nothing happens to the payment.
async fn leave(sandbox: &Shared, words: &'static Words, id: &str) -> Result<Response, Failure> {
    let payment = payer::payment(sandbox, id).await?.ok_or(Failure::NotFound(words))?;
    if let Some(way_back) = payment.confirmation.as_ref().and_then(Confirmation::return_url) {
        return Ok(Redirect::to(way_back).into_response());
    }
    let body = html! {
        h1 { (words.bank.stay_title) }
        p.lead { (words.bank.stay_text) }
    };
    Ok(page(words, &words.bank.stay_title, Place::Bank, &body))
}

fn checkout(words: &Words, sandbox: &Sandbox, payment: &Payment) -> Markup {
    let bank = &words.bank;
    html! {
        p.mark { (bank.test_mark) }
        h1 { (bank.heading) }
        form method="post" {
            section.sheet {
                p.shop { (bank.shop.replace("{shop}", &sandbox.site.shop)) }
                p.sum { (format::sum(words, payment.amount)) }
                @if let Some(description) = &payment.description { p { (description) } }
                @match payment.wanted {
                    Some(MethodKind::BankCard) => (card(words)),
                    Some(MethodKind::Sbp) => {
                        p { (bank.sbp_note) }
                        p { a href=(format!("/phone/{}", payment.id)) { (bank.sbp_phone) } }
                    }
                    Some(kind) => p { (named(&words.common.method, kind.name())) },
                    None => {
                        fieldset {
                            legend { (bank.method_legend) }
                            @for kind in [MethodKind::BankCard, MethodKind::Sbp] {
                                label.choice {
                                    input type="radio" name="method" value=(kind.name())
                                        checked[kind == MethodKind::BankCard];
                                    span { (named(&words.common.method, kind.name())) }
                                }
                            }
                        }
                        (card(words))
                    }
                }
                div.actions {
                    button.primary name="action" value="pay" {
                        (bank.pay.replace("{sum}", &format::sum(words, payment.amount)))
                    }
                    button name="action" value="leave" { (bank.leave) }
                }
            }
            section.sheet.tester aria-labelledby="outcomes" {
                h2 #outcomes { (bank.outcomes) }
                p.hint { (bank.outcomes_note) }
                (outcomes(words))
            }
        }
    }
}

fn outcomes(words: &Words) -> Markup {
    let bank = &words.bank;
    html! {
        div.line {
            p.field {
                label for="reason" { (bank.reason_label) }
                select #reason name="reason" {
                    @for reason in REASONS { option value=(reason) { (named(&words.common.reason, reason)) } }
                }
            }
            button.danger name="action" value="decline" { (bank.decline) }
        }
        div.line {
            p.field {
                label for="delay" { (bank.delay_label) }
                input #delay type="number" name="delay_s" value="5" min="0" max="3600"
                    inputmode="numeric" aria-describedby="delay-note";
            }
            button name="action" value="pay_later" { (bank.pay_later) }
        }
        p.hint #delay-note { (bank.delay_note) }
    }
}

fn card(words: &Words) -> Markup {
    let (first6, last4) = CARD;
    let number = format!("{} {}•• •••• {last4}", &first6[..4], &first6[4..]);
    html! {
        div.card role="group" aria-label=(words.bank.card_label) {
            p.card-name { (words.bank.card_label) }
            p.card-number { (number) }
            p.card-foot { span { (words.bank.card_until.replace("{until}", "12/39")) } span { "MIR" } }
        }
        p.hint { (words.bank.card_note) }
        label.choice {
            input type="checkbox" name="asks_code" value="yes";
            span { (words.bank.asks_code) }
        }
    }
}

fn finished(words: &Words, payment: &Payment) -> Markup {
    let bank = &words.bank;
    let (tone, text) = match payment.status {
        Status::Succeeded => ("good", &bank.finished_succeeded),
        Status::Canceled => ("bad", &bank.finished_canceled),
        _ => ("wait", &bank.finished_held),
    };
    html! {
        p.mark { (bank.test_mark) }
        h1 { (bank.finished_title) }
        section.sheet {
            p.sum { (format::sum(words, payment.amount)) }
            @if let Some(description) = &payment.description { p { (description) } }
            p.state data-tone=(tone) { (text) }
            @if let Some(end) = &payment.cancellation {
                p { (bank.finished_reason.replace("{reason}", named(&words.common.reason, &end.reason))) }
            }
            @if let Some(way_back) = payment.confirmation.as_ref().and_then(Confirmation::return_url) {
                p.actions { a.button.primary href=(way_back) { (bank.back) } }
            }
        }
    }
}
