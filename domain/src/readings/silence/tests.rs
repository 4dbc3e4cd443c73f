//! The worked examples of `facts/domain.md` 2.4, and the table of 2.3.

use proptest::prelude::*;

use super::*;

fn price(zone: Zone, rubles: &str) -> ZonePrice {
    ZonePrice { zone, rubles: rubles.parse().unwrap() }
}

fn single(units: &[u64]) -> Vec<PeriodUse> {
    units.iter().map(|&units| vec![(Zone::Single, units)]).collect()
}

/// A flat of two rooms with a gas stove and three people.
fn norm() -> Option<Norm> {
    Some(Norm { per_person: Decimal::from(46), residents: 3 })
}

fn silence<'a>(cause: NoReading, history: &'a [PeriodUse], prices: &'a [ZonePrice]) -> Silence<'a> {
    Silence { service: Service::Electricity, cause, silent_before: 0, history, norm: norm(), prices }
}

fn november() -> Period {
    "2026-11".parse().unwrap()
}

const WORKED: [u64; 6] = [180, 210, 195, 240, 220, 205];

#[test]
fn three_averages_then_the_norm() {
    let (history, prices) = (single(&WORKED), [price(Zone::Single, "5.95")]);
    let charges = silence(NoReading::NotReported, &history, &prices).forecast(november(), 5).unwrap();
    let told: Vec<_> = charges.iter().map(|c| (c.period.to_string(), c.method, c.cost().0)).collect();
    let norm = AccrualMethod::Norm(NormFactor::Plain);
    assert_eq!(
        told,
        [
            ("2026-11".to_owned(), AccrualMethod::Average, 123_958),
            ("2026-12".to_owned(), AccrualMethod::Average, 123_958),
            ("2027-01".to_owned(), AccrualMethod::Average, 123_958),
            ("2027-02".to_owned(), norm, 82_110),
            ("2027-03".to_owned(), norm, 82_110),
        ]
    );
    assert_eq!(charges[0].lines[0].units.round_dp(3).to_string(), "208.333");
    assert_eq!(charges[3].lines[0].units, Decimal::from(138));
}

#[test]
fn refusing_costs_half_as_much_again() {
    let (history, prices) = (single(&WORKED), [price(Zone::Single, "5.95")]);
    let mut silence = silence(NoReading::AccessRefused, &history, &prices);
    silence.silent_before = 3;
    let charge = &silence.forecast(november(), 1).unwrap()[0];
    assert_eq!((charge.lines[0].units, charge.cost()), (Decimal::from(207), Kopecks(123_165)));
}

/// 900 kWh at 5.95 are 5 355.00; charged were 4 539.84.
#[test]
fn a_reading_puts_it_right() {
    let (history, prices) = (single(&WORKED), [price(Zone::Single, "5.95")]);
    let charged = silence(NoReading::NotReported, &history, &prices).forecast(november(), 4).unwrap();
    assert_eq!(charged.iter().map(SilentCharge::cost).sum::<Kopecks>(), Kopecks(453_984));
    for (actual, recalculated, kept) in
        [(535_500, 81_516, 81_516), (453_984, 0, 0), (100_000, -353_984, -353_984), (0, -453_984, -371_874)]
    {
        let result = |part| recalculation(Kopecks(actual), &charged, part);
        assert_eq!(result(NormPart::Recalculated), Kopecks(recalculated), "{actual}");
        assert_eq!(result(NormPart::Kept), Kopecks(kept), "{actual}");
    }
}

#[test]
fn only_the_six_newest_months_count_and_three_are_enough() {
    let prices = [price(Zone::Single, "1.00")];
    for (history, cost, method) in [
        (vec![60, 60, 60, 60, 60, 60, 9_999], 6_000, AccrualMethod::Average),
        (vec![10, 20, 60], 3_000, AccrualMethod::Average),
        (vec![10, 20, 30, 40], 2_500, AccrualMethod::Average),
        (vec![10, 20], 13_800, AccrualMethod::Norm(NormFactor::Plain)),
        (vec![], 13_800, AccrualMethod::Norm(NormFactor::Plain)),
    ] {
        let history = single(&history);
        let charge = &silence(NoReading::NotReported, &history, &prices).forecast(november(), 1).unwrap()[0];
        assert_eq!((charge.cost(), charge.method), (Kopecks(cost), method), "{history:?}");
    }
}

#[test]
fn zones_are_averaged_and_priced_apart() {
    let history: Vec<PeriodUse> =
        [(200, 90), (210, 95), (220, 100)].map(|(d, n)| vec![(Zone::Day, d), (Zone::Night, n)]).into();
    let prices = [price(Zone::Day, "4.93"), price(Zone::Night, "2.96"), price(Zone::Single, "5.95")];
    let charge = &silence(NoReading::NotReported, &history, &prices).forecast(november(), 1).unwrap()[0];
    let lines: Vec<_> = charge.lines.iter().map(|line| (line.zone, line.cost)).collect();
    assert_eq!(lines, [(Zone::Day, Kopecks(103_530)), (Zone::Night, Kopecks(28_120))]);
    assert_eq!(charge.cost(), Kopecks(131_650));
}

#[test]
fn what_cannot_be_told_is_said_so() {
    let (history, prices) = (single(&WORKED), [price(Zone::Single, "5.95")]);
    let mut unknown = silence(NoReading::NotReported, &history, &prices);
    unknown.norm = None;
    assert_eq!(unknown.forecast(november(), 3).unwrap().len(), 3);
    assert_eq!(unknown.forecast(november(), 4), Err(CannotTell::NoNorm));
    unknown.prices = &[];
    assert_eq!(unknown.forecast(november(), 1), Err(CannotTell::NoPrice));
}

#[test]
fn the_whole_table() {
    use AccrualMethod::{Average, Norm};
    use NormFactor::{OneAndAHalf, Plain, Ten};
    // Electricity: periods 1, 3 and 4 in a row; then the first without an average. Hot water: period 4.
    let table = [
        (NoReading::NotReported, [Average, Average, Norm(Plain), Norm(Plain)], Norm(Plain)),
        (NoReading::MeterOut, [Average, Average, Average, Norm(Plain)], Norm(OneAndAHalf)),
        (NoReading::Unmetered, [Norm(Plain); 4], Norm(Plain)),
        (NoReading::AccessRefused, [Average, Average, Norm(OneAndAHalf), Norm(Plain)], Norm(OneAndAHalf)),
        (NoReading::InstallationRefused, [Norm(OneAndAHalf); 4], Norm(OneAndAHalf)),
        (NoReading::NoMeter, [Norm(OneAndAHalf); 4], Norm(OneAndAHalf)),
        (NoReading::Tampered, [Norm(Ten); 4], Norm(Ten)),
    ];
    assert_eq!(table.map(|(cause, ..)| cause), NoReading::ALL);
    for (cause, electricity, water) in table {
        let methods = [(1, true), (3, true), (4, true), (1, false)]
            .map(|(nth, has_average)| cause.method(Service::Electricity, nth, has_average));
        assert_eq!(methods, electricity, "{cause:?}");
        assert_eq!(cause.method(Service::HotWater, 4, true), water, "{cause:?}");
        assert!(!cause.source().is_empty());
        assert_eq!(NoReading::parse(cause.as_str()), Some(cause));
        assert_eq!(serde_json::to_value(cause).unwrap(), cause.as_str());
    }
}

proptest! {
    /// Silence never pays: the forecast is there for any history, and is never negative.
    #[test]
    fn charges_are_never_negative(
        history in proptest::collection::vec(0_u64..1_000_000_000, 0..12),
        silent_before in any::<u32>(),
        cause in 0..NoReading::ALL.len(),
    ) {
        let (history, prices) = (single(&history), [price(Zone::Single, "6.62")]);
        let silence = Silence { silent_before, ..silence(NoReading::ALL[cause], &history, &prices) };
        for charge in silence.forecast(november(), 4).unwrap() {
            prop_assert!(charge.cost() >= Kopecks::ZERO);
        }
    }

    /// Charged and corrected is what was used, whatever was charged.
    #[test]
    fn a_recalculation_leaves_the_actual_cost(history in proptest::collection::vec(0_u64..100_000, 3..12), actual in 0_i64..10_000_000) {
        let (history, prices) = (single(&history), [price(Zone::Single, "6.62")]);
        let charged = silence(NoReading::NotReported, &history, &prices).forecast(november(), 5).unwrap();
        let paid: Kopecks = charged.iter().map(SilentCharge::cost).sum();
        prop_assert_eq!(paid + recalculation(Kopecks(actual), &charged, NormPart::Recalculated), Kopecks(actual));
        prop_assert!(paid + recalculation(Kopecks(actual), &charged, NormPart::Kept) >= Kopecks(actual));
    }
}
