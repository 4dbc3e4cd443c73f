//! Branch profiles: the shipped ones say what is known, and each kind of mistake is refused.

use std::borrow::Cow;

use svetlitsa_domain::tariffs::Stove;

use super::*;
use crate::data::{DataSource, Dwelling, Folder};

fn shipped() -> Folder {
    Folder(concat!(env!("CARGO_MANIFEST_DIR"), "/../data").into())
}

/// The shipped files with one text replaced.
struct Mistyped<'a>(&'a str, &'a str);

impl DataSource for Mistyped<'_> {
    fn read(&self, path: &str) -> Option<Cow<'_, [u8]>> {
        if !path.starts_with("branches/") {
            return Some(Cow::Owned(shipped().read(path)?.into_owned()));
        }
        let text = String::from_utf8(shipped().read(path)?.into_owned()).ok()?;
        assert!(text.contains(self.0), "{}", self.0);
        Some(Cow::Owned(text.replacen(self.0, self.1, 1).into_bytes()))
    }

    fn list(&self, folder: &str) -> Vec<String> {
        shipped().list(folder)
    }
}

fn load(id: &str) -> Branch {
    Branch::load(&shipped(), id).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn prices_of_the_sample_world() {
    let on = |id: &str, category: &str, service, zone, date: &str| {
        load(id).price(category, service, zone, day(date)).map(|price| price.to_string())
    };
    use Service::{Electricity, HotWater};
    for (id, category, service, zone, date, price) in [
        ("smolensk", "urban_gas", Electricity, Zone::Single, "2026-11-20", Some("6.62")),
        ("smolensk", "urban_gas", Electricity, Zone::Day, "2026-11-20", Some("7.28")),
        ("smolensk", "urban_gas", Electricity, Zone::Night, "2026-11-20", Some("2.92")),
        ("kursk", "urban_electric", Electricity, Zone::Single, "2026-11-20", Some("4.64")),
        ("tver", "urban_gas", Electricity, Zone::Single, "2026-09-30", Some("5.95")),
        ("tver", "urban_gas", Electricity, Zone::Single, "2026-10-01", Some("6.62")),
        ("tver", "urban_electric", Electricity, Zone::Night, "2026-10-01", Some("2.05")),
        // `facts/domain.md` 3.3, city and gas; rural or with an electric stove.
        ("tver", "urban_gas", Electricity, Zone::Single, "2026-01-01", Some("5.95")),
        ("tver", "rural", Electricity, Zone::Single, "2026-01-01", Some("4.17")),
        ("tver", "urban_electric", Electricity, Zone::Single, "2026-09-30", Some("4.17")),
        ("tver", "rural", Electricity, Zone::Single, "2026-10-01", Some("4.64")),
        ("tver", "urban_electric", Electricity, Zone::Single, "2026-11-20", Some("4.64")),
        ("tver", "urban_gas", Electricity, Zone::Single, "2025-12-31", Some("5.85")),
        ("tver", "rural", Electricity, Zone::Single, "2025-12-31", Some("4.10")),
        ("krasnogorsk", "urban_gas", Electricity, Zone::Single, "2026-11-20", Some("5.95")),
        ("izhevsk", "urban_gas", Electricity, Zone::Day, "2026-11-20", Some("6.10")),
        ("izhevsk", "urban_gas", Electricity, Zone::Night, "2026-11-20", Some("3.40")),
        ("izhevsk", "urban_gas", Electricity, Zone::Single, "2026-11-20", Some("5.40")),
        ("izhevsk", "urban_gas", HotWater, Zone::Kitchen, "2026-11-20", Some("212.50")),
        ("smz", "urban_gas", Electricity, Zone::Single, "2026-11-20", None),
        ("murmansk", "urban_gas", Electricity, Zone::Single, "2026-11-20", None),
    ] {
        assert_eq!(
            on(id, category, service, zone, date).as_deref(),
            price,
            "{id} {category} {zone:?} {date}"
        );
    }
}

#[test]
fn norms_of_the_sample_world() {
    let dwelling = |residents, rooms, stove| Dwelling { residents, rooms, stove };
    let norm =
        |id: &str, service, dwelling| load(id).norms.of(service, dwelling).map(|n| n.units().to_string());
    let (gas, electric) = (Some(Stove::Gas), Some(Stove::Electric));
    // `facts/domain.md` 2.4: two rooms, gas, three people: 46 × 3.
    for (id, service, dwelling, units) in [
        ("smolensk", Service::Electricity, dwelling(3, 2, gas), Some("138")),
        ("smolensk", Service::Electricity, dwelling(1, 1, electric), Some("125")),
        ("smolensk", Service::Electricity, dwelling(7, 9, electric), Some("406")),
        ("smolensk", Service::Electricity, dwelling(0, 2, gas), None),
        ("smolensk", Service::Electricity, dwelling(2, 2, None), None),
        ("izhevsk", Service::HotWater, dwelling(2, 0, None), Some("6.0")),
        ("izhevsk", Service::HotWater, dwelling(0, 0, None), None),
        ("tver", Service::Electricity, dwelling(2, 2, gas), Some("120")),
        ("murmansk", Service::Electricity, dwelling(2, 2, gas), None),
    ] {
        assert_eq!(norm(id, service, dwelling).as_deref(), units, "{id} {dwelling:?}");
    }
    assert!(load("smolensk").norms.source(Service::Electricity).unwrap().text.contains("260"));
}

#[test]
fn every_payee_of_the_shipped_branches_is_for_demonstration() {
    for name in shipped().list("branches") {
        let branch = load(name.strip_suffix(".toml").unwrap());
        assert!(branch.payees.iter().all(|payee| payee.is_demo), "{name}");
    }
}

#[test]
fn money_goes_to_the_payee_of_its_day() {
    let branch = load("krasnogorsk");
    for (date, payee) in [
        ("2020-03-31", "kes"),
        ("2020-04-01", "rosseti-mr"),
        ("2021-10-31", "rosseti-mr"),
        ("2021-11-01", "mosenergosbyt"),
        ("2026-11-20", "mosenergosbyt"),
    ] {
        assert_eq!(branch.payee_on(day(date)).id, payee, "{date}");
    }
    assert_eq!(branch.payee("rosseti-mr").unwrap().name, "ПАО «Россети Московский регион»");
    assert_eq!(branch.payee("nobody"), None);
}

#[test]
fn what_the_sources_say_of_each() {
    let izhevsk = load("izhevsk");
    assert_eq!(izhevsk.zone, chrono_tz::Europe::Samara);
    assert!(izhevsk.channels.contains(&IntakeChannel::HouseElder));
    assert!(!izhevsk.channels.contains(&IntakeChannel::Email));
    assert_eq!(izhevsk.sms_number.as_deref(), Some("+7-909-059-72-72"));
    let smolensk = load("smolensk");
    let direct = smolensk.direct_payments.as_ref().unwrap();
    assert_eq!((direct.since.to_string().as_str(), direct.houses), ("2016-05", 412));
    assert!(direct.is_common_use_capped);
    assert_eq!((smolensk.readings.window.first(), smolensk.readings.window.last()), (15, 26));
    assert!(smolensk.is_own_form(&"67100000017".parse().unwrap()));
    assert!(!smolensk.is_own_form(&"6710000001".parse().unwrap()));
    assert_eq!(load("krasnogorsk").prepaid.unwrap().notice_hours, 24);
    let smz = load("smz");
    assert!(smz.grid_desk.unwrap().topics.contains(&GridTopic::Outage) && !smz.takes_payments);
}

#[test]
fn every_kind_of_mistake_is_refused_with_its_place() {
    for (id, from, to, sentence) in [
        (
            "smolensk",
            "inn = \"7704228075\"",
            "inn = \"7704228076\"",
            "line 5, inn: \"7704228076\" is not an INN",
        ),
        ("smolensk", "kpp = \"673201001\"", "kpp = \"67320100\"", "kpp: \"67320100\" is not a KPP"),
        ("smolensk", "\"1027700050278\"", "\"1027700050279\"", "ogrn: \"1027700050279\" is not an OGRN"),
        ("smolensk", "40702810700000000001", "40702810800000000001", "payees.bank: account: the check digit"),
        (
            "smolensk",
            "bic = \"040099901\"",
            "bic = \"04009990\"",
            "payees.bank: bic: \"04009990\" is not a BIC",
        ),
        ("smolensk", "last = 26", "last = 31", "window: 15 to 31 are not days"),
        ("smolensk", "first = 15", "first = 27", "window: 27 to 26 are not days"),
        ("smolensk", "Europe/Moscow", "Europe/Smolensk", "time_zone: there is no time zone Europe/Smolensk"),
        ("smolensk", "8-800-222-11-67", "8-800-222-11", "phones: \"8-800-222-11\" is not a telephone"),
        ("smolensk", "\"portal\"", "\"fax\"", "channels: unknown variant `fax`"),
        ("smolensk", "account_digits = 11", "account_digits = 16", "account_digits: an account number has"),
        ("smolensk", "takes_payments", "takes_money", "unknown field `takes_money`"),
        ("smolensk", "legal_name = ", "# ", "missing field `legal_name`"),
        (
            "krasnogorsk",
            "until = 2021-10-31",
            "until = 2021-11-01",
            "payees[2].from: on 2021-11-01 the money still goes to \"rosseti-mr\"",
        ),
        (
            "krasnogorsk",
            "until = 2021-10-31",
            "until = 2021-10-30",
            "payees[2].from: from 2021-10-31 to 2021-11-01 there is no payee",
        ),
        (
            "krasnogorsk",
            "from = 2021-11-01",
            "from = 2021-11-02",
            "payees[2].from: 2021-11-02 is inside a month, and the bill of a month has one payee",
        ),
        ("krasnogorsk", "until = 2021-10-31\n", "", "payees[1].until: only the last payee has no last day"),
        ("krasnogorsk", "from = 2021-11-01\n", "", "payees[2].from: only the first payee has no first day"),
        (
            "krasnogorsk",
            "id = \"mosenergosbyt\"",
            "id = \"kes\"",
            "payees[2].id: there are two payees \"kes\"",
        ),
        ("krasnogorsk", "id = \"kes\"", "id = \"КЭС\"", "payees[0].id: an id is made of Latin letters"),
        ("krasnogorsk", "2020-06-08", "2020-06-31", "prepaid.top_up_ended"),
        (
            "izhevsk",
            "sms = ",
            "others = []\n# ",
            "phones.sms: the channel \"sms\" and a number for it go together",
        ),
        (
            "izhevsk",
            "per_person = \"3.0\"",
            "per_person = \"-3\"",
            "norms.per_person: \"-3\" is not a number above",
        ),
    ] {
        let error = Branch::load(&Mistyped(from, to), id).unwrap_err().to_string();
        assert!(error.starts_with(&format!("data/branches/{id}.toml, ")), "{error}");
        assert!(error.contains(sentence), "{error}\n{sentence}");
    }
    let error = Branch::load(&shipped(), "atlantis").unwrap_err().to_string();
    assert_eq!(error, "data/branches/atlantis.toml: the file cannot be read");
}
