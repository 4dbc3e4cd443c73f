//! Lines of a bill.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::Kopecks;
use crate::bills::{Derivation, Method};
use crate::tariffs::{DaySpan, Service, Zone};

/// A line of a bill. It is rounded once, half away from zero; the bill is the sum of its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BillLine {
    /// What it is.
    pub kind: LineKind,
    /// For what.
    pub service: Service,
    /// How use was reckoned; `None` for a benefit.
    pub method: Option<Method>,
    /// In which zone, when it is one.
    pub zone: Option<Zone>,
    /// In which range, from 1, when there are ranges.
    pub range: Option<u8>,
    /// Of which days.
    pub days: DaySpan,
    /// Units, rounded half up to three decimals for print; the derivation has them as they are. Negative when less was
    /// used than charged.
    pub units: Option<Decimal>,
    /// ₽ a unit, when there is one price.
    pub price: Option<Decimal>,
    /// The sum; below zero it is given back.
    pub amount: Kopecks,
    /// How it came to be.
    pub derivation: Derivation,
}

/// What a line charges.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    /// What the household used.
    Supply,
    /// What a reading puts right after a silence.
    Recalculation,
    /// Common use of the house.
    CommonUse,
    /// Surplus of the house, given back.
    CommonUseReturned,
    /// A benefit.
    Benefit,
}

impl LineKind {
    /// Every kind, in the order in which a bill prints them.
    pub const ALL: [Self; 5] =
        [Self::Supply, Self::Recalculation, Self::CommonUse, Self::CommonUseReturned, Self::Benefit];

    /// The word in the store and on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Supply => "supply",
            Self::Recalculation => "recalculation",
            Self::CommonUse => "common_use",
            Self::CommonUseReturned => "common_use_returned",
            Self::Benefit => "benefit",
        }
    }

    /// The opposite of [`LineKind::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// The sum of the lines. `None` when it does not fit.
#[must_use]
pub fn bill_total(lines: &[BillLine]) -> Option<Kopecks> {
    lines.iter().try_fold(Kopecks::ZERO, |sum, line| sum.checked_add(line.amount))
}
