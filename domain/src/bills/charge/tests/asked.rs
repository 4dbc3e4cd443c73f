//! What a calculator is answered is what a bill would charge.

use rust_decimal::Decimal;

use super::world::{World, dec, one};
use crate::Kopecks;
use crate::bills::{
    BillLine, ChargeProblem, PeriodFacts, Usage, bill_total, by_night_share, cost_of_use, months_to_ask,
    night_share_that_pays,
};
use crate::tariffs::Zone;

fn month(world: &World) -> PeriodFacts<'_> {
    PeriodFacts {
        period: world.period,
        days: None,
        schedule: &world.schedule,
        usage: Usage::None,
        charged_in_silence: Vec::new(),
        common_use: None,
        policy: &world.policy,
    }
}

fn asked(world: &World, units: &[(Zone, &str)]) -> Result<Vec<BillLine>, ChargeProblem> {
    let units: Vec<_> = units.iter().map(|&(zone, units)| (zone, dec(units))).collect();
    cost_of_use(&world.account, &month(world), &units)
}

#[test]
fn the_answer_is_what_a_bill_would_charge() {
    for (mut world, units) in [
        (World::tver(), vec![(Zone::Single, 260)]),
        (World::ulyanovsk(), vec![(Zone::Single, 5_000)]),
        (World::ulyanovsk(), vec![(Zone::Day, 4_000), (Zone::Night, 3_333)]),
        (World::ulyanovsk(), vec![(Zone::Peak, 900), (Zone::HalfPeak, 2_000), (Zone::Night, 1_500)]),
    ] {
        world.policy.tariff_change = crate::bills::TariffChange::PriceOfPeriod;
        world.measured(&units);
        let billed: Vec<_> = world.charge().unwrap().into_iter().map(|line| line.amount).collect();
        let units: Vec<_> = units.iter().map(|&(zone, units)| (zone, Decimal::from(units))).collect();
        let lines = cost_of_use(&world.account, &month(&world), &units).unwrap();
        assert_eq!(lines.iter().map(|line| line.amount).collect::<Vec<_>>(), billed, "{units:?}");
        assert!(lines.iter().all(|line| line.derivation.kopecks() == Some(line.amount)));
    }
}

#[test]
fn worked_examples() {
    let total = |world: &World, units| bill_total(&asked(world, units).unwrap());
    assert_eq!(total(&World::tver(), &[(Zone::Single, "260")]), Some(Kopecks(172_120)));
    let water = World::flat(&[(Zone::Kitchen, "212.50"), (Zone::Bath, "212.50")]);
    assert_eq!(total(&water, &[(Zone::Kitchen, "1.5"), (Zone::Bath, "2")]), Some(Kopecks(74_375)));
    assert_eq!(total(&World::tver(), &[(Zone::Single, "0")]), Some(Kopecks(0)));
}

#[test]
fn what_makes_no_sense_is_refused() {
    let world = World::tver();
    assert!(matches!(asked(&world, &[(Zone::Night, "1")]), Err(ChargeProblem::Tariff(_))));
    let twice = asked(&world, &[(Zone::Single, "1"), (Zone::Single, "2")]);
    assert_eq!(twice, Err(ChargeProblem::BadHistory(world.period)));
    let negative = asked(&world, &[(Zone::Single, "-1")]);
    assert_eq!(negative, Err(ChargeProblem::BadHistory(world.period)));
}

#[test]
fn two_zones_pay_from_some_share_of_the_night_on() {
    let prices = |night| [(Zone::Single, "6.62"), (Zone::Day, "7.28"), (Zone::Night, night)];
    let world = World::flat(&prices("2.92"));
    let found = night_share_that_pays(&world.account, &month(&world), dec("245")).unwrap();
    assert_eq!(found, Some(16));
    let (day, night) = by_night_share(dec("245"), 15).unwrap();
    assert_eq!((day, night), (dec("208.25"), dec("36.75")));
    let dear = World::flat(&prices("6.62"));
    assert_eq!(night_share_that_pays(&dear.account, &month(&dear), dec("245")).unwrap(), None);
}

#[test]
fn months_go_back_a_year_and_no_further_than_prices() {
    let all = months_to_ask(one("2026-11"), None);
    assert_eq!((all.len(), all[0], all[12]), (13, one("2026-12"), one("2025-12")));
    let some = months_to_ask(one("2026-11"), Some(one("2026-10")));
    assert_eq!(some, [one("2026-12"), one("2026-11"), one("2026-10")]);
}
