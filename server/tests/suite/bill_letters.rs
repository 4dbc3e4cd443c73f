//! Bills by e-mail, and warnings of high ones: told once, wherever the telling was cut off, and no longer than wanted.

use axum::http::StatusCode;
use serde_json::{Value, json};
use svetlitsa_api::{pages, paths};
use svetlitsa_server::bills::closing;
use svetlitsa_server::jobs::bill_letters::tell_all;

use crate::harness::{Client, Reply, World};

const MARIA: &str = "maria@demo.svetlitsa";
const HERS: &str = "67100000017";

async fn put(client: &mut Client, path: &str, body: &Value) -> Reply {
    client.send("PUT", path, Some(body.to_string()), Some(&svetlitsa_server::random::id())).await
}

fn e_bill() -> String {
    paths::fill(paths::E_BILL, &[HERS])
}

fn alert() -> String {
    paths::fill(paths::BILL_ALERT, &[HERS])
}

async fn subscribe(client: &mut Client) {
    let version = client.get(&e_bill()).await.body["consent"]["version"].clone();
    let reply = put(client, &e_bill(), &json!({ "consent_version": version })).await;
    assert_eq!(reply.status, StatusCode::NO_CONTENT, "{:?}", reply.body);
}

async fn newest(world: &World) -> String {
    world.letters(MARIA).await.pop().unwrap().body
}

pub(crate) async fn close_november(world: &World) {
    let december = "2026-12-03T09:00:00Z".parse().unwrap();
    let period = "2026-11".parse().unwrap();
    closing::close(&world.app.db, &world.app.data, "smolensk", period, december, |_| {}).await.unwrap();
}

async fn tell(world: &World) -> usize {
    tell_all(&world.app).await.map_err(|failure| failure.code).unwrap()
}

#[tokio::test]
async fn a_bill_is_told_once_to_whoever_wants_it() {
    let world = World::new().await;
    let mut maria = world.resident(MARIA).await;
    assert_eq!(maria.get(&e_bill()).await.body["since"], Value::Null);
    let old = put(&mut maria, &e_bill(), &json!({ "consent_version": "2020" })).await;
    assert_eq!(old.body["fields"][0]["code"], "consent_outdated");
    subscribe(&mut maria).await;
    subscribe(&mut maria).await;
    assert!(maria.get(&e_bill()).await.body["since"].is_string());
    let consents = maria.get(paths::CONSENTS).await.body;
    assert_eq!(consents["items"].as_array().unwrap().iter().filter(|c| c["purpose"] == "e_bill").count(), 1);
    // Bills that were there are no news.
    assert_eq!(tell(&world).await, 0);

    close_november(&world).await;
    assert_eq!(tell(&world).await, 1);
    assert_eq!(tell(&world).await, 0);
    let letter = newest(&world).await;
    assert!(letter.contains("/accounts/67100000017/bills/2026-11"), "{letter}");
    assert!(letter.contains("15 декабря 2026"), "{letter}");

    // One link pays: it opens this account to whoever holds it, for a payment and no more, and ends nothing.
    let pay = world.token(MARIA, pages::PAY_GUEST).await;
    let by_letter = |token: &str| json!({ "letter": { "token": token } });
    let permit = world.client().post(paths::ACCOUNT_LOOKUP, &by_letter(&pay)).await;
    assert_eq!(
        (permit.status, &permit.body["account"]),
        (StatusCode::CREATED, &json!(HERS)),
        "{:?}",
        permit.body
    );
    assert!(!permit.body.to_string().contains("Иванова"), "{:?}", permit.body);
    let crossed = world.client().post(paths::E_BILL_ENDS, &json!({ "token": pay })).await;
    assert_eq!(crossed.code(), "link_expired");
    let end = world.token(MARIA, pages::E_BILL_END).await;
    for token in [end.as_str(), "x", ""] {
        let refused = world.client().post(paths::ACCOUNT_LOOKUP, &by_letter(token)).await;
        assert_eq!(refused.code(), "link_expired", "{token}");
    }

    // The other ends it without signing in, as often as it is followed.
    let token = world.token(MARIA, pages::E_BILL_END).await;
    for _ in 0..2 {
        let reply = world.client().post(paths::E_BILL_ENDS, &json!({ "token": token })).await;
        assert_eq!((reply.status, &reply.body["account"]), (StatusCode::OK, &json!(HERS)));
    }
    assert_eq!(maria.get(&e_bill()).await.body["since"], Value::Null);
    let strange = world.client().post(paths::E_BILL_ENDS, &json!({ "token": "x" })).await;
    assert_eq!(strange.code(), "link_expired");
    // Wanted again, the bill that was told is not told again.
    subscribe(&mut maria).await;
    assert_eq!(tell(&world).await, 0);
    assert_eq!(maria.delete(&e_bill()).await.status, StatusCode::NO_CONTENT);
    assert_eq!(maria.get(&e_bill()).await.body["since"], Value::Null);
}

#[tokio::test]
async fn whoever_lost_the_account_is_told_nothing() {
    let world = World::new().await;
    let mut maria = world.resident(MARIA).await;
    subscribe(&mut maria).await;
    assert_eq!(maria.delete(&paths::fill(paths::ACCOUNT, &[HERS])).await.status, StatusCode::NO_CONTENT);
    close_november(&world).await;
    assert_eq!(tell(&world).await, 0);
}

#[tokio::test]
async fn the_forecast_says_what_it_goes_by_and_when_it_is_high() {
    let world = World::new().await;
    let mut maria = world.resident(MARIA).await;
    let path = paths::fill(paths::FORECAST, &[HERS]);
    let usual = maria.get(&path).await.body;
    assert_eq!(usual["period"], "2026-11");
    let total = usual["expected"]["total_kopecks"].as_i64().unwrap();
    let lines = usual["expected"]["lines"].as_array().unwrap();
    assert_eq!(lines.iter().map(|line| line["amount_kopecks"].as_i64().unwrap()).sum::<i64>(), total);
    assert_eq!(usual["expected"]["basis"], "year_ago");
    assert_eq!(
        usual["alert"],
        json!({ "threshold": { "kind": "above_usual", "value": 50 }, "by_letter": false })
    );

    for (threshold, code) in [
        (json!({ "kind": "above", "value": 0 }), "amount_too_small"),
        (json!({ "kind": "above", "value": 1_000_000_001 }), "amount_too_large"),
        (json!({ "kind": "above_usual", "value": 0 }), "not_a_choice"),
    ] {
        let reply = put(&mut maria, &alert(), &json!({ "threshold": threshold, "by_letter": true })).await;
        assert_eq!(reply.body["fields"][0]["code"], code);
    }
    let low = json!({ "threshold": { "kind": "above", "value": total - 100 }, "by_letter": true });
    assert_eq!(put(&mut maria, &alert(), &low).await.status, StatusCode::OK);
    let high = maria.get(&path).await.body;
    assert_eq!((&high["over_kopecks"], &high["alert"]), (&json!(100), &low));
    // Somebody else's view of the same account has its own threshold, and a letter is written once a month.
    assert_eq!(tell(&world).await, 1);
    assert_eq!(tell(&world).await, 0);
    assert!(newest(&world).await.contains("/accounts/67100000017/bills"));
    close_november(&world).await;
    assert_eq!(tell(&world).await, 0);
}

#[tokio::test]
async fn a_bill_from_before_the_wish_is_no_news() {
    let world = World::new().await;
    let mut maria = world.resident(MARIA).await;
    close_november(&world).await;
    let low = json!({ "threshold": { "kind": "above", "value": 100 }, "by_letter": true });
    assert_eq!(put(&mut maria, &alert(), &low).await.status, StatusCode::OK);
    // The bill was there before anybody wanted to hear of it.
    assert_eq!(tell(&world).await, 0);
}

/// 500 kWh by day at 7.28 and 150 by night at 2.92 are 4 078.00: nobody hears of it who wants to hear of more, and who
/// wants to hear of anything above a kopeck less hears of it once.
#[tokio::test]
async fn a_bill_above_the_threshold_is_told_exactly_once_and_no_other() {
    for (threshold, letters) in [(407_801, 0), (407_800, 0), (407_799, 1)] {
        let world = World::new().await;
        let mut maria = world.resident(MARIA).await;
        let forecast = maria.get(&paths::fill(paths::FORECAST, &[HERS])).await.body;
        let expected = forecast["expected"]["total_kopecks"].as_i64().unwrap();
        assert!(expected < threshold, "a forecast of {expected} would be told itself");
        let own = json!({ "threshold": { "kind": "above", "value": threshold }, "by_letter": true });
        assert_eq!(put(&mut maria, &alert(), &own).await.status, StatusCode::OK);
        assert_eq!(tell(&world).await, 0, "nothing is billed yet");
        let values =
            json!([{ "zone": "day", "value": 12_480 + 500 }, { "zone": "night", "value": 6_215 + 150 }]);
        let form = json!({ "meter": "67100000017-1", "values": values, "confirmed": true });
        let given = maria.post(&paths::fill(paths::READINGS, &[HERS]), &form).await;
        assert_ne!(given.body["status"], "refused", "{:?}", given.body);
        let before = world.letters(MARIA).await.len();

        // November is over, and December is nothing out of the ordinary.
        let world = world.later("2026-12-03T09:30:00Z");
        close_november(&world).await;
        let mut maria = world.resident(MARIA).await;
        let bill = maria.get(&paths::fill(paths::BILL, &[HERS, "2026-11"])).await.body;
        assert_eq!(bill["charged_kopecks"], 407_800);
        for looks in 0..3 {
            let told = tell(&world).await;
            assert_eq!(told, if looks == 0 { letters } else { 0 }, "{threshold}, look {looks}");
        }
        let written = world.letters(MARIA).await;
        assert_eq!(written.len(), before + letters, "{threshold}");
        if letters > 0 {
            let letter = &written[before].body;
            assert!(letter.contains("/accounts/67100000017/bills/2026-11"), "{letter}");
            assert!(letter.replace('\u{a0}', " ").contains("4 078,00"), "{letter}");
        }
        // Another process on the same books has nothing to tell, either.
        let world = world.restarted();
        assert_eq!(tell(&world).await, 0, "{threshold}");
    }
}
