//! A sandbox in a temporary folder with its clock at a fixed start, and a merchant who talks to it.

use std::path::Path;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, StatusCode, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use svetlitsa_sandbox::courier::Errand;
use svetlitsa_sandbox::dice::Dice;
use svetlitsa_sandbox::sandbox::{Sandbox, Shared};
use svetlitsa_sandbox::server::router;
use svetlitsa_sandbox::wire::Site;
use tempfile::TempDir;
use tokio::sync::mpsc::UnboundedReceiver;
use tower::ServiceExt as _;

pub(crate) const PUBLIC_URL: &str = "http://bank.example";
pub(crate) const RETURN_URL: &str = "http://portal.example/payments/7?from=bank";

static LIVES: AtomicU64 = AtomicU64::new(20_261_120);

/// Shop number and key, as HTTP Basic.
pub(crate) fn credentials() -> String {
    format!("Basic {}", STANDARD.encode("100500:test_svetlitsa"))
}

pub(crate) struct Scene {
    pub(crate) sandbox: Shared,
    pub(crate) errands: Option<UnboundedReceiver<Errand>>,
    pub(crate) folder: TempDir,
    router: Router,
    keys: AtomicU32,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) location: Option<String>,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    /// The body of a 200.
    #[track_caller]
    pub(crate) fn ok(&self) -> Value {
        assert_eq!(self.status, StatusCode::OK, "{}", self.text);
        self.json()
    }

    /// The parameter that an error of that status names.
    #[track_caller]
    pub(crate) fn refused(&self, status: u16, code: &str) -> String {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        let error = self.json();
        assert_eq!(error["type"], "error");
        assert_eq!(error["code"], code);
        assert!(error["id"].is_string() && error["description"].is_string(), "{error}");
        error["parameter"].as_str().unwrap_or_default().to_owned()
    }
}

pub(crate) fn open(folder: &Path) -> (Shared, UnboundedReceiver<Errand>) {
    let site = Site { shop: "100500".to_owned(), public_url: PUBLIC_URL.to_owned() };
    let start = "2026-11-20T10:00:00Z".parse().unwrap();
    // A sandbox that starts again must not draw the ids of its former life.
    let seed = LIVES.fetch_add(1, Ordering::Relaxed);
    Sandbox::open(folder, site, "test_svetlitsa".to_owned(), start, Dice::seeded(seed)).unwrap()
}

impl Scene {
    pub(crate) fn new() -> Self {
        Self::at(tempfile::tempdir().unwrap())
    }

    /// A sandbox over a folder that may hold something.
    pub(crate) fn at(folder: TempDir) -> Self {
        let (sandbox, errands) = open(folder.path());
        let router = router(&sandbox);
        Self { sandbox, errands: Some(errands), folder, router, keys: AtomicU32::new(0) }
    }

    /// Another sandbox over what a crash at this moment would leave of the files.
    pub(crate) fn after_crash(&self) -> Self {
        let copy = tempfile::tempdir().unwrap();
        for file in ["journal.jsonl", "money.jsonl", "mail.jsonl"] {
            std::fs::copy(self.folder.path().join(file), copy.path().join(file)).unwrap();
        }
        Self::at(copy)
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let location = response.headers().get(header::LOCATION);
        let location = location.map(|value| value.to_str().unwrap().to_owned());
        let status = response.status();
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        Answer { status, location, text: String::from_utf8_lossy(&bytes).into_owned() }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        let request = Request::get(path).header(header::AUTHORIZATION, credentials());
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// POST with a key of its own.
    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        let number = self.keys.fetch_add(1, Ordering::Relaxed);
        self.post_as(&format!("key-{number}"), path, body).await
    }

    pub(crate) async fn post_as(&self, key: &str, path: &str, body: &Value) -> Answer {
        let request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(header::AUTHORIZATION, credentials())
            .header(header::CONTENT_TYPE, "application/json")
            .header("Idempotence-Key", key);
        let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
        self.send(request.body(body).unwrap()).await
    }

    /// A browser sends a form.
    pub(crate) async fn form(&self, path: &str, form: &str) -> Answer {
        let kind = (header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let request = Request::post(path).header(kind.0, kind.1);
        self.send(request.body(Body::from(form.to_owned())).unwrap()).await
    }

    pub(crate) async fn control(&self, patch: &Value) -> Value {
        self.post("/control", patch).await.ok()
    }

    /// Creates a payment and gives its id.
    pub(crate) async fn created(&self, body: &Value) -> String {
        self.post("/v3/payments", body).await.ok()["id"].as_str().unwrap().to_owned()
    }

    /// Creates a payment of that many roubles at the bank's page, and pays it there.
    pub(crate) async fn paid(&self, sum: &str) -> String {
        let id = self.created(&redirect(sum)).await;
        self.form(&format!("/bank/{id}"), "action=pay").await;
        id
    }

    pub(crate) async fn payment(&self, id: &str) -> Value {
        self.get(&format!("/v3/payments/{id}")).await.ok()
    }

    pub(crate) fn advance(&self, seconds: u64) {
        self.sandbox.clock.advance(Duration::from_secs(seconds));
    }
}

/// A payment by card at the bank's page.
pub(crate) fn redirect(sum: &str) -> Value {
    json!({
        "amount": { "value": sum, "currency": "RUB" },
        "capture": true,
        "description": "Electricity, account 67100000017",
        "metadata": { "payment": "7" },
        "payment_method_data": { "type": "bank_card" },
        "confirmation": { "type": "redirect", "return_url": RETURN_URL },
    })
}

/// A payment by the fast payment system, by a QR code.
pub(crate) fn sbp_qr(sum: &str) -> Value {
    json!({
        "amount": { "value": sum, "currency": "RUB" },
        "capture": true,
        "payment_method_data": { "type": "sbp" },
        "confirmation": { "type": "qr" },
    })
}

/// The body with one field set to a value, by a dotted path.
pub(crate) fn with(mut body: Value, path: &str, value: Value) -> Value {
    let mut place = &mut body;
    for step in path.split('.') {
        place = &mut place[step];
    }
    *place = value;
    body
}
