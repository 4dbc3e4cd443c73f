//! Withdrawing consent: the cabinet goes with all that it kept, the proof and the contract stay.

use axum::http::StatusCode;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::json;
use svetlitsa_api::{pages, paths};
use svetlitsa_server::entity::{
    account, bill_alert, bill_letter, cabinet_account, consent, elder, ledger_entry, pending_request,
    push_browser, receipt_reader, reminder, resident, seen_notices, session,
};

use crate::harness::{Client, World, credentials};
use crate::registration::{PASSWORD, newcomer};

const VERA: &str = "vera@example.org";
const LIST: &str = "/api/v1/consents";
pub(crate) const WITHDRAW: &str = "/api/v1/consents/withdrawals";

/// A cabinet that was opened by a registration.
async fn registered(world: &World) -> Client {
    world.client().post("/api/v1/registrations", &newcomer()).await;
    world.answer().await;
    let link = json!({ "token": world.token(VERA, pages::REGISTER_CONFIRM).await });
    let mut vera = world.client();
    let reply = vera.post("/api/v1/registrations/confirmations", &link).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{:?}", reply.body);
    vera
}

#[tokio::test]
async fn a_withdrawn_consent_takes_the_cabinet_with_it() {
    let world = World::new().await;
    let mut vera = registered(&world).await;
    let consents = vera.get(LIST).await.body;
    assert_eq!(consents["items"][0]["purpose"], "cabinet");
    assert_eq!(consents["items"][0]["version"], world.app.data.consent.version);
    let owed = ledger_entry::Entity::find().all(&world.app.db).await.unwrap();

    let wrong = vera.post(WITHDRAW, &json!({ "current_password": "wrong" })).await;
    assert_eq!(wrong.body["fields"], json!([{ "field": "current_password", "code": "wrong_password" }]));
    assert_eq!(crate::push::allow(&mut vera, "veras").await.status, StatusCode::CREATED);
    let mut elsewhere = vera.clone();
    let reply = vera.post(WITHDRAW, &json!({ "current_password": PASSWORD })).await;
    assert_eq!(reply.status, StatusCode::NO_CONTENT, "{:?}", reply.body);
    assert_eq!(elsewhere.get("/api/v1/accounts").await.code(), "sign_in_required");
    let sign_in = json!({ "login": VERA, "password": PASSWORD });
    assert_eq!(world.client().post("/api/v1/session", &sign_in).await.code(), "wrong_credentials");
    assert_eq!(world.newest(VERA).await, "Согласие отозвано, кабинет закрыт");

    // What is left: that there was a consent, until when; the account and what it owes.
    let db = &world.app.db;
    let kept = consent::Entity::find().all(db).await.unwrap();
    assert!(kept.len() == 1 && kept[0].withdrawn_at.is_some(), "{kept:?}");
    let erased = format!(
        "{:?} {:?} {:?} {:?} {:?}",
        resident::Entity::find().all(db).await.unwrap(),
        session::Entity::find().all(db).await.unwrap(),
        pending_request::Entity::find().all(db).await.unwrap(),
        cabinet_account::Entity::find().all(db).await.unwrap(),
        push_browser::Entity::find().all(db).await.unwrap(),
    );
    for trace in [VERA, &kept[0].resident_id, "67100000058"] {
        assert!(!erased.contains(trace), "{trace} is in {erased}");
    }
    assert!(account::Entity::find_by_id("67100000058").one(db).await.unwrap().is_some());
    assert_eq!(ledger_entry::Entity::find().all(db).await.unwrap(), owed);

    // The way back is the way in.
    registered(&world).await;
}

#[tokio::test]
async fn somebody_elses_cabinet_stays() {
    let world = World::new().await;
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let reply = maria.post(WITHDRAW, &json!({ "current_password": "svetlitsa-demo" })).await;
    assert_eq!(reply.status, StatusCode::NO_CONTENT);
    let reply = world.client().post("/api/v1/session", &credentials("maria@demo.svetlitsa")).await;
    assert_eq!(reply.code(), "wrong_credentials");
    let mut other = world.resident("67100000017@demo.svetlitsa").await;
    assert_eq!(other.get("/api/v1/accounts/67100000017").await.status, StatusCode::OK);
    assert_eq!(world.client().get(LIST).await.code(), "sign_in_required");
}

#[tokio::test]
async fn what_a_closed_cabinet_asked_for_and_saw_is_forgotten() {
    let world = World::new().await;
    let db = &world.app.db;
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let of_login = resident::Column::Login.eq("maria@demo.svetlitsa");
    let id = resident::Entity::find().filter(of_login).one(db).await.unwrap().unwrap().id;
    let until = maria.get(paths::NOTICES).await.body["items"][0]["at"].clone();
    let seen = maria.post(paths::NOTICES_SEEN, &json!({ "until": until })).await;
    assert_eq!(seen.status, StatusCode::NO_CONTENT, "{:?}", seen.body);
    let (resident_id, text) = (|| id.clone(), |text: &str| text.to_owned());
    let alert = bill_alert::Model {
        resident_id: resident_id(),
        account: text("67100000099"),
        above_kopecks: Some(100),
        above_usual: None,
        by_letter: false,
    };
    bill_alert::Entity::insert(alert.into_active_model()).exec_without_returning(db).await.unwrap();
    let letter = bill_letter::Model {
        resident_id: resident_id(),
        account: text("67100000099"),
        kind: text("bill"),
        period: text("2026-10"),
        token_digest: None,
        pay_digest: None,
        made_at: 0,
    };
    bill_letter::Entity::insert(letter.into_active_model()).exec_without_returning(db).await.unwrap();
    let reader = receipt_reader::Model { payment_id: text("none"), resident_id: resident_id() };
    receipt_reader::Entity::insert(reader.into_active_model()).exec_without_returning(db).await.unwrap();
    let asked = reminder::Model {
        resident_id: resident_id(),
        account: text("67100000099"),
        kind: text("debt"),
        by_email: true,
        by_sms: false,
        by_push: false,
    };
    reminder::Entity::insert(asked.into_active_model()).exec_without_returning(db).await.unwrap();
    let house = elder::Model { resident_id: resident_id(), branch: text("atomes"), house: text("1") };
    elder::Entity::insert(house.into_active_model()).exec_without_returning(db).await.unwrap();

    macro_rules! left {
        ($($table:ident),+) => {
            [$((stringify!($table), {
                let own = $table::Entity::find().filter($table::Column::ResidentId.eq(&id));
                !own.all(db).await.unwrap().is_empty()
            })),+]
        };
    }
    let before = left!(bill_alert, bill_letter, elder, receipt_reader, reminder, seen_notices);
    assert!(before.iter().all(|(_, is_there)| *is_there), "{before:?}");
    let reply = maria.post(WITHDRAW, &json!({ "current_password": "svetlitsa-demo" })).await;
    assert_eq!(reply.status, StatusCode::NO_CONTENT, "{:?}", reply.body);
    let after = left!(bill_alert, bill_letter, elder, receipt_reader, reminder, seen_notices);
    assert!(after.iter().all(|(_, is_there)| !is_there), "{after:?}");
}
