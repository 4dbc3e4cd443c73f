//! The SMS gateway: every well-formed request gets a verdict that fits one message.

use axum::http::StatusCode;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};
use svetlitsa_domain::contacts::sms_parts;
use svetlitsa_server::entity::reading;

use crate::harness::{Client, World};

const GATEWAY: &str = "/gateway/sms";

async fn gateway(world: &World) -> Client {
    let mut client = world.client();
    client.bearer = Some("svetlitsa-demo".to_owned());
    client
}

fn message(text: &str) -> Value {
    json!({ "from": "+79120000000", "text": text, "received_at": "2026-11-20T11:00:00+04:00" })
}

async fn count(world: &World) -> u64 {
    let by_sms = reading::Column::Channel.eq("sms");
    let query = reading::Entity::find().filter(by_sms).filter(reading::Column::Period.eq("2026-11"));
    query.count(&world.app.db).await.unwrap()
}

#[tokio::test]
async fn every_form_of_the_contract_has_its_verdict() {
    let world = World::new().await;
    let mut gateway = gateway(&world).await;
    for (text, verdict, code) in [
        ("18300000014", "refused", "no_value"),
        ("18300000014 \t", "refused", "no_value"),
        ("", "refused", "malformed"),
        ("показания 123", "refused", "malformed"),
        ("18300000014 12a45", "refused", "malformed"),
        ("18300000014 ٣٤٥ ٦٧", "refused", "malformed"),
        ("18300000014 100,5 20", "refused", "not_an_integer"),
        ("18300000014 100.5", "refused", "not_an_integer"),
        ("18300000014 9000", "refused", "too_few_values"),
        ("18300000014 9000 4000 1000", "refused", "too_many_values"),
        ("18300000014 1 2 3 4", "refused", "too_many_values"),
        ("18300000014 12345678901234567890 1", "refused", "too_many_digits"),
        ("18300000014 1 2\n18300000022 3", "refused", "several_accounts"),
        ("18300000014 18300000022", "refused", "several_accounts"),
        ("99900000014 9000 4000", "refused", "unknown_account"),
        ("18300000014 1 1", "refused", "below_previous"),
        ("18300000014 99000 4000", "refused", "above_physical_limit"),
        ("67100000041 130", "refused", "entry_closed"),
        ("63400000018 130", "refused", "too_many_values"),
        // Hot water: kitchen, then bath.
        ("18300000030 149", "refused", "too_few_values"),
        ("18300000030 149 900", "refused", "above_riser_limit"),
        ("18300000030\t151   218", "accepted", "accepted"),
        // One register.
        ("  18300000022 12000 ", "accepted", "accepted"),
        ("18300000022 11873", "question", "nothing_used"),
    ] {
        let reply = gateway.post(GATEWAY, &message(text)).await;
        assert_eq!(reply.status, StatusCode::OK, "{text:?} {:?}", reply.body);
        assert_eq!(
            (&reply.body["verdict"], &reply.body["code"]),
            (&json!(verdict), &json!(code)),
            "{text:?}"
        );
        let words = reply.body["reply"].as_str().unwrap();
        assert!(!words.is_empty() && sms_parts(words) == 1, "{words}");
        assert!(!words.contains('{'), "{words}");
    }
}

#[tokio::test]
async fn a_message_counts_once_however_often_it_comes() {
    let world = World::new().await;
    let mut gateway = gateway(&world).await;
    let before = count(&world).await;
    let text = "18300000022 12000";
    let first = gateway.post(GATEWAY, &message(text)).await.body;
    assert_eq!(first["reply"], "Приняты 12000. Войдут в счёт за 11.2026.");
    let mut twin = gateway.clone();
    let (message_a, message_b) = (message(text), message(text));
    let (a, b) = tokio::join!(gateway.post(GATEWAY, &message_a), twin.post(GATEWAY, &message_b));
    assert_eq!((&a.body, &b.body), (&first, &first));
    // Another time is another message with the same reading.
    let mut later = message(text);
    later["received_at"] = json!("2026-11-20T11:05:00+04:00");
    let again = gateway.post(GATEWAY, &later).await.body;
    assert_eq!((&again["verdict"], &again["code"]), (&json!("accepted"), &json!("accepted")));
    assert_eq!(again["reply"], "Показания 12000 уже приняты.");
    assert_eq!(count(&world).await, before + 1);

    // The gateway's own id decides when there is one.
    let mut named = message("18300000022 12010");
    named["id"] = json!("sms-1");
    let corrected = gateway.post(GATEWAY, &named).await.body;
    assert_eq!(corrected["verdict"], "accepted");
    named["received_at"] = json!("2026-11-20T11:09:00+04:00");
    assert_eq!(gateway.post(GATEWAY, &named).await.body, corrected);
    assert_eq!(count(&world).await, before + 2);
}

#[tokio::test]
async fn only_the_gateway_is_heard() {
    let world = World::new().await;
    let mut stranger = world.client();
    assert_eq!(stranger.post(GATEWAY, &message("18300000022 12000")).await.code(), "sign_in_required");
    stranger.bearer = Some("svetlitsa-demo2".to_owned());
    assert_eq!(stranger.post(GATEWAY, &json!({ "x": 1 })).await.code(), "sign_in_required");
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    assert_eq!(maria.post(GATEWAY, &message("18300000022 12000")).await.code(), "sign_in_required");

    let mut gateway = gateway(&world).await;
    for body in [
        json!({ "from": "+7", "text": "1" }),
        json!(null),
        json!({ "from": "+7", "text": 1, "received_at": "x" }),
    ] {
        assert_eq!(gateway.post(GATEWAY, &body).await.code(), "malformed_request");
    }
}

#[tokio::test]
async fn a_message_that_was_on_its_way_counts_by_its_day() {
    let world = World::new().await;
    let mut gateway = gateway(&world).await;
    let mut early = message("18300000022 12000");
    early["received_at"] = json!("2026-11-16T23:30:00+04:00");
    gateway.post(GATEWAY, &early).await;
    let row = reading::Entity::find()
        .filter(reading::Column::Account.eq("18300000022"))
        .filter(reading::Column::Period.eq("2026-11"))
        .one(&world.app.db)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((row.taken_on.as_str(), row.state.as_str()), ("2026-11-16", "accepted"));
    // A clock that is ahead is not believed.
    let mut ahead = message("18300000030 151 218");
    ahead["received_at"] = json!("2031-01-01T00:00:00Z");
    assert_eq!(gateway.post(GATEWAY, &ahead).await.body["verdict"], "accepted");
}
