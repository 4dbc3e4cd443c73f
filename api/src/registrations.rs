//! Registering a cabinet: what a newcomer gives, what everybody is answered, and the links of letters.

use serde::{Deserialize, Serialize};
use svetlitsa_domain::AccountNumber;

use crate::session::ResidentView;

/// Longest password, characters.
pub const MAX_PASSWORD: usize = 128;

/// What a newcomer gives.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateRegistration {
    /// Account number as printed on the bill.
    pub account: String,
    /// House number.
    pub house: String,
    /// E-mail: the login, and where the letter goes.
    pub email: String,
    /// Password.
    pub password: String,
    /// Version of the consent that was given; empty when the box is not ticked.
    #[serde(default)]
    pub consent: String,
    /// Code printed on a bill: proves the account even when it has a cabinet already. May be empty.
    #[serde(default)]
    pub bill_code: String,
    /// Language of the letters: `ru` (also when empty) or `en`.
    #[serde(default)]
    pub language: String,
}

impl std::fmt::Debug for CreateRegistration {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CreateRegistration").finish_non_exhaustive()
    }
}

/// The answer to whoever asks: a letter tells the rest to whoever reads the mailbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LetterPromised {
    /// How long a link in the letter stays good.
    pub valid_minutes: u32,
}

/// A link of a letter, followed: the part of its address behind `#`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FollowLink {
    /// The token.
    pub token: String,
}

impl std::fmt::Debug for FollowLink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FollowLink").finish_non_exhaustive()
    }
}

/// A cabinet is open and its owner signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CabinetOpened {
    /// Its owner.
    pub resident: ResidentView,
}

/// An owner has let somebody else have the account as well.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClaimApproved {
    /// The account.
    pub account: AccountNumber,
    /// Who has it now too, as far as the owner may know: `n***@example.org`.
    pub newcomer: String,
}

/// What people consent to when they register, in the operator's words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConsentView {
    /// Version, to be sent back by whoever agrees.
    pub version: String,
    /// The text in Russian, which is the one that counts.
    pub ru: String,
    /// The same in English.
    pub en: String,
}
