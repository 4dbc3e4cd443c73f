//! Silence: average, norm, and what a reading puts right (`facts/domain.md` 2.3, 2.4).

use super::world::{World, dec, one, stretch};
use super::{amounts, register};
use crate::bills::{
    BillRule, ChargeProblem, ChargedBefore, LineKind, MeterStretch, Method, PastUse, SilentMonth, Usage,
};
use crate::readings::{NoReading, NormFactor, NormPart, PeriodUse, Silence};
use crate::tariffs::{DaySpan, Service, Zone};
use crate::{Kopecks, Period};

const WORKED: [u32; 6] = [180, 210, 195, 240, 220, 205];

fn history(units: &[u32]) -> Vec<PastUse> {
    let months = std::iter::successors(Some(one("2026-09")), |period: &Period| Some(period.previous()));
    units
        .iter()
        .zip(months)
        .map(|(&units, period)| PastUse { period, months: 1, units: vec![(Zone::Single, units.into())] })
        .collect()
}

fn silent(cause: NoReading, nth: u32, units: &[u32]) -> Usage {
    Usage::Silent(SilentMonth { cause, nth, history: history(units) })
}

#[test]
fn by_average_then_by_norm() {
    use NoReading::{
        AccessRefused, InstallationRefused, MeterOut, NoMeter, NotReported, Tampered, Unmetered,
    };
    let norm = |factor| Method::Norm(factor);
    for (cause, nth, history, sum, method, rule) in [
        (NotReported, 1, &WORKED[..], 123_958, Method::Average, BillRule::AverageNotReported),
        (NotReported, 3, &WORKED, 123_958, Method::Average, BillRule::AverageNotReported),
        (NotReported, 4, &WORKED, 82_110, norm(NormFactor::Plain), BillRule::NormSilent),
        (NotReported, 1, &WORKED[..2], 82_110, norm(NormFactor::Plain), BillRule::NormSilent),
        (NotReported, 1, &[10, 20, 60], 17_850, Method::Average, BillRule::AverageNotReported),
        (
            NotReported,
            1,
            &[60, 60, 60, 60, 60, 60, 9_999],
            35_700,
            Method::Average,
            BillRule::AverageNotReported,
        ),
        // Verification is over: average, without a factor, for as long as it takes.
        (MeterOut, 9, &WORKED, 123_958, Method::Average, BillRule::AverageMeterOut),
        (AccessRefused, 2, &WORKED, 123_958, Method::Average, BillRule::AverageAccessRefused),
        (AccessRefused, 4, &WORKED, 123_165, norm(NormFactor::OneAndAHalf), BillRule::NormOneAndAHalf),
        (InstallationRefused, 1, &WORKED, 123_165, norm(NormFactor::OneAndAHalf), BillRule::NormOneAndAHalf),
        (Unmetered, 1, &WORKED, 82_110, norm(NormFactor::Plain), BillRule::NormUnmetered),
        (NoMeter, 1, &[], 123_165, norm(NormFactor::OneAndAHalf), BillRule::NormOneAndAHalf),
        (Tampered, 1, &WORKED, 821_100, norm(NormFactor::Ten), BillRule::NormTen),
    ] {
        let mut world = World::flat(&[(Zone::Single, "5.95")]);
        world.usage = silent(cause, nth, history);
        let lines = world.charge().unwrap();
        assert_eq!(amounts(&lines), [sum], "{cause:?} {nth}");
        assert_eq!(
            (lines[0].method, lines[0].derivation.rules[0].code),
            (Some(method), rule),
            "{cause:?} {nth}"
        );
    }
}

#[test]
fn hot_water_without_a_reading_is_the_norm_of_its_people() {
    let mut world =
        World::flat(&[(Zone::Single, "212.50"), (Zone::Kitchen, "212.50"), (Zone::Bath, "212.50")]);
    world.account.norm.as_mut().unwrap().norm.per_person = dec("3.0");
    world.usage = silent(NoReading::NotReported, 4, &[]);
    let lines = world.charge().unwrap();
    assert_eq!((world.account.service, lines[0].units), (Service::HotWater, Some(9.into())));
    assert_eq!(amounts(&lines), [191_250]);
}

/// A reading after a silence covers several months: each weighs in the average as the month it is.
#[test]
fn a_reading_of_several_months_is_several_months() {
    let mut world = World::flat(&[(Zone::Single, "1.00")]);
    let past =
        |period, months, units: u32| PastUse { period, months, units: vec![(Zone::Single, units.into())] };
    let history =
        vec![past(one("2026-04"), 1, 999), past(one("2026-09"), 4, 400), past(one("2026-05"), 2, 260)];
    world.usage = Usage::Silent(SilentMonth { cause: NoReading::NotReported, nth: 1, history });
    assert_eq!(amounts(&world.charge().unwrap()), [11_000]);
}

/// October's reading 10 400, last real 9 500 in June; July, August and September by average, one more by norm.
fn after_silence() -> World {
    let mut world = World::flat(&[(Zone::Single, "5.95")]);
    let since = MeterStretch {
        from: "2026-05-20".parse().unwrap(),
        ..stretch("meter", &[register(Zone::Single, 9_500, 10_400)])
    };
    world.usage = Usage::Measured(vec![since]);
    let charged = |line: &str, period, method, units: &str, amount| ChargedBefore {
        line: line.to_owned(),
        period: one(period),
        method,
        units: dec(units),
        amount: Kopecks(amount),
    };
    world.charged = vec![
        charged("4", "2026-09", Method::Norm(NormFactor::Plain), "138", 82_110),
        charged("1", "2026-06", Method::Average, "208.333", 123_958),
        charged("2", "2026-07", Method::Average, "208.333", 123_958),
        charged("3", "2026-08", Method::Average, "208.333", 123_958),
    ];
    world
}

/// 900 × 5.95 = 5 355.00 less 4 539.84.
#[test]
fn a_reading_ends_the_silence() {
    let mut world = after_silence();
    let lines = world.charge().unwrap();
    assert_eq!((lines.len(), lines[0].kind, lines[0].amount), (1, LineKind::Recalculation, Kopecks(81_516)));
    assert_eq!(lines[0].units, Some(dec("137.001")));
    world.charged.reverse();
    assert_eq!(world.charge().unwrap(), lines);
}

#[test]
fn what_was_charged_by_norm_may_be_kept() {
    for (last, recalculated, kept) in [(10_400, 81_516, 81_516), (9_500, -453_984, -371_874)] {
        let mut world = after_silence();
        let Usage::Measured(stretches) = &mut world.usage else { unreachable!() };
        stretches[0].registers[0].last = last;
        assert_eq!(amounts(&world.charge().unwrap()), [recalculated]);
        world.policy.norm_part = NormPart::Kept;
        assert_eq!(amounts(&world.charge().unwrap()), [kept]);
    }
}

#[test]
fn limits_grow_with_the_months_that_a_reading_covers() {
    let mut world = World::ulyanovsk();
    let charged = after_silence().charged;
    world.measured(&[(Zone::Single, 19_500)]);
    world.charged = charged;
    let lines = world.charge().unwrap();
    assert_eq!(lines[0].amount, Kopecks(19_500 * 493 - 453_984), "5 × 3 900");
}

#[test]
fn what_does_not_fit_a_silence_is_refused() {
    let mut twice = after_silence();
    twice.charged[1].line = "2".to_owned();
    let mut future = after_silence();
    future.charged[0].period = one("2026-10");
    let mut actual = after_silence();
    actual.charged[0].method = Method::Actual;
    let mut still_silent = after_silence();
    still_silent.usage = silent(NoReading::NotReported, 5, &WORKED);
    for world in [twice, future, actual, still_silent] {
        assert_eq!(world.charge(), Err(vec![ChargeProblem::ChargedBefore]));
    }
}

/// What a household was told beforehand is what it is charged.
#[test]
fn the_forecast_is_kept() {
    let prices = [crate::tariffs::ZonePrice { zone: Zone::Single, rubles: dec("5.95") }];
    let uses: Vec<PeriodUse> = WORKED.iter().map(|&units| vec![(Zone::Single, u64::from(units))]).collect();
    for cause in NoReading::ALL {
        let mut world = World::flat(&[(Zone::Single, "5.95")]);
        let norm = world.account.norm.as_ref().map(|known| known.norm);
        let silence = Silence {
            service: Service::Electricity,
            cause,
            silent_before: 0,
            history: &uses,
            norm,
            prices: &prices,
        };
        for (nth, told) in (1..).zip(silence.forecast(one("2026-10"), 5).unwrap()) {
            world.usage = silent(cause, nth, &WORKED);
            let lines = world.charge().unwrap();
            assert_eq!(lines[0].amount, told.cost(), "{cause:?} {nth}");
            assert_eq!(lines[0].method, Some(told.method.into()));
        }
    }
}

#[test]
fn a_month_whose_tariff_changes_is_spread_over_its_days() {
    let mut world = World::tver();
    let rows = world.schedule.rows().to_vec();
    let mut rows = rows;
    rows[0].until = Some("2026-10-10".parse().unwrap());
    rows[1].from = Some("2026-10-11".parse().unwrap());
    world.schedule = crate::tariffs::Schedule::parse(rows).unwrap();
    world.usage = silent(NoReading::NotReported, 1, &WORKED);
    let lines = world.charge().unwrap();
    // 1250 / 6 × 10 / 31 × 5.95 = 399.866; × 21 / 31 × 6.62 = 934.274.
    assert_eq!(amounts(&lines), [39_987, 93_427]);
    assert_eq!(lines[0].units, Some(dec("67.204")));
}

/// From 11 October: 138 kWh × 21 / 31 at 5.95; a limit of 3 900 is one of 2 641.9 then.
#[test]
fn a_part_of_a_month_is_its_share() {
    let days = |first: &str, last: &str| DaySpan::new(first.parse().unwrap(), last.parse().unwrap());
    let mut world = World::flat(&[(Zone::Single, "5.95")]);
    world.usage = silent(NoReading::NotReported, 4, &WORKED);
    let mut sum = 0;
    for (first, last, amount) in [("2026-10-01", "2026-10-10", 26_487), ("2026-10-11", "2026-10-31", 55_623)]
    {
        world.days = days(first, last);
        let lines = world.charge().unwrap();
        assert_eq!((amounts(&lines), Some(lines[0].days)), (vec![amount], world.days));
        assert!(lines[0].derivation.rules.contains(&BillRule::PartOfMonth.cited()));
        sum += amount;
    }
    assert_eq!(sum, 82_110);
    world.days = days("2026-10-11", "2026-11-01");
    assert_eq!(world.charge(), Err(vec![ChargeProblem::OutsidePeriod(one("2026-10"))]));
    let mut world = World::ulyanovsk();
    world.measured(&[(Zone::Single, 3_000)]);
    world.days = days("2026-10-11", "2026-10-31");
    let lines = world.charge().unwrap();
    assert_eq!(lines[0].units, Some(dec("2641.935")));
}

#[test]
fn a_norm_that_is_not_known_is_not_guessed() {
    let mut world = World::flat(&[(Zone::Single, "5.95")]);
    world.account.norm = None;
    world.usage = silent(NoReading::NotReported, 3, &WORKED);
    assert!(world.charge().is_ok());
    world.usage = silent(NoReading::NotReported, 4, &WORKED);
    assert_eq!(world.charge(), Err(vec![ChargeProblem::NoNorm(one("2026-10"))]));
}

#[test]
fn a_history_that_contradicts_itself_is_refused() {
    let mut world = World::flat(&[(Zone::Single, "5.95")]);
    let mut bad = |change: fn(&mut Vec<PastUse>)| {
        let mut history = history(&WORKED);
        change(&mut history);
        world.usage = Usage::Silent(SilentMonth { cause: NoReading::NotReported, nth: 1, history });
        assert!(matches!(world.charge().unwrap_err()[..], [ChargeProblem::BadHistory(_)]));
    };
    bad(|history| history[0].months = 0);
    bad(|history| history[0].units[0].1 = dec("-1"));
    bad(|history| history[0].period = history[1].period);
    bad(|history| history[0].period = "2026-10".parse().unwrap());
}
