//! 3-D Secure: the payer's bank asks for a code before the card pays.

use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;
use serde::Deserialize;

use super::Failure;
use super::format;
use super::layout::{Place, page};
use super::payer::{self, Choice, Outcome};
use crate::method::MethodKind;
use crate::payment::{Payment, Status};
use crate::sandbox::Shared;
use crate::words::{Speech, Words};

/// The code that the bank accepts.
const CODE: &str = "1234";

/// The form of the page.
#[derive(Debug, Deserialize)]
pub(super) struct Answers {
    action: String,
    #[serde(default)]
    code: String,
}

pub(super) async fn show(
    State(sandbox): State<Shared>,
    Speech(words): Speech,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let payment = payer::payment(&sandbox, &id).await?.ok_or(Failure::NotFound(words))?;
    if payment.status != Status::Pending {
        return Ok(Redirect::to(&format!("/bank/{id}")).into_response());
    }
    Ok(draw(words, &payment, false))
}

pub(super) async fn act(
    State(sandbox): State<Shared>,
    Speech(words): Speech,
    Path(id): Path<String>,
    Form(answers): Form<Answers>,
) -> Result<Response, Failure> {
    let is_given_up = answers.action != "confirm";
    if !is_given_up && answers.code.trim() != CODE {
        let payment = payer::payment(&sandbox, &id).await?.ok_or(Failure::NotFound(words))?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, draw(words, &payment, true)).into_response());
    }
    let choice = if is_given_up {
        Choice::Decline { reason: "3d_secure_failed".to_owned() }
    } else {
        Choice::Pay { kind: Some(MethodKind::BankCard), delay_s: 0 }
    };
    match payer::choose(&sandbox, id.clone(), choice).await? {
        Outcome::Done(Some(way_back)) => Ok(Redirect::to(&way_back).into_response()),
        Outcome::Done(None) | Outcome::TooLate => Ok(Redirect::to(&format!("/bank/{id}")).into_response()),
        Outcome::Unknown => Err(Failure::NotFound(words)),
    }
}

fn draw(words: &Words, payment: &Payment, is_wrong: bool) -> Response {
    let secure = &words.secure;
    let body = html! {
        p.mark { (words.bank.test_mark) }
        h1 { (secure.title) }
        form method="post" {
            section.sheet {
                p.sum { (format::sum(words, payment.amount)) }
                p { (secure.ask) }
                @if is_wrong { p.state data-tone="bad" role="alert" { (secure.wrong) } }
                p.field {
                    label for="code" { (secure.code) }
                    input #code name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="8"
                        aria-describedby="code-hint" autofocus;
                }
                p.hint #code-hint { (secure.hint.replace("{code}", CODE)) }
                div.actions {
                    button.primary name="action" value="confirm" { (secure.confirm) }
                    button.danger name="action" value="decline" { (secure.give_up) }
                }
            }
        }
    };
    page(words, &secure.title, Place::Bank, &body)
}
