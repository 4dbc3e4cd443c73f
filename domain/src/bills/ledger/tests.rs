//! The ledger: sums are what is shown, money goes where it was meant, and none is lost.

use proptest::prelude::*;

use std::collections::BTreeMap;

use super::*;
use crate::bills::{LateDebt, late_debts};
use crate::calendar::{CalendarYear, ProductionCalendar};
use crate::tariffs::Service;
use crate::{Kopecks, Period};

fn period(text: &str) -> Period {
    text.parse().unwrap()
}

fn entry(n: u32, payee: &str, month: &str, purpose: Purpose, amount: i64) -> Entry {
    let cause = if amount >= 0 {
        Cause::Charge { bill: n.to_string(), line: 0 }
    } else {
        Cause::Payment { payment: n.to_string(), share: 0 }
    };
    Entry {
        id: n.to_string(),
        payee: payee.to_owned(),
        service: Service::Electricity,
        period: period(month),
        purpose,
        amount: Kopecks(amount),
        cause,
        booked_on: "2026-11-20".parse().unwrap(),
    }
}

/// Two payees, three months, a penalty, and an advance.
fn book() -> Vec<Entry> {
    vec![
        entry(1, "old", "2021-09", Purpose::Supply, 100_000),
        entry(2, "old", "2021-10", Purpose::Supply, 50_000),
        entry(3, "new", "2026-09", Purpose::Supply, 123_958),
        entry(4, "new", "2026-10", Purpose::Supply, 82_110),
        entry(5, "new", "2026-09", Purpose::Penalty, 1_413),
        entry(6, "new", "2026-11", Purpose::Supply, -20_000),
    ]
}

fn incoming(payee: &str, amount: i64, named: Option<&str>) -> Incoming {
    Incoming {
        payee: payee.to_owned(),
        service: Service::Electricity,
        purpose: Purpose::Supply,
        amount: Kopecks(amount),
        named: named.map(period),
        advance_to: period("2026-11"),
    }
}

#[test]
fn balances_are_sums() {
    let balances = Balances::of(&book()).unwrap();
    assert_eq!(balances.total(), Kopecks(337_481));
    assert_eq!(balances.of_purpose(Purpose::Penalty), Kopecks(1_413));
    assert_eq!(balances.sum(|pot| pot.payee == "old"), Kopecks(150_000));
    assert_eq!(balances.sum(|pot| pot.period == period("2026-09")), Kopecks(125_371));
    assert_eq!(balances.payees().into_iter().collect::<Vec<_>>(), ["new", "old"]);
}

#[test]
fn an_advance_covers_the_oldest_debt_of_its_payee() {
    let balances = Balances::of(&book()).unwrap();
    let open = |payee| {
        let debts = balances.open_debts(payee, Service::Electricity, Purpose::Supply);
        debts.into_iter().map(|debt| (debt.period.to_string(), debt.amount.0)).collect::<Vec<_>>()
    };
    assert_eq!(open("new"), [("2026-09".to_owned(), 103_958), ("2026-10".to_owned(), 82_110)]);
    assert_eq!(open("old"), [("2021-09".to_owned(), 100_000), ("2021-10".to_owned(), 50_000)]);
    assert!(balances.open_debts("new", Service::HotWater, Purpose::Supply).is_empty());
}

#[test]
fn a_payment_goes_to_the_named_month_then_to_the_oldest_debt() {
    let balances = Balances::of(&book()).unwrap();
    for (payee, amount, named, shares) in [
        ("new", 50_000, None, vec![("2026-09", 50_000)]),
        ("new", 50_000, Some("2026-10"), vec![("2026-10", 50_000)]),
        ("new", 100_000, Some("2026-10"), vec![("2026-10", 82_110), ("2026-09", 17_890)]),
        ("new", 100_000, Some("2025-01"), vec![("2026-09", 100_000)]),
        ("new", 200_000, None, vec![("2026-09", 103_958), ("2026-10", 82_110), ("2026-11", 13_932)]),
        ("old", 150_001, None, vec![("2021-09", 100_000), ("2021-10", 50_000), ("2026-11", 1)]),
        ("third", 5, None, vec![("2026-11", 5)]),
    ] {
        let told = allocate(&balances, &incoming(payee, amount, named)).unwrap();
        let told: Vec<_> = told.iter().map(|share| (share.period.to_string(), share.amount.0)).collect();
        let shares: Vec<_> = shares.into_iter().map(|(month, sum)| (month.to_owned(), sum)).collect();
        assert_eq!(told, shares, "{payee} {amount} {named:?}");
    }
    for amount in [0, -1] {
        let problem = Err(AllocationProblem::NotPositive);
        assert_eq!(allocate(&balances, &incoming("new", amount, None)), problem);
    }
}

#[test]
fn a_penalty_is_paid_apart() {
    let balances = Balances::of(&book()).unwrap();
    let penalty = Incoming { purpose: Purpose::Penalty, ..incoming("new", 1_413, None) };
    let shares = allocate(&balances, &penalty).unwrap();
    assert_eq!(shares, [Share { period: period("2026-09"), amount: Kopecks(1_413) }]);
}

/// The principal is paid before the penalty (ГК РФ ст. 319), an advance comes last; another payee's money stays apart.
#[test]
fn money_without_a_purpose_pays_use_first() {
    let balances = Balances::of(&book()).unwrap();
    let told = |payee, amount| {
        let shares = allocate_in_turn(&balances, &incoming(payee, amount, None)).unwrap();
        let told =
            shares.into_iter().map(|(purpose, share)| (purpose, share.period.to_string(), share.amount.0));
        told.collect::<Vec<_>>()
    };
    let (use_, penalty) = (Purpose::Supply, Purpose::Penalty);
    let (september, october) = ("2026-09".to_owned(), "2026-10".to_owned());
    let both = vec![(use_, september.clone(), 103_958), (use_, october, 82_110)];
    assert_eq!(told("new", 186_068), both);
    let mut all = both;
    all.push((penalty, september, 1_413));
    assert_eq!(told("new", 187_481), all);
    all.push((use_, "2026-11".to_owned(), 5));
    assert_eq!(told("new", 187_486), all);
    assert_eq!(
        told("old", 100_001),
        [(use_, "2021-09".to_owned(), 100_000), (use_, "2021-10".to_owned(), 1)]
    );
    assert_eq!(allocate_in_turn(&balances, &incoming("new", 0, None)), Err(AllocationProblem::NotPositive));
}

#[test]
fn a_cause_is_booked_once() {
    let mut twice = book();
    twice.push(Entry { id: "7".to_owned(), ..twice[0].clone() });
    assert_eq!(Balances::of(&twice), Err(LedgerProblem::SameCause("7".to_owned())));
    let mut huge = vec![entry(1, "a", "2026-01", Purpose::Supply, i64::MAX)];
    huge.push(entry(2, "a", "2026-02", Purpose::Supply, 1));
    assert_eq!(Balances::of(&huge), Err(LedgerProblem::TooLarge));
}

fn calendar() -> ProductionCalendar {
    ProductionCalendar::new(
        (2020..2028).map(|year| (year, CalendarYear::default())).collect::<BTreeMap<_, _>>(),
    )
}

fn late(book: &[Entry]) -> Vec<LateDebt> {
    late_debts(book, "new", Service::Electricity, &calendar(), chrono::NaiveDate::MIN).unwrap()
}

/// September is due on 15.10, October on 16.11.2026; an advance of 20.11 pays the oldest.
#[test]
fn what_is_late_comes_from_the_ledger() {
    let mut book = book();
    book.push(Entry {
        booked_on: "2026-10-15".parse().unwrap(),
        ..entry(7, "new", "2026-09", Purpose::Supply, -3_958)
    });
    book.push(Entry {
        booked_on: "2026-10-16".parse().unwrap(),
        ..entry(8, "new", "2026-09", Purpose::Supply, -10_000)
    });
    let told: Vec<_> =
        late(&book).into_iter().map(|d| (d.due.to_string(), d.amount.0, d.payments.len())).collect();
    assert_eq!(told, [("2026-10-15".to_owned(), 120_000, 2), ("2026-11-16".to_owned(), 82_110, 0)]);
    let oldest = &late(&book)[0].payments;
    assert_eq!(
        oldest.iter().map(|(on, sum)| (on.to_string(), sum.0)).collect::<Vec<_>>(),
        [("2026-10-16".to_owned(), 10_000), ("2026-11-20".to_owned(), 20_000),]
    );
}

/// Money that was here in time is not late, wherever it was booked; a reversed payment never came.
#[test]
fn what_was_paid_in_time_is_not_late() {
    let on = |day: &str, entry: Entry| Entry { booked_on: day.parse().unwrap(), ..entry };
    let charge = on("2026-10-03", entry(1, "new", "2026-09", Purpose::Supply, 1_000));
    let advance = on("2026-08-20", entry(2, "new", "2026-08", Purpose::Supply, -1_000));
    assert_eq!(late(&[charge.clone(), advance]), []);
    let paid = on("2026-10-10", entry(3, "new", "2026-09", Purpose::Supply, -1_000));
    let back = on("2026-10-20", entry(4, "new", "2026-09", Purpose::Supply, 1_000));
    let debts = late(&[back, paid, charge]);
    assert_eq!((debts.len(), debts[0].amount, debts[0].payments.len()), (1, Kopecks(1_000), 0));
}

fn corrects(of: &Entry, n: u32, amount: i64, reason: CorrectionReason) -> Entry {
    let cause = Cause::Correction { of: of.id.clone(), reason, document: "Act 1".to_owned() };
    Entry { id: n.to_string(), amount: Kopecks(amount), cause, ..of.clone() }
}

/// What was charged wrong was never late; what is given up was, until then.
#[test]
fn a_charge_that_is_put_right_was_never_late() {
    let on = |day: &str, entry: Entry| Entry { booked_on: day.parse().unwrap(), ..entry };
    let charge = on("2026-07-03", entry(1, "new", "2026-06", Purpose::Supply, 1_000));
    let of = |amount, reason| on("2026-11-20", corrects(&charge, 2, amount, reason));
    let told = |by: Entry| {
        let debts = late(&[by, charge.clone()]);
        debts.into_iter().map(|debt| (debt.amount.0, debt.payments.len())).collect::<Vec<_>>()
    };
    assert_eq!(told(of(-400, CorrectionReason::WrongFact)), [(600, 0)]);
    assert_eq!(told(of(-1_000, CorrectionReason::WrongFact)), [(0, 0)], "what was booked for it goes back");
    assert_eq!(told(of(-400, CorrectionReason::WrittenOff)), [(1_000, 1)]);
    let after = "2026-11-21".parse().unwrap();
    let book = [of(-1_000, CorrectionReason::WrongFact), charge.clone()];
    assert_eq!(late_debts(&book, "new", Service::Electricity, &calendar(), after), Ok(vec![]), "it is back");
}

/// A late payment that the bank took back is neither money that came nor another debt.
#[test]
fn a_late_payment_that_was_taken_back_never_came() {
    let charge = Entry {
        booked_on: "2026-07-03".parse().unwrap(),
        ..entry(1, "new", "2026-06", Purpose::Supply, 1_000)
    };
    let paid = Entry {
        booked_on: "2026-09-01".parse().unwrap(),
        ..entry(2, "new", "2026-06", Purpose::Supply, -1_000)
    };
    let back = corrects(&paid, 3, 1_000, CorrectionReason::Reversed);
    let debts = late(&[charge, paid, back]);
    assert_eq!((debts[0].amount, debts[0].payments.len()), (Kopecks(1_000), 0));
}

#[test]
fn words_come_back() {
    for purpose in [Purpose::Supply, Purpose::Penalty] {
        assert_eq!(Purpose::parse(purpose.as_str()), Some(purpose));
    }
}

fn entries() -> impl Strategy<Value = Vec<Entry>> {
    let one = (0..2_usize, 1_u32..13, any::<bool>(), -1_000_000_i64..1_000_000);
    proptest::collection::vec(one, 0..40).prop_map(|all| {
        let entry = |(n, (payee, month, is_penalty, amount)): (u32, (usize, u32, bool, i64))| {
            let purpose = if is_penalty { Purpose::Penalty } else { Purpose::Supply };
            entry(n, ["old", "new"][payee], &format!("2026-{month:02}"), purpose, amount)
        };
        (0..).zip(all).map(entry).collect()
    })
}

proptest! {
    /// Whatever a balance is cut by, the cuts make the sum of the entries, in any order.
    #[test]
    fn every_balance_is_the_sum_of_its_entries(book in entries(), turn in 0..40_usize) {
        let balances = Balances::of(&book).unwrap();
        let sum = |is_meant: &dyn Fn(&Entry) -> bool| -> Kopecks {
            book.iter().filter(|entry| is_meant(entry)).map(|entry| entry.amount).sum()
        };
        prop_assert_eq!(balances.total(), sum(&|_| true));
        for payee in ["old", "new"] {
            prop_assert_eq!(balances.sum(|pot| pot.payee == payee), sum(&|entry| entry.payee == payee));
            for purpose in [Purpose::Supply, Purpose::Penalty] {
                let owed: Kopecks = balances
                    .open_debts(payee, Service::Electricity, purpose)
                    .iter()
                    .map(|debt| debt.amount)
                    .sum();
                let all = sum(&|entry| entry.payee == payee && entry.purpose == purpose);
                prop_assert_eq!(owed, all.max(Kopecks::ZERO));
            }
        }
        let mut turned = book.clone();
        turned.rotate_left(turn % book.len().max(1));
        prop_assert_eq!(Balances::of(&turned).unwrap(), balances);
    }

    /// Every kopeck of a payment is booked once, whatever is owed.
    #[test]
    fn shares_in_turn_make_the_payment(book in entries(), amount in 1_i64..1_000_000) {
        let shares = allocate_in_turn(&Balances::of(&book).unwrap(), &incoming("new", amount, None)).unwrap();
        let sum: Kopecks = shares.iter().map(|(_, share)| share.amount).sum();
        prop_assert_eq!(sum, Kopecks(amount));
        prop_assert!(shares.iter().all(|(_, share)| share.amount.is_positive()));
    }

    /// What is late and not paid since is what is open, month by month.
    #[test]
    fn late_debts_are_open_debts(book in entries(), turn in 0..40_usize) {
        let open = Balances::of(&book).unwrap().open_debts("new", Service::Electricity, Purpose::Supply);
        let rest = |debt: &LateDebt| debt.amount - debt.payments.iter().map(|(_, sum)| *sum).sum();
        let late_now: Vec<_> = late(&book)
            .iter()
            .map(|debt| OpenDebt { period: debt.period, amount: rest(debt) })
            .filter(|debt| debt.amount.is_positive())
            .collect();
        prop_assert_eq!(late_now, open);
        let mut turned = book.clone();
        turned.rotate_left(turn % book.len().max(1));
        prop_assert_eq!(late(&turned), late(&book));
    }

    /// A payment becomes entries of the same sum, and leaves every other payee and purpose as it was.
    #[test]
    fn no_kopeck_is_lost(book in entries(), amount in 1_i64..5_000_000, named in proptest::option::of(1_u32..13)) {
        let balances = Balances::of(&book).unwrap();
        let named = named.map(|month| format!("2026-{month:02}"));
        let paid = incoming("new", amount, named.as_deref());
        let shares = allocate(&balances, &paid).unwrap();
        prop_assert_eq!(shares.iter().map(|share| share.amount).sum::<Kopecks>(), Kopecks(amount));
        let mut after = book;
        for (share, part) in (0..).zip(&shares) {
            prop_assert!(part.amount.is_positive());
            after.push(Entry {
                id: format!("p{share}"),
                cause: Cause::Payment { payment: "p".to_owned(), share },
                period: part.period,
                ..entry(0, "new", "2026-01", Purpose::Supply, -part.amount.0)
            });
        }
        let after = Balances::of(&after).unwrap();
        prop_assert_eq!(after.total(), balances.total() - Kopecks(amount));
        prop_assert_eq!(after.sum(|pot| pot.payee == "old"), balances.sum(|pot| pot.payee == "old"));
        prop_assert_eq!(after.of_purpose(Purpose::Penalty), balances.of_purpose(Purpose::Penalty));
    }
}
