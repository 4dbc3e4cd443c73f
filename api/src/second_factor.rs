//! The second step of signing in: a code of an authenticator app.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

/// Whether signing in takes a second step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SecondFactorView {
    /// Since when, real time; absent while it does not.
    #[serde(default, with = "crate::moments::option")]
    pub since: Option<DateTime<FixedOffset>>,
    /// Recovery codes that are still good.
    pub codes_left: u32,
}

/// Asks for a secret for the app.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EnrolSecondFactor {
    /// The password that is good now.
    pub current_password: String,
}

/// The secret: nothing changes before the app's first code.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SecondFactorSecret {
    /// `otpauth://totp/…`, for a QR code.
    pub address: String,
    /// The secret alone, for an app without a camera.
    pub secret: String,
}

/// A code: the app's first one, which switches the second step on, or the one that signs in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OneTimeCode {
    /// Six digits of the app. Where one signs in, a recovery code is as good.
    pub code: String,
}

/// What it takes to change the second step or to switch it off.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ProveSecondFactor {
    /// The password that is good now.
    pub current_password: String,
    /// Six digits of the app, or a recovery code.
    pub code: String,
}

/// Codes for signing in without the app, each good once. They are shown this once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecoveryCodes {
    /// The codes. Empty when this answer is a repeat: they are not stored, and others can be asked for.
    pub codes: Vec<String>,
}

macro_rules! silent {
    ($($body:ident)*) => {$(
        impl std::fmt::Debug for $body {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($body)).finish_non_exhaustive()
            }
        }
    )*};
}
silent!(EnrolSecondFactor SecondFactorSecret OneTimeCode ProveSecondFactor RecoveryCodes);
