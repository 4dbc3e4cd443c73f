//! Readings that a device kept while it had no signal: when they were taken, and what the branch makes of that.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::harness::World;

const SMOLENSK: &str = "/api/v1/accounts/67100000017/readings";
const IZHEVSK: &str = "/api/v1/accounts/18300000014/readings";
const TAKEN_AT: &str = "2026-11-24T18:20:00+03:00";

fn smolensk(taken_at: &str) -> Value {
    json!({
        "meter": "67100000017-1", "taken_at": taken_at,
        "values": [{ "zone": "day", "value": 12_480 + 150 }, { "zone": "night", "value": 6_215 + 60 }],
    })
}

/// What came of it: the period whose bill uses it, and the first finding.
fn outcome(reading: &Value) -> (&str, &str) {
    let code = reading["findings"][0]["code"].as_str();
    (reading["period"].as_str().unwrap_or_default(), code.unwrap_or_default())
}

#[tokio::test]
async fn the_branch_says_whether_the_day_of_the_cellar_counts() {
    let world = World::new().await.later("2026-11-27T07:00:00Z");
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let reply = maria.post_with_key(SMOLENSK, &smolensk(TAKEN_AT), "kept-1").await;
    assert_eq!(reply.status, StatusCode::CREATED, "{:?}", reply.body);
    assert_eq!(outcome(&reply.body), ("2026-11", "taken_in_window"));
    assert_eq!(reply.body["taken_on"], "2026-11-24");
    assert!(reply.body["received"].as_str().unwrap().starts_with("2026-11-27T"), "{:?}", reply.body);

    let mut olga = world.resident("18300000014@demo.svetlitsa").await;
    let values = json!([{ "zone": "day", "value": 15_550 }, { "zone": "night", "value": 7_240 }]);
    let body = json!({ "meter": "18300000014-1", "taken_at": TAKEN_AT, "values": values });
    let reply = olga.post(IZHEVSK, &body).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{:?}", reply.body);
    assert_eq!(outcome(&reply.body), ("2026-12", "after_window"));
    assert_eq!(reply.body["taken_on"], "2026-11-24");
}

#[tokio::test]
async fn however_often_and_late_a_kept_reading_is_sent_it_is_one() {
    let world = World::new().await.later("2026-11-25T07:00:00Z");
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let first = maria.post_with_key(SMOLENSK, &smolensk(TAKEN_AT), "kept-1").await;
    assert_eq!(first.status, StatusCode::CREATED, "{:?}", first.body);
    // The answer was lost. The same request, when its moment would be too long ago for a new one.
    let world = world.later("2027-01-20T07:00:00Z");
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let again = maria.post_with_key(SMOLENSK, &smolensk(TAKEN_AT), "kept-1").await;
    assert_eq!((again.status, again.body), (first.status, first.body));
}

#[tokio::test]
async fn a_clock_that_cannot_be_right_is_said_so_and_leaves_nothing() {
    let world = World::new().await;
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let before = maria.get(SMOLENSK).await.body;
    for (taken_at, code) in [
        ("2026-11-20T10:20:00+03:00", "taken_ahead"),
        ("2027-11-20T09:00:00+03:00", "taken_ahead"),
        ("2026-10-01T09:00:00+03:00", "taken_too_long_ago"),
    ] {
        let reply = maria.post(SMOLENSK, &smolensk(taken_at)).await;
        assert_eq!(reply.code(), "validation_failed", "{taken_at}");
        assert_eq!(reply.body["fields"][0], json!({ "field": "taken_at", "code": code }), "{taken_at}");
    }
    let reply = maria.post(SMOLENSK, &smolensk("yesterday")).await;
    assert_eq!(reply.code(), "malformed_request");
    assert_eq!(maria.get(SMOLENSK).await.body, before);
    // The last accepted reading is of October: one taken before it is refused with a verdict.
    let early = maria.post(SMOLENSK, &smolensk("2026-10-08T09:00:00+03:00")).await;
    assert_eq!((early.status, &early.body["status"]), (StatusCode::CREATED, &json!("refused")));
    assert_eq!(early.body["findings"][0]["code"], "date_before_last", "{:?}", early.body);
}
