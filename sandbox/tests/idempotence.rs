//! One key, one effect, one answer: also in a crowd and after a restart.

use std::sync::Arc;

use serde_json::json;
use tokio::task::JoinSet;

use crate::scene::{Scene, redirect, with};

#[tokio::test]
async fn the_same_request_has_the_same_answer() {
    let scene = Scene::new();
    let first = scene.post_as("k1", "/v3/payments", &redirect("100.00")).await.ok();
    let id = first["id"].as_str().unwrap().to_owned();
    scene.form(&format!("/bank/{id}"), "action=pay").await;
    let scene = scene.after_crash();
    let again = scene.post_as("k1", "/v3/payments", &redirect("100.00")).await.ok();
    assert_eq!(again, first, "to the letter, though the payment has moved on");
    let other = scene.post_as("k2", "/v3/payments", &redirect("100.00")).await.ok();
    assert_ne!(other["id"], first["id"]);
}

#[tokio::test]
async fn the_same_key_for_another_request_is_refused() {
    let scene = Scene::new();
    let id = scene.post_as("k1", "/v3/payments", &redirect("100.00")).await.ok()["id"].clone();
    let body = with(redirect("100.00"), "amount.value", json!("100.01"));
    let answer = scene.post_as("k1", "/v3/payments", &body).await;
    assert_eq!(answer.refused(400, "invalid_request"), "Idempotence-Key");
    let refund = json!({ "payment_id": id, "amount": { "value": "1.00", "currency": "RUB" } });
    let answer = scene.post_as("k1", "/v3/refunds", &refund).await;
    assert_eq!(answer.refused(400, "invalid_request"), "Idempotence-Key");
}

#[tokio::test]
async fn the_order_of_fields_does_not_matter() {
    let scene = Scene::new();
    let text = redirect("100.00").to_string();
    let first = scene.post_as("k1", "/v3/payments", &serde_json::from_str(&text).unwrap()).await.ok();
    let mut pairs: Vec<_> = redirect("100.00").as_object().unwrap().clone().into_iter().collect();
    pairs.reverse();
    let fields: Vec<String> = pairs.iter().map(|(name, value)| format!("\"{name}\": {value}")).collect();
    let reversed = serde_json::from_str(&format!("{{{}}}", fields.join(","))).unwrap();
    assert_eq!(scene.post_as("k1", "/v3/payments", &reversed).await.ok(), first);
}

#[tokio::test]
async fn a_key_is_free_again_after_a_day() {
    let scene = Scene::new();
    let first = scene.post_as("k1", "/v3/payments", &redirect("100.00")).await.ok();
    scene.advance(24 * 3_600 - 5);
    assert_eq!(scene.post_as("k1", "/v3/payments", &redirect("100.00")).await.ok()["id"], first["id"]);
    scene.advance(5);
    assert_ne!(scene.post_as("k1", "/v3/payments", &redirect("100.00")).await.ok()["id"], first["id"]);
}

#[tokio::test]
async fn a_refused_request_may_be_corrected_under_its_key() {
    let scene = Scene::new();
    scene.post_as("k1", "/v3/payments", &redirect("0.00")).await.refused(400, "invalid_request");
    scene.post_as("k1", "/v3/payments", &redirect("10.00")).await.ok();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_crowd_with_one_key_makes_one_payment() {
    let scene = Arc::new(Scene::new());
    let mut crowd = JoinSet::new();
    for _ in 0..20 {
        let scene = Arc::clone(&scene);
        crowd.spawn(async move { scene.post_as("k1", "/v3/payments", &redirect("100.00")).await.ok() });
    }
    let answers = crowd.join_all().await;
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]));
    let list = scene.get("/v3/payments").await.ok();
    assert_eq!(list["items"].as_array().unwrap().len(), 1);
}
