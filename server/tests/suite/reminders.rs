//! Reminders by letter: to whoever asked, on their days and in their hours, once a month, and no longer than wanted.

use axum::http::StatusCode;
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use svetlitsa_api::{pages, paths};
use svetlitsa_server::entity::outgoing_mail;
use svetlitsa_server::jobs::reminders::remind_all;
use svetlitsa_server::store;

use crate::harness::{Client, Reply, World};

const MARIA: &str = "maria@demo.svetlitsa";
const HERS: &str = "67100000017";
/// Three months without a payment.
const ANNA: &str = "67100000033@demo.svetlitsa";
const ANNAS: &str = "67100000033";

fn of(account: &str) -> String {
    paths::fill(paths::REMINDERS, &[account])
}

async fn set(client: &mut Client, account: &str, readings: bool, debt: bool) -> Reply {
    let wish = |kind: &str, email: bool| json!({ "kind": kind, "email": email });
    let body = json!({ "kinds": [wish("readings", readings), wish("debt", debt)] }).to_string();
    client.send("PUT", &of(account), Some(body), Some(&svetlitsa_server::random::id())).await
}

/// Whether a kind is told of by letter.
async fn by_letter(client: &mut Client, account: &str, kind: &str) -> Value {
    let view = client.get(&of(account)).await.body;
    let kinds = view["kinds"].as_array().unwrap();
    kinds.iter().find(|one| one["kind"] == kind).map_or(Value::Null, |one| one["email"].clone())
}

async fn remind(world: &World) -> usize {
    remind_all(&world.app).await.map_err(|failure| failure.code).unwrap()
}

#[tokio::test]
async fn a_missing_reading_is_told_of_once_in_the_last_days_of_the_window() {
    let world = World::new().await;
    let mut maria = world.resident(MARIA).await;
    let view = maria.get(&of(HERS)).await.body;
    assert_eq!(view["email"], MARIA);
    let kinds: Vec<_> = view["kinds"].as_array().unwrap().iter().map(|one| &one["kind"]).collect();
    assert_eq!(kinds, ["readings", "debt", "bill", "payment", "outage", "case"]);
    assert_eq!(by_letter(&mut maria, HERS, "readings").await, false);
    assert_eq!((&view["readings_from_day"], &view["readings_last_day"]), (&json!(24), &json!(26)));
    // Nobody is reminded who did not ask for it.
    let mut world = world.later("2026-11-24T09:00:00Z");
    assert_eq!(remind(&world).await, 0);
    assert_eq!(set(&mut maria, HERS, true, false).await.status, StatusCode::NO_CONTENT);
    assert_eq!(set(&mut maria, HERS, true, false).await.status, StatusCode::NO_CONTENT);
    assert_eq!(by_letter(&mut maria, HERS, "readings").await, true);
    // Not before the last three days, and not at night: 06:59 UTC is 09:59 in Smolensk, 18:00 is 21:00.
    for (moment, letters) in [
        ("2026-11-23T09:00:00Z", 0),
        ("2026-11-24T06:59:00Z", 0),
        ("2026-11-24T18:00:00Z", 0),
        ("2026-11-25T07:00:00Z", 1),
        ("2026-11-25T08:00:00Z", 0),
        ("2026-11-26T08:00:00Z", 0),
    ] {
        world = world.later(moment);
        assert_eq!(remind(&world).await, letters, "{moment}");
    }
    let letter = world.letters(MARIA).await.pop().unwrap();
    assert!(letter.subject.contains("26 ноября 2026"), "{}", letter.subject);
    assert!(letter.body.contains("/accounts/67100000017/readings"), "{}", letter.body);
}

#[tokio::test]
async fn who_has_given_a_reading_is_left_alone() {
    let world = World::new().await;
    let mut maria = world.resident(MARIA).await;
    set(&mut maria, HERS, true, false).await;
    let values = json!([{ "zone": "day", "value": 12_630 }, { "zone": "night", "value": 6_275 }]);
    let form = json!({ "meter": "67100000017-1", "values": values });
    let reply = maria.post(&paths::fill(paths::READINGS, &[HERS]), &form).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{:?}", reply.body);
    let world = world.later("2026-11-25T09:00:00Z");
    assert_eq!(remind(&world).await, 0);
}

#[tokio::test]
async fn a_bill_that_is_not_paid_is_told_of_after_its_due_date_and_a_link_ends_it() {
    let mut world = World::new().await;
    let mut anna = world.resident(ANNA).await;
    assert_eq!(set(&mut anna, ANNAS, false, true).await.status, StatusCode::NO_CONTENT);
    // October is due on the 16th, for the 15th is a Sunday.
    for (moment, letters) in
        [("2026-11-16T09:00:00Z", 0), ("2026-11-17T09:00:00Z", 1), ("2026-11-18T09:00:00Z", 0)]
    {
        world = world.later(moment);
        assert_eq!(remind(&world).await, letters, "{moment}");
    }
    let letter = world.letters(ANNA).await.pop().unwrap();
    assert!(letter.body.contains("16 ноября 2026"), "{}", letter.body);
    let token = world.token(ANNA, pages::REMINDER_END).await;
    let mut stranger = world.client();
    // It ends reminders and nothing else, as often as one likes; a made-up one ends nothing.
    let follow = |token: &str| json!({ "token": token });
    assert_eq!(stranger.post(paths::E_BILL_ENDS, &follow(&token)).await.code(), "link_expired");
    for _ in 0..2 {
        let reply = stranger.post(paths::REMINDER_ENDS, &follow(&token)).await;
        assert_eq!((reply.status, &reply.body["account"]), (StatusCode::OK, &json!(ANNAS)));
    }
    assert_eq!(stranger.post(paths::REMINDER_ENDS, &follow("x")).await.code(), "link_expired");
    assert_eq!(by_letter(&mut anna, ANNAS, "debt").await, false);
}

#[tokio::test]
async fn the_letters_that_were_sent_are_listed_without_their_text() {
    let world = World::new().await;
    let (mut anna, mut maria) = (world.resident(ANNA).await, world.resident(MARIA).await);
    set(&mut anna, ANNAS, false, true).await;
    let world = world.later("2026-11-17T09:00:00Z");
    assert_eq!(remind(&world).await, 1);
    let list = anna.get(paths::LETTERS).await.body;
    assert_eq!(list["items"].as_array().unwrap().len(), 1, "{list}");
    let letter = &list["items"][0];
    assert!(letter["subject"].as_str().unwrap().contains("октябрь 2026"), "{letter}");
    assert_eq!(
        (&letter["sent"], &letter["failures"], &letter["body"]),
        (&Value::Null, &json!(0), &Value::Null)
    );
    // The mail server knows no such mailbox: said, not promised on.
    let row = outgoing_mail::Entity::find_by_id(letter["id"].as_str().unwrap());
    let row = row.one(&world.app.db).await.unwrap().unwrap();
    store::mail::claim(&world.app.db, &row, 0).await.unwrap();
    for (next, is_given_up) in [(0, false), (store::mail::NEVER, true)] {
        store::mail::mark_failed(&world.app.db, &row.id, "550 5.1.1", next).await.unwrap();
        let letter = &anna.get(paths::LETTERS).await.body["items"][0];
        assert_eq!((&letter["failures"], &letter["is_given_up"]), (&json!(1), &json!(is_given_up)));
    }
    assert_eq!(maria.get(paths::LETTERS).await.body["items"], json!([]));
    assert_eq!(world.client().get(paths::LETTERS).await.status, StatusCode::UNAUTHORIZED);
}
