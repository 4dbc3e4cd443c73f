//! Applications: found by number and contact, listed in the cabinet, moved along their road by staff.

use axum::http::StatusCode;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use svetlitsa_server::entity::outgoing_mail;

use crate::harness::{Client, World};

const LOOKUP: &str = "/api/v1/applications/lookup";

async fn step(clerk: &mut Client, number: &str, stage: &str, text: &str) -> crate::harness::Reply {
    let path = format!("/api/v1/staff/applications/{number}/steps");
    clerk.post(&path, &json!({ "stage": stage, "text": text })).await
}

async fn last_letter(world: &World, recipient: &str) -> Option<outgoing_mail::Model> {
    outgoing_mail::Entity::find()
        .filter(outgoing_mail::Column::Recipient.eq(recipient))
        .order_by_desc(outgoing_mail::Column::Id)
        .one(&world.app.db)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_stranger_with_number_and_contact_sees_stages_and_deadline() {
    let world = World::new().await;
    for contact in ["63400000018@demo.svetlitsa", "8 900 000-00-18"] {
        let reply =
            world.client().post(LOOKUP, &json!({ "number": "g-2026-000042", "contact": contact })).await;
        assert_eq!(reply.status, StatusCode::OK, "{:?}", reply.body);
        assert_eq!(
            (&reply.body["kind"], &reply.body["stage"]),
            (&json!("connection"), &json!("terms_placed"))
        );
        assert_eq!(reply.body["road"], json!(["received", "terms_placed", "building", "connected"]));
        assert_eq!(reply.body["events"].as_array().unwrap().len(), 2);
    }
    let refund = json!({ "number": "R-2026-000031", "contact": "50200000021@demo.svetlitsa" });
    let clock = &world.client().post(LOOKUP, &refund).await.body["clock"];
    assert_eq!((&clock["standard"], &clock["state"]), (&json!("refund_credit"), &json!("running")));
    // Money came on Wednesday the 18th: five working days on.
    assert_eq!(clock["due"], "2026-11-25T23:59:59+03:00");
}

#[tokio::test]
async fn an_unknown_number_and_a_wrong_contact_are_one_answer() {
    let world = World::new().await;
    let mut answers = Vec::new();
    for (number, contact) in [
        ("G-2026-000043", "63400000018@demo.svetlitsa"),
        ("G-2026-000042", "maria@demo.svetlitsa"),
        ("G-2026-000042", "+7 900 000-00-19"),
        ("A-2026-000001", "maria@demo.svetlitsa"),
    ] {
        let mut reply = world.client().post(LOOKUP, &json!({ "number": number, "contact": contact })).await;
        assert_eq!((reply.status, reply.code()), (StatusCode::NOT_FOUND, "not_found"));
        reply.body.as_object_mut().unwrap().remove("request_id");
        answers.push(reply.body);
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]));
}

#[tokio::test]
async fn the_cabinet_lists_its_accounts_applications_only() {
    let world = World::new().await;
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let list = maria.get("/api/v1/applications").await.body;
    let numbers: Vec<&Value> = list["items"].as_array().unwrap().iter().map(|item| &item["number"]).collect();
    assert_eq!(numbers, [&json!("O-2026-000058")]);
    assert_eq!(list["items"][0]["filed"].as_str().unwrap().split_at(19).1, "+04:00");
    assert_eq!(world.client().get("/api/v1/applications").await.code(), "sign_in_required");
}

#[tokio::test]
async fn a_contract_goes_its_road_and_its_promises_are_kept_and_begun() {
    let world = World::new().await;
    let mut clerk = world.staff("operator@demo.svetlitsa").await;
    let number = "C-2026-000117";
    let path = format!("/api/v1/staff/applications/{number}");
    let start = clerk.get(&path).await.body;
    assert_eq!(start["application"]["clock"]["state"], "running");
    assert_eq!(start["next"], json!(["ready_to_sign", "incomplete", "refused"]));

    let reply = step(&mut clerk, number, "incomplete", "").await;
    assert_eq!(reply.body["fields"], json!([{ "field": "text", "code": "required" }]));
    for stage in ["concluded", "received", "credited", "signed_by_company"] {
        let reply = step(&mut clerk, number, stage, "").await;
        assert_eq!((reply.status, reply.code()), (StatusCode::CONFLICT, "wrong_stage"), "{stage}");
    }
    assert_eq!(clerk.get(&path).await.body, start, "a refused step leaves nothing");

    let incomplete = step(&mut clerk, number, "incomplete", "Нет выписки из ЕГРН.").await.body;
    assert_eq!(incomplete["application"]["clock"]["state"], "met");
    let letter = last_letter(&world, "vera@demo.svetlitsa").await.unwrap();
    assert_eq!(letter.subject, "Заявление C-2026-000117: не хватает документов");
    assert!(
        letter.body.contains("Нет выписки из ЕГРН.") && letter.body.contains("Лебедева Ирина Сергеевна"),
        "{}",
        letter.body
    );

    let again = step(&mut clerk, number, "received", "").await.body;
    let clock = &again["application"]["clock"];
    assert_eq!((&clock["state"], &clock["standard"]), (&json!("running"), &json!("contract_draft")));
    // Ten working days from Friday 2026-11-20.
    assert_eq!(clock["due"], "2026-12-04T23:59:59+03:00");
    let letter = last_letter(&world, "vera@demo.svetlitsa").await.unwrap();
    assert!(letter.body.contains("до 4 декабря 2026 г. включительно"), "{}", letter.body);

    for stage in ["ready_to_sign", "signed_by_company", "concluded"] {
        let reply = step(&mut clerk, number, stage, "").await;
        assert_eq!(reply.status, StatusCode::OK, "{:?}", reply.body);
        assert_eq!(reply.body["application"]["clock"]["state"], "met");
        let letter = last_letter(&world, "vera@demo.svetlitsa").await.unwrap();
        let is_asked_in = letter.body.contains("/appointments/new?purpose=documents");
        assert_eq!(is_asked_in, stage == "ready_to_sign", "{}", letter.body);
    }
    let end = clerk.get(&path).await.body;
    assert_eq!((&end["application"]["stage"], &end["next"]), (&json!("concluded"), &json!([])));
    assert_eq!(step(&mut clerk, number, "refused", "Поздно").await.code(), "wrong_stage");
}

#[tokio::test]
async fn the_staffs_list_begins_with_the_nearest_deadline_and_ends_with_the_ended() {
    let world = World::new().await;
    let mut clerk = world.staff("supervisor@demo.svetlitsa").await;
    let list = clerk.get("/api/v1/staff/applications").await.body;
    let numbers: Vec<&str> = list["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["application"]["number"].as_str().unwrap())
        .collect();
    assert_eq!(
        numbers,
        ["C-2026-000117", "O-2026-000058", "R-2026-000031", "G-2026-000042", "C-2026-000104"]
    );
    assert_eq!(list["items"][1]["contact"], "maria@demo.svetlitsa");

    assert_eq!(clerk.get("/api/v1/staff/applications/X-1").await.code(), "not_found");
    assert_eq!(step(&mut clerk, "X-1", "refused", "Нет такого").await.code(), "not_found");
    assert_eq!(world.client().get("/api/v1/staff/applications").await.code(), "sign_in_required");
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    assert_eq!(maria.get("/api/v1/staff/applications/O-2026-000058").await.code(), "sign_in_required");
}

const PATH: &str = "/api/v1/applications";

fn filing() -> Value {
    json!({
        "kind": "owner_change", "subject": "Купил квартиру, ул. Гагарина, д. 7, кв. 12, с 1 ноября.",
        "name": "Новиков Пётр", "email": "petr@example.org",
    })
}

#[tokio::test]
async fn a_stranger_files_one_and_follows_it_to_its_end() {
    let world = World::new().await;
    let mut form = filing();
    // Whose account it is, only its holder's own application tells.
    form["account"] = json!("67100000017");
    let reply = world.client().post(PATH, &form).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{:?}", reply.body);
    let number = reply.body["number"].as_str().unwrap().to_owned();
    assert!(number.starts_with("Z-2026-"), "{number}");
    assert_eq!((&reply.body["stage"], &reply.body["account"]), (&json!("received"), &Value::Null));
    assert!(reply.body["subject"].as_str().unwrap().ends_with("№ 67100000017"), "{:?}", reply.body);
    assert_eq!(reply.body["documents"], json!(["passport", "right_document", "reading_on_transfer"]));
    // Friday the 20th: two working days on.
    assert_eq!(reply.body["clock"]["due"], "2026-11-24T23:59:59+03:00");
    let letter = last_letter(&world, "petr@example.org").await.unwrap();
    assert!(
        letter.subject.contains(&number) && letter.body.contains("смена собственника"),
        "{}",
        letter.body
    );
    assert!(!letter.body.contains("\n, "), "no clerk signs it: {}", letter.body);

    let mut clerk = world.staff("operator@demo.svetlitsa").await;
    let missing = step(&mut clerk, &number, "incomplete", "Пришлите выписку из ЕГРН.").await;
    assert_eq!(missing.status, StatusCode::OK, "{:?}", missing.body);
    for stage in ["received", "concluded"] {
        assert_eq!(step(&mut clerk, &number, stage, "").await.status, StatusCode::OK);
    }
    let lookup = json!({ "number": number, "contact": "PETR@example.org" });
    let found = world.client().post(LOOKUP, &lookup).await.body;
    assert_eq!((&found["stage"], found["events"].as_array().unwrap().len()), (&json!("concluded"), 4));
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let own = maria.get(PATH).await.body;
    assert!(own["items"].as_array().unwrap().iter().all(|item| item["number"] != number.as_str()), "{own}");
}

#[tokio::test]
async fn letters_go_in_the_language_of_the_form() {
    let world = World::new().await;
    let mut form = filing();
    form["language"] = json!("en");
    let number = world.client().post(PATH, &form).await.body["number"].as_str().unwrap().to_owned();
    let letter = last_letter(&world, "petr@example.org").await.unwrap();
    assert_eq!(letter.subject, format!("Application {number}: application received"));
    let mut clerk = world.staff("operator@demo.svetlitsa").await;
    let path = format!("/api/v1/staff/applications/{number}/steps");
    let missing =
        clerk.post(&path, &json!({ "stage": "incomplete", "text": "", "missing": ["passport"] })).await;
    assert_eq!(missing.status, StatusCode::OK, "{:?}", missing.body);
    let asked = last_letter(&world, "petr@example.org").await.unwrap();
    // The first letter names all that is missing, this one the passport alone.
    assert_eq!(asked.subject, format!("Application {number}: documents are missing"));
    assert!(asked.body.contains("Documents that are missing:\n- passport\nAdd"), "{}", asked.body);
    form["language"] = json!("de");
    let refused = world.client().post(PATH, &form).await;
    assert_eq!(
        (refused.status, &refused.body["fields"][0]["field"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &json!("language"))
    );
}

#[tokio::test]
async fn one_of_the_cabinet_belongs_to_its_account_and_is_filed_once() {
    let world = World::new().await;
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    for (kind, standard) in [
        ("contract", "contract_draft"),
        ("owner_change", "owner_change"),
        ("refund", "application_notice"),
        ("reprogramming", "application_notice"),
        ("meter_replacement", "application_notice"),
        ("extra_service", "service_call"),
        ("restoration", "supply_restoration"),
        ("disagreement", "disagreement_answer"),
    ] {
        let mut form = filing();
        (form["kind"], form["account"]) = (json!(kind), json!("67100000017"));
        form["prepaid"] = json!({ "balance_kopecks": 30_000, "daily_wh": 8_000, "price_kopecks": 595 });
        let key = svetlitsa_server::random::id();
        let first = maria.send("POST", PATH, Some(form.to_string()), Some(&key)).await;
        let again = maria.send("POST", PATH, Some(form.to_string()), Some(&key)).await;
        assert_eq!((first.status, &first.body), (StatusCode::CREATED, &again.body), "{kind}");
        assert_eq!(first.body["account"], "67100000017");
        assert_eq!(first.body["clock"]["standard"], standard);
    }
    let own = maria.get(PATH).await.body;
    let count = own["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|item| item["number"].as_str().unwrap().starts_with('Z'));
    assert_eq!(count.count(), 8);
}

#[tokio::test]
async fn what_cannot_be_filed_says_why() {
    let world = World::new().await;
    for (field, value, code) in [
        ("kind", json!("connection"), "not_a_choice"),
        ("subject", json!(""), "required"),
        ("subject", json!("а"), "too_short"),
        ("subject", json!("а".repeat(1_001)), "too_long"),
        ("name", json!(" "), "required"),
        ("email", json!("petr@"), "not_an_email"),
        ("email", json!(""), "contact_required"),
        ("phone", json!("112"), "not_a_phone"),
        ("account", json!("12"), "not_an_account"),
    ] {
        let mut form = filing();
        form[field] = value;
        let reply = world.client().post(PATH, &form).await;
        let problem = &reply.body["fields"][0];
        assert_eq!((&problem["field"], &problem["code"]), (&json!(field), &json!(code)), "{:?}", reply.body);
    }
}
