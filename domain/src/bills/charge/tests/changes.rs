//! What changed between two bills, and what a month will come to.

use proptest::prelude::*;

use super::amounts;
use super::world::{World, dec, one};
use crate::Kopecks;
use crate::bills::{
    BillLine, Change, ChangeReason, ForecastBasis, HighBillThreshold, LineKind, NoForecast, PastUse,
    PeriodFacts, SilentMonth, SoFar, Usage, bill_total, forecast_month, high_bill, usual_bill, what_changed,
};
use crate::readings::NoReading;
use crate::tariffs::{DaySpan, Zone};

fn bill(prices: &[(Zone, &str)], uses: &[(Zone, u32)]) -> Vec<BillLine> {
    let mut world = World::flat(prices);
    world.measured(uses);
    world.charge().unwrap()
}

fn told(before: &[BillLine], now: &[BillLine]) -> Vec<(ChangeReason, Option<Zone>, i64)> {
    let changes = what_changed(before, now).unwrap();
    changes.into_iter().map(|Change { reason, zone, amount }| (reason, zone, amount.0)).collect()
}

#[test]
fn volume_and_tariff() {
    use ChangeReason::{Tariff, Volume};
    let zone = Some(Zone::Single);
    let single = |price, units| bill(&[(Zone::Single, price)], &[(Zone::Single, units)]);
    for (before, now, changes) in [
        // 15 more at 5.95, and 260 at 0.67 more each.
        (single("5.95", 245), single("6.62", 260), vec![(Volume, zone, 8_925), (Tariff, zone, 17_420)]),
        (single("5.95", 245), single("5.95", 245), vec![]),
        (single("5.95", 245), single("6.62", 245), vec![(Tariff, zone, 16_415)]),
        (single("5.95", 0), single("6.62", 10), vec![(Volume, zone, 6_620)]),
        (single("5.95", 10), single("6.62", 0), vec![(Volume, zone, -5_950)]),
        // Rounding of a small bill is not blown up to a change of the tariff.
        (single("4.675", 1), single("4.675", 1_000), vec![(Volume, zone, 467_032)]),
    ] {
        assert_eq!(told(&before, &now), changes);
    }
    let zones = |day, night| {
        bill(&[(Zone::Day, "4.93"), (Zone::Night, "2.96")], &[(Zone::Day, day), (Zone::Night, night)])
    };
    let changes = told(&zones(200, 100), &zones(210, 90));
    assert_eq!(changes, [(Volume, Some(Zone::Day), 4_930), (Volume, Some(Zone::Night), -2_960)]);
}

#[test]
fn another_method_is_no_volume() {
    let mut world = World::flat(&[(Zone::Single, "5.95")]);
    let before = {
        world.measured(&[(Zone::Single, 245)]);
        world.charge().unwrap()
    };
    world.usage = Usage::Silent(SilentMonth { cause: NoReading::NotReported, nth: 4, history: vec![] });
    let now = world.charge().unwrap();
    assert_eq!(told(&before, &now), [(ChangeReason::Method, Some(Zone::Single), 82_110 - 145_775)]);
}

fn history(units: &[(&str, u32)]) -> Vec<PastUse> {
    let past = |&(period, units): &(&str, u32)| PastUse {
        period: one(period),
        months: 1,
        units: vec![(Zone::Single, units.into())],
    };
    units.iter().map(past).collect()
}

fn forecast(so_far: Option<&SoFar>, history: &[PastUse]) -> Result<(ForecastBasis, i64), NoForecast> {
    let world = World::flat(&[(Zone::Single, "5.95")]);
    let month = PeriodFacts {
        period: world.period,
        schedule: &world.schedule,
        usage: Usage::None,
        charged_in_silence: Vec::new(),
        common_use: None,
        policy: &world.policy,
    };
    let found = forecast_month(&world.account, &month, so_far, history)?;
    assert_eq!(Some(found.total), bill_total(&found.lines));
    assert_eq!(found.lines[0].kind, LineKind::Supply);
    Ok((found.basis, found.total.0))
}

#[test]
fn a_month_goes_on_as_it_began_or_as_it_was() {
    let so_far = |last: &str, units: u32| SoFar {
        days: DaySpan::new("2026-10-01".parse().unwrap(), last.parse().unwrap()).unwrap(),
        units: vec![(Zone::Single, units.into())],
    };
    let year = history(&[("2025-10", 200), ("2026-09", 100), ("2026-08", 110), ("2026-07", 120)]);
    // 100 kWh in ten days of October are 310 in its thirty-one.
    assert_eq!(forecast(Some(&so_far("2026-10-10", 100)), &year), Ok((ForecastBasis::SoFar, 184_450)));
    assert_eq!(forecast(Some(&so_far("2026-10-06", 100)), &year), Ok((ForecastBasis::YearAgo, 119_000)));
    assert_eq!(forecast(None, &year[1..]), Ok((ForecastBasis::Average, 65_450)));
    assert_eq!(forecast(None, &year[2..]), Err(NoForecast::TooLittleKnown));
}

#[test]
fn a_high_bill_is_one_above_the_threshold() {
    let bills = [1_000, 2_000, 3_000].map(Kopecks);
    let usual = usual_bill(&bills);
    assert_eq!(usual, Some(Kopecks(2_000)));
    assert_eq!(usual_bill(&bills[..2]), None);
    let half_more = HighBillThreshold::default();
    for (sum, usual, threshold, over) in [
        (3_000, usual, half_more, None),
        (3_001, usual, half_more, Some(1)),
        (9_000, None, half_more, None),
        (9_000, None, HighBillThreshold::Above(Kopecks(8_000)), Some(1_000)),
        (8_000, None, HighBillThreshold::Above(Kopecks(8_000)), None),
    ] {
        assert_eq!(high_bill(Kopecks(sum), usual, threshold), over.map(Kopecks), "{sum}");
    }
    assert_eq!(dec("1.5").scale(), 1);
}

proptest! {
    /// The reasons make the difference, whatever the bills are.
    #[test]
    fn reasons_make_the_difference(
        old in proptest::collection::vec(0_u32..9_000, 3),
        new in proptest::collection::vec(0_u32..9_000, 3),
        is_silent in any::<bool>(),
    ) {
        let zones = [Zone::Peak, Zone::HalfPeak, Zone::Night];
        let mut world = World::ulyanovsk();
        let mut charged = |uses: &[u32]| {
            world.measured(&zones.into_iter().zip(uses.iter().copied()).collect::<Vec<_>>());
            world.charge().unwrap()
        };
        let (before, mut now) = (charged(&old), charged(&new));
        if is_silent {
            world.usage = Usage::Silent(SilentMonth { cause: NoReading::Tampered, nth: 1, history: vec![] });
            now = world.charge().unwrap();
        }
        let sum: Kopecks = what_changed(&before, &now).unwrap().iter().map(|change| change.amount).sum();
        let difference = amounts(&now).iter().sum::<i64>() - amounts(&before).iter().sum::<i64>();
        prop_assert_eq!(sum, Kopecks(difference));
    }
}
