//! Why a month of a household cannot be charged. Nothing of it is billed then.

use chrono::NaiveDate;

use crate::Period;
use crate::tariffs::{TariffProblem, Zone};

/// One reason; a household may have several.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum ChargeProblem {
    /// No price on some days.
    #[error(transparent)]
    Tariff(#[from] TariffProblem),
    /// The schedule is for another service or category than the household's.
    #[error("the schedule is not the household's")]
    WrongSchedule,
    /// The month is charged by norm, and the dwelling has none.
    #[error("no norm for {0}")]
    NoNorm(Period),
    /// Nothing was counted and nothing says why.
    #[error("no meter")]
    NoStretch,
    /// A later value is below an earlier one.
    #[error("meter {meter}: {} went from {first} to {last}", zone.as_str())]
    NegativeUse {
        /// Id of the meter.
        meter: String,
        /// Which register.
        zone: Zone,
        /// The earlier value.
        first: u32,
        /// The later value.
        last: u32,
    },
    /// A value has more digits than the meter.
    #[error("meter {meter}: {} has too many digits", zone.as_str())]
    TooManyDigits {
        /// Id of the meter.
        meter: String,
        /// Which register.
        zone: Zone,
    },
    /// The later reading was taken first.
    #[error("meter {meter}: read on {from}, then on {until}")]
    OutOfOrder {
        /// Id of the meter.
        meter: String,
        /// Day of the reading that should be earlier.
        from: NaiveDate,
        /// Day of the reading that should be later.
        until: NaiveDate,
    },
    /// A reading after the end of the month belongs to the next bill.
    #[error("meter {meter}: read on {until}, after the end of the month")]
    AfterPeriod {
        /// Id of the meter.
        meter: String,
        /// Day of the reading.
        until: NaiveDate,
    },
    /// A meter has two values for one register, or two stretches that overlap.
    #[error("meter {meter}: counted twice")]
    CountedTwice {
        /// Id of the meter.
        meter: String,
    },
    /// A meter of no digits or of more than nine, or with factor zero.
    #[error("meter {meter}: no such meter")]
    BadMeter {
        /// Id of the meter.
        meter: String,
    },
    /// A month was charged twice, or charges of a silence stand beside a month that is silent still.
    #[error("charges of the silence do not fit")]
    ChargedBefore,
    /// A benefit takes off nothing or more than everything.
    #[error("benefit {id} is out of its range")]
    BadBenefit {
        /// Its id.
        id: String,
    },
    /// Past use is negative, of no months, or the month itself.
    #[error("use of {0} does not fit")]
    BadHistory(Period),
    /// Areas of the house are not above zero, or the dwelling is larger than its house.
    #[error("areas of house {house} do not fit")]
    BadAreas {
        /// Id of the reckoning of the house.
        house: String,
    },
    /// A number does not fit.
    #[error("a number is too large")]
    TooLarge,
}
