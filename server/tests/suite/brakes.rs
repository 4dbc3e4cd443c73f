//! Guessing passwords: slower with each failure, the same for logins that do not exist, and never shut.

use axum::http::{StatusCode, header};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};
use serde_json::json;
use svetlitsa_api::pages;
use svetlitsa_server::entity::lockout;

use crate::harness::{Reply, World, credentials};
use crate::registration::PASSWORD;

const MARIA: &str = "maria@demo.svetlitsa";

async fn guess(world: &World, door: &str, login: &str) -> Reply {
    world.client().post(door, &json!({ "login": login, "password": "wrong" })).await
}

fn wait(reply: &Reply) -> i64 {
    assert_eq!((reply.status, reply.code()), (StatusCode::TOO_MANY_REQUESTS, "rate_limited"));
    reply.headers[header::RETRY_AFTER].to_str().unwrap().parse().unwrap()
}

/// Moves every wait, so that no test depends on how fast the machine is.
pub(crate) async fn shift_waits(world: &World, by_ms: i64) {
    for row in lockout::Entity::find().all(&world.app.db).await.unwrap() {
        let until = row.locked_until + by_ms;
        let mut row = row.into_active_model();
        row.locked_until = Set(until);
        row.update(&world.app.db).await.unwrap();
    }
}

/// Failures so far and the wait that the last one brought, ms.
async fn counted(world: &World) -> (i32, i64) {
    let row = lockout::Entity::find().one(&world.app.db).await.unwrap().unwrap();
    (row.failures, row.locked_until - row.failed_at)
}

#[tokio::test]
async fn the_fifth_failure_brings_a_wait_known_or_not() {
    for (door, login) in [
        ("/api/v1/session", MARIA),
        ("/api/v1/session", "nobody@demo.svetlitsa"),
        ("/api/v1/staff/session", "operator@demo.svetlitsa"),
    ] {
        let world = World::new().await;
        for failures in 1..=5 {
            assert_eq!(guess(&world, door, login).await.code(), "wrong_credentials", "{door} {login}");
            assert_eq!(counted(&world).await, (failures, if failures == 5 { 1000 } else { 0 }));
        }
        shift_waits(&world, 60_000).await;
        let reply = world.client().post(door, &credentials(login)).await;
        assert!((30..=61).contains(&wait(&reply)), "{door} {login}");
    }
}

#[tokio::test]
async fn waits_double_outlive_a_restart_and_end() {
    let world = World::new().await;
    for _ in 0..7 {
        assert_eq!(guess(&world, "/api/v1/session", MARIA).await.code(), "wrong_credentials");
        shift_waits(&world, -60_000).await;
    }
    assert_eq!(counted(&world).await, (7, 4000 - 60_000));
    shift_waits(&world, 120_000).await;
    let world = world.restarted();
    assert!((30..=64).contains(&wait(&guess(&world, "/api/v1/session", MARIA).await)));

    // However long somebody guesses, the owner waits a quarter of an hour at most.
    let row = lockout::Entity::find().one(&world.app.db).await.unwrap().unwrap();
    let mut row = row.into_active_model();
    (row.failures, row.locked_until) = (Set(1_000_000), Set(0));
    row.update(&world.app.db).await.unwrap();
    guess(&world, "/api/v1/session", MARIA).await;
    assert_eq!(counted(&world).await, (1_000_001, 900_000));
    shift_waits(&world, -900_000).await;
    world.resident(MARIA).await;
    assert_eq!(lockout::Entity::find().one(&world.app.db).await.unwrap(), None, "forgotten");
}

#[tokio::test]
async fn guesses_that_come_together_are_all_counted() {
    let world = World::new().await;
    let guesses: Vec<_> = (0..12)
        .map(|_| {
            let mut client = world.client();
            tokio::spawn(async move {
                let body = json!({ "login": MARIA, "password": "wrong" });
                client.post("/api/v1/session", &body).await.status
            })
        })
        .collect();
    let mut looked_at = 0;
    for guess in guesses {
        looked_at += usize::from(guess.await.unwrap() == StatusCode::UNAUTHORIZED);
    }
    let (failures, _) = counted(&world).await;
    assert_eq!(usize::try_from(failures).unwrap(), looked_at, "whoever was let through was counted");
    assert!((5..12).contains(&looked_at), "{looked_at} passwords were compared");
}

#[tokio::test]
async fn a_letter_lifts_the_wait() {
    let world = World::new().await;
    for _ in 0..5 {
        guess(&world, "/api/v1/session", MARIA).await;
    }
    shift_waits(&world, 60_000).await;
    wait(&guess(&world, "/api/v1/session", MARIA).await);
    world.client().post("/api/v1/password-recoveries", &json!({ "email": MARIA })).await;
    world.answer().await;
    let token = world.token(MARIA, pages::RECOVER_CONFIRM).await;
    let new = json!({ "token": token, "password": PASSWORD });
    world.client().post("/api/v1/password-recoveries/confirmations", &new).await;
    let sign_in = json!({ "login": MARIA, "password": PASSWORD });
    assert_eq!(world.client().post("/api/v1/session", &sign_in).await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_address_that_guesses_at_many_logins_waits() {
    let world = World::new().await;
    let login = "nobody@demo.svetlitsa";
    // The others are counted without the work of comparing.
    for _ in 0..29 {
        world.app.limiter.fail("address:127.0.0.1");
    }
    assert_eq!(guess(&world, "/api/v1/session", login).await.code(), "wrong_credentials");
    let reply = world.client().post("/api/v1/session", &credentials(MARIA)).await;
    assert_eq!(wait(&reply), 61);
    world.pass(59);
    assert_eq!(wait(&world.client().post("/api/v1/session", &credentials(MARIA)).await), 2);
    world.pass(1);
    world.resident(MARIA).await;
}
