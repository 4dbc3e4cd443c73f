//! What programs send is kept and waits for the desk; what is rude is accepted and marked.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::appeals::{changed, letters};
use crate::harness::World;

const PATH: &str = "/api/v1/appeals";

#[tokio::test]
async fn a_filled_trap_is_answered_alike_sends_no_letter_and_can_be_released() {
    let world = World::new().await;
    let mut client = world.client();
    let honest = client.post(PATH, &changed(json!({ "email": "honest@example.org" }))).await;
    let trapped = client.post(PATH, &changed(json!({ "homepage": "http://casino.example" }))).await;
    assert_eq!(trapped.status, StatusCode::CREATED);
    let shape = |body: &Value| body.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(shape(&trapped.body), shape(&honest.body), "a program learns nothing");
    assert_eq!(trapped.body["clock"]["due"], honest.body["clock"]["due"]);
    assert_eq!(letters(&world, "guest@example.org").await.len(), 0, "no mailbox gets a letter for it");
    assert_eq!(letters(&world, "honest@example.org").await.len(), 1);

    let number = trapped.body["number"].as_str().unwrap();
    let mut clerk = world.staff("operator@demo.svetlitsa").await;
    let list = clerk.get("/api/v1/staff/appeals").await.body;
    let rows = list["items"].as_array().unwrap();
    let seen = rows.iter().find(|row| row["appeal"]["number"] == number).unwrap();
    assert_eq!((&seen["is_quarantined"], &seen["actions"]), (&json!(true), &json!([])));
    let step = format!("/api/v1/staff/appeals/{number}/steps");
    assert_eq!(clerk.post(&step, &json!({ "action": "take" })).await.code(), "wrong_stage");

    let release = format!("/api/v1/staff/appeals/{number}/release");
    assert_eq!(client.send("POST", &release, None, Some("guest")).await.status, StatusCode::UNAUTHORIZED);
    for key in ["one", "two"] {
        let released = clerk.send("POST", &release, None, Some(key)).await;
        assert_eq!((released.status, &released.body["is_quarantined"]), (StatusCode::OK, &json!(false)));
    }
    let written = letters(&world, "guest@example.org").await;
    assert_eq!(written.len(), 1, "once");
    assert!(written[0].subject.contains(number));
    assert_eq!(clerk.post(&step, &json!({ "action": "take" })).await.status, StatusCode::OK);
}

#[tokio::test]
async fn abuse_is_accepted_acknowledged_and_marked_for_the_desk_alone() {
    let world = World::new().await;
    let mut client = world.client();
    let mut clerk = world.staff("operator@demo.svetlitsa").await;
    for (text, is_abusive) in [
        ("Вы там все ИДИОТЫ! Второй месяц неверный счёт.", true),
        ("Приеду и взорву ваш офис", true),
        ("You are idiots, the bill is wrong", true),
        ("Убедительно прошу проверить счёт и подать ответ", false),
        ("Оскорблять не хочу, но счёт неверный", false),
    ] {
        let reply = client.post(PATH, &changed(json!({ "text": text }))).await;
        assert_eq!(reply.status, StatusCode::CREATED, "{text}");
        assert!(reply.body.get("is_abusive").is_none(), "its author is not told off");
        assert_eq!(reply.body["clock"]["state"], "running", "an answer is due");
        let path = format!("/api/v1/staff/appeals/{}", reply.body["number"].as_str().unwrap());
        assert_eq!(clerk.get(&path).await.body["is_abusive"], is_abusive, "{text}");
    }
    assert_eq!(letters(&world, "guest@example.org").await.len(), 5);
}

#[tokio::test]
async fn programs_cannot_push_anybody_off_the_list_of_the_desk() {
    let world = World::new().await;
    let mut client = world.client();
    let honest = client.post(PATH, &changed(json!({}))).await.body["number"].clone();
    for n in 0..60 {
        let text = format!("Купите дом номер {n} недорого");
        let reply = client.post(PATH, &changed(json!({ "text": text, "homepage": "x" }))).await;
        assert_eq!(reply.status, StatusCode::CREATED);
    }
    let list = world.staff("operator@demo.svetlitsa").await.get("/api/v1/staff/appeals").await.body;
    let rows = list["items"].as_array().unwrap();
    let quarantined: Vec<_> = rows.iter().filter(|row| row["is_quarantined"] == true).collect();
    assert_eq!(quarantined.len(), 50);
    let at = rows.iter().position(|row| row["appeal"]["number"] == honest).unwrap();
    let first = rows.iter().position(|row| row["is_quarantined"] == true).unwrap();
    assert!(at < first, "people stand before programs");
}
