//! Previews: staff sees what the customer sees, touches nothing, and the customer sees who looked and why.

use axum::http::{StatusCode, header};
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};
use svetlitsa_server::entity::preview;

use crate::harness::World;

const START: &str = "/api/v1/staff/previews";
const END: &str = "/api/v1/staff/previews/current";

fn look(account: &str) -> Value {
    json!({ "account": account, "reason": "Звонок клиента: не видит платёж" })
}

#[tokio::test]
async fn staff_sees_the_cabinet_and_the_customer_sees_who_looked() {
    let world = World::new().await;
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let previews = "/api/v1/accounts/67100000017/previews";
    let before = maria.get(previews).await.body["items"].as_array().unwrap().clone();

    let mut clerk = world.staff("operator@demo.svetlitsa").await;
    let reply = clerk.post(START, &look("67100000017")).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{:?}", reply.body);
    let shown = &reply.body["preview"];
    assert_eq!(
        (&shown["account"], &shown["customer_name"]),
        (&json!("67100000017"), &json!("Иванова Мария Петровна"))
    );
    assert!(shown["expires"].as_str().unwrap().starts_with("2026-11-20T10:30"), "{shown}");
    let cookie = reply.headers[header::SET_COOKIE].to_str().unwrap();
    assert!(
        cookie.starts_with("svetlitsa_preview=")
            && cookie.contains("HttpOnly")
            && cookie.contains("Max-Age=1800")
    );
    assert_eq!(clerk.get("/api/v1/session").await.body["preview"], *shown);

    // The same pages, the same figures; of the cabinet's accounts the one that was asked for.
    for path in ["/api/v1/accounts/67100000017", "/api/v1/accounts/67100000017/readings", "/api/v1/appeals"] {
        assert_eq!(clerk.get(path).await.body, maria.get(path).await.body, "{path}");
    }
    let accounts = clerk.get("/api/v1/accounts").await.body;
    assert_eq!(accounts["items"].as_array().unwrap().len(), 1);
    assert_eq!(clerk.get("/api/v1/accounts/18300000014").await.code(), "not_found");

    let during = maria.get(previews).await.body["items"].as_array().unwrap().clone();
    assert_eq!(during[1..], before);
    assert_eq!(during[0]["staff_name"], "Лебедева Ирина Сергеевна, специалист по работе с клиентами");
    assert_eq!(during[0]["reason"], "Звонок клиента: не видит платёж");
    assert!(during[0]["ended"].is_null());

    let mut left_open = clerk.clone();
    assert_eq!(clerk.delete(END).await.status, StatusCode::NO_CONTENT);
    for client in [&mut clerk, &mut left_open] {
        assert_eq!(client.get("/api/v1/accounts/67100000017").await.code(), "sign_in_required");
    }
    let after = maria.get(previews).await.body;
    assert!(after["items"][0]["ended"].is_string(), "{after}");
    assert_eq!(clerk.delete(END).await.status, StatusCode::NO_CONTENT, "nothing goes on, nothing to end");
}

#[tokio::test]
async fn only_the_accounts_people_see_who_looked() {
    let world = World::new().await;
    let path = "/api/v1/accounts/67100000017/previews";
    assert_eq!(world.client().get(path).await.code(), "sign_in_required");
    let mut other = world.resident("67100000033@demo.svetlitsa").await;
    assert_eq!(other.get(path).await.code(), "not_found");
    let mut guest = world.guest("67100000017", "12").await;
    assert_eq!(
        (guest.get(path).await.status, guest.get(path).await.code()),
        (StatusCode::FORBIDDEN, "forbidden")
    );
}

#[tokio::test]
async fn a_look_needs_staff_a_reason_and_an_account() {
    let world = World::new().await;
    let before = preview::Entity::find().count(&world.app.db).await.unwrap();
    let mut clerk = world.staff("operator@demo.svetlitsa").await;
    for (reason, code) in
        [("", "required"), ("   ", "required"), ("ну", "too_short"), (&*"я".repeat(301), "too_long")]
    {
        let reply = clerk.post(START, &json!({ "account": "67100000017", "reason": reason })).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(reply.body["fields"], json!([{ "field": "reason", "code": code }]));
        assert!(!reply.headers.contains_key(header::SET_COOKIE));
    }
    let reply = clerk.post(START, &look("67199999999")).await;
    assert_eq!((reply.status, reply.code()), (StatusCode::NOT_FOUND, "account_not_found"));
    assert_eq!(clerk.post(START, &look("12")).await.code(), "malformed_request");
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    assert_eq!(maria.post(START, &look("67100000017")).await.code(), "sign_in_required");
    assert_eq!(preview::Entity::find().count(&world.app.db).await.unwrap(), before);
}

#[tokio::test]
async fn a_repeat_hands_the_lost_cookie_over_and_opens_no_second_look() {
    let world = World::new().await;
    let before = preview::Entity::find().count(&world.app.db).await.unwrap();
    let mut clerk = world.staff("operator@demo.svetlitsa").await;
    // The first answer is lost on its way: this browser never gets the cookie.
    let first = clerk.clone().post_with_key(START, &look("67100000017"), "key-1").await;
    assert_eq!(clerk.get("/api/v1/accounts/67100000017").await.code(), "sign_in_required");
    let second = clerk.post_with_key(START, &look("67100000017"), "key-1").await;
    assert_eq!((second.status, &second.body), (first.status, &first.body));
    assert_eq!(clerk.get("/api/v1/accounts/67100000017").await.status, StatusCode::OK);
    assert_eq!(preview::Entity::find().count(&world.app.db).await.unwrap(), before + 1);
    let reply = clerk.post_with_key(START, &look("67100000025"), "key-1").await;
    assert_eq!(reply.code(), "idempotency_key_reused");

    // Once it has ended, the repeat is only an answer.
    clerk.delete(END).await;
    let third = clerk.post_with_key(START, &look("67100000017"), "key-1").await;
    assert_eq!((third.status, third.headers.contains_key(header::SET_COOKIE)), (StatusCode::CREATED, false));
    assert_eq!(clerk.get("/api/v1/accounts/67100000017").await.code(), "sign_in_required");
}

#[tokio::test]
async fn the_next_look_ends_the_one_before_and_signing_out_ends_all() {
    let world = World::new().await;
    let mut clerk = world.staff("supervisor@demo.svetlitsa").await;
    clerk.post(START, &look("67100000017")).await;
    let mut first_look = clerk.clone();
    clerk.post(START, &look("67100000025")).await;
    assert_eq!(clerk.get("/api/v1/accounts/67100000025").await.status, StatusCode::OK);
    assert_eq!(first_look.get("/api/v1/accounts/67100000017").await.code(), "sign_in_required");

    let mut second_look = clerk.clone();
    assert_eq!(clerk.delete("/api/v1/staff/session").await.status, StatusCode::NO_CONTENT);
    assert_eq!(second_look.get("/api/v1/accounts/67100000025").await.code(), "sign_in_required");
    let open = preview::Entity::find().all(&world.app.db).await.unwrap();
    assert!(open.iter().all(|row| row.ended_at.is_some()));
}

#[tokio::test]
async fn an_account_without_a_cabinet_can_be_looked_at() {
    let world = World::new().await;
    let mut clerk = world.staff("admin@demo.svetlitsa").await;
    assert_eq!(clerk.post(START, &look("67100000058")).await.status, StatusCode::CREATED);
    assert_eq!(clerk.get("/api/v1/accounts/67100000058").await.status, StatusCode::OK);
    let numbers = clerk.get("/api/v1/applications").await.body;
    assert_eq!(numbers["items"][0]["number"], "C-2026-000117");
}
