//! ATOL Online as its protocol says, on a socket of its own: documents by key, a cash register that prints when the test
//! lets it, and bad hours.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};
use svetlitsa_server::fiscal::atol::{Atol, AtolTerms};
use svetlitsa_server::fiscal::{Fiscal, Fiscalizer};
use svetlitsa_server::settings::Secret;

/// What the next question for a report is answered with.
pub(crate) enum Report {
    NotReady,
    Failed,
    /// Another total than was asked for.
    WrongTotal,
}

#[derive(Default)]
pub(crate) struct Book {
    /// Every document that was handed over: operation and body; the place is its id.
    pub(crate) documents: Vec<(String, Value)>,
    /// Requests to hand one over, repeats among them.
    pub(crate) handed: usize,
    /// Answers to documents are lost on the way so often.
    pub(crate) lose: usize,
    pub(crate) tokens: usize,
    pub(crate) reports: VecDeque<Report>,
    pub(crate) asked: usize,
}

#[derive(Clone, Default)]
pub(crate) struct ScriptedAtol(pub(crate) Arc<Mutex<Book>>);

impl ScriptedAtol {
    /// Starts it, and gives it with the client that talks to it.
    pub(crate) async fn start() -> (Self, Fiscal) {
        let atol = Self::default();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}/possystem/v4/", listener.local_addr().unwrap());
        let router = Router::new()
            .route("/possystem/v4/getToken", post(token))
            .route("/possystem/v4/{group}/{operation}", post(hand_over))
            .route("/possystem/v4/{group}/report/{uuid}", get(report))
            .with_state(atol.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        let terms = AtolTerms {
            base,
            login: "shop".to_owned(),
            password: Secret::from("secret"),
            groups: [("7704228075".to_owned(), "house_1".to_owned())].into(),
            address: "https://house.example".to_owned(),
            email: "receipts@house.example".to_owned(),
            callback_url: "https://house.example/gateway/atol".to_owned(),
        };
        let client: Arc<dyn Fiscalizer> = Arc::new(Atol::new(terms).unwrap());
        let email = Some("receipts@house.example".to_owned());
        (atol, Fiscal { atol: Some(client), email, ..Fiscal::default() })
    }

    pub(crate) fn book(&self) -> std::sync::MutexGuard<'_, Book> {
        self.0.lock().unwrap()
    }
}

fn error(code: i64, kind: &str) -> Value {
    json!({ "error_id": "e1", "code": code, "text": "told by the test", "type": kind })
}

async fn token(State(atol): State<ScriptedAtol>, Json(body): Json<Value>) -> (StatusCode, Json<Value>) {
    let mut book = atol.book();
    if (&body["login"], &body["pass"]) != (&json!("shop"), &json!("secret")) {
        return (StatusCode::UNAUTHORIZED, Json(json!({ "error": error(12, "system"), "token": "" })));
    }
    book.tokens += 1;
    let token = format!("token-{}", book.tokens);
    (StatusCode::OK, Json(json!({ "error": null, "token": token, "timestamp": "20.11.2026 10:00:00" })))
}

/// Only the newest token counts: the test makes one expire by counting on.
fn is_expired(book: &Book, headers: &HeaderMap) -> bool {
    headers.get("Token").is_none_or(|token| token != format!("token-{}", book.tokens).as_str())
}

fn expired() -> (StatusCode, Json<Value>) {
    (StatusCode::UNAUTHORIZED, Json(json!({ "error": error(11, "system"), "status": "fail" })))
}

async fn hand_over(
    State(atol): State<ScriptedAtol>,
    Path((group, operation)): Path<(String, String)>,
    headers: HeaderMap,
    Json(body): Json<Value>,
) -> (StatusCode, Json<Value>) {
    let mut book = atol.book();
    if is_expired(&book, &headers) {
        return expired();
    }
    assert_eq!(group, "house_1");
    book.handed += 1;
    let known = book.documents.iter().position(|(_, known)| known["external_id"] == body["external_id"]);
    if let Some(place) = known {
        assert_eq!(book.documents[place].1, body, "a repeated key bears the same body");
    } else {
        book.documents.push((operation, body));
    }
    if book.lose > 0 {
        book.lose -= 1;
        return (StatusCode::BAD_GATEWAY, Json(Value::Null));
    }
    match known {
        None => {
            let uuid = format!("u{}", book.documents.len() - 1);
            (StatusCode::OK, Json(json!({ "uuid": uuid, "status": "wait", "error": null })))
        }
        Some(place) => {
            let error = error(33, "system");
            let body = json!({ "uuid": format!("u{place}"), "status": "wait", "error": error });
            (StatusCode::BAD_REQUEST, Json(body))
        }
    }
}

async fn report(
    State(atol): State<ScriptedAtol>,
    Path((_, uuid)): Path<(String, String)>,
    headers: HeaderMap,
) -> (StatusCode, Json<Value>) {
    let mut book = atol.book();
    if is_expired(&book, &headers) {
        return expired();
    }
    book.asked += 1;
    let script = book.reports.pop_front();
    let place: usize = uuid.trim_start_matches('u').parse().unwrap();
    let (_, body) = &book.documents[place];
    let sum = |part: &Value| part["payments"][0]["sum"].clone();
    let total = if body["receipt"].is_null() { sum(&body["correction"]) } else { sum(&body["receipt"]) };
    let total = match script {
        Some(Report::NotReady) => {
            return (StatusCode::OK, Json(json!({ "status": "wait", "error": error(34, "system") })));
        }
        Some(Report::Failed) => {
            return (StatusCode::OK, Json(json!({ "status": "fail", "error": error(-3803, "driver") })));
        }
        Some(Report::WrongTotal) => json!(1),
        None => total,
    };
    let payload = json!({
        "total": total,
        "fns_site": "www.nalog.ru",
        "fn_number": "9960440300000001",
        "shift_number": 23,
        "receipt_datetime": "20.11.2026 10:02:05",
        "fiscal_receipt_number": 6,
        "fiscal_document_number": 64_318 + place,
        "ecr_registration_number": "0000111118041361",
        "fiscal_document_attribute": 2_918_241_905_u32,
    });
    let body = json!({
        "uuid": uuid, "status": "done", "error": null, "payload": payload, "external_id": body["external_id"],
    });
    (StatusCode::OK, Json(body))
}
