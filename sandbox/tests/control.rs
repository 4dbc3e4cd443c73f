//! The modes: partial changes, and what each does to the API.

use std::io::{Read, Write};
use std::net::TcpStream;

use axum::body::Body;
use axum::http::{Request, header};
use serde_json::json;
use svetlitsa_sandbox::cuttable::{Cut, CuttableListener};
use svetlitsa_sandbox::server::router;

use crate::scene::{Scene, credentials, redirect};

#[tokio::test]
async fn a_change_leaves_the_rest_alone() {
    let scene = Scene::new();
    let modes = scene.control(&json!({ "notifications": { "delay_ms": 250 } })).await;
    assert_eq!(
        modes["notifications"],
        json!({ "drop": false, "delay_ms": 250, "duplicates": 0, "reorder": false })
    );
    let modes = scene.control(&json!({ "acquirer": "slow", "slow_ms": 5 })).await;
    assert_eq!((&modes["acquirer"], &modes["notifications"]["delay_ms"]), (&json!("slow"), &json!(250)));
    assert_eq!(scene.get("/control").await.ok()["slow_ms"], 5);
    for wrong in [
        json!({ "acquirer": "sleepy" }),
        json!({ "aquirer": "up" }),
        json!({ "notifications": { "drop": 1 } }),
    ] {
        assert_eq!(scene.post("/control", &wrong).await.status, 400, "{wrong}");
    }
    assert_eq!(scene.get("/control").await.ok()["acquirer"], "slow", "a wrong change changes nothing");
    assert!(scene.get("/").await.text.contains("value=\"slow\" checked"));
    scene.form("/modes", "acquirer=up&drop=on&delay_ms=&duplicates=2").await;
    let modes = scene.get("/control").await.ok();
    assert_eq!((&modes["acquirer"], &modes["notifications"]["drop"]), (&json!("up"), &json!(true)));
    assert_eq!(modes["notifications"]["duplicates"], 2);
}

#[tokio::test]
async fn a_500_and_rubbish_have_done_what_was_asked() {
    let scene = Scene::new();
    for (key, mode) in [("k1", "500"), ("k2", "rubbish")] {
        scene.control(&json!({ "acquirer": mode })).await;
        let answer = scene.post_as(key, "/v3/payments", &redirect("10.00")).await;
        assert!(
            serde_json::from_str::<serde_json::Value>(&answer.text).is_err() || answer.status == 500,
            "{mode}"
        );
        scene.control(&json!({ "acquirer": "up" })).await;
        let list = scene.get("/v3/payments").await.ok();
        let again = scene.post_as(key, "/v3/payments", &redirect("10.00")).await.ok();
        assert_eq!(list["items"][0]["id"], again["id"], "{mode}: the same key finds what was done");
    }
    assert_eq!(scene.get("/v3/payments").await.ok()["items"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn processing_does_nothing_yet() {
    let scene = Scene::new();
    scene.control(&json!({ "acquirer": "processing" })).await;
    let answer = scene.post_as("k1", "/v3/payments", &redirect("10.00")).await;
    assert_eq!(answer.status, 202);
    assert_eq!(
        (&answer.json()["type"], &answer.json()["retry_after"]),
        (&json!("processing"), &json!(1_800))
    );
    assert_eq!(scene.get("/v3/payments").await.ok()["items"], json!([]));
    scene.control(&json!({ "acquirer": "up" })).await;
    scene.post_as("k1", "/v3/payments", &redirect("10.00")).await.ok();
}

#[tokio::test]
async fn slow_is_late_and_right() {
    let scene = Scene::new();
    scene.control(&json!({ "acquirer": "slow", "slow_ms": 300 })).await;
    let before = std::time::Instant::now();
    scene.post("/v3/payments", &redirect("10.00")).await.ok();
    assert!(before.elapsed().as_millis() >= 300);
}

#[tokio::test]
async fn time_moves_on_demand() {
    let scene = Scene::new();
    let id = scene.created(&redirect("10.00")).await;
    let now = scene.control(&json!({ "advance_s": 3_600 })).await["now"].as_str().unwrap().to_owned();
    assert!(now.starts_with("2026-11-20T11:00:0"), "{now}");
    assert_eq!(scene.payment(&id).await["status"], "canceled");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn down_closes_the_connection_without_a_word() {
    let scene = Scene::new();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let service = router(&scene.sandbox).into_make_service_with_connect_info::<Cut>();
    tokio::spawn(async move { axum::serve(CuttableListener(listener), service).await });
    let ask = move |path: &'static str| {
        tokio::task::spawn_blocking(move || {
            let mut stream = TcpStream::connect(address).unwrap();
            let credentials = credentials();
            write!(
                stream,
                "GET {path} HTTP/1.1\r\nHost: x\r\nAuthorization: {credentials}\r\nConnection: close\r\n\r\n"
            )
            .unwrap();
            let mut answer = Vec::new();
            // A reset is as good a silence as an end.
            let _ = stream.read_to_end(&mut answer);
            String::from_utf8(answer).unwrap()
        })
    };
    assert!(ask("/v3/me").await.unwrap().starts_with("HTTP/1.1 200"));
    scene.control(&json!({ "acquirer": "down" })).await;
    assert_eq!(ask("/v3/me").await.unwrap(), "");
    assert!(ask("/control").await.unwrap().starts_with("HTTP/1.1 200"), "the rest of the world stands");
    scene.control(&json!({ "acquirer": "up" })).await;
    assert!(ask("/v3/me").await.unwrap().starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn pages_need_no_credentials_and_bring_nothing_from_elsewhere() {
    let scene = Scene::new();
    scene.paid("10.00").await;
    for path in ["/", "/phone", "/inbox", "/log", "/inbox.json", "/control", "/healthz"] {
        let request = Request::get(path).header(header::ACCEPT, "text/html");
        let answer = scene.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, 200, "{path}");
        for outside in ["src=\"http", "url(", "@import", "<script"] {
            assert!(!answer.text.contains(outside), "{path}: {outside}");
        }
    }
}
