//! The text messages, as the telephones have them.

use axum::extract::State;
use axum::response::Response;
use maud::html;

use super::format;
use super::layout::{Place, page};
use crate::sandbox::Shared;
use crate::words::Speech;

pub(super) async fn list(State(sandbox): State<Shared>, Speech(words): Speech) -> Response {
    let messages = sandbox.telephones.messages(None);
    let sms = &words.sms;
    let body = html! {
        h1 { (sms.title) }
        p.lead { (sms.lead) }
        @if messages.is_empty() { p.empty { (sms.empty) } } @else {
            ul.rows {
                @for message in &messages {
                    li.sheet {
                        h2 { (message.to) }
                        p { (message.text) }
                        dl.facts {
                            dt { (words.inbox.received) } dd { (format::time(words, message.received_at)) }
                            dt { (sms.state) } dd {
                                @if message.state() == "delivered" { (sms.delivered) } @else { (sms.undelivered) }
                            }
                        }
                    }
                }
            }
        }
        p { a href="/inbox" { (words.inbox.title) } }
    };
    page(words, &sms.title, Place::Inbox, &body)
}
