//! The rules of charging, and where each comes from.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::bills::Method;
use crate::readings::NoReading;

/// A rule with its source, as a line keeps it: what the source was called then stays on the bill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Cited {
    /// Which rule.
    pub code: BillRule,
    /// Law, order or policy, as it is cited.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub source: Cow<'static, str>,
}

/// What made a line, or part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BillRule {
    /// By the meter.
    Actual,
    /// The meter was replaced in between.
    MeterReplaced,
    /// By the average: nobody told a reading.
    AverageNotReported,
    /// By the average: the meter is out, or its verification is over.
    AverageMeterOut,
    /// By the average: access was refused.
    AverageAccessRefused,
    /// By the norm: silence went on, or there is no average.
    NormSilent,
    /// By the norm: there is no meter.
    NormUnmetered,
    /// By the norm and a half.
    NormOneAndAHalf,
    /// By ten norms.
    NormTen,
    /// Only some days of the month are charged.
    PartOfMonth,
    /// The tariff changed in between: use is split by days.
    SplitByDays,
    /// The tariff changed in between: the price on the first day of the month holds for all.
    PriceOfPeriod,
    /// Ranges, each zone with the same share.
    RangesProportional,
    /// Ranges, filled zone by zone.
    RangesZoneByZone,
    /// Ranges do not hold for this household.
    RangesExempt,
    /// Common use of the house: the lesser of meter and norm.
    CommonUseCapped,
    /// Common use of the house by its meter alone, as a meeting of the owners decided.
    CommonUseActual,
    /// Common use of the house by the norm: it has no meter.
    CommonUseNorm,
    /// The house used less than its flats: the rest is given back.
    CommonUseReturned,
    /// A reading ends the silence: what was charged without one is put right.
    Recalculation,
    /// The same, but what was charged by the norm is not given back.
    RecalculationKeepsNorm,
    /// A benefit.
    Benefit,
    /// Penalty for a late payment.
    Penalty,
    /// The rate of the penalty.
    PenaltyRate,
    /// What a month will come to.
    Forecast,
    /// A rule of a newer version.
    #[serde(other)]
    Unknown,
}

impl BillRule {
    /// Where it comes from (`facts/domain.md` 2.3, 3).
    #[must_use]
    pub const fn source(self) -> &'static str {
        match self {
            Self::Actual => "PP RF 354 p.42",
            Self::MeterReplaced => "PP RF 354 p.81(9): values of the acts of removal and admission",
            Self::AverageNotReported => NoReading::NotReported.source(),
            Self::AverageMeterOut => NoReading::MeterOut.source(),
            Self::AverageAccessRefused => NoReading::AccessRefused.source(),
            Self::NormSilent => "PP RF 354 p.60",
            Self::NormUnmetered => NoReading::Unmetered.source(),
            Self::NormOneAndAHalf => "PP RF 354 p.42, p.60, p.60(3)",
            Self::NormTen => NoReading::Tampered.source(),
            Self::PartOfMonth => "days on which the account and its payee stand",
            Self::SplitByDays | Self::PriceOfPeriod => {
                "branch policy on a tariff that changes between readings"
            }
            Self::RangesProportional | Self::RangesZoneByZone => {
                "regional tariff order, federal ceilings of 3900 and 6000 kWh; split across zones by branch policy"
            }
            Self::RangesExempt => "regional tariff order: large families",
            Self::CommonUseCapped => "PP RF 354 p.44-47, formulas 12 and 15; seeds/000",
            Self::CommonUseActual => "PP RF 354 p.44, formula 12, decision of the owners' meeting",
            Self::CommonUseNorm => "PP RF 354 p.48, formula 15",
            Self::CommonUseReturned => "PP RF 354 p.45-47",
            Self::Recalculation | Self::RecalculationKeepsNorm => "PP RF 354 p.61",
            Self::Benefit => "regional law on benefits",
            Self::Penalty => "Housing Code art.155 p.14",
            Self::PenaltyRate => "decision of the Government on the rate",
            Self::Forecast => "no rule: use so far, of the same month a year ago, or on average",
            Self::Unknown => "a newer version",
        }
    }

    /// The rule with its usual source.
    #[must_use]
    pub const fn cited(self) -> Cited {
        Cited { code: self, source: Cow::Borrowed(self.source()) }
    }

    /// The rule that charges a period without a reading in this way.
    #[must_use]
    pub const fn of_silence(cause: NoReading, method: Method) -> Self {
        use crate::readings::NormFactor;
        match (method, cause) {
            (Method::Average, NoReading::MeterOut) => Self::AverageMeterOut,
            (Method::Average, NoReading::AccessRefused) => Self::AverageAccessRefused,
            (Method::Average, _) => Self::AverageNotReported,
            (Method::Norm(NormFactor::Plain), NoReading::Unmetered) => Self::NormUnmetered,
            (Method::Norm(NormFactor::Plain), _) => Self::NormSilent,
            (Method::Norm(NormFactor::OneAndAHalf), _) => Self::NormOneAndAHalf,
            (Method::Norm(NormFactor::Ten), _) => Self::NormTen,
            (Method::Actual, _) => Self::Actual,
        }
    }
}
