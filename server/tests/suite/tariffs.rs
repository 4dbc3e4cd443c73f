//! Tariffs: all of a branch or those of a day, with their orders; what is not known is not there.

use axum::http::StatusCode;
use serde_json::{Value, json};
use svetlitsa_api::paths;

use crate::harness::World;

fn versions(sheet: &Value) -> Vec<&str> {
    sheet["versions"].as_array().unwrap().iter().map(|version| version["id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn everybody_sees_prices_with_their_history() {
    let world = World::new().await;
    let mut client = world.client();
    let home = client.get(paths::TARIFFS).await;
    assert_eq!((home.status, &home.body["branch"]), (StatusCode::OK, &json!("smolensk")));
    assert_eq!(versions(&home.body).len(), 6);
    assert_eq!(home.body["versions"][0]["from"], "2026-10-01");
    assert_eq!(home.body["versions"][5]["from"], Value::Null);
    assert_eq!(home.body["today"], "2026-11-20");
    assert_eq!(home.body["norms"].as_array().unwrap().len(), 8);
    assert_eq!(home.body["branches"].as_array().unwrap().len(), 7);

    let then = client.get("/api/v1/tariffs?branch=smolensk&on=2026-09-30").await.body;
    assert_eq!(versions(&then), ["smolensk-2026-01-urban", "smolensk-2026-01-reduced"]);
    assert_eq!(then["versions"][1]["categories"], json!(["urban_electric", "rural"]));
    assert_eq!(then["versions"][0]["prices"][0], json!({ "zone": "single", "rubles": ["5.95"] }));
    assert_eq!(then["versions"][0]["confidence"], "demo");

    let water = client.get("/api/v1/tariffs?branch=izhevsk").await.body;
    assert!(versions(&water).contains(&"izhevsk-hot-water-ever"));
}

#[tokio::test]
async fn what_is_not_known_is_not_there() {
    let world = World::new().await;
    let mut client = world.client();
    for (query, status, code) in [
        ("?branch=nowhere", 404, "not_found"),
        ("?on=2026-13-01", 400, "malformed_request"),
        ("?on=", 400, "malformed_request"),
        ("?town=x", 400, "malformed_request"),
    ] {
        let reply = client.get(&format!("{}{query}", paths::TARIFFS)).await;
        assert_eq!((reply.status.as_u16(), reply.code()), (status, code), "{query}");
    }
    // A branch without prices says so by having none.
    let none = client.get("/api/v1/tariffs?branch=murmansk").await;
    assert_eq!((none.status, versions(&none.body).len()), (StatusCode::OK, 0));
}
