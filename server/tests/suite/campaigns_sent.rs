//! Letters and messages of campaigns: in their hours, once, to whom they are for, and no longer than wanted.

use axum::http::StatusCode;
use sea_orm::{EntityTrait, QueryOrder};
use serde_json::json;
use svetlitsa_api::{pages, paths};
use svetlitsa_server::campaigns::advance_all;
use svetlitsa_server::entity::{campaign_contact, outgoing_mail, outgoing_sms, phone};
use svetlitsa_server::store;

use crate::campaigns::{ANNA, ANNAS, BOSS, advance, at, count, drafted, form, running, step, view};
use crate::harness::World;

#[tokio::test]
async fn letters_leave_in_their_hours_once_and_a_link_ends_them() {
    let mut world = World::new().await;
    let mut boss = world.staff(BOSS).await;
    world = world.later("2026-11-20T18:30:00Z");
    let id = running(&world, &mut boss, &form("information", "email", "Works on [account]")).await;
    assert_eq!(count(&view(&mut boss, &id).await, "sent"), 0, "not at night");
    world = world.later("2026-11-21T07:00:00Z");
    let written = advance(&world).await;
    assert!(written >= 4, "{written}");
    assert_eq!(advance(&world).await, 0);
    let letter = world.letters(ANNA).await.pop().unwrap();
    assert!(
        letter.subject == "Campaign" && letter.body.contains(&format!("Works on {ANNAS}")),
        "{}",
        letter.body
    );
    assert_eq!(count(&view(&mut boss, &id).await, "sent"), u64::try_from(written).unwrap());
    // One arrives; one's mailbox is gone and is tried in a week.
    let rows = outgoing_mail::Entity::find()
        .order_by_asc(outgoing_mail::Column::Id)
        .all(&world.app.db)
        .await
        .unwrap();
    let gone = rows.iter().find(|row| row.recipient != ANNA && row.subject == "Campaign").unwrap();
    let token = world.token(ANNA, pages::CAMPAIGN_END).await;
    store::mail::mark_sent(&world.app.db, &letter, 1).await.unwrap();
    store::mail::mark_failed(&world.app.db, &gone.id, "550", store::mail::NEVER).await.unwrap();
    advance(&world).await;
    let seen = view(&mut boss, &id).await;
    assert_eq!((count(&seen, "reached"), count(&seen, "waiting")), (1, 1), "{seen}");
    world = world.later("2026-11-28T06:59:00Z");
    assert_eq!(advance(&world).await, 0);
    world = world.later("2026-11-28T07:01:00Z");
    assert_eq!(advance(&world).await, 1);
    // No more of it to whoever says so, as often as one likes; other matters still come.
    let mut stranger = world.client();
    for _ in 0..2 {
        let reply = stranger.post(paths::CAMPAIGN_ENDS, &json!({ "token": token })).await;
        assert_eq!((reply.status, &reply.body["scenario"]), (StatusCode::OK, &json!("information")));
    }
    assert_eq!(stranger.post(paths::CAMPAIGN_ENDS, &json!({ "token": "x" })).await.code(), "link_expired");
    let again = drafted(&mut boss, &form("information", "email", "More")).await;
    let preview = boss.get(&at(paths::STAFF_CAMPAIGN_PREVIEW, &again)).await.body;
    assert!(preview["excluded"].to_string().contains("declined"), "{preview}");
    assert_eq!(preview["total"].as_u64().unwrap() + 1, u64::try_from(written).unwrap());
    let debts = drafted(&mut boss, &form("debt", "email", "[sum]")).await;
    let preview = boss.get(&at(paths::STAFF_CAMPAIGN_PREVIEW, &debts)).await.body;
    assert!(!preview["excluded"].to_string().contains("declined"), "{preview}");
}

#[tokio::test]
async fn what_the_law_has_us_announce_has_no_link_that_ends_it() {
    let world = World::new().await;
    let mut boss = world.staff(BOSS).await;
    let id = running(&world, &mut boss, &form("restriction", "email", "[sum]")).await;
    let list = campaign_contact::Entity::find().all(&world.app.db).await.unwrap();
    assert!(list.iter().all(|contact| contact.campaign == id));
    for contact in list {
        let letter = world.letters(&contact.address).await.pop().unwrap();
        assert!(!letter.body.contains(pages::CAMPAIGN_END.path), "{}", letter.body);
    }
}

#[tokio::test]
async fn messages_go_to_confirmed_telephones_and_stop_with_the_campaign() {
    let world = World::new().await;
    let mut boss = world.staff(BOSS).await;
    let form = form("debt", "sms", "Debt [sum], account [account]");
    let id = drafted(&mut boss, &form).await;
    // A telephone of the supplier's files gets no messages: nobody has confirmed it.
    let preview = boss.get(&at(paths::STAFF_CAMPAIGN_PREVIEW, &id)).await.body;
    assert_eq!((&preview["total"], &preview["segments"]), (&json!(0), &json!(1)), "{preview}");
    let anna = store::residents::by_login(&world.app.db, ANNA).await.unwrap().unwrap();
    let confirmed = phone::Model {
        resident_id: anna.id.clone(),
        confirmed: Some("+79101112233".to_owned()),
        asked: None,
        code: None,
        code_at: 0,
        failures: 0,
    };
    store::phones::keep(&world.app.db, confirmed).await.unwrap();
    step(&mut boss, &id, "schedule").await;
    assert_eq!(advance(&world).await, 1);
    let message = outgoing_sms::Entity::find().one(&world.app.db).await.unwrap().unwrap();
    assert!(message.recipient == "+79101112233" && message.text.contains(ANNAS), "{}", message.text);
    let stopped = step(&mut boss, &id, "stop").await;
    assert_eq!((&stopped["stage"], count(&stopped, "missed")), (&json!("stopped"), 1));
    assert_eq!(stopped["stopped_by"], "Громов Павел Андреевич");
    let message = outgoing_sms::Entity::find().one(&world.app.db).await.unwrap().unwrap();
    assert_eq!(message.next_attempt_at, store::mail::NEVER);
    assert_eq!(advance(&world).await, 0);
}

#[tokio::test]
async fn the_word_stop_ends_what_may_be_ended_and_nothing_that_the_law_has_us_announce() {
    let world = World::new().await;
    let mut boss = world.staff(BOSS).await;
    let anna = store::residents::by_login(&world.app.db, ANNA).await.unwrap().unwrap();
    let confirmed = phone::Model {
        resident_id: anna.id.clone(),
        confirmed: Some("+79101112233".to_owned()),
        asked: None,
        code: None,
        code_at: 0,
        failures: 0,
    };
    store::phones::keep(&world.app.db, confirmed).await.unwrap();
    for scenario in ["debt", "restriction"] {
        let id = drafted(&mut boss, &form(scenario, "sms", &format!("{scenario} [sum], [account]"))).await;
        step(&mut boss, &id, "schedule").await;
    }
    advance(&world).await;
    let waiting = async || {
        let rows = outgoing_sms::Entity::find().all(&world.app.db).await.unwrap();
        let waiting = rows.into_iter().filter(|row| row.next_attempt_at != store::mail::NEVER);
        let mut words: Vec<_> = waiting.map(|row| row.text.split(' ').next().unwrap().to_owned()).collect();
        words.sort();
        words
    };
    assert_eq!(waiting().await, ["debt", "restriction"]);
    // Whoever changes reminders has said nothing about campaigns.
    let mut resident = world.resident(ANNA).await;
    let none = json!({ "kinds": [] }).to_string();
    let path = paths::fill(paths::REMINDERS, &[ANNAS]);
    let key = svetlitsa_server::random::id();
    assert_eq!(resident.send("PUT", &path, Some(none), Some(&key)).await.status.as_u16(), 204);
    assert_eq!(waiting().await, ["debt", "restriction"]);
    let mut gateway = world.client();
    gateway.bearer = Some("svetlitsa-demo".to_owned());
    let body = json!({ "from": "+79101112233", "text": "STOP", "received_at": "2026-11-20T12:00:00+03:00" });
    assert_eq!(gateway.post(paths::SMS_GATEWAY, &body).await.body["code"], "stopped");
    assert_eq!(waiting().await, ["restriction"]);
}

#[tokio::test]
async fn two_programs_at_once_tell_each_once() {
    let world = World::new().await;
    let mut boss = world.staff(BOSS).await;
    let id = drafted(&mut boss, &form("information", "email", "Hello")).await;
    step(&mut boss, &id, "schedule").await;
    let written: usize = futures_of(&world).await.into_iter().sum();
    let letters = outgoing_mail::Entity::find().all(&world.app.db).await.unwrap();
    let letters: Vec<_> = letters.iter().filter(|row| row.subject == "Campaign").collect();
    assert_eq!((letters.len(), written), (written, letters.len()));
    let list = campaign_contact::Entity::find().all(&world.app.db).await.unwrap();
    assert_eq!(list.len(), written, "one list, and a letter for each on it");
    // Whoever closes the cabinet is not on any list by name any more.
    let anna = store::residents::by_login(&world.app.db, ANNA).await.unwrap().unwrap();
    store::campaigns::forget(&world.app.db, &anna.id).await.unwrap();
    let list = campaign_contact::Entity::find().all(&world.app.db).await.unwrap();
    assert!(list.len() == written && list.iter().all(|contact| contact.address != ANNA));
    assert_eq!(list.iter().filter(|contact| contact.stage == "gone").count(), 1);
}

async fn futures_of(world: &World) -> [usize; 3] {
    let one = || async { advance_all(&world.app).await.map_err(|failure| failure.code).unwrap() };
    let (a, b, c) = tokio::join!(one(), one(), one());
    [a, b, c]
}
