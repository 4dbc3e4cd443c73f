//! The payer's phone: one payment, as the bank's app shows it.

use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::Failure;
use super::format;
use super::layout::{Place, page};
use super::payer::{self, Choice, Outcome};
use crate::method::MethodKind;
use crate::payment::{Confirmation, Payment, Status};
use crate::sandbox::Shared;
use crate::words::{Speech, Words, named};

/// The form of the page.
#[derive(Debug, Deserialize)]
pub(super) struct Answers {
    action: String,
    #[serde(default)]
    delay_s: String,
}

pub(super) async fn show(
    State(sandbox): State<Shared>,
    Speech(words): Speech,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let payment = payer::payment(&sandbox, &id).await?.filter(takes_sbp).ok_or(Failure::NotFound(words))?;
    let body = html! {
        h1 { (words.phone.title) }
        section.sheet {
            p.shop { (words.phone.to.replace("{shop}", &sandbox.site.shop)) }
            p.sum { (format::sum(words, payment.amount)) }
            @if let Some(description) = &payment.description { p { (description) } }
            @if payment.status == Status::Pending { (ask(words)) } @else { (tell(words, &payment)) }
        }
        p { a href="/phone" { (words.phone.back) } }
    };
    Ok(page(words, &words.phone.title, Place::Phone, &body))
}

pub(super) async fn act(
    State(sandbox): State<Shared>,
    Speech(words): Speech,
    Path(id): Path<String>,
    Form(answers): Form<Answers>,
) -> Result<Response, Failure> {
    let known = payer::payment(&sandbox, &id).await?.filter(takes_sbp);
    if known.is_none() {
        return Err(Failure::NotFound(words));
    }
    let choice = if answers.action == "pay" {
        Choice::Pay { kind: Some(MethodKind::Sbp), delay_s: answers.delay_s.parse().unwrap_or(0) }
    } else {
        Choice::Decline { reason: "general_decline".to_owned() }
    };
    match payer::choose(&sandbox, id.clone(), choice).await? {
        Outcome::Unknown => Err(Failure::NotFound(words)),
        Outcome::Done(_) | Outcome::TooLate => Ok(Redirect::to(&format!("/phone/{id}")).into_response()),
    }
}

/// Whether the phone may play this payment.
fn takes_sbp(payment: &Payment) -> bool {
    payment.wanted.is_none_or(|kind| kind == MethodKind::Sbp)
}

fn ask(words: &Words) -> Markup {
    let phone = &words.phone;
    html! {
        form method="post" {
            div.actions {
                button.primary name="action" value="pay" { (phone.pay) }
                button.danger name="action" value="decline" { (phone.decline) }
            }
            p.field {
                label for="delay" { (phone.delay_label) }
                input #delay type="number" name="delay_s" value="0" min="0" max="3600" inputmode="numeric";
            }
        }
    }
}

fn tell(words: &Words, payment: &Payment) -> Markup {
    let phone = &words.phone;
    let (tone, text) = match payment.status {
        Status::Succeeded => ("good", &phone.done_succeeded),
        Status::Canceled => ("bad", &phone.done_canceled),
        _ => ("wait", &phone.done_held),
    };
    html! {
        p.state data-tone=(tone) role="status" { (text) }
        @if let Some(end) = &payment.cancellation { p { (named(&words.common.reason, &end.reason)) } }
        @if let Some(payer) = &payment.payer {
            p.hint { (phone.operation) br; code { (payer.sbp_operation_id) } }
        }
        @if let Some(way_back) = payment.confirmation.as_ref().and_then(Confirmation::return_url) {
            p.actions { a.button href=(way_back) { (phone.to_shop) } }
        }
    }
}
