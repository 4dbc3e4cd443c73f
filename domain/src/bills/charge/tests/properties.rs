//! What holds for any bill.

use proptest::prelude::*;

use super::world::{World, register, stretch};
use crate::Kopecks;
use crate::bills::{
    ChargedBefore, HouseMeasured, HouseUse, LineKind, MeterStretch, Method, Usage, bill_total,
};
use crate::readings::NormPart;
use crate::tariffs::{RangeSplit, Zone};

proptest! {
    /// Units of the lines make the use, however it is split over ranges, zones and versions.
    #[test]
    fn lines_make_the_whole_use(day in 0_u32..20_000, night in 0_u32..20_000, by_zone in any::<bool>()) {
        let mut world = World::ulyanovsk();
        world.policy.range_split = if by_zone { RangeSplit::ZoneByZone } else { RangeSplit::Proportional };
        world.measured(&[(Zone::Day, day), (Zone::Night, night)]);
        let lines = world.charge().unwrap();
        let whole = lines.iter().try_fold(crate::bills::Exact::ZERO, |sum, line| {
            sum.plus(line.derivation.units()?.value()?)
        });
        prop_assert_eq!(whole, Some(crate::bills::Exact::whole(i128::from(day) + i128::from(night))));
        for line in &lines {
            prop_assert!(line.amount.0 >= 0 && line.units.unwrap() >= 0.into());
        }
    }

    /// Days split whole units into whole units that make the whole.
    #[test]
    fn a_change_of_tariff_loses_no_unit(units in 0_u32..90_000, before in 0_u64..40, after in 0_u64..30) {
        let mut world = World::tver();
        let change: chrono::NaiveDate = "2026-10-01".parse().unwrap();
        let meter = MeterStretch {
            from: change - chrono::Days::new(before + 1),
            until: change + chrono::Days::new(after),
            ..stretch("m", &[register(Zone::Single, 0, units)])
        };
        world.usage = Usage::Measured(vec![meter]);
        let lines = world.charge().unwrap();
        let sum: rust_decimal::Decimal = lines.iter().filter_map(|line| line.units).sum();
        prop_assert_eq!(sum, rust_decimal::Decimal::from(units));
        for line in &lines {
            let units = line.units.unwrap();
            prop_assert!(units.is_integer() && units >= 0.into());
        }
    }

    /// Charged and put right is what was really used, rounded once, whatever was charged.
    #[test]
    fn a_recalculation_leaves_the_actual_cost(
        units in 0_u32..90_000,
        price in 0_u32..9_999_999,
        charged in proptest::collection::vec((1..Method::ALL.len(), 0_i64..9_000_000), 1..8),
    ) {
        let price = rust_decimal::Decimal::new(price.into(), 5);
        let mut world = World::flat(&[(Zone::Single, &price.to_string())]);
        world.measured(&[(Zone::Single, units)]);
        let actual = world.charge().unwrap()[0].amount;
        let ago = std::iter::successors(Some(world.period.previous()), |period| Some(period.previous()));
        world.charged = charged
            .into_iter()
            .zip(ago)
            .enumerate()
            .map(|(i, ((method, amount), period))| ChargedBefore {
                line: i.to_string(),
                period,
                method: Method::ALL[method],
                units: 1.into(),
                amount: Kopecks(amount),
            })
            .collect();
        let before: Kopecks = world.charged.iter().map(|line| line.amount).sum();
        let put_right = world.charge().unwrap()[0].amount;
        prop_assert_eq!(before + put_right, actual);
        world.policy.norm_part = NormPart::Kept;
        prop_assert!(world.charge().unwrap()[0].amount >= put_right);
    }

    /// Parts of the dwellings make what the house is billed.
    #[test]
    fn shares_of_a_house_make_the_whole(areas in proptest::collection::vec(1_u32..9_000, 1..40), house in 0_u32..50_000) {
        let total: u32 = areas.iter().sum();
        let house = HouseUse {
            house: "h".to_owned(),
            measured: Some(HouseMeasured {
                house: house.into(),
                non_residential: 10.into(),
                flats_by_norm: 20.into(),
                flats_by_meter: 30.into(),
            }),
            norm_id: "n".to_owned(),
            norm_per_m2: 2.into(),
            common_m2: 300.into(),
            total_m2: total.into(),
            is_capped: true,
        };
        let billed = house.shares().unwrap().billed;
        let mut world = World::flat(&[(Zone::Single, "5.95")]);
        let parts = areas.into_iter().map(|area| {
            world.house = Some((house.clone(), area.into()));
            let lines = world.charge().unwrap();
            lines.first().filter(|line| line.kind == LineKind::CommonUse).and_then(|line| line.derivation.units()?.value())
        });
        let sum = parts.flatten().try_fold(crate::bills::Exact::ZERO, crate::bills::Exact::plus);
        prop_assert_eq!(sum, crate::bills::Exact::of(billed));
    }

    /// The same facts give the same lines, in whatever order they come.
    #[test]
    fn order_does_not_matter(uses in proptest::collection::vec(0_u32..3_000, 3), turn in 0_usize..3) {
        let zones = [Zone::Peak, Zone::HalfPeak, Zone::Night];
        let mut world = World::ulyanovsk();
        let meter = |zones: &[(Zone, u32)], id: &str, from: &str, until: &str| MeterStretch {
            from: from.parse().unwrap(),
            until: until.parse().unwrap(),
            ..stretch(id, &zones.iter().map(|&(zone, units)| register(zone, 5, 5 + units)).collect::<Vec<_>>())
        };
        let mut pairs: Vec<_> = zones.into_iter().zip(uses).collect();
        let of = |pairs: &[(Zone, u32)]| vec![
            meter(pairs, "old", "2026-09-20", "2026-10-02"),
            meter(pairs, "new", "2026-10-02", "2026-10-19"),
        ];
        world.usage = Usage::Measured(of(&pairs));
        let lines = world.charge().unwrap();
        pairs.rotate_left(turn);
        let mut stretches = of(&pairs);
        stretches.reverse();
        world.usage = Usage::Measured(stretches);
        let again = world.charge().unwrap();
        prop_assert_eq!(bill_total(&lines), bill_total(&again));
        prop_assert_eq!(lines, again);
    }
}
