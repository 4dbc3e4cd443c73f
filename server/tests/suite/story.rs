//! One story for both databases: whatever holds on SQLite holds on PostgreSQL.

use axum::http::StatusCode;
use serde_json::json;
use svetlitsa_api::pages;
use svetlitsa_server::entity::day_closing;
use svetlitsa_server::searches::{Reason, Subject};
use svetlitsa_server::{jobs, searches, store};

use crate::agents_at_once::{any_order_credits_once, twins_in_two_processes};
use crate::autopay::announce_charge_and_refund;
use crate::campaign_batches::two_diallers_at_once;
use crate::debts::pay_in_december;
use crate::groups::{together_as_one_by_one, twins_at_once};
use crate::harness::{World, paid};
use crate::kept_for_good::refuses_to_forget;
use crate::ledger::two_devices_at_once;
use crate::registration::{PASSWORD, newcomer};

/// A complaint, a clerk's answer, a moved application, a look into the cabinet; two who begin a series together.
async fn tell_of_the_desk(world: &World) {
    let complaint = json!({
        "kind": "complaint", "text": "Мигает свет на лестнице.", "email": "guest@example.org", "account": "67100000017",
    });
    let (mut guest, mut neighbour) = (world.client(), world.client());
    let (a, b) = tokio::join!(
        guest.post("/api/v1/appeals", &complaint),
        neighbour.post("/api/v1/appeals", &complaint)
    );
    let number = a.body["number"].as_str().unwrap();
    assert_ne!(a.body["number"], b.body["number"]);

    let mut clerk = world.staff("operator@demo.svetlitsa").await;
    for (action, text) in [("take", ""), ("answer", "Исправлено."), ("close", "")] {
        let step = json!({ "action": action, "text": text });
        let reply = clerk.post(&format!("/api/v1/staff/appeals/{number}/steps"), &step).await;
        assert_eq!(reply.status, StatusCode::OK, "{:?}", reply.body);
    }
    let lookup = json!({ "number": number, "contact": "guest@example.org" });
    assert_eq!(guest.post("/api/v1/appeals/lookup", &lookup).await.body["stage"], "closed");
    let due = store::mail::due(&world.app.db, i64::MAX, 100).await.unwrap();
    let letters: Vec<_> = due.iter().filter(|letter| letter.recipient == "guest@example.org").collect();
    assert_eq!(letters.len(), 4);
    assert!(store::mail::claim(&world.app.db, letters[0], 1).await.unwrap());
    assert!(!store::mail::claim(&world.app.db, letters[0], 1).await.unwrap(), "taken is taken");

    let step = json!({ "stage": "credited" });
    let moved = clerk.post("/api/v1/staff/applications/R-2026-000031/steps", &step).await;
    assert_eq!((moved.status, &moved.body["application"]["clock"]["state"]), (StatusCode::OK, &json!("met")));
    let list = clerk.get("/api/v1/staff/applications").await.body;
    assert_eq!(list["items"].as_array().unwrap().len(), 5);
    assert_eq!(
        clerk.get("/api/v1/staff/accounts?query=671").await.body["items"].as_array().unwrap().len(),
        5
    );
    let sokolova = format!("/api/v1/staff/accounts?query={}", svetlitsa_api::paths::encode("соколова"));
    assert_eq!(clerk.get(&sokolova).await.body["items"][0]["has_cabinet"], true);

    let look = json!({ "account": "67100000017", "reason": "Проверка" });
    assert_eq!(clerk.post("/api/v1/staff/previews", &look).await.status, StatusCode::CREATED);
    assert_eq!(clerk.get("/api/v1/accounts/67100000017").await.status, StatusCode::OK);
    assert_eq!(clerk.delete("/api/v1/staff/previews/current").await.status, StatusCode::NO_CONTENT);
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let looks = maria.get("/api/v1/accounts/67100000017/previews").await.body;
    assert_eq!(looks["items"][0]["reason"], "Проверка");

    let take = async || {
        let tx = store::begin_write(&world.app.db).await.unwrap();
        let value = store::counters::next(&tx, "a new series").await.unwrap();
        tx.commit().await.unwrap();
        value
    };
    let (a, b, c) = tokio::join!(take(), take(), take());
    let mut taken = [a, b, c];
    taken.sort_unstable();
    assert_eq!(taken, [1, 2, 3]);
}

/// Signs in, gives a reading, pays twice at once, holds the receipts; twins of a request are one effect.
async fn tell(world: &World) {
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let overview = maria.get("/api/v1/accounts/67100000017").await.body;
    let owed = overview["account"]["balance_kopecks"].as_i64().unwrap();
    let meter = &overview["meters"][0];
    let values: Vec<_> = meter["registers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|register| json!({ "zone": register["zone"], "value": register["previous"].as_u64().unwrap() + 70 }))
        .collect();
    let reading = json!({ "meter": meter["id"], "values": values });
    let reply = maria.post("/api/v1/accounts/67100000017/readings", &reading).await;
    assert_eq!((reply.status, &reply.body["status"]), (StatusCode::CREATED, &json!("accepted")));
    let photo = reply.body["id"].as_str().unwrap().to_owned();
    let photo = svetlitsa_api::paths::fill(svetlitsa_api::paths::READING_PHOTO, &["67100000017", &photo]);
    for _ in 0..2 {
        let reply = maria.put_file(&photo, "image/png", &crate::photos::png()).await;
        assert_eq!((reply.status, &reply.body["has_photo"]), (StatusCode::OK, &json!(true)));
    }
    assert!(maria.get(&photo).await.bytes.starts_with(b"\x89PNG"));

    let order = json!({ "account": "67100000017", "amount_kopecks": 12_345, "method": "sbp" });
    let mut twin = maria.clone();
    let (a, b) = tokio::join!(
        maria.post_with_key("/api/v1/payments", &order, "story"),
        twin.post_with_key("/api/v1/payments", &order, "story"),
    );
    assert_eq!((a.status, &a.body), (b.status, &b.body));
    let id = a.body["id"].as_str().unwrap().to_owned();
    jobs::acquirer::advance(&world.app, &id).await;
    world.acquirer.will([Ok(paid()), Ok(paid())]);
    let acquirer_id = format!("a-{id}");
    tokio::join!(
        jobs::acquirer::reread(&world.app, &id, &acquirer_id),
        jobs::acquirer::reread(&world.app, &id, &acquirer_id),
    );
    let after = maria.get("/api/v1/accounts/67100000017").await.body;
    assert_eq!(after["account"]["balance_kopecks"], owed - 12_345);
    let receipt = maria.get(&format!("/api/v1/payments/{id}/receipt")).await.body;
    assert_eq!(receipt["balance_after_kopecks"], owed - 12_345);
    assert_eq!(receipt["reading"]["status"], "accepted");
    assert!(svetlitsa_server::store::is_ready(&world.app.db).await);
    tell_of_the_books(world, &id).await;
}

/// The receipt is kept and told of once; the payment is looked for once; its day is compared twice.
async fn tell_of_the_books(world: &World, id: &str) {
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let kept = maria.get("/api/v1/accounts/67100000017/receipts").await.body;
    assert_eq!((&kept["items"][0]["payment"], &kept["year"]), (&json!(id), &json!(2026)));
    let letters = world.letters("maria@demo.svetlitsa").await;
    assert_eq!(letters.iter().filter(|letter| letter.subject.starts_with("Квитанция")).count(), 1);

    let (db, row) = (&world.app.db, store::payments::find(&world.app.db, id).await.unwrap().unwrap());
    assert_eq!(jobs::searches::open_overdue(&world.app).await.unwrap(), 0);
    let mut numbers = Vec::new();
    for _ in 0..2 {
        let tx = store::begin_write(db).await.unwrap();
        numbers.push(searches::open(&world.app, &tx, Subject::Payment(&row), Reason::Differs).await.unwrap());
        tx.commit().await.unwrap();
    }
    assert_eq!(numbers[0], numbers[1]);

    let paid = store::day_closings::paid_between(db, row.created_at, row.created_at + 1).await.unwrap();
    assert_eq!(paid, [row]);
    assert_eq!(store::day_closings::credited(db, id).await.unwrap(), 12_345);
    for is_balanced in [false, true] {
        let day = "2026-11-20".to_owned();
        let row = day_closing::Model { day, closed_at: 1, is_balanced, body: "{}".to_owned() };
        store::day_closings::save(db, row).await.unwrap();
    }
    let days = store::day_closings::newest(db, 2).await.unwrap();
    assert_eq!(days.iter().map(|row| row.is_balanced).collect::<Vec<_>>(), [true]);
}

/// A cabinet is asked for, opened by a link, entered beside somebody who guesses, and gets a second account.
async fn tell_of_the_cabinet(world: &World) {
    world.client().post("/api/v1/registrations", &newcomer()).await;
    assert_eq!(world.answer().await, 1);
    let token = json!({ "token": world.token("vera@example.org", pages::REGISTER_CONFIRM).await });
    let (mut vera, mut twin) = (world.client(), world.client());
    let confirm = "/api/v1/registrations/confirmations";
    let (a, b) = tokio::join!(vera.post(confirm, &token), twin.post(confirm, &token));
    let mut answers = [a.status, b.status];
    answers.sort_unstable();
    assert_eq!(answers, [StatusCode::CREATED, StatusCode::GONE]);
    let guess = json!({ "login": "vera@example.org", "password": "wrong" });
    for _ in 0..2 {
        assert_eq!(world.client().post("/api/v1/session", &guess).await.code(), "wrong_credentials");
    }
    let sign_in = json!({ "login": "vera@example.org", "password": PASSWORD });
    assert_eq!(vera.post("/api/v1/session", &sign_in).await.status, StatusCode::OK);
    let wish = json!({ "account": "67100000025", "house": "12", "bill_code": "T4RD86HN", "label": "Дача" });
    assert_eq!(vera.post("/api/v1/accounts", &wish).await.status, StatusCode::CREATED);
    let first = vera.patch("/api/v1/accounts/67100000025", &json!({ "place": 1 })).await;
    assert_eq!(first.status, StatusCode::NO_CONTENT);
    assert_eq!(vera.get("/api/v1/accounts").await.body["items"][0]["label"], "Дача");
    assert!(!vera.get("/api/v1/sessions").await.body["items"].as_array().unwrap().is_empty());
    for letter in world.letters("vera@example.org").await {
        store::mail::mark_sent(&world.app.db, &letter, 1).await.unwrap();
    }
    assert!(world.letters("vera@example.org").await.iter().all(|letter| letter.body.is_empty()));
}

#[tokio::test]
async fn on_sqlite() {
    let world = World::new().await;
    two_devices_at_once(&world).await;
    tell(&world).await;
    tell_of_the_desk(&world).await;
    tell_of_the_cabinet(&world).await;
    announce_charge_and_refund(&world).await;
    twins_at_once(&world).await;
    twins_in_two_processes(&world).await;
    any_order_credits_once(&world, 1).await;
    two_diallers_at_once(&world).await;
    pay_in_december(world).await;
}

/// `cargo xtask test` starts a throwaway cluster and names it; a plain `cargo test` has none to tell it on.
#[tokio::test]
async fn on_postgresql() {
    let Ok(url) = std::env::var("SVETLITSA_TEST_POSTGRES") else {
        println!("SVETLITSA_TEST_POSTGRES names no database: told on SQLite only");
        return;
    };
    let world = World::on(&url, tempfile::tempdir().unwrap()).await;
    // First: those who send together are given every account, and none is free to be asked for then.
    refuses_to_forget(&world).await;
    tell_of_the_cabinet(&world).await;
    together_as_one_by_one(&world).await;
    two_devices_at_once(&world).await;
    tell(&world).await;
    tell_of_the_desk(&world).await;
    announce_charge_and_refund(&world).await;
    twins_at_once(&world).await;
    twins_in_two_processes(&world).await;
    any_order_credits_once(&world, 1).await;
    two_diallers_at_once(&world).await;
    pay_in_december(world).await;
}
