//! What customers think of answers: asked once a quarter, said by one press, told to the desk without names.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::appeals::{changed, letters};
use crate::harness::World;

const PATH: &str = "/api/v1/appeals";
const SURVEYS: &str = "/api/v1/surveys";

/// An appeal with some fields, answered; its number.
async fn answered(world: &World, fields: Value) -> String {
    let number =
        world.client().post(PATH, &changed(fields)).await.body["number"].as_str().unwrap().to_owned();
    let mut clerk = world.staff("operator@demo.svetlitsa").await;
    for step in [json!({ "action": "take" }), json!({ "action": "answer", "text": "Пересчитали." })]
    {
        let done = clerk.post(&format!("/api/v1/staff/appeals/{number}/steps"), &step).await;
        assert_eq!(done.status, StatusCode::OK, "{:?}", done.body);
    }
    number
}

/// The token in the newest letter to somebody, when it asks.
async fn token(world: &World, email: &str) -> Option<String> {
    let letter = letters(world, email).await.pop().unwrap();
    let (_, rest) = letter.body.split_once("/survey#")?;
    Some(rest.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect())
}

async fn asked(world: &World, number: &str, contact: &str) -> bool {
    let lookup = json!({ "number": number, "contact": contact }).to_string();
    let seen = world.client().send("POST", "/api/v1/appeals/lookup", Some(lookup), None).await;
    seen.body["is_asked"].as_bool().unwrap()
}

#[tokio::test]
async fn a_customer_is_asked_at_most_once_in_three_months() {
    let world = World::new().await;
    let first = answered(&world, json!({})).await;
    assert!(token(&world, "guest@example.org").await.is_some());
    assert!(asked(&world, &first, "guest@example.org").await);
    let second = answered(&world, json!({ "text": "Ещё один вопрос о счёте." })).await;
    assert_eq!(token(&world, "guest@example.org").await, None, "the same day");
    assert!(!asked(&world, &second, "guest@example.org").await);
    answered(&world, json!({ "email": "other@example.org" })).await;
    assert!(token(&world, "other@example.org").await.is_some(), "somebody else");
    // Asked on 20 November: not on 19 February, again on 21 February.
    let world = world.later("2027-02-19T07:00:00Z");
    answered(&world, json!({ "text": "Третий вопрос о счёте." })).await;
    assert_eq!(token(&world, "guest@example.org").await, None);
    let world = world.later("2027-02-21T07:00:00Z");
    answered(&world, json!({ "text": "Четвёртый вопрос о счёте." })).await;
    assert!(token(&world, "guest@example.org").await.is_some());
}

#[tokio::test]
async fn one_press_is_enough_words_may_follow_and_the_desk_reads_a_table() {
    let world = World::new().await;
    let number = answered(&world, json!({})).await;
    let token = token(&world, "guest@example.org").await.unwrap();
    let mut client = world.client();
    for (mark, code) in [(0, "not_a_choice"), (6, "not_a_choice")] {
        let refused = client.post(SURVEYS, &json!({ "token": token, "mark": mark })).await;
        assert_eq!(refused.body["fields"], json!([{ "field": "mark", "code": code }]));
    }
    let long = client.post(SURVEYS, &json!({ "token": token, "mark": 4, "text": "я".repeat(1001) })).await;
    assert_eq!(long.body["fields"], json!([{ "field": "text", "code": "too_long" }]));
    assert_eq!(
        client.post(SURVEYS, &json!({ "token": token, "mark": 4 })).await.status,
        StatusCode::NO_CONTENT
    );
    assert!(!asked(&world, &number, "guest@example.org").await, "said is said");
    let words = json!({ "token": token, "mark": 2, "text": "=cmd|'/c calc'!A1" });
    assert_eq!(client.post(SURVEYS, &words).await.status, StatusCode::NO_CONTENT);
    let wrong = client.post(SURVEYS, &json!({ "token": "x", "mark": 5 })).await;
    assert_eq!((wrong.status, wrong.code()), (StatusCode::GONE, "link_expired"));

    assert_eq!(client.get("/api/v1/staff/surveys").await.status, StatusCode::UNAUTHORIZED);
    let file = world.staff("operator@demo.svetlitsa").await.get("/api/v1/staff/surveys").await;
    assert_eq!(file.headers["content-type"], "text/csv; charset=utf-8");
    let table = String::from_utf8(file.bytes).unwrap();
    let row = table.lines().find(|line| line.contains(&number)).unwrap();
    assert!(row.contains(";complaint;") && row.ends_with(";2;'=cmd|'/c calc'!A1"), "{row}");
    assert!(!table.contains("guest@"), "no contact: {table}");
}

#[tokio::test]
async fn its_author_says_it_on_the_status_page_for_a_month() {
    let world = World::new().await;
    let number = answered(&world, json!({ "email": "", "phone": "8 (910) 111-22-33" })).await;
    let path = format!("{PATH}/{number}/survey");
    let mut client = world.client();
    let stranger = client.post(&path, &json!({ "contact": "eve@example.org", "mark": 1 })).await;
    assert_eq!(stranger.code(), "not_found");
    let said = client.post(&path, &json!({ "contact": "+7 910 111-22-33", "mark": 5 })).await;
    assert_eq!(said.status, StatusCode::NO_CONTENT);
    let world = world.later("2026-12-21T07:00:00Z");
    let late = world.client().post(&path, &json!({ "contact": "+7 910 111-22-33", "mark": 1 })).await;
    assert_eq!(late.code(), "link_expired");
    // One that nobody was asked about.
    let other = world.client().post(PATH, &changed(json!({ "phone": "8 (910) 111-22-33" }))).await;
    let path = format!("{PATH}/{}/survey", other.body["number"].as_str().unwrap());
    assert_eq!(
        world.client().post(&path, &json!({ "contact": "guest@example.org", "mark": 1 })).await.code(),
        "link_expired"
    );
}

#[tokio::test]
async fn a_resident_is_asked_about_the_service_once_a_year_and_by_nothing_else_within_a_quarter() {
    const YEARLY: &str = "/api/v1/surveys/yearly";
    let world = World::new().await;
    assert_eq!(world.client().get(YEARLY).await.status, StatusCode::UNAUTHORIZED);
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    assert_eq!(maria.get(YEARLY).await.body, json!({ "is_due": true }));
    let refused = maria.post(YEARLY, &json!({ "mark": 6 })).await;
    assert_eq!(refused.body["fields"], json!([{ "field": "mark", "code": "not_a_choice" }]));
    assert_eq!(maria.post(YEARLY, &json!({ "mark": 4 })).await.status, StatusCode::NO_CONTENT);
    assert_eq!(maria.get(YEARLY).await.body, json!({ "is_due": false }));
    // Words may follow; the mark may change.
    let words = json!({ "mark": 5, "text": "Спасибо за барабан." });
    assert_eq!(maria.post(YEARLY, &words).await.status, StatusCode::NO_CONTENT);
    let table = world.staff("operator@demo.svetlitsa").await.get("/api/v1/staff/surveys").await;
    let table = String::from_utf8(table.bytes).unwrap();
    assert!(table.lines().any(|line| line.ends_with(";;service;;5;Спасибо за барабан.")), "{table}");
    assert_eq!(table.matches(";service;").count(), 1);

    // An answer of the same weeks asks nothing.
    let signed_in = changed(json!({ "email": "maria@demo.svetlitsa" }));
    let number = maria.post(PATH, &signed_in).await.body["number"].as_str().unwrap().to_owned();
    let mut clerk = world.staff("operator@demo.svetlitsa").await;
    for step in [json!({ "action": "take" }), json!({ "action": "answer", "text": "Пересчитали." })]
    {
        clerk.post(&format!("/api/v1/staff/appeals/{number}/steps"), &step).await;
    }
    assert_eq!(token(&world, "maria@demo.svetlitsa").await, None);

    // A month later it stands; in a year the next is due, and whoever does not care to say is left in peace.
    let world = world.later("2026-12-21T07:00:00Z");
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    assert_eq!(maria.post(YEARLY, &json!({ "mark": 1 })).await.code(), "link_expired");
    let world = world.later("2027-11-20T07:00:00Z");
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    assert_eq!(maria.get(YEARLY).await.body, json!({ "is_due": true }));
    assert_eq!(maria.post(YEARLY, &json!({})).await.status, StatusCode::NO_CONTENT);
    assert_eq!(maria.get(YEARLY).await.body, json!({ "is_due": false }));
}
