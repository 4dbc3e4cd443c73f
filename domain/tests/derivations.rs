//! A second evaluator of derivations: it reads the serialised tree alone, with its own arithmetic of unbounded fractions
//! and none of the engine's types, and must come to the sum of every line.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its own facts has failed")]

#[path = "evaluator/tree.rs"]
mod evaluator;

use chrono::NaiveDate;
use evaluator::{number, reckon, whole};
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::Value;
use svetlitsa_domain::bills::{
    AccountFacts, Benefit, BillLine, BillingPolicy, ChargedBefore, CommonUseShare, Derivation, DwellingNorm,
    HouseMeasured, HouseUse, LateDebt, MeterStretch, Method, PastUse, PenaltyRates, PeriodFacts, RateRow,
    RegisterStretch, SilentMonth, TariffChange, Usage, charge, penalty,
};
use svetlitsa_domain::readings::{NoReading, NormPart};
use svetlitsa_domain::tariffs::{
    Category, Confidence, DaySpan, HeatingSeason, Norm, RangeLimits, RangeSplit, Schedule, Service,
    TariffRow, Zone,
};
use svetlitsa_domain::{Kopecks, Period};

/// Every line is what its tree says, before and after it was stored; inputs name where they are from.
fn assert_lines(lines: &[BillLine]) {
    assert!(!lines.is_empty());
    for line in lines {
        let text = serde_json::to_string(&line.derivation).unwrap();
        let tree: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(reckon(&tree["amount"]), whole(line.amount.0) / whole(100), "{text}");
        if let Some(units) = line.units {
            // Where the sum is nothing but units times a price, they stand there alone.
            let node = tree.get("units").unwrap_or(&tree["amount"]["of"]["of"][0]);
            let reckoned = (reckon(node) * whole(1_000)).round() / whole(1_000);
            assert_eq!(reckoned, number(&units.to_string()), "{text}");
        }
        assert!(!tree["rules"][0]["source"].as_str().unwrap().is_empty());
        assert_eq!(serde_json::from_str::<Derivation>(&text).unwrap(), line.derivation);
    }
}

fn decimal(thousandths: u32) -> Decimal {
    Decimal::new(thousandths.into(), 3)
}

fn day(n: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 6, 1).unwrap() + chrono::Days::new(n)
}

const PERIOD: &str = "2026-10";

fn period(text: &str) -> Period {
    text.parse().unwrap()
}

/// Up to three versions of a tariff with any prices, with or without ranges.
fn schedules() -> impl Strategy<Value = Schedule> {
    let row = (proptest::collection::vec(0_u32..20_000, 15), any::<bool>(), 1_u32..500_000, 1_u32..500_000);
    (proptest::collection::vec(row, 1..4), proptest::collection::btree_set(1_u64..150, 3)).prop_map(
        |(rows, cuts)| {
            let cuts: Vec<u64> = cuts.into_iter().take(rows.len() - 1).collect();
            let rows = rows.into_iter().enumerate().map(|(i, (prices, has_ranges, first, more))| {
                let zones = [Zone::Single, Zone::Day, Zone::Night, Zone::Peak, Zone::HalfPeak];
                let heating = HeatingSeason { coefficient: decimal(1_800), first_month: 10, last_month: 4 };
                let limits = RangeLimits {
                    up_to: vec![decimal(first), decimal(first + more)],
                    heating: Some(heating),
                };
                let many = if has_ranges { 3 } else { 1 };
                let of_zone = |at: usize| prices[at * 3..at * 3 + many].iter().map(|&p| decimal(p)).collect();
                TariffRow {
                    id: format!("t{i}"),
                    branch: "any".to_owned(),
                    service: Service::Electricity,
                    category: Category::UrbanGas,
                    from: i.checked_sub(1).map(|i| day(cuts[i])),
                    until: cuts.get(i).map(|&cut| day(cut - 1)),
                    prices: zones.into_iter().enumerate().map(|(at, zone)| (zone, of_zone(at))).collect(),
                    ranges: has_ranges.then_some(limits),
                    source: "order".to_owned(),
                    confidence: Confidence::Demo,
                }
            });
            Schedule::parse(rows.collect()).unwrap()
        },
    )
}

fn zone_sets() -> impl Strategy<Value = Vec<Zone>> {
    prop_oneof![
        Just(vec![Zone::Single]),
        Just(vec![Zone::Day, Zone::Night]),
        Just(vec![Zone::Peak, Zone::HalfPeak, Zone::Night]),
    ]
}

/// A meter, or one and its successor, with any values and factors.
fn measured() -> impl Strategy<Value = Usage> {
    let values = proptest::collection::vec((0_u32..100_000, 0_u32..3_000), 6);
    (zone_sets(), values, 0_u64..120, 0_u64..15, any::<bool>(), 1_u32..60).prop_map(
        |(zones, values, from, gap, is_replaced, factor)| {
            let stretch = |meter: &str, from: u64, until: u64, values: &[(u32, u32)]| MeterStretch {
                meter: meter.to_owned(),
                digits: 5,
                factor,
                from: day(from),
                until: day(until),
                registers: zones
                    .iter()
                    .zip(values)
                    .map(|(&zone, &(first, units))| RegisterStretch {
                        zone,
                        first_id: "a".to_owned(),
                        first,
                        last_id: "b".to_owned(),
                        last: (first + units) % 100_000,
                        through_zero: first + units >= 100_000,
                    })
                    .collect(),
            };
            let until = from + gap;
            let mut stretches = vec![stretch("new", until, 140, &values[..3])];
            if is_replaced {
                stretches.push(stretch("old", from, until, &values[3..]));
            }
            Usage::Measured(stretches)
        },
    )
}

fn silent() -> impl Strategy<Value = Usage> {
    let months = proptest::collection::vec((1_u32..4, 0_u32..900_000), 0..9);
    (0..NoReading::ALL.len(), 1_u32..6, zone_sets(), months).prop_map(|(cause, nth, zones, months)| {
        let ago = std::iter::successors(Some(period(PERIOD).previous()), |p| Some(p.previous()));
        let past = |((months, units), period)| PastUse {
            period,
            months,
            units: zones.iter().map(|&zone| (zone, decimal(units))).collect(),
        };
        let history = months.into_iter().zip(ago).map(past).collect();
        Usage::Silent(SilentMonth { cause: NoReading::ALL[cause], nth, history })
    })
}

fn houses() -> impl Strategy<Value = Option<HouseUse>> {
    let volumes = proptest::collection::vec(0_u32..20_000_000, 4);
    proptest::option::of(
        (proptest::option::of(volumes), 0_u32..5_000, 0_u32..900_000, any::<bool>()).prop_map(
            |(volumes, norm, common, is_capped)| HouseUse {
                house: "h".to_owned(),
                measured: volumes.map(|v| HouseMeasured {
                    house: decimal(v[0]),
                    non_residential: decimal(v[1] / 10),
                    flats_by_norm: decimal(v[2] / 10),
                    flats_by_meter: decimal(v[3]),
                }),
                norm_id: "n".to_owned(),
                norm_per_m2: decimal(norm),
                common_m2: decimal(common),
                total_m2: decimal(3_000_000),
                is_capped,
            },
        ),
    )
}

fn charged() -> impl Strategy<Value = Vec<ChargedBefore>> {
    let line = (1..Method::ALL.len(), 0_u32..900_000, 0_i64..900_000);
    proptest::collection::vec(line, 0..6).prop_map(|lines| {
        let ago = std::iter::successors(Some(period(PERIOD).previous()), |p| Some(p.previous()));
        let line =
            |(i, ((method, units, amount), period)): (usize, ((usize, u32, i64), Period))| ChargedBefore {
                line: format!("l{i}"),
                period,
                method: Method::ALL[method],
                units: decimal(units),
                amount: Kopecks(amount),
            };
        lines.into_iter().zip(ago).enumerate().map(line).collect()
    })
}

fn accounts() -> impl Strategy<Value = AccountFacts> {
    let benefit = (1_u32..100_000, proptest::option::of(1_u32..900_000), any::<bool>());
    (0_u32..200_000, 0_u32..9, any::<bool>(), any::<bool>(), proptest::collection::vec(benefit, 0..3))
        .prop_map(|(per_person, residents, is_exempt, is_heated, benefits)| AccountFacts {
            account: "67100000017".parse().unwrap(),
            service: Service::Electricity,
            category: Category::UrbanGas,
            norm: Some(DwellingNorm {
                id: "n".to_owned(),
                norm: Norm { per_person: decimal(per_person), residents },
            }),
            is_exempt_from_ranges: is_exempt,
            is_heated_by_electricity: is_heated,
            benefits: benefits
                .into_iter()
                .enumerate()
                .map(|(i, (percent, up_to, covers_common_use))| Benefit {
                    id: format!("b{i}"),
                    percent: decimal(percent),
                    up_to_units: up_to.map(decimal),
                    covers_common_use,
                    from: period("2026-01"),
                    until: None,
                    source: "law".to_owned(),
                })
                .collect(),
        })
}

fn policies() -> impl Strategy<Value = BillingPolicy> {
    (any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(change, split, part)| BillingPolicy {
        tariff_change: if change { TariffChange::ByDays } else { TariffChange::PriceOfPeriod },
        range_split: if split { RangeSplit::Proportional } else { RangeSplit::ZoneByZone },
        norm_part: if part { NormPart::Recalculated } else { NormPart::Kept },
    })
}

/// The same facts in another order.
fn turned<'a>(mut account: AccountFacts, mut month: PeriodFacts<'a>) -> (AccountFacts, PeriodFacts<'a>) {
    account.benefits.reverse();
    month.charged_in_silence.reverse();
    match &mut month.usage {
        Usage::Measured(stretches) => {
            stretches.reverse();
            stretches.iter_mut().for_each(|stretch| stretch.registers.reverse());
        }
        Usage::Silent(silent) => {
            silent.history.reverse();
            silent.history.iter_mut().for_each(|past| past.units.reverse());
        }
        Usage::None => {}
    }
    (account, month)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn a_stranger_comes_to_the_same_kopecks(
        account in accounts(),
        schedule in schedules(),
        usage in prop_oneof![measured(), silent()],
        charged_in_silence in charged(),
        house in houses(),
        dwelling in 1_u32..3_000_000,
        policy in policies(),
        days in proptest::option::of((1_u32..32, 0_u32..31)),
    ) {
        // Part of a month, where no reading contradicts it.
        let days = days.filter(|_| matches!(usage, Usage::Silent(_))).and_then(|(first, more)| {
            let of = |day: u32| period(PERIOD).day(day);
            DaySpan::new(of(first), of(first + more))
        });
        let is_measured = matches!(usage, Usage::Measured(_));
        let month = PeriodFacts {
            period: period(PERIOD),
            days,
            schedule: &schedule,
            usage,
            charged_in_silence: if is_measured { charged_in_silence } else { Vec::new() },
            common_use: house.as_ref().map(|house| CommonUseShare { house, dwelling_m2: decimal(dwelling) }),
            policy: &policy,
        };
        let lines = charge(&account, &month).unwrap();
        assert_lines(&lines);
        // A bill that gives back no recalculation is never below zero.
        if month.charged_in_silence.is_empty() {
            prop_assert!(lines.iter().map(|line| line.amount.0).sum::<i64>() >= 0);
        }
        let (account, month) = turned(account, month);
        prop_assert_eq!(charge(&account, &month).unwrap(), lines);
    }

    #[test]
    fn penalties_too(
        amount in 0_i64..9_000_000,
        payments in proptest::collection::vec((0_u64..400, 1_i64..3_000_000), 0..5),
        first in 0_u32..20_000,
        second in 0_u32..20_000,
        late in 0_u64..400,
    ) {
        let row = |id: &str, from: u64, until: u64, percent| RateRow {
            id: id.to_owned(),
            from: day(from),
            until: day(until),
            percent: decimal(percent),
            source: "decision".to_owned(),
        };
        let rates = PenaltyRates::parse(vec![row("b", 101, 500, second), row("a", 0, 100, first)]).unwrap();
        let debt = LateDebt {
            period: period(PERIOD),
            due: day(0),
            amount: Kopecks(amount),
            payments: payments.iter().map(|&(on, sum)| (day(on), Kopecks(sum))).collect(),
        };
        let found = penalty(&debt, day(late), &rates).unwrap();
        let tree: Value = serde_json::to_value(&found.derivation).unwrap();
        prop_assert_eq!(reckon(&tree["amount"]), whole(found.amount.0) / whole(100));
        // The formula of the law, part by part.
        let mut paid = payments;
        paid.sort_unstable();
        let (mut left, mut sum) = (amount, whole(0));
        let end = [(late, i64::MAX)];
        for (n, part) in paid.into_iter().filter(|(on, _)| *on <= late).chain(end) {
            let part = part.min(left);
            left -= part;
            let n = i64::try_from(n).unwrap();
            let (a, b) = ((n.min(90) - 30).max(0), (n - 90).max(0));
            let rate = whole(i64::from(if n <= 100 { first } else { second })) / whole(100_000);
            sum += whole(part) * rate * (whole(a) / whole(300) + whole(b) / whole(130));
        }
        prop_assert_eq!(sum.round(), whole(found.amount.0));
    }
}
