//! Cursor pagination: `limit` and `cursor` of a list.

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use serde::Deserialize;
use svetlitsa_api::ErrorCode;

use crate::failure::{Failure, Outcome};
use crate::state::App;

/// Rows of a page unless asked otherwise.
const DEFAULT_LIMIT: u64 = 20;
/// Most rows of a page.
const MAX_LIMIT: u64 = 100;

/// Which page of a list.
#[derive(Clone, Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Page {
    /// Rows, 1–100; 20 when absent.
    limit: Option<u64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

impl Page {
    /// Rows to give.
    #[must_use]
    pub fn limit(&self) -> u64 {
        self.limit.unwrap_or(DEFAULT_LIMIT).clamp(1, MAX_LIMIT)
    }

    /// Where to go on.
    #[must_use]
    pub fn cursor(&self) -> Option<&str> {
        self.cursor.as_deref()
    }
}

impl FromRequestParts<App> for Page {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Outcome<Self> {
        let page = Query::<Self>::from_request_parts(parts, app).await;
        page.map(|Query(page)| page).map_err(|_| ErrorCode::MalformedRequest.into())
    }
}

/// Cuts a list that was read with one row too many, and names the last row when there is more.
#[must_use]
pub fn next_cursor<T>(mut rows: Vec<T>, limit: u64, id: impl Fn(&T) -> String) -> (Vec<T>, Option<String>) {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let has_more = rows.len() > limit;
    rows.truncate(limit);
    let cursor = rows.last().filter(|_| has_more).map(id);
    (rows, cursor)
}
