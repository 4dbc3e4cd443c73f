//! What holds for any bill.

use proptest::prelude::*;

use super::world::{World, register, stretch};
use crate::bills::{MeterStretch, Usage, bill_total};
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
            sum.plus(line.derivation.units.as_ref()?.value()?)
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
