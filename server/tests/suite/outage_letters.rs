//! Letters about outages: to a resident at once, to any other mailbox once it is confirmed; each once, in its hours, until
//! its link ends them.

use axum::http::StatusCode;
use serde_json::{Value, json};
use svetlitsa_api::{pages, paths};
use svetlitsa_server::outages::tell_all;

use crate::harness::{Reply, World};
use crate::outages::{KIROVA, OPERATOR, WAVE, WAVES, enter, kirova, on_the_coast, step, works};

const GUEST: &str = "guest@example.org";

async fn tell(world: &World) -> usize {
    tell_all(&world.app).await.map_err(|failure| failure.code).unwrap()
}

async fn subscribe(world: &World, body: &Value) -> Reply {
    world.client().post(paths::OUTAGE_SUBSCRIPTIONS, body).await
}

async fn follow(world: &World, path: &str, token: &str) -> Reply {
    world.client().post(path, &json!({ "token": token })).await
}

async fn confirmed(world: &World, body: &Value) {
    let reply = subscribe(world, body).await;
    assert_eq!(reply.body["is_confirmed"], false, "{:?}", reply.body);
    let token = world.token(GUEST, pages::OUTAGE_CONFIRM).await;
    let reply = follow(world, paths::OUTAGE_SUBSCRIPTION_CONFIRMATIONS, &token).await;
    assert_eq!(reply.status, StatusCode::OK, "{:?}", reply.body);
}

#[tokio::test]
async fn a_resident_is_told_when_the_time_moves_and_when_power_is_back() {
    let world = World::new().await;
    let mut wave = world.resident(WAVE).await;
    let id = on_the_coast(&mut wave).await;
    for _ in 0..2 {
        let reply = wave.post(paths::OUTAGE_SUBSCRIPTIONS, &json!({ "outage": id })).await;
        assert_eq!(reply.body, json!({ "is_confirmed": true, "masked_email": "6***@demo.svetlitsa" }));
    }
    // Asked for the house as well: still one letter to the mailbox.
    let house = json!({ "at": { "account": WAVES } });
    assert_eq!(wave.post(paths::OUTAGE_SUBSCRIPTIONS, &house).await.status, StatusCode::OK);
    let before = world.letters(WAVE).await.len();
    assert_eq!(tell(&world).await, 0, "what was before is on the page");
    let moved = json!({ "action": "move", "expected": "2026-11-20T23:00", "text": "Муфту везут из города." });
    assert_eq!(step(&world, &id, &moved).await.status, StatusCode::OK);
    assert_eq!((tell(&world).await, tell(&world).await), (1, 0));
    let letter = world.letters(WAVE).await.pop().unwrap();
    assert!(letter.subject.contains("Новое время") && letter.body.contains("23:00"), "{}", letter.body);
    assert!(letter.body.contains("Муфту везут из города."));
    // Power is back at night: whoever sits in the dark is told at once.
    let world = world.later("2026-11-20T22:30:00Z");
    assert_eq!(step(&world, &id, &json!({ "action": "restore" })).await.status, StatusCode::OK);
    assert_eq!(tell(&world).await, 1);
    assert!(world.newest(WAVE).await.contains("Свет дали"));
    assert_eq!(world.letters(WAVE).await.len(), before + 2);
}

#[tokio::test]
async fn a_strangers_mailbox_is_written_to_only_after_it_was_confirmed() {
    let world = World::new().await;
    let body = json!({ "at": kirova(), "email": GUEST });
    let reply = subscribe(&world, &body).await;
    assert_eq!(reply.body, json!({ "is_confirmed": false, "masked_email": "g***@example.org" }));
    let token = world.token(GUEST, pages::OUTAGE_CONFIRM).await;
    let id = enter(&world, &works()).await;
    assert_eq!(tell(&world).await, 0, "nobody confirmed it");
    let confirm = paths::OUTAGE_SUBSCRIPTION_CONFIRMATIONS;
    for _ in 0..2 {
        let reply = follow(&world, confirm, &token).await;
        assert_eq!(reply.body["about"], format!("{KIROVA}, д. 12"));
    }
    assert_eq!(follow(&world, confirm, "nothing").await.code(), "link_expired");
    // The same mailbox again is answered the same and gets nothing.
    let again = subscribe(&world, &body).await;
    assert_eq!((again.status, again.body), (StatusCode::OK, reply.body));
    assert_eq!(world.letters(GUEST).await.len(), 1);
    let cancelled = json!({ "action": "cancel", "text": "Щит привезут после праздников." });
    assert_eq!(step(&world, &id, &cancelled).await.status, StatusCode::OK);
    assert_eq!(tell(&world).await, 1);
    assert!(world.newest(GUEST).await.contains("Отключение отменено"));
    // The letter's link ends them; followed again it says the same.
    let end = world.token(GUEST, pages::OUTAGE_END).await;
    for _ in 0..2 {
        let reply = follow(&world, paths::OUTAGE_SUBSCRIPTION_ENDS, &end).await;
        assert_eq!(reply.body["about"], format!("{KIROVA}, д. 12"));
    }
    assert_eq!(follow(&world, paths::OUTAGE_SUBSCRIPTION_ENDS, "nothing").await.code(), "link_expired");
    enter(&world, &works()).await;
    assert_eq!(tell(&world).await, 0);
    assert_eq!(follow(&world, confirm, &token).await.code(), "link_expired", "ended is ended");
}

#[tokio::test]
async fn planned_works_are_announced_in_the_hours_for_it() {
    let world = World::new().await;
    confirmed(&world, &json!({ "at": kirova(), "email": GUEST })).await;
    let world = world.later("2026-11-20T19:00:00Z");
    enter(&world, &works()).await;
    assert_eq!(tell(&world).await, 0, "it is ten in the evening");
    let world = world.later("2026-11-21T06:59:00Z");
    assert_eq!(tell(&world).await, 0);
    let world = world.later("2026-11-21T07:00:00Z");
    assert_eq!((tell(&world).await, tell(&world).await), (1, 0));
    let letter = world.letters(GUEST).await.pop().unwrap();
    assert!(letter.subject.contains("Плановые работы") && letter.body.contains("Замена щита."));
    assert!(letter.body.contains("24 ноября 2026 г., 09:00"), "{}", letter.body);
    // Works of a night's notice are told at once, for in the morning it would be too late.
    let world = world.later("2026-11-21T19:00:00Z");
    let mut soon = works();
    soon["begins"] = json!("2026-11-22T09:00");
    enter(&world, &soon).await;
    assert_eq!(tell(&world).await, 1);
    // Another house of the street is none of theirs.
    soon["places"] = json!([{ "street": KIROVA, "houses": ["14"] }]);
    enter(&world, &soon).await;
    assert_eq!(tell(&world).await, 0);
}

#[tokio::test]
async fn a_wish_needs_a_mailbox_and_nobody_floods_one() {
    let world = World::new().await;
    for (body, field, code) in [
        (json!({ "at": kirova() }), "email", "required"),
        (json!({ "at": kirova(), "email": "x@" }), "email", "not_an_email"),
        (json!({ "at": kirova(), "email": "a@b.c\r\nBcc: x@y.z" }), "email", "not_an_email"),
        (json!({ "outage": "0", "email": GUEST }), "outage", "not_a_choice"),
        (json!({ "at": {}, "email": GUEST }), "branch", "required"),
        (json!({ "at": { "account": WAVES }, "email": GUEST }), "account", "not_a_choice"),
    ] {
        let reply = subscribe(&world, &body).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(reply.body["fields"], json!([{ "field": field, "code": code }]));
    }
    for i in 0..6 {
        let reply = subscribe(&world, &json!({ "at": kirova(), "email": GUEST })).await;
        let expected = if i < 5 { StatusCode::OK } else { StatusCode::TOO_MANY_REQUESTS };
        assert_eq!(reply.status, expected, "{i}");
    }
    assert_eq!(world.letters(GUEST).await.len(), 5);
    assert!(world.letters(OPERATOR).await.is_empty());
}
