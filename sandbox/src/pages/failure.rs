//! What a person sees when there is nothing to see.

use std::io;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::html;

use super::layout::{Place, page};
use crate::words::{Speech, Words};

/// A page that cannot be shown.
#[derive(Debug)]
pub enum Failure {
    /// Nothing bears that id.
    NotFound(&'static Words),
    /// The disk refuses.
    Disk(io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Disk(error)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        match self {
            Self::NotFound(words) => {
                let common = &words.common;
                let body = html! {
                    h1 { (common.not_found_title) }
                    p.lead { (common.not_found_text) }
                    p { a.button href="/" { (common.to_home) } }
                };
                (StatusCode::NOT_FOUND, page(words, &common.not_found_title, Place::Elsewhere, &body))
                    .into_response()
            }
            Self::Disk(error) => {
                tracing::error!(%error, "the store failed");
                let words = Words::russian();
                let body = html! {
                    h1 { (words.common.failed_title) }
                    p.lead { (words.common.failed_text) }
                };
                let page = page(words, &words.common.failed_title, Place::Elsewhere, &body);
                (StatusCode::INTERNAL_SERVER_ERROR, page).into_response()
            }
        }
    }
}

/// Any address that leads nowhere.
pub(super) async fn not_found(Speech(words): Speech) -> Failure {
    Failure::NotFound(words)
}
