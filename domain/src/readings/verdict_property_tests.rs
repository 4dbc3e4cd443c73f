//! What holds for every reading, however wild.

use chrono::TimeDelta;
use proptest::prelude::*;

use super::*;
use crate::readings::{ReadingWindow, Register};

const ZONES: [Zone; 7] =
    [Zone::Single, Zone::Day, Zone::Night, Zone::Peak, Zone::HalfPeak, Zone::Kitchen, Zone::Bath];

fn start() -> NaiveDate {
    "2026-11-20".parse().unwrap()
}

fn policy() -> ReadingPolicy {
    ReadingPolicy::usual(ReadingWindow::new(15, 26).unwrap())
}

prop_compose! {
    fn a_meter()(
        service in prop_oneof![Just(Service::Electricity), Just(Service::HotWater)],
        intake in prop_oneof![4 => Just(Intake::ByHand), 1 => Just(Intake::Automatic), 1 => Just(Intake::TakenOff)],
        digits in any::<u8>(),
        coefficient in any::<u32>(),
        registers in proptest::collection::vec((0..ZONES.len(), any::<u32>(), -40_i64..400), 0..4),
        verified in proptest::option::of(-400_i64..400),
    ) -> MeterFace {
        let registers = registers.into_iter().map(|(zone, previous, ago)| Register {
            zone: ZONES[zone],
            previous,
            previous_on: start() - TimeDelta::days(ago),
        });
        MeterFace {
            service,
            intake,
            digits,
            coefficient,
            registers: registers.collect(),
            verified_until: verified.map(|days| start() + TimeDelta::days(days)),
            removed: None,
        }
    }
}

prop_compose! {
    fn a_submission()(
        values in proptest::collection::vec((0..ZONES.len(), any::<u32>()), 0..5),
        ago in -10_i64..400,
    ) -> Submission {
        let values = values.into_iter().map(|(zone, value)| (ZONES[zone], value)).collect();
        Submission { values, taken_on: start() - TimeDelta::days(ago) }
    }
}

proptest! {
    /// A verdict exists for every input; what is accepted tells its use and its period.
    #[test]
    fn every_input_gets_a_verdict(
        face in a_meter(),
        submission in a_submission(),
        history in proptest::collection::vec(any::<u64>(), 0..8),
    ) {
        let policy = policy();
        let result = assess(&face, &submission, &Circumstances { policy: &policy, history: &history, today: start() });
        if result.status() == VerdictStatus::Refused {
            prop_assert!(result.findings.iter().any(|f| f.code.severity() == Severity::Refusal));
        } else {
            prop_assert_eq!(result.consumption.len(), face.registers.len());
            prop_assert!(result.counts_for.is_some());
        }
        let severities: Vec<_> = result.findings.iter().map(|f| std::cmp::Reverse(f.code.severity())).collect();
        prop_assert!(severities.is_sorted(), "gravest first");
    }

    /// Whatever a meter of five digits went on by, through zero or not, is what the verdict says it used.
    #[test]
    fn rollover_round_trips(previous in 0_u32..100_000, used in 0_u32..=11_160) {
        let face = MeterFace {
            service: Service::Electricity,
            intake: Intake::ByHand,
            digits: 5,
            coefficient: 1,
            registers: vec![Register {
                zone: Zone::Single,
                previous,
                previous_on: start() - TimeDelta::days(31),
            }],
            verified_until: None,
            removed: None,
        };
        let policy = policy();
        let submission =
            Submission { values: vec![(Zone::Single, (previous + used) % 100_000)], taken_on: start() };
        let result = assess(&face, &submission, &Circumstances { policy: &policy, history: &[], today: start() });
        prop_assert_eq!(&result.consumption, &[(Zone::Single, u64::from(used))]);
        let rolled = result.findings.iter().any(|f| f.code == FindingCode::RolledOver);
        prop_assert_eq!(rolled, previous + used >= 100_000);
    }

    /// An exchange that is offered is accepted when it is taken.
    #[test]
    fn what_is_offered_is_accepted(
        previous in proptest::array::uniform3(0_u32..99_000),
        used in proptest::array::uniform3(0_u32..500),
        order in Just(vec![0_usize, 1, 2]).prop_shuffle(),
    ) {
        let zones = [Zone::Peak, Zone::HalfPeak, Zone::Night];
        let registers = zones.iter().zip(previous).map(|(&zone, previous)| Register {
            zone,
            previous,
            previous_on: start() - TimeDelta::days(31),
        });
        let face = MeterFace {
            service: Service::Electricity,
            intake: Intake::ByHand,
            digits: 5,
            coefficient: 1,
            registers: registers.collect(),
            verified_until: None,
            removed: None,
        };
        let policy = policy();
        let circumstances = Circumstances { policy: &policy, history: &[], today: start() };
        let values = zones.iter().zip(&order).map(|(&zone, &i)| (zone, previous[i] + used[i])).collect();
        let result = assess(&face, &Submission { values, taken_on: start() }, &circumstances);
        if let Some(values) = result.exchanged {
            let again = assess(&face, &Submission { values, taken_on: start() }, &circumstances);
            prop_assert_ne!(again.status(), VerdictStatus::Refused);
            prop_assert_eq!(again.exchanged, None);
        }
    }
}
