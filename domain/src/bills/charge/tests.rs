//! The worked examples of `facts/domain.md` 2 and 3, by table, and what is refused.

mod asked;
mod changes;
mod common_use;
mod properties;
mod refusals;
mod silence;
mod world;

use rust_decimal::{Decimal, RoundingStrategy};

use super::*;
use crate::bills::{Benefit, BillingPolicy, MeterStretch, TariffChange, bill_total};
use crate::tariffs::{Category, RangeSplit, TariffRow};
use crate::{Kopecks, Period};

use world::{World, dec, one, register, stretch};

/// Sums of the lines, kopecks.
fn amounts(lines: &[BillLine]) -> Vec<i64> {
    lines.iter().map(|line| line.amount.0).collect()
}

#[test]
fn zones() {
    for (prices, uses, expected) in [
        (&[(Zone::Single, "5.95")][..], &[(Zone::Single, 245)][..], &[145_775][..]),
        (&[(Zone::Single, "6.62")], &[(Zone::Single, 260)], &[172_120]),
        (&[(Zone::Single, "4.64")], &[(Zone::Single, 245)], &[113_680]),
        (
            &[(Zone::Day, "4.93"), (Zone::Night, "2.96")],
            &[(Zone::Night, 95), (Zone::Day, 210)],
            &[103_530, 28_120],
        ),
        (
            &[(Zone::Peak, "4.93"), (Zone::HalfPeak, "4.68"), (Zone::Night, "2.96")],
            &[(Zone::Peak, 80), (Zone::HalfPeak, 130), (Zone::Night, 95)],
            &[39_440, 60_840, 28_120],
        ),
        (
            &[(Zone::Kitchen, "212.50"), (Zone::Bath, "212.50")],
            &[(Zone::Kitchen, 3), (Zone::Bath, 5)],
            &[63_750, 106_250],
        ),
    ] {
        let mut world = World::flat(prices);
        world.measured(uses);
        assert_eq!(amounts(&world.charge().unwrap()), expected, "{uses:?}");
    }
}

/// 3 900 × 4.93 + 2 100 × 8.27 + 1 000 × 9.47; exactly the limit is the first range, one more is the second.
#[test]
fn ranges() {
    for (units, expected) in [
        (7_000, vec![1_922_700, 1_736_700, 947_000]),
        (3_900, vec![1_922_700]),
        (3_901, vec![1_922_700, 827]),
        (6_000, vec![1_922_700, 1_736_700]),
        (0, vec![0]),
    ] {
        for split in [RangeSplit::Proportional, RangeSplit::ZoneByZone] {
            let mut world = World::ulyanovsk();
            world.policy.range_split = split;
            world.measured(&[(Zone::Single, units)]);
            let lines = world.charge().unwrap();
            assert_eq!(amounts(&lines), expected, "{units} {split:?}");
            assert_eq!(lines[0].range, Some(1));
        }
    }
}

#[test]
fn ranges_of_two_zones_in_proportion() {
    let mut world = World::ulyanovsk();
    world.measured(&[(Zone::Day, 3_600), (Zone::Night, 2_400)]);
    let lines = world.charge().unwrap();
    let told: Vec<_> = lines.iter().map(|line| (line.zone, line.range, line.units, line.amount.0)).collect();
    let units = |n: u32| Some(Decimal::from(n));
    assert_eq!(
        told,
        [
            (Some(Zone::Day), Some(1), units(2_340), 1_153_620),
            (Some(Zone::Day), Some(2), units(1_260), 1_042_020),
            (Some(Zone::Night), Some(1), units(1_560), 461_760),
            (Some(Zone::Night), Some(2), units(840), 417_480),
        ]
    );
    assert_eq!(bill_total(&lines), Some(Kopecks(3_074_880)));
}

/// 3 600 by day and 300 by night fill the first range, 2 100 by night are left for the second.
#[test]
fn ranges_zone_by_zone() {
    let mut world = World::ulyanovsk();
    world.policy.range_split = RangeSplit::ZoneByZone;
    world.measured(&[(Zone::Day, 3_600), (Zone::Night, 2_400)]);
    let lines = world.charge().unwrap();
    let told: Vec<_> = lines.iter().map(|line| (line.range, line.units.map(|u| u.to_string()))).collect();
    let units = |text: &str| Some(text.to_owned());
    assert_eq!(told, [(Some(1), units("3600")), (Some(1), units("300")), (Some(2), units("2100"))]);
}

#[test]
fn who_is_beyond_ranges_and_who_has_wider_ones() {
    let mut world = World::ulyanovsk();
    world.measured(&[(Zone::Single, 7_000)]);
    world.account.is_heated_by_electricity = true;
    assert_eq!(amounts(&world.charge().unwrap()), [3_451_000], "7 020 in October");
    world.account.is_heated_by_electricity = false;
    world.account.is_exempt_from_ranges = true;
    let lines = world.charge().unwrap();
    assert_eq!(amounts(&lines), [3_451_000]);
    assert_eq!(lines[0].derivation.rules[1].code, BillRule::RangesExempt);
}

/// `facts/domain.md` 3.2: 3 900 and 6 000 kWh become 7 020 and 10 800 while a house is heated by electricity.
#[test]
fn limits_of_a_heated_house_to_the_kilowatt_hour() {
    for (period, units, expected) in [
        ("2026-10", 7_020, vec![3_460_860]),
        ("2026-10", 7_021, vec![3_460_860, 827]),
        ("2026-10", 10_800, vec![3_460_860, 3_126_060]),
        ("2026-10", 10_801, vec![3_460_860, 3_126_060, 947]),
        // In summer it is a house like any other.
        ("2026-07", 3_901, vec![1_922_700, 827]),
        ("2026-07", 6_001, vec![1_922_700, 1_736_700, 947]),
    ] {
        let mut world = World::ulyanovsk();
        world.period = one(period);
        world.account.is_heated_by_electricity = true;
        world.usage = month_of(world.period, units);
        assert_eq!(amounts(&world.charge().unwrap()), expected, "{period} {units}");
    }
}

/// `facts/domain.md` 3.3: 0.7 of 5.95 is 4.165 and 4.17 was set; 0.7 of 6.62 is 4.634 and 4.64 was set. A price that is
/// reckoned from another is a kopeck wrong sooner or later: each is stored.
#[test]
fn reduced_prices_of_tver_are_stored_and_not_reckoned() {
    let rows = |full: [&str; 2], reduced: [&str; 2]| {
        let of = |id: &str, category, prices: [&str; 2]| {
            let ends = [(None, Some("2026-09-30")), (Some("2026-10-01"), None)];
            let versions = ends.into_iter().zip(prices).map(move |((from, until), price)| {
                let id = format!("{id}-{price}");
                TariffRow { category, ..world::row(&id, from, until, &[(Zone::Single, &[price][..])]) }
            });
            versions.collect::<Vec<_>>()
        };
        [of("full", Category::UrbanGas, full), of("reduced", Category::Rural, reduced)]
    };
    let [full, reduced] = rows(["5.95", "6.62"], ["4.17", "4.64"]);
    let [mut urban, mut rural] = [World::of(full), World::of(reduced)];
    rural.account.category = Category::Rural;
    let ratio = dec("0.7");
    for (period, units, expected) in
        [("2026-09", 100, [59_500, 41_700]), ("2026-10", 245, [162_190, 113_680])]
    {
        for (world, sum) in [&mut urban, &mut rural].into_iter().zip(expected) {
            world.period = one(period);
            world.policy.tariff_change = TariffChange::PriceOfPeriod;
            world.usage = month_of(world.period, units);
            assert_eq!(amounts(&world.charge().unwrap()), [sum], "{period}");
        }
    }
    assert_eq!((dec("5.95") * ratio).round_dp_with_strategy(2, HALF_UP), dec("4.17"));
    assert_eq!((dec("6.62") * ratio).round_dp_with_strategy(2, HALF_UP), dec("4.63"), "and 4.64 was set");
}

/// Read on the first day of a month and on its twentieth.
fn month_of(period: Period, units: u32) -> Usage {
    let counted = stretch("meter", &[register(Zone::Single, 1_000, 1_000 + units)]);
    Usage::Measured(vec![MeterStretch { from: period.day(1), until: period.day(20), ..counted }])
}

const HALF_UP: RoundingStrategy = RoundingStrategy::MidpointAwayFromZero;

/// prev 45 210, final 45 302, initial 3, cur 121: 92 + 118 = 210.
#[test]
fn a_replaced_meter() {
    let mut world = World::flat(&[(Zone::Single, "5.95")]);
    let old = MeterStretch {
        until: "2026-10-05".parse().unwrap(),
        ..stretch("old", &[register(Zone::Single, 45_210, 45_302)])
    };
    let new = MeterStretch {
        from: "2026-10-05".parse().unwrap(),
        ..stretch("new", &[register(Zone::Single, 3, 121)])
    };
    world.usage = Usage::Measured(vec![new, old]);
    let lines = world.charge().unwrap();
    assert_eq!((lines.len(), lines[0].units), (1, Some(Decimal::from(210))));
    assert_eq!(lines[0].amount, Kopecks(124_950));
    assert_eq!(lines[0].derivation.rules[1].code, BillRule::MeterReplaced);
}

#[test]
fn through_zero_and_a_transformer() {
    let mut world = World::flat(&[(Zone::Single, "5.95")]);
    let turned = RegisterTurned { first: 99_870, last: 130, factor: 1 };
    for (meter, units) in [
        (turned.stretch(), 260),
        (MeterStretch { factor: 20, ..stretch("t", &[register(Zone::Single, 100, 112)]) }, 240),
        (RegisterTurned { factor: 20, ..turned }.stretch(), 5_200),
    ] {
        world.usage = Usage::Measured(vec![meter]);
        assert_eq!(world.charge().unwrap()[0].units, Some(Decimal::from(units)));
    }
}

#[derive(Clone, Copy)]
struct RegisterTurned {
    first: u32,
    last: u32,
    factor: u32,
}

impl RegisterTurned {
    fn stretch(self) -> MeterStretch {
        let mut register = register(Zone::Single, self.first, self.last);
        register.through_zero = true;
        MeterStretch { factor: self.factor, ..stretch("turned", &[register]) }
    }
}

/// 20.09 to 20.10, 245 kWh: ten days before 01.10, twenty after. 245 × 10 / 30 = 81.67, so 82 and 163.
#[test]
fn a_tariff_changes_between_readings() {
    let mut world = World::tver();
    world.measured(&[(Zone::Single, 245)]);
    let lines = world.charge().unwrap();
    let told: Vec<_> = lines.iter().map(|line| (line.units.unwrap().to_string(), line.amount.0)).collect();
    assert_eq!(told, [("82".to_owned(), 48_790), ("163".to_owned(), 107_906)]);
    assert_eq!((lines[0].days.days(), lines[1].days.days()), (10, 20));
    assert!(lines[0].derivation.rules.contains(&BillRule::SplitByDays.cited()));
    world.policy.tariff_change = TariffChange::PriceOfPeriod;
    let lines = world.charge().unwrap();
    assert_eq!(amounts(&lines), [162_190]);
    assert!(lines[0].derivation.rules.contains(&BillRule::PriceOfPeriod.cited()));
}

#[test]
fn a_benefit_takes_off_its_share_and_no_more() {
    let mut world = World::flat(&[(Zone::Single, "5.95")]);
    world.measured(&[(Zone::Single, 200)]);
    let benefit = |id: &str, percent: u32, up_to: Option<u32>| Benefit {
        id: id.to_owned(),
        percent: percent.into(),
        up_to_units: up_to.map(Decimal::from),
        covers_common_use: false,
        from: one("2026-01"),
        until: None,
        source: "law".to_owned(),
    };
    for (benefits, expected) in [
        (vec![benefit("a", 50, None)], vec![119_000, -59_500]),
        (vec![benefit("a", 50, Some(50))], vec![119_000, -14_875]),
        (vec![benefit("a", 50, Some(500))], vec![119_000, -59_500]),
        (vec![benefit("b", 50, None), benefit("a", 80, None)], vec![119_000, -95_200, -23_800]),
        (vec![Benefit { until: Some(one("2026-09")), ..benefit("a", 50, None) }], vec![119_000]),
        (vec![Benefit { from: one("2026-11"), ..benefit("a", 50, None) }], vec![119_000]),
    ] {
        world.account.benefits = benefits;
        assert_eq!(amounts(&world.charge().unwrap()), expected);
    }
}

#[test]
fn the_policy_of_a_branch_that_says_nothing() {
    let policy = BillingPolicy::default();
    assert_eq!(policy.range_split, RangeSplit::Proportional);
    assert_eq!(policy.tariff_change, TariffChange::ByDays);
    assert_eq!(dec("5.95").scale(), 2);
    let period: Period = one("2026-10");
    assert_eq!(period.to_string(), "2026-10");
}
