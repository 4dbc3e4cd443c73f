//! Registering: one answer for everybody, a letter that tells, a link that opens the cabinet once.

use axum::http::{StatusCode, header};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, PaginatorTrait, Set};
use serde_json::{Value, json};
use svetlitsa_api::pages;
use svetlitsa_server::clock::real_now_ms;
use svetlitsa_server::entity::{consent, pending_request, resident};

use crate::harness::{Reply, World};

pub(crate) const PASSWORD: &str = "коляска тихо едет в среду";
const ASK: &str = "/api/v1/registrations";
const CONFIRM: &str = "/api/v1/registrations/confirmations";
const VERA: &str = "vera@example.org";

/// The household that has no cabinet yet.
pub(crate) fn newcomer() -> Value {
    json!({
        "account": "671 0000 0058", "house": "12", "email": "Vera@example.org", "password": PASSWORD,
        "consent": "2026-11-22.2",
    })
}

fn with(field: &str, value: &str) -> Value {
    let mut form = newcomer();
    form[field] = json!(value);
    form
}

async fn ask(world: &World, form: &Value) -> Reply {
    let reply = world.client().post(ASK, form).await;
    assert_eq!(reply.status, StatusCode::ACCEPTED, "{:?}", reply.body);
    reply
}

#[tokio::test]
async fn a_newcomer_registers_confirms_and_is_in() {
    let world = World::new().await;
    ask(&world, &newcomer()).await;
    assert_eq!(world.letters(VERA).await.len(), 0, "the request itself looks nothing up");
    assert_eq!(world.answer().await, 1);
    let token = world.token(VERA, pages::REGISTER_CONFIRM).await;
    let stored = format!("{:?}", pending_request::Entity::find().all(&world.app.db).await.unwrap());
    assert!(!stored.contains(&token) && !stored.contains(PASSWORD), "{stored}");

    let before = real_now_ms();
    let mut vera = world.client();
    let reply = vera.post(CONFIRM, &json!({ "token": token })).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{:?}", reply.body);
    let id = reply.body["resident"]["id"].clone();
    let resident = json!({ "id": id, "login": VERA, "name": "Вера Андреевна", "accounts": ["67100000058"] });
    assert_eq!(reply.body["resident"], resident);
    assert_eq!(vera.get("/api/v1/accounts/67100000058").await.status, StatusCode::OK);

    let agreed = consent::Entity::find().one(&world.app.db).await.unwrap().unwrap();
    assert_eq!((agreed.version.as_str(), agreed.address.as_str()), ("2026-11-22.2", "127.0.0.1"));
    assert_eq!((agreed.account.as_str(), agreed.text_hash.len()), ("67100000058", 64));
    assert!(agreed.given_at <= before && agreed.given_at > before - 60_000);

    // The password is the one of the form, and the link is used up.
    let credentials = json!({ "login": VERA, "password": PASSWORD });
    assert_eq!(world.client().post("/api/v1/session", &credentials).await.status, StatusCode::OK);
    let again = world.client().post(CONFIRM, &json!({ "token": token })).await;
    assert_eq!((again.status, again.code()), (StatusCode::GONE, "link_expired"));
    assert!(!again.headers.contains_key(header::SET_COOKIE));
    let left = format!("{:?}", pending_request::Entity::find().all(&world.app.db).await.unwrap());
    assert!(!left.contains("$argon2"), "what was only needed to decide is gone");
}

#[tokio::test]
async fn everybody_is_answered_the_same_and_the_letter_tells() {
    let world = World::new().await;
    let residents = resident::Entity::find().count(&world.app.db).await.unwrap();
    let expected = ask(&world, &newcomer()).await;
    for (form, to, subject) in [
        (with("account", "67199999999"), VERA, "Счёт и дом не сошлись"),
        (with("house", "13"), VERA, "Счёт и дом не сошлись"),
        (with("email", "maria@demo.svetlitsa"), "maria@demo.svetlitsa", "У вас уже есть кабинет"),
        (with("account", "67100000025"), VERA, "У счёта уже есть кабинет"),
    ] {
        let reply = ask(&world, &form).await;
        assert_eq!(reply.body, expected.body, "{form}");
        let names = |reply: &Reply| {
            let mut names: Vec<String> = reply.headers.keys().map(ToString::to_string).collect();
            names.sort();
            names
        };
        assert_eq!(names(&reply), names(&expected), "{form}");
        world.answer().await;
        assert_eq!(world.newest(to).await, subject, "{form}");
    }
    assert_eq!(resident::Entity::find().count(&world.app.db).await.unwrap(), residents);
}

#[tokio::test]
async fn an_account_with_a_cabinet_is_had_by_the_code_on_a_bill() {
    let world = World::new().await;
    let mut form = with("account", "67100000025");
    form["bill_code"] = json!("aaaa-aaaa");
    ask(&world, &form).await;
    world.answer().await;
    assert_eq!(world.newest(VERA).await, "У счёта уже есть кабинет");

    form["bill_code"] = json!("t4rd 86hn");
    form["language"] = json!("en");
    ask(&world, &form).await;
    world.answer().await;
    assert_eq!(world.newest(VERA).await, "Confirm your e-mail to open the cabinet");
    let token = world.token(VERA, pages::REGISTER_CONFIRM).await;
    let reply = world.client().post(CONFIRM, &json!({ "token": token })).await;
    assert_eq!(reply.body["resident"]["accounts"], json!(["67100000025"]), "{:?}", reply.body);
    let letter = world.letters("67100000025@demo.svetlitsa").await.pop().unwrap();
    assert_eq!(letter.subject, "К вашему счёту добавился ещё один кабинет");
    assert!(letter.body.contains("v***@example.org") && !letter.body.contains(VERA), "{}", letter.body);
}

#[tokio::test]
async fn fields_are_named_all_at_once() {
    let world = World::new().await;
    let empty = json!({ "account": "", "house": " ", "email": "", "password": "" });
    let reply = world.client().post(ASK, &empty).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields: Vec<&str> = reply.body["fields"]
        .as_array()
        .unwrap()
        .iter()
        .map(|field| field["field"].as_str().unwrap())
        .collect();
    assert_eq!(fields, ["account", "house", "email", "consent", "password"]);
    assert!(reply.body["fields"].as_array().unwrap().iter().all(|field| field["code"] == "required"));
    for (field, value, code) in [
        ("account", "6710000005O", "not_an_account"),
        ("email", "vera", "not_an_email"),
        ("consent", "2020-01-01", "consent_outdated"),
        ("language", "de", "not_a_choice"),
        ("house", &*"1".repeat(41), "too_long"),
        ("password", "qwertyuiop", "password_common"),
        ("password", "67100000058", "password_personal"),
    ] {
        let reply = world.client().post(ASK, &with(field, value)).await;
        assert_eq!(reply.body["fields"], json!([{ "field": field, "code": code }]), "{value}");
    }
    assert_eq!(world.answer().await, 0, "nothing was written down");
}

#[tokio::test]
async fn the_consent_is_a_text_of_its_own() {
    let world = World::new().await;
    let consent = world.client().get("/api/v1/registrations/consent").await.body;
    assert_eq!(consent["version"], "2026-11-22.2");
    assert!(consent["ru"].as_str().unwrap().contains("персональных данных"));
    assert!(!consent["ru"].as_str().unwrap().contains('{'), "the legal entity stands in it");
}

#[tokio::test]
async fn a_link_ends_after_a_day_and_a_repeat_gets_the_lost_cookie() {
    let world = World::new().await;
    ask(&world, &newcomer()).await;
    world.answer().await;
    let token = json!({ "token": world.token(VERA, pages::REGISTER_CONFIRM).await });
    let row = pending_request::Entity::find().one(&world.app.db).await.unwrap().unwrap();
    let (id, expires_at) = (row.id.clone(), row.expires_at);
    assert!((expires_at - real_now_ms() - 86_400_000).abs() < 60_000);
    let expire = async |at: i64| {
        let row = pending_request::Entity::find_by_id(&id).one(&world.app.db).await.unwrap().unwrap();
        let mut row = row.into_active_model();
        row.expires_at = Set(at);
        row.update(&world.app.db).await.unwrap();
    };
    expire(real_now_ms() - 1).await;
    assert_eq!(world.client().post(CONFIRM, &token).await.code(), "link_expired");
    expire(expires_at).await;
    let first = world.client().post_with_key(CONFIRM, &token, "key-1").await;
    assert_eq!(first.status, StatusCode::CREATED);
    let mut vera = world.client();
    let second = vera.post_with_key(CONFIRM, &token, "key-1").await;
    assert_eq!((second.status, &second.body), (first.status, &first.body));
    assert_eq!(vera.get("/api/v1/accounts").await.status, StatusCode::OK);
    assert_eq!(resident::Entity::find().count(&world.app.db).await.unwrap(), 12);
}

#[tokio::test]
async fn of_two_newcomers_the_first_gets_the_account() {
    let world = World::new().await;
    ask(&world, &newcomer()).await;
    ask(&world, &with("email", "eve@example.org")).await;
    world.answer().await;
    let eve = json!({ "token": world.token("eve@example.org", pages::REGISTER_CONFIRM).await });
    let vera = json!({ "token": world.token(VERA, pages::REGISTER_CONFIRM).await });
    assert_eq!(world.client().post(CONFIRM, &vera).await.status, StatusCode::CREATED);
    let late = world.client().post(CONFIRM, &eve).await;
    assert_eq!((late.status, late.code()), (StatusCode::CONFLICT, "account_taken"));
}

#[tokio::test]
async fn letters_to_one_mailbox_are_braked_whoever_asks() {
    let world = World::new().await;
    for _ in 0..5 {
        ask(&world, &newcomer()).await;
    }
    let reply = world.client().post(ASK, &newcomer()).await;
    assert_eq!((reply.status, reply.code()), (StatusCode::TOO_MANY_REQUESTS, "rate_limited"));
    let wait: u32 = reply.headers[header::RETRY_AFTER].to_str().unwrap().parse().unwrap();
    assert!((3_500..=3_601).contains(&wait), "{wait}");
    // The same for a mailbox that nobody has.
    for _ in 0..5 {
        ask(&world, &with("email", "maria@demo.svetlitsa")).await;
    }
    let reply = world.client().post(ASK, &with("email", "maria@demo.svetlitsa")).await;
    assert_eq!(reply.code(), "rate_limited");
    let world = world.restarted();
    assert_eq!(world.client().post(ASK, &newcomer()).await.code(), "rate_limited", "it is stored");
}

#[tokio::test]
async fn a_repeat_is_one_registration() {
    let world = World::new().await;
    let first = world.client().post_with_key(ASK, &newcomer(), "key-1").await;
    let second = world.client().post_with_key(ASK, &newcomer(), "key-1").await;
    assert_eq!((second.status, second.body), (first.status, first.body));
    assert_eq!(pending_request::Entity::find().count(&world.app.db).await.unwrap(), 1);
    let other = world.client().post_with_key(ASK, &with("house", "13"), "key-1").await;
    assert_eq!(other.code(), "idempotency_key_reused");
}
