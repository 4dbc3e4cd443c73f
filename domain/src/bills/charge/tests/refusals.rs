//! Facts that cannot be right: each has its problem, and nothing is charged.

use super::world::{World, register, stretch};
use crate::bills::{Benefit, ChargeProblem, MeterStretch, RegisterStretch, Usage};
use crate::tariffs::{Category, Service, TariffProblem, Zone};

#[test]
fn meters_that_cannot_have_counted_so() {
    let meter = || "m".to_owned();
    let zone = Zone::Single;
    let good = || stretch("m", &[register(zone, 100, 200)]);
    let day = |text: &str| text.parse().unwrap();
    let turned = RegisterStretch { through_zero: true, ..register(zone, 100, 200) };
    for (stretches, problem) in [
        (vec![], ChargeProblem::NoStretch),
        (vec![stretch("m", &[])], ChargeProblem::NoStretch),
        (
            vec![stretch("m", &[register(zone, 200, 100)])],
            ChargeProblem::NegativeUse { meter: meter(), zone, first: 200, last: 100 },
        ),
        (
            vec![stretch("m", &[turned])],
            ChargeProblem::NegativeUse { meter: meter(), zone, first: 100, last: 200 },
        ),
        (
            vec![stretch("m", &[register(zone, 100, 100_000)])],
            ChargeProblem::TooManyDigits { meter: meter(), zone },
        ),
        (
            vec![MeterStretch { from: day("2026-10-21"), ..good() }],
            ChargeProblem::OutOfOrder { meter: meter(), from: day("2026-10-21"), until: day("2026-10-20") },
        ),
        (
            vec![MeterStretch { until: day("2026-11-01"), ..good() }],
            ChargeProblem::AfterPeriod { meter: meter(), until: day("2026-11-01") },
        ),
        (vec![good(), good()], ChargeProblem::CountedTwice { meter: meter() }),
        (
            vec![stretch("m", &[register(zone, 1, 2), register(zone, 2, 3)])],
            ChargeProblem::CountedTwice { meter: meter() },
        ),
        (vec![MeterStretch { factor: 0, ..good() }], ChargeProblem::BadMeter { meter: meter() }),
        (vec![MeterStretch { digits: 10, ..good() }], ChargeProblem::BadMeter { meter: meter() }),
    ] {
        let mut world = World::flat(&[(zone, "5.95")]);
        world.usage = Usage::Measured(stretches);
        assert_eq!(world.charge(), Err(vec![problem]));
    }
}

#[test]
fn days_without_a_price_are_listed() {
    let mut world = World::tver();
    world.measured(&[(Zone::Day, 10), (Zone::Night, 5)]);
    let (service, category) = (Service::Electricity, Category::UrbanGas);
    let (from, until) = ("2026-09-21".parse().unwrap(), "2026-10-20".parse().unwrap());
    let gap = |zone| TariffProblem::Gap { service, category, zone, from, until }.into();
    assert_eq!(world.charge(), Err(vec![gap(Zone::Day), gap(Zone::Night)]));
}

#[test]
fn another_categorys_prices_are_not_taken() {
    let mut world = World::tver();
    world.measured(&[(Zone::Single, 10)]);
    world.account.category = Category::Rural;
    assert_eq!(world.charge(), Err(vec![ChargeProblem::WrongSchedule]));
}

#[test]
fn benefits_out_of_range() {
    for (percent, up_to_units) in [(0, None), (101, None), (50, Some(0.into()))] {
        let mut world = World::tver();
        world.measured(&[(Zone::Single, 10)]);
        let id = || "b".to_owned();
        let from = "2026-01".parse().unwrap();
        world.account.benefits = vec![Benefit {
            id: id(),
            percent: percent.into(),
            up_to_units,
            covers_common_use: true,
            from,
            until: None,
            source: String::new(),
        }];
        assert_eq!(world.charge(), Err(vec![ChargeProblem::BadBenefit { id: id() }]));
    }
}
