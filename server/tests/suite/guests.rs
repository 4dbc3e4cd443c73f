//! Readings without a cabinet: account and house are enough to give one, and to see nothing of anybody.

use axum::http::StatusCode;
use serde_json::{Value, json};
use svetlitsa_api::paths;
use svetlitsa_server::sessions::SessionKind;

use crate::harness::{Client, World};

const HERS: &str = "67100000017";
const MARIA: &str = "maria@demo.svetlitsa";
const READINGS: &str = "/api/v1/accounts/67100000017/readings";

/// A reading for the account's first meter, so much above the last values.
async fn form(client: &mut Client, more: u64) -> Value {
    let overview = client.get("/api/v1/accounts/67100000017").await.body;
    let meter = &overview["meters"][0];
    let registers = meter["registers"].as_array().unwrap().iter();
    let values: Vec<Value> = registers
        .map(|register| json!({ "zone": register["zone"], "value": register["previous"].as_u64().unwrap() + more }))
        .collect();
    json!({ "meter": meter["id"], "values": values })
}

#[tokio::test]
async fn a_guest_gives_a_reading_with_the_same_verdict_as_in_the_cabinet() {
    let world = World::new().await;
    let mut guest = world.guest(HERS, "12").await;
    let body = form(&mut guest, 100).await;
    let told = guest.post(READINGS, &body).await;
    assert_eq!(
        (told.status, &told.body["status"]),
        (StatusCode::CREATED, &json!("accepted")),
        "{:?}",
        told.body
    );
    assert_eq!(told.body["cost_kopecks"], 72_800 + 29_200);
    assert_eq!(told.body["channel"], "portal");
    // Its owner finds it in the history; sent there again it is the same reading.
    let mut maria = world.resident(MARIA).await;
    assert_eq!(maria.get(READINGS).await.body["items"][0]["id"], told.body["id"]);
    assert_eq!(maria.post(READINGS, &body).await.body["id"], told.body["id"]);
    // What is odd is asked about although the guest's page cannot know what is usual.
    let odd = form(&mut guest, 3_000).await;
    let asked = guest.post(READINGS, &odd).await;
    assert_eq!(
        (asked.code(), &asked.body["fields"][0]["code"]),
        ("confirmation_required", &json!("unusually_high"))
    );
    // And a refusal is an answer here, too.
    let mut less = body.clone();
    less["values"][0]["value"] = json!(1);
    let refused = guest.post(READINGS, &less).await.body;
    assert_eq!(
        (&refused["status"], &refused["findings"][0]["code"]),
        (&json!("refused"), &json!("below_previous"))
    );
}

#[tokio::test]
async fn a_guest_sees_the_meter_and_nothing_of_the_person_or_the_past() {
    let world = World::new().await;
    let mut guest = world.guest(HERS, "12").await;
    let overview = guest.get("/api/v1/accounts/67100000017").await.body;
    assert_eq!(overview["account"]["name"], "И***а М. П.");
    assert_eq!((&overview["account"]["address"], &overview["account"]["label"]), (&json!(""), &json!("")));
    for list in ["readings", "payments"] {
        assert_eq!(overview[list], json!([]), "{list}");
    }
    let meter = &overview["meters"][0];
    assert_eq!((&meter["history"], &meter["silence"]), (&json!([]), &Value::Null));
    assert!(meter["serial"].as_str().unwrap().starts_with("•••"), "{meter}");
    assert!(!overview.to_string().contains("Иванова"), "{overview}");
    for path in [
        paths::READINGS,
        paths::CONSUMPTION,
        paths::READINGS_CSV,
        paths::READINGS_GREEN_BUTTON,
        paths::READINGS_CALENDAR,
        paths::ACCOUNT_PAYMENTS,
        paths::ACCOUNT_PREVIEWS,
        paths::SHARES,
    ] {
        let told = guest.get(&paths::fill(path, &[HERS])).await;
        assert!([401, 403, 404].contains(&told.status.as_u16()), "{path}: {}", told.status);
    }
}

#[tokio::test]
async fn a_permit_is_for_one_account_and_a_short_time() {
    let world = World::new().await;
    let mut guest = world.guest(HERS, "12").await;
    let body = form(&mut guest, 10).await;
    let other = "/api/v1/accounts/67100000025/readings";
    assert_eq!(guest.post(other, &body).await.code(), "not_found");
    let token = guest.bearer.clone().unwrap();
    svetlitsa_server::sessions::close(&world.app.db, SessionKind::Guest, &token).await.unwrap();
    assert_eq!(guest.post(READINGS, &body).await.code(), "sign_in_required");
    // The same answer for an unknown account and for another house.
    let lookup = |account: &str, house: &str| json!({ "typed": { "account": account, "house": house } });
    let mut client = world.client();
    let wrong = client.post(paths::ACCOUNT_LOOKUP, &lookup(HERS, "13")).await;
    let unknown = client.post(paths::ACCOUNT_LOOKUP, &lookup("67199999999", "12")).await;
    assert_eq!((wrong.code(), unknown.code()), ("account_not_found", "account_not_found"));
}

#[tokio::test]
async fn guests_are_slowed_down_and_owners_are_not() {
    let world = World::new().await;
    let mut guest = world.guest(HERS, "12").await;
    let body = form(&mut guest, 10).await;
    for _ in 0..10 {
        assert!(guest.post(READINGS, &body).await.status.is_success());
    }
    let told = guest.post(READINGS, &body).await;
    assert_eq!(told.code(), "rate_limited");
    assert!(told.headers.contains_key("retry-after"));
    let mut maria = world.resident(MARIA).await;
    assert!(maria.post(READINGS, &body).await.status.is_success());
    world.pass(61);
    assert!(guest.post(READINGS, &body).await.status.is_success());
}

#[tokio::test]
async fn a_code_that_is_no_bill_of_ours_opens_nothing() {
    let world = World::new().await;
    let bill = "ST00012|Name=A|PersonalAcc=40702810938000012345|BankName=B|BIC=044525225\
        |CorrespAcc=30101810400000000225|Sum=184055|PersAcc=67100000033";
    let look = |qr: String| {
        let mut client = world.client();
        async move { client.post(paths::ACCOUNT_LOOKUP, &json!({ "scanned": { "qr": qr } })).await }
    };
    assert_eq!(look(bill.to_owned()).await.status, StatusCode::CREATED);
    for qr in [
        "ST00012|PersAcc=67100000033".to_owned(),
        bill.replace("BIC=044525225", "BIC="),
        format!("{bill}|PersAcc=67100000025"),
        // Somebody else would have the money.
        format!("{bill}|PayeeINN=7707083893"),
    ] {
        assert_eq!(look(qr.clone()).await.code(), "not_a_bill", "{qr}");
    }
}
