//! The real program, killed while money goes back: the bank is told of each refund under one key, so it pays once, and the
//! ledger says so once.

use std::collections::BTreeMap;
use std::path::Path as Folder;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::routing::{get, post};
use axum::{Json, Router};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};
use svetlitsa_server::entity::refund;
use svetlitsa_server::store;
use tokio::sync::mpsc;

use crate::power_cut::{Program, url};

const MARIA: &str = "maria@demo.svetlitsa";
const ACCOUNT: &str = "67100000017";
const PAYMENTS: usize = 4;

/// Takes every payment, and carries out every refund under a key that it has not seen.
#[derive(Clone)]
struct Bank {
    amounts: Arc<Mutex<BTreeMap<String, Value>>>,
    /// Orders of refunds by key, in the words in which they came first.
    refunds: Arc<Mutex<BTreeMap<String, Value>>>,
    /// Whether whoever asks for a refund waits for an answer in vain.
    is_mute: Arc<AtomicBool>,
    asked: mpsc::UnboundedSender<()>,
}

fn object(id: &str, amount: &Value, status: &str) -> Json<Value> {
    Json(json!({
        "id": format!("b-{id}"), "status": status, "paid": status == "succeeded", "amount": amount,
        "metadata": { "payment_id": id }, "confirmation": { "confirmation_url": "https://bank.example/pay" },
    }))
}

fn returned(key: &str, order: &Value, status: &str) -> Json<Value> {
    Json(json!({
        "id": format!("r-{key}"), "payment_id": order["payment_id"], "status": status,
        "amount": order["amount"], "metadata": order["metadata"],
    }))
}

async fn take(State(bank): State<Bank>, headers: HeaderMap, Json(order): Json<Value>) -> Json<Value> {
    let id = headers["idempotence-key"].to_str().unwrap().to_owned();
    bank.amounts.lock().unwrap().insert(id.clone(), order["amount"].clone());
    object(&id, &order["amount"], "pending")
}

async fn taken(State(bank): State<Bank>, Path(id): Path<String>) -> Json<Value> {
    let id = id.trim_start_matches("b-").to_owned();
    let amount = bank.amounts.lock().unwrap()[&id].clone();
    object(&id, &amount, "succeeded")
}

async fn give_back(State(bank): State<Bank>, headers: HeaderMap, Json(order): Json<Value>) -> Json<Value> {
    let key = headers["idempotence-key"].to_str().unwrap().to_owned();
    let first = bank.refunds.lock().unwrap().entry(key.clone()).or_insert_with(|| order.clone()).clone();
    assert_eq!(first, order, "a key stands for one order");
    // Nobody listens in the last round.
    let _ = bank.asked.send(());
    if bank.is_mute.load(Ordering::Relaxed) {
        std::future::pending::<()>().await;
    }
    returned(&key, &order, "pending")
}

async fn given_back(State(bank): State<Bank>, Path(id): Path<String>) -> Json<Value> {
    let key = id.trim_start_matches("r-").to_owned();
    let order = bank.refunds.lock().unwrap()[&key].clone();
    let _ = bank.asked.send(());
    returned(&key, &order, "succeeded")
}

async fn serve(bank: Bank) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/v3", listener.local_addr().unwrap());
    let router = Router::new()
        .route("/v3/payments", post(take))
        .route("/v3/payments/{id}", get(taken))
        .route("/v3/refunds", post(give_back))
        .route("/v3/refunds/{id}", get(given_back));
    tokio::spawn(axum::serve(listener, router.with_state(bank)).into_future());
    address
}

/// A member of staff sends all of a payment's money back.
fn ask_back(folder: &Folder, payment: &str) {
    let said = Command::new(env!("CARGO_BIN_EXE_svetlitsa"))
        .args(["refund", "--payment", payment, "--document", "Request 14", "--by", "operator@demo.svetlitsa"])
        .args(["--now", "2026-11-20T10:00:00+03:00", "--data"])
        .arg(folder)
        .output()
        .unwrap();
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
}

async fn reach(program: &Program, ids: &[String], state: &str) {
    let cookie = program.sign_in_as(MARIA).await;
    for id in ids {
        let path = format!("{}/api/v1/payments/{id}", program.base);
        let is_there = async || -> bool {
            let request = program.client.get(&path).header("cookie", &cookie);
            request.send().await.unwrap().json::<Value>().await.unwrap()["state"] == state
        };
        let there = async {
            while !is_there().await {
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(60), there).await.expect("it gets there");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_among_refunds_it_sends_each_sum_back_once() {
    let folder = tempfile::tempdir().unwrap();
    let (asked, mut heard) = mpsc::unbounded_channel();
    let bank = Bank {
        amounts: Arc::default(),
        refunds: Arc::default(),
        is_mute: Arc::new(AtomicBool::new(true)),
        asked,
    };
    let address = serve(bank.clone()).await;
    let flags = ["--acquirer-url", address.as_str(), "--acquirer-shop", "1", "--acquirer-key", "key"];

    Program::start(folder.path()).kill();
    let db = store::open(&url(folder.path())).await.unwrap();
    let before = store::accounts::balance(&db, ACCOUNT).await.unwrap();
    db.close().await.unwrap();
    let program = Program::start_with(folder.path(), &flags);
    let cookie = program.sign_in_as(MARIA).await;
    let mut ids = Vec::new();
    for number in 0..PAYMENTS {
        let form = json!({ "account": ACCOUNT, "amount_kopecks": 1_000, "method": "bank_card" });
        let reply =
            program.post("/api/v1/payments", &cookie, &number.to_string(), &form).send().await.unwrap();
        ids.push(reply.json::<Value>().await.unwrap()["id"].as_str().unwrap().to_owned());
    }
    reach(&program, &ids, "succeeded").await;
    for id in &ids {
        ask_back(folder.path(), id);
    }
    // The bank has done it, and its answer never arrives.
    heard.recv().await.unwrap();
    program.kill();
    bank.is_mute.store(false, Ordering::Relaxed);
    // Then among the answers: some are on their way, some not asked for.
    for answers in [1, 4] {
        while heard.try_recv().is_ok() {}
        let program = Program::start_with(folder.path(), &flags);
        for _ in 0..answers {
            tokio::time::timeout(Duration::from_secs(60), heard.recv()).await.expect("it asks again");
        }
        program.kill();
    }
    let program = Program::start_with(folder.path(), &flags);
    reach(&program, &ids, "refunded").await;
    program.kill();

    let paid_back: Vec<Value> = bank.refunds.lock().unwrap().values().cloned().collect();
    assert_eq!(paid_back.len(), PAYMENTS, "{paid_back:?}");
    let db = store::open(&url(folder.path())).await.unwrap();
    for id in &ids {
        let back = paid_back.iter().filter(|order| order["payment_id"] == format!("b-{id}"));
        assert_eq!(back.map(|order| &order["amount"]["value"]).collect::<Vec<_>>(), ["10.00"]);
        let refunds = refund::Entity::find().filter(refund::Column::PaymentId.eq(id)).all(&db).await.unwrap();
        assert_eq!(refunds.len(), 1, "{refunds:?}");
    }
    assert_eq!(
        store::accounts::balance(&db, ACCOUNT).await.unwrap(),
        before,
        "what was credited is taken back once"
    );
}
