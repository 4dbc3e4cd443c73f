//! Months as meters make them, through the real intake and the real closing: transformers, a dial that went through
//! zero, two risers of hot water, a price that changed between two readings, a meter that was replaced.

use std::sync::Arc;

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set};
use serde_json::{Value, json};
use svetlitsa_domain::bills::TariffChange;
use svetlitsa_server::bills::closing::close;
use svetlitsa_server::data::DataSet;
use svetlitsa_server::entity::{bill, bill_line, meter, reading};

use crate::harness::World;
use crate::reckoned::assert_reckoned;

/// One zone, read by hand, last read in October: 31 904 kWh.
const PYOTR: &str = "67100000025";
const WATER: &str = "18300000030";

/// Gives a reading; confirmed, for most of these are unusual.
async fn give(world: &World, account: &str, values: &[(&str, u32)]) -> Value {
    let mut holder = world.resident(&format!("{account}@demo.svetlitsa")).await;
    let path = format!("/api/v1/accounts/{account}");
    let meter = holder.get(&path).await.body["meters"][0]["id"].clone();
    let values: Vec<_> = values.iter().map(|(zone, value)| json!({ "zone": zone, "value": value })).collect();
    let form = json!({ "meter": meter, "values": values, "confirmed": true });
    let reply = holder.post(&format!("{path}/readings"), &form).await;
    assert_ne!(reply.body["status"], "refused", "{:?}", reply.body);
    reply.body
}

async fn close_november(world: &World, branch: &str, data: &DataSet) {
    let (period, now) = ("2026-11".parse().unwrap(), "2026-12-03T09:00:00Z".parse().unwrap());
    close(&world.app.db, data, branch, period, now, |_| {}).await.unwrap();
    assert_reckoned(world).await;
}

/// Zone, units and sum of the lines for November's own use.
async fn supply(world: &World, account: &str) -> Vec<(String, String, i64)> {
    let rows = bill_line::Entity::find()
        .filter(bill_line::Column::Account.eq(account))
        .filter(bill_line::Column::Period.eq("2026-11"))
        .filter(bill_line::Column::Kind.eq("supply"))
        .order_by_asc(bill_line::Column::Line);
    let rows = rows.all(&world.app.db).await.unwrap();
    assert!(rows.iter().all(|row| row.method.as_deref() == Some("actual")), "{rows:?}");
    rows.into_iter()
        .map(|row| (row.zone.unwrap_or_default(), row.units.unwrap(), row.amount_kopecks))
        .collect()
}

fn told(zone: &str, units: &str, kopecks: i64) -> (String, String, i64) {
    (zone.to_owned(), units.to_owned(), kopecks)
}

/// Changes the reading that the bill of October was made from.
async fn change_last(world: &World, account: &str, change: impl FnOnce(&mut reading::ActiveModel)) {
    let last = reading::Entity::find()
        .filter(reading::Column::Account.eq(account))
        .order_by_desc(reading::Column::Period)
        .one(&world.app.db)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(last.period, "2026-10");
    let mut last = last.into_active_model();
    change(&mut last);
    last.update(&world.app.db).await.unwrap();
}

/// `facts/domain.md` 2.2: 12 on the dial behind transformers of 20 are 240 kWh.
#[tokio::test]
async fn behind_transformers() {
    let world = World::new().await;
    let row = meter::Entity::find_by_id(format!("{PYOTR}-1")).one(&world.app.db).await.unwrap().unwrap();
    let mut row = row.into_active_model();
    row.coefficient = Set(20);
    row.update(&world.app.db).await.unwrap();
    give(&world, PYOTR, &[("single", 31_916)]).await;
    close_november(&world, "smolensk", &world.app.data).await;
    assert_eq!(supply(&world, PYOTR).await, [told("single", "240", 240 * 662)]);
}

/// `facts/domain.md` 2.2: from 99 870 to 130 on five digits are 260 kWh.
#[tokio::test]
async fn through_zero() {
    let world = World::new().await;
    let values = json!([{ "zone": "single", "value": 99_870 }]).to_string();
    change_last(&world, PYOTR, |row| row.values = Set(values)).await;
    let given = give(&world, PYOTR, &[("single", 130)]).await;
    assert_eq!(given["consumption"][0]["units"], 260, "{given}");
    close_november(&world, "smolensk", &world.app.data).await;
    assert_eq!(supply(&world, PYOTR).await, [told("single", "260", 172_120)]);
}

/// 3 m³ in the kitchen and 5 in the bathroom at 212.50, a line for each riser.
#[tokio::test]
async fn hot_water_by_riser() {
    let world = World::new().await;
    give(&world, WATER, &[("bath", 219), ("kitchen", 151)]).await;
    close_november(&world, "izhevsk", &world.app.data).await;
    let lines = supply(&world, WATER).await;
    assert_eq!(lines, [told("kitchen", "3", 63_750), told("bath", "5", 106_250)]);
    let mut olga = world.resident(&format!("{WATER}@demo.svetlitsa")).await;
    let bill = olga.get(&format!("/api/v1/accounts/{WATER}/bills/2026-11")).await.body;
    assert_eq!((&bill["service"], &bill["charged_kopecks"]), (&json!("hot_water"), &json!(170_000)));
}

/// Read on 20.09 and 20.11: ten days at 5.95 and 51 at 6.62. 305 kWh are 50 and 255.
#[tokio::test]
async fn a_price_that_changes_between_readings() {
    for (policy, expected) in [
        (TariffChange::ByDays, vec![told("single", "50", 29_750), told("single", "255", 168_810)]),
        (TariffChange::PriceOfPeriod, vec![told("single", "305", 201_910)]),
    ] {
        let world = World::new().await;
        change_last(&world, PYOTR, |row| row.taken_on = Set("2026-09-20".to_owned())).await;
        give(&world, PYOTR, &[("single", 31_904 + 305)]).await;
        let mut data = DataSet::clone(&world.app.data);
        let mut branches = data.branches.clone();
        branches.get_mut("smolensk").unwrap().billing.tariff_change = policy;
        data.branches = branches;
        close_november(&world, "smolensk", &Arc::new(data)).await;
        assert_eq!(supply(&world, PYOTR).await, expected, "{policy:?}");
    }
}

/// `facts/domain.md` 2.2: 45 210 to 45 302 on the old meter and 3 to 121 on the new one are 92 + 118 = 210 kWh, and the
/// bill says so with both numbers.
#[tokio::test]
async fn a_replaced_meter_is_one_months_use() {
    let world = World::new().await;
    close_november(&world, "smolensk", &world.app.data).await;
    let account = "67100000041";
    assert_eq!(supply(&world, account).await, [told("single", "210", 210 * 662)]);
    let row = bill_line::Entity::find_by_id((format!("{account}-2026-11"), 0));
    let row = row.one(&world.app.db).await.unwrap().unwrap();
    for value in ["45302", "45210", "121", "3"] {
        assert!(row.derivation.contains(&format!("\"value\":\"{value}\"")), "{value}: {}", row.derivation);
    }
    let bill =
        bill::Entity::find_by_id(format!("{account}-2026-11")).one(&world.app.db).await.unwrap().unwrap();
    assert_eq!(bill.charged_kopecks, 139_020);
}
