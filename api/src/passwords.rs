//! Passwords and sign-in addresses: recovering, changing, confirming.

use serde::{Deserialize, Serialize};

/// Asks for a letter with a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreatePasswordRecovery {
    /// E-mail of the cabinet.
    pub email: String,
    /// Language of the letter when there is no such cabinet: `ru` (also when empty) or `en`.
    #[serde(default)]
    pub language: String,
}

/// Follows the link with a new password.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RecoverPassword {
    /// The part of the link's address behind `#`.
    pub token: String,
    /// New password.
    pub password: String,
}

/// Changes the password from inside the cabinet.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangePassword {
    /// The one that is good now.
    pub current_password: String,
    /// New password.
    pub password: String,
}

/// Changes the address to sign in with. It changes when the link in the letter to it is followed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeEmail {
    /// The password that is good now.
    pub current_password: String,
    /// New address.
    pub email: String,
}

/// The address to sign in with from now on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EmailChanged {
    /// E-mail.
    pub login: String,
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
silent!(RecoverPassword ChangePassword ChangeEmail);
