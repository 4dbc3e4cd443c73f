//! Entries of the ledger.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::tariffs::Service;
use crate::{Kopecks, Period};

/// One entry. It is never changed: what was wrong is put right by a [`Cause::Correction`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its id.
    pub id: String,
    /// To whom it is owed.
    pub payee: String,
    /// For what.
    pub service: Service,
    /// For which month.
    pub period: Period,
    /// Use or penalty: the two are never mixed.
    pub purpose: Purpose,
    /// Owed above zero, paid or given back below.
    pub amount: Kopecks,
    /// What made it.
    pub cause: Cause,
    /// Business day on which it was booked.
    pub booked_on: NaiveDate,
}

/// Which pot an entry belongs to (`facts/domain.md` 3.6: a penalty never hides in the total).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// What was used.
    Supply,
    /// Penalty for paying late.
    Penalty,
}

impl Purpose {
    /// The word in the store and on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Supply => "supply",
            Self::Penalty => "penalty",
        }
    }

    /// The opposite of [`Purpose::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Supply, Self::Penalty].into_iter().find(|purpose| purpose.as_str() == word)
    }
}

/// What made an entry. A cause makes one entry only: who books it again has booked nothing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// The balance with which the account came here.
    Opening {
        /// From where.
        origin: OpeningOrigin,
        /// File or act that says so.
        document: String,
        /// Row of it, from 0.
        row: u32,
    },
    /// A line of a bill.
    Charge {
        /// Id of the bill.
        bill: String,
        /// Place of the line, from 0.
        line: u32,
    },
    /// A share of a payment.
    Payment {
        /// Id of the payment.
        payment: String,
        /// Place of the share, from 0.
        share: u32,
    },
    /// A share of money that was left on a prepaid meter and came from whoever sold it (`seeds/001`).
    Transfer {
        /// Number of the application.
        application: String,
        /// Place of the share, from 0.
        share: u32,
    },
    /// Something booked was wrong, or is given up.
    Correction {
        /// Id of the entry that is corrected.
        of: String,
        /// Why.
        reason: CorrectionReason,
        /// Decision or request that says so: an entry may be corrected more than once.
        document: String,
    },
    /// A penalty, as far as it has grown by a day.
    Penalty {
        /// The day of the reckoning.
        reckoned_on: NaiveDate,
        /// The month that was not paid in time.
        of: Period,
    },
}

impl Cause {
    /// The kind, as the store has it.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Opening { .. } => "opening",
            Self::Charge { .. } => "charge",
            Self::Payment { .. } => "payment",
            Self::Transfer { .. } => "transfer",
            Self::Correction { .. } => "correction",
            Self::Penalty { .. } => "penalty",
        }
    }
}

/// Where an opening balance comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OpeningOrigin {
    /// The managing organisation's books, when the house began to pay directly (`seeds/000`).
    ManagingOrganisation,
    /// The books of the supplier before (`seeds/001`).
    PreviousSupplier,
    /// Money that was left on a prepaid meter when it was reprogrammed (`seeds/001`).
    PrepaidMeter,
    /// The books that this program took over from.
    FormerSystem,
}

impl OpeningOrigin {
    /// Every origin.
    pub const ALL: [Self; 4] =
        [Self::ManagingOrganisation, Self::PreviousSupplier, Self::PrepaidMeter, Self::FormerSystem];

    /// The word in the store and on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ManagingOrganisation => "managing_organisation",
            Self::PreviousSupplier => "previous_supplier",
            Self::PrepaidMeter => "prepaid_meter",
            Self::FormerSystem => "former_system",
        }
    }

    /// The opposite of [`OpeningOrigin::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|origin| origin.as_str() == word)
    }
}

/// Why an entry is corrected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CorrectionReason {
    /// A fact was wrong: reading, area, people.
    WrongFact,
    /// Money was booked to another account, month or payee than was meant.
    Misposted,
    /// Money went back to the payer.
    Refunded,
    /// A court, the regulator or the branch gave it up.
    WrittenOff,
    /// The bank took the payment back.
    Reversed,
}

impl CorrectionReason {
    /// Every reason.
    pub const ALL: [Self; 5] =
        [Self::WrongFact, Self::Misposted, Self::Refunded, Self::WrittenOff, Self::Reversed];

    /// The word in the store and on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::WrongFact => "wrong_fact",
            Self::Misposted => "misposted",
            Self::Refunded => "refunded",
            Self::WrittenOff => "written_off",
            Self::Reversed => "reversed",
        }
    }

    /// The opposite of [`CorrectionReason::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == word)
    }
}
