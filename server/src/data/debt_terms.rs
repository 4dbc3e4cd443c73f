//! What a branch asks of its debtors: the cost of disconnecting and connecting again, instalments, and when its month is
//! closed.

use rust_decimal::Decimal;
use serde::Deserialize;
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::bills::InstalmentTerms;

use crate::data::values::{Amount, Rubles, TimeOfDay};

/// Most monthly parts that a branch may grant by itself.
const MOST_PARTS: u32 = 60;

/// Instalments of a branch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BranchInstalments {
    /// The standard agreement.
    pub standard: InstalmentTerms,
    /// The fewest monthly parts that can be chosen.
    pub fewest_parts: u32,
    /// The most.
    pub most_parts: u32,
    /// Calendar days in which the first part must be paid; without it there is no agreement.
    pub first_part_days: u32,
}

/// What restoring supply costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RestoreAsked {
    /// Disconnecting and connecting again, with VAT.
    pub works: Kopecks,
    /// For demonstration: not a price of the branch.
    pub is_demo: bool,
}

/// When the month before is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClosingTerms {
    /// Day of the month, 1 to 28.
    pub day: u32,
    /// Time of that day in the branch's zone.
    pub time: chrono::NaiveTime,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRestriction {
    works: Rubles,
    #[serde(default)]
    demo: bool,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawInstalments {
    first_percent: Amount,
    parts: u32,
    fewest_parts: u32,
    most_parts: u32,
    first_part_days: u32,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawClosing {
    day: u32,
    time: TimeOfDay,
}

impl From<RawRestriction> for RestoreAsked {
    fn from(raw: RawRestriction) -> Self {
        Self { works: raw.works.0, is_demo: raw.demo }
    }
}

impl RawInstalments {
    pub(super) fn parse(self) -> Result<BranchInstalments, (String, String)> {
        let Self { first_percent, parts, fewest_parts, most_parts, first_part_days } = self;
        let fail = |key: &str, problem: String| Err((format!("instalments.{key}"), problem));
        if first_percent.0 > Decimal::ONE_HUNDRED {
            return fail("first_percent", format!("{} of a hundred is no share", first_percent.0));
        }
        if !(1..=parts).contains(&fewest_parts) {
            return fail("fewest_parts", format!("{fewest_parts} is not between 1 and the standard {parts}"));
        }
        if !(parts..=MOST_PARTS).contains(&most_parts) {
            return fail("most_parts", format!("{most_parts} is not between {parts} and {MOST_PARTS}"));
        }
        if !(1..=30).contains(&first_part_days) {
            return fail("first_part_days", "the first part is paid in 1 to 30 days".to_owned());
        }
        let standard = InstalmentTerms { first_percent: first_percent.0, parts };
        Ok(BranchInstalments { standard, fewest_parts, most_parts, first_part_days })
    }
}

impl RawClosing {
    pub(super) fn parse(self) -> Result<ClosingTerms, (String, String)> {
        if !(1..=28).contains(&self.day) {
            return Err(("closing.day".to_owned(), format!("{} is not a day of every month", self.day)));
        }
        Ok(ClosingTerms { day: self.day, time: self.time.0 })
    }
}
