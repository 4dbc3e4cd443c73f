//! Campaigns before and between calls: drafts that change, lists that name nobody twice, words in two languages.

use axum::http::StatusCode;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use serde_json::{Value, json};
use svetlitsa_api::paths;
use svetlitsa_server::entity::{campaign_batch, resident};
use svetlitsa_server::{random, store};

use crate::campaigns::{
    ANNA, ANNAS, BOSS, advance, at, calls, count, drafted, form, listed, results, running, settle, step, view,
};
use crate::consents::WITHDRAW;
use crate::harness::{Client, World};

const CLERK: &str = "operator@demo.svetlitsa";

async fn put(client: &mut Client, id: &str, body: &Value) -> (StatusCode, Value) {
    let reply =
        client.send("PUT", &at(paths::STAFF_CAMPAIGN, id), Some(body.to_string()), Some(&random::id())).await;
    (reply.status, reply.body)
}

async fn delete(client: &mut Client, id: &str) -> StatusCode {
    client.send("DELETE", &at(paths::STAFF_CAMPAIGN, id), None, Some(&random::id())).await.status
}

async fn reads_english(world: &World, login: &str) {
    let row = store::residents::by_login(&world.app.db, login).await.unwrap().unwrap();
    let row = resident::Model { language: "en".to_owned(), ..row };
    row.into_active_model().reset_all().update(&world.app.db).await.unwrap();
}

#[tokio::test]
async fn a_draft_is_changed_and_thrown_away_and_nothing_else_is() {
    let world = World::new().await;
    let (mut boss, mut clerk) = (world.staff(BOSS).await, world.staff(CLERK).await);
    let id = drafted(&mut boss, &form("debt", "phone", "[sum]")).await;
    let mut other = form("information", "email", "Hello [account]");
    other["name"] = json!("Other");
    other["ends"] = json!("2026-12-01T12:00");
    assert_eq!(put(&mut clerk, &id, &other).await.0, StatusCode::FORBIDDEN);
    assert_eq!(delete(&mut clerk, &id).await, StatusCode::FORBIDDEN);
    let mut wrong = other.clone();
    wrong["words"] = json!("[nobody]");
    let (status, body) = put(&mut boss, &id, &wrong).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(body["fields"], json!([{ "field": "words", "code": "unknown_place" }]));
    let (status, seen) = put(&mut boss, &id, &other).await;
    assert_eq!((status, &seen["id"], &seen["stage"]), (StatusCode::OK, &json!(id), &json!("draft")));
    assert_eq!(seen, view(&mut boss, &id).await);
    for (field, value) in [
        ("name", "Other"),
        ("scenario", "information"),
        ("channel", "email"),
        ("words", "Hello [account]"),
        ("ends", "2026-12-01T12:00:00+03:00"),
        ("created_by", "Громов Павел Андреевич"),
    ] {
        assert_eq!(seen[field], value, "{seen}");
    }
    // Whoever reads it now knows what was scheduled: it changes no more.
    step(&mut boss, &id, "schedule").await;
    assert_eq!(put(&mut boss, &id, &form("debt", "phone", "[sum]")).await.1["code"], "wrong_stage");
    assert_eq!(delete(&mut boss, &id).await, StatusCode::CONFLICT);
    let none = drafted(&mut boss, &form("debt", "phone", "[sum]")).await;
    assert_eq!(delete(&mut boss, &none).await, StatusCode::NO_CONTENT);
    assert_eq!(delete(&mut boss, &none).await, StatusCode::NOT_FOUND);
    assert_eq!(put(&mut boss, &none, &other).await.0, StatusCode::NOT_FOUND);
    let items = boss.get(paths::STAFF_CAMPAIGNS).await.body["items"].clone();
    assert_eq!(items.as_array().unwrap().len(), 1, "{items}");
}

#[tokio::test]
async fn two_lists_name_nobody_twice_and_each_stays_as_it_was() {
    let mut world = World::new().await;
    let (mut boss, mut clerk) = (world.staff(BOSS).await, world.staff(CLERK).await);
    let id = running(&world, &mut boss, &form("debt", "phone", "[sum]")).await;
    let path = at(paths::STAFF_CAMPAIGN_CALLS, &id);
    let total = view(&mut clerk, &id).await["to_call"].as_u64().unwrap();
    assert!(total >= 2, "{total}");
    assert_eq!(clerk.post(&path, &json!({ "at_most": 0 })).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let one = clerk.post(&path, &json!({ "at_most": 1 })).await.body;
    assert_eq!((&one["batch"]["number"], &one["batch"]["count"]), (&json!(1), &json!(1)), "{one}");
    let until = one["batch"]["until"].as_str().unwrap();
    assert!(until.starts_with("2026-11-20T14:00:0"), "{until}");
    assert_eq!((&one["campaign"]["to_call"], &one["campaign"]["given_out"]), (&json!(total - 1), &json!(1)));
    let first = listed(&mut clerk, &id, 1).await;
    // The second list is the rest; then there is nobody.
    let second = calls(&mut clerk, &id).await;
    assert_eq!(u64::try_from(second.len()).unwrap(), total - 1);
    assert!(second.iter().all(|row| row[0] != first[0][0]), "{second:?}");
    assert_eq!(clerk.post(&path, &json!({})).await.body["batch"], Value::Null);
    // Who was called is free by the rules of calls, the others when the list's time is over; the files stay as they were.
    world = world.later("2026-11-20T08:00:00Z");
    clerk = world.staff(CLERK).await;
    results(&mut clerk, &id, &[format!("{};2026-11-20T10:30;no_answer", first[0][0])]).await;
    let seen = view(&mut clerk, &id).await;
    assert_eq!((&seen["given_out"], &seen["to_call"]), (&json!(total - 1), &json!(0)), "{seen}");
    world = world.later("2026-11-20T09:30:00Z");
    clerk = world.staff(CLERK).await;
    let third = calls(&mut clerk, &id).await;
    assert_eq!((third.len(), &third[0][0]), (1, &first[0][0]), "two hours after the call");
    world = world.later("2026-11-20T11:01:00Z");
    clerk = world.staff(CLERK).await;
    assert_eq!(u64::try_from(calls(&mut clerk, &id).await.len()).unwrap(), total - 1);
    assert_eq!((listed(&mut clerk, &id, 1).await, listed(&mut clerk, &id, 2).await), (first, second));
    let seen = view(&mut clerk, &id).await;
    let numbers: Vec<_> =
        seen["batches"].as_array().unwrap().iter().map(|batch| batch["number"].as_u64().unwrap()).collect();
    assert_eq!(numbers, [4, 3, 2, 1]);
    // With the campaign its files end.
    step(&mut world.staff(BOSS).await, &id, "stop").await;
    let seen = view(&mut clerk, &id).await;
    assert!(seen["batches"].as_array().unwrap().iter().all(|batch| batch["is_kept"] == false), "{seen}");
    let gone = clerk.get(&paths::fill(paths::STAFF_CAMPAIGN_BATCH, &[&id, "1"])).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
}

/// Two diallers of one branch ask for their lists in the same moment.
pub(crate) async fn two_diallers_at_once(world: &World) {
    let mut boss = world.staff(BOSS).await;
    let one = running(world, &mut boss, &form("debt", "phone", "[sum]")).await;
    let other = running(world, &mut boss, &form("debt", "phone", "[sum]")).await;
    let (mut first, mut second) = (world.staff(CLERK).await, world.staff(CLERK).await);
    let (one, other) = tokio::join!(calls(&mut first, &one), calls(&mut second, &other));
    assert!(one.len() + other.len() >= 2, "{one:?} {other:?}");
    assert!(one.is_empty() || other.is_empty(), "one of them had everybody: {one:?} {other:?}");
}

#[tokio::test]
async fn who_has_paid_or_is_somebody_else_is_counted_no_longer() {
    let mut world = World::new().await;
    let mut boss = world.staff(BOSS).await;
    let one = running(&world, &mut boss, &form("debt", "phone", "[sum]")).await;
    let other = running(&world, &mut boss, &form("debt", "phone", "[sum]")).await;
    let listed = calls(&mut boss, &one).await;
    let (wrong, paid) = (&listed[0], &listed[1]);
    assert_ne!(wrong[1], paid[1]);
    let lines: Vec<_> = listed.iter().map(|row| format!("{};2026-11-20T10:00;no_answer", row[0])).collect();
    let wrong_line = format!("{};2026-11-20T10:00;wrong_number", wrong[0]);
    results(&mut boss, &one, &[&[wrong_line], &lines[1..]].concat()).await;
    // Two hours later, before any round: the other campaign gives out whoever is left, and that is everybody.
    world = world.later("2026-11-20T10:00:00Z");
    let mut boss = world.staff(BOSS).await;
    settle(&world, &paid[1]).await;
    let before = view(&mut boss, &other).await;
    assert_eq!(before["to_call"].as_u64().unwrap(), u64::try_from(listed.len()).unwrap(), "{before}");
    let rest = calls(&mut boss, &other).await;
    assert!(rest.iter().all(|row| row[1] != paid[1] && row[2] != wrong[2]), "{rest:?}");
    let after = view(&mut boss, &other).await;
    assert_eq!(
        (&after["to_call"], count(&after, "failed"), count(&after, "gone")),
        (&json!(0), 1, 1),
        "{after}"
    );
}

#[tokio::test]
async fn whoever_closes_the_cabinet_is_in_no_file() {
    let world = World::new().await;
    let mut boss = world.staff(BOSS).await;
    let anna = store::residents::by_login(&world.app.db, ANNA).await.unwrap().unwrap();
    let confirmed = svetlitsa_server::entity::phone::Model {
        resident_id: anna.id.clone(),
        confirmed: Some("+79101112233".to_owned()),
        asked: None,
        code: None,
        code_at: 0,
        failures: 0,
    };
    store::phones::keep(&world.app.db, confirmed).await.unwrap();
    let id = running(&world, &mut boss, &form("debt", "phone", "[sum]")).await;
    let list = calls(&mut boss, &id).await;
    assert!(list.iter().any(|row| row[2] == "79101112233"), "{list:?}");
    let closed = json!({ "current_password": "svetlitsa-demo" });
    let closed = world.resident(ANNA).await.post(WITHDRAW, &closed).await;
    assert_eq!(closed.status, StatusCode::NO_CONTENT, "{:?}", closed.body);
    let kept = listed(&mut boss, &id, 1).await;
    assert_eq!(kept.len() + 1, list.len());
    let rows = campaign_batch::Entity::find().all(&world.app.db).await.unwrap();
    assert!(rows.iter().all(|row| !row.file.contains("79101112233")));
}

#[tokio::test]
async fn who_reads_english_gets_english_words_where_there_are_some() {
    let world = World::new().await;
    let mut boss = world.staff(BOSS).await;
    reads_english(&world, ANNA).await;
    let mut both = form("information", "email", "По-русски [account]");
    both["words_en"] = json!("In English [account]");
    let id = drafted(&mut boss, &both).await;
    let preview = boss.get(&at(paths::STAFF_CAMPAIGN_PREVIEW, &id)).await.body;
    assert!(preview["sample"].as_str().unwrap().starts_with("По-русски "), "{preview}");
    assert!(preview["sample_en"].as_str().unwrap().starts_with("In English "), "{preview}");
    step(&mut boss, &id, "schedule").await;
    advance(&world).await;
    let letter = world.letters(ANNA).await.pop().unwrap();
    assert!(letter.body.contains(&format!("In English {ANNAS}")), "{}", letter.body);
    assert_eq!(letter.subject, format!("A message about account {ANNAS}"));
    running(&world, &mut boss, &form("information", "email", "По-русски")).await;
    let letter = world.letters(ANNA).await.pop().unwrap();
    assert!(letter.subject == "Campaign" && letter.body.contains("По-русски"), "{}", letter.body);
    // English words are held to the same rules, and empty ones are none.
    let mut wrong = form("debt", "phone", "[sum]");
    wrong["words_en"] = json!("Pay, please");
    let reply = boss.post(paths::STAFF_CAMPAIGNS, &wrong).await;
    assert_eq!(reply.body["fields"], json!([{ "field": "words_en", "code": "sum_missing" }]));
    wrong["words_en"] = json!("  ");
    let id = drafted(&mut boss, &wrong).await;
    assert_eq!(view(&mut boss, &id).await["words_en"], Value::Null);
}
