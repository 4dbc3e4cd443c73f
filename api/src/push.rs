//! Browsers that show notices, and the notices that went there.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

/// Notices in browsers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PushView {
    /// Our public key, as browsers take it: an uncompressed point, base64url. Absent where this service sends no such notices.
    pub key: Option<String>,
    /// Browsers that the caller allowed, the newest first.
    pub browsers: Vec<PushBrowserView>,
}

/// A browser that shows notices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PushBrowserView {
    /// Its id.
    pub id: String,
    /// Its name; empty when it is not known.
    pub browser: String,
    /// The name of its system; empty when it is not known.
    pub system: String,
    /// Since when.
    #[serde(with = "crate::moments")]
    pub since: DateTime<FixedOffset>,
    /// Whether it was allowed by this session.
    pub is_this: bool,
}

/// Allows a browser to show notices: what its `PushSubscription` says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AllowBrowser {
    /// Where its push service takes messages.
    pub endpoint: String,
    /// Its public key, base64url.
    pub p256dh: String,
    /// The secret that it shares with us, base64url.
    pub auth: String,
}

/// How far a notice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PushState {
    /// It waits: for its hour, or for the push service.
    Waits,
    /// The push service has it, for the browser.
    HandedOver,
    /// It did not leave, and is not tried again.
    GivenUp,
}

/// A notice to a browser of the caller.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SentPush {
    /// Its id.
    pub id: String,
    /// Its first line.
    pub title: String,
    /// What it says.
    pub body: String,
    /// The browser.
    pub browser: String,
    /// The browser's system.
    pub system: String,
    /// When it was written.
    #[serde(with = "crate::moments")]
    pub written: DateTime<FixedOffset>,
    /// How far it is.
    pub state: PushState,
}

/// Notices to browsers of the caller.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SentPushList {
    /// Newest first.
    pub items: Vec<SentPush>,
    /// Pass as `cursor` for the next page; absent on the last.
    pub next_cursor: Option<String>,
}
