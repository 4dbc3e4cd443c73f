//! Answers before an appeal: the same questions in both languages, found by their words, counted when they helped.

use axum::http::StatusCode;
use serde_json::json;
use svetlitsa_domain::faq::{best, holds_any};

use crate::harness::World;

#[tokio::test]
async fn what_people_ask_finds_its_answer_and_danger_is_told() {
    let world = World::new().await;
    let faq = world.client().get("/api/v1/faq?language=ru").await.body;
    let keys = |faq: &serde_json::Value| -> Vec<Vec<String>> {
        let answers = faq["answers"].as_array().unwrap().iter();
        answers.map(|answer| serde_json::from_value(answer["keys"].clone()).unwrap()).collect()
    };
    let first = |faq: &serde_json::Value, typed: &str| {
        best(typed, &keys(faq)).first().map(|at| faq["answers"][*at]["id"].as_str().unwrap().to_owned())
    };
    for (typed, expected) in [
        ("Почему СЧЁТ стал больше, чем в прошлом месяце?", Some("high_bill")),
        ("не успел передать показания", Some("reading_window")),
        ("Оплата не зачислена", Some("payment_missing")),
        ("кто будет менять... заменить счётчик", Some("meter_replacement")),
        ("Нужна справка", Some("certificate")),
        ("Спасибо большое оператору Анне", None),
        ("Грубо разговаривали в офисе", None),
    ] {
        assert_eq!(first(&faq, typed).as_deref(), expected, "{typed}");
    }
    let danger: Vec<String> = serde_json::from_value(faq["danger"].clone()).unwrap();
    for (typed, is_danger) in [
        ("Щиток ИСКРИТ и трещит", true),
        ("во дворе на земле провод", true),
        ("Второй день нет света", true),
        ("Почему в квитанции нет скидки", false),
        ("Хочу поменять провода в квартире, к кому обратиться?", false),
    ] {
        assert_eq!(holds_any(typed, &danger), is_danger, "{typed}");
    }
    let english = world.client().get("/api/v1/faq?language=en").await.body;
    assert_eq!(first(&english, "Why is my bill so high?").as_deref(), Some("high_bill"));
    let ids = |faq: &serde_json::Value| {
        faq["answers"].as_array().unwrap().iter().map(|answer| answer["id"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(ids(&faq), ids(&english));
}

#[tokio::test]
async fn an_answer_that_helped_is_counted_once_and_only_for_the_desk() {
    let world = World::new().await;
    let mut client = world.client();
    let helped = "/api/v1/faq/high_bill/helped";
    for key in ["one", "one", "two"] {
        let reply = client.send("POST", helped, None, Some(key)).await;
        assert_eq!(reply.status, StatusCode::NO_CONTENT);
    }
    let unknown = client.send("POST", "/api/v1/faq/nothing/helped", None, Some("three")).await;
    assert_eq!(unknown.code(), "not_found");
    assert_eq!(client.get("/api/v1/staff/faq").await.status, StatusCode::UNAUTHORIZED);
    let told = world.staff("operator@demo.svetlitsa").await.get("/api/v1/staff/faq").await.body;
    assert_eq!((&told["items"][0]["id"], &told["items"][0]["helped"]), (&json!("high_bill"), &json!(2)));
    assert_eq!(told["items"][1]["helped"], 0);
}
