//! Access to an account for a relative: offered by letter, taken by whoever reads it, taken back at any time.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use svetlitsa_domain::AccountNumber;
use svetlitsa_domain::accounts::access::Rights;

/// Longest time for which rights can be given, days.
pub const LONGEST_RIGHTS_DAYS: u16 = 366;

/// Offers access to an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OfferShare {
    /// Where the letter goes.
    pub email: String,
    /// What may be done.
    pub rights: Rights,
    /// For how many days, at most [`LONGEST_RIGHTS_DAYS`]; until it is taken back when absent.
    #[serde(default)]
    pub days: Option<u16>,
}

/// Access that is offered or given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ShareView {
    /// Id.
    pub id: String,
    /// Whose mailbox.
    pub email: String,
    /// What may be done.
    pub rights: Rights,
    /// The letter's link has been followed.
    pub is_accepted: bool,
    /// Until when the link is good, real time; of no matter once it was followed.
    #[serde(with = "crate::moments")]
    pub open_until: DateTime<FixedOffset>,
    /// Until when the rights hold, real time; absent when they have no end.
    #[serde(default, with = "crate::moments::option")]
    pub rights_until: Option<DateTime<FixedOffset>>,
}

/// Access to an account that is offered or given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ShareList {
    /// The newest first.
    pub items: Vec<ShareView>,
}

/// Leaves only these rights of those that were given; none takes all of them back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NarrowShare {
    /// What is left.
    pub rights: Rights,
}

/// What a letter's link offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ShareOffer {
    /// The account.
    pub account: AccountNumber,
    /// What may be done.
    pub rights: Rights,
    /// Who offers it, as far as a stranger may know: `m***@example.org`.
    pub holder: String,
    /// The mailbox of the letter, which is what one signs in with.
    pub email: String,
    /// There is a cabinet with this address: sign in and accept. Otherwise one is opened.
    pub has_cabinet: bool,
}

/// Accepts by opening a cabinet for the mailbox of the letter.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OpenByShare {
    /// The part of the link's address behind `#`.
    pub token: String,
    /// Password of the new cabinet.
    pub password: String,
    /// Version of the consent that was given; empty when the box is not ticked.
    #[serde(default)]
    pub consent: String,
    /// Language of the letters: `ru` (also when empty) or `en`.
    #[serde(default)]
    pub language: String,
}

impl std::fmt::Debug for OpenByShare {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OpenByShare").finish_non_exhaustive()
    }
}

/// Access that was given to whoever reads the account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SharedAccess {
    /// Id of the share: who has it may give it back.
    pub id: String,
    /// What may be done.
    pub rights: Rights,
    /// Until when, real time; absent when it has no end.
    #[serde(default, with = "crate::moments::option")]
    pub until: Option<DateTime<FixedOffset>>,
}
