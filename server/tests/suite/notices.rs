//! What happened lately in a cabinet: told to its owner alone, new until it was seen, the same to staff who looks on.

use axum::http::StatusCode;
use serde_json::{Value, json};
use svetlitsa_api::paths;

use crate::harness::{Client, World};

async fn list(client: &mut Client) -> Value {
    let reply = client.get(paths::NOTICES).await;
    assert_eq!(reply.status, StatusCode::OK, "{:?}", reply.body);
    reply.body
}

fn kinds(list: &Value) -> Vec<&str> {
    list["items"].as_array().unwrap().iter().map(|item| item["what"]["kind"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn what_happened_is_new_until_it_was_seen() {
    let world = World::new().await;
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let before = list(&mut maria).await;
    let count = before["items"].as_array().unwrap().len();
    assert!(
        kinds(&before).contains(&"bill_made") && kinds(&before).contains(&"payment_credited"),
        "{before}"
    );
    let until = before["items"][0]["at"].clone();
    let seen = maria.post(paths::NOTICES_SEEN, &json!({ "until": until })).await;
    assert_eq!(seen.status, StatusCode::NO_CONTENT, "{:?}", seen.body);
    let after = list(&mut maria).await;
    assert_eq!((&after["unread"], after["items"].as_array().unwrap().len()), (&json!(0), count));

    // Staff looks into the account, and answers an appeal that was filed signed in.
    let appeal =
        json!({ "kind": "question", "text": "Когда поверка счётчика?", "email": "maria@demo.svetlitsa" });
    let number = maria.post(paths::APPEALS, &appeal).await.body["number"].as_str().unwrap().to_owned();
    let world = world.later("2026-11-20T12:30:00+03:00");
    let mut clerk = world.staff("operator@demo.svetlitsa").await;
    let look = json!({ "account": "67100000017", "reason": "Проверка" });
    assert_eq!(clerk.post("/api/v1/staff/previews", &look).await.status, StatusCode::CREATED);
    for body in [json!({ "action": "take" }), json!({ "action": "answer", "text": "В марте." })] {
        let path = paths::fill(paths::STAFF_APPEAL_STEPS, &[&number]);
        assert_eq!(clerk.post(&path, &body).await.status, StatusCode::OK);
    }
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let told = list(&mut maria).await;
    assert_eq!(told["unread"], 3, "{told}");
    assert!(kinds(&told).contains(&"looked") && kinds(&told).contains(&"appeal_moved"), "{told}");
    let answered = json!({ "kind": "appeal_moved", "number": number, "stage": "answered" });
    assert!(told["items"].as_array().unwrap().iter().any(|item| item["what"] == answered));

    // Staff who looks on sees the same, and cannot see it in the owner's place.
    let seen_by_staff = list(&mut clerk).await;
    assert_eq!(seen_by_staff["unread"], 3, "{seen_by_staff}");
    let until = told["items"][0]["at"].clone();
    let refused = clerk.post(paths::NOTICES_SEEN, &json!({ "until": until })).await;
    assert!(refused.status.is_client_error(), "{:?}", refused.body);
    assert_eq!(list(&mut maria).await["unread"], 3);

    // A moment to come is none, and an earlier one takes nothing back.
    for until in ["2030-01-01T00:00:00+03:00", "2026-01-01T00:00:00+03:00"] {
        let reply = maria.post(paths::NOTICES_SEEN, &json!({ "until": until })).await;
        assert_eq!(reply.status, StatusCode::NO_CONTENT);
        assert_eq!(list(&mut maria).await["unread"], 0, "{until}");
    }
    let world = world.later("2026-11-20T13:00:00+03:00");
    let mut clerk = world.staff("operator@demo.svetlitsa").await;
    let path = paths::fill(paths::STAFF_APPEAL_STEPS, &[&number]);
    assert_eq!(clerk.post(&path, &json!({ "action": "close" })).await.status, StatusCode::OK);
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    assert_eq!(list(&mut maria).await["unread"], 1, "what came after is new");
}

#[tokio::test]
async fn nobody_is_told_of_others() {
    let world = World::new().await;
    assert_eq!(world.client().get(paths::NOTICES).await.status, StatusCode::UNAUTHORIZED);
    let mut other = world.resident("63400000018@demo.svetlitsa").await;
    let told = list(&mut other).await.to_string();
    assert!(!told.contains("67100000017"), "{told}");
    let wrong = other.post(paths::NOTICES_SEEN, &json!({ "until": "yesterday" })).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST, "{:?}", wrong.body);
}
