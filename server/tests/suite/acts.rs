//! Acts of inspectors come from an operator's file, and a household is charged by them without its readings; one that has
//! no meter at all is charged by the norm.

use std::path::Path;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use svetlitsa_server::bills::acts::import;
use svetlitsa_server::bills::closing;
use svetlitsa_server::entity::{bill_line, meter, reading, register};
use svetlitsa_server::exchange::{Report, rejected_path};

use crate::harness::World;

const HEADER: &str = "account;kind;from;until;document";
/// One zone, a reading every month.
const ACCOUNT: &str = "67100000025";
const ACT: &str = "act no. 7 of 02.11.2026";

async fn run(world: &World, folder: &Path, rows: &[&str]) -> ([usize; 4], String) {
    let path = folder.join("acts.csv");
    std::fs::write(&path, format!("{HEADER}\n{}\n", rows.join("\n"))).unwrap();
    let Report { loaded, changed, unchanged, rejected } = import(&world.app.db, &path).await.unwrap();
    let told = std::fs::read_to_string(rejected_path(&path)).unwrap_or_default();
    ([loaded, changed, unchanged, rejected], told)
}

/// Closes November: method, units, rule and sum of each line of the household's own use.
async fn november(world: &World) -> Vec<(String, String, String, i64)> {
    let db = &world.app.db;
    let (month, now) = ("2026-11".parse().unwrap(), "2026-12-02T09:00:00Z".parse().unwrap());
    closing::close(db, &world.app.data, "smolensk", month, now, |_| {}).await.unwrap();
    let rows = bill_line::Entity::find()
        .filter(bill_line::Column::Account.eq(ACCOUNT))
        .filter(bill_line::Column::Period.eq("2026-11"))
        .filter(bill_line::Column::Kind.eq("supply"))
        .order_by_asc(bill_line::Column::Line)
        .all(db)
        .await
        .unwrap();
    rows.into_iter()
        .map(|line| {
            let derivation: serde_json::Value = serde_json::from_str(&line.derivation).unwrap();
            let rule = derivation["rules"][0]["code"].as_str().unwrap().to_owned();
            (line.method.unwrap(), line.units.unwrap(), rule, line.amount_kopecks)
        })
        .collect()
}

async fn take_meters_away(world: &World) {
    let db = &world.app.db;
    let meters = meter::Entity::find().filter(meter::Column::Account.eq(ACCOUNT)).all(db).await.unwrap();
    reading::Entity::delete_many().filter(reading::Column::Account.eq(ACCOUNT)).exec(db).await.unwrap();
    for meter in meters {
        register::Entity::delete_many().filter(register::Column::Meter.eq(&meter.id)).exec(db).await.unwrap();
        meter::Entity::delete_by_id(meter.id).exec(db).await.unwrap();
    }
}

#[tokio::test]
async fn good_rows_load_once_and_bad_ones_say_why() {
    let world = World::new().await;
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let good = format!("{ACCOUNT};access_refused;2026-11;;{ACT}");
    let (counts, told) = run(
        &world,
        folder,
        &[
            &good,
            &format!("{ACCOUNT};access_refused;2027-01;;{ACT}"),
            &format!("{ACCOUNT};tampered;2026-10;;{ACT}"),
            &format!("{ACCOUNT};not_reported;2026-11;;{ACT}"),
            &format!("{ACCOUNT};tampered;2026-13;;{ACT}"),
            &format!("{ACCOUNT};tampered;2026-12;2026-11;{ACT}"),
            &format!("{ACCOUNT};tampered;2026-12;;"),
            &format!("99999999999;tampered;2026-12;;{ACT}"),
            &format!("12;tampered;2026-12;;{ACT}"),
            "12;tampered",
        ],
    )
    .await;
    for (line, column, reason) in [
        (3, "from", "holds from 2026-11 on already"),
        (4, "from", "2026-10 was billed already"),
        (5, "kind", "one of access_refused, installation_refused, no_meter, tampered"),
        (6, "from", "not a month YYYY-MM"),
        (7, "until", "before its first month"),
        (8, "document", "empty"),
        (9, "account", "no such account"),
        (10, "account", "not an account number"),
        (11, "", "2 cells in place of 5"),
    ] {
        assert!(told.contains(&format!("{line};{column};{reason};")), "{line} {column} {reason}: {told}");
    }
    assert_eq!(counts, [1, 0, 0, 9]);
    assert_eq!(run(&world, folder, &[&good]).await, ([0, 0, 1, 0], String::new()));
    let ended = good.replace("2026-11;;", "2026-11;2026-12;");
    assert_eq!(run(&world, folder, &[&ended]).await.0, [0, 1, 0, 0]);
    // What November was billed by stays; its end may be told of months that are not billed yet.
    assert_eq!(november(&world).await[0].2, "average_access_refused");
    let (_, told) = run(&world, folder, &[&good.replace("2026-11;;", "2026-11;2026-10;"), &good]).await;
    assert!(told.contains("2;until;before its first month") && !told.contains("\n3;"), "{told}");
    let (_, told) = run(&world, folder, &[&good.replace("no. 7", "no. 8")]).await;
    assert!(told.contains("2;from;2026-11 was billed by what it was before"), "{told}");
}

#[tokio::test]
async fn the_gravest_act_of_the_month_charges_it() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let mut sums = Vec::new();
    for (kinds, method, rule) in [
        (&["tampered", "access_refused"][..], "norm_ten", "norm_ten"),
        (&["installation_refused"][..], "norm_one_and_a_half", "norm_one_and_a_half"),
        (&["access_refused"][..], "average", "average_access_refused"),
    ] {
        let world = World::new().await;
        let rows: Vec<_> = kinds.iter().map(|kind| format!("{ACCOUNT};{kind};2026-11;;{ACT}")).collect();
        let rows: Vec<_> = rows.iter().map(String::as_str).collect();
        assert_eq!(run(&world, folder, &rows).await.0[0], kinds.len());
        let lines = november(&world).await;
        assert_eq!((lines[0].0.as_str(), lines[0].2.as_str()), (method, rule), "{lines:?}");
        sums.push(lines[0].3);
    }
    // Ten norms against one and a half of the same price; each rounded once.
    assert_eq!(sums[0] * 3, sums[1] * 20);
    // An act of another month, and one about a meter that hangs by now, change nothing.
    let (plain, other) = (World::new().await, World::new().await);
    let rows = [format!("{ACCOUNT};tampered;2026-12;;{ACT}"), format!("{ACCOUNT};no_meter;2026-11;;{ACT}")];
    run(&other, folder, &[&rows[0], &rows[1]]).await;
    assert_eq!(november(&plain).await, november(&other).await);
}

#[tokio::test]
async fn a_household_without_a_meter_pays_the_norm_and_half_as_much_again_by_an_act() {
    let folder = tempfile::tempdir().unwrap();
    let (plain, by_act) = (World::new().await, World::new().await);
    for world in [&plain, &by_act] {
        take_meters_away(world).await;
    }
    let row = format!("{ACCOUNT};no_meter;2026-11;;{ACT}");
    assert_eq!(run(&by_act, folder.path(), &[&row]).await.0, [1, 0, 0, 0]);
    let (plain, by_act) = (november(&plain).await, november(&by_act).await);
    assert_eq!((plain[0].0.as_str(), plain[0].2.as_str()), ("norm", "norm_unmetered"), "{plain:?}");
    let half_more = ("norm_one_and_a_half", "norm_one_and_a_half");
    assert_eq!((by_act[0].0.as_str(), by_act[0].2.as_str()), half_more, "{by_act:?}");
    let units =
        |lines: &[(String, String, String, i64)]| lines[0].1.parse::<rust_decimal::Decimal>().unwrap();
    assert_eq!(units(&plain) * rust_decimal::Decimal::new(15, 1), units(&by_act));
    assert!(plain[0].3 > 0);
}

#[tokio::test]
async fn a_meter_that_was_taken_off_is_charged_by_average_until_there_is_another() {
    let world = World::new().await;
    let db = &world.app.db;
    let hung =
        meter::Entity::find().filter(meter::Column::Account.eq(ACCOUNT)).one(db).await.unwrap().unwrap();
    let mut gone = sea_orm::IntoActiveModel::into_active_model(hung);
    gone.removed_on = sea_orm::Set(Some("2026-11-03".to_owned()));
    sea_orm::ActiveModelTrait::update(gone, db).await.unwrap();
    let lines = november(&world).await;
    assert_eq!((lines[0].0.as_str(), lines[0].2.as_str()), ("average", "average_meter_out"), "{lines:?}");
}
