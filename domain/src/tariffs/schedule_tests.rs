//! Schedules: what has no gap and no overlap is one, everything else is a list with dates.

use proptest::prelude::*;

use super::*;
use crate::tariffs::HeatingSeason;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn span(first: &str, last: &str) -> DaySpan {
    DaySpan::new(day(first), day(last)).unwrap()
}

fn row(id: &str, from: Option<&str>, until: Option<&str>, prices: &[(Zone, &str)]) -> TariffRow {
    TariffRow {
        id: id.to_owned(),
        branch: "tver".to_owned(),
        service: Service::Electricity,
        category: Category::UrbanGas,
        from: from.map(day),
        until: until.map(day),
        prices: prices.iter().map(|&(zone, price)| (zone, vec![price.parse().unwrap()])).collect(),
        ranges: None,
        source: "order".to_owned(),
        confidence: Confidence::High,
    }
}

/// Tver: the one-zone prices are published, the others are not, so they stand in rows of their own.
fn tver() -> Vec<TariffRow> {
    let (single, day_zone, night) = (Zone::Single, Zone::Day, Zone::Night);
    vec![
        row("2025", None, Some("2025-12-31"), &[(single, "5.85"), (day_zone, "6.43"), (night, "2.88")]),
        row("2026-1", Some("2026-01-01"), Some("2026-09-30"), &[(single, "5.95")]),
        row("2026-10", Some("2026-10-01"), None, &[(single, "6.62")]),
        row("2026-1z", Some("2026-01-01"), Some("2026-09-30"), &[(day_zone, "6.54"), (night, "2.92")]),
        row("2026-10z", Some("2026-10-01"), None, &[(day_zone, "7.28"), (night, "2.92")]),
    ]
}

#[test]
fn a_day_has_one_price() {
    let schedule = Schedule::parse(tver()).unwrap();
    for (zone, on, id) in [
        (Zone::Single, "2020-01-01", Some("2025")),
        (Zone::Single, "2026-09-30", Some("2026-1")),
        (Zone::Single, "2026-10-01", Some("2026-10")),
        (Zone::Night, "2030-01-01", Some("2026-10z")),
        (Zone::Peak, "2026-10-01", None),
    ] {
        assert_eq!(schedule.on(zone, day(on)).map(|row| row.id.as_str()), id, "{on}");
    }
    let versions = schedule.versions(Zone::Single, span("2026-09-21", "2026-10-20")).unwrap();
    let told: Vec<_> = versions.iter().map(|v| (v.row.id.as_str(), v.days.days())).collect();
    assert_eq!(told, [("2026-1", 10), ("2026-10", 20)]);
}

#[test]
fn gaps_and_overlaps_come_out_with_their_days() {
    let (service, category, zone) = (Service::Electricity, Category::UrbanGas, Zone::Single);
    let mut gap = tver();
    gap[1].until = Some(day("2026-09-28"));
    let (from, until) = (day("2026-09-29"), day("2026-09-30"));
    assert_eq!(Schedule::parse(gap), Err(vec![TariffProblem::Gap { service, category, zone, from, until }]));
    let mut overlap = tver();
    overlap[1].until = Some(day("2026-10-02"));
    assert_eq!(
        Schedule::parse(overlap),
        Err(vec![TariffProblem::Overlap {
            service,
            category,
            zone,
            from: day("2026-10-01"),
            until: Some(day("2026-10-02")),
            first: "2026-1".to_owned(),
            second: "2026-10".to_owned(),
        }])
    );
    let mut endless = tver();
    endless[1].until = None;
    let problems = Schedule::parse(endless).unwrap_err();
    assert!(matches!(problems[..], [TariffProblem::Overlap { until: None, .. }]), "{problems:?}");
}

#[test]
fn what_a_close_needs_and_does_not_find_is_listed() {
    let book = TariffBook::parse(tver()).unwrap();
    let need = |category, zone, days| TariffNeed { service: Service::Electricity, category, zone, days };
    let days = span("2026-09-21", "2026-10-31");
    assert!(book.missing(&[need(Category::UrbanGas, Zone::Night, days)]).is_empty());
    let missing = book.missing(&[
        need(Category::Rural, Zone::Single, days),
        need(Category::UrbanGas, Zone::Peak, days),
        need(Category::UrbanGas, Zone::Peak, days),
    ]);
    assert_eq!(missing.len(), 2);
    for problem in missing {
        assert!(
            matches!(problem, TariffProblem::Gap { from, until, .. } if from == days.first() && until == days.last())
        );
    }
    let mut ended = tver();
    ended[2].until = Some(day("2026-12-31"));
    let ended = TariffBook::parse(ended).unwrap();
    let late = need(Category::UrbanGas, Zone::Single, span("2026-12-20", "2027-01-31"));
    let missing = ended.missing(&[late]);
    assert!(
        matches!(missing[..], [TariffProblem::Gap { from, until, .. }] if from == day("2027-01-01") && until == day("2027-01-31"))
    );
}

#[test]
fn a_row_must_not_contradict_itself() {
    let limits = |up_to: &[u32]| {
        Some(RangeLimits { up_to: up_to.iter().copied().map(Decimal::from).collect(), heating: None })
    };
    let good = row("a", None, None, &[(Zone::Single, "5.95")]);
    let cold = HeatingSeason { coefficient: Decimal::new(9, 1), first_month: 10, last_month: 4 };
    for (bad, fault) in [
        (row("a", Some("2026-02-01"), Some("2026-01-01"), &[(Zone::Single, "1")]), RowFault::Backwards),
        (row("a", None, None, &[]), RowFault::NoPrices),
        (row("a", None, None, &[(Zone::Single, "-1")]), RowFault::NegativePrice(Zone::Single)),
        (
            TariffRow { ranges: limits(&[3_900, 6_000]), ..good.clone() },
            RowFault::WrongNumberOfPrices(Zone::Single),
        ),
        (TariffRow { ranges: limits(&[6_000, 3_900]), ..good.clone() }, RowFault::LimitsNotRising),
        (TariffRow { ranges: limits(&[0]), ..good.clone() }, RowFault::LimitsNotRising),
        (
            TariffRow {
                ranges: limits(&[3_900]).map(|limits| RangeLimits { heating: Some(cold), ..limits }),
                ..good.clone()
            },
            RowFault::CoefficientBelowOne,
        ),
    ] {
        let problem = TariffProblem::Row { tariff: "a".to_owned(), fault };
        assert_eq!(Schedule::parse(vec![bad]), Err(vec![problem]));
    }
    let stranger = TariffRow { id: "b".to_owned(), branch: "kursk".to_owned(), ..good.clone() };
    let fault = RowFault::Stranger;
    assert_eq!(
        Schedule::parse(vec![good.clone(), stranger]),
        Err(vec![TariffProblem::Row { tariff: "b".to_owned(), fault }])
    );
    let twice = Schedule::parse(vec![good.clone(), good]).unwrap_err();
    assert_eq!(twice, [TariffProblem::SameId { tariff: "a".to_owned() }]);
}

proptest! {
    /// Any cutting of time into rows is a schedule, in any order of the rows; one day less or more is none.
    #[test]
    fn only_seamless_rows_are_a_schedule(
        cuts in proptest::collection::btree_set(1_u64..3_000, 1..8),
        shuffle in any::<prop::sample::Index>(),
        slip in prop_oneof![Just(-1_i64), Just(0), Just(1)],
    ) {
        let start = day("2020-01-01");
        let cuts: Vec<NaiveDate> = cuts.into_iter().map(|n| start + chrono::Days::new(n * 3)).collect();
        let mut rows: Vec<_> = (0..=cuts.len())
            .map(|i| TariffRow {
                from: i.checked_sub(1).map(|i| cuts[i]),
                until: cuts.get(i).map(|cut| day_before(*cut)),
                ..row(&i.to_string(), None, None, &[(Zone::Single, "5.95")])
            })
            .collect();
        let at = shuffle.index(cuts.len());
        rows[at].until = rows[at].until.map(|until| until + chrono::TimeDelta::days(slip));
        rows.rotate_left(at);
        prop_assert_eq!(Schedule::parse(rows).is_ok(), slip == 0);
    }
}
