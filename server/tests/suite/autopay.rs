//! Automatic payment: told before it is charged, charged once, and stopped by whoever may stop it.

use axum::http::StatusCode;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};
use svetlitsa_api::paths;
use svetlitsa_server::acquirer::{AcquirerError, MethodStanding, Standing};
use svetlitsa_server::bills::closing;
use svetlitsa_server::entity::autopay_debit;
use svetlitsa_server::refunds::{self, Asked};
use svetlitsa_server::{jobs, store};

use crate::harness::{Client, Reply, World, paid};

const MARIA: &str = "maria@demo.svetlitsa";
const HERS: &str = "67100000017";

fn path() -> String {
    paths::fill(paths::AUTOPAY, &[HERS])
}

async fn put(client: &mut Client, path: &str, body: &Value) -> Reply {
    client.send("PUT", path, Some(body.to_string()), Some(&svetlitsa_server::random::id())).await
}

async fn terms(client: &mut Client) -> Value {
    let version = client.get(&path()).await.body["consent"]["version"].clone();
    json!({ "cap_kopecks": 1_000_000, "skips_estimated": false, "method": "bank_card", "consent_version": version })
}

async fn set_up(client: &mut Client, change: &Value) {
    let mut body = terms(client).await;
    for (name, value) in change.as_object().unwrap() {
        body[name] = value.clone();
    }
    let reply = put(client, &path(), &body).await;
    assert_eq!(reply.status, StatusCode::NO_CONTENT, "{:?}", reply.body);
}

/// Lets the jobs do what is due: automatic payment, the acquirer, and automatic payment again.
async fn work(world: &World) {
    for _ in 0..2 {
        jobs::autopay::do_all(&world.app).await.map_err(|failure| failure.code).unwrap();
        let open = svetlitsa_server::store::payments::due(&world.app.db, i64::MAX).await.unwrap();
        for id in open {
            jobs::acquirer::advance(&world.app, &id).await;
        }
    }
    jobs::autopay::do_all(&world.app).await.map_err(|failure| failure.code).unwrap();
}

async fn view(client: &mut Client) -> Value {
    client.get(&path()).await.body
}

async fn balance(client: &mut Client) -> i64 {
    client.get(&paths::fill(paths::ACCOUNT, &[HERS])).await.body["account"]["balance_kopecks"]
        .as_i64()
        .unwrap()
}

async fn newest(world: &World) -> String {
    world.letters(MARIA).await.pop().unwrap().body
}

fn declined(reason: &str) -> Standing {
    Standing::Cancelled { reason: reason.to_owned() }
}

#[tokio::test]
async fn a_bill_is_told_then_charged_once_and_never_before_its_day() {
    let world = World::new().await;
    let mut maria = world.resident(MARIA).await;
    let owed = balance(&mut maria).await;
    assert_eq!(view(&mut maria).await["state"], "off");
    let waits = MethodStanding::Pending { confirmation_url: Some("https://bank.example/keep".to_owned()) };
    world.acquirer.method_script.lock().unwrap().push_back(Ok(waits));
    set_up(&mut maria, &json!({})).await;
    work(&world).await;
    // The first look asked the bank, the later ones found it allowed.
    let on = view(&mut maria).await;
    assert_eq!((&on["state"], &on["instrument"]), (&json!("on"), &json!("Mir •••• 0004")));
    let debit = &on["debits"][0];
    assert_eq!((&debit["state"], &debit["amount_kopecks"]), (&json!("announced"), &json!(owed)));
    assert_eq!(debit["due_on"], "2026-11-23");
    let letters = world.letters(MARIA).await;
    let notices = letters.iter().filter(|letter| letter.body.contains("23 ноября 2026")).count();
    assert_eq!(notices, 1, "told once, with the day");
    assert!(world.acquirer.orders.lock().unwrap().is_empty(), "nothing is charged before its day");

    let world = world.later("2026-11-23T07:00:00Z");
    let mut maria = world.resident(MARIA).await;
    world.acquirer.will([Err(AcquirerError::Unknown("status 500".to_owned())), Ok(paid())]);
    work(&world).await;
    work(&world).await;
    let done = view(&mut maria).await;
    assert_eq!((&done["debits"][0]["state"], &done["debits"][0]["attempts"]), (&json!("paid"), &json!(1)));
    assert_eq!(balance(&mut maria).await, 0);
    let id = done["debits"][0]["payment"].as_str().unwrap().to_owned();
    {
        let orders = world.acquirer.orders.lock().unwrap();
        assert!(orders.iter().all(|order| order.payment_id == id && order.saved_method.is_some()));
        assert_eq!(orders.len(), 2, "the unknown outcome was asked again with the same key");
    }
    // Nothing more, however often it is looked.
    work(&world).await;
    assert_eq!(view(&mut maria).await["debits"].as_array().unwrap().len(), 1);
    let consents = maria.get(paths::CONSENTS).await.body;
    assert_eq!(consents["items"].as_array().unwrap().iter().filter(|c| c["purpose"] == "autopay").count(), 1);
    let letters = world.letters(MARIA).await;
    let receipts = letters.iter().filter(|letter| letter.body.contains(&format!("/payments/{id}")));
    assert_eq!(receipts.count(), 1, "what was charged has its receipt by letter");
}

#[tokio::test]
async fn two_servers_charge_once() {
    let world = World::new().await;
    let mut maria = world.resident(MARIA).await;
    set_up(&mut maria, &json!({})).await;
    work(&world).await;
    let world = world.later("2026-11-24T07:00:00Z");
    let both = || async { jobs::autopay::do_all(&world.app).await.map_err(|failure| failure.code).unwrap() };
    tokio::join!(both(), both(), both());
    let mut maria = world.resident(MARIA).await;
    let payments = maria.get(&paths::fill(paths::ACCOUNT_PAYMENTS, &[HERS])).await.body;
    let open = payments["items"].as_array().unwrap().iter().filter(|payment| payment["state"] == "created");
    assert_eq!(open.count(), 1);
}

#[tokio::test]
async fn what_is_paid_already_too_much_or_estimated_is_left_alone() {
    for (change, reason, says) in [
        (json!({ "cap_kopecks": 100_000 }), "above_cap", "больше вашего предела"),
        (json!({ "cap_kopecks": 1_000_000 }), "already_paid", ""),
    ] {
        let world = World::new().await;
        let mut maria = world.resident(MARIA).await;
        set_up(&mut maria, &change).await;
        work(&world).await;
        if reason == "already_paid" {
            let order = json!({
                "account": HERS, "amount_kopecks": balance(&mut maria).await, "method": "sbp",
            });
            let id = maria.post(paths::PAYMENTS, &order).await.body["id"].as_str().unwrap().to_owned();
            world.acquirer.will([Ok(paid())]);
            jobs::acquirer::advance(&world.app, &id).await;
        }
        let world = world.later("2026-11-24T07:00:00Z");
        let mut maria = world.resident(MARIA).await;
        work(&world).await;
        let debit = view(&mut maria).await["debits"][0].clone();
        assert_eq!((&debit["state"], &debit["skipped"]), (&json!("skipped"), &json!(reason)));
        assert!(world.acquirer.orders.lock().unwrap().iter().all(|order| order.saved_method.is_none()));
        let letters = world.letters(MARIA).await;
        assert!(says.is_empty() || letters.iter().any(|letter| letter.body.contains(says)), "{reason}");
    }
    // November without readings is billed by average.
    let world = World::new().await;
    let mut maria = world.resident(MARIA).await;
    set_up(&mut maria, &json!({ "skips_estimated": true })).await;
    let december = "2026-12-03T09:00:00Z".parse().unwrap();
    let period = "2026-11".parse().unwrap();
    closing::close(&world.app.db, &world.app.data, "smolensk", period, december, |_| {}).await.unwrap();
    let world = world.later("2026-12-03T10:00:00Z");
    let mut maria = world.resident(MARIA).await;
    // The permission is an hour old at most.
    set_up(&mut maria, &json!({ "skips_estimated": true })).await;
    work(&world).await;
    let debit = view(&mut maria).await["debits"][0].clone();
    assert_eq!((&debit["period"], &debit["skipped"]), (&json!("2026-11"), &json!("estimated")));
}

#[tokio::test]
async fn a_refusal_is_told_and_tried_again_and_a_revoked_card_ends_it() {
    let world = World::new().await;
    let mut maria = world.resident(MARIA).await;
    set_up(&mut maria, &json!({})).await;
    work(&world).await;
    let world = world.later("2026-11-23T07:00:00Z");
    let mut maria = world.resident(MARIA).await;
    world.acquirer.will([Ok(declined("insufficient_funds"))]);
    work(&world).await;
    let again = view(&mut maria).await["debits"][0].clone();
    assert_eq!((&again["state"], &again["failure"]), (&json!("announced"), &json!("insufficient_funds")));
    assert_eq!(again["due_on"], "2026-11-24");
    let letter = newest(&world).await;
    assert!(letter.contains("не хватает денег") && letter.contains("24 ноября"), "{letter}");

    let world = world.later("2026-11-24T07:00:00Z");
    let mut maria = world.resident(MARIA).await;
    world.acquirer.will([Ok(declined("permission_revoked"))]);
    work(&world).await;
    let stopped = view(&mut maria).await;
    assert_eq!((&stopped["state"], &stopped["stop_reason"]), (&json!("stopped"), &json!("revoked")));
    assert_eq!(
        (&stopped["debits"][0]["state"], &stopped["debits"][0]["attempts"]),
        (&json!("failed"), &json!(2))
    );
    let letters = world.letters(MARIA).await;
    assert!(letters.iter().any(|letter| letter.body.contains("отозвано в банке")));
    assert!(balance(&mut maria).await > 0);
}

#[tokio::test]
async fn one_press_stops_what_was_announced() {
    let world = World::new().await;
    let mut maria = world.resident(MARIA).await;
    set_up(&mut maria, &json!({ "day": 25 })).await;
    work(&world).await;
    assert_eq!(view(&mut maria).await["debits"][0]["due_on"], "2026-11-25");
    assert_eq!(maria.delete(&path()).await.status, StatusCode::NO_CONTENT);
    let stopped = view(&mut maria).await;
    assert_eq!((&stopped["state"], &stopped["stop_reason"]), (&json!("stopped"), &json!("by_owner")));
    assert_eq!(stopped["debits"][0]["skipped"], "stopped");
    let world = world.later("2026-11-26T07:00:00Z");
    work(&world).await;
    assert!(world.acquirer.orders.lock().unwrap().is_empty());
}

#[tokio::test]
async fn an_account_that_left_the_cabinet_is_charged_no_more() {
    let world = World::new().await;
    let mut maria = world.resident(MARIA).await;
    set_up(&mut maria, &json!({})).await;
    work(&world).await;
    assert_eq!(view(&mut maria).await["debits"][0]["state"], "announced");
    assert_eq!(maria.delete(&paths::fill(paths::ACCOUNT, &[HERS])).await.status, StatusCode::NO_CONTENT);
    let world = world.later("2026-11-24T07:00:00Z");
    work(&world).await;
    assert!(world.acquirer.orders.lock().unwrap().is_empty());
    let debit = store::autopay::debits(&world.app.db, HERS, 1).await.unwrap().remove(0);
    assert_eq!((debit.state.as_str(), debit.reason.as_deref()), ("skipped", Some("stopped")));
}

#[tokio::test]
async fn bad_terms_and_relatives_change_nothing() {
    let world = World::new().await;
    let mut maria = world.resident(MARIA).await;
    for (field, value, code) in [
        ("day", json!(29), "not_a_choice"),
        ("day", json!(0), "not_a_choice"),
        ("cap_kopecks", json!(99), "amount_too_small"),
        ("cap_kopecks", json!(10_000_001), "amount_too_large"),
        ("method", json!("t_pay"), "not_a_choice"),
        ("consent_version", json!("2020"), "consent_outdated"),
    ] {
        let mut body = terms(&mut maria).await;
        body[field] = value;
        let reply = put(&mut maria, &path(), &body).await;
        assert_eq!(reply.body["fields"], json!([{ "field": field, "code": code }]), "{field}");
    }
    assert_eq!(view(&mut maria).await["state"], "off");
    let mut guest = world.guest(HERS, "12").await;
    assert_eq!(guest.get(&path()).await.code(), "not_found");
    let refused = MethodStanding::Inactive;
    world.acquirer.method_script.lock().unwrap().push_back(Ok(refused));
    set_up(&mut maria, &json!({})).await;
    work(&world).await;
    assert_eq!(view(&mut maria).await["stop_reason"], "not_allowed");
}

#[tokio::test]
async fn the_sample_household_pays_automatically() {
    let world = World::new().await;
    let mut ilya = world.resident("67100000041@demo.svetlitsa").await;
    let seen = ilya.get(&paths::fill(paths::AUTOPAY, &["67100000041"])).await.body;
    assert_eq!((&seen["state"], &seen["day"]), (&json!("on"), &json!(null)));
    assert_eq!(seen["debits"][0]["state"], "paid", "{seen}");
    assert!(seen["debits"][0]["payment"].is_string());
    // Its bills are paid: there is nothing to do.
    work(&world).await;
    let after = ilya.get(&paths::fill(paths::AUTOPAY, &["67100000041"])).await.body;
    assert_eq!(after["debits"], seen["debits"]);
}

/// For both databases: announced once and charged once, by three who look at the same moment; then sent back.
pub(crate) async fn announce_charge_and_refund(world: &World) {
    let mut maria = world.resident(MARIA).await;
    let path = paths::fill(paths::AUTOPAY, &[HERS]);
    let version = maria.get(&path).await.body["consent"]["version"].clone();
    let body = json!({
        "cap_kopecks": 10_000_000, "skips_estimated": false, "method": "sbp", "consent_version": version,
    });
    assert_eq!(put(&mut maria, &path, &body).await.status, StatusCode::NO_CONTENT);
    let all = || async { jobs::autopay::do_all(&world.app).await.map_err(|failure| failure.code).unwrap() };
    all().await;
    tokio::join!(all(), all(), all());
    let seen = maria.get(&path).await.body;
    assert_eq!(seen["debits"].as_array().unwrap().len(), 1, "{seen}");
    let today = autopay_debit::Entity::update_many()
        .col_expr(autopay_debit::Column::DueOn, "2026-11-20".into())
        .filter(autopay_debit::Column::Account.eq(HERS));
    today.exec(&world.app.db).await.unwrap();
    tokio::join!(all(), all(), all());
    let debit = maria.get(&path).await.body["debits"][0].clone();
    assert_eq!((&debit["state"], &debit["attempts"]), (&json!("charging"), &json!(1)));
    let id = debit["payment"].as_str().unwrap().to_owned();
    world.acquirer.will([Ok(paid())]);
    jobs::acquirer::advance(&world.app, &id).await;
    all().await;
    assert_eq!(maria.get(&path).await.body["debits"][0]["state"], "paid");
    let asked = Asked { payment: &id, amount: None, document: "Request 1", by: "operator@demo.svetlitsa" };
    let now = world.app.clock.now_ms();
    let db = &world.app.db;
    let (a, b) = tokio::join!(refunds::ask(db, asked, now), refunds::ask(db, asked, now));
    assert!(a.unwrap().is_repeated != b.unwrap().is_repeated);
    let refund = store::refunds::due(db, i64::MAX).await.unwrap().remove(0);
    tokio::join!(jobs::refunds::advance(&world.app, &refund), jobs::refunds::advance(&world.app, &refund));
    let payment = maria.get(&paths::fill(paths::PAYMENT, &[&id])).await.body;
    assert_eq!(payment["state"], "refunded");
    // Each movement of money has its fiscal document, once; the cash register does not answer yet.
    let documents = store::fiscal::of_payment(db, &id).await.unwrap();
    let kinds: Vec<_> = documents.iter().map(|document| document.kind.as_str()).collect();
    assert_eq!(kinds, ["sale", "refund"]);
    for due in store::fiscal::due(db, i64::MAX).await.unwrap() {
        tokio::join!(jobs::fiscal::advance(&world.app, &due), jobs::fiscal::advance(&world.app, &due));
    }
    assert!(store::fiscal::of_payment(db, &id).await.unwrap().iter().all(|document| document.polls == 2));
    let overview = maria.get(&paths::fill(paths::ACCOUNT, &[HERS])).await.body;
    assert_eq!(overview["account"]["balance_kopecks"], debit["amount_kopecks"]);
    assert_eq!(maria.delete(&path).await.status, StatusCode::NO_CONTENT);
}
