//! What came over the wire as the domain knows it: schedules, norms and the policy of the branch.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use svetlitsa_api::tariffs::{NormView, TariffSheet, TariffVersion};
use svetlitsa_domain::Period;
use svetlitsa_domain::bills::BillingPolicy;
use svetlitsa_domain::tariffs::{
    Category, HeatingSeason, Norm, NormRow, NormTable, RangeLimits, Schedule, Service, Stove, TariffRow,
};

/// Prices of a category; `None` when there are none, or they cannot be read.
pub(super) fn schedule(sheet: &TariffSheet, service: Service, category: Category) -> Option<Schedule> {
    let rows = sheet
        .versions
        .iter()
        .filter(|version| version.service == service && version.categories.contains(&category))
        .map(|version| row(sheet, version, category))
        .collect::<Option<Vec<_>>>()?;
    Schedule::parse(rows).ok()
}

fn row(sheet: &TariffSheet, version: &TariffVersion, category: Category) -> Option<TariffRow> {
    let prices = version.prices.iter().map(|of| Some((of.zone, decimals(&of.rubles)?)));
    let heating = match &version.heating {
        None => None,
        Some(season) => Some(HeatingSeason {
            coefficient: season.coefficient.parse().ok()?,
            first_month: season.first_month,
            last_month: season.last_month,
        }),
    };
    let up_to = decimals(&version.up_to)?;
    Some(TariffRow {
        id: version.id.clone(),
        branch: sheet.branch.clone(),
        service: version.service,
        category,
        from: version.from,
        until: version.until,
        prices: prices.collect::<Option<_>>()?,
        ranges: (!up_to.is_empty()).then_some(RangeLimits { up_to, heating }),
        source: version.source.clone(),
        confidence: version.confidence,
    })
}

fn decimals(texts: &[String]) -> Option<Vec<Decimal>> {
    texts.iter().map(|text| text.parse().ok()).collect()
}

/// How the branch bills.
pub(super) fn policy(sheet: &TariffSheet) -> BillingPolicy {
    let (tariff_change, range_split) = (sheet.tariff_change, sheet.range_split);
    BillingPolicy { tariff_change, range_split, ..BillingPolicy::default() }
}

/// Categories that have prices, in the order of the law.
pub(super) fn categories(sheet: &TariffSheet, service: Service) -> Vec<Category> {
    let has = |category: &Category| {
        sheet.versions.iter().any(|v| v.service == service && v.categories.contains(category))
    };
    Category::ALL.into_iter().filter(has).collect()
}

/// The first month that is priced from its first day; `None` when prices go back for ever.
pub(super) fn first_month(schedule: &Schedule) -> Option<Period> {
    let first: NaiveDate = schedule.rows().first()?.from?;
    Period::of(first)
}

/// A dwelling of the calculator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Home {
    pub(super) stove: Stove,
    pub(super) rooms: u8,
    pub(super) residents: u32,
}

/// The norm of a dwelling; `None` when the branch has none.
pub(super) fn norm(sheet: &TariffSheet, service: Service, home: Home) -> Option<Norm> {
    let own = || sheet.norms.iter().filter(|norm| norm.service == service);
    let flat = own().find(|norm| norm.stove.is_none());
    if let Some(per_person) = flat.and_then(|norm| norm.per_person.first()?.parse().ok()) {
        return (home.residents > 0).then_some(Norm { per_person, residents: home.residents });
    }
    let table = NormTable::new(own().map(norm_row).collect::<Option<_>>()?)?;
    table.of(home.stove, home.rooms, home.residents)
}

fn norm_row(norm: &NormView) -> Option<NormRow> {
    let by_residents = decimals(&norm.per_person)?.try_into().ok()?;
    Some(NormRow { stove: norm.stove?, rooms: norm.rooms?, by_residents })
}

#[cfg(test)]
pub(super) mod tests {
    use svetlitsa_api::tariffs::ZonePrices;
    use svetlitsa_domain::bills::TariffChange;
    use svetlitsa_domain::tariffs::{Confidence, RangeSplit, Zone};

    use super::*;

    pub(in crate::pages::tariffs) fn version(
        id: &str,
        from: Option<&str>,
        until: Option<&str>,
        prices: &[(Zone, &str)],
    ) -> TariffVersion {
        TariffVersion {
            id: id.to_owned(),
            service: Service::Electricity,
            categories: vec![Category::UrbanGas],
            from: from.map(|day| day.parse().unwrap()),
            until: until.map(|day| day.parse().unwrap()),
            prices: prices
                .iter()
                .map(|&(zone, price)| ZonePrices { zone, rubles: vec![price.to_owned()] })
                .collect(),
            up_to: Vec::new(),
            heating: None,
            source: "order".to_owned(),
            confidence: Confidence::Demo,
        }
    }

    /// Prices of Smolensk since October, and its norms of a gas kitchen.
    pub(in crate::pages::tariffs) fn sheet() -> TariffSheet {
        let old = [(Zone::Single, "5.95"), (Zone::Day, "6.54"), (Zone::Night, "2.92")];
        let new = [(Zone::Single, "6.62"), (Zone::Day, "7.28"), (Zone::Night, "2.92")];
        TariffSheet {
            branch: "smolensk".to_owned(),
            branch_name: "S".to_owned(),
            branches: Vec::new(),
            today: "2026-11-20".parse().unwrap(),
            services: vec![Service::Electricity],
            tariff_change: TariffChange::ByDays,
            range_split: RangeSplit::Proportional,
            versions: vec![
                version("new", Some("2026-10-01"), None, &new),
                version("old", None, Some("2026-09-30"), &old),
            ],
            norms: vec![NormView {
                service: Service::Electricity,
                stove: Some(Stove::Gas),
                rooms: Some(2),
                per_person: ["96", "60", "46", "38", "33"].map(str::to_owned).to_vec(),
                source: "order".to_owned(),
                is_demo: false,
            }],
            zone_hours: Vec::new(),
        }
    }

    #[test]
    fn the_wire_becomes_a_schedule_and_norms() {
        let sheet = sheet();
        let schedule = schedule(&sheet, Service::Electricity, Category::UrbanGas).unwrap();
        assert_eq!(schedule.rows().len(), 2);
        assert_eq!(first_month(&schedule), None);
        assert_eq!(categories(&sheet, Service::Electricity), [Category::UrbanGas]);
        assert!(super::schedule(&sheet, Service::HotWater, Category::UrbanGas).is_none());
        let home = Home { stove: Stove::Gas, rooms: 3, residents: 3 };
        assert_eq!(norm(&sheet, Service::Electricity, home).unwrap().units(), Decimal::from(138));
        assert_eq!(norm(&sheet, Service::Electricity, Home { stove: Stove::Electric, ..home }), None);
    }
}
