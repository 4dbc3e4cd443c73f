//! The ladder's tables.

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn two_zone() -> MeterFace {
    let register = |zone, previous| Register { zone, previous, previous_on: day("2026-10-20") };
    MeterFace {
        digits: 5,
        coefficient: 1,
        registers: vec![register(Zone::Day, 12_345), register(Zone::Night, 4_310)],
        is_electric: true,
        verified_until: Some(day("2030-01-01")),
    }
}

fn one_zone(previous: u32, digits: u8) -> MeterFace {
    let mut face = two_zone();
    face.digits = digits;
    face.registers = vec![Register { zone: Zone::Single, previous, previous_on: day("2026-10-20") }];
    face
}

fn judge(face: &MeterFace, values: &[(Zone, u32)], taken: &str, history: &[u64]) -> Assessment {
    let submission = Submission { values: values.to_vec(), taken_on: day(taken) };
    assess(face, &submission, history, ReadingWindow::new(15, 26).unwrap(), day("2026-11-20"))
}

fn codes(assessment: &Assessment) -> Vec<FindingCode> {
    assessment.findings.iter().map(|finding| finding.code).collect()
}

#[test]
fn an_ordinary_reading_is_accepted_with_its_use() {
    let result =
        judge(&two_zone(), &[(Zone::Day, 12_500), (Zone::Night, 4_400)], "2026-11-20", &[250, 240, 260]);
    assert_eq!(result.status(), VerdictStatus::Accepted);
    assert_eq!(result.consumption, [(Zone::Day, 155), (Zone::Night, 90)]);
    assert_eq!(result.counts_for.unwrap().to_string(), "2026-11");
    assert_eq!(codes(&result), []);
}

#[test]
fn each_rung_refuses() {
    let day_night = |d, n| vec![(Zone::Day, d), (Zone::Night, n)];
    for (values, taken, code) in [
        (vec![(Zone::Day, 12_500)], "2026-11-20", FindingCode::TooFewValues),
        (
            vec![(Zone::Day, 12_500), (Zone::Night, 4_400), (Zone::Peak, 1)],
            "2026-11-20",
            FindingCode::TooManyValues,
        ),
        (
            vec![(Zone::Day, 12_500), (Zone::Night, 4_400), (Zone::Day, 1)],
            "2026-11-20",
            FindingCode::TooManyValues,
        ),
        (day_night(112_500, 4_400), "2026-11-20", FindingCode::TooManyDigits),
        (day_night(12_500, 4_400), "2026-11-21", FindingCode::DateInFuture),
        (day_night(12_500, 4_400), "2026-10-19", FindingCode::DateBeforeLast),
        (day_night(12_300, 4_400), "2026-11-20", FindingCode::BelowPrevious),
        (day_night(23_506, 4_400), "2026-11-20", FindingCode::AbovePhysicalLimit),
    ] {
        let result = judge(&two_zone(), &values, taken, &[]);
        assert_eq!(result.status(), VerdictStatus::Refused, "{code:?}");
        assert!(codes(&result).contains(&code), "{code:?} not in {:?}", codes(&result));
    }
}

/// 31 days from 20.10 to 20.11 at 15 kW: 11 160 kWh.
#[test]
fn the_physical_ceiling_is_exact() {
    let face = one_zone(1_000, 5);
    assert_eq!(judge(&face, &[(Zone::Single, 12_160)], "2026-11-20", &[]).status(), VerdictStatus::Accepted);
    assert_eq!(judge(&face, &[(Zone::Single, 12_161)], "2026-11-20", &[]).status(), VerdictStatus::Refused);
}

#[test]
fn a_meter_may_pass_through_zero() {
    let result = judge(&one_zone(99_870, 5), &[(Zone::Single, 130)], "2026-11-20", &[]);
    assert_eq!(result.consumption, [(Zone::Single, 260)]);
    assert_eq!(codes(&result), [FindingCode::RolledOver]);
    assert_eq!(result.status(), VerdictStatus::Question);

    let result = judge(&one_zone(12_345, 5), &[(Zone::Single, 12_300)], "2026-11-20", &[]);
    assert_eq!(codes(&result), [FindingCode::BelowPrevious]);
    assert_eq!(result.consumption, []);
}

#[test]
fn odd_values_are_asked_about() {
    let face = one_zone(1_000, 5);
    let history = [200, 210, 190];
    for (value, expected) in
        [(1_600, None), (1_601, Some(FindingCode::UnusuallyHigh)), (1_000, Some(FindingCode::NothingUsed))]
    {
        let result = judge(&face, &[(Zone::Single, value)], "2026-11-20", &history);
        assert_eq!(codes(&result).first().copied(), expected, "{value}");
    }
    assert_eq!(codes(&judge(&face, &[(Zone::Single, 1_601)], "2026-11-20", &history[..2])), []);
}

#[test]
fn swapped_zones_are_noticed() {
    let result = judge(&two_zone(), &[(Zone::Day, 4_400), (Zone::Night, 12_500)], "2026-11-20", &[]);
    assert!(codes(&result).contains(&FindingCode::ZonesSwapped));
    assert_eq!(result.status(), VerdictStatus::Refused);
}

#[test]
fn the_transformer_factor_multiplies() {
    let mut face = one_zone(100, 5);
    face.coefficient = 20;
    assert_eq!(judge(&face, &[(Zone::Single, 112)], "2026-11-20", &[]).consumption, [(Zone::Single, 240)]);
}

#[test]
fn notes_do_not_refuse() {
    let mut face = one_zone(100, 5);
    face.verified_until = Some(day("2026-01-01"));
    let submission = Submission { values: vec![(Zone::Single, 200)], taken_on: day("2026-11-27") };
    let result = assess(&face, &submission, &[], ReadingWindow::new(15, 26).unwrap(), day("2026-11-27"));
    assert_eq!(codes(&result), [FindingCode::VerificationExpired, FindingCode::AfterWindow]);
    assert_eq!(result.status(), VerdictStatus::Accepted);
    assert_eq!(result.counts_for.unwrap().to_string(), "2026-12");
}
