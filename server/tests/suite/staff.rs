//! Staff: signing in, finding accounts, working on appeals.

use axum::http::{StatusCode, header};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use svetlitsa_domain::appeals::{AppealAction, AppealStage};
use svetlitsa_server::entity::outgoing_mail;

use crate::harness::{Client, Reply, World, credentials};

const SESSION: &str = "/api/v1/staff/session";
const CLERK: &str = "Лебедева Ирина Сергеевна";

async fn register(world: &World, contact: Value) -> String {
    let mut body =
        json!({ "kind": "complaint", "text": "Мигает свет на лестнице.", "name": "Мария Петровна" });
    let Value::Object(contact) = contact else { panic!("contact") };
    body.as_object_mut().unwrap().extend(contact);
    world.client().post("/api/v1/appeals", &body).await.body["number"].as_str().unwrap().to_owned()
}

async fn step(clerk: &mut Client, number: &str, action: &str, text: &str) -> Reply {
    let path = format!("/api/v1/staff/appeals/{number}/steps");
    let ground = (action == "refuse").then_some("repeated");
    clerk.post(&path, &json!({ "action": action, "text": text, "ground": ground })).await
}

async fn letters(world: &World, recipient: &str) -> Vec<outgoing_mail::Model> {
    outgoing_mail::Entity::find()
        .filter(outgoing_mail::Column::Recipient.eq(recipient))
        .order_by_asc(outgoing_mail::Column::Id)
        .all(&world.app.db)
        .await
        .unwrap()
}

async fn found(clerk: &mut Client, query: &str) -> Vec<String> {
    let path = format!("/api/v1/staff/accounts?query={}", svetlitsa_api::paths::encode(query));
    let reply = clerk.get(&path).await;
    assert_eq!(reply.status, StatusCode::OK, "{:?}", reply.body);
    let items = reply.body["items"].as_array().unwrap();
    items.iter().map(|item| item["number"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn every_role_signs_in_and_out() {
    let world = World::new().await;
    for role in ["operator", "supervisor", "admin"] {
        let mut client = world.client();
        let reply =
            client.post(SESSION, &credentials(&format!(" {}@Demo.svetlitsa", role.to_uppercase()))).await;
        assert_eq!(reply.status, StatusCode::OK, "{:?}", reply.body);
        assert_eq!(reply.body["staff"]["role"], role);
        assert!(reply.body["resident"].is_null());
        assert_eq!(client.get("/api/v1/session").await.body["staff"]["role"], role);

        let mut thief = client.clone();
        assert_eq!(client.delete(SESSION).await.status, StatusCode::NO_CONTENT);
        for client in [&mut client, &mut thief] {
            assert_eq!(client.get("/api/v1/staff/appeals").await.code(), "sign_in_required");
        }
        assert_eq!(client.delete(SESSION).await.code(), "sign_in_required");
    }
}

#[tokio::test]
async fn residents_and_staff_are_different_people() {
    let world = World::new().await;
    for (path, login) in [(SESSION, "maria@demo.svetlitsa"), ("/api/v1/session", "operator@demo.svetlitsa")] {
        let reply = world.client().post(path, &credentials(login)).await;
        assert_eq!((reply.status, reply.code()), (StatusCode::UNAUTHORIZED, "wrong_credentials"));
    }
    let mut clerk = world.staff("operator@demo.svetlitsa").await;
    assert_eq!(clerk.get("/api/v1/accounts").await.code(), "sign_in_required");
    assert_eq!(clerk.get("/api/v1/accounts/67100000017").await.code(), "sign_in_required");
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    assert_eq!(maria.get("/api/v1/staff/accounts?query=671").await.code(), "sign_in_required");
}

#[tokio::test]
async fn wrong_password_and_unknown_login_are_one_answer_and_guessing_is_slowed_down() {
    let world = World::new().await;
    let mut client = world.client();
    for login in ["operator@demo.svetlitsa", "nobody@demo.svetlitsa"].into_iter().cycle().take(10) {
        let reply = client.post(SESSION, &json!({ "login": login, "password": "wrong" })).await;
        assert_eq!((reply.status, reply.code()), (StatusCode::UNAUTHORIZED, "wrong_credentials"));
        assert!(!reply.headers.contains_key(header::SET_COOKIE));
    }
    let reply = client.post(SESSION, &credentials("operator@demo.svetlitsa")).await;
    assert_eq!((reply.status, reply.code()), (StatusCode::TOO_MANY_REQUESTS, "rate_limited"));
}

#[tokio::test]
async fn success_is_never_slowed_down() {
    let world = World::new().await;
    for _ in 0..12 {
        world.staff("admin@demo.svetlitsa").await;
    }
}

#[tokio::test]
async fn accounts_are_found_by_number_name_and_address() {
    let world = World::new().await;
    let mut clerk = world.staff("operator@demo.svetlitsa").await;
    for (query, expected) in [
        ("67100000017", vec!["67100000017"]),
        ("671 0000-0017", vec!["67100000017"]),
        ("5020", vec!["50200000013", "50200000021"]),
        ("иванова", vec!["67100000017"]),
        ("мАРИЯ пЕТР", vec!["67100000017"]),
        ("соколова", vec!["67100000033"]),
        ("вахрушева", vec!["18300000014", "18300000030"]),
        ("волна ооо", vec!["63400000018"]),
        ("никого такого", vec![]),
        ("999", vec![]),
        ("67", vec![]),
        ("  я ", vec![]),
        ("%%%", vec![]),
        ("'; DROP TABLE accounts; --", vec![]),
    ] {
        assert_eq!(found(&mut clerk, query).await, expected, "{query}");
    }
    assert!(found(&mut clerk, "смоленск").await.len() >= 4, "by the town of the address");
    assert_eq!(clerk.get("/api/v1/staff/accounts").await.body, json!({ "items": [] }));
    assert_eq!(clerk.get("/api/v1/staff/accounts?query=a&limit=1").await.code(), "malformed_request");

    let path = "/api/v1/staff/accounts?query=671";
    let items = clerk.get(path).await.body;
    let of = |number: &str| {
        items["items"].as_array().unwrap().iter().find(|item| item["number"] == number).unwrap()["has_cabinet"].clone()
    };
    assert_eq!((of("67100000017"), of("67100000058")), (json!(true), json!(false)));
}

#[tokio::test]
async fn appeals_move_as_the_table_says() {
    let world = World::new().await;
    let mut clerk = world.staff("operator@demo.svetlitsa").await;
    let word = |action: AppealAction| serde_json::to_value(action).unwrap().as_str().unwrap().to_owned();
    for (stage, road) in [
        (AppealStage::Registered, &[][..]),
        (AppealStage::InWork, &["take"][..]),
        (AppealStage::NeedsData, &["take", "ask_for_data"]),
        (AppealStage::Answered, &["take", "answer"]),
        (AppealStage::Closed, &["take", "answer", "close"]),
        (AppealStage::Checked, &["check"]),
        (AppealStage::Routed, &["check", "route"]),
        (AppealStage::Refused, &["take", "refuse"]),
    ] {
        for action in AppealAction::ALL {
            let number = register(&world, json!({ "phone": "+7 910 111-22-33" })).await;
            for before in road {
                assert_eq!(step(&mut clerk, &number, before, "Слова").await.status, StatusCode::OK);
            }
            let reply = step(&mut clerk, &number, &word(action), "Слова").await;
            match stage.after(action) {
                Some(next) => {
                    assert_eq!(reply.status, StatusCode::OK, "{:?}", reply.body);
                    assert_eq!(reply.body["appeal"]["stage"], next.as_str());
                    assert_eq!(reply.body["assignee"], CLERK);
                    let actions: Vec<String> = next.actions().into_iter().map(word).collect();
                    assert_eq!(reply.body["actions"], json!(actions));
                    let done = AppealAction::ALL.into_iter().filter(|done| road.contains(&&*word(*done)));
                    let is_met = done.chain([action]).any(AppealAction::meets_review);
                    let state = if is_met { "met" } else { "running" };
                    assert_eq!(reply.body["appeal"]["clock"]["state"], state);
                    assert_eq!(reply.body["appeal"]["events"].as_array().unwrap().len(), road.len() + 2);
                }
                None => {
                    assert_eq!((reply.status, reply.code()), (StatusCode::CONFLICT, "wrong_stage"));
                    let now = clerk.get(&format!("/api/v1/staff/appeals/{number}")).await.body;
                    assert_eq!(now["appeal"]["stage"], stage.as_str());
                }
            }
        }
    }
}

#[tokio::test]
async fn the_customer_gets_a_letter_with_each_word_of_ours() {
    let world = World::new().await;
    let mut clerk = world.staff("operator@demo.svetlitsa").await;
    let number = register(&world, json!({ "email": "guest@example.org" })).await;
    assert_eq!(step(&mut clerk, &number, "take", "").await.status, StatusCode::OK);
    assert_eq!(letters(&world, "guest@example.org").await.len(), 1, "taking it is nobody's news");

    for (text, code) in [("", "required"), (" \n", "required"), (&*"я".repeat(4001), "too_long")] {
        let reply = step(&mut clerk, &number, "ask_for_data", text).await;
        assert_eq!(
            (reply.status, &reply.body["fields"][0]["code"]),
            (StatusCode::UNPROCESSABLE_ENTITY, &json!(code))
        );
    }
    step(&mut clerk, &number, "ask_for_data", "Номер счётчика.").await;
    step(&mut clerk, &number, "answer", "Исправлено:\r\nперекос фаз.").await;
    let reply = step(&mut clerk, &number, "close", "").await;
    let texts: Vec<&Value> =
        reply.body["appeal"]["events"].as_array().unwrap().iter().map(|event| &event["text"]).collect();
    assert_eq!(json!(texts), json!([null, null, "Номер счётчика.", "Исправлено:\nперекос фаз.", null]));

    let letters = letters(&world, "guest@example.org").await;
    let subjects: Vec<&str> = letters[1..].iter().map(|letter| letter.subject.as_str()).collect();
    assert_eq!(
        subjects,
        [
            format!("По обращению {number} нужны сведения"),
            format!("Ответ на обращение {number}"),
            format!("Обращение {number} закрыто"),
        ]
    );
    for (letter, words) in
        letters[1..].iter().zip(["Номер счётчика.", "Исправлено:\nперекос фаз.", "закрыли"])
    {
        for words in [
            words,
            "Здравствуйте, Мария Петровна!",
            CLERK,
            "специалист по работе с клиентами",
            "8-800-222-11-67",
        ] {
            assert!(letter.body.contains(words), "{words} is not in\n{}", letter.body);
        }
    }
    // The author sees the same words without a letter.
    let lookup = json!({ "number": number, "contact": "guest@example.org" });
    let seen = world.client().post("/api/v1/appeals/lookup", &lookup).await.body;
    assert_eq!(seen["events"], reply.body["appeal"]["events"]);
    assert!(!seen.to_string().contains(CLERK));
}

#[tokio::test]
async fn a_repeated_step_is_one_step() {
    let world = World::new().await;
    let mut clerk = world.staff("operator@demo.svetlitsa").await;
    let number = register(&world, json!({ "email": "guest@example.org" })).await;
    let path = format!("/api/v1/staff/appeals/{number}/steps");
    let take = json!({ "action": "take" });
    let first = clerk.post_with_key(&path, &take, "key-1").await;
    let second = clerk.post_with_key(&path, &take, "key-1").await;
    assert_eq!((first.status, &first.body), (second.status, &second.body));
    let reply = clerk.post_with_key(&path, &json!({ "action": "close" }), "key-1").await;
    assert_eq!(reply.code(), "idempotency_key_reused");
    // Two clerks at once: one is faster.
    let mut other = world.staff("supervisor@demo.svetlitsa").await;
    let (a, b) =
        tokio::join!(step(&mut clerk, &number, "answer", "Раз"), step(&mut other, &number, "answer", "Два"));
    let mut statuses = [a.status, b.status];
    statuses.sort();
    assert_eq!(statuses, [StatusCode::OK, StatusCode::CONFLICT]);
    assert_eq!(letters(&world, "guest@example.org").await.len(), 2);
}

#[tokio::test]
async fn the_list_begins_with_the_nearest_deadline_and_ends_with_the_ended() {
    let world = World::new().await;
    let mut clerk = world.staff("supervisor@demo.svetlitsa").await;
    let number = register(&world, json!({ "email": "guest@example.org", "account": "67100000017" })).await;
    let list = clerk.get("/api/v1/staff/appeals").await.body;
    let items = list["items"].as_array().unwrap();
    let numbers: Vec<&str> = items.iter().map(|item| item["appeal"]["number"].as_str().unwrap()).collect();
    assert_eq!(
        numbers,
        [
            "A-2026-000002",
            "A-2026-000005",
            "A-2026-000006",
            "A-2026-000007",
            &number,
            "A-2026-000003",
            "A-2026-000004",
            "A-2026-000001",
        ]
    );
    assert_eq!(items[0]["appeal"]["clock"]["state"], "overdue");
    assert_eq!(
        (&items[4]["email"], &items[4]["appeal"]["account"]),
        (&json!("guest@example.org"), &json!("67100000017"))
    );
    assert_eq!(clerk.get(&format!("/api/v1/staff/appeals/{number}")).await.body, items[4]);
    assert_eq!(clerk.get("/api/v1/staff/appeals/A-2026-999999").await.code(), "not_found");
    assert_eq!(step(&mut clerk, "A-2026-999999", "take", "").await.code(), "not_found");
}
