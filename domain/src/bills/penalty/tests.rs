//! The vectors of `facts/domain.md` 3.6.

use proptest::prelude::*;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn row(id: &str, from: &str, until: &str, percent: &str) -> RateRow {
    let (id, source) = (id.to_owned(), "PP RF 18.03.2025 N 329".to_owned());
    RateRow { id, from: day(from), until: day(until), percent: percent.parse().unwrap(), source }
}

/// 9.5 % through 2026; nothing is decided for 2027.
fn rates() -> PenaltyRates {
    PenaltyRates::parse(vec![row("2022", "2022-02-28", "2026-12-31", "9.5")]).unwrap()
}

fn debt(rubles: &str, due: &str) -> LateDebt {
    LateDebt {
        period: "2026-05".parse().unwrap(),
        due: day(due),
        amount: Kopecks::parse_rubles(rubles).unwrap(),
        payments: Vec::new(),
    }
}

#[test]
fn vectors() {
    for (rubles, due, paid, kopecks) in [
        ("1840.55", "2026-06-15", "2026-07-15", 0),
        ("1840.55", "2026-06-15", "2026-07-16", 58),
        ("3000.00", "2026-04-15", "2026-07-14", 5_700),
        ("3000.00", "2026-04-15", "2026-07-15", 5_919),
        ("2450.00", "2026-05-15", "2026-08-20", 5_908),
        ("1000.00", "2026-03-16", "2026-06-30", 3_069),
        ("1000.00", "2026-03-16", "2026-03-16", 0),
        ("1000.00", "2026-03-16", "2026-03-01", 0),
    ] {
        let mut debt = debt(rubles, due);
        assert_eq!(penalty(&debt, day(paid), &rates()).unwrap().amount, Kopecks(kopecks), "{rubles} {paid}");
        // What is paid that day has grown that day, and no longer.
        debt.payments = vec![(day(paid), debt.amount)];
        if day(paid) > day(due) {
            let later = penalty(&debt, day("2026-12-31"), &rates()).unwrap();
            assert_eq!(later.amount, Kopecks(kopecks), "{rubles} {paid}");
        }
    }
}

/// The household of the sample world: 1 239.58 due on 15.09 and on 15.10, on 20.11.2026.
#[test]
fn two_months_of_the_sample_world() {
    for (due, kopecks) in [("2026-09-15", 1_413), ("2026-10-15", 236)] {
        let found = penalty(&debt("1239.58", due), day("2026-11-20"), &rates()).unwrap();
        assert_eq!(found.amount, Kopecks(kopecks));
    }
}

/// 3 000, half of it paid on the 60th day, half on the 91st: 1 500 × 9.5 % × 30 / 300 and × (60 / 300 + 1 / 130).
#[test]
fn parts_grow_until_they_are_paid_and_the_sum_is_rounded_once() {
    let mut debt = debt("3000.00", "2026-04-15");
    debt.payments = vec![(day("2026-07-15"), Kopecks(150_000)), (day("2026-06-14"), Kopecks(150_000))];
    let found = penalty(&debt, day("2026-09-01"), &rates()).unwrap();
    assert_eq!(found.amount, Kopecks(4_385), "14.25 + 28.50 + 1.0962");
    debt.payments.reverse();
    assert_eq!(penalty(&debt, day("2026-09-01"), &rates()).unwrap(), found);
}

#[test]
fn a_rate_that_nobody_decided_is_not_guessed() {
    let late = debt("1000.00", "2026-11-16");
    assert_eq!(penalty(&late, day("2027-01-01"), &rates()), Err(NoRate(day("2027-01-01"))));
    let fresh = debt("1000.00", "2026-12-15");
    assert_eq!(penalty(&fresh, day("2027-01-01"), &rates()).unwrap().amount, Kopecks::ZERO);
    let forecast = forecast_penalty(&[late], day("2026-12-16"), 30, &rates());
    assert_eq!(forecast.unknown_from, Some(day("2027-01-01")));
    assert_eq!(forecast.days.len(), 16);
    let told: Vec<_> = forecast.days[..3].iter().map(|(_, sum)| sum.0).collect();
    assert_eq!(told, [0, 32, 63], "from the 31st day, 0.3167 a day");
}

/// 3 000: nothing on the 30th day, 0.95 from the 31st, 2.1923 from the 91st (`facts/domain.md` 3.6).
#[test]
fn what_a_day_adds() {
    let late = debt("3000.00", "2026-04-15");
    for (on, kopecks) in [("2026-05-15", 0), ("2026-05-16", 95), ("2026-07-14", 95), ("2026-07-15", 219)] {
        let grown = growth(std::slice::from_ref(&late), day(on), &rates()).unwrap();
        assert_eq!(Kopecks::from_rubles_rounded(grown), Some(Kopecks(kopecks)), "{on}");
    }
    let paid = LateDebt { payments: vec![(day("2026-07-15"), late.amount)], ..late };
    let grown = |on| growth(std::slice::from_ref(&paid), day(on), &rates()).unwrap();
    assert!(grown("2026-07-15") > Decimal::ZERO, "the day of payment counts");
    assert_eq!(grown("2026-07-16"), Decimal::ZERO);
    assert!(growth(&[debt("1.00", "2026-11-16")], day("2027-01-01"), &rates()).is_err());
}

#[test]
fn a_table_of_rates_has_no_seam() {
    for (rows, problem) in [
        (
            vec![row("a", "2026-01-01", "2026-06-30", "9.5"), row("b", "2026-07-02", "2026-12-31", "9")],
            RateProblem::Gap(day("2026-07-01")),
        ),
        (
            vec![row("a", "2026-01-01", "2026-06-30", "9.5"), row("b", "2026-06-30", "2026-12-31", "9")],
            RateProblem::Overlap(day("2026-06-30")),
        ),
        (vec![row("a", "2026-02-01", "2026-01-01", "9")], RateProblem::Backwards("a".to_owned())),
        (vec![row("a", "2026-02-01", "2026-03-01", "-1")], RateProblem::OutOfRange("a".to_owned())),
    ] {
        assert_eq!(PenaltyRates::parse(rows), Err(vec![problem]));
    }
}

#[test]
fn the_derivation_names_debt_rate_and_decision() {
    let found = penalty(&debt("3000.00", "2026-04-15"), day("2026-07-15"), &rates()).unwrap();
    let codes: Vec<_> = found.derivation.rules.iter().map(|rule| rule.code).collect();
    assert_eq!(codes, [BillRule::Penalty, BillRule::PenaltyRate]);
    let inputs = found.derivation.amount.inputs();
    assert_eq!(inputs.len(), 6, "debt, rate, twice days and divisor");
    assert!(matches!(inputs[0].0, Given::LateDebt { .. }));
}

proptest! {
    /// A penalty never shrinks while the rate stands, and never exceeds the debt by the formula's own bound.
    #[test]
    fn it_only_grows(amount in 0_i64..10_000_000, late in 0_u64..200) {
        let debt = LateDebt { amount: Kopecks(amount), ..debt("0", "2026-04-15") };
        let on = debt.due + Days::new(late);
        let today = penalty(&debt, on, &rates()).unwrap().amount;
        let tomorrow = penalty(&debt, on + Days::new(1), &rates()).unwrap().amount;
        prop_assert!(today <= tomorrow && (late > 30 || today == Kopecks::ZERO));
        prop_assert!(today.0 <= amount);
    }
}
