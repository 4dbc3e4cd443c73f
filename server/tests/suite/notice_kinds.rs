//! What somebody asked to be told of, kind by kind: with the payment, the bill, the outage and the answer itself; nobody else,
//! nothing that is no longer wanted, and nothing that is no longer true.

use axum::http::StatusCode;
use sea_orm::{EntityTrait, QueryOrder};
use serde_json::{Value, json};
use svetlitsa_api::paths;
use svetlitsa_server::entity::{outgoing_sms, phone};
use svetlitsa_server::jobs::{acquirer, bill_letters, sms};
use svetlitsa_server::outages::tell_all;
use svetlitsa_server::sms::{Arrival, SmsError, SmsGateway};
use svetlitsa_server::store;

use crate::bill_letters::close_november;
use crate::fiscal::pay;
use crate::harness::{Client, Reply, World, paid};
use crate::outages::{KIROVA, changed, enter, step, works};

const MARIA: &str = "maria@demo.svetlitsa";
const HERS: &str = "67100000017";
const PHONE: &str = "+79101112233";

async fn wish(client: &mut Client, account: &str, kinds: &Value) -> Reply {
    let path = paths::fill(paths::REMINDERS, &[account]);
    let body = json!({ "kinds": kinds }).to_string();
    client.send("PUT", &path, Some(body), Some(&svetlitsa_server::random::id())).await
}

async fn ticked(client: &mut Client, account: &str, kinds: &[&str]) {
    let kinds: Vec<Value> = kinds.iter().map(|kind| json!({ "kind": kind, "sms": true })).collect();
    let reply = wish(client, account, &json!(kinds)).await;
    assert_eq!(reply.status, StatusCode::NO_CONTENT, "{:?}", reply.body);
}

/// Gives a resident a confirmed telephone.
async fn with_phone(world: &World, login: &str, number: &str) {
    let resident = store::residents::by_login(&world.app.db, login).await.unwrap().unwrap();
    let row = phone::Model {
        resident_id: resident.id,
        confirmed: Some(number.to_owned()),
        asked: None,
        code: None,
        code_at: 0,
        failures: 0,
    };
    store::phones::keep(&world.app.db, row).await.unwrap();
}

async fn rows(world: &World) -> Vec<outgoing_sms::Model> {
    let rows = outgoing_sms::Entity::find().order_by_asc(outgoing_sms::Column::Id);
    rows.all(&world.app.db).await.unwrap()
}

/// Kinds and texts of what waits.
async fn waiting(world: &World) -> Vec<(String, String)> {
    let waits = |row: &outgoing_sms::Model| row.next_attempt_at != store::mail::NEVER;
    let rows = rows(world).await.into_iter().filter(waits);
    rows.map(|row| (row.kind.unwrap_or_default(), row.text)).collect()
}

#[tokio::test]
async fn a_payment_is_told_of_with_the_money_to_everybody_who_asked_and_may_know() {
    let world = World::new().await;
    let mut maria = world.resident(MARIA).await;
    with_phone(&world, MARIA, PHONE).await;
    ticked(&mut maria, HERS, &["payment", "bill"]).await;
    pay(&world, &mut maria, 12_345).await;
    let told = waiting(&world).await;
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0].0, "payment");
    assert!(told[0].1.contains("123.45") && told[0].1.contains(HERS), "{told:?}");
    let row = rows(&world).await.pop().unwrap();
    assert_eq!((row.segments, row.recipient.as_str(), row.account.as_deref()), (1, PHONE, Some(HERS)));
    // A payment that is credited again is not told of again.
    let count = rows(&world).await.len();
    for id in store::payments::due(&world.app.db, i64::MAX).await.unwrap() {
        acquirer::advance(&world.app, &id).await;
    }
    assert_eq!(rows(&world).await.len(), count);
    // Nothing more once the tick is gone, and what waits does not leave; the bills are still wanted.
    ticked(&mut maria, HERS, &["bill"]).await;
    assert_eq!(waiting(&world).await, []);
    pay(&world, &mut maria, 10_000).await;
    assert_eq!(waiting(&world).await, []);
}

#[tokio::test]
async fn a_new_bill_is_told_of_once_and_the_old_ones_are_no_news() {
    let world = World::new().await;
    let mut maria = world.resident(MARIA).await;
    with_phone(&world, MARIA, PHONE).await;
    ticked(&mut maria, HERS, &["bill"]).await;
    let tell = async || bill_letters::tell_all(&world.app).await.map_err(|failure| failure.code).unwrap();
    assert_eq!(tell().await, 0);
    close_november(&world).await;
    assert_eq!(tell().await, 1);
    assert_eq!(tell().await, 0);
    let told = waiting(&world).await;
    assert!(told.len() == 1 && told[0].1.contains("11.2026"), "{told:?}");
}

#[tokio::test]
async fn an_outage_is_told_of_to_its_house_and_newer_news_replace_older_ones() {
    let world = World::new().await;
    let mut maria = world.resident(MARIA).await;
    with_phone(&world, MARIA, PHONE).await;
    ticked(&mut maria, HERS, &["outage"]).await;
    let tell = async |world: &World| tell_all(&world.app).await.map_err(|failure| failure.code).unwrap();
    // The house next door is none of hers.
    let next_door = json!({ "places": [{ "street": KIROVA, "houses": ["14а"] }] });
    enter(&world, &changed(works(), next_door)).await;
    tell(&world).await;
    assert_eq!(waiting(&world).await, []);
    let sudden = json!({ "is_planned": false, "begins": "2026-11-20T09:00", "expected": "2026-11-20T18:00" });
    let id = enter(&world, &changed(works(), sudden)).await;
    tell(&world).await;
    tell(&world).await;
    let told = waiting(&world).await;
    assert!(told.len() == 1 && told[0].1.contains("20.11 18:00"), "{told:?}");
    let moved = json!({ "action": "move", "expected": "2026-11-20T21:30", "text": "Ищем место." });
    assert_eq!(step(&world, &id, &moved).await.status, StatusCode::OK);
    tell(&world).await;
    let told = waiting(&world).await;
    assert!(told.len() == 1 && told[0].1.contains("21:30"), "the older one does not leave: {told:?}");
    // Nobody reads the day after tomorrow that there is no power.
    let world = world.later("2026-11-22T12:00:00+03:00");
    sms::deliver(&world.app, &Deaf).await.map_err(|failure| failure.code).unwrap();
    let last = rows(&world).await.pop().unwrap();
    assert_eq!((last.error.as_deref(), last.handed_at), (Some("stale"), None));
}

/// A gateway that must not be asked.
struct Deaf;

#[async_trait::async_trait]
impl SmsGateway for Deaf {
    async fn send(&self, _: &str, _: &str, text: &str) -> Result<(), SmsError> {
        panic!("left: {text}")
    }

    async fn arrival(&self, _: &str) -> Result<Arrival, SmsError> {
        Ok(Arrival::Queued)
    }
}

#[tokio::test]
async fn an_answer_is_told_of_to_the_author_who_asked_and_to_nobody_else() {
    let world = World::new().await;
    let mut maria = world.resident(MARIA).await;
    with_phone(&world, MARIA, PHONE).await;
    ticked(&mut maria, HERS, &["case"]).await;
    let appeal = json!({ "kind": "question", "text": "Когда поверка счётчика?", "email": MARIA });
    let mine = maria.post(paths::APPEALS, &appeal).await.body["number"].as_str().unwrap().to_owned();
    // A stranger who names her mailbox is not her.
    let stranger = json!({ "kind": "question", "text": "Чей это счётчик на доме?", "email": MARIA });
    let theirs =
        world.client().post(paths::APPEALS, &stranger).await.body["number"].as_str().unwrap().to_owned();
    let mut clerk = world.staff("operator@demo.svetlitsa").await;
    for number in [&mine, &theirs] {
        let path = paths::fill(paths::STAFF_APPEAL_STEPS, &[number]);
        for body in [
            json!({ "action": "take" }),
            json!({ "action": "ask_for_data", "text": "Какой у вас счётчик?" }),
            json!({ "action": "answer", "text": "В марте." }),
        ] {
            let reply = clerk.post(&path, &body).await;
            assert_eq!(reply.status, StatusCode::OK, "{:?}", reply.body);
        }
    }
    let told: Vec<String> = waiting(&world).await.into_iter().map(|(_, text)| text).collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told.iter().all(|text| text.starts_with(&mine)), "{told:?}");
    assert!(told[0].contains("нужны сведения") && told[1].contains("ответ готов"), "{told:?}");
}

#[tokio::test]
async fn nobody_is_told_of_what_they_may_not_know() {
    let world = World::new().await;
    let mut maria = world.resident(MARIA).await;
    with_phone(&world, MARIA, PHONE).await;
    for (kinds, field) in [
        (json!([{ "kind": "payment", "email": true }]), "payment"),
        (json!([{ "kind": "case", "email": true }]), "case"),
        (json!([{ "kind": "debt", "sms": true }, { "kind": "debt" }]), "debt"),
    ] {
        let reply = wish(&mut maria, HERS, &kinds).await;
        assert_eq!(reply.body["fields"], json!([{ "field": field, "code": "not_a_choice" }]), "{kinds}");
    }
    let unknown = wish(&mut maria, HERS, &json!([{ "kind": "weather", "sms": true }])).await;
    assert_eq!(unknown.status, StatusCode::BAD_REQUEST, "{:?}", unknown.body);
    assert_eq!(wish(&mut maria, "67100000033", &json!([])).await.status, StatusCode::NOT_FOUND);
    let mut stranger = world.client();
    assert_eq!(wish(&mut stranger, HERS, &json!([])).await.status, StatusCode::UNAUTHORIZED);

    // Whoever gave the account back is told of no payment of it.
    ticked(&mut maria, HERS, &["payment"]).await;
    let order = json!({ "account": HERS, "amount_kopecks": 10_000, "method": "bank_card" });
    let reply = maria.post(paths::PAYMENTS, &order).await;
    let payment = reply.body["id"].as_str().unwrap().to_owned();
    let left = maria.delete(&paths::fill(paths::ACCOUNT, &[HERS])).await;
    assert!(left.status.is_success(), "{:?}", left.body);
    world.acquirer.will([Ok(paid())]);
    acquirer::advance(&world.app, &payment).await;
    assert_eq!(waiting(&world).await, []);
}
