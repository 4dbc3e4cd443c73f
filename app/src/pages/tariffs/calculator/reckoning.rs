//! The calculator's sums: the domain's, with facts of nobody.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use svetlitsa_api::bills::{BillLineView, TariffCited};
use svetlitsa_api::tariffs::TariffSheet;
use svetlitsa_domain::bills::{
    AccountFacts, BillLine, BillingPolicy, ChargeProblem, DwellingNorm, MeterStretch, PeriodFacts,
    RegisterStretch, SilentMonth, Usage, bill_total, by_night_share, charge, cost_of_use,
    night_share_that_pays,
};
use svetlitsa_domain::readings::NoReading;
use svetlitsa_domain::tariffs::{Category, Confidence, DaySpan, Norm, Schedule, Service, Zone};
use svetlitsa_domain::{AccountNumber, Kopecks, Period};

use super::question::Layout;
use crate::pages::tariffs::book;

/// Digits of the largest meter there is.
const DIGITS: u8 = 9;
/// The engine asks whose bill it makes, and never looks at the answer.
const NOBODYS: &str = "00000000000";

/// By what the calculator reckons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rules {
    pub(super) schedule: Schedule,
    account: AccountNumber,
    policy: BillingPolicy,
    cited: Vec<TariffCited>,
}

/// What of a household decides its price.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Household {
    pub(super) is_exempt: bool,
    pub(super) is_heated: bool,
    pub(super) norm: Option<Norm>,
}

/// What was used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Used {
    /// So many units.
    Volume(Vec<(Zone, Decimal)>),
    /// From one value to another.
    Readings(Vec<(Zone, u32, u32)>),
}

impl Used {
    /// Units of all zones.
    pub(super) fn all(&self) -> Decimal {
        match self {
            Self::Volume(units) => units.iter().map(|(_, units)| units).sum(),
            Self::Readings(values) => {
                values.iter().map(|&(_, first, last)| Decimal::from(last.saturating_sub(first))).sum()
            }
        }
    }

    /// Hundredths of it that were used at night, rounded; `None` when nothing was.
    pub(super) fn night_share(&self) -> Option<u32> {
        let night = match self {
            Self::Volume(units) => units.iter().find(|(zone, _)| *zone == Zone::Night)?.1,
            Self::Readings(values) => {
                let (_, first, last) = values.iter().find(|(zone, ..)| *zone == Zone::Night)?;
                Decimal::from(last.saturating_sub(*first))
            }
        };
        let share = night.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(self.all())?;
        share.round().to_string().parse().ok()
    }
}

impl Rules {
    /// Prices of a category; `None` when there are none.
    pub(super) fn of(sheet: &TariffSheet, service: Service, category: Category) -> Option<Self> {
        let cited = sheet.versions.iter().map(|version| TariffCited {
            id: version.id.clone(),
            source: version.source.clone(),
            is_demo: version.confidence == Confidence::Demo,
            branch: None,
        });
        Some(Self {
            schedule: book::schedule(sheet, service, category)?,
            account: NOBODYS.parse().ok()?,
            policy: book::policy(sheet),
            cited: cited.collect(),
        })
    }

    /// Orders, for the lines.
    pub(super) fn cited(&self) -> Vec<TariffCited> {
        self.cited.clone()
    }

    /// Which meters have prices on the whole of a month.
    pub(super) fn layouts(&self, month: Period) -> Vec<Layout> {
        let days = DaySpan::of_period(month);
        let zones: BTreeSet<_> = self
            .schedule
            .zones()
            .into_iter()
            .filter(|zone| self.schedule.versions(*zone, days).is_ok())
            .collect();
        let has = |layout: &Layout| layout.zones().iter().all(|zone| zones.contains(zone));
        Layout::ALL.into_iter().filter(has).collect()
    }

    /// Whether any version has ranges.
    pub(super) fn has_ranges(&self) -> bool {
        self.schedule.rows().iter().any(|row| row.ranges.is_some())
    }

    /// What the use costs, line by line.
    pub(super) fn cost(
        &self,
        household: Household,
        month: Period,
        used: &Used,
    ) -> Result<Vec<BillLine>, ChargeProblem> {
        let facts = self.account(household);
        match used {
            Used::Volume(units) => cost_of_use(&facts, &self.month(month, Usage::None), units),
            Used::Readings(values) => {
                let usage = Usage::Measured(vec![stretch(month, values)]);
                charge(&facts, &self.month(month, usage)).map_err(first)
            }
        }
    }

    /// The same amount with another share of the night, or with one zone when there is none.
    pub(super) fn cost_by_share(
        &self,
        household: Household,
        month: Period,
        units: Decimal,
        night: Option<u32>,
    ) -> Option<Kopecks> {
        let parts = match night {
            None => vec![(Zone::Single, units)],
            Some(percent) => {
                let (day, night) = by_night_share(units, percent)?;
                vec![(Zone::Day, day), (Zone::Night, night)]
            }
        };
        bill_total(&self.cost(household, month, &Used::Volume(parts)).ok()?)
    }

    /// From which share of the night on two zones are cheaper.
    pub(super) fn pays_from(&self, household: Household, month: Period, units: Decimal) -> Option<u32> {
        night_share_that_pays(&self.account(household), &self.month(month, Usage::None), units).ok()?
    }

    /// A month that no meter tells of: by the norm.
    pub(super) fn by_norm(
        &self,
        household: Household,
        month: Period,
        cause: NoReading,
    ) -> Result<Vec<BillLine>, ChargeProblem> {
        let silent = SilentMonth { cause, nth: 4, history: Vec::new() };
        charge(&self.account(household), &self.month(month, Usage::Silent(silent))).map_err(first)
    }

    fn account(&self, household: Household) -> AccountFacts {
        AccountFacts {
            account: self.account.clone(),
            service: self.schedule.service(),
            category: self.schedule.category(),
            norm: household.norm.map(|norm| DwellingNorm { id: "norm".to_owned(), norm }),
            is_exempt_from_ranges: household.is_exempt,
            is_heated_by_electricity: household.is_heated,
            benefits: Vec::new(),
        }
    }

    fn month(&self, period: Period, usage: Usage) -> PeriodFacts<'_> {
        PeriodFacts {
            period,
            days: None,
            schedule: &self.schedule,
            usage,
            charged_in_silence: Vec::new(),
            common_use: None,
            policy: &self.policy,
        }
    }
}

fn first(problems: Vec<ChargeProblem>) -> ChargeProblem {
    problems.into_iter().next().unwrap_or(ChargeProblem::TooLarge)
}

/// A meter that was read on the last day of the month before, and on the last day of the month.
fn stretch(month: Period, values: &[(Zone, u32, u32)]) -> MeterStretch {
    let register = |&(zone, first, last): &(Zone, u32, u32)| RegisterStretch {
        zone,
        first_id: "first".to_owned(),
        first,
        last_id: "last".to_owned(),
        last,
        through_zero: false,
    };
    MeterStretch {
        meter: "calculator".to_owned(),
        digits: DIGITS,
        factor: 1,
        from: DaySpan::of_period(month.previous()).last(),
        until: DaySpan::of_period(month).last(),
        registers: values.iter().map(register).collect(),
    }
}

/// A line as the wire has it, for the view that bills share.
pub(super) fn as_view(line: BillLine) -> BillLineView {
    BillLineView {
        kind: line.kind,
        method: line.method,
        zone: line.zone,
        range: line.range,
        first_day: line.days.first(),
        last_day: line.days.last(),
        units: line.units.map(|units| units.normalize().to_string()),
        price: line.price.map(|price| price.to_string()),
        amount_kopecks: line.amount,
        derivation: line.derivation,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::tariffs::book::tests::sheet;

    fn month() -> Period {
        "2026-11".parse().unwrap()
    }

    fn rules() -> Rules {
        Rules::of(&sheet(), Service::Electricity, Category::UrbanGas).unwrap()
    }

    #[test]
    fn volumes_and_readings_cost_the_same() {
        let (rules, nobody) = (rules(), Household::default());
        let volume = Used::Volume(vec![(Zone::Day, 210.into()), (Zone::Night, 95.into())]);
        let readings = Used::Readings(vec![(Zone::Day, 1_000, 1_210), (Zone::Night, 5, 100)]);
        for used in [&volume, &readings] {
            let lines = rules.cost(nobody, month(), used).unwrap();
            assert_eq!(bill_total(&lines), Some(Kopecks(180_620)));
            assert_eq!((used.all(), used.night_share()), (Decimal::from(305), Some(31)));
        }
        let before = rules.cost(nobody, "2026-09".parse().unwrap(), &volume).unwrap();
        assert_eq!(bill_total(&before), Some(Kopecks(165_080)));
    }

    #[test]
    fn zones_are_compared() {
        let (rules, nobody) = (rules(), Household::default());
        let units = Decimal::from(245);
        assert_eq!(rules.cost_by_share(nobody, month(), units, None), Some(Kopecks(162_190)));
        assert_eq!(rules.cost_by_share(nobody, month(), units, Some(40)), Some(Kopecks(135_632)));
        assert_eq!(rules.pays_from(nobody, month(), units), Some(16));
        assert_eq!(rules.layouts(month()), [Layout::One, Layout::Two]);
    }

    #[test]
    fn without_a_meter_the_norm_is_charged() {
        let norm = Norm { per_person: 60.into(), residents: 2 };
        let household = Household { norm: Some(norm), ..Household::default() };
        for (cause, sum) in [(NoReading::NoMeter, 119_160), (NoReading::NotReported, 79_440)] {
            let lines = rules().by_norm(household, month(), cause).unwrap();
            assert_eq!(bill_total(&lines), Some(Kopecks(sum)), "{cause:?}");
        }
        let unknown = rules().by_norm(Household::default(), month(), NoReading::NoMeter);
        assert_eq!(unknown, Err(ChargeProblem::NoNorm(month())));
    }
}
