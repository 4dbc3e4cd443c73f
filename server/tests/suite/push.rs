//! Notices in browsers: to browsers that their owner allowed, through push services that are believed, readable there alone;
//! in their hours, again until they are taken, and never to whoever used the browser before.

use std::sync::Mutex;

use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sea_orm::{EntityTrait, QueryOrder};
use serde_json::{Value, json};
use svetlitsa_api::paths;
use svetlitsa_server::entity::{outgoing_push, push_browser, push_key};
use svetlitsa_server::jobs::push::deliver;
use svetlitsa_server::jobs::reminders::remind_all;
use svetlitsa_server::push::{self, PushError, PushMessage, PushService};
use svetlitsa_server::seals::Seals;
use svetlitsa_server::store;

use crate::harness::{Client, Reply, World};

const ANNA: &str = "67100000033@demo.svetlitsa";
const ANNAS: &str = "67100000033";
const MARIA: &str = "maria@demo.svetlitsa";
/// The browser of RFC 8291, appendix A.
const PUBLIC: &str =
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
const AUTH: &str = "BTBZMqHH6r4Tts7J_aSIgg";

/// A push service that does what the test says, and remembers what it took.
struct Scripted {
    taken: Mutex<Vec<(String, PushMessage)>>,
    answer: Mutex<Result<(), PushError>>,
}

impl Scripted {
    fn new() -> Self {
        Self { taken: Mutex::default(), answer: Mutex::new(Ok(())) }
    }

    fn will(&self, answer: Result<(), PushError>) {
        *self.answer.lock().unwrap() = answer;
    }

    fn count(&self) -> usize {
        self.taken.lock().unwrap().len()
    }

    /// What the newest says, to which address.
    fn newest(&self) -> (String, Value, PushMessage) {
        let (endpoint, message) = self.taken.lock().unwrap().last().unwrap().clone();
        (endpoint, serde_json::from_slice(&message.payload).unwrap(), message)
    }
}

#[async_trait::async_trait]
impl PushService for Scripted {
    async fn send(&self, to: &push_browser::Model, message: &PushMessage) -> Result<(), PushError> {
        let answer = self.answer.lock().unwrap().clone();
        if answer.is_ok() {
            self.taken.lock().unwrap().push((to.endpoint.clone(), message.clone()));
        }
        answer
    }
}

fn browser(name: &str) -> Value {
    json!({ "endpoint": format!("https://push.example.org/{name}"), "p256dh": PUBLIC, "auth": AUTH })
}

pub(crate) async fn allow(client: &mut Client, name: &str) -> Reply {
    client.post(paths::PUSH_BROWSERS, &browser(name)).await
}

async fn tick(client: &mut Client, kinds: &[&str]) -> Reply {
    let kinds: Vec<Value> = kinds.iter().map(|kind| json!({ "kind": kind, "push": true })).collect();
    let body = json!({ "kinds": kinds }).to_string();
    let path = paths::fill(paths::REMINDERS, &[ANNAS]);
    client.send("PUT", &path, Some(body), Some(&svetlitsa_server::random::id())).await
}

async fn work(world: &World, service: &Scripted) {
    deliver(&world.app, service).await.map_err(|failure| failure.code).unwrap();
}

async fn rows(world: &World) -> Vec<outgoing_push::Model> {
    let rows = outgoing_push::Entity::find().order_by_asc(outgoing_push::Column::Id);
    rows.all(&world.app.db).await.unwrap()
}

async fn remind(world: &World) {
    remind_all(&world.app).await.map_err(|failure| failure.code).unwrap();
}

#[tokio::test]
async fn a_notice_goes_to_every_browser_that_was_allowed_and_says_what_was_ticked() {
    let world = World::new().await;
    let mut anna = world.resident(ANNA).await;
    let view = anna.get(paths::PUSH).await.body;
    let key = URL_SAFE_NO_PAD.decode(view["key"].as_str().unwrap()).unwrap();
    assert_eq!((key.len(), key[0], &view["browsers"]), (65, 4, &json!([])));
    let early = tick(&mut anna, &["debt"]).await;
    assert_eq!(early.body["fields"], json!([{ "field": "debt_by_push", "code": "browser_required" }]));
    let allowed = allow(&mut anna, "a").await;
    assert_eq!((allowed.status, &allowed.body["is_this"]), (StatusCode::CREATED, &json!(true)));
    let mut telephone = world.resident(ANNA).await;
    allow(&mut telephone, "b").await;
    let view = anna.get(paths::PUSH).await.body;
    assert_eq!(URL_SAFE_NO_PAD.decode(view["key"].as_str().unwrap()).unwrap(), key, "one key for good");
    let this: Vec<_> =
        view["browsers"].as_array().unwrap().iter().map(|one| one["is_this"].clone()).collect();
    assert_eq!(this, [false, true]);

    assert_eq!(tick(&mut anna, &["debt"]).await.status, StatusCode::NO_CONTENT);
    let world = world.later("2026-11-17T09:00:00Z");
    remind(&world).await;
    remind(&world).await;
    let service = Scripted::new();
    work(&world, &service).await;
    work(&world, &service).await;
    assert_eq!(service.count(), 2, "each once");
    let (_, told, message) = service.newest();
    assert_eq!((&told["path"], &told["lang"]), (&json!("/accounts/67100000033/pay"), &json!("ru")));
    assert!(told["body"].as_str().unwrap().contains(ANNAS), "{told}");
    assert_eq!((message.payload.len() % 512, message.topic.len(), message.is_urgent), (0, 32, false));
    let listed = anna.get(paths::PUSH_NOTICES).await.body;
    assert_eq!(listed["items"].as_array().unwrap().len(), 2, "{listed}");
    assert_eq!(listed["items"][0]["state"], "handed_over");
    let mut maria = world.resident(MARIA).await;
    assert_eq!(maria.get(paths::PUSH_NOTICES).await.body["items"], json!([]));
}

#[tokio::test]
async fn requests_go_to_push_services_that_are_believed_and_nowhere_else() {
    let world = World::new().await;
    let mut anna = world.resident(ANNA).await;
    for endpoint in [
        "",
        "x",
        "http://push.example.org/a",
        "https://push.example.org:444/a",
        "https://localhost/a",
        "https://127.0.0.1/a",
        "https://169.254.169.254/latest",
        "https://push.example.org.evil.org/a",
        "https://push.example.org@10.0.0.1/a",
        "file:///etc/passwd",
    ] {
        let reply = anna
            .post(paths::PUSH_BROWSERS, &json!({ "endpoint": endpoint, "p256dh": PUBLIC, "auth": AUTH }))
            .await;
        assert_eq!(
            reply.body["fields"],
            json!([{ "field": "endpoint", "code": "not_a_choice" }]),
            "{endpoint}"
        );
    }
    let endpoint = "https://push.example.org/a";
    for (p256dh, auth) in [("", AUTH), (PUBLIC, ""), (AUTH, PUBLIC), (PUBLIC, "*"), (&"A".repeat(87), AUTH)] {
        let body = json!({ "endpoint": endpoint, "p256dh": p256dh, "auth": auth });
        assert_eq!(anna.post(paths::PUSH_BROWSERS, &body).await.body["fields"][0]["field"], "p256dh");
    }
    assert_eq!(
        world.client().post(paths::PUSH_BROWSERS, &browser("a")).await.status,
        StatusCode::UNAUTHORIZED
    );
    assert!(push_browser::Entity::find().all(&world.app.db).await.unwrap().is_empty());

    // Where nobody is believed there is nothing to choose.
    let plain = World::new().await.set(|settings| settings.push_service.clear());
    let mut anna = plain.resident(ANNA).await;
    assert_eq!(anna.get(paths::PUSH).await.body, json!({ "key": null, "browsers": [] }));
    assert_eq!(allow(&mut anna, "a").await.status, StatusCode::NOT_FOUND);
    assert!(push_key::Entity::find().all(&plain.app.db).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_browser_is_its_owners_until_they_leave_and_never_the_next_ones() {
    let world = World::new().await;
    let (mut anna, mut maria) = (world.resident(ANNA).await, world.resident(MARIA).await);
    allow(&mut anna, "shared").await;
    tick(&mut anna, &["debt"]).await;
    let world = world.later("2026-11-17T09:00:00Z");
    remind(&world).await;
    // The next one at the same browser: what waits there is not shown to them.
    assert_eq!(allow(&mut maria, "shared").await.status, StatusCode::CREATED);
    let service = Scripted::new();
    work(&world, &service).await;
    assert_eq!(service.count(), 0);
    assert_eq!(anna.get(paths::PUSH).await.body["browsers"], json!([]));
    assert_eq!(anna.get(paths::PUSH_NOTICES).await.body["items"][0]["state"], "given_up");
    let id = maria.get(paths::PUSH).await.body["browsers"][0]["id"].as_str().unwrap().to_owned();
    let at = paths::fill(paths::PUSH_BROWSER, &[&id]);
    assert_eq!(anna.delete(&at).await.status, StatusCode::NOT_FOUND, "somebody else's");

    // Signing out ends it there, and only there.
    let mut telephone = world.resident(MARIA).await;
    allow(&mut telephone, "telephone").await;
    assert_eq!(maria.delete(paths::SESSION).await.status, StatusCode::NO_CONTENT);
    let left = telephone.get(paths::PUSH).await.body["browsers"].clone();
    assert!(left.as_array().unwrap().len() == 1 && left[0]["is_this"] == true, "{left}");
    // Signing out elsewhere ends it elsewhere.
    let mut again = world.resident(MARIA).await;
    allow(&mut again, "again").await;
    assert_eq!(again.delete(paths::SESSIONS).await.status, StatusCode::OK);
    assert_eq!(again.get(paths::PUSH).await.body["browsers"].as_array().unwrap().len(), 1);
    let id = again.get(paths::PUSH).await.body["browsers"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(again.delete(&paths::fill(paths::PUSH_BROWSER, &[&id])).await.status, StatusCode::NO_CONTENT);
    assert_eq!(again.delete(&paths::fill(paths::PUSH_BROWSER, &[&id])).await.status, StatusCode::NOT_FOUND);
    assert!(push_browser::Entity::find().all(&world.app.db).await.unwrap().is_empty());
}

#[tokio::test]
async fn with_the_last_browser_goes_what_was_ticked_and_the_oldest_of_too_many_gives_way() {
    let world = World::new().await;
    let mut anna = world.resident(ANNA).await;
    for n in 0..=push::MOST_BROWSERS {
        let mut one = world.resident(ANNA).await;
        assert_eq!(allow(&mut one, &n.to_string()).await.status, StatusCode::CREATED);
    }
    let rows = push_browser::Entity::find().all(&world.app.db).await.unwrap();
    assert_eq!(rows.len(), push::MOST_BROWSERS);
    assert!(rows.iter().all(|row| row.endpoint != "https://push.example.org/0"));
    tick(&mut anna, &["debt", "outage"]).await;
    let ticked = async |client: &mut Client| {
        let view = client.get(&paths::fill(paths::REMINDERS, &[ANNAS])).await.body;
        view["kinds"].as_array().unwrap().iter().filter(|kind| kind["push"] == true).count()
    };
    for (n, row) in rows.iter().enumerate() {
        assert_eq!(ticked(&mut anna).await, 2, "{n}");
        anna.delete(&paths::fill(paths::PUSH_BROWSER, &[&row.id])).await;
    }
    assert_eq!(ticked(&mut anna).await, 0);
}

#[tokio::test]
async fn what_is_not_taken_goes_again_later_and_a_browser_that_is_gone_is_forgotten() {
    let world = World::new().await;
    let mut anna = world.resident(ANNA).await;
    allow(&mut anna, "a").await;
    tick(&mut anna, &["debt"]).await;
    let world = world.later("2026-11-17T09:00:00Z");
    remind(&world).await;
    let service = Scripted::new();
    service.will(Err(PushError::Away { reason: "429".into(), retry_after_s: Some(90) }));
    work(&world, &service).await;
    service.will(Ok(()));
    world.pass(80);
    work(&world, &service).await;
    assert_eq!(service.count(), 0, "not before it was asked to");
    world.pass(11);
    let before = rows(&world).await.remove(0);
    work(&world, &service).await;
    assert_eq!(service.count(), 1);
    // Killed between the handing over and the note: again, under the same topic.
    store::push::update(&world.app.db, before).await.unwrap();
    work(&world, &service).await;
    let topics: Vec<_> =
        service.taken.lock().unwrap().iter().map(|(_, message)| message.topic.clone()).collect();
    assert!(topics.len() == 2 && topics[0] == topics[1], "{topics:?}");

    assert_eq!(anna.post(paths::PUSH_TRIALS, &json!(null)).await.status, StatusCode::ACCEPTED);
    service.will(Err(PushError::Gone));
    work(&world, &service).await;
    assert_eq!(anna.get(paths::PUSH).await.body["browsers"], json!([]));
    assert_eq!(rows(&world).await.pop().unwrap().error.as_deref(), Some("gone"));
    assert_eq!(anna.post(paths::PUSH_TRIALS, &json!(null)).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn nobody_is_woken_at_night_and_nothing_old_is_told() {
    let world = World::new().await;
    let mut anna = world.resident(ANNA).await;
    allow(&mut anna, "a").await;
    tick(&mut anna, &["debt"]).await;
    let world = world.later("2026-11-17T17:30:00Z");
    remind(&world).await;
    let service = Scripted::new();
    // Nine in the evening; a trial is waited for.
    let world = world.later("2026-11-17T18:30:00Z");
    work(&world, &service).await;
    assert_eq!(service.count(), 0);
    let mut anna = world.resident(ANNA).await;
    allow(&mut anna, "b").await;
    anna.post(paths::PUSH_TRIALS, &json!(null)).await;
    work(&world, &service).await;
    assert_eq!(service.count(), 2, "both browsers");
    let world = world.later("2026-11-18T08:00:00Z");
    world.pass(14 * 3600);
    work(&world, &service).await;
    assert_eq!(service.count(), 3);
    for _ in 0..4 {
        assert_eq!(anna.post(paths::PUSH_TRIALS, &json!(null)).await.status, StatusCode::ACCEPTED);
    }
    let mut limited = 0;
    for _ in 0..3 {
        limited += usize::from(
            anna.post(paths::PUSH_TRIALS, &json!(null)).await.status == StatusCode::TOO_MANY_REQUESTS,
        );
    }
    assert!(limited > 0, "five within the hour");
    // Away for days: what was to be told stands in the cabinet by then.
    service.will(Err(PushError::Away { reason: "no route".into(), retry_after_s: None }));
    let world = world.later("2026-11-22T12:00:00Z");
    world.pass(5 * 24 * 3600);
    let before = service.count();
    work(&world, &service).await;
    assert!(
        rows(&world).await.iter().all(|row| row.handed_at.is_some() || row.error.as_deref() == Some("stale"))
    );
    assert_eq!(service.count(), before);
}

#[tokio::test]
async fn the_key_is_sealed_and_closing_the_cabinet_leaves_nothing() {
    const OLD: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    const NEW: &str = "101112131415161718191a1b1c1d1e1f000102030405060708090a0b0c0d0e0f";
    let world = World::new().await;
    let sealed = |keys: &str| world.app.clone().with_seals(Seals::parse(keys).unwrap());
    let public = push::key(&sealed(OLD)).await.map_err(|failure| failure.code).unwrap().public();
    let kept = async || push_key::Entity::find().one(&world.app.db).await.unwrap().unwrap().secret;
    let first = kept().await;
    assert!(first.starts_with("sealed."), "{first}");
    push::reseal(&sealed(&format!("{NEW},{OLD}"))).await.map_err(|failure| failure.code).unwrap();
    assert_ne!(kept().await, first);
    assert_eq!(push::key(&sealed(NEW)).await.map_err(|failure| failure.code).unwrap().public(), public);
    assert!(push::key(&world.app).await.is_err(), "without the key of the configuration it is no use");

    let anna = store::residents::by_login(&world.app.db, ANNA).await.unwrap().unwrap();
    let row = push_browser::Model {
        id: "b".into(),
        resident_id: anna.id.clone(),
        session: "s".into(),
        endpoint: "https://push.example.org/a".into(),
        endpoint_digest: "d".into(),
        public_key: PUBLIC.into(),
        auth_secret: AUTH.into(),
        browser: String::new(),
        system: String::new(),
        created_at: 0,
    };
    store::push::keep(&world.app.db, row).await.unwrap();
    store::push::forget(&world.app.db, &anna.id).await.unwrap();
    assert!(push_browser::Entity::find().all(&world.app.db).await.unwrap().is_empty());
}
