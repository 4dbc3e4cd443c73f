//! What holds for every operation of the document: it is routed, it asks for a key, a preview cannot touch it.

use axum::http::StatusCode;
use serde_json::{Value, json};
use svetlitsa_api::paths;
use svetlitsa_server::{routes, security};

use crate::harness::{Client, World, credentials};
use crate::registration::{PASSWORD, newcomer};

/// Every method and path of the document.
pub(crate) fn operations() -> Vec<(String, String)> {
    let document = serde_json::to_value(routes::document()).unwrap();
    let paths = document["paths"].as_object().unwrap().clone();
    let of = |(path, item): (String, Value)| {
        let methods: Vec<String> = item.as_object().unwrap().keys().cloned().collect();
        methods.into_iter().map(move |method| (method.to_uppercase(), path.clone()))
    };
    paths.into_iter().flat_map(of).collect()
}

/// A path with values of the sample world.
fn filled(path: &str) -> String {
    let value = if path.contains("/accounts/") { "67100000017" } else { "A-2026-000007" };
    paths::fill(path, &[value, "none"])
}

/// A body that each operation would take, so that nothing but the caller can be wrong.
fn body(path: &str) -> Option<Value> {
    Some(match path {
        paths::SESSION | paths::STAFF_SESSION => json!({ "login": "nobody@demo.svetlitsa", "password": "x" }),
        paths::ACCOUNT_LOOKUP => json!({ "typed": { "account": "67100000017", "house": "12" } }),
        paths::READINGS => json!({ "meter": "m", "values": [] }),
        paths::PAYMENTS => {
            json!({ "account": "67100000017", "amount_kopecks": 10000, "method": "bank_card" })
        }
        paths::APPEALS => {
            json!({ "kind": "thanks", "text": "Спасибо за работу!", "phone": "+7 910 111-22-33" })
        }
        paths::APPEAL_LOOKUP | paths::APPLICATION_LOOKUP => {
            json!({ "number": "A-2026-000001", "contact": "a@b.c" })
        }
        paths::REGISTRATIONS => newcomer(),
        paths::PASSWORD_RECOVERIES => json!({ "email": "maria@demo.svetlitsa" }),
        paths::REGISTRATION_CONFIRMATIONS
        | paths::CLAIM_APPROVALS
        | paths::CLAIM_REFUSALS
        | paths::EMAIL_CHANGE_CONFIRMATIONS => {
            json!({ "token": "t" })
        }
        paths::SHARES => {
            json!({ "email": "a@example.org", "rights": { "view": true, "submit": false, "pay": false } })
        }
        paths::SHARE => json!({ "rights": { "view": true, "submit": false, "pay": false } }),
        paths::SHARE_OFFERS | paths::SHARE_ACCEPTANCES => json!({ "token": "t" }),
        paths::SHARE_OPENINGS => json!({ "token": "t", "password": PASSWORD }),
        paths::CONSENT_WITHDRAWALS => json!({ "current_password": "svetlitsa-demo" }),
        paths::PASSWORD_RECOVERY_CONFIRMATIONS => json!({ "token": "t", "password": PASSWORD }),
        paths::SESSION_SECOND_STEP | paths::SECOND_FACTOR_CONFIRMATIONS => json!({ "code": "123456" }),
        paths::SECOND_FACTOR_ENROLMENTS => json!({ "current_password": "svetlitsa-demo" }),
        paths::SECOND_FACTOR_CODES | paths::SECOND_FACTOR_REMOVALS => {
            json!({ "current_password": "svetlitsa-demo", "code": "123456" })
        }
        paths::PASSWORD_CHANGES => json!({ "current_password": "svetlitsa-demo", "password": PASSWORD }),
        paths::EMAIL_CHANGES => json!({ "current_password": "svetlitsa-demo", "email": "new@example.org" }),
        paths::ACCOUNTS => json!({ "account": "67100000058", "house": "12" }),
        paths::ACCOUNT => json!({ "label": "Дача" }),
        paths::KIOSK_ENROLMENT => json!({ "code": "AAAA" }),
        paths::STAFF_PREVIEWS => json!({ "account": "67100000017", "reason": "Проверка" }),
        paths::STAFF_APPEAL_STEPS => json!({ "action": "take" }),
        paths::STAFF_APPLICATION_STEPS => json!({ "stage": "refused", "text": "Нет" }),
        _ => return None,
    })
}

async fn send(client: &mut Client, method: &str, path: &str, key: Option<&str>) -> crate::harness::Reply {
    if method == "PUT" && key.is_some() {
        let photo = crate::photos::png();
        return client.put_file_with_key(&filled(path), "image/png", &photo, key.unwrap_or_default()).await;
    }
    let body = if method == "DELETE" { None } else { body(path).map(|body| body.to_string()) };
    client.send(method, &filled(path), body, key).await
}

#[test]
fn the_document_has_every_path_and_no_other() {
    let mut documented: Vec<String> = operations().into_iter().map(|(_, path)| path).collect();
    documented.dedup();
    let mut named: Vec<&str> = paths::ALL.iter().copied().filter(|path| *path != paths::OPENAPI).collect();
    named.sort_unstable();
    documented.sort_unstable();
    assert_eq!(documented, named);
}

#[tokio::test]
async fn the_document_is_served() {
    let world = World::new().await;
    let reply = world.client().get(paths::OPENAPI).await;
    assert_eq!(reply.status, StatusCode::OK);
    assert_eq!(reply.body, serde_json::to_value(routes::document()).unwrap());
}

#[tokio::test]
async fn a_preview_reaches_no_mutation() {
    let world = World::new().await;
    let mut clerk = world.staff("operator@demo.svetlitsa").await;
    let look = json!({ "account": "67100000017", "reason": "Проверка" });
    assert_eq!(clerk.post(paths::STAFF_PREVIEWS, &look).await.status, StatusCode::CREATED);
    let mut preview = clerk.keeping("svetlitsa_preview");
    assert_eq!(preview.get("/api/v1/accounts/67100000017").await.status, StatusCode::OK);
    let before = dump(&world).await;

    let paths: Vec<String> = operations().into_iter().map(|(_, path)| path).collect();
    for path in paths {
        for method in ["POST", "PUT", "PATCH", "DELETE"] {
            let reply = send(&mut preview, method, &path, Some(&svetlitsa_server::random::id())).await;
            let refused = [401, 403, 404, 405].contains(&reply.status.as_u16());
            assert!(refused, "{method} {path} answered {}: {:?}", reply.status, reply.body);
        }
    }
    assert_eq!(dump(&world).await, before, "nothing in the database has moved");

    // Nor does it when the staff's own resident or guest rights are in the same browser.
    let mut mixed = clerk.clone();
    mixed.post(paths::SESSION, &credentials("maria@demo.svetlitsa")).await;
    for path in [paths::APPEALS, paths::PAYMENTS, paths::READINGS] {
        let reply = send(&mut mixed, "POST", path, Some("key-1")).await;
        assert_eq!((reply.status, reply.code()), (StatusCode::FORBIDDEN, "preview_is_read_only"), "{path}");
    }
}

/// Everything that a customer could find changed.
async fn dump(world: &World) -> String {
    use sea_orm::EntityTrait;
    use svetlitsa_server::entity::{
        appeal, appeal_event, appeal_file, application, application_event, appointment, appointment_place,
        cabinet_account, campaign, campaign_batch, campaign_contact, campaign_refusal, campaign_try, consent,
        idempotency_key, ledger_entry, outage, outage_event, outage_report, outage_subscription,
        outgoing_mail, outgoing_sms, payment, pending_request, phone, preview, reading, reading_photo,
        recovery_code, refund, reminder, resident, second_factor, seen_notices, session, share, survey,
        yearly_survey,
    };
    let mut text = String::new();
    macro_rules! all {
        ($($entity:ident)*) => {$(
            text += &format!("{:?}\n", $entity::Entity::find().all(&world.app.db).await.unwrap());
        )*};
    }
    all!(appeal appeal_event appeal_file application application_event cabinet_account consent idempotency_key ledger_entry);
    all!(campaign campaign_batch campaign_contact campaign_refusal campaign_try);
    all!(outgoing_mail payment pending_request preview reading reading_photo recovery_code);
    all!(refund reminder resident second_factor seen_notices session share survey yearly_survey);
    all!(appointment appointment_place outage outage_event outage_report outage_subscription outgoing_sms phone);
    text
}

#[tokio::test]
async fn every_mutation_asks_for_a_key() {
    let world = World::new().await;
    let mut clerk = world.staff("operator@demo.svetlitsa").await;
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let before = dump(&world).await;
    let mut asked = 0;
    for (method, path) in operations() {
        if method == "GET" || (method == "POST" && security::WITHOUT_KEY.contains(&path.as_str())) {
            continue;
        }
        let client = if path.starts_with("/api/v1/staff/") { &mut clerk } else { &mut maria };
        let reply = send(client, &method, &path, None).await;
        let expected = (StatusCode::BAD_REQUEST, "idempotency_key_required");
        assert_eq!((reply.status, reply.code()), expected, "{method} {path}");
        asked += 1;
    }
    assert!(asked >= 34, "only {asked} mutations were asked");
    assert_eq!(dump(&world).await, before);
}

#[tokio::test]
async fn a_nul_is_refused_wherever_it_comes() {
    let world = World::new().await;
    let mut clerk = world.staff("operator@demo.svetlitsa").await;
    for (method, path) in operations() {
        let nul = paths::fill(&path, &["\u{0}"; 3]);
        let address = if nul == path { format!("{path}?x=%00") } else { nul };
        let reply = clerk.send(&method, &address, None, Some("key-1")).await;
        assert_eq!(
            (reply.status, reply.code()),
            (StatusCode::BAD_REQUEST, "malformed_request"),
            "{method} {address}"
        );
    }
    for (path, body) in [
        (
            paths::APPEALS,
            json!({ "kind": "thanks", "text": "Спасибо за\u{0} работу", "phone": "+7 910 111-22-33" }),
        ),
        (paths::APPEAL_LOOKUP, json!({ "number": "A\u{0}", "contact": "a@b.c" })),
        (paths::SESSION, json!({ "login": "maria\u{0}@demo.svetlitsa", "password": "x" })),
        (paths::STAFF_SESSION, json!({ "login": "x", "password": "\u{0}" })),
        (paths::STAFF_PREVIEWS, json!({ "account": "67100000017", "reason": "Проверка\u{0}" })),
    ] {
        assert_eq!(clerk.post(path, &body).await.code(), "malformed_request", "{path}");
    }
}
