//! The price list of extra services, and an application for one: named with the price of its day.

use axum::http::StatusCode;
use serde_json::json;
use svetlitsa_api::paths;

use crate::application_documents::{EMAIL, LOOKUP, PATH, contract};
use crate::harness::World;

#[tokio::test]
async fn everybody_sees_the_prices_of_a_branch() {
    let world = World::new().await;
    let mut guest = world.client();
    let list = guest.get(paths::SERVICES).await.body;
    assert_eq!((&list["is_sample"], &list["items"][0]["id"]), (&json!(true), &json!("meter-install")));
    assert_eq!(list["items"][0]["price_kopecks"], 185_000);
    let murmansk = guest.get(&format!("{}?branch=murmansk", paths::SERVICES)).await.body;
    assert_eq!(murmansk["items"][0]["price_kopecks"], 210_000, "a branch has prices of its own");
    assert_eq!(murmansk["items"][1]["price_kopecks"], list["items"][1]["price_kopecks"]);
    let nowhere = guest.get(&format!("{}?branch=nowhere", paths::SERVICES)).await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_application_names_the_service_with_its_price() {
    let world = World::new().await;
    let mut form = contract(&json!([]));
    form["kind"] = json!("extra_service");
    form["service"] = json!("electrician");
    let filed = world.client().post(PATH, &form).await;
    assert_eq!(filed.status, StatusCode::CREATED, "{:?}", filed.body);
    assert_eq!(filed.body["service"]["price_kopecks"], 90_000);
    assert_eq!(filed.body["clock"]["standard"], "service_call");
    let lookup = json!({ "number": filed.body["number"], "contact": EMAIL });
    let told = world.client().post(LOOKUP, &lookup).await.body;
    assert_eq!(told["service"]["ru"]["name"], "Вызов электрика");
    let mut clerk = world.staff("operator@demo.svetlitsa").await;
    let path = format!("/api/v1/staff/applications/{}", filed.body["number"].as_str().unwrap());
    assert_eq!(clerk.get(&path).await.body["application"]["service"]["id"], "electrician");

    // What is not in the list is described in words; a name that is none is told.
    form["service"] = json!("");
    assert_eq!(world.client().post(PATH, &form).await.body["service"], json!(null));
    for (kind, service) in [("extra_service", "rocket"), ("contract", "electrician")] {
        (form["kind"], form["service"]) = (json!(kind), json!(service));
        let refused = world.client().post(PATH, &form).await;
        assert_eq!(refused.body["fields"], json!([{ "field": "service", "code": "not_a_choice" }]), "{kind}");
    }
}
