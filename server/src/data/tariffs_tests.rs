//! Tariffs of the branches: the shipped ones say what is known, and each kind of mistake is refused.

use std::borrow::Cow;

use super::*;
use crate::data::Folder;

fn shipped() -> Folder {
    Folder(concat!(env!("CARGO_MANIFEST_DIR"), "/../data").into())
}

/// A branch with one file of tariffs.
struct Only<'a>(&'a str);

impl DataSource for Only<'_> {
    fn read(&self, path: &str) -> Option<Cow<'_, [u8]>> {
        (path == "tariffs/here.toml").then_some(Cow::Borrowed(self.0.as_bytes()))
    }

    fn list(&self, _folder: &str) -> Vec<String> {
        vec!["here.toml".to_owned()]
    }
}

const TWO: &str = r#"
[[tariffs]]
id = "old"
service = "electricity"
until = 2025-12-31
prices = { single = "5.85" }
source = "order 1"
confidence = "high"

[[tariffs]]
id = "new"
service = "electricity"
categories = ["urban_gas"]
from = 2026-01-01
prices = { single = ["4.93", "8.27"] }
ranges = { up_to = ["3900"], heating = { coefficient = "1.8", first_month = 10, last_month = 4 } }
source = "order 2"
confidence = "low"
"#;

fn load(text: &str) -> Result<Tariffs, String> {
    Tariffs::load(&Only(text), "here", &[Service::Electricity]).map_err(|error| error.to_string())
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn rows_become_a_schedule_for_each_category() {
    let tariffs = load(TWO).unwrap();
    assert_eq!(tariffs.rows().len(), 4, "three categories, then one");
    let price = |category, date| {
        tariffs.price(category, Service::Electricity, Zone::Single, day(date)).map(|p| p.to_string())
    };
    assert_eq!(price("rural", "2025-12-31").as_deref(), Some("5.85"));
    assert_eq!(price("urban_gas", "2026-01-01").as_deref(), Some("4.93"), "the first range");
    assert_eq!(price("rural", "2026-01-01"), None);
    assert_eq!(price("firm", "2025-12-31"), None);
    let book = tariffs.book().unwrap();
    assert_eq!(book.schedules().count(), 3);
    let ranges =
        book.schedule(Service::Electricity, Category::UrbanGas).unwrap().rows()[1].ranges.clone().unwrap();
    assert_eq!(ranges.heating.unwrap().coefficient.to_string(), "1.8");
}

#[test]
fn mistakes_are_named() {
    for (from, to, sentence) in [
        ("\"5.85\"", "\"5,85\"", "\"5,85\" is not a number"),
        ("\"5.85\"", "5.85", "invalid type: floating point"),
        ("single = \"5.85\"", "dusk = \"5.85\"", "unknown variant `dusk`"),
        ("until = 2025-12-31", "until = 2026-01-01", "single of urban_gas has two prices from 2026-01-01"),
        ("until = 2025-12-31", "from = 2026-01-01\nuntil = 2025-12-31", "old is no tariff"),
        ("[\"4.93\", \"8.27\"]", "\"4.93\"", "new is no tariff"),
        ("\"new\"", "\"old\"", "old stands twice"),
        ("first_month = 10", "first_month = 13", "tariffs[1].ranges.heating: a month is 1 to 12"),
        (
            "service = \"electricity\"",
            "service = \"hot_water\"",
            "tariffs[0].service: the branch does not supply",
        ),
        ("source = \"order 1\"", "", "missing field `source`"),
        ("\"high\"", "\"sure\"", "unknown variant `sure`"),
    ] {
        let error = load(&TWO.replacen(from, to, 1)).unwrap_err();
        assert!(
            error.starts_with("data/tariffs/here.toml, ") && error.contains(sentence),
            "{error}\n{sentence}"
        );
    }
}

#[test]
fn a_gap_stops_bills_and_nothing_else() {
    let tariffs = load(&TWO.replacen("2025-12-31", "2025-12-30", 1)).unwrap();
    let gaps = tariffs.book().unwrap_err();
    assert_eq!(gaps.len(), 1);
    assert_eq!(gaps[0].to_string(), "single of urban_gas has no price from 2025-12-31");
    assert_eq!(tariffs.price("urban_gas", Service::Electricity, Zone::Single, day("2025-12-31")), None);
    assert!(tariffs.price("urban_gas", Service::Electricity, Zone::Single, day("2026-02-01")).is_some());
}

#[test]
fn only_tvers_one_zone_prices_are_published() {
    let services = [Service::Electricity, Service::HotWater];
    for name in shipped().list("tariffs") {
        let tariffs = Tariffs::load(&shipped(), name.strip_suffix(".toml").unwrap(), &services).unwrap();
        assert!(tariffs.book().is_ok(), "{name}");
        for tariff in tariffs.rows().iter().filter(|tariff| tariff.confidence != Confidence::Demo) {
            assert_eq!(tariff.branch, "tver");
            assert!(tariff.from.is_some_and(|from| from >= day("2026-01-01")));
            assert!(tariff.prices.keys().all(|zone| *zone == Zone::Single));
        }
    }
}
