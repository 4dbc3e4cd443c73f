//! What households are granted comes from an operator's file, and bills go by it.

use std::path::{Path, PathBuf};

use rust_decimal::Decimal;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set};
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::readings::ReadingState;
use svetlitsa_server::bills::closing;
use svetlitsa_server::bills::grants::import;
use svetlitsa_server::entity::{account, bill, bill_line, grant, reading};
use svetlitsa_server::exchange::{Report, rejected_path};

use crate::harness::World;

pub(crate) const HEADER: &str = "account;kind;id;percent;up_to_kwh;covers_common_use;from;until;source";
/// One zone, one reading a month, its common use on its bill.
const ACCOUNT: &str = "67100000025";
const LAW: &str = "Закон области № 1, статья 2";

fn file(folder: &Path, rows: &[&str]) -> PathBuf {
    let path = folder.join("grants.csv");
    std::fs::write(&path, format!("{HEADER}\n{}\n", rows.join("\n"))).unwrap();
    path
}

async fn run(world: &World, folder: &Path, rows: &[&str]) -> ([usize; 4], String) {
    let path = file(folder, rows);
    let Report { loaded, changed, unchanged, rejected } = import(&world.app.db, &path).await.unwrap();
    let told = std::fs::read_to_string(rejected_path(&path)).unwrap_or_default();
    ([loaded, changed, unchanged, rejected], told)
}

#[tokio::test]
async fn good_rows_load_once_and_bad_ones_say_why() {
    let world = World::new().await;
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let good = format!("{ACCOUNT};benefit;veterans;50;100,5;yes;2026-11;;{LAW}");
    let (counts, told) = run(
        &world,
        folder,
        &[
            &good,
            &format!("{ACCOUNT};no_ranges;;;;;2026-12;2027-05;{LAW}"),
            &format!("{ACCOUNT};benefit;veterans;40;;no;2027-01;;{LAW}"),
            &format!("{ACCOUNT};benefit;early;50;;no;2026-10;;{LAW}"),
            &format!("{ACCOUNT};benefit;big;100.1;;no;2027-01;;{LAW}"),
            &format!("{ACCOUNT};benefit;none;0;;no;2027-01;;{LAW}"),
            &format!("{ACCOUNT};benefit;;50;;no;2027-01;;{LAW}"),
            &format!("{ACCOUNT};benefit;no_ranges;50;;no;2027-01;;{LAW}"),
            &format!("{ACCOUNT};benefit;words;half;;no;2027-01;;{LAW}"),
            &format!("{ACCOUNT};benefit;maybe;50;;perhaps;2027-01;;{LAW}"),
            &format!("{ACCOUNT};electric_heating;;50;;;2027-01;;{LAW}"),
            &format!("{ACCOUNT};discount;x;50;;no;2027-01;;{LAW}"),
            &format!("{ACCOUNT};benefit;x;50;;no;2027-13;;{LAW}"),
            &format!("{ACCOUNT};benefit;x;50;;no;2027-02;2027-01;{LAW}"),
            &format!("{ACCOUNT};benefit;x;50;;no;2027-02;;"),
            "99999999999;benefit;x;50;;no;2027-02;;law",
            "12;benefit;x;50;;no;2027-02;;law",
            "12;benefit",
        ],
    )
    .await;
    for (line, column, reason) in [
        (4, "from", "holds from 2026-11 on already"),
        (5, "from", "2026-10 was billed already"),
        (6, "percent", "above 0, up to 100"),
        (7, "percent", "above 0, up to 100"),
        (8, "id", "empty"),
        (9, "id", "a word of kinds"),
        (10, "percent", "not a number"),
        (11, "covers_common_use", "yes or no"),
        (12, "percent", "must be empty: this is no benefit"),
        (13, "kind", "one of benefit, no_ranges, electric_heating"),
        (14, "from", "not a month YYYY-MM"),
        (15, "until", "before its first month"),
        (16, "source", "empty"),
        (17, "account", "no such account"),
        (18, "account", "not an account number"),
        (19, "", "2 cells in place of 9"),
    ] {
        assert!(told.contains(&format!("{line};{column};{reason};")), "{line} {column} {reason}: {told}");
    }
    assert_eq!(counts, [2, 0, 0, 16]);
    // The same again is no news; how long it holds may be told later; two that hold at once do not pass.
    assert_eq!(run(&world, folder, &[&good]).await, ([0, 0, 1, 0], String::new()));
    let ended = good.replace("2026-11;;", "2026-11;2026-12;");
    let later = format!("{ACCOUNT};benefit;veterans;40;;no;2027-01;;{LAW}");
    assert_eq!(run(&world, folder, &[&ended, &later]).await.0, [1, 1, 0, 0]);
    let kept = grant::Entity::find_by_id((ACCOUNT.to_owned(), "veterans".to_owned(), "2026-11".to_owned()));
    let kept = kept.one(&world.app.db).await.unwrap().unwrap();
    assert_eq!((kept.up_to_units.as_deref(), kept.until_period.as_deref()), (Some("100.5"), Some("2026-12")));
}

/// Closes November and gives the bill of the household.
async fn close_november(world: &World) -> bill::Model {
    let db = &world.app.db;
    closing::close(
        db,
        &world.app.data,
        "smolensk",
        "2026-11".parse().unwrap(),
        "2026-12-02T09:00:00Z".parse().unwrap(),
        |_| {},
    )
    .await
    .unwrap();
    bill::Entity::find()
        .filter(bill::Column::Account.eq(ACCOUNT))
        .filter(bill::Column::Period.eq("2026-11"))
        .one(db)
        .await
        .unwrap()
        .unwrap()
}

async fn lines(world: &World, bill: &bill::Model) -> Vec<bill_line::Model> {
    bill_line::Entity::find()
        .filter(bill_line::Column::Bill.eq(&bill.number))
        .all(&world.app.db)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_benefit_stands_on_the_bill_with_its_law_and_is_not_changed_afterwards() {
    let (plain, granted) = (World::new().await, World::new().await);
    let folder = tempfile::tempdir().unwrap();
    let row = format!("{ACCOUNT};benefit;veterans;50;;no;2026-11;;{LAW}");
    assert_eq!(run(&granted, folder.path(), &[&row]).await.0, [1, 0, 0, 0]);
    let (before, after) = (close_november(&plain).await, close_november(&granted).await);
    let own: Kopecks = lines(&plain, &before)
        .await
        .iter()
        .filter(|line| line.kind == "supply")
        .map(|line| Kopecks(line.amount_kopecks))
        .sum();
    let benefit = lines(&granted, &after).await.into_iter().find(|line| line.kind == "benefit").unwrap();
    // Half of its own use, rounded half away from zero on its line.
    let half = (Decimal::from(own.0) / Decimal::TWO)
        .round_dp_with_strategy(0, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
    assert_eq!(Decimal::from(-benefit.amount_kopecks), half);
    assert_eq!(before.charged_kopecks + benefit.amount_kopecks, after.charged_kopecks);
    assert!(benefit.derivation.contains(LAW), "{}", benefit.derivation);

    // Both the share and the first month of what was billed stay; its end may be told from then on.
    let folder = folder.path();
    for (row, line) in [
        (row.replace(";50;", ";60;"), "2;from;2026-11 was billed by what it was before"),
        (row.replace("2026-11;;", "2026-11;2026-11;"), ""),
    ] {
        let (counts, told) = run(&granted, folder, &[&row]).await;
        assert_eq!(counts[3], usize::from(!line.is_empty()), "{told}");
        assert!(told.contains(line), "{told}");
    }
    let shorter = row.replace("2026-11;;", "2026-11;2026-10;");
    assert!(run(&granted, folder, &[&shorter]).await.1.contains("2;until;before its first month"));
}

/// Lines of November of a household that moved to a branch with ranges and has used 7 000 kWh there.
async fn large_use(grants: &[&str]) -> Vec<(String, i64)> {
    let world = World::new().await;
    let db = &world.app.db;
    let moved = account::Entity::find_by_id(ACCOUNT).one(db).await.unwrap().unwrap();
    let mut moved = moved.into_active_model();
    (moved.branch, moved.building) = (Set("kursk".to_owned()), Set(None));
    moved.update(db).await.unwrap();
    let given = reading::Entity::find().filter(reading::Column::Account.eq(ACCOUNT)).all(db).await.unwrap();
    let last = given.iter().max_by_key(|row| (&row.period, row.received_at)).unwrap();
    let values: serde_json::Value = serde_json::from_str(&last.values).unwrap();
    let mut next = last.clone().into_active_model().reset_all();
    next.id = Set("november".to_owned());
    next.period = Set("2026-11".to_owned());
    next.taken_on = Set("2026-11-25".to_owned());
    next.received_at = Set(last.received_at + 1);
    next.state = Set(ReadingState::Accepted.as_str().to_owned());
    let value = values[0]["value"].as_u64().unwrap() + 7_000;
    next.values = Set(serde_json::json!([{ "zone": "single", "value": value }]).to_string());
    next.findings = Set("[]".to_owned());
    next.insert(db).await.unwrap();
    if !grants.is_empty() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(run(&world, folder.path(), grants).await, ([grants.len(), 0, 0, 0], String::new()));
    }
    let (month, now) = ("2026-11".parse().unwrap(), "2026-12-02T09:00:00Z".parse().unwrap());
    closing::close(db, &world.app.data, "kursk", month, now, |_| {}).await.unwrap();
    let rows = bill_line::Entity::find()
        .filter(bill_line::Column::Account.eq(ACCOUNT))
        .filter(bill_line::Column::Period.eq("2026-11"))
        .order_by_asc(bill_line::Column::Line)
        .all(db)
        .await
        .unwrap();
    rows.into_iter().map(|line| (line.units.unwrap(), line.amount_kopecks)).collect()
}

#[tokio::test]
async fn ranges_are_charged_unless_the_household_is_exempt_or_heats_by_electricity() {
    let of = |units: i64, price: i64| (units.to_string(), units * price);
    // 3 900 at the first price, 2 100 at the second, 1 000 at the third.
    assert_eq!(large_use(&[]).await, [of(3_900, 662), of(2_100, 794), of(1_000, 1_125)]);
    let large_family = format!("{ACCOUNT};no_ranges;;;;;2026-11;;{LAW}");
    assert_eq!(large_use(&[&large_family]).await, [of(7_000, 662)]);
    // The limits are 1.8 times as wide in November.
    let heating = format!("{ACCOUNT};electric_heating;;;;;2026-11;;{LAW}");
    assert_eq!(large_use(&[&heating]).await, [of(7_000, 662)]);
    // What was granted for another time does not hold now.
    let later = format!("{ACCOUNT};no_ranges;;;;;2026-12;;{LAW}");
    assert_eq!(large_use(&[&later]).await.len(), 3);
}
