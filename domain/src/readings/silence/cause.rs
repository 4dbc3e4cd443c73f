//! Why there is no reading, and how the period is charged then (`facts/domain.md` 2.3).

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::tariffs::Service;

/// Most periods in a row that are charged by average (ПП РФ № 354, п. 59 б).
pub const AVERAGE_PERIODS_IN_A_ROW: u32 = 3;

/// Why a period has no reading to charge by, the gravest last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum NoReading {
    /// Nobody told it in time.
    NotReported,
    /// The meter failed, was lost, or its verification is over.
    MeterOut,
    /// No meter, and no act that says that one could be put up.
    Unmetered,
    /// Access for a check was refused, with an act.
    AccessRefused,
    /// Access for putting up or replacing a meter was refused twice.
    InstallationRefused,
    /// No meter, although one could be put up.
    NoMeter,
    /// Tampering or a broken seal.
    Tampered,
}

/// How a period is charged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccrualMethod {
    /// By the average of the months before.
    Average,
    /// By the norm, times a factor.
    Norm(NormFactor),
}

/// By what a norm is multiplied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NormFactor {
    /// One: the plain norm.
    Plain,
    /// One and a half: for refusing, not for silence.
    OneAndAHalf,
    /// Ten: for tampering.
    Ten,
}

impl NormFactor {
    /// The number.
    #[must_use]
    pub fn multiplier(self) -> Decimal {
        match self {
            Self::Plain => Decimal::ONE,
            Self::OneAndAHalf => Decimal::new(15, 1),
            Self::Ten => Decimal::TEN,
        }
    }
}

impl NoReading {
    /// Every cause, for tables and tests.
    pub const ALL: [Self; 7] = [
        Self::NotReported,
        Self::MeterOut,
        Self::Unmetered,
        Self::AccessRefused,
        Self::InstallationRefused,
        Self::NoMeter,
        Self::Tampered,
    ];

    /// The word in files and in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotReported => "not_reported",
            Self::MeterOut => "meter_out",
            Self::Unmetered => "unmetered",
            Self::AccessRefused => "access_refused",
            Self::InstallationRefused => "installation_refused",
            Self::NoMeter => "no_meter",
            Self::Tampered => "tampered",
        }
    }

    /// The opposite of [`NoReading::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|cause| cause.as_str() == word)
    }

    /// Whether only an act can say so: nothing is held against a household without one.
    #[must_use]
    pub const fn is_told_by_act(self) -> bool {
        match self {
            Self::AccessRefused | Self::InstallationRefused | Self::NoMeter | Self::Tampered => true,
            Self::NotReported | Self::MeterOut | Self::Unmetered => false,
        }
    }

    /// The table: how the `nth` period in a row is charged. Where no average can be formed, the norm takes its place.
    ///
    /// An electricity meter is the supplier's to replace since 01.07.2020, so its failure is charged by average until
    /// that is done, with no factor; a water meter is the owner's. Sources conflict on this row (`facts/domain.md` 0.3).
    #[must_use]
    pub const fn method(self, service: Service, nth: u32, has_average: bool) -> AccrualMethod {
        let is_early = nth <= AVERAGE_PERIODS_IN_A_ROW;
        let (takes_average, factor) = match (self, service) {
            (Self::NotReported, _) => (is_early, NormFactor::Plain),
            (Self::MeterOut, Service::Electricity) => (true, NormFactor::Plain),
            (Self::MeterOut, Service::HotWater) | (Self::AccessRefused, _) => {
                // In the first three periods nothing is held against the household yet.
                (is_early, if is_early { NormFactor::Plain } else { NormFactor::OneAndAHalf })
            }
            (Self::Unmetered, _) => (false, NormFactor::Plain),
            (Self::InstallationRefused | Self::NoMeter, _) => (false, NormFactor::OneAndAHalf),
            (Self::Tampered, _) => (false, NormFactor::Ten),
        };
        if takes_average && has_average { AccrualMethod::Average } else { AccrualMethod::Norm(factor) }
    }

    /// Where the rule comes from.
    #[must_use]
    pub const fn source(self) -> &'static str {
        match self {
            Self::NotReported => "PP RF 354 p.59 b, p.60",
            Self::MeterOut => "PP RF 354 p.59 g",
            Self::AccessRefused => "PP RF 354 p.59 v, p.60",
            Self::InstallationRefused => "PP RF 354 p.60(3)",
            Self::Unmetered | Self::NoMeter => "PP RF 354 p.42",
            Self::Tampered => "PP RF 354 p.62",
        }
    }
}
