//! Appeals: without registration, with a number, a dated promise and a letter; found again by number and contact.

use axum::http::{StatusCode, header};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use svetlitsa_server::entity::{appeal, outgoing_mail};

use crate::harness::World;

const PATH: &str = "/api/v1/appeals";
const LOOKUP: &str = "/api/v1/appeals/lookup";

pub(crate) fn complaint() -> Value {
    json!({ "kind": "complaint", "text": "Мигает свет на лестнице.", "email": "guest@example.org" })
}

/// A complaint with some fields changed.
pub(crate) fn changed(fields: Value) -> Value {
    let mut body = complaint();
    let Value::Object(fields) = fields else { panic!("fields") };
    body.as_object_mut().unwrap().extend(fields);
    body
}

pub(crate) async fn letters(world: &World, recipient: &str) -> Vec<outgoing_mail::Model> {
    outgoing_mail::Entity::find()
        .filter(outgoing_mail::Column::Recipient.eq(recipient))
        .order_by_asc(outgoing_mail::Column::Id)
        .all(&world.app.db)
        .await
        .unwrap()
}

async fn count(world: &World) -> u64 {
    appeal::Entity::find().count(&world.app.db).await.unwrap()
}

#[tokio::test]
async fn a_stranger_gets_a_number_a_date_and_a_letter() {
    let world = World::new().await;
    let reply = world.client().post(PATH, &complaint()).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{:?}", reply.body);
    let number = reply.body["number"].as_str().unwrap();
    assert!(number.starts_with("A-2026-0000") && number.len() == 13, "{number}");
    assert_eq!(reply.body["stage"], "registered");
    assert_eq!(reply.body["clock"]["due"], "2026-11-25T23:59:59+03:00");
    assert_eq!(
        (&reply.body["clock"]["state"], &reply.body["clock"]["standard"]),
        (&json!("running"), &json!("appeal_review"))
    );
    assert_eq!(reply.body["masked_contact"], "g***@example.org");
    assert_eq!(reply.body["events"].as_array().unwrap().len(), 1);

    let letters = letters(&world, "guest@example.org").await;
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].subject, format!("Обращение {number} зарегистрировано"));
    for words in [
        "Спасибо",
        number,
        "20 ноября 2026 г., 10:0",
        "(UTC+03:00)",
        "Тема: жалоба",
        "за 3 рабочих дня: до 25 ноября 2026 г. включительно",
        "с вами свяжется специалист",
        "придёт на этот адрес",
        "номер лицевого счёта, показания счётчика",
        "8-800-222-11-67",
        "http://127.0.0.1:8080/status",
    ] {
        assert!(letters[0].body.contains(words), "{words} is not in\n{}", letters[0].body);
    }
    assert!(!letters[0].body.contains("{{") && !letters[0].body.contains("\n\n\n"), "{}", letters[0].body);
}

#[tokio::test]
async fn the_letter_speaks_the_authors_language() {
    let world = World::new().await;
    let body = changed(json!({ "language": "en", "kind": "question", "name": "Anne Smith" }));
    let reply = world.client().post(PATH, &body).await;
    let letter = letters(&world, "guest@example.org").await.remove(0);
    assert_eq!(letter.subject, format!("Appeal {} is registered", reply.body["number"].as_str().unwrap()));
    for words in
        ["Dear Anne Smith,", "within 3 working days: by the end of 25 November 2026", "Subject: question"]
    {
        assert!(letter.body.contains(words), "{words} is not in\n{}", letter.body);
    }
}

#[tokio::test]
async fn nothing_typed_by_a_stranger_travels_in_the_letter() {
    let world = World::new().await;
    let body = changed(json!({
        "text": "Выиграйте миллион на casino.example <b>сейчас</b>",
        "name": "Casino.example\r\nBcc: eve@example.org",
    }));
    assert_eq!(world.client().post(PATH, &body).await.status, StatusCode::CREATED);
    let letter = letters(&world, "guest@example.org").await.remove(0);
    for words in ["casino", "Casino", "миллион", "Bcc", "eve@", "<b>"] {
        assert!(
            !format!("{}{}", letter.subject, letter.body).contains(words),
            "{words} is in\n{}",
            letter.body
        );
    }
    assert!(letter.body.starts_with("Здравствуйте!"), "{}", letter.body);
}

#[tokio::test]
async fn a_telephone_is_enough_and_then_there_is_no_letter() {
    let world = World::new().await;
    let before = outgoing_mail::Entity::find().count(&world.app.db).await.unwrap();
    let reply =
        world.client().post(PATH, &changed(json!({ "email": "", "phone": "8 (910) 111-22-33" }))).await;
    assert_eq!(reply.status, StatusCode::CREATED);
    assert_eq!(reply.body["masked_contact"], "+7 *** ***-22-33");
    assert_eq!(outgoing_mail::Entity::find().count(&world.app.db).await.unwrap(), before);
}

#[tokio::test]
async fn a_repeat_is_one_appeal_and_one_letter() {
    let world = World::new().await;
    let (mut client, before) = (world.client(), count(&world).await);
    let body = complaint();
    let mut twin = client.clone();
    let (first, second) =
        tokio::join!(client.post_with_key(PATH, &body, "key-1"), twin.post_with_key(PATH, &body, "key-1"));
    let third = client.post_with_key(PATH, &body, "key-1").await;
    for reply in [&second, &third] {
        assert_eq!((reply.status, &reply.body), (StatusCode::CREATED, &first.body));
    }
    assert_eq!(count(&world).await, before + 1);
    assert_eq!(letters(&world, "guest@example.org").await.len(), 1);

    let other = changed(json!({ "text": "Другое обращение, тот же ключ." }));
    let reply = client.post_with_key(PATH, &other, "key-1").await;
    assert_eq!((reply.status, reply.code()), (StatusCode::CONFLICT, "idempotency_key_reused"));
    let reply = client.send("POST", PATH, Some(body.to_string()), None).await;
    assert_eq!((reply.status, reply.code()), (StatusCode::BAD_REQUEST, "idempotency_key_required"));
    assert_eq!(count(&world).await, before + 1);
}

#[tokio::test]
async fn without_the_letter_there_is_no_appeal() {
    use sea_orm::ConnectionTrait;
    let world = World::new().await;
    let (mut client, before) = (world.client(), count(&world).await);
    world.app.db.execute_unprepared("ALTER TABLE outgoing_mails RENAME TO burnt").await.unwrap();
    let reply = client.post_with_key(PATH, &complaint(), "key-1").await;
    assert_eq!((reply.status, reply.code()), (StatusCode::SERVICE_UNAVAILABLE, "unavailable"));
    assert_eq!(count(&world).await, before);

    // Nor is a number lost, and the same key finds the door open again.
    world.app.db.execute_unprepared("ALTER TABLE burnt RENAME TO outgoing_mails").await.unwrap();
    let reply = client.post_with_key(PATH, &complaint(), "key-1").await;
    assert_eq!((reply.status, &reply.body["number"]), (StatusCode::CREATED, &json!("A-2026-000008")));
    assert_eq!(letters(&world, "guest@example.org").await.len(), 1);
}

#[tokio::test]
async fn every_wrong_field_is_named_at_once_and_nothing_is_kept() {
    let world = World::new().await;
    let before = count(&world).await;
    for (fields, expected) in [
        (json!({ "text": "" }), json!([{ "field": "text", "code": "required" }])),
        (json!({ "text": "Коротко" }), json!([{ "field": "text", "code": "too_short" }])),
        (json!({ "text": "я".repeat(4001) }), json!([{ "field": "text", "code": "too_long" }])),
        (json!({ "email": "" }), json!([{ "field": "email", "code": "contact_required" }])),
        (
            json!({ "text": " ", "email": "x", "phone": "112", "account": "12", "language": "de" }),
            json!([
                { "field": "text", "code": "required" },
                { "field": "email", "code": "not_an_email" },
                { "field": "phone", "code": "not_a_phone" },
                { "field": "account", "code": "not_an_account" },
                { "field": "language", "code": "not_a_choice" },
            ]),
        ),
    ] {
        let reply = world.client().post(PATH, &changed(fields)).await;
        assert_eq!((reply.status, reply.code()), (StatusCode::UNPROCESSABLE_ENTITY, "validation_failed"));
        assert_eq!(reply.body["fields"], expected);
    }
    for body in
        [json!({}), changed(json!({ "kind": "threat" })), changed(json!({ "stage": "closed" })), json!([1])]
    {
        assert_eq!(world.client().post(PATH, &body).await.code(), "malformed_request", "{body}");
    }
    assert_eq!(count(&world).await, before);
    assert!(letters(&world, "guest@example.org").await.is_empty());
}

#[tokio::test]
async fn the_answer_does_not_tell_whether_an_account_exists() {
    let world = World::new().await;
    let mut answers = Vec::new();
    for (account, email) in [("18300000014", "guest@example.org"), ("18300000099", "guess@example.org")] {
        let mut reply =
            world.client().post(PATH, &changed(json!({ "account": account, "email": email }))).await;
        assert_eq!(reply.status, StatusCode::CREATED);
        for (place, field) in [("", "number"), ("", "registered"), ("/clock", "started"), ("/events/0", "at")]
        {
            reply.body.pointer_mut(place).unwrap().as_object_mut().unwrap().remove(field).unwrap();
        }
        answers.push(reply.body);
    }
    assert_eq!(answers[0], answers[1]);
    assert!(answers[0]["account"].is_null());
    // Its own branch answers: the day ends in Izhevsk.
    assert_eq!(answers[0]["clock"]["due"], "2026-11-25T23:59:59+04:00");

    let rows = appeal::Entity::find().order_by_desc(appeal::Column::Number).all(&world.app.db).await.unwrap();
    assert_eq!((rows[1].account.as_deref(), rows[0].account.as_deref()), (Some("18300000014"), None));
}

#[tokio::test]
async fn it_is_found_by_number_and_contact_in_any_spelling() {
    let world = World::new().await;
    let body = changed(json!({ "email": "Guest@Example.org", "phone": "8 910 111-22-33" }));
    let number = world.client().post(PATH, &body).await.body["number"].as_str().unwrap().to_owned();
    let typed = number.to_lowercase().replace('a', "а").replace('-', " – ");
    for (number, contact) in [
        (number.as_str(), "guest@example.org"),
        (&number, " GUEST@example.org "),
        (&number, "+7 (910) 111-22-33"),
        (&typed, "9101112233"),
    ] {
        let reply = world.client().post(LOOKUP, &json!({ "number": number, "contact": contact })).await;
        assert_eq!(reply.status, StatusCode::OK, "{number} {contact}");
        assert_eq!(reply.body["stage"], "registered");
    }
    // A look-up changes nothing, so it needs no key.
    let lookup = json!({ "number": number, "contact": "guest@example.org" }).to_string();
    assert_eq!(world.client().send("POST", LOOKUP, Some(lookup), None).await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_unknown_number_and_a_wrong_contact_are_one_answer() {
    let world = World::new().await;
    let number = world.client().post(PATH, &complaint()).await.body["number"].clone();
    let mut answers = Vec::new();
    for lookup in [
        json!({ "number": "A-2026-999999", "contact": "guest@example.org" }),
        json!({ "number": number, "contact": "other@example.org" }),
        json!({ "number": number, "contact": "not a contact" }),
        json!({ "number": "' OR 1=1 --", "contact": "\u{7}" }),
    ] {
        let mut reply = world.client().post(LOOKUP, &lookup).await;
        assert_eq!((reply.status, reply.code()), (StatusCode::NOT_FOUND, "not_found"), "{lookup}");
        reply.body.as_object_mut().unwrap().remove("request_id");
        answers.push(reply.body);
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]));
    let reply = world.client().post(LOOKUP, &json!({ "number": "", "contact": " " })).await;
    assert_eq!(reply.body["fields"].as_array().unwrap().len(), 2, "{:?}", reply.body);
}

#[tokio::test]
async fn guessing_is_slowed_down_and_finding_is_not() {
    let world = World::new().await;
    let mut client = world.client();
    let number = client.post(PATH, &complaint()).await.body["number"].clone();
    let right = json!({ "number": number, "contact": "guest@example.org" });
    for _ in 0..25 {
        assert_eq!(client.post(LOOKUP, &right).await.status, StatusCode::OK);
    }
    for _ in 0..20 {
        let wrong = json!({ "number": number, "contact": "other@example.org" });
        assert_eq!(client.post(LOOKUP, &wrong).await.code(), "not_found");
    }
    let reply = client.post(LOOKUP, &right).await;
    assert_eq!((reply.status, reply.code()), (StatusCode::TOO_MANY_REQUESTS, "rate_limited"));
    assert!(reply.headers.contains_key(header::RETRY_AFTER));
}

#[tokio::test]
async fn nobody_can_flood_a_mailbox_and_no_appeal_is_lost_over_it() {
    let world = World::new().await;
    let mut client = world.client();
    for n in 0..120 {
        let reply = client.post(PATH, &complaint()).await;
        assert_eq!((reply.status, &reply.body["is_letter_withheld"]), (StatusCode::CREATED, &json!(n >= 20)));
    }
    let reply = client.post(PATH, &complaint()).await;
    assert_eq!(reply.code(), "rate_limited");
    assert_eq!(letters(&world, "guest@example.org").await.len(), 20);
    let other = changed(json!({ "email": "other@example.org" }));
    world.pass(60);
    assert_eq!(
        client.post(PATH, &other).await.body["is_letter_withheld"],
        json!(false),
        "the minute is over"
    );
    assert_eq!(letters(&world, "other@example.org").await.len(), 1);
    // The owner of a mailbox is written to whatever strangers do.
    for _ in 0..20 {
        client.post(PATH, &changed(json!({ "email": "maria@demo.svetlitsa" }))).await;
    }
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let own = maria.post(PATH, &changed(json!({ "email": "maria@demo.svetlitsa" }))).await;
    assert_eq!(own.body["is_letter_withheld"], json!(false));
    let world = world.later("2026-11-20T11:01:00+03:00");
    let reply = world.client().post(PATH, &complaint()).await;
    assert_eq!(reply.body["is_letter_withheld"], json!(false), "so is the hour");
    assert_eq!(letters(&world, "guest@example.org").await.len(), 21);
}

#[tokio::test]
async fn whatever_is_typed_is_kept_as_it_is_or_refused_by_name() {
    let world = World::new().await;
    let script = "<script>alert(1)</script><img src=x onerror=alert(2)> {{ 7*7 }} \u{202e}' OR 1=1 --";
    let reply = world.client().post(PATH, &changed(json!({ "text": script, "name": script }))).await;
    assert_eq!(reply.status, StatusCode::CREATED);
    let row = appeal::Entity::find_by_id(reply.body["number"].as_str().unwrap());
    let row = row.one(&world.app.db).await.unwrap().unwrap();
    assert!(row.text.starts_with("<script>alert(1)</script><img src=x onerror=alert(2)> {{ 7*7 }}"));
    let letter = &letters(&world, "guest@example.org").await[0];
    assert!(!letter.body.contains("script") && !letter.body.contains("49"), "{}", letter.body);
    let before = count(&world).await;
    for (field, text, code) in [
        ("text", "w".repeat(50_000), "too_long"),
        ("name", "w".repeat(50_000), "too_long"),
        ("email", format!("{}@example.org", "a".repeat(50_000)), "not_an_email"),
        ("phone", "9".repeat(50_000), "not_a_phone"),
        ("account", "1".repeat(50_000), "not_an_account"),
        ("text", "\u{200b}".repeat(50), "required"),
    ] {
        let reply = world.client().post(PATH, &changed(json!({ field: text }))).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert_eq!(reply.body["fields"], json!([{ "field": field, "code": code }]), "{field}");
    }
    // More than a request may weigh is not read to its end.
    let reply = world.client().post(PATH, &changed(json!({ "text": "я".repeat(50_000) }))).await;
    assert_eq!((reply.status, reply.code()), (StatusCode::PAYLOAD_TOO_LARGE, "body_too_large"));
    assert_eq!(count(&world).await, before);
}

#[tokio::test]
async fn the_cabinet_holds_what_its_owner_filed_and_nobody_elses_words() {
    let world = World::new().await;
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let numbers = |list: &Value| -> Vec<String> {
        let items = list["items"].as_array().unwrap();
        items.iter().map(|item| item["number"].as_str().unwrap().to_owned()).collect()
    };
    let before = numbers(&maria.get(PATH).await.body);

    let signed_in = changed(json!({ "account": "18300000014" }));
    let own = maria.post(PATH, &signed_in).await.body;
    assert_eq!(own["account"], "18300000014", "their own account is no secret to them");
    let foreign = maria.post(PATH, &changed(json!({ "account": "67100000025" }))).await.body;
    assert!(foreign["account"].is_null());
    // A stranger who names or mistypes Maria's account number has not written to Maria.
    world.client().post(PATH, &changed(json!({ "account": "67100000017" }))).await;
    world.client().post(PATH, &complaint()).await;

    let after = numbers(&maria.get(PATH).await.body);
    let added: Vec<&str> = [&foreign, &own].map(|appeal| appeal["number"].as_str().unwrap()).into();
    assert_eq!(after[..2], added);
    assert_eq!(after[2..], before);

    let mut other = world.resident("67100000033@demo.svetlitsa").await;
    let seen = numbers(&other.get(PATH).await.body);
    assert!(added.iter().all(|number| !seen.iter().any(|other| other == number)), "{seen:?}");
    assert_eq!(world.client().get(PATH).await.code(), "sign_in_required");
}
