//! The overview: the way to everything, the modes, and what happened last.

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};

use super::Failure;
use super::format;
use super::layout::{Place, page};
use super::modes_form;
use crate::notice::{Delivery, Notice};
use crate::payment::{Payment, Status};
use crate::sandbox::Shared;
use crate::words::{Speech, Words, named};

const SHOWN: usize = 12;

pub(super) async fn show(State(sandbox): State<Shared>, Speech(words): Speech) -> Result<Response, Failure> {
    let latest = sandbox.look(|desk| {
        let payments: Vec<_> = desk.world.payments().rev().take(SHOWN).cloned().collect();
        let notices: Vec<_> = desk.world.notices().rev().take(SHOWN).cloned().collect();
        (payments, notices, desk.now)
    });
    let (latest, notices, now) = latest.await?;
    let home = &words.home;
    let body = html! {
        h1 { (home.title) }
        p.lead { (home.lead) }
        p { (home.clock) ": " strong { (format::time(words, now)) } }
        (ways(words))
        section.sheet aria-labelledby="modes" {
            h2 #modes { (home.modes) }
            p.hint { (home.modes_note) }
            (modes_form::form(words, &sandbox.modes()))
        }
        section {
            h2 #payments { (home.payments) }
            @if latest.is_empty() { p.empty { (home.payments_empty) } } @else { (payments(words, &latest)) }
        }
        section {
            h2 #notifications { (home.notifications) }
            @if notices.is_empty() { p.empty { (home.notifications_empty) } } @else { (notifications(words, &notices)) }
        }
    };
    Ok(page(words, &words.common.nav_home, Place::Home, &body))
}

fn ways(words: &Words) -> Markup {
    let home = &words.home;
    let ways = [
        ("/phone", &words.common.nav_phone, &home.phone_note),
        ("/inbox", &words.common.nav_inbox, &home.inbox_note),
        ("/log", &home.log, &home.log_note),
        ("/v3/me", &home.api, &home.api_note),
    ];
    html! {
        ul.ways {
            @for (address, name, note) in ways {
                li { a href=(address) { strong { (name) } span { (note) } } }
            }
        }
    }
}

fn payments(words: &Words, payments: &[Payment]) -> Markup {
    let common = &words.common;
    html! {
        (scrolling("payments", &words.home.payment_columns, &html! {
            @for payment in payments {
                @let kind = payment.payer.as_ref().map(|payer| payer.kind).or(payment.wanted);
                tr {
                    td { (format::time(words, payment.created_at)) }
                    td.figure { a href=(format!("/bank/{}", payment.id)) { (format::sum(words, payment.amount)) } }
                    td { (kind.map_or("", |kind| named(&common.method, kind.name()))) }
                    td { (tag(tone(payment.status), named(&common.status, payment.status.name()))) }
                    td { (payment.description.as_deref().unwrap_or_default()) }
                }
            }
        }))
    }
}

fn notifications(words: &Words, notices: &[Notice]) -> Markup {
    html! {
        (scrolling("notifications", &words.home.notification_columns, &html! {
            @for notice in notices {
                tr {
                    td { (format::time(words, notice.created_at)) }
                    td { code { (notice.event) } }
                    td { code { (notice.object["id"].as_str().unwrap_or_default()) } }
                    td {
                        @let tone = match notice.delivery {
                            Delivery::Waiting => "wait",
                            Delivery::Delivered => "good",
                            Delivery::Lost => "bad",
                        };
                        (tag(tone, named(&words.common.delivery, notice.delivery.name())))
                    }
                    td {
                        form method="post" action=(format!("/notifications/{}/resend", notice.id)) {
                            button.small { (words.home.resend) }
                        }
                    }
                }
            }
        }))
    }
}

/// A table that scrolls by itself on a narrow screen, reachable by keyboard.
fn scrolling(title: &str, columns: &[String], rows: &Markup) -> Markup {
    html! {
        div.scroll role="region" tabindex="0" aria-labelledby=(title) {
            table {
                thead { tr { @for column in columns { th scope="col" { (column) } } } }
                tbody { (rows) }
            }
        }
    }
}

fn tag(tone: &str, text: &str) -> Markup {
    html! { span.tag data-tone=(tone) { (text) } }
}

fn tone(status: Status) -> &'static str {
    match status {
        Status::Succeeded => "good",
        Status::Canceled => "bad",
        Status::Pending | Status::WaitingForCapture => "wait",
    }
}
