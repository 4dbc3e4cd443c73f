//! Files of an appeal: attached by the bearer of the draft alone, judged by content, handed out so that nothing runs.

use axum::http::StatusCode;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};
use svetlitsa_domain::appeals::{MOST_SENT_BYTES, MOST_SENT_FILES};
use svetlitsa_server::entity::{appeal, appeal_file};
use svetlitsa_server::store;

use crate::appeals::changed;
use crate::harness::{Client, Reply, World};

const PATH: &str = "/api/v1/appeals";
const FILES: &str = "/api/v1/appeals/drafts/files";
pub(crate) const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n";

/// A browser with a draft of its own, and the draft's token.
pub(crate) async fn drafting(world: &World) -> (Client, String) {
    let mut client = world.client();
    let opened = client.send("POST", "/api/v1/appeals/drafts", None, None).await;
    assert_eq!(opened.status, StatusCode::CREATED);
    let token = opened.body["token"].as_str().unwrap().to_owned();
    client.bearer = Some(token.clone());
    (client, token)
}

pub(crate) async fn put(client: &mut Client, place: u32, name: &str, bytes: &[u8]) -> Reply {
    let path = format!("{FILES}/{place}?name={}", svetlitsa_api::paths::encode(name));
    client.put_file(&path, "application/octet-stream", bytes).await
}

async fn filed(world: &World, token: &str, fields: Value) -> Reply {
    let mut body = changed(fields);
    body["draft"] = json!(token);
    world.client().post(PATH, &body).await
}

#[tokio::test]
async fn files_are_attached_replaced_taken_away_and_sent_and_only_then_seen_by_the_desk() {
    let world = World::new().await;
    let (mut author, token) = drafting(&world).await;
    assert_eq!(put(&mut author, 1, "счёт.pdf", PDF).await.body["kind"], "pdf");
    assert_eq!(put(&mut author, 2, "note.txt", b"one").await.status, StatusCode::OK);
    let photo = put(&mut author, 3, "C:\\fakepath\\dial.png", &crate::photos::png()).await;
    assert_eq!((&photo.body["name"], photo.status), (&json!("dial.png"), StatusCode::OK));
    let kept = author.get(&format!("{FILES}/3")).await;
    assert!(!String::from_utf8_lossy(&kept.bytes).contains("GPS"), "the place is left out");
    // Another one takes its place, and what is taken away is gone.
    assert_eq!(put(&mut author, 2, "other.txt", b"two").await.body["name"], "other.txt");
    assert_eq!(author.delete(&format!("{FILES}/3")).await.status, StatusCode::NO_CONTENT);
    assert_eq!(author.delete(&format!("{FILES}/3")).await.code(), "not_found");
    let held = author.get(FILES).await.body;
    let names: Vec<_> = held["items"].as_array().unwrap().iter().map(|file| file["name"].clone()).collect();
    assert_eq!(names, [json!("счёт.pdf"), json!("other.txt")]);

    let sent = filed(&world, &token, json!({})).await;
    assert_eq!(sent.status, StatusCode::CREATED, "{:?}", sent.body);
    let number = sent.body["number"].as_str().unwrap();
    let files = sent.body["files"].as_array().unwrap().clone();
    assert_eq!(files.len(), 2);
    assert_eq!(author.get(FILES).await.body["items"], json!([]), "they are the appeal's now");
    assert_eq!(put(&mut author, 1, "late.pdf", PDF).await.status, StatusCode::OK);
    let once = filed(&world, &token, json!({ "text": "Ещё одно обращение." })).await;
    assert_eq!(once.body["files"][0]["name"], "late.pdf", "a draft's files go with one appeal");

    let id = files[0]["id"].as_str().unwrap();
    let desk = format!("/api/v1/staff/appeals/{number}/files/{id}");
    let mut stranger = world.client();
    assert_eq!(stranger.get(&desk).await.status, StatusCode::UNAUTHORIZED);
    let mut clerk = world.staff("operator@demo.svetlitsa").await;
    let got = clerk.get(&desk).await;
    assert_eq!((got.status, &got.bytes[..]), (StatusCode::OK, PDF));
    for (header, words) in [
        ("content-type", "application/pdf"),
        ("content-disposition", "attachment; filename*=UTF-8''%D1%81%D1%87%D1%91%D1%82.pdf"),
        ("x-content-type-options", "nosniff"),
        ("cache-control", "no-store"),
    ] {
        assert_eq!(got.headers[header], words);
    }
    assert!(got.headers["content-security-policy"].to_str().unwrap().contains("sandbox"));
    let theirs = format!("/api/v1/staff/appeals/{}/files/{id}", once.body["number"].as_str().unwrap());
    assert_eq!(clerk.get(&theirs).await.code(), "not_found", "a file of another appeal");

    // Its author has the contact; whoever has not learns nothing.
    let own = format!("{PATH}/{number}/files/{id}");
    let ask = |contact: &str| Some(json!({ "contact": contact }).to_string());
    let mine = stranger.send("POST", &own, ask("guest@example.org"), None).await;
    assert_eq!(mine.bytes, PDF);
    for contact in ["", "eve@example.org"] {
        assert_eq!(stranger.send("POST", &own, ask(contact), None).await.code(), "not_found", "{contact}");
    }
}

#[tokio::test]
async fn only_the_bearer_of_a_draft_attaches_sees_and_takes_away() {
    let world = World::new().await;
    let (mut author, token) = drafting(&world).await;
    assert_eq!(put(&mut author, 1, "a.pdf", PDF).await.status, StatusCode::OK);
    let (mut other, _) = drafting(&world).await;
    assert_eq!(other.get(FILES).await.body["items"], json!([]));
    assert_eq!(other.get(&format!("{FILES}/1")).await.code(), "not_found");
    assert_eq!(other.delete(&format!("{FILES}/1")).await.code(), "not_found");
    for bearer in [None, Some("short".to_owned()), Some(format!("{token}/"))] {
        other.bearer = bearer;
        assert_eq!(other.get(FILES).await.code(), "not_found");
        assert_eq!(put(&mut other, 1, "a.pdf", PDF).await.code(), "not_found");
    }
    for place in [0, 6] {
        assert_eq!(put(&mut author, place, "a.pdf", PDF).await.code(), "not_found", "no more than five");
    }
    assert_eq!(author.get(FILES).await.body["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn what_is_not_what_it_says_or_too_much_is_refused_with_its_reason() {
    let world = World::new().await;
    let (mut author, _) = drafting(&world).await;
    let large = vec![b'a'; (8 << 20) + 1];
    let cases: [(&str, &[u8], &str); 9] = [
        ("a.exe", b"MZ", "file_wrong_kind"),
        ("a.svg", b"<svg onload=alert(1)>", "file_wrong_kind"),
        ("a.html", b"<script>alert(1)</script>", "file_wrong_kind"),
        ("a.txt", b"<html><script>alert(1)</script>", "file_mismatch"),
        ("a.pdf", b"MZ\x90\0", "file_mismatch"),
        ("a.jpg", &crate::photos::png(), "file_mismatch"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "photo_damaged"),
        ("a.docx", b"PK\x03\x04 and nothing more", "file_damaged"),
        ("a.txt", b"", "file_damaged"),
    ];
    for (name, bytes, code) in cases {
        let reply = put(&mut author, 1, name, bytes).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert_eq!(reply.body["fields"], json!([{ "field": "file", "code": code }]), "{name}");
    }
    assert_eq!(put(&mut author, 1, "a.txt", &large).await.code(), "body_too_large");
    assert_eq!(appeal_file::Entity::find().count(&world.app.db).await.unwrap(), 0);
}

#[tokio::test]
async fn files_that_waited_too_long_are_gone_and_the_appeal_says_so() {
    let world = World::new().await;
    let (mut author, token) = drafting(&world).await;
    assert_eq!(put(&mut author, 1, "a.pdf", PDF).await.status, StatusCode::OK);
    let world = world.later("2026-11-27T07:00:00Z");
    let (mut other, fresh) = drafting(&world).await;
    assert_eq!(
        put(&mut other, 1, "b.pdf", PDF).await.status,
        StatusCode::OK,
        "whoever comes next clears away"
    );
    let before = appeal::Entity::find().count(&world.app.db).await.unwrap();
    for draft in [token.as_str(), "nonsense"] {
        let refused = filed(&world, draft, json!({})).await;
        assert_eq!(refused.body["fields"], json!([{ "field": "files", "code": "files_gone" }]), "{draft}");
    }
    assert_eq!(appeal::Entity::find().count(&world.app.db).await.unwrap(), before, "nothing half");
    assert_eq!(filed(&world, &fresh, json!({})).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn programs_that_only_attach_fill_a_gigabyte_and_no_disk() {
    let world = World::new().await;
    let (mut author, token) = drafting(&world).await;
    assert_eq!(put(&mut author, 1, "a.pdf", PDF).await.status, StatusCode::OK);
    let waiting = |size: i64| {
        use sea_orm::sea_query::Expr;
        appeal_file::Entity::update_many()
            .col_expr(appeal_file::Column::Size, Expr::value(size))
            .exec(&world.app.db)
    };
    waiting(1 << 30).await.unwrap();
    assert_eq!(put(&mut author, 2, "b.pdf", PDF).await.status, StatusCode::OK, "the last that fits");
    waiting(1 << 30).await.unwrap();
    let refused = put(&mut author, 3, "c.pdf", PDF).await;
    assert_eq!((refused.status, refused.code()), (StatusCode::TOO_MANY_REQUESTS, "rate_limited"));
    assert_eq!(refused.headers["retry-after"], "60");
    // What is sent waits no longer, and makes room.
    waiting(MOST_SENT_BYTES / 2).await.unwrap();
    assert_eq!(filed(&world, &token, json!({})).await.status, StatusCode::CREATED);
    waiting(1 << 30).await.unwrap();
    let (mut next, _) = drafting(&world).await;
    assert_eq!(put(&mut next, 1, "d.pdf", PDF).await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_author_who_adds_again_and_again_piles_up_no_more_than_an_appeal_takes() {
    let world = World::new().await;
    let number =
        world.client().post(PATH, &changed(json!({}))).await.body["number"].as_str().unwrap().to_owned();
    let steps = format!("{PATH}/{number}/steps");
    let (mut author, token) = drafting(&world).await;
    assert_eq!(put(&mut author, 1, "a.pdf", PDF).await.status, StatusCode::OK);
    let words = |token: &str| json!({ "action": "add", "text": "Вот они.", "contact": "guest@example.org", "draft": token });
    assert_eq!(author.post(&steps, &words(&token)).await.status, StatusCode::OK);
    let first = appeal_file::Entity::find().one(&world.app.db).await.unwrap().unwrap();
    // As many as it takes, but for one.
    for number in 2..MOST_SENT_FILES {
        let row = appeal_file::Model { id: number.to_string(), ..first.clone() };
        store::insert_all::<appeal_file::Entity, _>(&world.app.db, vec![row]).await.unwrap();
    }
    let (mut author, token) = drafting(&world).await;
    for place in [1, 2] {
        assert_eq!(put(&mut author, place, "b.pdf", PDF).await.status, StatusCode::OK);
    }
    let refused = author.post(&steps, &words(&token)).await;
    assert_eq!(refused.body["fields"], json!([{ "field": "files", "code": "files_too_many" }]));
    // The files still wait with their draft: with one less they come along.
    let path = format!("{FILES}/2");
    let key = svetlitsa_server::random::id();
    assert_eq!(author.send("DELETE", &path, None, Some(&key)).await.status, StatusCode::NO_CONTENT);
    assert_eq!(author.post(&steps, &words(&token)).await.status, StatusCode::OK);
}

#[tokio::test]
async fn files_come_with_later_words_too() {
    let world = World::new().await;
    let number =
        world.client().post(PATH, &changed(json!({}))).await.body["number"].as_str().unwrap().to_owned();
    let (mut author, token) = drafting(&world).await;
    assert_eq!(put(&mut author, 1, "photo.txt", "Показания 100".as_bytes()).await.status, StatusCode::OK);
    let words =
        json!({ "action": "add", "text": "Вот они.", "contact": "guest@example.org", "draft": token });
    let steps = format!("{PATH}/{number}/steps");
    let added = author.post(&steps, &words).await;
    assert_eq!(added.body["files"][0]["name"], "photo.txt", "{:?}", added.body);
    let again = author.post(&steps, &words).await;
    assert_eq!(
        again.body["fields"],
        json!([{ "field": "files", "code": "files_gone" }]),
        "they came already"
    );
    let mut clerk = world.staff("operator@demo.svetlitsa").await;
    let seen = clerk.get(&format!("/api/v1/staff/appeals/{number}")).await;
    assert_eq!(seen.body["appeal"]["files"].as_array().unwrap().len(), 1);
}
