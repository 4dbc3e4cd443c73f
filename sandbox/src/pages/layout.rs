//! What all pages share: the head, the band that says "sandbox", the way between them.

use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use axum::response::{Html, IntoResponse, Response};
use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::words::Words;

const STYLE: &str = include_str!("../../assets/sandbox.css");
/// Letters bring their own styles, and forms lead back to the shop: both are why this is no stricter.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; \
                      frame-ancestors 'none'";

/// Where in the sandbox a page is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The overview.
    Home,
    /// The payer's phone.
    Phone,
    /// The mail.
    Inbox,
    /// The bank: a stranger to all others, without a way to them.
    Bank,
    /// None of these.
    Elsewhere,
}

/// A whole page.
pub(super) fn page(words: &Words, title: &str, place: Place, body: &Markup) -> Response {
    let common = &words.common;
    let sections = [
        (Place::Home, "/", &common.nav_home),
        (Place::Phone, "/phone", &common.nav_phone),
        (Place::Inbox, "/inbox", &common.nav_inbox),
    ];
    let document = html! {
        (DOCTYPE)
        html lang=(words.lang) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex";
                link rel="icon" href="data:,";
                title { (title) " · " (words.home.title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#content" { (common.skip) }
                header {
                    p.band { (common.band) }
                    @if place != Place::Bank {
                        nav aria-label=(common.nav_label) {
                            @for (section, address, name) in sections {
                                a href=(address) aria-current=[(section == place).then_some("page")] { (name) }
                            }
                        }
                    }
                }
                main #content.narrow[matches!(place, Place::Bank | Place::Phone)] tabindex="-1" { (body) }
            }
        }
    };
    let headers = [
        (CONTENT_SECURITY_POLICY, POLICY),
        (CACHE_CONTROL, "no-store"),
        (REFERRER_POLICY, "no-referrer"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, Html(document.into_string())).into_response()
}
