//! Common use of a house (`facts/domain.md` 3.5).

use rust_decimal::Decimal;

use super::amounts;
use super::world::{World, dec};
use crate::bills::{BillRule, ChargeProblem, HouseMeasured, HouseShares, HouseUse, LineKind, Method};
use crate::readings::NormFactor;
use crate::tariffs::Zone;

fn measured(house: u32) -> Option<HouseMeasured> {
    Some(HouseMeasured {
        house: house.into(),
        non_residential: 1_000.into(),
        flats_by_norm: 700.into(),
        flats_by_meter: 9_500.into(),
    })
}

/// 1.5 kWh a m², 400 m² in common, 3 000 m² of flats.
fn house(measured: Option<HouseMeasured>) -> HouseUse {
    HouseUse {
        house: "house-12".to_owned(),
        measured,
        norm_id: "odn".to_owned(),
        norm_per_m2: dec("1.5"),
        common_m2: 400.into(),
        total_m2: 3_000.into(),
        is_capped: true,
    }
}

fn world(house: HouseUse) -> World {
    let mut world = World::flat(&[(Zone::Single, "5.95")]);
    world.measured(&[(Zone::Single, 100)]);
    world.house = Some((house, 54.into()));
    world
}

#[test]
fn the_lesser_of_meter_and_norm() {
    let free = HouseUse { is_capped: false, ..house(measured(12_000)) };
    for (house, units, sum, rule, method) in [
        (house(measured(12_000)), "10.8", 6_426, BillRule::CommonUseCapped, Method::Norm(NormFactor::Plain)),
        (free, "14.4", 8_568, BillRule::CommonUseActual, Method::Actual),
        (house(measured(11_700)), "9", 5_355, BillRule::CommonUseCapped, Method::Actual),
        (house(measured(11_200)), "0", 0, BillRule::CommonUseCapped, Method::Actual),
        (house(None), "10.8", 6_426, BillRule::CommonUseNorm, Method::Norm(NormFactor::Plain)),
    ] {
        let lines = world(house).charge().unwrap();
        assert_eq!(lines[1].kind, LineKind::CommonUse);
        assert_eq!((lines[1].units, lines[1].amount.0), (Some(dec(units)), sum));
        assert_eq!((lines[1].derivation.rules[0].code, lines[1].method), (rule, Some(method)));
    }
}

#[test]
fn the_excess_is_the_managing_organisations() {
    let shares = |actual, billed, excess, returned| {
        let of = |n: u32| Decimal::from(n);
        let actual = Some(Decimal::from(actual));
        Some(HouseShares {
            actual,
            norm: of(600),
            billed: of(billed),
            excess: of(excess),
            returned: of(returned),
        })
    };
    assert_eq!(house(measured(12_000)).shares(), shares(800, 600, 200, 0));
    assert_eq!(house(measured(11_700)).shares(), shares(500, 500, 0, 0));
    assert_eq!(house(measured(11_000)).shares(), shares(-200, 0, 0, 200));
    assert_eq!(HouseUse { is_capped: false, ..house(measured(12_000)) }.shares(), shares(800, 800, 0, 0));
    assert_eq!(house(None).shares().unwrap().billed, Decimal::from(600));
}

/// 200 kWh too few: 200 × 54 / 3 000 = 3.6 kWh come back, but never more than the household's own use cost.
#[test]
fn a_surplus_comes_back() {
    let mut world = world(house(measured(11_000)));
    let lines = world.charge().unwrap();
    assert_eq!((lines[1].kind, lines[1].units), (LineKind::CommonUseReturned, Some(dec("-3.6"))));
    assert_eq!(amounts(&lines), [59_500, -2_142]);
    world.measured(&[(Zone::Single, 2)]);
    let lines = world.charge().unwrap();
    assert_eq!((amounts(&lines), lines[1].units), (vec![1_190, -1_190], None));
    world.measured(&[(Zone::Single, 0)]);
    assert_eq!(amounts(&world.charge().unwrap()), [0]);
}

#[test]
fn areas_that_do_not_fit_are_refused() {
    let bad = Err(vec![ChargeProblem::BadAreas { house: "house-12".to_owned() }]);
    for (house, dwelling) in [
        (house(measured(12_000)), 3_001),
        (house(measured(12_000)), 0),
        (HouseUse { total_m2: 0.into(), ..house(None) }, 54),
        (HouseUse { norm_per_m2: dec("-1"), ..house(None) }, 54),
    ] {
        let mut world = world(house);
        world.house.as_mut().unwrap().1 = dwelling.into();
        assert_eq!(world.charge(), bad);
    }
}
