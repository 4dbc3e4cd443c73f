//! Accounts of 22,000 households come from another program's file: good rows load, bad ones say why, and nothing
//! happens twice.

use std::path::{Path, PathBuf};

use axum::http::StatusCode;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use svetlitsa_domain::accounts::switch_over::Column;
use svetlitsa_server::accounts::switch_over::{Report, import, rejected_path};
use svetlitsa_server::entity::{account, ledger_entry, meter, opening, register};

use crate::harness::World;

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
