//! Accounts of 22,000 households come from another program's file: good rows load, bad ones say why, and nothing
//! happens twice.

use std::path::{Path, PathBuf};

use axum::http::StatusCode;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;
use svetlitsa_domain::accounts::switch_over::Column;
use svetlitsa_server::accounts::switch_over::{Report, import, rejected_path};
use svetlitsa_server::data::{DataSet, Folder};
use svetlitsa_server::entity::{account, bill_line, ledger_entry, meter, opening, register};

use crate::harness::World;
use crate::reckoned::assert_reckoned;
use crate::sample_bills::eyes;

/// Business time of every import here.
const NOW_MS: i64 = 1_795_158_000_000;

fn row(n: u32, changed: &[(Column, &str)]) -> String {
    let number = format!("671001{n:05}");
    let flat = n.to_string();
    let mut cells = vec![
        &number,
        "smolensk",
        "Петров",
        "Иван",
        "Ильич",
        "г. Смоленск, ул. Попова, д. 64а",
        "64а",
        &flat,
        "54.0",
        "3",
        "2",
        "gas",
        "007",
        "5",
        "2",
        "12345",
        "6789",
        "",
        "2016-04-30",
        "210",
        "200",
        "15000",
        "2016-05",
    ];
    for (column, cell) in changed {
        cells[*column as usize] = cell;
    }
    cells.join(";")
}

fn header() -> String {
    Column::ALL.iter().map(|column| column.as_str()).collect::<Vec<_>>().join(";")
}

fn file(folder: &Path, name: &str, rows: &[String]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, format!("{}\n{}\n", header(), rows.join("\n"))).unwrap();
    path
}

async fn run(world: &World, file: &Path) -> anyhow::Result<Report> {
    import(&world.app.db, &world.app.data, file, NOW_MS, |_| {}).await
}

async fn counts(world: &World) -> [u64; 5] {
    let db = &world.app.db;
    [
        account::Entity::find().count(db).await.unwrap(),
        meter::Entity::find().count(db).await.unwrap(),
        register::Entity::find().count(db).await.unwrap(),
        ledger_entry::Entity::find().count(db).await.unwrap(),
        opening::Entity::find().count(db).await.unwrap(),
    ]
}

#[tokio::test]
async fn good_rows_load_once_and_bad_ones_say_why() {
    let world = World::new().await;
    let folder = tempfile::tempdir().unwrap();
    let before = counts(&world).await;
    let rows = [
        row(1, &[]),
        row(2, &[(Column::BalanceKopecks, "0"), (Column::Stove, "electric")]),
        row(3, &[(Column::T2, "1e5")]),
        row(4, &[(Column::Branch, "moscow")]),
        row(1, &[]),
        row(5, &[(Column::Account, "6710010000")]),
        row(6, &[(Column::Account, "67100000017")]),
        "67100100007;smolensk".to_owned(),
        row(
            8,
            &[
                (Column::LastName, "\"ООО \"\"Свет; и тепло\"\"\""),
                (Column::FirstName, ""),
                (Column::MiddleName, ""),
            ],
        ),
    ];
    let path = file(folder.path(), "accounts.csv", &rows);
    let report = run(&world, &path).await.unwrap();
    assert_eq!(report, Report { loaded: 3, unchanged: 0, rejected: 6 });
    let rejected = std::fs::read_to_string(rejected_path(&path)).unwrap();
    let heads: Vec<_> =
        rejected.lines().map(|line| line.splitn(4, ';').collect::<Vec<_>>()[..3].join(";")).collect();
    assert_eq!(
        heads,
        [
            "line;column;reason",
            "4;t2;not a whole number",
            "5;branch;no such branch",
            "6;account;stands in this file before",
            "7;account;not 11 digits",
            "9;;2 cells in place of 23",
            "8;account;belongs to a customer of ours",
        ]
    );
    assert!(rejected.contains(&rows[2]), "the row itself stands there to be mended");
    let after = counts(&world).await;
    let added: Vec<u64> = after.iter().zip(before).map(|(after, before)| after - before).collect();
    assert_eq!(added, [3, 3, 6, 2, 3], "accounts, meters, registers, openings that are not zero, openings");

    let again = run(&world, &path).await.unwrap();
    assert_eq!(again, Report { loaded: 0, unchanged: 3, rejected: 6 });
    assert_eq!(counts(&world).await, after);

    let other = file(folder.path(), "other.csv", &[row(1, &[(Column::BalanceKopecks, "15001")])]);
    assert_eq!(run(&world, &other).await.unwrap(), Report { loaded: 0, unchanged: 0, rejected: 1 });
    assert!(
        std::fs::read_to_string(rejected_path(&other)).unwrap().contains("was taken over with other values")
    );

    let firm = account::Entity::find_by_id("67100100008").one(&world.app.db).await.unwrap().unwrap();
    assert_eq!(firm.name, "ООО \"Свет; и тепло\"");
    assert_eq!((firm.direct_since.as_deref(), firm.area.as_deref()), (Some("2016-05"), Some("54")));
}

#[tokio::test]
async fn a_file_of_something_else_changes_nothing() {
    let world = World::new().await;
    let folder = tempfile::tempdir().unwrap();
    let before = counts(&world).await;
    let path = folder.path().join("accounts.csv");
    for (text, said) in [
        ("", "column 1 of its first line must be \"account\" and is \"\""),
        ("account;house\n", "column 2 of its first line must be \"branch\" and is \"house\""),
    ] {
        std::fs::write(&path, text).unwrap();
        let error = format!("{:#}", run(&world, &path).await.unwrap_err());
        assert!(error.contains(said), "{error}");
    }
    std::fs::write(&path, format!("\u{feff}{}\n", header())).unwrap();
    assert_eq!(run(&world, &path).await.unwrap(), Report::default());
    assert!(run(&world, &folder.path().join("none.csv")).await.is_err());
    assert_eq!(counts(&world).await, before);
}

#[tokio::test]
async fn the_order_of_rows_and_files_does_not_matter() {
    let folder = tempfile::tempdir().unwrap();
    let rows: Vec<String> = (1..=1_200).map(|n| row(n, &[])).collect();
    let mut worlds = Vec::new();
    for order in [[0, 1], [1, 0]] {
        let world = World::new().await;
        for half in order {
            let mut part = rows[half * 600..][..600].to_vec();
            if order[0] == 1 {
                part.reverse();
            }
            let path = file(folder.path(), &format!("part-{half}.csv"), &part);
            assert_eq!(run(&world, &path).await.unwrap().loaded, 600);
        }
        let mut accounts = account::Entity::find().all(&world.app.db).await.unwrap();
        accounts.sort_by(|a, b| a.number.cmp(&b.number));
        let ledger = ledger_entry::Entity::find().filter(ledger_entry::Column::BookedAt.eq(NOW_MS));
        let mut ledger: Vec<_> = ledger.all(&world.app.db).await.unwrap();
        ledger.iter_mut().for_each(|entry| entry.id.clear());
        ledger.sort_by(|a, b| a.cause_id.cmp(&b.cause_id));
        assert_eq!(ledger.len(), 1_200);
        worlds.push((accounts, ledger));
    }
    // Thousands of rows would fill the screen: that they are equal is all there is to say.
    assert!(worlds[0] == worlds[1]);
}

#[tokio::test]
async fn who_was_taken_over_is_known_at_once() {
    let world = World::new().await;
    let folder = tempfile::tempdir().unwrap();
    let path = file(folder.path(), "accounts.csv", &[row(1, &[])]);
    run(&world, &path).await.unwrap();
    let mut guest = world.guest("67100100001", "64А").await;
    let account = guest.get("/api/v1/accounts/67100100001").await;
    assert_eq!(account.status, StatusCode::OK, "{:?}", account.body);
    let registers = &account.body["meters"][0]["registers"];
    assert_eq!((&registers[0]["zone"], &registers[0]["previous"]), (&"day".into(), &12_345.into()));
    assert_eq!(account.body["balances"][0]["amount_kopecks"], 15_000, "{:?}", account.body);
}

#[tokio::test]
async fn what_was_taken_over_names_its_file_and_line() {
    let world = World::new().await;
    let folder = tempfile::tempdir().unwrap();
    let path = file(
        folder.path(),
        "smolensk-2016-05.csv",
        &[row(1, &[(Column::BalanceKopecks, "0")]), row(2, &[]), row(3, &[(Column::DirectSince, "")])],
    );
    assert_eq!(run(&world, &path).await.unwrap(), Report { loaded: 3, unchanged: 0, rejected: 0 });
    let mut eyes = eyes(&world).await;
    for (number, origin, from, line) in [
        ("67100100002", "managing_organisation", "ОАО «Жилищник»", 3),
        ("67100100003", "former_system", "", 4),
    ] {
        let ledger = eyes.get(&format!("/api/v1/accounts/{number}/ledger")).await.body;
        let cause = &ledger["items"][0]["cause"];
        let taken = &cause["taken_over"];
        assert_eq!((&cause["kind"], &taken["origin"]), (&json!("opening"), &json!(origin)), "{ledger}");
        assert_eq!((&taken["from_name"], &taken["on"]), (&json!(from), &json!("2016-04-30")));
        assert_eq!(
            (&taken["document"], &taken["document_line"]),
            (&json!("smolensk-2016-05.csv"), &json!(line))
        );
        let day = json!({ "zone": "day", "value": 12_345, "taken_on": "2016-04-30" });
        assert_eq!(taken["readings"][0], day);
    }
    // Whoever came without a debt has a reading to begin with, and no entry.
    let payees = eyes.get("/api/v1/accounts/67100100001/payees").await.body;
    let current = &payees["items"][0];
    assert_eq!(
        (&current["opening_kopecks"], &current["taken_over"]["document_line"]),
        (&json!(0), &json!(2))
    );
    assert_eq!(current["opening_readings"][1]["value"], 6_789);
    let ledger = eyes.get("/api/v1/accounts/67100100001/ledger").await.body;
    assert_eq!(ledger["items"], json!([]));
}

/// What an operator tells of houses and of grants: in any order of files and of their rows, it makes the same bills.
#[tokio::test]
async fn the_order_of_files_of_other_kinds_does_not_matter() {
    const LAW: &str = "Закон области № 1, статья 2";
    let folder = tempfile::tempdir().unwrap();
    let accounts: Vec<String> = (1..=40)
        .map(|n| row(n, &[(Column::ReadingsDate, "2026-10-31"), (Column::DirectSince, "2026-11")]))
        .collect();
    let house = "smolensk-kirova-12";
    let houses: Vec<String> = ["2026-11", "2026-12"]
        .map(|period| format!("smolensk;{house};{period};12000;1000;700;9500;400;3000;1.5"))
        .into();
    let granted = (1..=20).flat_map(|n| {
        let number = format!("671001{n:05}");
        [
            format!("{number};benefit;veterans;{};;no;2026-11;;{LAW}", 10 + n),
            format!("{number};no_ranges;;;;;2026-11;;{LAW}"),
        ]
    });
    let sample = format!("67100000025;benefit;veterans;50;;yes;2026-11;;{LAW}");
    let granted: Vec<String> = granted.chain([sample]).collect();
    let mut seen: Vec<Vec<String>> = Vec::new();
    for (order, is_reversed) in [("ahg", false), ("hag", true), ("agh", true)] {
        let world = World::new().await;
        let (db, data) = (&world.app.db, &world.app.data);
        let turned = |rows: &[String]| {
            let mut rows = rows.to_vec();
            if is_reversed {
                rows.reverse();
            }
            rows.join("\n")
        };
        for kind in order.chars() {
            let path = folder.path().join(format!("{order}-{kind}.csv"));
            let write = |header: &str, rows: &[String]| {
                std::fs::write(&path, format!("{header}\n{}\n", turned(rows))).unwrap();
            };
            match kind {
                'a' => {
                    write(&header(), &accounts);
                    assert_eq!(run(&world, &path).await.unwrap().loaded, 40);
                }
                'h' => {
                    write(crate::common_use::HEADER, &houses);
                    let report = svetlitsa_server::bills::common_use::import(db, data, &path).await.unwrap();
                    assert_eq!((report.loaded, report.rejected), (2, 0));
                }
                _ => {
                    write(crate::grants::HEADER, &granted);
                    let report = svetlitsa_server::bills::grants::import(db, &path).await.unwrap();
                    assert_eq!((report.loaded, report.rejected), (41, 0));
                }
            }
        }
        let (period, now) = ("2026-11".parse().unwrap(), "2026-12-03T09:00:00Z".parse().unwrap());
        svetlitsa_server::bills::closing::close(db, data, "smolensk", period, now, |_| {}).await.unwrap();
        assert_reckoned(&world).await;
        let lines = bill_line::Entity::find().filter(bill_line::Column::Period.eq("2026-11"));
        let lines = lines.all(db).await.unwrap();
        assert!(lines.iter().filter(|line| line.kind == "benefit").count() >= 21, "{}", lines.len());
        let told = |line: &bill_line::Model| {
            format!(
                "{} {} {:?} {} {}",
                line.bill, line.line, line.units, line.amount_kopecks, line.derivation
            )
        };
        let mut lines: Vec<_> = lines.iter().map(told).collect();
        lines.sort();
        seen.push(lines);
    }
    // Readings have random ids: those taken over here have none.
    let own = |lines: &[String]| -> Vec<String> {
        lines.iter().filter(|line| line.starts_with("671001")).cloned().collect()
    };
    assert!(own(&seen[0]).len() >= 60 && own(&seen[0]) == own(&seen[1]) && own(&seen[1]) == own(&seen[2]));
    assert_eq!(seen[0].len(), seen[1].len());
}

/// Rows of a file of tariffs are a set: turned round they are the same prices.
#[tokio::test]
async fn the_order_of_tariffs_does_not_matter() {
    let world = World::new().await;
    let folder = tempfile::tempdir().unwrap();
    crate::closing::copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../data"), folder.path());
    for name in ["izhevsk", "kursk", "smolensk", "tver"] {
        let path = folder.path().join(format!("tariffs/{name}.toml"));
        let text = std::fs::read_to_string(&path).unwrap();
        let mut rows: Vec<&str> = text.split("[[tariffs]]").collect();
        assert!(rows.len() > 2, "{name} has rows to be turned round");
        rows[1..].reverse();
        std::fs::write(&path, rows.join("[[tariffs]]")).unwrap();
    }
    let turned = DataSet::load(&Folder(folder.path().into())).unwrap();
    for (id, branch) in &turned.branches {
        let shipped = &world.app.data.branches[id].tariffs;
        assert!(branch.tariffs.book() == shipped.book() && branch.tariffs.hours() == shipped.hours(), "{id}");
    }
}
