//! Tariffs: zones of the day, prices per unit, and what an amount of use costs.

mod category;
mod days;
mod norms;
mod problem;
mod ranges;
mod schedule;
mod volume;
mod zone_hours;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::Kopecks;

pub use category::Category;
pub use days::DaySpan;
pub(crate) use days::day_after;
pub use norms::{Norm, NormNeed, NormRow, NormTable, Stove, missing_norms};
pub use problem::{RowFault, TariffProblem};
pub use ranges::{HeatingSeason, RangeLimits, RangeSplit};
pub use schedule::{Confidence, Schedule, TariffBook, TariffNeed, TariffRow, Version};
pub use volume::{VolumeProblem, parse_volume};
pub use zone_hours::{HoursProblem, ZoneHours};

/// A register of a meter. Labelled by what it counts, never by its number on the dial:
/// meters order them differently (`facts/domain.md` 3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Zone {
    /// The only register of a one-zone meter.
    Single,
    /// 07–23 of a two-zone meter.
    Day,
    /// 23–07.
    Night,
    /// 07–10 and 17–21 of a three-zone meter.
    Peak,
    /// 10–17 and 21–23 of a three-zone meter.
    HalfPeak,
    /// Riser in the kitchen (hot water).
    Kitchen,
    /// Riser in the bathroom (hot water).
    Bath,
}

impl Zone {
    /// The usual hours of the day in which the register counts, as `from–to` pairs; empty when it counts round the clock.
    /// Where a region has others, [`ZoneHours`] tells them.
    #[must_use]
    pub const fn hours(self) -> &'static [(u8, u8)] {
        match self {
            Self::Single | Self::Kitchen | Self::Bath => &[],
            Self::Day => &[(7, 23)],
            Self::Night => &[(23, 7)],
            Self::Peak => &[(7, 10), (17, 21)],
            Self::HalfPeak => &[(10, 17), (21, 23)],
        }
    }

    /// The word on the wire and in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Single => "single",
            Self::Day => "day",
            Self::Night => "night",
            Self::Peak => "peak",
            Self::HalfPeak => "half_peak",
            Self::Kitchen => "kitchen",
            Self::Bath => "bath",
        }
    }

    /// The opposite of [`Zone::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Single, Self::Day, Self::Night, Self::Peak, Self::HalfPeak, Self::Kitchen, Self::Bath]
            .into_iter()
            .find(|zone| zone.as_str() == word)
    }
}

/// What is supplied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Service {
    /// Electricity, in kWh.
    Electricity,
    /// Hot water, in m³.
    HotWater,
}

impl Service {
    /// The word on the wire and in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Electricity => "electricity",
            Self::HotWater => "hot_water",
        }
    }

    /// The opposite of [`Service::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Electricity, Self::HotWater].into_iter().find(|service| service.as_str() == word)
    }
}

/// Price of one unit in one zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ZonePrice {
    /// The register it applies to.
    pub zone: Zone,
    /// ₽ per kWh or m³, VAT included.
    pub rubles: Decimal,
}

/// Cost of one zone's use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CostLine {
    /// The register.
    pub zone: Zone,
    /// Units used.
    pub units: u64,
    /// ₽ per unit.
    pub price: Decimal,
    /// Units × price, rounded once.
    pub cost: Kopecks,
}

/// Costs line by line, each rounded half-up to a kopeck; the total is the sum of the lines
/// (`facts/domain.md` 3.4). `None` when a zone has no price or a sum does not fit.
#[must_use]
pub fn cost_lines(use_by_zone: &[(Zone, u64)], prices: &[ZonePrice]) -> Option<Vec<CostLine>> {
    use_by_zone
        .iter()
        .map(|&(zone, units)| {
            let price = prices.iter().find(|price| price.zone == zone)?.rubles;
            let cost = Kopecks::from_rubles_rounded(Decimal::from(units).checked_mul(price)?)?;
            Some(CostLine { zone, units, price, cost })
        })
        .collect()
}

/// Sum of the lines.
#[must_use]
pub fn total(lines: &[CostLine]) -> Kopecks {
    lines.iter().map(|line| line.cost).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cost(parts: &[(Zone, u64, &str)]) -> Option<Kopecks> {
        let prices: Vec<_> =
            parts.iter().map(|&(zone, _, p)| ZonePrice { zone, rubles: p.parse().unwrap() }).collect();
        let uses: Vec<_> = parts.iter().map(|&(zone, units, _)| (zone, units)).collect();
        cost_lines(&uses, &prices).map(|lines| total(&lines))
    }

    #[test]
    fn worked_examples() {
        for (parts, kopecks) in [
            (&[(Zone::Single, 245, "5.95")][..], 145_775),
            (&[(Zone::Single, 260, "6.62")], 172_120),
            (&[(Zone::Single, 245, "4.64")], 113_680),
            (&[(Zone::Day, 210, "4.93"), (Zone::Night, 95, "2.96")], 131_650),
            (&[(Zone::Peak, 80, "4.93"), (Zone::HalfPeak, 130, "4.68"), (Zone::Night, 95, "2.96")], 128_400),
        ] {
            assert_eq!(cost(parts), Some(Kopecks(kopecks)), "{parts:?}");
        }
    }

    /// `facts/domain.md` 3.1: day 07–23 and night 23–07; peak 07–10 and 17–21, half-peak 10–17 and 21–23, night 23–07.
    #[test]
    fn every_hour_of_a_day_is_one_zones() {
        let counts = |zone: Zone, hour: u8| {
            zone.hours().iter().any(|&(from, to)| {
                if from < to { (from..to).contains(&hour) } else { hour >= from || hour < to }
            })
        };
        let day = |hours: &[(u8, u8, Zone)], zones: &[Zone]| {
            for &(from, to, expected) in hours {
                for hour in from..to {
                    let found: Vec<_> = zones.iter().filter(|zone| counts(**zone, hour)).collect();
                    assert_eq!(found, [&expected], "{hour}:00");
                }
            }
            assert_eq!(hours.iter().map(|(from, to, _)| to - from).sum::<u8>(), 24);
        };
        day(&[(0, 7, Zone::Night), (7, 23, Zone::Day), (23, 24, Zone::Night)], &[Zone::Day, Zone::Night]);
        day(
            &[
                (0, 7, Zone::Night),
                (7, 10, Zone::Peak),
                (10, 17, Zone::HalfPeak),
                (17, 21, Zone::Peak),
                (21, 23, Zone::HalfPeak),
                (23, 24, Zone::Night),
            ],
            &[Zone::Peak, Zone::HalfPeak, Zone::Night],
        );
        // What counts round the clock has no hours of its own.
        assert!([Zone::Single, Zone::Kitchen, Zone::Bath].iter().all(|zone| zone.hours().is_empty()));
    }

    #[test]
    fn a_zone_without_price_is_not_free() {
        let prices = [ZonePrice { zone: Zone::Day, rubles: Decimal::ONE }];
        assert_eq!(cost_lines(&[(Zone::Night, 1)], &prices), None);
        assert_eq!(cost(&[(Zone::Day, u64::MAX, "79228162514264337593543950335")]), None);
    }

    #[test]
    fn words_come_back() {
        for zone in
            [Zone::Single, Zone::Day, Zone::Night, Zone::Peak, Zone::HalfPeak, Zone::Kitchen, Zone::Bath]
        {
            assert_eq!(Zone::parse(zone.as_str()), Some(zone));
        }
        assert_eq!(Service::parse("hot_water"), Some(Service::HotWater));
        assert_eq!(Service::parse("gas"), None);
    }
}
