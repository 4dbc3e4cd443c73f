//! The telephone that text messages go to, and the messages that went there.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

/// Digits of the code that confirms a telephone.
pub const CODE_DIGITS: usize = 6;

/// The telephone of the cabinet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PhoneView {
    /// The confirmed one, masked.
    pub phone: Option<String>,
    /// Whether this service sends text messages.
    pub is_offered: bool,
}

/// Asks for a code by text message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AskPhoneCode {
    /// A mobile telephone.
    pub phone: String,
}

/// Confirms a telephone by the code of the message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ConfirmPhone {
    /// [`CODE_DIGITS`] digits.
    pub code: String,
}

/// How far a text message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MessageState {
    /// It waits: for its hour, or for the operator.
    Waits,
    /// The operator has it; the telephone does not yet.
    HandedOver,
    /// The telephone has it.
    Delivered,
    /// It did not arrive, and is not tried again.
    GivenUp,
}

/// A text message to the caller.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SentMessage {
    /// Its id.
    pub id: String,
    /// Its text; empty where it held a code.
    pub text: String,
    /// Where to, masked.
    pub phone: String,
    /// Parts that it took.
    pub segments: u32,
    /// When it was written.
    #[serde(with = "crate::moments")]
    pub written: DateTime<FixedOffset>,
    /// How far it is.
    pub state: MessageState,
    /// How often it did not arrive.
    pub failures: u32,
}

/// Text messages to the caller.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SentMessageList {
    /// Newest first.
    pub items: Vec<SentMessage>,
    /// Pass as `cursor` for the next page; absent on the last.
    pub next_cursor: Option<String>,
}
