//! Facts of a flat in October 2026, to be changed by each test.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::Period;
use crate::bills::{
    AccountFacts, BillLine, BillingPolicy, ChargeProblem, ChargedBefore, CommonUseShare, DwellingNorm,
    HouseUse, MeterStretch, PeriodFacts, RegisterStretch, Usage, charge,
};
use crate::tariffs::{
    Category, Confidence, HeatingSeason, Norm, RangeLimits, Schedule, Service, TariffRow, Zone,
};

pub(super) fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

pub(super) fn one(period: &str) -> Period {
    period.parse().unwrap()
}

/// A flat with its prices, its use and its house.
pub(super) struct World {
    pub(super) account: AccountFacts,
    pub(super) period: Period,
    pub(super) schedule: Schedule,
    pub(super) usage: Usage,
    pub(super) charged: Vec<ChargedBefore>,
    pub(super) house: Option<(HouseUse, Decimal)>,
    pub(super) policy: BillingPolicy,
}

pub(super) fn row(
    id: &str,
    from: Option<&str>,
    until: Option<&str>,
    prices: &[(Zone, &[&str])],
) -> TariffRow {
    let prices: BTreeMap<_, Vec<_>> =
        prices.iter().map(|(zone, prices)| (*zone, prices.iter().map(|p| dec(p)).collect())).collect();
    let is_water = prices.contains_key(&Zone::Kitchen);
    TariffRow {
        id: id.to_owned(),
        branch: "demo".to_owned(),
        service: if is_water { Service::HotWater } else { Service::Electricity },
        category: Category::UrbanGas,
        from: from.map(|day| day.parse().unwrap()),
        until: until.map(|day| day.parse().unwrap()),
        prices,
        ranges: None,
        source: "order".to_owned(),
        confidence: Confidence::Demo,
    }
}

impl World {
    pub(super) fn of(rows: Vec<TariffRow>) -> Self {
        let schedule = Schedule::parse(rows).unwrap();
        Self {
            account: AccountFacts {
                account: "67100000017".parse().unwrap(),
                service: schedule.service(),
                category: Category::UrbanGas,
                norm: Some(DwellingNorm {
                    id: "gas-2".to_owned(),
                    norm: Norm { per_person: 46.into(), residents: 3 },
                }),
                is_exempt_from_ranges: false,
                is_heated_by_electricity: false,
                benefits: Vec::new(),
            },
            period: one("2026-10"),
            schedule,
            usage: Usage::None,
            charged: Vec::new(),
            house: None,
            policy: BillingPolicy::default(),
        }
    }

    /// One version for all time, without ranges.
    pub(super) fn flat(prices: &[(Zone, &str)]) -> Self {
        let prices: Vec<(Zone, [&str; 1])> = prices.iter().map(|&(zone, price)| (zone, [price])).collect();
        let prices: Vec<(Zone, &[&str])> = prices.iter().map(|(zone, price)| (*zone, &price[..])).collect();
        Self::of(vec![row("all", None, None, &prices)])
    }

    /// The price of Tver rises on 1 October.
    pub(super) fn tver() -> Self {
        let (earlier, later): (&[&str], &[&str]) = (&["5.95"], &["6.62"]);
        Self::of(vec![
            row("2026-1", None, Some("2026-09-30"), &[(Zone::Single, earlier)]),
            row("2026-10", Some("2026-10-01"), None, &[(Zone::Single, later)]),
        ])
    }

    /// Three ranges, one, two and three zones.
    pub(super) fn ulyanovsk() -> Self {
        let (day, night): (&[&str], &[&str]) = (&["4.93", "8.27", "9.47"], &["2.96", "4.97", "5.68"]);
        let (peak, half): (&[&str], &[&str]) = (&["4.93", "8.27", "9.47"], &["4.68", "7.86", "9.00"]);
        let prices = [
            (Zone::Single, day),
            (Zone::Day, day),
            (Zone::Night, night),
            (Zone::Peak, peak),
            (Zone::HalfPeak, half),
        ];
        let heating = HeatingSeason { coefficient: dec("1.8"), first_month: 10, last_month: 4 };
        let ranges = RangeLimits { up_to: vec![3_900.into(), 6_000.into()], heating: Some(heating) };
        Self::of(vec![TariffRow { ranges: Some(ranges), ..row("ranges", None, None, &prices) }])
    }

    /// One meter that has counted so many units by zone.
    pub(super) fn measured(&mut self, uses: &[(Zone, u32)]) {
        let registers: Vec<_> =
            uses.iter().map(|&(zone, units)| register(zone, 1_000, 1_000 + units)).collect();
        self.usage = Usage::Measured(vec![stretch("meter", &registers)]);
    }

    pub(super) fn charge(&self) -> Result<Vec<BillLine>, Vec<ChargeProblem>> {
        let share = self
            .house
            .as_ref()
            .map(|(house, dwelling_m2)| CommonUseShare { house, dwelling_m2: *dwelling_m2 });
        let month = PeriodFacts {
            period: self.period,
            schedule: &self.schedule,
            usage: self.usage.clone(),
            charged_in_silence: self.charged.clone(),
            common_use: share,
            policy: &self.policy,
        };
        charge(&self.account, &month)
    }
}

pub(super) fn register(zone: Zone, first: u32, last: u32) -> RegisterStretch {
    let id = |which: &str| format!("{which}-{}", zone.as_str());
    RegisterStretch { zone, first_id: id("r1"), first, last_id: id("r2"), last, through_zero: false }
}

/// From 20 September to 20 October.
pub(super) fn stretch(meter: &str, registers: &[RegisterStretch]) -> MeterStretch {
    let day = |text: &str| -> NaiveDate { text.parse().unwrap() };
    MeterStretch {
        meter: meter.to_owned(),
        digits: 5,
        factor: 1,
        from: day("2026-09-20"),
        until: day("2026-10-20"),
        registers: registers.to_vec(),
    }
}
