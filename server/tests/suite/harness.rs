//! The world of a route test: sample data, a clock that starts on 2026-11-20 at 10:00 in Moscow, an acquirer
//! that does what the test says, and clients that keep their cookies.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use svetlitsa_api::pages::Page;
use svetlitsa_server::bundle::Bundle;
use svetlitsa_server::clock::{Clock, RealTime, real_now_ms};
use svetlitsa_server::data::{DataSet, Folder};
use svetlitsa_server::entity::outgoing_mail;
use svetlitsa_server::fiscal::Fiscal;
use svetlitsa_server::settings::Settings;
use svetlitsa_server::state::App;
use svetlitsa_server::{routes, sample, store};
use tower::ServiceExt;

pub(crate) use crate::scripted_acquirer::{ScriptedAcquirer, declined, paid, pending};

/// A running service without a socket.
pub(crate) struct World {
    pub(crate) app: App,
    pub(crate) acquirer: Arc<ScriptedAcquirer>,
    router: Router,
    _folder: tempfile::TempDir,
}

impl World {
    /// On a fresh SQLite file.
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}?mode=rwc", folder.path().join("test.db").display());
        Self::on(&url, folder).await
    }

    /// On a database by its URL.
    pub(crate) async fn on(url: &str, folder: tempfile::TempDir) -> Self {
        svetlitsa_server::install_tls_provider();
        let source = Folder(concat!(env!("CARGO_MANIFEST_DIR"), "/../data").into());
        let data = Arc::new(DataSet::load(&source).unwrap());
        let db = store::open(url).await.unwrap();
        let clock = Clock::starting_at("2026-11-20T07:00:00Z".parse().unwrap());
        let sms_url = Some("http://sms.invalid".to_owned());
        let push_service = vec!["push.example.org".to_owned()];
        let settings = Settings { demo: true, sms_url, push_service, ..Settings::default() };
        sample::load(&db, &data, &source, &clock, &settings.public_url()).await.unwrap();
        let acquirer = Arc::new(ScriptedAcquirer::default());
        let app = App::new(db, clock, data, Arc::new(settings), Some(acquirer.clone()));
        let app = app.with_real_time(RealTime::held_at(real_now_ms()));
        let router = routes::router(app.clone(), Bundle::default(), Bundle::default());
        Self { app, acquirer, router, _folder: folder }
    }

    /// The service on a socket of its own, for what a call of the router cannot show; ends with the test.
    pub(crate) async fn listen(&self) -> std::net::SocketAddr {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = self.router.clone();
        tokio::spawn(async move { axum::serve(listener, router).await });
        address
    }

    /// A browser that has never been here.
    pub(crate) fn client(&self) -> Client {
        Client { router: self.router.clone(), cookies: BTreeMap::new(), bearer: None, known: None }
    }

    /// A resident's browser.
    pub(crate) async fn resident(&self, login: &str) -> Client {
        let mut client = self.client();
        let reply = client.post("/api/v1/session", &credentials(login)).await;
        assert_eq!(reply.status, StatusCode::OK, "{:?}", reply.body);
        client
    }

    /// A clerk's browser.
    pub(crate) async fn staff(&self, login: &str) -> Client {
        let mut client = self.client();
        let reply = client.post("/api/v1/staff/session", &credentials(login)).await;
        assert_eq!(reply.status, StatusCode::OK, "{:?}", reply.body);
        client
    }

    /// Somebody at a terminal who gave two identifiers.
    pub(crate) async fn guest(&self, account: &str, house: &str) -> Client {
        let mut client = self.client();
        let lookup = json!({ "typed": { "account": account, "house": house } });
        let reply = client.post("/api/v1/accounts/lookup", &lookup).await;
        assert_eq!(reply.status, StatusCode::CREATED, "{:?}", reply.body);
        client.bearer = reply.body["token"].as_str().map(ToOwned::to_owned);
        client
    }
}

impl World {
    /// Lets the job answer by letter what waits; says how much that was.
    pub(crate) async fn answer(&self) -> usize {
        svetlitsa_server::jobs::answers::answer_all(&self.app).await.unwrap()
    }

    /// Letters to somebody, oldest first.
    pub(crate) async fn letters(&self, to: &str) -> Vec<outgoing_mail::Model> {
        let found = outgoing_mail::Entity::find()
            .filter(outgoing_mail::Column::Recipient.eq(to))
            .order_by_asc(outgoing_mail::Column::Id);
        found.all(&self.app.db).await.unwrap()
    }

    /// Subject of the newest letter to somebody.
    pub(crate) async fn newest(&self, to: &str) -> String {
        self.letters(to).await.pop().map(|letter| letter.subject).unwrap_or_default()
    }

    /// Token of the link in the newest letter to somebody; the link leads to a page.
    pub(crate) async fn token(&self, to: &str, page: Page) -> String {
        let letter = self.letters(to).await.pop().unwrap();
        let start = format!("{}{}#", self.app.settings.public_url(), page.path);
        let (_, rest) = letter.body.split_once(&start).unwrap_or_else(|| panic!("{}", letter.body));
        assert!(letter.is_secret, "a letter with a link is wiped once it has left");
        rest.lines().next().unwrap().to_owned()
    }

    /// Lets seconds of real time pass for brakes and one-time codes; otherwise they stand still.
    pub(crate) fn pass(&self, seconds: i64) {
        let RealTime::Held(at) = &self.app.real_time else { panic!("time runs by itself") };
        at.fetch_add(seconds * 1000, Ordering::Relaxed);
    }

    /// The same service after a restart with keys to seal secrets with.
    pub(crate) fn sealed(mut self, keys: &str) -> Self {
        self.app = self.app.with_seals(svetlitsa_server::seals::Seals::parse(keys).unwrap());
        self.router = routes::router(self.app.clone(), Bundle::default(), Bundle::default());
        self
    }

    /// The same service with somebody who registers fiscal documents.
    pub(crate) fn fiscal(mut self, fiscal: Fiscal) -> Self {
        self.app = self.app.with_fiscal(fiscal);
        self.router = routes::router(self.app.clone(), Bundle::default(), Bundle::default());
        self
    }

    /// The same service with other templates for what it prints.
    pub(crate) fn printing_with(mut self, files: &svetlitsa_server::data::DocumentFiles) -> Self {
        self.app.press = Arc::new(svetlitsa_server::documents::Press::new(files));
        self.router = routes::router(self.app.clone(), Bundle::default(), Bundle::default());
        self
    }

    /// The same service after a restart: another process on the same database.
    pub(crate) fn restarted(self) -> Self {
        let clock = self.app.clock.clone();
        self.with_clock(clock)
    }

    /// The same service on a later day.
    pub(crate) fn later(self, instant: &str) -> Self {
        self.with_clock(Clock::starting_at(instant.parse().unwrap()))
    }

    /// The same service with other settings.
    pub(crate) fn set(self, change: impl FnOnce(&mut Settings)) -> Self {
        let mut settings = (*self.app.settings).clone();
        change(&mut settings);
        let clock = self.app.clock.clone();
        self.with(clock, Arc::new(settings))
    }

    fn with_clock(self, clock: Clock) -> Self {
        let settings = self.app.settings.clone();
        self.with(clock, settings)
    }

    fn with(self, clock: Clock, settings: Arc<Settings>) -> Self {
        let app = &self.app;
        let app = App::new(app.db.clone(), clock, app.data.clone(), settings, app.acquirer.clone());
        let app = app.with_real_time(self.app.real_time.clone()).with_fiscal((*self.app.fiscal).clone());
        let router = routes::router(app.clone(), Bundle::default(), Bundle::default());
        Self { app, router, ..self }
    }
}

impl World {
    /// Any request, by somebody who is no browser: what came back, as bytes.
    pub(crate) async fn call(&self, request: Request<Body>) -> (StatusCode, HeaderMap, Vec<u8>) {
        let (parts, body) = self.router.clone().oneshot(request).await.unwrap().into_parts();
        (parts.status, parts.headers, body.collect().await.unwrap().to_bytes().to_vec())
    }
}

/// Login and the sample world's password.
pub(crate) fn credentials(login: &str) -> Value {
    json!({ "login": login, "password": "svetlitsa-demo" })
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Value,
    pub(crate) bytes: Vec<u8>,
}

impl Reply {
    /// Its stable code, for a problem.
    pub(crate) fn code(&self) -> &str {
        assert_eq!(self.headers[header::CONTENT_TYPE], "application/problem+json", "{:?}", self.body);
        self.body["code"].as_str().unwrap()
    }
}

/// A browser: keeps its cookies, makes a new idempotency key for each submission.
#[derive(Clone)]
pub(crate) struct Client {
    router: Router,
    cookies: BTreeMap<String, String>,
    pub(crate) bearer: Option<String>,
    known: Option<String>,
}

impl Client {
    /// The same browser with one cookie only.
    pub(crate) fn keeping(&self, cookie: &str) -> Self {
        let mut client = self.clone();
        client.cookies.retain(|name, _| name == cookie);
        client
    }

    pub(crate) async fn get(&mut self, path: &str) -> Reply {
        self.send("GET", path, None, None).await
    }

    /// As a browser asks that has an answer already.
    pub(crate) async fn get_knowing(&mut self, path: &str, tag: &str) -> Reply {
        self.known = Some(tag.to_owned());
        let reply = self.get(path).await;
        self.known = None;
        reply
    }

    pub(crate) async fn post(&mut self, path: &str, body: &Value) -> Reply {
        self.post_with_key(path, body, &svetlitsa_server::random::id()).await
    }

    pub(crate) async fn post_with_key(&mut self, path: &str, body: &Value, key: &str) -> Reply {
        self.send("POST", path, Some(body.to_string()), Some(key)).await
    }

    pub(crate) async fn delete(&mut self, path: &str) -> Reply {
        let key = svetlitsa_server::random::id();
        self.send("DELETE", path, None, Some(&key)).await
    }

    pub(crate) async fn patch(&mut self, path: &str, body: &Value) -> Reply {
        let key = svetlitsa_server::random::id();
        self.send("PATCH", path, Some(body.to_string()), Some(&key)).await
    }

    /// A file.
    pub(crate) async fn put_file(&mut self, path: &str, kind: &str, bytes: &[u8]) -> Reply {
        let key = svetlitsa_server::random::id();
        self.put_file_with_key(path, kind, bytes, &key).await
    }

    pub(crate) async fn put_file_with_key(
        &mut self,
        path: &str,
        kind: &str,
        bytes: &[u8],
        key: &str,
    ) -> Reply {
        self.request("PUT", path, Some((kind, Body::from(bytes.to_vec()))), Some(key)).await
    }

    /// Any request; a body is sent as JSON.
    pub(crate) async fn send(
        &mut self,
        method: &str,
        path: &str,
        body: Option<String>,
        key: Option<&str>,
    ) -> Reply {
        self.request(method, path, body.map(|body| ("application/json", Body::from(body))), key).await
    }

    async fn request(
        &mut self,
        method: &str,
        path: &str,
        body: Option<(&str, Body)>,
        key: Option<&str>,
    ) -> Reply {
        let mut request = Request::builder().method(method).uri(path);
        if !self.cookies.is_empty() {
            let cookies: Vec<_> =
                self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        if let Some(bearer) = &self.bearer {
            request = request.header(header::AUTHORIZATION, format!("Bearer {bearer}"));
        }
        if let Some(tag) = &self.known {
            request = request.header(header::IF_NONE_MATCH, tag);
        }
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        if let Some((kind, _)) = &body {
            request = request.header(header::CONTENT_TYPE, *kind);
        }
        let request = request.body(body.map_or_else(Body::empty, |(_, body)| body)).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        self.keep_cookies(&parts.headers);
        let bytes = body.collect().await.unwrap().to_bytes();
        let body = serde_json::from_slice(&bytes)
            .unwrap_or_else(|_| Value::String(String::from_utf8_lossy(&bytes).into_owned()));
        Reply { status: parts.status, headers: parts.headers, body, bytes: bytes.to_vec() }
    }

    fn keep_cookies(&mut self, headers: &HeaderMap) {
        for cookie in headers.get_all(header::SET_COOKIE) {
            let text = cookie.to_str().unwrap();
            let (name, value) = text.split(';').next().unwrap().split_once('=').unwrap();
            if text.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}
