//! What is wrong with tariffs and norms: a list for the close to refuse by, before anything is written.

use chrono::NaiveDate;

use crate::tariffs::{Category, Service, Stove, Zone};

/// One thing to mend, with the days it concerns (both counted).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum TariffProblem {
    /// Two rows price a zone on the same days.
    #[error("{} of {} has two prices from {from}: {first} and {second}", zone.as_str(), category.as_str())]
    Overlap {
        /// What is supplied.
        service: Service,
        /// To whom.
        category: Category,
        /// In which zone.
        zone: Zone,
        /// First day with two prices.
        from: NaiveDate,
        /// Last such day; `None` when it has no end.
        until: Option<NaiveDate>,
        /// The earlier row.
        first: String,
        /// The later row.
        second: String,
    },
    /// Nothing prices a zone on these days.
    #[error("{} of {} has no price from {from}", zone.as_str(), category.as_str())]
    Gap {
        /// What is supplied.
        service: Service,
        /// To whom.
        category: Category,
        /// In which zone.
        zone: Zone,
        /// First day without a price.
        from: NaiveDate,
        /// Last day without one.
        until: NaiveDate,
    },
    /// A row that contradicts itself.
    #[error("{tariff} is no tariff: {fault:?}")]
    Row {
        /// Its id.
        tariff: String,
        /// In what.
        fault: RowFault,
    },
    /// Two rows have one id, so a bill could not say which it means.
    #[error("{tariff} stands twice")]
    SameId {
        /// The id.
        tariff: String,
    },
    /// A dwelling has no norm, and one is needed.
    #[error("no norm of {} for {rooms:?} rooms and {residents} people", service.as_str())]
    NoNorm {
        /// Of what.
        service: Service,
        /// What they cook on, when it is known.
        stove: Option<Stove>,
        /// Rooms, when they are known.
        rooms: Option<u8>,
        /// People registered.
        residents: u32,
        /// The day for which it is needed.
        on: NaiveDate,
    },
}

/// What a row of tariffs gets wrong by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RowFault {
    /// Its last day is before its first.
    Backwards,
    /// It prices nothing.
    NoPrices,
    /// A price is below zero.
    NegativePrice(Zone),
    /// A zone has not as many prices as there are ranges.
    WrongNumberOfPrices(Zone),
    /// The limits of the ranges do not rise, or are not above zero.
    LimitsNotRising,
    /// The coefficient of the heating season is below one.
    CoefficientBelowOne,
    /// The row is of another branch, service or category than the others of its schedule.
    Stranger,
}
