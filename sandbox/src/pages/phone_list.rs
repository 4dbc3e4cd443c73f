//! The payer's phone, first screen: what waits for payment, and the camera.

use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::Failure;
use super::format;
use super::layout::{Place, page};
use crate::method::MethodKind;
use crate::payment::{Confirmation, Payment, Status};
use crate::sandbox::Shared;
use crate::sbp;
use crate::words::{Speech, Words};

/// What the camera saw.
#[derive(Debug, Deserialize)]
pub(super) struct Scan {
    #[serde(default)]
    payload: String,
}

pub(super) async fn show(State(sandbox): State<Shared>, Speech(words): Speech) -> Result<Response, Failure> {
    draw(&sandbox, words, "", None).await
}

pub(super) async fn scan(
    State(sandbox): State<Shared>,
    Speech(words): Speech,
    Form(scan): Form<Scan>,
) -> Result<Response, Failure> {
    let seen = scan.payload.trim().to_owned();
    if !sbp::is_valid_link(&seen) {
        return draw(&sandbox, words, &seen, Some(&words.phone.scan_not_link)).await;
    }
    let link = seen.clone();
    let found = sandbox.look(move |desk| {
        let shows = |payment: &&Payment| {
            matches!(&payment.confirmation, Some(Confirmation::Qr { data, .. }) if *data == link)
        };
        desk.world.payments().rev().find(shows).map(|payment| payment.id.clone())
    });
    match found.await? {
        Some(id) => Ok(Redirect::to(&format!("/phone/{id}")).into_response()),
        None => draw(&sandbox, words, &seen, Some(&words.phone.scan_unknown)).await,
    }
}

async fn draw(
    sandbox: &Shared,
    words: &Words,
    typed: &str,
    problem: Option<&str>,
) -> Result<Response, Failure> {
    let waiting = sandbox.look(|desk| {
        let waits =
            |payment: &&Payment| payment.status == Status::Pending && payment.wanted == Some(MethodKind::Sbp);
        desk.world.payments().rev().filter(waits).cloned().collect::<Vec<_>>()
    });
    let waiting = waiting.await?;
    let phone = &words.phone;
    let body = html! {
        h1 { (phone.title) }
        p.lead { (phone.lead) }
        @if waiting.is_empty() {
            p.empty { (phone.empty) }
        } @else {
            ul.rows {
                @for payment in &waiting { li { (row(words, payment)) } }
            }
        }
        section.sheet aria-labelledby="scan" {
            h2 #scan { (phone.scan_heading) }
            form method="post" action="/phone/scan" {
                p.field {
                    label for="payload" { (phone.scan_label) }
                    span.hint #payload-hint { (phone.scan_hint) }
                    @if let Some(problem) = problem { span.problem #payload-problem role="alert" { (problem) } }
                    textarea #payload name="payload" rows="3" autocomplete="off" spellcheck="false" required
                        aria-describedby=(if problem.is_some() { "payload-problem payload-hint" } else { "payload-hint" })
                        aria-invalid=[problem.map(|_| "true")] { (typed) }
                }
                button { (phone.scan) }
            }
        }
    };
    let page = page(words, &phone.title, Place::Phone, &body);
    Ok(if problem.is_some() { (StatusCode::UNPROCESSABLE_ENTITY, page).into_response() } else { page })
}

fn row(words: &Words, payment: &Payment) -> Markup {
    let phone = &words.phone;
    let address = format!("/phone/{}", payment.id);
    let title = format!("sum-{}", payment.id);
    html! {
        form.sheet method="post" action=(address) aria-labelledby=(title) {
            p.sum #(title) { (format::sum(words, payment.amount)) }
            @if let Some(description) = &payment.description { p { (description) } }
            p.hint { (phone.asked_at.replace("{time}", &format::time(words, payment.created_at))) }
            div.actions {
                button.primary name="action" value="pay" { (phone.pay) }
                button.danger name="action" value="decline" { (phone.decline) }
                a.button href=(address) { (phone.open) }
            }
        }
    }
}
