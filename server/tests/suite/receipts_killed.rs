//! The real program, killed while the acquirer tells it of money: each payment is credited once, has one receipt, and its
//! payer one letter.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::routing::{get, post};
use axum::{Json, Router};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};
use svetlitsa_server::entity::{ledger_entry, outgoing_mail, payment, receipt};
use svetlitsa_server::store;
use tokio::sync::mpsc;

use crate::power_cut::{Program, url};

const MARIA: &str = "maria@demo.svetlitsa";
const ROUNDS: usize = 3;
const PAYMENTS_A_ROUND: usize = 8;

/// Takes every payment at once, and tells when it has said so.
#[derive(Clone)]
struct Bank {
    amounts: Arc<Mutex<BTreeMap<String, Value>>>,
    told: mpsc::UnboundedSender<()>,
}

fn object(id: &str, amount: &Value, status: &str) -> Json<Value> {
    Json(json!({
        "id": format!("b-{id}"), "status": status, "paid": status == "succeeded", "amount": amount,
        "metadata": { "payment_id": id }, "confirmation": { "confirmation_url": "https://bank.example/pay" },
        "authorization_details": { "rrn": "123456789012" },
    }))
}

async fn register(State(bank): State<Bank>, headers: HeaderMap, Json(order): Json<Value>) -> Json<Value> {
    let id = headers["idempotence-key"].to_str().unwrap().to_owned();
    let answer = object(&id, &order["amount"], "pending");
    bank.amounts.lock().unwrap().insert(id, order["amount"].clone());
    answer
}

async fn find(State(bank): State<Bank>, Path(id): Path<String>) -> Json<Value> {
    let id = id.trim_start_matches("b-").to_owned();
    let amount = bank.amounts.lock().unwrap()[&id].clone();
    // Nobody listens in the last round.
    let _ = bank.told.send(());
    object(&id, &amount, "succeeded")
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_among_credits_it_writes_each_receipt_and_each_letter_once() {
    let folder = tempfile::tempdir().unwrap();
    let (told, mut success) = mpsc::unbounded_channel();
    let bank = Bank { amounts: Arc::default(), told };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/v3", listener.local_addr().unwrap());
    let router = Router::new().route("/v3/payments", post(register)).route("/v3/payments/{id}", get(find));
    tokio::spawn(axum::serve(listener, router.with_state(bank.clone())).into_future());
    let flags = ["--acquirer-url", address.as_str(), "--acquirer-shop", "1", "--acquirer-key", "key"];

    let mut ids = BTreeSet::new();
    for round in 0..ROUNDS {
        let program = Program::start_with(folder.path(), &flags);
        let cookie = program.sign_in_as(MARIA).await;
        for number in 0..PAYMENTS_A_ROUND {
            let form = json!({ "account": "67100000017", "amount_kopecks": 100, "method": "bank_card" });
            let key = format!("{round}-{number}");
            // A busy disk may answer 503; the same request with its key is the same payment.
            let id = loop {
                let reply = program.post("/api/v1/payments", &cookie, &key, &form).send().await.unwrap();
                if reply.status().as_u16() != 503 {
                    break reply.json::<Value>().await.unwrap()["id"].as_str().unwrap().to_owned();
                }
            };
            ids.insert(id);
        }
        // Among the credits: some answers are on their way, some not asked for.
        for _ in 0..1 + 3 * round {
            success.recv().await.unwrap();
        }
        program.kill();
        while success.try_recv().is_ok() {}
    }
    let program = Program::start_with(folder.path(), &flags);
    let cookie = program.sign_in_as(MARIA).await;
    for id in &ids {
        let path = format!("{}/api/v1/payments/{id}", program.base);
        let state = async || -> Value {
            let request = program.client.get(&path).header("cookie", &cookie);
            request.send().await.unwrap().json::<Value>().await.unwrap()["state"].clone()
        };
        let succeeded = async {
            while state().await != "succeeded" {
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(60), succeeded).await.expect("the money is found");
    }
    program.kill();

    let db = store::open(&url(folder.path())).await.unwrap();
    let ours = payment::Entity::find().filter(payment::Column::AcquirerId.is_not_null());
    assert_eq!(ours.all(&db).await.unwrap().len(), ROUNDS * PAYMENTS_A_ROUND);
    let mut numbers = BTreeSet::new();
    for id in &ids {
        let entries = ledger_entry::Entity::find().filter(ledger_entry::Column::CauseId.eq(id));
        let entries = entries.all(&db).await.unwrap();
        assert_eq!(entries.iter().map(|entry| entry.amount_kopecks).sum::<i64>(), -100);
        let receipts = receipt::Entity::find().filter(receipt::Column::PaymentId.eq(id));
        let [receipt] = &receipts.all(&db).await.unwrap()[..] else { panic!("payment {id} has one receipt") };
        numbers.insert(receipt.number.clone());
        assert_eq!(store::fiscal::of_payment(&db, id).await.unwrap().len(), 1, "and one fiscal document");
    }
    let letters = outgoing_mail::Entity::find().filter(outgoing_mail::Column::Recipient.eq(MARIA));
    let letters = letters.all(&db).await.unwrap();
    let subjects: Vec<&str> = letters.iter().map(|letter| letter.subject.as_str()).collect();
    let told = subjects.iter().filter(|subject| subject.starts_with("Квитанция")).count();
    assert_eq!(told, numbers.len(), "a letter for each receipt: {subjects:?}");
    for number in &numbers {
        assert_eq!(subjects.iter().filter(|subject| subject.contains(number.as_str())).count(), 1);
    }
}
