//! A method is kept without money, charged without its owner, and taken back by its owner.

use serde_json::{Value, json};

use crate::scene::{RETURN_URL, Scene, redirect, with};

fn binding() -> Value {
    json!({ "type": "bank_card", "confirmation": { "type": "redirect", "return_url": RETURN_URL } })
}

fn charge(method: &Value) -> Value {
    json!({
        "amount": { "value": "120.00", "currency": "RUB" },
        "capture": true,
        "payment_method_id": method,
    })
}

async fn kept(scene: &Scene) -> Value {
    let asked = scene.post("/v3/payment_methods", &binding()).await.ok();
    assert_eq!((&asked["status"], &asked["saved"]), (&json!("pending"), &json!(false)));
    let page = asked["confirmation"]["confirmation_url"].as_str().unwrap();
    let path = page.strip_prefix(crate::scene::PUBLIC_URL).unwrap();
    assert!(scene.get(path).await.text.contains("Сейчас ничего не спишется"));
    let answer = scene.form(path, "action=allow").await;
    assert_eq!(answer.location.as_deref(), Some(RETURN_URL));
    asked["id"].clone()
}

#[tokio::test]
async fn its_owner_allows_it_and_charges_need_nobody() {
    let scene = Scene::new();
    let id = kept(&scene).await;
    let path = format!("/v3/payment_methods/{}", id.as_str().unwrap());
    let method = scene.get(&path).await.ok();
    assert_eq!((&method["status"], &method["saved"]), (&json!("active"), &json!(true)));
    assert_eq!(method["card"]["last4"], "0004");
    let payment = scene.post("/v3/payments", &charge(&id)).await.ok();
    assert_eq!((&payment["status"], &payment["payment_method"]["id"]), (&json!("succeeded"), &id));
    assert!(payment.get("confirmation").is_none());
    let told = scene
        .sandbox
        .look(|desk| desk.world.notices().map(|notice| notice.event.clone()).collect::<Vec<_>>());
    assert_eq!(told.await.unwrap(), ["payment_method.active", "payment.succeeded"]);
    assert_eq!(scene.after_crash().get(&path).await.ok(), method);
}

#[tokio::test]
async fn a_permission_that_was_taken_back_pays_nothing() {
    let scene = Scene::new();
    let id = kept(&scene).await;
    let page = format!("/bank/methods/{}", id.as_str().unwrap());
    scene.form(&page, "action=trouble&reason=insufficient_funds").await;
    let poor = scene.post("/v3/payments", &charge(&id)).await.ok();
    assert_eq!(poor["cancellation_details"]["reason"], "insufficient_funds");
    scene.form(&page, "action=trouble&reason=").await;
    assert_eq!(scene.post("/v3/payments", &charge(&id)).await.ok()["status"], "succeeded");
    scene.form(&page, "action=revoke").await;
    let revoked = scene.post("/v3/payments", &charge(&id)).await.ok();
    assert_eq!((&revoked["status"], &revoked["paid"]), (&json!("canceled"), &json!(false)));
    assert_eq!(revoked["cancellation_details"]["reason"], "permission_revoked");
    let path = format!("/v3/payment_methods/{}", id.as_str().unwrap());
    assert_eq!(scene.get(&path).await.ok()["status"], "inactive");
    assert_eq!(scene.get("/log").await.ok().as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn nothing_is_charged_that_its_owner_did_not_allow() {
    let scene = Scene::new();
    let asked = scene.post("/v3/payment_methods", &binding()).await.ok();
    let answer = scene.post("/v3/payments", &charge(&asked["id"])).await;
    assert_eq!(answer.refused(400, "invalid_request"), "payment_method_id");
    let page = format!("/bank/methods/{}", asked["id"].as_str().unwrap());
    scene.form(&page, "action=refuse").await;
    let refused = scene.post("/v3/payments", &charge(&asked["id"])).await.ok();
    assert_eq!(refused["status"], "canceled");
    for (path, value, parameter) in [
        ("type", json!("yoo_money"), "type"),
        ("card", json!({ "number": "1" }), "card"),
        ("confirmation.type", json!("qr"), "confirmation.type"),
        ("confirmation.return_url", json!("ftp://x"), "confirmation.return_url"),
    ] {
        let answer = scene.post("/v3/payment_methods", &with(binding(), path, value)).await;
        assert_eq!(answer.refused(400, "invalid_request"), parameter);
    }
}

#[tokio::test]
async fn the_bank_asks_for_a_code_before_the_card_pays() {
    let scene = Scene::new();
    let id = scene.created(&redirect("100.00")).await;
    let answer = scene.form(&format!("/bank/{id}"), "action=pay&asks_code=yes").await;
    let page = format!("/bank/{id}/code");
    assert_eq!(answer.location.as_deref(), Some(page.as_str()));
    assert_eq!(scene.payment(&id).await["status"], "pending");
    assert!(scene.get(&page).await.text.contains("3-D Secure"));
    let wrong = scene.form(&page, "action=confirm&code=9999").await;
    assert!(wrong.status == 422 && wrong.text.contains("Код неверный"), "{}", wrong.text);
    assert_eq!(scene.payment(&id).await["status"], "pending");
    let right = scene.form(&page, "action=confirm&code=1234").await;
    assert_eq!(right.location.as_deref(), Some(RETURN_URL));
    assert_eq!(scene.payment(&id).await["status"], "succeeded");

    let id = scene.created(&redirect("100.00")).await;
    scene.form(&format!("/bank/{id}/code"), "action=decline").await;
    assert_eq!(scene.payment(&id).await["cancellation_details"]["reason"], "3d_secure_failed");
}
