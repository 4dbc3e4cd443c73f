//! What a bill is made of: facts of the household, and facts of the month.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::bills::{BillingPolicy, Method};
use crate::readings::NoReading;
use crate::tariffs::{Category, Norm, Schedule, Service, Zone};
use crate::{AccountNumber, Kopecks, Period};

/// What stands for a household from month to month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountFacts {
    /// Who is billed.
    pub account: AccountNumber,
    /// For what.
    pub service: Service,
    /// At which prices.
    pub category: Category,
    /// The norm of the dwelling, when it is known; without it a month that needs one is refused.
    pub norm: Option<DwellingNorm>,
    /// Large families pay the first range for everything (`facts/domain.md` 3.2).
    pub is_exempt_from_ranges: bool,
    /// A house without gas that is heated by electricity: its limits are wider in the heating season.
    pub is_heated_by_electricity: bool,
    /// Benefits granted to the household, in any order.
    pub benefits: Vec<Benefit>,
}

/// The norm of a dwelling with the id a bill quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DwellingNorm {
    /// Id of the row of norms.
    pub id: String,
    /// Units a person, and people.
    pub norm: Norm,
}

/// A benefit, as a share of the cost of use. Most are paid as money by social services and never reach a bill
/// (`facts/domain.md` 3.7).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Benefit {
    /// Its id.
    pub id: String,
    /// What it takes off, in hundredths: above 0, up to 100.
    pub percent: Decimal,
    /// Up to how many units a month; `None` for all.
    pub up_to_units: Option<Decimal>,
    /// Whether the common use of the house is covered, too.
    pub covers_common_use: bool,
    /// First month.
    pub from: Period,
    /// Last month, counted; `None` until further notice.
    pub until: Option<Period>,
    /// The law that grants it, as it is cited.
    pub source: String,
}

/// What one month brings.
#[derive(Clone, Debug)]
pub struct PeriodFacts<'a> {
    /// The month.
    pub period: Period,
    /// Prices of the household's service and category.
    pub schedule: &'a Schedule,
    /// What was used, or why nobody knows.
    pub usage: Usage,
    /// What bills have charged since the last reading that was used, when [`Usage::Measured`] ends a silence; in any order.
    pub charged_in_silence: Vec<ChargedBefore>,
    /// The house's common use, when it is on the household's bill.
    pub common_use: Option<CommonUseShare<'a>>,
    /// How the branch handles what the law leaves open.
    pub policy: &'a BillingPolicy,
}

/// What was used in a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Usage {
    /// Known from meters: one stretch for each that hung there, in any order.
    Measured(Vec<MeterStretch>),
    /// No reading.
    Silent(SilentMonth),
    /// Not charged by this bill: prepaid, closed, or nothing but common use.
    None,
}

/// What one meter counted between two readings. A meter that was replaced has its own stretch up to the value of the act
/// of removal; its successor begins with the value of the act of admission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeterStretch {
    /// Id of the meter.
    pub meter: String,
    /// Whole digits of each register, 1–9.
    pub digits: u8,
    /// Transformer factor, 1 for a direct connection.
    pub factor: u32,
    /// The day of the last reading that an earlier bill used; its use belongs to that bill.
    pub from: NaiveDate,
    /// The day of the new reading.
    pub until: NaiveDate,
    /// Values, one pair for each register, in any order.
    pub registers: Vec<RegisterStretch>,
}

/// Two values of a register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterStretch {
    /// Which register.
    pub zone: Zone,
    /// Id of the earlier reading.
    pub first_id: String,
    /// Its value.
    pub first: u32,
    /// Id of the later reading.
    pub last_id: String,
    /// Its value.
    pub last: u32,
    /// Whether the verdict was that the drum went through zero in between.
    pub through_zero: bool,
}

/// A month without a reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SilentMonth {
    /// Why.
    pub cause: NoReading,
    /// Which month in a row it is, from 1.
    pub nth: u32,
    /// Months with readings before it, in any order; what is older than six months is not looked at.
    pub history: Vec<PastUse>,
}

/// Use that readings have told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastUse {
    /// The month, the last one when it is several.
    pub period: Period,
    /// How many months it covers: more than one after a silence.
    pub months: u32,
    /// Units by zone.
    pub units: Vec<(Zone, Decimal)>,
}

/// A line of an earlier bill that charged a month without a reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChargedBefore {
    /// Id of the line.
    pub line: String,
    /// For which month.
    pub period: Period,
    /// How.
    pub method: Method,
    /// How many units.
    pub units: Decimal,
    /// How much.
    pub amount: Kopecks,
}

/// A dwelling's share in the common use of its house.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommonUseShare<'a> {
    /// What the house used, and what of it is billed.
    pub house: &'a super::HouseUse,
    /// Area of the dwelling, m².
    pub dwelling_m2: Decimal,
}
