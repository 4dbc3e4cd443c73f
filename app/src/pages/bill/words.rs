//! Words and numbers of bills.

use rust_decimal::Decimal;
use svetlitsa_domain::bills::{BillRule, Method, What};
use svetlitsa_domain::readings::NormFactor;
use svetlitsa_domain::tariffs::Service;
use svetlitsa_ui::format;
use svetlitsa_ui::i18n::{Lang, Text, lang};
use svetlitsa_ui::texts::bills::{by, rule as r, source as o, step as s, units as u};

/// How use was reckoned.
pub(crate) const fn method(method: Method) -> Text {
    match method {
        Method::Actual => by::ACTUAL,
        Method::Average => by::AVERAGE,
        Method::Norm(NormFactor::Plain) => by::NORM,
        Method::Norm(NormFactor::OneAndAHalf) => by::NORM_ONE_AND_A_HALF,
        Method::Norm(NormFactor::Ten) => by::NORM_TEN,
    }
}

/// A decimal as text, with the language's mark.
pub(crate) fn decimal(text: &str) -> String {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("\u{2212}", digits));
    let whole = digits.parse().map_or_else(|_| digits.to_owned(), format::number);
    let mark = if lang() == Lang::Ru { ',' } else { '.' };
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}{mark}{fraction}") }
}

/// `170 кВт·ч`.
pub(crate) fn units(text: &str, service: Service) -> String {
    format!("{}\u{a0}{}", decimal(text), format::unit(service).of(lang()))
}

/// `7,28 ₽`.
pub(crate) fn price(text: &str, service: Service) -> String {
    match service {
        Service::Electricity => u::price_kwh(&decimal(text)),
        Service::HotWater => u::price_cubic(&decimal(text)),
    }
}

/// `1 237,60 ₽`; with more digits where it has them.
pub(crate) fn rubles(value: Decimal) -> String {
    let mut value = value.normalize();
    if value.scale() < 2 {
        value.rescale(2);
    }
    u::rubles(&decimal(&value.to_string()))
}

/// What a step of the reckoning makes.
pub(super) const fn what(what: What) -> Text {
    match what {
        What::Counted => s::COUNTED,
        What::Use => s::USE,
        What::WholeUse => s::WHOLE_USE,
        What::UseInDays => s::USE_IN_DAYS,
        What::UseInRange => s::USE_IN_RANGE,
        What::ShareOfDays => s::SHARE_OF_DAYS,
        What::ShareInRange => s::SHARE_IN_RANGE,
        What::Limit => s::LIMIT,
        What::Average => s::AVERAGE,
        What::Months => s::MONTHS,
        What::NormUse => s::NORM_USE,
        What::HouseActual => s::HOUSE_ACTUAL,
        What::HouseNorm => s::HOUSE_NORM,
        What::HouseBilled => s::HOUSE_BILLED,
        What::HouseSurplus => s::HOUSE_SURPLUS,
        What::ShareOfArea => s::SHARE_OF_AREA,
        What::CommonUse => s::COMMON_USE,
        What::Cost => s::COST,
        What::ActualCost => s::ACTUAL_COST,
        What::ChargedBefore => s::CHARGED_BEFORE,
        What::Recalculated => s::RECALCULATED,
        What::TakenOff => s::TAKEN_OFF,
        What::LateDebt => s::LATE_DEBT,
        What::Penalty => s::PENALTY,
        What::Forecast => s::FORECAST,
        What::Unknown => s::UNKNOWN,
    }
}

/// A rule in a sentence.
pub(super) const fn rule(rule: BillRule) -> Text {
    match rule {
        BillRule::Actual => r::ACTUAL,
        BillRule::MeterReplaced => r::METER_REPLACED,
        BillRule::AverageNotReported => r::AVERAGE_NOT_REPORTED,
        BillRule::AverageMeterOut => r::AVERAGE_METER_OUT,
        BillRule::AverageAccessRefused => r::AVERAGE_ACCESS_REFUSED,
        BillRule::NormSilent => r::NORM_SILENT,
        BillRule::NormUnmetered => r::NORM_UNMETERED,
        BillRule::NormOneAndAHalf => r::NORM_ONE_AND_A_HALF,
        BillRule::NormTen => r::NORM_TEN,
        BillRule::SplitByDays => r::SPLIT_BY_DAYS,
        BillRule::PriceOfPeriod => r::PRICE_OF_PERIOD,
        BillRule::RangesProportional => r::RANGES_PROPORTIONAL,
        BillRule::RangesZoneByZone => r::RANGES_ZONE_BY_ZONE,
        BillRule::RangesExempt => r::RANGES_EXEMPT,
        BillRule::CommonUseCapped => r::COMMON_USE_CAPPED,
        BillRule::CommonUseActual => r::COMMON_USE_ACTUAL,
        BillRule::CommonUseNorm => r::COMMON_USE_NORM,
        BillRule::CommonUseReturned => r::COMMON_USE_RETURNED,
        BillRule::Recalculation => r::RECALCULATION,
        BillRule::RecalculationKeepsNorm => r::RECALCULATION_KEEPS_NORM,
        BillRule::Benefit => r::BENEFIT,
        BillRule::Penalty => r::PENALTY,
        BillRule::PenaltyRate => r::PENALTY_RATE,
        BillRule::Forecast => r::FORECAST,
        BillRule::PartOfMonth => r::PART_OF_MONTH,
        BillRule::Unknown => r::UNKNOWN,
    }
}

/// Where a rule comes from.
pub(super) const fn source(rule: BillRule) -> Text {
    match rule {
        BillRule::Actual => o::ACTUAL,
        BillRule::MeterReplaced => o::METER_REPLACED,
        BillRule::AverageNotReported => o::AVERAGE_NOT_REPORTED,
        BillRule::AverageMeterOut => o::AVERAGE_METER_OUT,
        BillRule::AverageAccessRefused => o::AVERAGE_ACCESS_REFUSED,
        BillRule::NormSilent => o::NORM_SILENT,
        BillRule::NormUnmetered => o::NORM_UNMETERED,
        BillRule::NormOneAndAHalf => o::NORM_ONE_AND_A_HALF,
        BillRule::NormTen => o::NORM_TEN,
        BillRule::SplitByDays => o::SPLIT_BY_DAYS,
        BillRule::PriceOfPeriod => o::PRICE_OF_PERIOD,
        BillRule::RangesProportional => o::RANGES_PROPORTIONAL,
        BillRule::RangesZoneByZone => o::RANGES_ZONE_BY_ZONE,
        BillRule::RangesExempt => o::RANGES_EXEMPT,
        BillRule::CommonUseCapped => o::COMMON_USE_CAPPED,
        BillRule::CommonUseActual => o::COMMON_USE_ACTUAL,
        BillRule::CommonUseNorm => o::COMMON_USE_NORM,
        BillRule::CommonUseReturned => o::COMMON_USE_RETURNED,
        BillRule::Recalculation => o::RECALCULATION,
        BillRule::RecalculationKeepsNorm => o::RECALCULATION_KEEPS_NORM,
        BillRule::Benefit => o::BENEFIT,
        BillRule::Penalty => o::PENALTY,
        BillRule::PenaltyRate => o::PENALTY_RATE,
        BillRule::Forecast => o::FORECAST,
        BillRule::PartOfMonth => o::PART_OF_MONTH,
        BillRule::Unknown => o::UNKNOWN,
    }
}
