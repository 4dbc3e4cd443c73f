//! Each kind of meter by way of HTTP: what its form asks for, and what comes of its reading.

use axum::http::StatusCode;
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::{Value, json};
use svetlitsa_server::entity::{meter, reading, register};

use crate::harness::{Client, World};

/// Its meter is one of three zones behind transformers now, and was never read before.
async fn behind_transformers(world: &World, account: &str) {
    let db = &world.app.db;
    let id = format!("{account}-1");
    reading::Entity::delete_many().filter(reading::Column::Account.eq(account)).exec(db).await.unwrap();
    register::Entity::delete_many().filter(register::Column::Meter.eq(&id)).exec(db).await.unwrap();
    for (position, zone) in ["peak", "half_peak", "night"].into_iter().enumerate() {
        let row = register::Model {
            meter: id.clone(),
            zone: zone.to_owned(),
            position: i32::try_from(position).unwrap(),
            initial_value: 1_000,
            initial_on: "2026-10-20".to_owned(),
            final_value: None,
        };
        register::Entity::insert(row.into_active_model()).exec(db).await.unwrap();
    }
    let row = meter::Entity::find_by_id(&id).one(db).await.unwrap().unwrap();
    let mut row = row.into_active_model();
    row.coefficient = Set(20);
    row.update(db).await.unwrap();
}

async fn give(client: &mut Client, account: &str, values: &[(&str, u32)]) -> Value {
    let values: Vec<Value> =
        values.iter().map(|(zone, value)| json!({ "zone": zone, "value": value })).collect();
    let body = json!({ "meter": format!("{account}-1"), "values": values, "confirmed": true });
    let reply = client.post(&format!("/api/v1/accounts/{account}/readings"), &body).await;
    assert!(reply.status.is_success(), "{:?}", reply.body);
    reply.body
}

fn zones(meter: &Value) -> Vec<&str> {
    meter["registers"].as_array().unwrap().iter().map(|of| of["zone"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn three_zones_behind_transformers() {
    let world = World::new().await;
    let account = "67100000025";
    behind_transformers(&world, account).await;
    let mut pyotr = world.resident("67100000025@demo.svetlitsa").await;
    let meter = pyotr.get(&format!("/api/v1/accounts/{account}")).await.body["meters"][0].clone();
    assert_eq!((zones(&meter), &meter["coefficient"]), (vec!["peak", "half_peak", "night"], &json!(20)));

    let refused = give(&mut pyotr, account, &[("peak", 1_004), ("half_peak", 1_003)]).await;
    assert_eq!(
        (&refused["status"], &refused["findings"][0]["code"]),
        (&json!("refused"), &json!("too_few_values"))
    );
    let taken = give(&mut pyotr, account, &[("peak", 1_004), ("half_peak", 1_003), ("night", 1_001)]).await;
    assert_eq!(taken["state"], "accepted", "{taken}");
    let of = |zone: &str, units: u64| json!({ "zone": zone, "units": units });
    assert_eq!(taken["consumption"], json!([of("peak", 80), of("half_peak", 60), of("night", 20)]));
    // In any order they are the same reading.
    let again = give(&mut pyotr, account, &[("night", 1_001), ("peak", 1_004), ("half_peak", 1_003)]).await;
    assert_eq!(again["id"], taken["id"]);
}

#[tokio::test]
async fn a_verification_that_has_passed_refuses_nothing() {
    let world = World::new().await;
    let account = "67100000025";
    let id = format!("{account}-1");
    let row = meter::Entity::find_by_id(&id).one(&world.app.db).await.unwrap().unwrap();
    let mut row = row.into_active_model();
    row.verified_until = Set(Some("2026-11-01".to_owned()));
    row.update(&world.app.db).await.unwrap();
    let mut pyotr = world.resident("67100000025@demo.svetlitsa").await;
    let taken = give(&mut pyotr, account, &[("single", 31_904 + 180)]).await;
    assert_eq!(taken["state"], "accepted", "{taken}");
    assert_eq!(taken["findings"], json!([{ "code": "verification_expired", "zone": null }]));
}

#[tokio::test]
async fn two_risers_of_hot_water() {
    let world = World::new().await;
    let account = "18300000030";
    let mut olga = world.resident("18300000030@demo.svetlitsa").await;
    let meter = olga.get(&format!("/api/v1/accounts/{account}")).await.body["meters"][0].clone();
    assert_eq!(zones(&meter), ["kitchen", "bath"]);
    let previous = |i: usize| u32::try_from(meter["registers"][i]["previous"].as_u64().unwrap()).unwrap();
    let (kitchen, bath) = (previous(0), previous(1));
    let above = give(&mut olga, account, &[("kitchen", kitchen + 2), ("bath", bath + 700)]).await;
    assert_eq!(above["findings"][0], json!({ "code": "above_riser_limit", "zone": "bath" }));
    let taken = give(&mut olga, account, &[("kitchen", kitchen + 2), ("bath", bath + 3)]).await;
    assert_eq!(taken["state"], "accepted", "{taken}");
    let of = |zone: &str, units: u64| json!({ "zone": zone, "units": units });
    assert_eq!(taken["consumption"], json!([of("kitchen", 2), of("bath", 3)]));
}

#[tokio::test]
async fn a_smart_meter_speaks_for_itself() {
    let world = World::new().await;
    let account = "/api/v1/accounts/67100000041";
    let mut ilya = world.resident("67100000041@demo.svetlitsa").await;
    let body = json!({ "meter": "67100000041-2", "values": [{ "zone": "single", "value": 130 }] });
    let reply = ilya.post(&format!("{account}/readings"), &body).await;
    assert_eq!((reply.status, reply.code()), (StatusCode::UNPROCESSABLE_ENTITY, "readings_closed"));
    // What it gave by itself is in the history all the same.
    let items = ilya.get(&format!("{account}/readings")).await.body["items"].clone();
    assert!(items.as_array().unwrap().iter().any(|item| item["channel"] == "meter"), "{items}");
}

/// Every reason of refusal that a form can meet (a smart meter has none: `entry_closed` is SMS's); each stands in the history with its reason.
#[tokio::test]
async fn each_refusal_has_its_reason() {
    let world = World::new().await;
    let (tomorrow, before_the_last) = ("2026-11-21", "2026-10-01");
    for (account, meter, values, taken_on, code) in [
        ("67100000041", "67100000041-1", vec![("single", 45_310)], None, "meter_taken_off"),
        ("67100000017", "67100000017-1", vec![("day", 12_600)], None, "too_few_values"),
        ("67100000017", "67100000017-1", vec![("day", 12_600), ("day", 12_601)], None, "too_many_values"),
        ("67100000025", "67100000025-1", vec![("single", 32_000), ("night", 1)], None, "too_many_values"),
        ("67100000025", "67100000025-1", vec![("single", 4_000_000_000_u32)], None, "too_many_digits"),
        ("67100000025", "67100000025-1", vec![("single", 32_000)], Some(tomorrow), "date_in_future"),
        ("67100000025", "67100000025-1", vec![("single", 32_000)], Some(before_the_last), "date_before_last"),
        ("67100000025", "67100000025-1", vec![("single", 31_903)], None, "below_previous"),
        ("67100000025", "67100000025-1", vec![("single", 60_000)], None, "above_physical_limit"),
        ("18300000030", "18300000030-1", vec![("kitchen", 149), ("bath", 900)], None, "above_riser_limit"),
    ] {
        let mut owner = world.resident(&format!("{account}@demo.svetlitsa")).await;
        let values: Vec<Value> =
            values.iter().map(|(zone, value)| json!({ "zone": zone, "value": value })).collect();
        let body = json!({ "meter": meter, "values": values, "taken_on": taken_on });
        let readings = format!("/api/v1/accounts/{account}/readings");
        let reply = owner.post(&readings, &body).await;
        assert_eq!(
            (reply.status, &reply.body["status"]),
            (StatusCode::CREATED, &json!("refused")),
            "{code}: {:?}",
            reply.body
        );
        let findings = reply.body["findings"].as_array().unwrap();
        assert!(findings.iter().any(|finding| finding["code"] == code), "{code}: {findings:?}");
        let items = owner.get(&readings).await.body["items"].clone();
        let kept = items.as_array().unwrap().iter().find(|item| item["id"] == reply.body["id"]).cloned();
        assert_eq!(kept.unwrap()["findings"], reply.body["findings"], "{code}");
    }
}
