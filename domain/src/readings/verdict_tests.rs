//! The ladder's tables.

use super::*;
use crate::readings::{CountedBy, ReadingWindow, Register, RemovedMeter};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn policy() -> ReadingPolicy {
    ReadingPolicy::usual(ReadingWindow::new(15, 26).unwrap())
}

fn meter(service: Service, registers: &[(Zone, u32)]) -> MeterFace {
    let registers =
        registers.iter().map(|&(zone, previous)| Register { zone, previous, previous_on: day("2026-10-20") });
    MeterFace {
        service,
        intake: Intake::ByHand,
        digits: 5,
        coefficient: 1,
        registers: registers.collect(),
        verified_until: Some(day("2030-01-01")),
        removed: None,
    }
}

fn two_zone() -> MeterFace {
    meter(Service::Electricity, &[(Zone::Day, 12_345), (Zone::Night, 4_310)])
}

fn three_zone() -> MeterFace {
    meter(Service::Electricity, &[(Zone::Peak, 9_000), (Zone::Night, 3_000), (Zone::HalfPeak, 6_000)])
}

fn risers() -> MeterFace {
    meter(Service::HotWater, &[(Zone::Kitchen, 120), (Zone::Bath, 340)])
}

fn one_zone(previous: u32) -> MeterFace {
    meter(Service::Electricity, &[(Zone::Single, previous)])
}

fn judge(face: &MeterFace, values: &[(Zone, u32)], taken: &str, history: &[u64]) -> Assessment {
    let submission = Submission { values: values.to_vec(), taken_on: day(taken) };
    assess(face, &submission, &Circumstances { policy: &policy(), history, today: day("2026-11-20") })
}

fn judge_one(face: &MeterFace, value: u32, history: &[u64]) -> Assessment {
    judge(face, &[(Zone::Single, value)], "2026-11-20", history)
}

fn codes(assessment: &Assessment) -> Vec<FindingCode> {
    assessment.findings.iter().map(|finding| finding.code).collect()
}

#[test]
fn an_ordinary_reading_is_accepted_with_its_use() {
    for (face, values, uses) in [
        (
            two_zone(),
            vec![(Zone::Day, 12_500), (Zone::Night, 4_400)],
            vec![(Zone::Day, 155), (Zone::Night, 90)],
        ),
        (
            three_zone(),
            vec![(Zone::Night, 3_095), (Zone::Peak, 9_080), (Zone::HalfPeak, 6_130)],
            vec![(Zone::Peak, 80), (Zone::Night, 95), (Zone::HalfPeak, 130)],
        ),
        (risers(), vec![(Zone::Kitchen, 123), (Zone::Bath, 345)], vec![(Zone::Kitchen, 3), (Zone::Bath, 5)]),
    ] {
        let result = judge(&face, &values, "2026-11-20", &[]);
        assert_eq!(result.status(), VerdictStatus::Accepted);
        assert_eq!(result.consumption, uses);
        assert_eq!(result.counts_for.unwrap().to_string(), "2026-11");
        assert_eq!(codes(&result), []);
        assert!(result.is_charged());
    }
}

#[test]
fn each_rung_refuses() {
    use FindingCode as F;
    let day_night = |d, n| vec![(Zone::Day, d), (Zone::Night, n)];
    for (values, taken, code) in [
        (vec![], "2026-11-20", F::TooFewValues),
        (vec![(Zone::Day, 12_500)], "2026-11-20", F::TooFewValues),
        (vec![(Zone::Day, 12_500), (Zone::Night, 4_400), (Zone::Peak, 1)], "2026-11-20", F::TooManyValues),
        (vec![(Zone::Day, 12_500), (Zone::Night, 4_400), (Zone::Day, 1)], "2026-11-20", F::TooManyValues),
        (day_night(112_500, 4_400), "2026-11-20", F::TooManyDigits),
        (day_night(12_500, u32::MAX), "2026-11-20", F::TooManyDigits),
        (day_night(12_500, 4_400), "2026-11-21", F::DateInFuture),
        (day_night(12_500, 4_400), "2026-10-19", F::DateBeforeLast),
        (day_night(12_300, 4_400), "2026-11-20", F::BelowPrevious),
        (day_night(23_506, 4_400), "2026-11-20", F::AbovePhysicalLimit),
    ] {
        let result = judge(&two_zone(), &values, taken, &[]);
        assert_eq!(result.status(), VerdictStatus::Refused, "{code:?}");
        assert!(codes(&result).contains(&code), "{code:?} not in {:?}", codes(&result));
        assert!(!result.is_charged());
    }
}

#[test]
fn a_meter_that_is_not_read_by_hand_refuses() {
    for (intake, code) in
        [(Intake::Automatic, FindingCode::EntryClosed), (Intake::TakenOff, FindingCode::MeterTakenOff)]
    {
        let face = MeterFace { intake, ..one_zone(1_000) };
        let result = judge_one(&face, 1_100, &[]);
        assert_eq!((codes(&result), result.status()), (vec![code], VerdictStatus::Refused));
    }
}

/// 15 kW: 31 days 11 160 kWh, 30 days 10 800, 28 days 10 080.
#[test]
fn the_physical_ceiling_is_exact() {
    for (previous_on, taken, most) in [
        ("2026-10-20", "2026-11-20", 11_160),
        ("2026-10-20", "2026-11-19", 10_800),
        ("2026-10-20", "2026-11-17", 10_080),
        ("2026-11-20", "2026-11-20", 360),
    ] {
        let mut face = one_zone(1_000);
        face.registers[0].previous_on = day(previous_on);
        for (value, status) in
            [(1_000 + most, VerdictStatus::Accepted), (1_001 + most, VerdictStatus::Refused)]
        {
            assert_eq!(judge(&face, &[(Zone::Single, value)], taken, &[]).status(), status, "{taken}");
        }
    }
}

#[test]
fn a_riser_has_the_branchs_own_ceiling() {
    let values = |bath| [(Zone::Kitchen, 120), (Zone::Bath, bath)];
    assert_eq!(judge(&risers(), &values(340 + 93), "2026-11-20", &[]).status(), VerdictStatus::Accepted);
    let result = judge(&risers(), &values(340 + 94), "2026-11-20", &[]);
    assert_eq!(result.findings, [Finding { code: FindingCode::AboveRiserLimit, zone: Some(Zone::Bath) }]);
}

#[test]
fn a_meter_may_pass_through_zero() {
    let result = judge_one(&one_zone(99_870), 130, &[]);
    assert_eq!(result.consumption, [(Zone::Single, 260)]);
    assert_eq!(codes(&result), [FindingCode::RolledOver]);
    assert_eq!(result.status(), VerdictStatus::Question);

    let result = judge_one(&one_zone(12_345), 12_300, &[]);
    assert_eq!(codes(&result), [FindingCode::BelowPrevious]);
    assert_eq!(result.consumption, []);
}

/// A drum of four digits turns in less than E4 allows in a month: half a turn is where doubt ends.
#[test]
fn a_small_drum_does_not_roll_over_by_a_slip_of_the_finger() {
    let mut face = one_zone(5_000);
    face.digits = 4;
    assert_eq!(codes(&judge_one(&face, 4_990, &[])), [FindingCode::BelowPrevious]);
    face.registers[0].previous = 9_900;
    assert_eq!(codes(&judge_one(&face, 150, &[])), [FindingCode::RolledOver]);
}

#[test]
fn odd_values_are_asked_about() {
    let face = one_zone(1_000);
    let history = [200, 210, 190];
    for (value, expected) in
        [(1_600, None), (1_601, Some(FindingCode::UnusuallyHigh)), (1_000, Some(FindingCode::NothingUsed))]
    {
        let result = judge_one(&face, value, &history);
        assert_eq!(codes(&result).first().copied(), expected, "{value}");
    }
    for quiet in [&history[..2], &[0, 0, 0], &[]] {
        assert_eq!(codes(&judge_one(&face, 1_601, quiet)), []);
        assert_eq!(codes(&judge_one(&face, 1_000, quiet)), []);
    }
}

#[test]
fn after_silent_months_more_is_usual() {
    let mut face = one_zone(1_000);
    face.registers[0].previous_on = day("2026-08-20");
    let history = [200, 210, 190];
    assert_eq!(codes(&judge_one(&face, 2_800, &history)), [], "three months of three averages");
    assert_eq!(codes(&judge_one(&face, 2_801, &history)), [FindingCode::UnusuallyHigh]);
}

#[test]
fn exchanged_values_are_noticed_and_put_right() {
    let result = judge(&two_zone(), &[(Zone::Day, 4_400), (Zone::Night, 12_500)], "2026-11-20", &[]);
    assert!(codes(&result).contains(&FindingCode::ZonesSwapped));
    assert_eq!(result.status(), VerdictStatus::Refused);
    let put_right = result.exchanged.unwrap();
    assert_eq!(put_right, [(Zone::Day, 12_500), (Zone::Night, 4_400)]);
    assert_eq!(judge(&two_zone(), &put_right, "2026-11-20", &[]).status(), VerdictStatus::Accepted);

    let turned = [(Zone::Peak, 3_095), (Zone::Night, 6_130), (Zone::HalfPeak, 9_080)];
    let result = judge(&three_zone(), &turned, "2026-11-20", &[]);
    assert_eq!(
        result.exchanged.unwrap(),
        [(Zone::Peak, 9_080), (Zone::Night, 3_095), (Zone::HalfPeak, 6_130)]
    );

    let result = judge(&risers(), &[(Zone::Kitchen, 345), (Zone::Bath, 123)], "2026-11-20", &[]);
    assert!(codes(&result).contains(&FindingCode::RisersSwapped));
}

#[test]
fn a_wrong_digit_is_not_an_exchange() {
    let result = judge(&two_zone(), &[(Zone::Day, 12_245), (Zone::Night, 4_400)], "2026-11-20", &[]);
    assert_eq!((codes(&result), result.exchanged), (vec![FindingCode::BelowPrevious], None));
}

#[test]
fn more_by_night_is_asked_once_it_is_new() {
    let values = [(Zone::Day, 12_400), (Zone::Night, 4_500)];
    assert_eq!(codes(&judge(&two_zone(), &values, "2026-11-20", &[])), [FindingCode::NightAboveDay]);
    let heats_by_night = meter(Service::Electricity, &[(Zone::Day, 12_345), (Zone::Night, 40_310)]);
    let values = [(Zone::Day, 12_400), (Zone::Night, 40_500)];
    assert_eq!(codes(&judge(&heats_by_night, &values, "2026-11-20", &[])), []);
    let all_by_day = [(Zone::Day, 12_400), (Zone::Night, 4_365)];
    assert_eq!(codes(&judge(&two_zone(), &all_by_day, "2026-11-20", &[])), [], "as much is not more");
}

#[test]
fn the_transformer_factor_multiplies() {
    let mut face = one_zone(100);
    face.coefficient = 20;
    assert_eq!(judge_one(&face, 112, &[]).consumption, [(Zone::Single, 240)]);
    assert_eq!(judge_one(&face, 100 + 11_160, &[]).status(), VerdictStatus::Accepted);
    assert_eq!(judge_one(&face, 101 + 11_160, &[]).status(), VerdictStatus::Refused);
}

/// 45 210 → 45 302 on the old meter, 3 → 121 on the new one: 92 + 118 = 210.
#[test]
fn a_replaced_meter_adds_what_the_old_one_counted() {
    let old = one_zone(45_210);
    let removed = RemovedMeter::new(&old, &[(Zone::Single, 45_302)], day("2026-11-05"), &policy()).unwrap();
    let mut face = one_zone(3);
    face.registers[0].previous_on = day("2026-11-05");
    face.removed = Some(removed);
    assert_eq!(judge_one(&face, 121, &[]).consumption, [(Zone::Single, 210)]);

    let mut two = two_zone();
    two.removed = face.removed;
    let result = judge(&two, &[(Zone::Day, 12_345), (Zone::Night, 4_310)], "2026-11-20", &[]);
    assert_eq!(result.consumption, [(Zone::Day, 0), (Zone::Night, 0), (Zone::Single, 92)]);
}

#[test]
fn an_act_of_removal_is_read_with_the_same_eyes() {
    let old = one_zone(45_210);
    for (finals, on, code) in [
        (vec![], "2026-11-05", FindingCode::TooFewValues),
        (vec![(Zone::Single, 45_200)], "2026-11-05", FindingCode::BelowPrevious),
        (vec![(Zone::Single, 145_302)], "2026-11-05", FindingCode::TooManyDigits),
        (vec![(Zone::Single, 45_302)], "2026-10-05", FindingCode::DateBeforeLast),
    ] {
        let findings = RemovedMeter::new(&old, &finals, day(on), &policy()).unwrap_err();
        assert_eq!(findings, [Finding { code, zone: Some(Zone::Single) }]);
    }
    let over = RemovedMeter::new(&one_zone(99_990), &[(Zone::Single, 10)], day("2026-11-05"), &policy());
    assert_eq!(over.unwrap().consumption(), [(Zone::Single, 20)]);
}

#[test]
fn notes_do_not_refuse() {
    let mut face = one_zone(100);
    face.verified_until = Some(day("2026-01-01"));
    let submission = Submission { values: vec![(Zone::Single, 200)], taken_on: day("2026-11-27") };
    let circumstances = Circumstances { policy: &policy(), history: &[], today: day("2026-11-27") };
    let result = assess(&face, &submission, &circumstances);
    assert_eq!(codes(&result), [FindingCode::VerificationExpired, FindingCode::AfterWindow]);
    assert_eq!(result.status(), VerdictStatus::Accepted);
    assert_eq!(result.counts_for.unwrap().to_string(), "2026-12");
    assert!(!result.is_charged(), "kept for information");
}

#[test]
fn a_reading_from_the_cellar_counts_as_the_branch_says() {
    let submission = Submission { values: vec![(Zone::Single, 200)], taken_on: day("2026-11-24") };
    for (counted_by, code, period) in [
        (CountedBy::Received, FindingCode::AfterWindow, "2026-12"),
        (CountedBy::Taken { grace_days: 3 }, FindingCode::TakenInWindow, "2026-11"),
    ] {
        let policy = ReadingPolicy { counted_by, ..policy() };
        let circumstances = Circumstances { policy: &policy, history: &[], today: day("2026-11-27") };
        let result = assess(&one_zone(100), &submission, &circumstances);
        assert_eq!(codes(&result), [code]);
        assert_eq!(result.counts_for.unwrap().to_string(), period);
    }
}
