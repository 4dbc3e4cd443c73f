//! A period is closed: every account once, the same however often it is asked for, and nothing while a price is missing.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set};
use serde_json::{Value, json};
use svetlitsa_domain::Period;
use svetlitsa_domain::bills::Derivation;
use svetlitsa_server::bills::closing::{Report, close};
use svetlitsa_server::data::{DataSet, Folder};
use svetlitsa_server::entity::{account, bill, bill_line, closing, ledger_entry, meter, reading};

use crate::harness::World;

const READINGS: &str = "/api/v1/accounts/67100000017/readings";

/// The third of December: November is over.
fn later() -> DateTime<Utc> {
    "2026-12-03T09:00:00Z".parse().unwrap()
}

fn november() -> Period {
    "2026-11".parse().unwrap()
}

async fn close_november(world: &World) -> anyhow::Result<Report> {
    close(&world.app.db, &world.app.data, "smolensk", november(), later(), |_| {}).await
}

async fn lines(world: &World, account: &str) -> Vec<bill_line::Model> {
    bill_line::Entity::find()
        .filter(bill_line::Column::Account.eq(account))
        .filter(bill_line::Column::Period.eq("2026-11"))
        .order_by_asc(bill_line::Column::Line)
        .all(&world.app.db)
        .await
        .unwrap()
}

/// Every bill, line and entry of the ledger, without the ids that are made at random.
async fn books(world: &World) -> (Vec<bill::Model>, Vec<bill_line::Model>, Vec<(String, i32, i64)>) {
    let db = &world.app.db;
    let bills = bill::Entity::find().order_by_asc(bill::Column::Number).all(db).await.unwrap();
    let lines = bill_line::Entity::find()
        .order_by_asc(bill_line::Column::Bill)
        .order_by_asc(bill_line::Column::Line)
        .all(db)
        .await
        .unwrap();
    let entries = ledger_entry::Entity::find().all(db).await.unwrap();
    let mut entries: Vec<_> =
        entries.into_iter().map(|entry| (entry.cause_id, entry.cause_line, entry.amount_kopecks)).collect();
    entries.sort();
    (bills, lines, entries)
}

#[tokio::test]
async fn readings_averages_and_a_replaced_meter_are_billed_once() {
    let world = World::new().await;
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let meter = maria.get("/api/v1/accounts/67100000017").await.body["meters"][0]["id"].clone();
    let values = json!([{ "zone": "day", "value": 12_650 }, { "zone": "night", "value": 6_300 }]);
    let sent = maria.post(READINGS, &json!({ "meter": meter, "values": values })).await;
    assert_eq!(sent.body["status"], "accepted", "{:?}", sent.body);

    let report = close_november(&world).await.unwrap();
    assert_eq!((report.made(), report.refused), (5, 0), "{report:?}");
    // 170 kWh at 7.28 and 85 at 2.92.
    let hers = lines(&world, "67100000017").await;
    let sums: Vec<_> = hers.iter().map(|line| (line.zone.as_deref(), line.amount_kopecks)).collect();
    assert_eq!(sums, [(Some("day"), 123_760), (Some("night"), 24_820)]);
    // The old meter's last share and the new one's first reading are one month's use.
    let his = lines(&world, "67100000041").await;
    assert_eq!(his[0].units.as_deref(), Some("210"), "92 + 118 kWh (`facts/domain.md` 2.2)");
    // The fourth month of silence is charged by the norm: 138 kWh.
    let silent = lines(&world, "67100000033").await;
    assert_eq!((silent[0].method.as_deref(), silent[0].units.as_deref()), (Some("norm"), Some("138")));
    // Each line can be reckoned again from what is kept with it.
    for line in hers.iter().chain(&his).chain(&silent) {
        let derivation: Derivation = serde_json::from_str(&line.derivation).unwrap();
        assert_eq!(derivation.kopecks().unwrap().0, line.amount_kopecks, "{line:?}");
    }
    let bill = bill::Entity::find_by_id("67100000017-2026-11").one(&world.app.db).await.unwrap().unwrap();
    assert_eq!((bill.before_kopecks, bill.charged_kopecks), (150_912, 148_580));
    assert_eq!(bill.due_on, "2026-12-15");
    // The customer sees the reading used and the sum owed.
    let list = maria.get(READINGS).await.body;
    assert_eq!(list["items"][0]["state"], "used", "{:?}", list["items"][0]);
    let balances = maria.get("/api/v1/accounts/67100000017").await.body["balances"].clone();
    assert_eq!(
        balances.as_array().unwrap().iter().filter_map(|b| b["amount_kopecks"].as_i64()).sum::<i64>(),
        299_492
    );

    // The bill as its page gets it: the parts of the difference make it, and the code is one that a bank reads.
    let bill = maria.get("/api/v1/accounts/67100000017/bills/2026-11").await.body;
    let parts = bill["changes"]["parts"].as_array().unwrap();
    let difference: i64 = parts.iter().map(|part| part["amount_kopecks"].as_i64().unwrap()).sum();
    assert_eq!(difference, 148_580 - bill["changes"]["before_kopecks"].as_i64().unwrap());
    assert_eq!(bill["before_kopecks"], 150_912);
    let code = svetlitsa_domain::bills::parse_bill_qr(bill["payment_code"].as_str().unwrap()).unwrap();
    assert_eq!((code.account.as_str(), code.amount.unwrap().0), ("67100000017", 299_492));
    // What was paid for later months is none of an old bill's.
    let old = maria.get("/api/v1/accounts/67100000017/bills/2026-05").await.body;
    assert_eq!(old["paid_since_kopecks"], old["charged_kopecks"]);
    assert_eq!((&old["before_kopecks"], &old["payment_code"]), (&json!(0), &Value::Null));
    let archive = maria.get("/api/v1/accounts/67100000017/bills").await.body;
    assert_eq!(archive["items"][0]["number"], "67100000017-2026-11");

    let before = books(&world).await;
    let again = close_november(&world).await.unwrap();
    assert_eq!((again.made(), again.billed_before), (0, 5));
    assert!(again.finished_before.is_some(), "it is said that it was closed before");
    assert!(books(&world).await == before, "closing twice is closing once");
    let row = closing::Entity::find_by_id(("smolensk".to_owned(), "2026-11".to_owned()));
    let row = row.one(&world.app.db).await.unwrap().unwrap();
    assert_eq!((row.actual, row.average, row.norm, row.charged_kopecks), (2, 2, 1, report.charged.0));
    assert!(row.finished_at.is_some());
}

#[tokio::test]
async fn a_reading_after_silence_puts_it_right() {
    let world = World::new().await;
    let mut anna = world.resident("67100000033@demo.svetlitsa").await;
    let meter = anna.get("/api/v1/accounts/67100000033").await.body["meters"][0]["id"].clone();
    let form =
        json!({ "meter": meter, "values": [{ "zone": "single", "value": 10_400 }], "confirmed": true });
    let sent = anna.post("/api/v1/accounts/67100000033/readings", &form).await;
    assert_ne!(sent.body["status"], "refused", "{:?}", sent.body);
    close_november(&world).await.unwrap();
    let lines = lines(&world, "67100000033").await;
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0].kind, "recalculation");
    // 900 kWh at 6.62 less two averages at 5.95 and one at 6.62.
    assert_eq!(lines[0].amount_kopecks, 595_800 - 123_958 * 2 - 137_917);
}

#[tokio::test]
async fn what_is_missing_stops_the_whole_branch_before_anything_is_written() {
    let world = World::new().await;
    let before = books(&world).await;
    let mut data: DataSet = DataSet::clone(&world.app.data);
    let folder = tempfile::tempdir().unwrap();
    let shipped = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../data");
    copy(&shipped, folder.path());
    let tariffs = folder.path().join("tariffs/smolensk.toml");
    let text = std::fs::read_to_string(&tariffs).unwrap();
    std::fs::write(&tariffs, text.replacen("until = 2026-09-30", "until = 2026-09-29", 1)).unwrap();
    data.branches = DataSet::load(&Folder(folder.path().into())).unwrap().branches;
    let close = |data: Arc<DataSet>| {
        let db = world.app.db.clone();
        async move { close(&db, &data, "smolensk", november(), later(), |_| {}).await }
    };
    let error = close(Arc::new(data)).await.unwrap_err().to_string();
    assert!(error.contains("single of urban_gas has no price from 2026-09-30"), "{error}");

    // A dwelling without residents has no norm; the fourth month of its silence needs one.
    let anna = account::Entity::find_by_id("67100000033").one(&world.app.db).await.unwrap().unwrap();
    let mut anna = anna.into_active_model();
    anna.residents = Set(None);
    anna.update(&world.app.db).await.unwrap();
    let error = close(world.app.data.clone()).await.unwrap_err().to_string();
    assert!(error.contains("norm of electricity for 2 rooms, unknown residents"), "{error}");
    assert!(books(&world).await == before);
}

#[tokio::test]
async fn only_the_next_period_that_is_over_is_closed() {
    let world = World::new().await;
    let attempt = |branch: &'static str, period: &'static str, now: &'static str| {
        let app = world.app.clone();
        async move {
            let period = period.parse().unwrap();
            close(&app.db, &app.data, branch, period, now.parse().unwrap(), |_| {})
                .await
                .unwrap_err()
                .to_string()
        }
    };
    for (branch, period, now, said) in [
        ("atlantis", "2026-11", "2026-12-03T09:00:00Z", "there is no branch atlantis; there are izhevsk"),
        // In Smolensk it is still the thirtieth.
        ("smolensk", "2026-11", "2026-11-30T20:59:00Z", "2026-11 is not over yet"),
        (
            "smolensk",
            "2026-12",
            "2027-01-03T09:00:00Z",
            "2026-10 was the last period that was closed: 2026-11 is the next",
        ),
        ("smolensk", "2026-09", "2026-12-03T09:00:00Z", "2026-10 was the last period"),
    ] {
        let error = attempt(branch, period, now).await;
        assert!(error.starts_with(said), "{error}");
    }
}

#[tokio::test]
async fn an_account_that_contradicts_itself_is_left_out_and_named() {
    let world = World::new().await;
    let meter = meter::Entity::find().filter(meter::Column::Account.eq("67100000025"));
    let meter = meter.one(&world.app.db).await.unwrap().unwrap();
    let reading = reading::Entity::find()
        .filter(reading::Column::Meter.eq(&meter.id))
        .order_by_desc(reading::Column::Period)
        .one(&world.app.db)
        .await
        .unwrap()
        .unwrap();
    let lower = reading::Model {
        id: "lower".to_owned(),
        period: "2026-11".to_owned(),
        taken_on: "2026-11-18".to_owned(),
        values: json!([{ "zone": "single", "value": 1 }]).to_string(),
        state: "accepted".to_owned(),
        ..reading
    };
    lower.into_active_model().reset_all().insert(&world.app.db).await.unwrap();
    let report = close_november(&world).await.unwrap();
    assert_eq!((report.made(), report.refused), (4, 1));
    assert_eq!(report.reasons[0].0, "67100000025");
    assert!(report.reasons[0].1.contains("single went from 31904 to 1"), "{report:?}");
    // Mended, it is billed by the same command.
    let row = reading::Entity::find_by_id("lower").one(&world.app.db).await.unwrap().unwrap();
    let mut row = row.into_active_model();
    row.values = Set(json!([{ "zone": "single", "value": 32_004 }]).to_string());
    row.update(&world.app.db).await.unwrap();
    let report = close_november(&world).await.unwrap();
    assert_eq!((report.made(), report.billed_before, report.refused), (1, 4, 0));
    assert_eq!(report.without_common_use, 1);
    let sums: Vec<Value> = lines(&world, "67100000025")
        .await
        .iter()
        .map(|line| json!([line.kind, line.amount_kopecks]))
        .collect();
    // 100 kWh at 6.62; no reckoning of the house has come for November.
    assert_eq!(sums, [json!(["supply", 66_200])]);
}

pub(crate) fn copy(from: &std::path::Path, to: &std::path::Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            std::fs::create_dir(&target).unwrap();
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
