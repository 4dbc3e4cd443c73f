//! Appointments in offices: what is free, one place for one visitor, moved, given back, reminded of, forgotten.

use axum::http::StatusCode;
use serde_json::{Value, json};
use svetlitsa_api::paths;
use svetlitsa_server::appointments;

use crate::harness::{Client, Reply, World};

const OPERATOR: &str = "operator@demo.svetlitsa";
const MARIA: &str = "maria@demo.svetlitsa";
const GUEST: &str = "visitor@example.org";

/// Monday to Friday 8–19, Saturday 9–14, no lunch; serves people and takes payments, no firms.
const OFFICE: &str = "tver-01";

fn wish(starts: &str, email: &str) -> Value {
    json!({ "office": OFFICE, "purpose": "advice", "starts": starts, "name": "Пётр", "email": email })
}

fn changed(mut body: Value, fields: Value) -> Value {
    let Value::Object(fields) = fields else { panic!("fields") };
    body.as_object_mut().unwrap().extend(fields);
    body
}

async fn free(client: &mut Client, office: &str, purpose: &str) -> Value {
    let path = format!("{}?purpose={purpose}", paths::fill(paths::OFFICE_SLOTS, &[office]));
    let reply = client.get(&path).await;
    assert_eq!(reply.status, StatusCode::OK, "{:?}", reply.body);
    reply.body
}

/// Beginnings of a day, `09:00`.
fn of_day(free: &Value, day: &str) -> Vec<String> {
    let days = free["days"].as_array().unwrap();
    let Some(found) = days.iter().find(|one| one["day"] == day) else { return Vec::new() };
    let starts = found["starts"].as_array().unwrap().iter();
    starts.map(|slot| slot["at"].as_str().unwrap()[11..16].to_owned()).collect()
}

async fn made(world: &World, starts: &str, email: &str) -> String {
    let reply = world.client().post(paths::APPOINTMENTS, &wish(starts, email)).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{:?}", reply.body);
    reply.body["number"].as_str().unwrap().to_owned()
}

async fn moved(client: &mut Client, number: &str, contact: &str, starts: &str) -> Reply {
    let body = json!({ "contact": contact, "starts": starts });
    client.post(&paths::fill(paths::APPOINTMENT_MOVES, &[number]), &body).await
}

async fn cancelled(client: &mut Client, number: &str, contact: &str) -> Reply {
    let path = paths::fill(paths::APPOINTMENT_CANCELLATIONS, &[number]);
    client.post(&path, &json!({ "contact": contact })).await
}

async fn found(client: &mut Client, number: &str, contact: &str) -> Reply {
    client.post(paths::APPOINTMENT_LOOKUP, &json!({ "number": number, "contact": contact })).await
}

async fn letter(world: &World, to: &str) -> (String, String) {
    let letter = world.letters(to).await.pop().unwrap();
    assert!(letter.is_secret, "a letter with a link is wiped once it has left");
    let token = letter.body.split_once("/appointments/").and_then(|(_, rest)| rest.split_once('#'));
    let token = token.map(|(_, rest)| rest.lines().next().unwrap().to_owned()).unwrap_or_default();
    (letter.subject, token)
}

#[tokio::test]
async fn free_times_follow_hours_functions_and_horizon() {
    let world = World::new().await;
    let mut client = world.client();
    let advice = free(&mut client, OFFICE, "advice").await;
    assert_eq!((&advice["minutes"], &advice["office"]["id"]), (&json!(20), &json!(OFFICE)));
    // Today from an hour on, Saturday shorter, Sunday closed, two weeks and no more.
    assert_eq!(of_day(&advice, "2026-11-20").first().unwrap(), "11:20");
    assert_eq!(of_day(&advice, "2026-11-21").last().unwrap(), "13:40");
    assert!(of_day(&advice, "2026-11-22").is_empty());
    assert_eq!(of_day(&advice, "2026-12-04").len(), 33);
    assert!(of_day(&advice, "2026-12-05").is_empty());
    assert_eq!(of_day(&free(&mut client, OFFICE, "payment").await, "2026-11-23").len(), 66);
    // What the source denies, and what it is silent about, is not promised; the telephone is told.
    for (office, purpose) in [(OFFICE, "legal_entity"), (OFFICE, "readings"), ("kola-01", "advice")] {
        let none = free(&mut client, office, purpose).await;
        assert!(none["days"].as_array().unwrap().is_empty(), "{office} {purpose}");
        assert!(!none["office"]["phones"].as_array().unwrap().is_empty());
    }
    let path = format!("{}?purpose=advice&day=2026-11-23", paths::fill(paths::OFFICE_SLOTS, &[OFFICE]));
    assert_eq!(client.get(&path).await.body["days"].as_array().unwrap().len(), 1);
    let nowhere = format!("{}?purpose=advice", paths::fill(paths::OFFICE_SLOTS, &["moon-01"]));
    assert_eq!(client.get(&nowhere).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn holidays_are_closed_and_the_day_before_one_is_an_hour_shorter() {
    let world = World::new().await.later("2026-12-28T07:00:00Z");
    let advice = free(&mut world.client(), OFFICE, "advice").await;
    assert_eq!(of_day(&advice, "2026-12-30").last().unwrap(), "18:40");
    for day in ["2026-12-31", "2027-01-01", "2027-01-02", "2027-01-07", "2027-01-08"] {
        assert!(of_day(&advice, day).is_empty(), "{day}");
    }
    assert!(!of_day(&advice, "2027-01-11").is_empty());
    let holiday = changed(wish("2027-01-04T10:00:00+03:00", GUEST), json!({}));
    let reply = world.client().post(paths::APPOINTMENTS, &holiday).await;
    assert_eq!(reply.body["fields"][0], json!({ "field": "starts", "code": "not_a_choice" }));
    let world = World::new().await.later("2027-04-26T07:00:00Z");
    let eve = free(&mut world.client(), OFFICE, "payment").await;
    assert_eq!(of_day(&eve, "2027-04-29").last().unwrap(), "18:50");
    assert_eq!(of_day(&eve, "2027-04-30").last().unwrap(), "17:50");
    assert!(of_day(&eve, "2027-05-01").is_empty());
}

#[tokio::test]
async fn a_guest_makes_one_gets_a_letter_moves_it_and_gives_it_back() {
    let world = World::new().await;
    let mut client = world.client();
    let number = made(&world, "2026-11-23T10:00:00+03:00", GUEST).await;
    assert!(number.starts_with("B-2026-"), "{number}");
    let (subject, first) = letter(&world, GUEST).await;
    assert!(subject.contains(&number), "{subject}");
    assert!(!of_day(&free(&mut client, OFFICE, "advice").await, "2026-11-23").contains(&"10:00".to_owned()));

    // By contact as it is typed, or by the letter's link.
    let view = found(&mut client, &number.to_lowercase(), " Visitor@Example.org").await.body;
    assert_eq!(view["starts"], "2026-11-23T10:00:00+03:00");
    assert_eq!(view["masked_contact"], "v***@example.org");
    assert!(!view.to_string().contains("Пётр"), "{view}");
    assert_eq!(found(&mut client, &number, &first).await.body, view);

    let reply = moved(&mut client, &number, &first, "2026-11-24T12:20:00+03:00").await;
    assert_eq!((reply.status, &reply.body["starts"]), (StatusCode::OK, &json!("2026-11-24T12:20:00+03:00")));
    let (_, second) = letter(&world, GUEST).await;
    assert_ne!(first, second);
    let now = free(&mut client, OFFICE, "advice").await;
    assert!(of_day(&now, "2026-11-23").contains(&"10:00".to_owned()), "the old place is free again");
    assert!(!of_day(&now, "2026-11-24").contains(&"12:20".to_owned()));
    assert_eq!(found(&mut client, &number, &first).await.status, StatusCode::NOT_FOUND, "an old link");

    let reply = cancelled(&mut client, &number, &second).await;
    assert_eq!((reply.status, &reply.body["stage"]), (StatusCode::OK, &json!("cancelled")));
    assert!(of_day(&free(&mut client, OFFICE, "advice").await, "2026-11-24").contains(&"12:20".to_owned()));
    assert!(letter(&world, GUEST).await.0.contains(&number));
    assert_eq!(cancelled(&mut client, &number, GUEST).await.code(), "wrong_stage");
    let late = moved(&mut client, &number, GUEST, "2026-11-25T12:20:00+03:00").await;
    assert_eq!(late.code(), "wrong_stage");
    made(&world, "2026-11-24T12:20:00+03:00", "another@example.org").await;
}

#[tokio::test]
async fn of_two_at_once_one_gets_the_place() {
    let world = World::new().await;
    let starts = "2026-11-23T10:00:00+03:00";
    let (mut one, mut other) = (world.client(), world.client());
    let wishes = (wish(starts, "one@example.org"), wish(starts, "other@example.org"));
    let (a, b) =
        tokio::join!(one.post(paths::APPOINTMENTS, &wishes.0), other.post(paths::APPOINTMENTS, &wishes.1));
    let mut told = [a.status, b.status];
    told.sort();
    assert_eq!(told, [StatusCode::CREATED, StatusCode::CONFLICT], "{:?} {:?}", a.body, b.body);
    let lost = if a.status == StatusCode::CONFLICT { a } else { b };
    assert_eq!(lost.code(), "slot_taken");
    // A short visit does not fit into the middle of a long one either.
    let short =
        changed(wish("2026-11-23T10:10:00+03:00", "short@example.org"), json!({ "purpose": "payment" }));
    assert_eq!(world.client().post(paths::APPOINTMENTS, &short).await.code(), "slot_taken");
}

#[tokio::test]
async fn a_contact_has_two_at_most_and_a_program_none() {
    let world = World::new().await;
    made(&world, "2026-11-23T10:00:00+03:00", GUEST).await;
    let second = made(&world, "2026-11-23T11:00:00+03:00", GUEST).await;
    let third = wish("2026-11-23T12:00:00+03:00", GUEST);
    assert_eq!(world.client().post(paths::APPOINTMENTS, &third).await.code(), "too_many_appointments");
    cancelled(&mut world.client(), &second, GUEST).await;
    made(&world, "2026-11-23T12:00:00+03:00", GUEST).await;
    let program = changed(
        wish("2026-11-23T13:00:00+03:00", "bot@example.org"),
        json!({ "homepage": "https://example.org" }),
    );
    let reply = world.client().post(paths::APPOINTMENTS, &program).await;
    assert_eq!(reply.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(world.letters("bot@example.org").await.is_empty());
}

#[tokio::test]
async fn every_wrong_field_is_named_and_nothing_is_kept() {
    let world = World::new().await;
    let right = wish("2026-11-23T10:00:00+03:00", GUEST);
    for (fields, field, code) in [
        (json!({ "name": " " }), "name", "required"),
        (json!({ "email": "nobody" }), "email", "not_an_email"),
        (json!({ "email": "" }), "email", "contact_required"),
        (json!({ "email": "", "phone": "12" }), "phone", "not_a_phone"),
        (json!({ "office": "moon-01" }), "office", "not_a_choice"),
        (json!({ "purpose": "legal_entity" }), "purpose", "not_a_choice"),
        (json!({ "language": "de" }), "language", "not_a_choice"),
        (json!({ "starts": "2026-11-23T10:05:00+03:00" }), "starts", "not_a_choice"),
        (json!({ "starts": "2026-11-22T10:00:00+03:00" }), "starts", "not_a_choice"),
        (json!({ "starts": "2026-11-20T10:20:00+03:00" }), "starts", "not_a_choice"),
        (json!({ "starts": "2026-12-07T10:00:00+03:00" }), "starts", "not_a_choice"),
    ] {
        // Wishes are counted by the minute.
        world.pass(61);
        let reply = world.client().post(paths::APPOINTMENTS, &changed(right.clone(), fields)).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{:?}", reply.body);
        assert_eq!(reply.body["fields"][0], json!({ "field": field, "code": code }));
    }
    assert!(world.letters(GUEST).await.is_empty());
    assert!(
        of_day(&free(&mut world.client(), OFFICE, "advice").await, "2026-11-23")
            .contains(&"10:00".to_owned())
    );
}

#[tokio::test]
async fn a_stranger_learns_nothing_and_is_slowed_down() {
    let world = World::new().await;
    let number = made(&world, "2026-11-23T10:00:00+03:00", GUEST).await;
    let mut stranger = world.client();
    for contact in ["stranger@example.org", "+7 910 000-00-00", "x"] {
        let wrong = found(&mut stranger, &number, contact).await;
        let nobody = found(&mut stranger, "B-2026-999999", contact).await;
        assert_eq!((wrong.status, wrong.code()), (StatusCode::NOT_FOUND, "not_found"));
        assert_eq!(nobody.code(), wrong.code());
    }
    assert_eq!(moved(&mut stranger, &number, "x", "2026-11-24T10:00:00+03:00").await.code(), "not_found");
    assert_eq!(cancelled(&mut stranger, &number, "").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    // Another resident is a stranger as well.
    let mut other = world.resident(MARIA).await;
    assert_eq!(cancelled(&mut other, &number, "").await.code(), "not_found");
    for _ in 0..20 {
        found(&mut stranger, &number, "x").await;
    }
    assert_eq!(found(&mut stranger, &number, GUEST).await.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn a_resident_sees_ones_own_in_the_cabinet_and_needs_no_contact() {
    let world = World::new().await;
    let mut maria = world.resident(MARIA).await;
    let reply = maria.post(paths::APPOINTMENTS, &wish("2026-11-23T10:00:00+03:00", MARIA)).await;
    let number = reply.body["number"].as_str().unwrap().to_owned();
    made(&world, "2026-11-23T11:00:00+03:00", MARIA).await;
    let list = maria.get(paths::APPOINTMENTS).await.body;
    assert_eq!(
        list["items"].as_array().unwrap().len(),
        1,
        "what a stranger made in her name is not in her list"
    );
    assert_eq!(list["items"][0]["number"], number);
    assert_eq!(found(&mut maria, &number, "").await.body["number"], number);
    assert_eq!(cancelled(&mut maria, &number, "").await.status, StatusCode::OK);
    assert_eq!(world.client().get(paths::APPOINTMENTS).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn the_day_before_it_is_reminded_of_once_and_in_daytime() {
    let world = World::new().await;
    made(&world, "2026-11-24T10:00:00+03:00", GUEST).await;
    assert_eq!(appointments::remind_all(&world.app).await.unwrap(), 0, "days before");
    let world = world.later("2026-11-23T05:00:00Z");
    assert_eq!(appointments::remind_all(&world.app).await.unwrap(), 0, "at eight in the morning");
    let world = world.later("2026-11-23T08:00:00Z");
    assert_eq!(appointments::remind_all(&world.app).await.unwrap(), 1);
    assert_eq!(appointments::remind_all(&world.app).await.unwrap(), 0);
    let (subject, token) = letter(&world, GUEST).await;
    assert!(subject.starts_with("Напоминаем"), "{subject}");
    let number = subject.rsplit(' ').next().unwrap().to_owned();
    assert_eq!(cancelled(&mut world.client(), &number, &token).await.status, StatusCode::OK);
}

#[tokio::test]
async fn nobodys_mailbox_is_filled_by_moving() {
    let world = World::new().await;
    let number = made(&world, "2026-11-24T10:00:00+03:00", GUEST).await;
    let path = paths::fill(paths::APPOINTMENT_MOVES, &[&number]);
    for n in 0..30 {
        // Another address each time, as a program has them.
        let starts = format!("2026-11-24T1{}:00:00+03:00", n % 2);
        let body = json!({ "contact": GUEST, "starts": starts });
        let reply = world.client().post(&path, &body).await;
        assert!(reply.status == StatusCode::OK || reply.code() == "rate_limited", "{:?}", reply.body);
        world.pass(7);
    }
    let letters = world.letters(GUEST).await.len();
    assert!((10..=20).contains(&letters), "{letters} letters");
}

#[tokio::test]
async fn the_office_sees_who_comes_notes_it_and_forgets_them() {
    let world = World::new().await;
    let number = made(&world, "2026-11-23T10:00:00+03:00", GUEST).await;
    let gone = made(&world, "2026-11-23T11:00:00+03:00", "gone@example.org").await;
    cancelled(&mut world.client(), &gone, "gone@example.org").await;
    let day = format!("{}?day=2026-11-23", paths::STAFF_APPOINTMENTS);
    assert_eq!(world.client().get(&day).await.status, StatusCode::UNAUTHORIZED);
    let mut clerk = world.staff(OPERATOR).await;
    let list = clerk.get(&day).await.body;
    let items = list["items"].as_array().unwrap();
    assert_eq!(items.len(), 1, "{list}");
    assert_eq!((&items[0]["name"], &items[0]["contact"]), (&json!("Пётр"), &json!(GUEST)));
    assert_eq!(items[0]["next"], json!([]), "nobody can have come before the day");
    let none = clerk.get(&format!("{day}&office=tver-02")).await.body;
    assert!(none["items"].as_array().unwrap().is_empty());

    let steps = paths::fill(paths::STAFF_APPOINTMENT_STEPS, &[&number]);
    for stage in ["booked", "came"] {
        assert_eq!(clerk.post(&steps, &json!({ "stage": stage })).await.code(), "wrong_stage", "{stage}");
    }
    let world = world.later("2026-11-23T09:30:00+03:00");
    let mut clerk = world.staff(OPERATOR).await;
    assert_eq!(clerk.get(&day).await.body["items"][0]["next"], json!(["came", "missed"]));
    let reply = clerk.post(&steps, &json!({ "stage": "came" })).await;
    assert_eq!(reply.body["stage"], "came");
    let lost = paths::fill(paths::STAFF_APPOINTMENT_STEPS, &[&gone]);
    assert_eq!(clerk.post(&lost, &json!({ "stage": "came" })).await.code(), "wrong_stage");
    assert_eq!(cancelled(&mut world.client(), &number, GUEST).await.code(), "wrong_stage");

    // Thirty days after the visit nobody knows who it was.
    let world = world.later("2026-12-23T06:00:00Z");
    assert_eq!(appointments::forget_all(&world.app).await.unwrap(), 0);
    let world = world.later("2026-12-23T09:00:00Z");
    assert_eq!(appointments::forget_all(&world.app).await.unwrap(), 2);
    let list = world.staff(OPERATOR).await.get(&day).await.body;
    assert_eq!((&list["items"][0]["name"], &list["items"][0]["contact"]), (&json!(""), &json!("")));
    assert_eq!(found(&mut world.client(), &number, GUEST).await.code(), "not_found");
}
