//! The conversation with ATOL Online, over a socket: one document whatever is lost, questions until it is printed, and
//! corrections.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::receipts::FiscalState;
use svetlitsa_server::clock::real_now_ms;
use svetlitsa_server::fiscal::{Grounds, corrections};
use svetlitsa_server::store;

use crate::fiscal::{pay, receipt, refund, round};
use crate::harness::World;
use crate::scripted_atol::{Report, ScriptedAtol};

const MARIA: &str = "maria@demo.svetlitsa";

async fn world() -> (World, ScriptedAtol) {
    let (atol, fiscal) = ScriptedAtol::start().await;
    (World::new().await.fiscal(fiscal), atol)
}

#[tokio::test]
async fn a_document_is_handed_over_asked_about_and_printed() {
    let (world, atol) = world().await;
    let mut maria = world.resident(MARIA).await;
    let payment = pay(&world, &mut maria, 10_000).await;
    assert!(world.acquirer.orders.lock().unwrap()[0].receipt.is_none());
    atol.book().reports.push_back(Report::NotReady);
    for _ in 0..3 {
        assert!(receipt(&mut maria, &payment).await["is_fiscal_expected"].as_bool().unwrap());
        round(&world).await;
    }
    let view = receipt(&mut maria, &payment).await;
    let qr = "t=20261120T100205&s=100.00&fn=9960440300000001&i=64318&fp=2918241905&n=1";
    assert_eq!(
        (&view["fiscal"]["qr"], &view["fiscal"]["register"]),
        (&json!(qr), &json!("0000111118041361"))
    );
    refund(&world, &payment, 4_000, "Request 1").await;
    while round(&world).await > 0 {}
    assert_eq!(receipt(&mut maria, &payment).await["fiscal_later"][0]["kind"], "refund");

    let document = store::fiscal::of_payment(&world.app.db, &payment).await.unwrap().remove(0);
    let book = atol.book();
    assert_eq!((book.handed, book.asked, book.tokens), (2, 3, 1));
    let operations: Vec<_> = book.documents.iter().map(|(operation, _)| operation.as_str()).collect();
    assert_eq!(operations, ["sell", "sell_refund"]);
    let sale = &book.documents[0].1;
    assert_eq!(sale["receipt"]["client"]["email"], MARIA);
    assert_eq!(sale["receipt"]["company"]["inn"], "7704228075");
    assert_eq!(sale["service"]["callback_url"], "https://house.example/gateway/atol");
    assert_eq!(sale["external_id"], json!(document.id));
}

#[tokio::test]
async fn killed_between_the_register_and_the_journal_there_is_one_document() {
    let (world, atol) = world().await;
    let mut maria = world.resident(MARIA).await;
    let payment = pay(&world, &mut maria, 10_000).await;
    // It is taken in, and the service hears nothing of it, twice; then another process goes on.
    atol.book().lose = 2;
    round(&world).await;
    round(&world).await;
    let world = world.restarted();
    let mut maria = world.resident(MARIA).await;
    while round(&world).await > 0 {}
    assert_eq!(receipt(&mut maria, &payment).await["fiscal"]["document"], "64318");
    let book = atol.book();
    assert_eq!((book.handed, book.documents.len()), (3, 1));
}

#[tokio::test]
async fn two_services_make_one_document() {
    let (world, atol) = world().await;
    let mut maria = world.resident(MARIA).await;
    let payment = pay(&world, &mut maria, 10_000).await;
    let ids = store::fiscal::due(&world.app.db, i64::MAX).await.unwrap();
    let advance = || svetlitsa_server::jobs::fiscal::advance(&world.app, &ids[0]);
    tokio::join!(advance(), advance());
    tokio::join!(advance(), advance());
    assert_eq!(atol.book().documents.len(), 1);
    assert_eq!(receipt(&mut maria, &payment).await["fiscal"]["document"], "64318");
}

#[tokio::test]
async fn an_expired_token_is_renewed() {
    let (world, atol) = world().await;
    let mut maria = world.resident(MARIA).await;
    let payment = pay(&world, &mut maria, 10_000).await;
    round(&world).await;
    // The token of the service is void from now on.
    atol.book().tokens += 1;
    round(&world).await;
    assert_eq!(receipt(&mut maria, &payment).await["fiscal"]["document"], "64318");
    let book = atol.book();
    assert_eq!((book.tokens, book.handed), (3, 1));
}

#[tokio::test]
async fn a_failure_is_for_staff_and_a_second_try_has_a_key_of_its_own() {
    let (world, atol) = world().await;
    let mut maria = world.resident(MARIA).await;
    let payment = pay(&world, &mut maria, 10_000).await;
    for report in [Report::Failed, Report::WrongTotal] {
        atol.book().reports.push_back(report);
        while round(&world).await > 0 {}
        let failed = store::fiscal::in_state(&world.app.db, FiscalState::Failed).await.unwrap().remove(0);
        assert!(failed.failure.is_some());
        let view = receipt(&mut maria, &payment).await;
        assert_eq!((&view["fiscal"], &view["is_fiscal_expected"]), (&Value::Null, &json!(false)));
        corrections::retry(&world.app.db, &failed.id).await.unwrap();
    }
    while round(&world).await > 0 {}
    assert_eq!(receipt(&mut maria, &payment).await["fiscal"]["document"], "64320");
    assert_eq!(atol.book().documents.len(), 3);
}

#[tokio::test]
async fn a_callback_is_not_believed_but_makes_the_question_come_sooner() {
    let (world, atol) = world().await;
    let mut maria = world.resident(MARIA).await;
    let payment = pay(&world, &mut maria, 10_000).await;
    round(&world).await;
    let due = store::fiscal::due(&world.app.db, real_now_ms()).await.unwrap();
    assert!(due.is_empty(), "its turn is seconds away");
    let call = async |body: &'static str| {
        let request = Request::post("/gateway/atol").body(Body::from(body)).unwrap();
        world.call(request).await.0.as_u16()
    };
    assert_eq!(call(r#"{"uuid":"somebody else's","status":"done"}"#).await, 200);
    assert_eq!(call("<html>").await, 400);
    assert!(store::fiscal::due(&world.app.db, real_now_ms()).await.unwrap().is_empty());
    let lie =
        r#"{"uuid":"u0","status":"done","payload":{"total":1,"fn_number":"1","fiscal_document_number":1}}"#;
    assert_eq!(call(lie).await, 200);
    assert_eq!(receipt(&mut maria, &payment).await["fiscal"], Value::Null);
    assert_eq!(store::fiscal::due(&world.app.db, real_now_ms()).await.unwrap().len(), 1);
    round(&world).await;
    assert_eq!(receipt(&mut maria, &payment).await["fiscal"]["document"], "64318");
    assert_eq!(atol.book().asked, 1);
}

#[tokio::test]
async fn a_wrong_document_is_corrected_once_for_each_paper() {
    let (world, atol) = world().await;
    let mut maria = world.resident(MARIA).await;
    let payment = pay(&world, &mut maria, 10_000).await;
    let db = &world.app.db;
    let id = store::fiscal::of_payment(db, &payment).await.unwrap().remove(0).id;
    let grounds = Grounds {
        is_ordered: false,
        number: "12-2026".to_owned(),
        date: "2026-11-21".parse().unwrap(),
        reason: "wrong rate of the tax".to_owned(),
    };
    let now = world.app.clock.now_ms();
    let waits = corrections::correct(db, &id, None, &grounds, now).await.unwrap_err().to_string();
    assert!(waits.contains("still waits"), "{waits}");
    while round(&world).await > 0 {}
    let (made, is_repeated) = corrections::correct(db, &id, None, &grounds, now).await.unwrap();
    assert!(!is_repeated);
    assert_eq!(corrections::correct(db, &id, None, &grounds, now).await.unwrap(), (made.clone(), true));
    let other = Grounds { number: "13-2026".to_owned(), ..grounds.clone() };
    corrections::correct(db, &id, Some(Kopecks(500)), &other, now).await.unwrap();
    while round(&world).await > 0 {}
    let view = receipt(&mut maria, &payment).await;
    let totals: Vec<_> =
        view["fiscal_later"].as_array().unwrap().iter().map(|one| &one["total_kopecks"]).collect();
    assert_eq!(totals, [&json!(10_000), &json!(500)]);
    assert_eq!(view["fiscal_later"][0]["kind"], "correction");
    {
        let book = atol.book();
        let (operation, body) = &book.documents[1];
        assert_eq!((operation.as_str(), &body["external_id"]), ("sell_correction", &json!(made)));
        let told = &body["correction"]["correction_info"];
        assert_eq!((&told["type"], &told["base_date"]), (&json!("self"), &json!("21.11.2026")));
    }
    for (document, amount, grounds, says) in [
        ("none", None, &other, "no fiscal document"),
        (made.as_str(), None, &grounds, "only money that came in"),
        (
            id.as_str(),
            Some(Kopecks(0)),
            &Grounds { number: "14".to_owned(), ..grounds.clone() },
            "above zero",
        ),
        (id.as_str(), None, &Grounds { number: String::new(), ..grounds.clone() }, "1 to 32"),
        (id.as_str(), None, &Grounds { reason: "a\nb".to_owned(), ..grounds.clone() }, "one line"),
    ] {
        let error = corrections::correct(db, document, amount, grounds, now).await.unwrap_err().to_string();
        assert!(error.contains(says), "{error}");
    }
}

#[tokio::test]
async fn money_of_a_payee_without_a_cash_register_waits_for_staff() {
    let (world, atol) = world().await;
    let mut olga = world.resident("18300000014@demo.svetlitsa").await;
    let order = json!({ "account": "18300000014", "amount_kopecks": 10_000, "method": "bank_card" });
    let id = olga.post("/api/v1/payments", &order).await.body["id"].as_str().unwrap().to_owned();
    world.acquirer.will([Ok(crate::harness::paid())]);
    svetlitsa_server::jobs::acquirer::advance(&world.app, &id).await;
    assert_eq!(round(&world).await, 1);
    let failed = store::fiscal::in_state(&world.app.db, FiscalState::Failed).await.unwrap().remove(0);
    assert!(failed.failure.unwrap().contains("no group of cash registers for INN"));
    assert_eq!(atol.book().handed, 0);
}
