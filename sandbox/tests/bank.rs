//! The bank's page: every way through it ends where the shop wanted the payer.

use axum::body::Body;
use axum::http::{Request, header};
use serde_json::json;

use crate::scene::{RETURN_URL, Scene, redirect, with};

#[tokio::test]
async fn the_page_says_what_it_is_in_two_languages() {
    let scene = Scene::new();
    let id = scene.created(&with(redirect("1234.56"), "description", json!("<b>&\"7\""))).await;
    let page = scene.get(&format!("/bank/{id}")).await;
    assert_eq!(page.status, 200);
    for text in
        ["lang=\"ru\"", "Тестовый банк / песочница", "Оплатить 1\u{a0}234,56\u{a0}₽", "Вернуться без оплаты"]
    {
        assert!(page.text.contains(text), "{text}");
    }
    assert!(page.text.contains("&lt;b&gt;&amp;&quot;7&quot;"), "escaped");
    assert!(!page.text.contains("<script"), "works without scripts");
    let request =
        Request::get(format!("/bank/{id}")).header(header::ACCEPT_LANGUAGE, "en-GB,en;q=0.9,ru;q=0.5");
    let english = scene.send(request.body(Body::empty()).unwrap()).await.text;
    assert!(english.contains("lang=\"en\"") && english.contains("Test bank / sandbox"), "{english}");
    let cyrillic = |letter: char| ('\u{400}'..='\u{4ff}').contains(&letter);
    assert!(!english.contains(cyrillic), "no Russian among the English");
}

#[tokio::test]
async fn paying_leads_back_and_the_money_is_in_the_log() {
    let scene = Scene::new();
    let id = scene.created(&redirect("100.00")).await;
    let page = format!("/bank/{id}");
    let answer = scene.form(&page, "action=pay").await;
    assert_eq!((answer.status.as_u16(), answer.location.as_deref()), (303, Some(RETURN_URL)));
    let log = scene.get("/log").await.ok();
    assert_eq!(log[0]["payment_id"], json!(id));
    assert_eq!((&log[0]["amount"], &log[0]["amount_kopecks"]), (&json!("100.00"), &json!(10_000)));
    assert_eq!((&log[0]["refunded"], &log[0]["metadata"]["payment"]), (&json!("0.00"), &json!("7")));
    // A double click, then another tab with other plans.
    assert_eq!(scene.form(&page, "action=pay").await.location.as_deref(), Some(RETURN_URL));
    let late = scene.form(&page, "action=decline&reason=insufficient_funds").await;
    assert_eq!(late.location.as_deref(), Some(page.as_str()));
    let finished = scene.get(&page).await.text;
    assert!(finished.contains("Платёж уже завершён") && finished.contains("from=bank"), "{finished}");
    assert_eq!(scene.payment(&id).await["status"], "succeeded");
    assert_eq!(scene.get("/log").await.ok().as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_refusal_has_its_reason() {
    let scene = Scene::new();
    for (reason, expected) in [
        ("insufficient_funds", "insufficient_funds"),
        ("3d_secure_failed", "3d_secure_failed"),
        ("general_decline", "general_decline"),
        ("made_up", "general_decline"),
    ] {
        let id = scene.created(&redirect("100.00")).await;
        let answer = scene.form(&format!("/bank/{id}"), &format!("action=decline&reason={reason}")).await;
        assert_eq!(answer.location.as_deref(), Some(RETURN_URL));
        let payment = scene.payment(&id).await;
        assert_eq!(payment["status"], "canceled");
        assert_eq!(
            payment["cancellation_details"],
            json!({ "party": "payment_network", "reason": expected })
        );
    }
    assert_eq!(scene.get("/log").await.ok(), json!([]));
}

#[tokio::test]
async fn leaving_changes_nothing() {
    let scene = Scene::new();
    let id = scene.created(&redirect("100.00")).await;
    let answer = scene.form(&format!("/bank/{id}"), "action=leave").await;
    assert_eq!((answer.status.as_u16(), answer.location.as_deref()), (303, Some(RETURN_URL)));
    assert_eq!(scene.payment(&id).await["status"], "pending");
}

#[tokio::test]
async fn with_a_delay_the_bank_knows_first() {
    let scene = Scene::new();
    let id = scene.created(&redirect("100.00")).await;
    let answer = scene.form(&format!("/bank/{id}"), "action=pay_later&delay_s=30").await;
    assert_eq!(answer.location.as_deref(), Some(RETURN_URL));
    assert_eq!(scene.get("/log").await.ok()[0]["payment_id"], json!(id), "the money is taken");
    let payment = scene.payment(&id).await;
    assert_eq!((&payment["status"], &payment["paid"]), (&json!("pending"), &json!(false)));
    assert!(payment["confirmation"].is_object() && payment["captured_at"].is_null(), "{payment}");
    assert!(scene.get(&format!("/bank/{id}")).await.text.contains("Платёж уже завершён"));
    let scene = scene.after_crash();
    assert_eq!(scene.payment(&id).await["status"], "pending");
    scene.advance(31);
    assert_eq!(scene.payment(&id).await["status"], "succeeded");
}

#[tokio::test]
async fn the_payer_chooses_when_the_shop_does_not() {
    let scene = Scene::new();
    let id = scene.created(&with(redirect("100.00"), "payment_method_data", json!(null))).await;
    assert_eq!(scene.payment(&id).await["payment_method"], json!(null));
    let page = scene.get(&format!("/bank/{id}")).await.text;
    assert!(page.contains("value=\"bank_card\"") && page.contains("value=\"sbp\""), "{page}");
    scene.form(&format!("/bank/{id}"), "action=pay&method=sbp").await;
    assert_eq!(scene.payment(&id).await["payment_method"]["type"], "sbp");
}
