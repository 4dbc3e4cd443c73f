//! The schedule of a branch: dated prices without a gap and without an overlap.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::tariffs::days::{day_after, day_before};
use crate::tariffs::{Category, DaySpan, RangeLimits, RowFault, Service, TariffProblem, Zone, ZonePrice};

/// How sure a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Published, and found in two places or in the order itself.
    High,
    /// One good source.
    Medium,
    /// Weak, undated or derived.
    Low,
    /// For demonstration: not a fact.
    Demo,
}

/// One version of a tariff: prices of a category during some days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TariffRow {
    /// What a bill quotes it by; one in a branch.
    pub id: String,
    /// Whose.
    pub branch: String,
    /// What is supplied.
    pub service: Service,
    /// To whom.
    pub category: Category,
    /// First day; `None` from ever.
    pub from: Option<NaiveDate>,
    /// Last day, counted; `None` until further notice.
    pub until: Option<NaiveDate>,
    /// ₽ a unit, VAT included: by zone, then by range. One price when there are no ranges.
    pub prices: BTreeMap<Zone, Vec<Decimal>>,
    /// Limits of the ranges, when there are any.
    pub ranges: Option<RangeLimits>,
    /// The order that set it, as it is cited.
    pub source: String,
    /// How sure the figures are.
    pub confidence: Confidence,
}

impl TariffRow {
    /// Whether it holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.first_day() <= day && day <= self.last_day()
    }

    /// Prices of the first range, as a one-line reckoning needs them.
    pub fn first_prices(&self) -> impl Iterator<Item = ZonePrice> + '_ {
        self.prices.iter().filter_map(|(&zone, prices)| Some(ZonePrice { zone, rubles: *prices.first()? }))
    }

    fn first_day(&self) -> NaiveDate {
        self.from.unwrap_or(NaiveDate::MIN)
    }

    fn last_day(&self) -> NaiveDate {
        self.until.unwrap_or(NaiveDate::MAX)
    }

    fn fault(&self) -> Option<RowFault> {
        if self.first_day() > self.last_day() {
            return Some(RowFault::Backwards);
        }
        if self.prices.is_empty() {
            return Some(RowFault::NoPrices);
        }
        if let Some(limits) = &self.ranges {
            if limits.up_to.is_empty() || !limits.are_rising() {
                return Some(RowFault::LimitsNotRising);
            }
            if limits.heating.is_some_and(|season| season.coefficient < Decimal::ONE) {
                return Some(RowFault::CoefficientBelowOne);
            }
        }
        let ranges = self.ranges.as_ref().map_or(1, RangeLimits::ranges);
        self.prices.iter().find_map(|(&zone, prices)| {
            if prices.len() != ranges {
                Some(RowFault::WrongNumberOfPrices(zone))
            } else if prices.iter().any(|price| *price < Decimal::ZERO) {
                Some(RowFault::NegativePrice(zone))
            } else {
                None
            }
        })
    }
}

/// Prices of one category of one branch in the order of time. Between its first and its last day every zone that it
/// prices has exactly one price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    service: Service,
    category: Category,
    rows: Vec<TariffRow>,
}

/// A version of a tariff and the days of a span on which it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version<'a> {
    /// The row.
    pub row: &'a TariffRow,
    /// Which of the days that were asked for.
    pub days: DaySpan,
}

impl Schedule {
    /// Checks rows of one branch, service and category; their order does not matter.
    ///
    /// # Errors
    /// Everything that is wrong, with days: [`TariffProblem::Row`], `SameId`, `Overlap` and `Gap`.
    pub fn parse(mut rows: Vec<TariffRow>) -> Result<Self, Vec<TariffProblem>> {
        rows.sort_by(|a, b| (a.first_day(), &a.id).cmp(&(b.first_day(), &b.id)));
        let Some((service, category, branch)) =
            rows.first().map(|row| (row.service, row.category, row.branch.clone()))
        else {
            return Err(Vec::new());
        };
        let mut problems = Vec::new();
        let mut ids = BTreeSet::new();
        for row in &rows {
            let is_stranger = (row.service, row.category) != (service, category) || row.branch != branch;
            let fault = if is_stranger { Some(RowFault::Stranger) } else { row.fault() };
            problems.extend(fault.map(|fault| TariffProblem::Row { tariff: row.id.clone(), fault }));
            if !ids.insert(&row.id) {
                problems.push(TariffProblem::SameId { tariff: row.id.clone() });
            }
        }
        let schedule = Self { service, category, rows };
        if problems.is_empty() {
            problems.extend(schedule.zones().into_iter().flat_map(|zone| schedule.breaks(zone)));
        }
        if problems.is_empty() { Ok(schedule) } else { Err(problems) }
    }

    /// What is supplied.
    #[must_use]
    pub const fn service(&self) -> Service {
        self.service
    }

    /// To whom.
    #[must_use]
    pub const fn category(&self) -> Category {
        self.category
    }

    /// The versions, oldest first.
    #[must_use]
    pub fn rows(&self) -> &[TariffRow] {
        &self.rows
    }

    /// Zones that have a price on some day.
    #[must_use]
    pub fn zones(&self) -> BTreeSet<Zone> {
        self.rows.iter().flat_map(|row| row.prices.keys().copied()).collect()
    }

    /// The version that prices a zone on a day.
    #[must_use]
    pub fn on(&self, zone: Zone, day: NaiveDate) -> Option<&TariffRow> {
        self.of_zone(zone).find(|row| row.holds_on(day))
    }

    /// The versions that price a zone on some days, oldest first; together they hold on each of them.
    ///
    /// # Errors
    /// [`TariffProblem::Gap`] when one of the days has no price.
    pub fn versions(&self, zone: Zone, days: DaySpan) -> Result<Vec<Version<'_>>, TariffProblem> {
        let versions: Vec<_> = self
            .of_zone(zone)
            .filter_map(|row| {
                let held = DaySpan::new(row.first_day(), row.last_day())?;
                Some(Version { row, days: held.shared_with(days)? })
            })
            .collect();
        let gap = |from, until| {
            Err(TariffProblem::Gap { service: self.service, category: self.category, zone, from, until })
        };
        match (versions.first(), versions.last()) {
            (Some(first), _) if first.days.first() > days.first() => {
                gap(days.first(), day_before(first.days.first()))
            }
            (_, Some(last)) if last.days.last() < days.last() => {
                gap(day_after(last.days.last()), days.last())
            }
            (None, _) | (_, None) => gap(days.first(), days.last()),
            _ => Ok(versions),
        }
    }

    fn of_zone(&self, zone: Zone) -> impl Iterator<Item = &TariffRow> {
        self.rows.iter().filter(move |row| row.prices.contains_key(&zone))
    }

    /// Overlaps and gaps of a zone.
    fn breaks(&self, zone: Zone) -> Vec<TariffProblem> {
        let rows: Vec<_> = self.of_zone(zone).collect();
        let (service, category) = (self.service, self.category);
        rows.iter()
            .zip(rows.iter().skip(1))
            .filter_map(|(earlier, later)| {
                let expected = day_after(earlier.last_day());
                if later.first_day() <= earlier.last_day() {
                    let until = [earlier.until, later.until].into_iter().flatten().min();
                    let (first, second) = (earlier.id.clone(), later.id.clone());
                    let from = later.first_day();
                    Some(TariffProblem::Overlap { service, category, zone, from, until, first, second })
                } else if later.first_day() > expected {
                    let until = day_before(later.first_day());
                    Some(TariffProblem::Gap { service, category, zone, from: expected, until })
                } else {
                    None
                }
            })
            .collect()
    }
}

/// Every schedule of a branch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TariffBook {
    schedules: BTreeMap<(Service, Category), Schedule>,
}

/// What a close will ask of the tariffs: prices of these zones on these days.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TariffNeed {
    /// What is supplied.
    pub service: Service,
    /// To whom.
    pub category: Category,
    /// In which zone.
    pub zone: Zone,
    /// From the oldest reading that will be used to the end of the period.
    pub days: DaySpan,
}

impl TariffBook {
    /// Checks all rows of a branch; their order does not matter.
    ///
    /// # Errors
    /// Everything that is wrong in any schedule.
    pub fn parse(rows: Vec<TariffRow>) -> Result<Self, Vec<TariffProblem>> {
        let mut by_key: BTreeMap<_, Vec<TariffRow>> = BTreeMap::new();
        for row in rows {
            by_key.entry((row.service, row.category)).or_default().push(row);
        }
        let (mut book, mut problems) = (Self::default(), Vec::new());
        for (key, rows) in by_key {
            match Schedule::parse(rows) {
                Ok(schedule) => drop(book.schedules.insert(key, schedule)),
                Err(found) => problems.extend(found),
            }
        }
        if problems.is_empty() { Ok(book) } else { Err(problems) }
    }

    /// Prices of a category.
    #[must_use]
    pub fn schedule(&self, service: Service, category: Category) -> Option<&Schedule> {
        self.schedules.get(&(service, category))
    }

    /// Every schedule.
    pub fn schedules(&self) -> impl Iterator<Item = &Schedule> {
        self.schedules.values()
    }

    /// What is missing of what a close needs, in order and each once: the list by which it refuses to begin.
    #[must_use]
    pub fn missing(&self, needs: &[TariffNeed]) -> Vec<TariffProblem> {
        let found: BTreeSet<_> = needs
            .iter()
            .filter_map(|need| {
                let TariffNeed { service, category, zone, days } = *need;
                match self.schedule(service, category) {
                    Some(schedule) => schedule.versions(zone, days).err(),
                    None => Some(TariffProblem::Gap {
                        service,
                        category,
                        zone,
                        from: days.first(),
                        until: days.last(),
                    }),
                }
            })
            .collect();
        found.into_iter().collect()
    }
}

#[cfg(test)]
#[path = "schedule_tests.rs"]
mod tests;
