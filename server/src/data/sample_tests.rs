//! The sample world: the shipped one is what the contracts say, and each kind of mistake is refused.

use std::borrow::Cow;

use svetlitsa_domain::Kopecks;
use svetlitsa_domain::applications::{ApplicationKind, ApplicationStage};
use svetlitsa_domain::tariffs::{Service, Zone};

use super::*;
use crate::data::{Folder, load_branches};

fn shipped() -> Folder {
    Folder(concat!(env!("CARGO_MANIFEST_DIR"), "/../data").into())
}

fn world() -> SampleWorld {
    SampleWorld::load(&shipped(), &load_branches(&shipped()).unwrap()).unwrap()
}

/// The shipped files, one of them with a text replaced.
struct Mistyped<'a> {
    file: &'a str,
    from: &'a str,
    to: &'a str,
}

impl DataSource for Mistyped<'_> {
    fn read(&self, path: &str) -> Option<Cow<'_, [u8]>> {
        let bytes = shipped().read(path)?.into_owned();
        if path != self.file {
            return Some(Cow::Owned(bytes));
        }
        let text = String::from_utf8(bytes).ok()?;
        assert!(text.contains(self.from), "{}", self.from);
        Some(Cow::Owned(text.replacen(self.from, self.to, 1).into_bytes()))
    }

    fn list(&self, folder: &str) -> Vec<String> {
        shipped().list(folder)
    }
}

#[test]
fn every_household_of_the_contracts_is_there() {
    let world = world();
    let rows: Vec<_> = world
        .households
        .iter()
        .map(|h| (h.number.as_str(), h.branch.as_str(), h.house.as_str(), h.name.as_str()))
        .collect();
    assert_eq!(
        rows,
        [
            ("67100000017", "smolensk", "12", "Иванова Мария Петровна"),
            ("67100000025", "smolensk", "12", "Кузнецов Пётр Ильич"),
            ("67100000033", "smolensk", "5", "Соколова Анна Львовна"),
            ("67100000041", "smolensk", "7", "Морозов Илья Олегович"),
            ("50200000013", "krasnogorsk", "3", "Орлова Нина Сергеевна"),
            ("50200000021", "krasnogorsk", "9", "Белов Артём Юрьевич"),
            ("18300000014", "izhevsk", "21", "Вахрушева Ольга Ивановна"),
            ("18300000030", "izhevsk", "21", "Вахрушева Ольга Ивановна"),
            ("18300000022", "izhevsk", "21", "Семёнов Глеб Андреевич"),
            ("67100000058", "smolensk", "12", "Тихонова Вера Андреевна"),
            ("63400000018", "smz", "1", "ООО «Волна»"),
        ]
    );
}

#[test]
fn each_household_serves_its_purpose() {
    let world = world();
    let find = |number: &str| world.households.iter().find(|h| h.number.as_str() == number).unwrap();
    let zones = |number: &str| {
        let meter = find(number).meters.last().unwrap();
        meter.registers.iter().map(|register| register.zone).collect::<Vec<_>>()
    };
    assert_eq!(zones("67100000017"), [Zone::Day, Zone::Night]);
    assert_eq!(zones("18300000030"), [Zone::Kitchen, Zone::Bath]);
    assert_eq!(find("18300000030").service, Service::HotWater);
    assert_eq!(find("67100000017").billing.unpaid_periods, 1);

    let direct = find("67100000025");
    assert_eq!(direct.facts.direct_since.unwrap().0.to_string(), "2016-05");
    assert_eq!(direct.billing.common_use.as_ref().unwrap().dwelling_m2.0.to_string(), "54");

    let silent = find("67100000033");
    assert_eq!((silent.billing.averaged_periods, silent.billing.unpaid_periods), (3, 3));
    assert!(silent.facts.restriction_notice.is_some());

    let replaced = find("67100000041");
    assert!(replaced.meters[0].removed.is_some() && replaced.meters[1].is_smart);
    assert!(replaced.facts.is_autopay_on);

    let prepaid = find("50200000013").facts.prepaid.unwrap();
    assert_eq!((prepaid.left.0, prepaid.kwh_per_day), (Kopecks(30_000), 8));

    let owing = find("50200000021");
    assert_eq!(owing.facts.reprogrammed_on.unwrap().0.to_string(), "2020-09-14");
    assert!(owing.billing.entries.iter().all(|line| line.payee.as_deref() == Some("rosseti-mr")));
    assert_eq!(find("18300000022").facts.elder_of_house.as_deref(), Some("21"));
    assert!(find("63400000018").meters.is_empty());
}

#[test]
fn the_people_are_there() {
    let world = world();
    let accounts = |login: &str| {
        let cabinet = world.cabinets.cabinets.iter().find(|cabinet| cabinet.login == login);
        cabinet.map(|cabinet| cabinet.accounts.iter().map(|a| a.as_str().to_owned()).collect::<Vec<_>>())
    };
    assert_eq!(accounts("maria@demo.svetlitsa").unwrap(), ["67100000017", "18300000014"]);
    for household in &world.households {
        let number = household.number.as_str();
        let own = accounts(&format!("{number}@demo.svetlitsa"));
        let expected = (number != "67100000058").then(|| vec![number.to_owned()]);
        assert_eq!(own, expected, "{number}");
    }
    assert_eq!(world.cabinets.password, "svetlitsa-demo");
    assert_eq!(world.staff.password, "svetlitsa-demo");
    for login in ["operator", "supervisor", "admin"] {
        assert!(world.member(&format!("{login}@demo.svetlitsa")).is_some(), "{login}");
    }
    assert_eq!(world.terminals[0].id, "K-0001");
}

#[test]
fn applications_stand_where_the_contracts_say() {
    let world = world();
    let standing = |number: &str| {
        let found = world.applications.iter().find(|application| application.number == number).unwrap();
        (found.kind, found.events.last().unwrap().stage, found.account.as_ref().unwrap().as_str())
    };
    use ApplicationKind as K;
    use ApplicationStage as S;
    assert_eq!(standing("C-2026-000117"), (K::Contract, S::Received, "67100000058"));
    assert_eq!(standing("R-2026-000031"), (K::Refund, S::MoneyReceived, "50200000021"));
    assert_eq!(standing("G-2026-000042"), (K::Connection, S::TermsPlaced, "63400000018"));
    assert_eq!(standing("O-2026-000058"), (K::OwnerChange, S::Received, "18300000014"));
}

#[test]
fn every_kind_of_mistake_is_refused_with_its_place() {
    let branches = load_branches(&shipped()).unwrap();
    for (file, from, to, sentence) in [
        (
            "households/67100000017.toml",
            "last = 6215",
            "last = 62",
            "meters[0].registers[1].monthly: 2365 used, but the dial shows 62",
        ),
        (
            "households/67100000017.toml",
            "last = 12480",
            "last = 112480",
            "meters[0].registers[0].last: 112480 cannot follow on 5 digits",
        ),
        (
            "households/67100000017.toml",
            "[88, 84, ",
            "[88, ",
            "meters[0].registers[1].monthly: registers of a meter are read together",
        ),
        (
            "households/67100000017.toml",
            "zone = \"night\"",
            "zone = \"day\"",
            "meters[0].registers[1].zone: day is there twice",
        ),
        (
            "households/67100000017.toml",
            "zone = \"night\"",
            "zone = \"bath\"",
            "meters[0].registers[1].zone: electricity is not counted so",
        ),
        (
            "households/67100000017.toml",
            "zone = \"night\"",
            "zone = \"dusk\"",
            "meters.registers.zone: unknown variant `dusk`",
        ),
        (
            "households/67100000017.toml",
            "day = 20",
            "day = 27",
            "meters[0].habit: day 27 is outside the reading window",
        ),
        (
            "households/67100000017.toml",
            "\"portal\"",
            "\"pigeon\"",
            "meters[0].habit: there is no such channel",
        ),
        (
            "households/67100000017.toml",
            "number = \"67100000017\"",
            "number = \"6710000001\"",
            "number: 6710000001 has not 11 digits",
        ),
        (
            "households/67100000017.toml",
            "number = \"67100000017\"",
            "number = \"67100000099\"",
            "number: the file is not named after",
        ),
        (
            "households/67100000017.toml",
            "branch = \"smolensk\"",
            "branch = \"atlantis\"",
            "branch: there is no branch profile \"atlantis\"",
        ),
        (
            "households/67100000017.toml",
            "\"urban_gas\"",
            "\"village\"",
            "category: smolensk has no tariff for \"village\"",
        ),
        (
            "households/67100000017.toml",
            "service = \"electricity\"",
            "service = \"hot_water\"",
            "service: smolensk does not supply hot_water",
        ),
        (
            "households/50200000021.toml",
            "\"rosseti-mr\"",
            "\"rosseti\"",
            "billing.entries[0].payee: krasnogorsk has no payee \"rosseti\"",
        ),
        (
            "households/50200000021.toml",
            "\"1184.05\"",
            "\"1184.055\"",
            "billing.entries.amount: \"1184.055\" is not a sum",
        ),
        (
            "households/67100000041.toml",
            "at_removal = 45302\n",
            "",
            "meters[0].registers[0].at_removal: it goes together",
        ),
        (
            "households/67100000041.toml",
            "is_smart = true\n",
            "",
            "meters[1].registers[0].at_arrival: it goes together with `arrived` of a smart meter",
        ),
        (
            "cabinets.toml",
            "\"18300000014\"]",
            "\"18300000015\"]",
            "cabinets[0].accounts: there is no household 18300000015",
        ),
        (
            "cabinets.toml",
            "\"maria@",
            "\"Maria@",
            "cabinets[0].login: \"Maria@demo.svetlitsa\" is not an address",
        ),
        (
            "cabinets.toml",
            "\"maria@",
            "\"67100000017@",
            "cabinets[1].login: 67100000017@demo.svetlitsa is there twice",
        ),
        (
            "staff.toml",
            "staff = \"operator@",
            "staff = \"nobody@",
            "previews[0].staff: there is no member of staff nobody@",
        ),
        ("staff.toml", "role = \"admin\"", "role = \"king\"", "staff.role: unknown variant `king`"),
        ("terminals.toml", "smolensk", "smolensc", "terminals[0].branch: there is no branch profile"),
        (
            "appeals.toml",
            "A-2026-000002",
            "A-2026-000001",
            "appeals[1].number: the number A-2026-000001 is there twice",
        ),
        (
            "appeals.toml",
            "phone = \"+7 900 000-00-46\"\n",
            "",
            "appeals[1].email: without a contact nobody can answer",
        ),
        (
            "appeals.toml",
            "stage = \"in_work\"",
            "stage = \"closed\"",
            "appeals[0].events[1]: nothing leads from registered to closed",
        ),
        ("appeals.toml", "days_ago = 25, time = \"09:12\"", "weeks_ago = 4", "unknown field `weeks_ago`"),
        (
            "appeals.toml",
            "cabinet = \"maria@",
            "cabinet = \"mary@",
            "appeals[0].cabinet: there is no cabinet mary@",
        ),
        (
            "applications.toml",
            "stage = \"ready_to_sign\"",
            "stage = \"building\"",
            "applications[0].events[1]: nothing leads from received to building for contract",
        ),
        (
            "applications.toml",
            "account = \"18300000014\"",
            "account = \"18300000099\"",
            "applications[4].account: there is no household",
        ),
    ] {
        let file = format!("sample/{file}");
        let error =
            SampleWorld::load(&Mistyped { file: &file, from, to }, &branches).unwrap_err().to_string();
        assert!(error.starts_with(&format!("data/{file}, ")), "{error}");
        assert!(error.contains(sentence), "{error}\n{sentence}");
    }
}
