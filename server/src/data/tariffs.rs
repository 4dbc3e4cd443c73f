//! Tariffs of a branch: what a unit costs on a day. A gap is no mistake: nothing is priced there.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Deserialize;
use svetlitsa_domain::tariffs::{Service, Zone, ZonePrice};

use crate::data::values::{Amount, Day};

/// Prices of one category of customers during some days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tariff {
    /// What is supplied.
    pub service: Service,
    /// Category of customers: `urban`, or `reduced` for electric stoves and the countryside.
    pub category: String,
    /// First day; `None` from ever.
    pub from: Option<NaiveDate>,
    /// Last day; `None` until further notice.
    pub until: Option<NaiveDate>,
    /// ₽ per unit, VAT included.
    pub prices: Vec<ZonePrice>,
    /// For demonstration: not a published fact.
    pub is_demo: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawTariff {
    service: Service,
    category: String,
    from: Option<Day>,
    until: Option<Day>,
    prices: BTreeMap<Zone, Amount>,
    demo: bool,
}

impl Tariff {
    fn covers(&self, date: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= date) && self.until.is_none_or(|until| date <= until)
    }

    /// The first zone priced by both on the same day.
    fn clashes_with(&self, other: &Self) -> Option<Zone> {
        let is_before = |a: &Self, b: &Self| a.until.zip(b.from).is_some_and(|(until, from)| until < from);
        if self.service != other.service
            || self.category != other.category
            || is_before(self, other)
            || is_before(other, self)
        {
            return None;
        }
        let zones = |tariff: &Self| tariff.prices.iter().map(|price| price.zone).collect::<Vec<_>>();
        zones(self).into_iter().find(|zone| zones(other).contains(zone))
    }
}

/// Every tariff of a branch, none of them contradicting another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tariffs(Vec<Tariff>);

impl Tariffs {
    /// Checks rows; the error is a key and a sentence.
    pub(super) fn parse(rows: Vec<RawTariff>, services: &[Service]) -> Result<Self, (String, String)> {
        let mut tariffs: Vec<Tariff> = Vec::with_capacity(rows.len());
        for (i, row) in rows.into_iter().enumerate() {
            let RawTariff { service, category, from, until, prices, demo } = row;
            let fail = |key: &str, problem: String| Err((format!("tariffs[{i}].{key}"), problem));
            if !services.contains(&service) {
                return fail("service", format!("the branch does not supply {}", service.as_str()));
            }
            let (from, until) = (from.map(|day| day.0), until.map(|day| day.0));
            if let Some((from, until)) = from.zip(until).filter(|(from, until)| from > until) {
                return fail("until", format!("{until} is before its first day {from}"));
            }
            if prices.is_empty() {
                return fail("prices", "there is no price".to_owned());
            }
            let prices =
                prices.into_iter().map(|(zone, amount)| ZonePrice { zone, rubles: amount.0 }).collect();
            let tariff = Tariff { service, category, from, until, prices, is_demo: demo };
            let clash = tariffs.iter().enumerate().find_map(|(j, old)| Some((j, old.clashes_with(&tariff)?)));
            if let Some((j, zone)) = clash {
                let (zone, category) = (zone.as_str(), &tariff.category);
                return fail(
                    "from",
                    format!("{zone} of {category} already has a price in tariffs[{j}] then"),
                );
            }
            tariffs.push(tariff);
        }
        Ok(Self(tariffs))
    }

    /// Price of a unit on a day.
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
        let category = category.to_owned();
        self.0
            .iter()
            .filter(move |tariff| {
                tariff.service == service && tariff.category == category && tariff.covers(date)
            })
            .flat_map(|tariff| tariff.prices.iter().copied())
    }

    /// The rows, as written.
    #[must_use]
    pub fn rows(&self) -> &[Tariff] {
        &self.0
    }
}
