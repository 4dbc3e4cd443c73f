//! Tariffs of a branch, `tariffs/<branch>.toml`: what a unit costs on a day, by whose order, and how sure that is.
//!
//! Two prices for one day are a mistake, and nothing starts with it. A day without a price is none for pages, which
//! then show no price; but nothing is billed by such a schedule ([`Tariffs::book`]).

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::de::{self, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use svetlitsa_domain::tariffs::{
    Category, Confidence, HeatingSeason, RangeLimits, Service, TariffBook, TariffProblem, TariffRow, Zone,
    ZoneHours, ZonePrice,
};

use crate::data::DataSource;
use crate::data::error::{DataError, read_toml};
use crate::data::values::{Amount, Day};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTariffs {
    tariffs: Vec<RawTariff>,
    /// Hours of zones that differ from the usual ones: `[from, until]` pairs.
    #[serde(default)]
    hours: BTreeMap<Zone, Vec<(u8, u8)>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTariff {
    id: String,
    service: Service,
    /// Whom it is for; everybody when it is not said.
    categories: Option<BTreeSet<Category>>,
    from: Option<Day>,
    until: Option<Day>,
    prices: BTreeMap<Zone, RawPrices>,
    ranges: Option<RawRanges>,
    source: String,
    confidence: RawConfidence,
}

/// One price, or one for each range.
struct RawPrices(Vec<Decimal>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRanges {
    up_to: Vec<Amount>,
    heating: Option<RawHeating>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawHeating {
    coefficient: Amount,
    first_month: u32,
    last_month: u32,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum RawConfidence {
    High,
    Medium,
    Low,
    Demo,
}

impl<'de> Deserialize<'de> for RawPrices {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Prices;
        impl<'de> Visitor<'de> for Prices {
            type Value = RawPrices;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a price as text, or one for each range")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<RawPrices, E> {
                let price = Amount::try_from(text.to_owned()).map_err(E::custom)?;
                Ok(RawPrices(vec![price.0]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut prices: A) -> Result<RawPrices, A::Error> {
                let mut found = Vec::new();
                while let Some(Amount(price)) = prices.next_element()? {
                    found.push(price);
                }
                Ok(RawPrices(found))
            }
        }
        deserializer.deserialize_any(Prices)
    }
}

/// Every tariff of a branch, none of them contradicting another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tariffs {
    rows: Vec<TariffRow>,
    book: Result<TariffBook, Vec<TariffProblem>>,
    hours: Arc<ZoneHours>,
}

impl Tariffs {
    /// Reads `tariffs/<branch>.toml`; a branch without this file prices nothing.
    pub(super) fn load(
        source: &dyn DataSource,
        branch: &str,
        services: &[Service],
    ) -> Result<Self, DataError> {
        let name = format!("{branch}.toml");
        let file = format!("tariffs/{name}");
        if !source.list("tariffs").contains(&name) {
            return Ok(Self { rows: Vec::new(), book: Ok(TariffBook::default()), hours: Arc::default() });
        }
        let raw: RawTariffs = read_toml(source, &file)?;
        let hours = ZoneHours::new(raw.hours)
            .map_err(|problem| DataError::at(&file, "hours", problem.to_string()))?;
        let mut rows = Vec::new();
        for (i, row) in raw.tariffs.into_iter().enumerate() {
            if !services.contains(&row.service) {
                let problem = format!("the branch does not supply {}", row.service.as_str());
                return Err(DataError::at(&file, &format!("tariffs[{i}].service"), problem));
            }
            if let Some(heating) = row.ranges.as_ref().and_then(|ranges| ranges.heating)
                && ![heating.first_month, heating.last_month].iter().all(|month| (1..=12).contains(month))
            {
                let key = format!("tariffs[{i}].ranges.heating");
                return Err(DataError::at(&file, &key, "a month is 1 to 12"));
            }
            rows.extend(row.rows(branch));
        }
        Self::parse(rows, hours).map_err(|problem| DataError::at(&file, "tariffs", problem.to_string()))
    }

    fn parse(rows: Vec<TariffRow>, hours: ZoneHours) -> Result<Self, TariffProblem> {
        let book = TariffBook::parse(rows.clone());
        let contradiction = book.as_ref().err().and_then(|problems| {
            problems.iter().find(|problem| !matches!(problem, TariffProblem::Gap { .. })).cloned()
        });
        match contradiction {
            Some(problem) => Err(problem),
            None => Ok(Self { rows, book, hours: Arc::new(hours) }),
        }
    }

    /// When each register counts.
    #[must_use]
    pub const fn hours(&self) -> &Arc<ZoneHours> {
        &self.hours
    }

    /// What bills are made by.
    ///
    /// # Errors
    /// The days without a price between two that have one.
    pub fn book(&self) -> Result<&TariffBook, &[TariffProblem]> {
        self.book.as_ref().map_err(Vec::as_slice)
    }

    /// Price of a unit on a day, of the first range when there are several.
    #[must_use]
    pub fn price(&self, category: &str, service: Service, zone: Zone, date: NaiveDate) -> Option<Decimal> {
        self.on(category, service, date).find(|price| price.zone == zone).map(|price| price.rubles)
    }

    /// Every zone's price on a day.
    pub fn on(
        &self,
        category: &str,
        service: Service,
        date: NaiveDate,
    ) -> impl Iterator<Item = ZonePrice> + use<'_> {
        let category = Category::parse(category);
        self.rows
            .iter()
            .filter(move |row| row.service == service && Some(row.category) == category && row.holds_on(date))
            .flat_map(TariffRow::first_prices)
    }

    /// The rows, as written; one for each category.
    #[must_use]
    pub fn rows(&self) -> &[TariffRow] {
        &self.rows
    }
}

impl RawTariff {
    fn rows(self, branch: &str) -> impl Iterator<Item = TariffRow> {
        let categories = self.categories.unwrap_or_else(|| Category::ALL.into_iter().collect());
        let ranges = self.ranges.map(|ranges| RangeLimits {
            up_to: ranges.up_to.into_iter().map(|limit| limit.0).collect(),
            heating: ranges.heating.map(|season| HeatingSeason {
                coefficient: season.coefficient.0,
                first_month: season.first_month,
                last_month: season.last_month,
            }),
        });
        let prices: BTreeMap<_, _> = self.prices.into_iter().map(|(zone, prices)| (zone, prices.0)).collect();
        let confidence = match self.confidence {
            RawConfidence::High => Confidence::High,
            RawConfidence::Medium => Confidence::Medium,
            RawConfidence::Low => Confidence::Low,
            RawConfidence::Demo => Confidence::Demo,
        };
        let branch = branch.to_owned();
        categories.into_iter().map(move |category| TariffRow {
            id: self.id.clone(),
            branch: branch.clone(),
            service: self.service,
            category,
            from: self.from.map(|day| day.0),
            until: self.until.map(|day| day.0),
            prices: prices.clone(),
            ranges: ranges.clone(),
            source: self.source.clone(),
            confidence,
        })
    }
}

#[cfg(test)]
#[path = "tariffs_tests.rs"]
mod tests;
