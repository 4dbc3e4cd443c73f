//! The inputs of a derivation: where a number was before the bill took it, with ids and dates.

use serde::{Deserialize, Serialize};

use crate::Period;
use crate::bills::Method;
use crate::bills::derivation::Day;
use crate::tariffs::Zone;

/// Where a number comes from. Ids are the store's own and lead a page to the thing itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Given {
    /// A value of a meter's register, units.
    Reading {
        /// Id of the reading, or of the act that tells it.
        id: String,
        /// Id of the meter.
        meter: String,
        /// Which register.
        zone: Zone,
        /// When it was taken.
        taken_on: Day,
    },
    /// A full turn of a meter's drum, units.
    Turn {
        /// Id of the meter.
        meter: String,
        /// Whole digits.
        digits: u8,
    },
    /// Transformer factor of a meter.
    TransformerFactor {
        /// Id of the meter.
        meter: String,
    },
    /// Price of a unit, roubles.
    Price {
        /// Id of the version of the tariff.
        tariff: String,
        /// Of which zone.
        zone: Zone,
        /// Of which range, from 1; absent when there are none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        range: Option<u8>,
        /// First day of the version.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<Day>,
        /// Last day of the version.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Day>,
    },
    /// A number of days.
    Days {
        /// From this day.
        from: Day,
        /// To this day, counted.
        until: Day,
    },
    /// A number of months.
    Months,
    /// Units used in an earlier month.
    PastUse {
        /// Which month.
        #[cfg_attr(feature = "openapi", schema(value_type = String))]
        period: Period,
        /// In which zone.
        zone: Zone,
    },
    /// Units used in a month that is not over.
    UsedSoFar {
        /// In which zone.
        zone: Zone,
    },
    /// Norm, units a person a month.
    Norm {
        /// Id of the norm.
        id: String,
    },
    /// People registered.
    Residents,
    /// What multiplies the norm.
    NormCoefficient,
    /// Limit of a range, units a month.
    RangeLimit {
        /// Id of the version of the tariff.
        tariff: String,
        /// Which range, from 1.
        range: u8,
    },
    /// What widens the limits while houses are heated by electricity.
    HeatingCoefficient {
        /// Id of the version of the tariff.
        tariff: String,
    },
    /// What a house's meter has counted, units.
    HouseMeter {
        /// Id of the reckoning of the house.
        house: String,
    },
    /// Use of what is no dwelling in the house, units.
    HouseNonResidential {
        /// Id of the reckoning of the house.
        house: String,
    },
    /// Use of the flats that are charged by norm, units.
    HouseFlatsByNorm {
        /// Id of the reckoning of the house.
        house: String,
    },
    /// Use of the flats that are charged by meter, units.
    HouseFlatsByMeter {
        /// Id of the reckoning of the house.
        house: String,
    },
    /// Norm of common use, units a square metre a month.
    CommonNorm {
        /// Id of the norm.
        id: String,
    },
    /// Area of the common property, m².
    CommonArea,
    /// Area of the dwelling, m².
    DwellingArea,
    /// Area of everything in the house that is owned by somebody, m².
    TotalArea,
    /// What a bill has charged before, roubles.
    Charged {
        /// Id of the line.
        line: String,
        /// For which month.
        #[cfg_attr(feature = "openapi", schema(value_type = String))]
        period: Period,
        /// How.
        #[cfg_attr(feature = "openapi", schema(value_type = String))]
        method: Method,
    },
    /// Units that a bill has charged before.
    ChargedUnits {
        /// Id of the line.
        line: String,
        /// For which month.
        #[cfg_attr(feature = "openapi", schema(value_type = String))]
        period: Period,
    },
    /// Another line of this bill, roubles.
    Line {
        /// Its place, from 0.
        place: u32,
    },
    /// Units of another line of this bill.
    LineUnits {
        /// Its place, from 0.
        place: u32,
    },
    /// Share that a benefit takes off, 0 to 1.
    BenefitShare {
        /// Id of the benefit.
        id: String,
    },
    /// Up to how many units a benefit goes.
    BenefitLimit {
        /// Id of the benefit.
        id: String,
    },
    /// Minus one: what follows is given back.
    GivenBack,
    /// Debt that was not paid in time, roubles.
    LateDebt {
        /// For which month.
        #[cfg_attr(feature = "openapi", schema(value_type = String))]
        period: Period,
        /// When it was due.
        due: Day,
        /// When it was paid, or the day of the reckoning.
        until: Day,
    },
    /// Rate of the penalty a year, 0 to 1.
    PenaltyRate {
        /// Id of the row of the table of rates.
        id: String,
        /// On which day.
        on: Day,
    },
    /// What divides the rate for a day: 300 or 130.
    PenaltyDivisor,
    /// Penalty that earlier bills have charged, roubles.
    PenaltyBooked {
        /// For paying which month late.
        #[cfg_attr(feature = "openapi", schema(value_type = String))]
        period: Period,
        /// The last day that they have reckoned.
        until: Day,
    },
    /// Something of a newer version.
    #[serde(other)]
    Unknown,
}
