//! Documents of applications: attached before or after, missing ones always listed, opened by the author and the desk alone;
//! and the clocks that completeness begins anew.

use axum::http::StatusCode;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use svetlitsa_server::entity::outgoing_mail;

use crate::appeal_files::{PDF, drafting, put};
use crate::harness::{Client, Reply, World};

pub(crate) const PATH: &str = "/api/v1/applications";
pub(crate) const LOOKUP: &str = "/api/v1/applications/lookup";
pub(crate) const EMAIL: &str = "petr@example.org";

pub(crate) fn contract(documents: &Value) -> Value {
    json!({
        "kind": "contract", "subject": "Договор на квартиру, ул. Гагарина, д. 7, кв. 12.",
        "name": "Новиков Пётр", "email": EMAIL, "documents": documents,
    })
}

/// A draft that holds one file.
pub(crate) async fn attached(world: &World, name: &str, bytes: &[u8]) -> String {
    let (mut author, token) = drafting(world).await;
    let reply = put(&mut author, 1, name, bytes).await;
    assert_eq!(reply.status, StatusCode::OK, "{:?}", reply.body);
    token
}

pub(crate) async fn step(clerk: &mut Client, number: &str, body: Value) -> Reply {
    clerk.post(&format!("/api/v1/staff/applications/{number}/steps"), &body).await
}

pub(crate) async fn add(client: &mut Client, number: &str, body: Value) -> Reply {
    client.post(&format!("{PATH}/{number}/documents"), &body).await
}

pub(crate) async fn last_letter(world: &World) -> outgoing_mail::Model {
    let letters = outgoing_mail::Entity::find().filter(outgoing_mail::Column::Recipient.eq(EMAIL));
    letters.order_by_desc(outgoing_mail::Column::Id).one(&world.app.db).await.unwrap().unwrap()
}

#[tokio::test]
async fn what_is_missing_is_listed_until_it_comes_and_then_the_term_begins_anew() {
    let world = World::new().await;
    let token = attached(&world, "passport.pdf", PDF).await;
    let documents = json!([{ "document": "passport", "draft": token }]);
    let filed = world.client().post(PATH, &contract(&documents)).await;
    assert_eq!(filed.status, StatusCode::CREATED, "{:?}", filed.body);
    let number = filed.body["number"].as_str().unwrap().to_owned();
    let rest = json!(["right_document", "connection_act", "meter_passport"]);
    assert_eq!((&filed.body["missing"], &filed.body["takes_documents"]), (&rest, &json!(true)));
    assert_eq!(filed.body["files"][0]["document"], "passport");
    assert_eq!(filed.body["files"][0]["file"]["name"], "passport.pdf");
    // Friday the 20th: the notice has three working days of its own beside the draft's ten.
    assert_eq!(filed.body["clock"]["standard"], "contract_draft");
    assert_eq!(filed.body["clock"]["due"], "2026-12-04T23:59:59+03:00");
    assert_eq!(filed.body["other_clocks"][0]["standard"], "application_notice");
    assert_eq!(filed.body["other_clocks"][0]["due"], "2026-11-25T23:59:59+03:00");
    let letter = last_letter(&world).await;
    assert!(
        letter.body.contains("Не хватает документов") && letter.body.contains("паспорт счётчика"),
        "{}",
        letter.body
    );
    assert!(!letter.body.contains("— паспорт\n"), "what came is not asked for: {}", letter.body);

    let mut clerk = world.staff("operator@demo.svetlitsa").await;
    let foreign =
        step(&mut clerk, &number, json!({ "stage": "incomplete", "missing": ["reprogramming_memo"] })).await;
    assert_eq!(foreign.body["fields"], json!([{ "field": "missing", "code": "not_a_choice" }]));
    let listed = json!({ "stage": "incomplete", "missing": ["passport", "right_document"] });
    let listed = step(&mut clerk, &number, listed).await.body;
    assert_eq!(listed["application"]["missing"], json!(["passport", "right_document"]), "{listed}");
    assert_eq!(listed["application"]["clock"]["state"], "met");
    assert_eq!(
        listed["application"]["other_clocks"][0]["state"], "met",
        "the notice is kept by the first step"
    );
    assert!(last_letter(&world).await.body.contains("— паспорт"));

    // Five days later one comes, then the other.
    let world = world.later("2026-11-25T07:00:00Z");
    let one = attached(&world, "right.png", &crate::photos::png()).await;
    let body = json!({ "contact": EMAIL, "documents": [{ "document": "right_document", "draft": one }] });
    let partly = add(&mut world.client(), &number, body.clone()).await.body;
    assert_eq!(
        (&partly["stage"], &partly["missing"]),
        (&json!("incomplete"), &json!(["passport"])),
        "{partly}"
    );
    let again = add(&mut world.client(), &number, body).await;
    assert_eq!(again.body["fields"], json!([{ "field": "right_document", "code": "files_gone" }]));
    let other = attached(&world, "passport2.pdf", PDF).await;
    let body = json!({ "contact": EMAIL, "documents": [{ "document": "passport", "draft": other }] });
    let whole = add(&mut world.client(), &number, body).await.body;
    assert_eq!((&whole["stage"], &whole["missing"]), (&json!("received"), &json!([])), "{whole}");
    // Wednesday the 25th: ten working days on, and three.
    assert_eq!(
        (&whole["clock"]["state"], &whole["clock"]["due"]),
        (&json!("running"), &json!("2026-12-09T23:59:59+03:00"))
    );
    assert_eq!(whole["other_clocks"][0]["due"], "2026-11-30T23:59:59+03:00");
    assert_eq!(whole["files"].as_array().unwrap().len(), 3);
    assert!(last_letter(&world).await.body.contains("9 декабря 2026"));
    let found = world.client().post(LOOKUP, &json!({ "number": number, "contact": EMAIL })).await.body;
    assert_eq!(found, whole, "the look-up tells the same");

    let mut clerk = world.staff("operator@demo.svetlitsa").await;
    for stage in ["ready_to_sign", "signed_by_company", "concluded"] {
        assert_eq!(step(&mut clerk, &number, json!({ "stage": stage })).await.status, StatusCode::OK);
    }
    let late = attached(&world, "late.pdf", PDF).await;
    let late = json!({ "contact": EMAIL, "documents": [{ "document": "passport", "draft": late }] });
    assert_eq!(add(&mut world.client(), &number, late).await.code(), "wrong_stage");
}

#[tokio::test]
async fn a_copy_is_opened_by_its_author_and_the_desk_alone() {
    let world = World::new().await;
    let token = attached(&world, "паспорт.pdf", PDF).await;
    let mut form = contract(&json!([{ "document": "passport", "draft": token }]));
    form["account"] = json!("67100000017");
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let filed = maria.post(PATH, &form).await;
    let number = filed.body["number"].as_str().unwrap();
    let file = filed.body["files"][0]["file"]["id"].as_str().unwrap();
    let path = format!("{PATH}/{number}/files/{file}");
    let read = |client: Client, contact: &'static str| {
        let path = path.clone();
        async move {
            let mut client = client;
            client.post(&path, &json!({ "contact": contact })).await
        }
    };
    let own = maria.post(&path, &json!({})).await;
    assert_eq!((own.status, own.bytes.as_slice()), (StatusCode::OK, PDF), "the holder's cabinet");
    assert!(own.headers["content-security-policy"].to_str().unwrap().contains("sandbox"));
    assert!(own.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));
    assert_eq!(read(world.client(), EMAIL).await.status, StatusCode::OK);
    assert_eq!(read(world.client(), "other@example.org").await.code(), "not_found");
    assert_eq!(read(world.client(), "").await.code(), "not_found");
    assert_eq!(read(world.resident("50200000021@demo.svetlitsa").await, "").await.code(), "not_found");
    // Of another application, even for who may read that one.
    let wrong = format!("{PATH}/C-2026-000117/files/{file}");
    let vera = json!({ "contact": "vera@demo.svetlitsa" });
    assert_eq!(world.client().post(&wrong, &vera).await.code(), "not_found");
    let desk = format!("/api/v1/staff/applications/{number}/files/{file}");
    let mut clerk = world.staff("operator@demo.svetlitsa").await;
    assert_eq!(clerk.get(&desk).await.bytes, PDF);
    assert_eq!(world.client().get(&desk).await.code(), "sign_in_required");
    assert_eq!(maria.get(&desk).await.code(), "sign_in_required");
    let appeals = format!("/api/v1/staff/appeals/{number}/files/{file}");
    assert_eq!(clerk.get(&appeals).await.code(), "not_found", "an appeal has no such file");
}

#[tokio::test]
async fn a_reading_that_is_typed_is_as_good_as_a_copy() {
    let world = World::new().await;
    let mut form = contract(&json!([]));
    (form["kind"], form["reading"]) = (json!("owner_change"), json!("10450   4310"));
    let filed = world.client().post(PATH, &form).await.body;
    assert_eq!(filed["missing"], json!(["passport", "right_document"]), "{filed}");
    assert_eq!((&filed["reading"], &filed["other_clocks"]), (&json!("10450 4310"), &json!([])));
    // All of it there: two working days from that moment, be it later.
    let number = filed["number"].as_str().unwrap().to_owned();
    assert_eq!(filed["clock"]["due"], "2026-11-24T23:59:59+03:00");
    let world = world.later("2026-11-23T07:00:00Z");
    let mut documents = Vec::new();
    for document in ["passport", "right_document"] {
        documents.push(json!({ "document": document, "draft": attached(&world, "a.pdf", PDF).await }));
    }
    let whole =
        add(&mut world.client(), &number, json!({ "contact": EMAIL, "documents": documents })).await.body;
    assert_eq!((&whole["missing"], &whole["stage"]), (&json!([]), &json!("received")), "{whole}");
    assert_eq!(whole["clock"]["due"], "2026-11-25T23:59:59+03:00");
}

#[tokio::test]
async fn other_premises_have_thirty_days() {
    let world = World::new().await;
    let mut form = contract(&json!([]));
    form["premises"] = json!("other");
    let filed = world.client().post(PATH, &form).await.body;
    assert_eq!(filed["clock"]["standard"], "contract_draft_other");
    // Thirty days from the 20th of November end on a Sunday.
    assert_eq!(filed["clock"]["due"], "2026-12-21T23:59:59+03:00");
    assert_eq!(filed["other_clocks"][0]["due"], "2026-11-25T23:59:59+03:00");
}

#[tokio::test]
async fn what_cannot_come_along_says_why_and_nothing_is_kept() {
    let world = World::new().await;
    let mut staff = world.staff("operator@demo.svetlitsa").await;
    let before = staff.get("/api/v1/staff/applications").await.body;
    let token = attached(&world, "a.pdf", PDF).await;
    let copy = |document: &str, draft: &str| json!([{ "document": document, "draft": draft }]);
    for (documents, reading, field, code) in [
        (copy("reprogramming_memo", &token), "", "documents", "not_a_choice"),
        (copy("passport", "nonsense"), "", "passport", "files_gone"),
        (copy("passport", &"a".repeat(50)), "", "passport", "files_gone"),
        (json!([]), "<script>alert(1)</script>", "reading", "not_a_number"),
        (json!([]), "10450.5", "reading", "not_a_number"),
    ] {
        let mut form = contract(&documents);
        form["kind"] = json!("owner_change");
        form["reading"] = json!(reading);
        let refused = world.client().post(PATH, &form).await;
        assert_eq!(refused.body["fields"], json!([{ "field": field, "code": code }]), "{:?}", refused.body);
    }
    let mut long = contract(&json!([]));
    long["subject"] = json!("w".repeat(50_000));
    let refused = world.client().post(PATH, &long).await;
    assert_eq!(refused.body["fields"], json!([{ "field": "subject", "code": "too_long" }]));
    let five = json!([1, 2, 3, 4, 5].map(|_| json!({ "document": "passport", "draft": token })));
    assert_eq!(world.client().post(PATH, &contract(&five)).await.body["fields"][0]["code"], "not_a_choice");
    assert_eq!(staff.get("/api/v1/staff/applications").await.body, before);

    for (number, contact, code) in [
        ("C-2026-000117", "nobody@example.org", "not_found"),
        ("C-2026-999999", "vera@demo.svetlitsa", "not_found"),
    ] {
        let body = json!({ "contact": contact, "documents": copy("passport", &token) });
        assert_eq!(add(&mut world.client(), number, body).await.code(), code, "{number}");
    }
    let nothing =
        add(&mut world.client(), "C-2026-000117", json!({ "contact": "vera@demo.svetlitsa" })).await;
    assert_eq!(nothing.body["fields"], json!([{ "field": "documents", "code": "required" }]));
    let done = json!({ "contact": "67100000041@demo.svetlitsa", "documents": copy("passport", &token) });
    assert_eq!(add(&mut world.client(), "C-2026-000104", done).await.code(), "wrong_stage");
    // The token is still good for an application that takes it: nothing above has used it up.
    let good = json!({ "contact": "vera@demo.svetlitsa", "documents": copy("passport", &token) });
    assert_eq!(add(&mut world.client(), "C-2026-000117", good).await.status, StatusCode::OK);
}

#[tokio::test]
async fn words_alone_still_ask_and_any_copy_answers_them() {
    let world = World::new().await;
    let mut clerk = world.staff("operator@demo.svetlitsa").await;
    let number = "O-2026-000058";
    let asked =
        step(&mut clerk, number, json!({ "stage": "incomplete", "text": "Выписка не читается." })).await;
    assert_eq!(asked.body["application"]["missing"], json!([]), "{:?}", asked.body);
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let token = attached(&world, "right.pdf", PDF).await;
    let came =
        add(&mut maria, number, json!({ "documents": [{ "document": "right_document", "draft": token }] }))
            .await;
    assert_eq!((came.status, &came.body["stage"]), (StatusCode::OK, &json!("received")), "{:?}", came.body);
}
