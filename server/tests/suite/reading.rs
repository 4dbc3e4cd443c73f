//! Readings: every one of them gets a verdict.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::harness::{Client, World};

const READINGS: &str = "/api/v1/accounts/67100000017/readings";

/// Meter and last values of Maria's account.
async fn meter(client: &mut Client) -> (String, u64, u64) {
    let overview = client.get("/api/v1/accounts/67100000017").await.body;
    let meter = &overview["meters"][0];
    let previous = |zone: &str| {
        let registers = meter["registers"].as_array().unwrap();
        let register = registers.iter().find(|register| register["zone"] == zone).unwrap();
        register["previous"].as_u64().unwrap()
    };
    (meter["id"].as_str().unwrap().to_owned(), previous("day"), previous("night"))
}

fn form(meter: &str, day: u64, night: u64) -> Value {
    let values = json!([{ "zone": "day", "value": day }, { "zone": "night", "value": night }]);
    json!({ "meter": meter, "values": values })
}

#[tokio::test]
async fn an_ordinary_reading_is_accepted_and_may_be_corrected() {
    let world = World::new().await;
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let (meter, day, night) = meter(&mut maria).await;
    let reply = maria.post(READINGS, &form(&meter, day + 150, night + 60)).await;
    assert_eq!(
        (reply.status, &reply.body["status"]),
        (StatusCode::CREATED, &json!("accepted")),
        "{:?}",
        reply.body
    );
    assert_eq!(reply.body["period"], "2026-11");
    // 150 kWh at 7.28 and 60 kWh at 2.92.
    assert_eq!(reply.body["cost_kopecks"], 109_200 + 17_520);

    // The correction is measured against the month before, so a lower value is fine.
    let reply = maria.post(READINGS, &form(&meter, day + 140, night + 60)).await;
    assert_eq!(reply.body["status"], "accepted", "{:?}", reply.body);
    let list = maria.get(READINGS).await.body;
    assert_eq!(
        (&list["items"][0]["state"], &list["items"][1]["state"]),
        (&json!("accepted"), &json!("replaced"))
    );
    let window = maria.get("/api/v1/accounts/67100000017").await.body["window"].clone();
    assert_eq!(window["reading_dates"], json!(["2026-11-20"]));
}

#[tokio::test]
async fn a_refusal_is_an_answer_with_its_reason() {
    let world = World::new().await;
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let (meter, day, night) = meter(&mut maria).await;
    for (day, night, code) in [
        (day - 1, night + 60, "below_previous"),
        (day + 50_000, night + 60, "above_physical_limit"),
        (4_000_000_000, night + 60, "too_many_digits"),
    ] {
        let reply = maria.post(READINGS, &form(&meter, day, night)).await;
        assert_eq!((reply.status, &reply.body["status"]), (StatusCode::CREATED, &json!("refused")), "{code}");
        assert_eq!(reply.body["findings"][0], json!({ "code": code, "zone": "day" }));
        assert!(reply.body["cost_kopecks"].is_null());
    }
}

#[tokio::test]
async fn an_odd_value_is_asked_about_once() {
    let world = World::new().await;
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let (meter, day, night) = meter(&mut maria).await;
    let mut body = form(&meter, day, night);
    let reply = maria.post(READINGS, &body).await;
    assert_eq!((reply.status, reply.code()), (StatusCode::CONFLICT, "confirmation_required"));
    assert_eq!(reply.body["fields"][0]["code"], "nothing_used");
    body["confirmed"] = json!(true);
    let reply = maria.post(READINGS, &body).await;
    assert_eq!((reply.status, &reply.body["status"]), (StatusCode::CREATED, &json!("question")));
}

#[tokio::test]
async fn a_double_click_is_one_reading() {
    let world = World::new().await;
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let (meter, day, night) = meter(&mut maria).await;
    let all = format!("{READINGS}?limit=100");
    let before = maria.get(&all).await.body["items"].as_array().unwrap().len();
    let body = form(&meter, day + 150, night + 60);
    let mut twin = maria.clone();
    let (a, b) =
        tokio::join!(maria.post_with_key(READINGS, &body, "k-1"), twin.post_with_key(READINGS, &body, "k-1"));
    assert_eq!((a.status, a.body), (b.status, b.body));
    assert_eq!(maria.get(&all).await.body["items"].as_array().unwrap().len(), before + 1);

    let reply = maria.post_with_key(READINGS, &form(&meter, day + 151, night + 60), "k-1").await;
    assert_eq!((reply.status, reply.code()), (StatusCode::CONFLICT, "idempotency_key_reused"));
}

#[tokio::test]
async fn bad_input_changes_nothing() {
    let world = World::new().await;
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let (meter, day, night) = meter(&mut maria).await;
    let mut letters = form(&meter, day, night);
    letters["values"][0]["value"] = json!("12a45");
    let foreign = form("no-such-meter", day, night);
    for (body, code) in
        [(letters, "malformed_request"), (foreign, "validation_failed"), (json!(null), "malformed_request")]
    {
        assert_eq!(maria.post(READINGS, &body).await.code(), code);
    }
    let reply = maria.send("POST", READINGS, Some(form(&meter, day, night).to_string()), None).await;
    assert_eq!(reply.code(), "idempotency_key_required");
}

#[tokio::test]
async fn a_guest_at_a_terminal_gives_a_reading() {
    let world = World::new().await;
    let mut guest = world.guest("67100000017", "12").await;
    let (meter, day, night) = meter(&mut guest).await;
    let reply = guest.post(READINGS, &form(&meter, day + 150, night + 60)).await;
    assert_eq!(reply.body["status"], "accepted", "{:?}", reply.body);
    let other = "/api/v1/accounts/67100000025/readings";
    assert_eq!(guest.post(other, &form(&meter, day + 150, night + 60)).await.code(), "not_found");
}
