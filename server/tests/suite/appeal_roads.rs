//! What becomes of an appeal: its author's steps beside the clerk's, promises that are broken, words that come twice.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::appeals::{changed, complaint, letters};
use crate::harness::{Reply, World};

const PATH: &str = "/api/v1/appeals";

fn steps(number: &str) -> String {
    format!("{PATH}/{number}/steps")
}

async fn clerks(world: &World, number: &str, body: Value) -> Reply {
    let mut clerk = world.staff("operator@demo.svetlitsa").await;
    clerk.post(&format!("/api/v1/staff/appeals/{number}/steps"), &body).await
}

#[tokio::test]
async fn the_author_adds_what_was_asked_for_and_reopens_what_did_not_help() {
    let world = World::new().await;
    let mut client = world.client();
    let number = client.post(PATH, &complaint()).await.body["number"].as_str().unwrap().to_owned();
    for body in [
        json!({ "action": "check" }),
        json!({ "action": "route", "text": "Передано в отдел расчётов." }),
        json!({ "action": "take" }),
        json!({ "action": "ask_for_data", "text": "Пришлите показания." }),
    ] {
        assert_eq!(clerks(&world, &number, body.clone()).await.status, StatusCode::OK, "{body}");
    }
    let words = json!({ "action": "add", "text": "Показания: <b>100</b>", "contact": "guest@example.org" });
    let added = client.post(&steps(&number), &words).await;
    assert_eq!((added.status, &added.body["stage"]), (StatusCode::OK, &json!("in_work")), "{:?}", added.body);
    let last = added.body["events"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(last["text"], "Показания: <b>100</b>");
    assert_eq!(last["is_by_author"], true);

    // An interim answer keeps the promise; a refusal names its ground, and nothing else may.
    let nothing = clerks(&world, &number, json!({ "action": "refuse" })).await;
    assert_eq!(nothing.body["fields"], json!([{ "field": "ground", "code": "required" }]));
    let foreign =
        clerks(&world, &number, json!({ "action": "answer", "text": "Да.", "ground": "abuse" })).await;
    assert_eq!(foreign.body["fields"], json!([{ "field": "ground", "code": "not_a_choice" }]));
    let told = clerks(&world, &number, json!({ "action": "inform", "text": "Ждём сетевую компанию." })).await;
    assert_eq!(told.body["appeal"]["stage"], "in_work");
    assert_eq!(told.body["appeal"]["clock"]["state"], "met");
    let refused = clerks(&world, &number, json!({ "action": "refuse", "ground": "repeated" })).await;
    assert_eq!(refused.body["appeal"]["refusal"], "repeated");

    let world = world.later("2026-11-27T07:00:00Z");
    let reopen =
        json!({ "action": "reopen", "text": "Свет всё ещё мигает.", "contact": "guest@example.org" });
    let mut client = world.client();
    let reopened = client.post_with_key(&steps(&number), &reopen, "again").await;
    assert_eq!((reopened.status, &reopened.body["stage"]), (StatusCode::OK, &json!("reopened")));
    assert_eq!(reopened.body["clock"]["due"], "2026-12-02T23:59:59+03:00", "a promise of its own");
    assert_eq!((&reopened.body["refusal"], &reopened.body["clock"]["met"]), (&Value::Null, &Value::Null));
    let again = client.post_with_key(&steps(&number), &reopen, "again").await;
    assert_eq!(again.body, reopened.body, "pressed twice, it is reopened once");
    let subjects: Vec<_> =
        letters(&world, "guest@example.org").await.into_iter().map(|row| row.subject).collect();
    let expected = [
        "зарегистрировано",
        "нужны сведения",
        "Как идёт работа",
        "ответа по существу не будет",
        "снова в работе",
    ];
    assert_eq!(subjects.len(), expected.len(), "{subjects:?}");
    for (subject, words) in subjects.iter().zip(expected) {
        assert!(subject.contains(words) && subject.contains(&number), "{subject}");
    }
}

#[tokio::test]
async fn a_broken_promise_can_be_hurried_and_then_stands_first() {
    let world = World::new().await;
    let number = world.client().post(PATH, &complaint()).await.body["number"].as_str().unwrap().to_owned();
    let hurry = json!({ "action": "hurry", "contact": "guest@example.org" });
    assert_eq!(
        world.client().post(&steps(&number), &hurry).await.code(),
        "wrong_stage",
        "there is time left"
    );
    let world = world.later("2026-11-26T07:00:00Z");
    let hurried = world.client().post(&steps(&number), &hurry).await;
    assert_eq!(
        (&hurried.body["is_hurried"], &hurried.body["clock"]["state"]),
        (&json!(true), &json!("overdue"))
    );
    assert_eq!(hurried.body["author_actions"], json!(["add"]), "once is enough");
    let mut clerk = world.staff("operator@demo.svetlitsa").await;
    let list = clerk.get("/api/v1/staff/appeals").await.body;
    assert_eq!(list["items"][0]["appeal"]["number"], number.as_str());
}

#[tokio::test]
async fn nobody_but_the_author_takes_an_authors_step() {
    let world = World::new().await;
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let number = maria.post(PATH, &complaint()).await.body["number"].as_str().unwrap().to_owned();
    let add = |contact: &str| json!({ "action": "add", "text": "И ещё одно.", "contact": contact });
    assert_eq!(maria.post(&steps(&number), &add("")).await.status, StatusCode::OK, "her cabinet knows her");
    let mut stranger = world.resident("67100000033@demo.svetlitsa").await;
    for contact in ["", "other@example.org", "\u{7}"] {
        assert_eq!(stranger.post(&steps(&number), &add(contact)).await.code(), "not_found", "{contact}");
        assert_eq!(
            world.client().post(&steps(&number), &add(contact)).await.code(),
            "not_found",
            "{contact}"
        );
    }
    assert_eq!(
        world.client().post(&steps("A-2026-999999"), &add("guest@example.org")).await.code(),
        "not_found"
    );
    let empty = json!({ "action": "add", "text": " \n ", "contact": "guest@example.org" });
    let reply = world.client().post(&steps(&number), &empty).await;
    assert_eq!(reply.body["fields"], json!([{ "field": "text", "code": "required" }]));
}

#[tokio::test]
async fn the_same_words_again_are_tied_to_the_first() {
    let world = World::new().await;
    let mut client = world.client();
    let first = client.post(PATH, &complaint()).await.body;
    assert_eq!(first["repeats"], Value::Null);
    let second = client.post(PATH, &complaint()).await.body;
    assert_eq!(second["repeats"], first["number"]);
    for other in [
        json!({ "text": "Мигает свет в подъезде." }),
        json!({ "email": "other@example.org" }),
        json!({ "kind": "question" }),
    ] {
        assert_eq!(client.post(PATH, &changed(other.clone())).await.body["repeats"], Value::Null, "{other}");
    }
}
