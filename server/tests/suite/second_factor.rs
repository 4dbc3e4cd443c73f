//! The second step of signing in: an app's code or a recovery code, each once, and nothing before it.

use axum::http::StatusCode;
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use svetlitsa_server::entity::{idempotency_key, recovery_code, second_factor};
use svetlitsa_server::second_factors;
use totp_rs::{Builder, Secret};

use crate::brakes::shift_waits;
use crate::harness::{Client, Reply, World, credentials};

const MARIA: &str = "maria@demo.svetlitsa";
const DEMO_PASSWORD: &str = "svetlitsa-demo";
const SESSION: &str = "/api/v1/session";
const STEP: &str = "/api/v1/session/second-step";
const STATE: &str = "/api/v1/second-factor";
const ENROL: &str = "/api/v1/second-factor/enrolments";
const CONFIRM: &str = "/api/v1/second-factor/confirmations";
const RENEW: &str = "/api/v1/second-factor/recovery-codes";
const REMOVE: &str = "/api/v1/second-factor/removals";

/// An app on somebody's telephone: a program of its own that shares nothing with the server but the secret.
struct Phone {
    secret: String,
    codes: Vec<String>,
}

impl Phone {
    /// The code that it shows now.
    fn code(&self, world: &World) -> String {
        let secret = Secret::try_from_base32(&self.secret).unwrap();
        let totp = Builder::new().with_secret(secret).build().unwrap();
        totp.generate(u64::try_from(world.app.real_time.now_ms() / 1000).unwrap()).to_string()
    }
}

/// Maria with the second step on, signed in.
async fn switched_on(world: &World) -> (Client, Phone) {
    let mut maria = world.resident(MARIA).await;
    let reply = maria.post(ENROL, &json!({ "current_password": DEMO_PASSWORD })).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{:?}", reply.body);
    let secret = reply.body["secret"].as_str().unwrap().to_owned();
    let address = reply.body["address"].as_str().unwrap();
    assert!(address.starts_with("otpauth://totp/") && address.contains(&format!("secret={secret}")));
    assert_eq!(maria.get(STATE).await.body["since"], Value::Null, "not before its first code");
    let mut phone = Phone { secret, codes: Vec::new() };
    let reply = maria.post(CONFIRM, &json!({ "code": phone.code(world) })).await;
    assert_eq!(reply.status, StatusCode::OK, "{:?}", reply.body);
    phone.codes = serde_json::from_value(reply.body["codes"].clone()).unwrap();
    assert_eq!(phone.codes.len(), 10);
    (maria, phone)
}

/// A browser whose password was right.
async fn half_way(world: &World) -> Client {
    let mut client = world.client();
    let reply = client.post(SESSION, &credentials(MARIA)).await;
    assert_eq!((reply.status, reply.code()), (StatusCode::UNAUTHORIZED, "second_factor_required"));
    client
}

async fn step(client: &mut Client, code: &str) -> Reply {
    client.send("POST", STEP, Some(json!({ "code": code }).to_string()), None).await
}

fn wrong(reply: &Reply) -> bool {
    reply.status == StatusCode::UNPROCESSABLE_ENTITY
        && reply.body["fields"] == json!([{ "field": "code", "code": "wrong_one_time_code" }])
}

#[tokio::test]
async fn signing_in_takes_two_steps_and_the_first_opens_nothing() {
    let world = World::new().await;
    let (mut maria, phone) = switched_on(&world).await;
    let state = maria.get(STATE).await.body;
    assert!(state["since"].is_string() && state["codes_left"] == 10, "{state}");
    assert_eq!(world.newest(MARIA).await, "Вход с кодом включён");

    let mut client = half_way(&world).await;
    for path in
        ["/api/v1/accounts", "/api/v1/accounts/67100000017", "/api/v1/sessions", "/api/v1/appeals", STATE]
    {
        assert_eq!(client.get(path).await.code(), "sign_in_required", "{path}");
    }
    let appeal = json!({ "current_password": DEMO_PASSWORD, "password": "ромашка трактор облако" });
    assert_eq!(client.post("/api/v1/password-changes", &appeal).await.code(), "sign_in_required");
    assert_eq!(client.get(SESSION).await.body["resident"], Value::Null);

    world.pass(30);
    let reply = step(&mut client, &phone.code(&world)).await;
    assert_eq!((reply.status, &reply.body["resident"]["login"]), (StatusCode::OK, &json!(MARIA)));
    assert_eq!(client.get("/api/v1/accounts").await.status, StatusCode::OK);
    // What was half a session is none now.
    assert_eq!(step(&mut client, &phone.code(&world)).await.code(), "sign_in_required");
}

#[tokio::test]
async fn a_code_is_good_once_and_not_for_long() {
    let world = World::new().await;
    let (_, phone) = switched_on(&world).await;
    let mut client = half_way(&world).await;
    assert!(wrong(&step(&mut client, &phone.code(&world)).await), "the code that switched it on is used");
    world.pass(30);
    let code = phone.code(&world);
    assert_eq!(step(&mut client, &code).await.status, StatusCode::OK);
    let mut other = half_way(&world).await;
    assert!(wrong(&step(&mut other, &code).await), "seen over a shoulder");
    world.pass(30);
    let late = phone.code(&world);
    world.pass(60);
    assert!(wrong(&step(&mut other, &late).await), "too late");
    assert_eq!(step(&mut other, &phone.code(&world)).await.status, StatusCode::OK);
}

#[tokio::test]
async fn of_two_who_come_with_one_code_one_gets_in() {
    let world = World::new().await;
    let (_, phone) = switched_on(&world).await;
    let (mut one, mut two) = (half_way(&world).await, half_way(&world).await);
    world.pass(30);
    for code in [phone.code(&world), phone.codes[3].clone()] {
        let (a, b) = tokio::join!(step(&mut one, &code), step(&mut two, &code));
        let let_in = [&a, &b].iter().filter(|reply| reply.status == StatusCode::OK).count();
        assert_eq!(let_in, 1, "{:?} {:?}", a.body, b.body);
        (one, two) = (half_way(&world).await, half_way(&world).await);
        world.pass(30);
    }
}

#[tokio::test]
async fn a_recovery_code_is_good_once_in_any_spelling_and_told_of() {
    let world = World::new().await;
    let (mut maria, phone) = switched_on(&world).await;
    let mut client = half_way(&world).await;
    let typed = phone.codes[0].to_lowercase().replace('-', " ");
    assert_eq!(step(&mut client, &typed).await.status, StatusCode::OK);
    assert_eq!(world.newest(MARIA).await, "Использован запасной код");
    assert_eq!(maria.get(STATE).await.body["codes_left"], 9);
    assert!(wrong(&step(&mut half_way(&world).await, &phone.codes[0]).await));

    // Nothing in the database gives a code away: neither its own row nor the answer that was kept.
    let rows = recovery_code::Entity::find().all(&world.app.db).await.unwrap();
    let answers = idempotency_key::Entity::find().all(&world.app.db).await.unwrap();
    let kept = format!("{rows:?} {answers:?}");
    for secret in phone.codes.iter().chain([&phone.secret]) {
        assert!(!kept.contains(secret.as_str()) && !kept.contains(&secret.replace('-', "")));
    }
}

/// What the database holds of the app's secret.
async fn stored(world: &World) -> String {
    second_factor::Entity::find().one(&world.app.db).await.unwrap().unwrap().secret
}

#[tokio::test]
async fn the_secret_is_sealed_and_outlives_a_change_of_keys() {
    let (old, new) = ("0a".repeat(32), "0b".repeat(32));
    let world = World::new().await.sealed(&old);
    let (_, phone) = switched_on(&world).await;
    let first = stored(&world).await;
    assert!(first.starts_with("sealed.") && !first.contains(&phone.secret), "{first}");
    world.pass(30);
    assert_eq!(step(&mut half_way(&world).await, &phone.code(&world)).await.status, StatusCode::OK);

    // The newest key comes first; what the old one sealed is sealed anew at the start.
    let world = world.sealed(&format!("{new},{old}"));
    second_factors::reseal(&world.app).await.unwrap();
    let second = stored(&world).await;
    assert_ne!(first, second);
    let world = world.sealed(&new);
    second_factors::reseal(&world.app).await.unwrap();
    assert_eq!(stored(&world).await, second, "nothing to do");
    world.pass(30);
    assert_eq!(step(&mut half_way(&world).await, &phone.code(&world)).await.status, StatusCode::OK);
    // Without its key the start is refused rather than everybody locked out.
    assert!(second_factors::reseal(&world.sealed(&old).app).await.is_err());
}

#[tokio::test]
async fn guessing_a_code_is_slowed_down() {
    let world = World::new().await;
    let (_, phone) = switched_on(&world).await;
    let mut client = half_way(&world).await;
    for _ in 0..5 {
        assert!(wrong(&step(&mut client, "000000").await));
    }
    shift_waits(&world, 60_000).await;
    assert_eq!(step(&mut client, "000000").await.code(), "rate_limited");
    world.pass(30);
    assert_eq!(
        step(&mut client, &phone.code(&world)).await.code(),
        "rate_limited",
        "the right one waits, too"
    );
    shift_waits(&world, -120_000).await;
    assert_eq!(step(&mut client, &phone.code(&world)).await.status, StatusCode::OK);
}

#[tokio::test]
async fn switching_off_takes_the_password_and_a_code() {
    let world = World::new().await;
    let (mut maria, phone) = switched_on(&world).await;
    world.pass(30);
    let prove = |password: &str, code: &str| json!({ "current_password": password, "code": code });
    for path in [REMOVE, RENEW] {
        let reply = maria.post(path, &prove("wrong", &phone.code(&world))).await;
        assert_eq!(reply.body["fields"][0]["code"], "wrong_password");
        assert!(wrong(&maria.post(path, &prove(DEMO_PASSWORD, "123456")).await));
    }
    let reply = maria.post(RENEW, &prove(DEMO_PASSWORD, &phone.code(&world))).await;
    let codes: Vec<String> = serde_json::from_value(reply.body["codes"].clone()).unwrap();
    assert!(codes.len() == 10 && !codes.contains(&phone.codes[0]));
    assert_eq!(world.newest(MARIA).await, "Новые запасные коды");
    assert!(wrong(&maria.post(REMOVE, &prove(DEMO_PASSWORD, &phone.codes[0])).await), "an old one");
    assert_eq!(maria.post(REMOVE, &prove(DEMO_PASSWORD, &codes[0])).await.status, StatusCode::NO_CONTENT);
    assert_eq!(world.newest(MARIA).await, "Вход с кодом выключен");
    assert_eq!(maria.get(STATE).await.body, json!({ "since": null, "codes_left": 0 }));
    world.resident(MARIA).await;
}

#[tokio::test]
async fn a_secret_is_enrolled_by_the_owner_alone_and_confirmed_by_its_own_code() {
    let world = World::new().await;
    let mut maria = world.resident(MARIA).await;
    let reply = maria.post(ENROL, &json!({ "current_password": "wrong" })).await;
    assert_eq!(reply.body["fields"][0]["code"], "wrong_password");
    assert_eq!(maria.post(CONFIRM, &json!({ "code": "123456" })).await.code(), "wrong_stage");
    let body = json!({ "current_password": DEMO_PASSWORD });
    let first = maria.post_with_key(ENROL, &body, "key-1").await;
    let again = maria.post_with_key(ENROL, &body, "key-1").await;
    assert_eq!((again.status, &again.body), (first.status, &first.body), "the answer was lost on its way");
    assert!(wrong(&maria.post(CONFIRM, &json!({ "code": "123456" })).await));
    // Nothing has changed yet for whoever signs in.
    world.resident(MARIA).await;

    let phone = Phone { secret: first.body["secret"].as_str().unwrap().to_owned(), codes: Vec::new() };
    let code = json!({ "code": phone.code(&world) });
    assert_eq!(maria.post_with_key(CONFIRM, &code, "key-2").await.status, StatusCode::OK);
    let again = maria.post_with_key(CONFIRM, &code, "key-2").await;
    assert_eq!((again.status, &again.body["codes"]), (StatusCode::OK, &json!([])), "they are shown once");
    assert_eq!(maria.post(ENROL, &body).await.code(), "wrong_stage");
}

#[tokio::test]
async fn a_new_password_by_letter_leaves_the_second_step_on() {
    use crate::registration::PASSWORD;
    use svetlitsa_api::pages;
    let world = World::new().await;
    let (_, phone) = switched_on(&world).await;
    let mut early = half_way(&world).await;
    world.client().post("/api/v1/password-recoveries", &json!({ "email": MARIA })).await;
    world.answer().await;
    let token = world.token(MARIA, pages::RECOVER_CONFIRM).await;
    let new = json!({ "token": token, "password": PASSWORD });
    assert_eq!(
        world.client().post("/api/v1/password-recoveries/confirmations", &new).await.status,
        StatusCode::NO_CONTENT
    );
    world.pass(30);
    let code = phone.code(&world);
    assert_eq!(step(&mut early, &code).await.code(), "sign_in_required", "the old password opens nothing");
    let mut client = world.client();
    let reply = client.post(SESSION, &json!({ "login": MARIA, "password": PASSWORD })).await;
    assert_eq!(reply.code(), "second_factor_required");
    assert_eq!(step(&mut client, &code).await.status, StatusCode::OK);
}
