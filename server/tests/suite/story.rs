//! One story for both databases: whatever holds on SQLite holds on PostgreSQL.

use axum::http::StatusCode;
use serde_json::json;
use svetlitsa_server::jobs;

use crate::harness::{World, paid};

/// Signs in, gives a reading, pays twice at once, holds the receipts; twins of a request are one effect.
async fn tell(world: &World) {
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let overview = maria.get("/api/v1/accounts/67100000017").await.body;
    let owed = overview["account"]["balance_kopecks"].as_i64().unwrap();
    let meter = &overview["meters"][0];
    let values: Vec<_> = meter["registers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|register| json!({ "zone": register["zone"], "value": register["previous"].as_u64().unwrap() + 70 }))
        .collect();
    let reading = json!({ "meter": meter["id"], "values": values });
    let reply = maria.post("/api/v1/accounts/67100000017/readings", &reading).await;
    assert_eq!((reply.status, &reply.body["status"]), (StatusCode::CREATED, &json!("accepted")));

    let order = json!({ "account": "67100000017", "amount_kopecks": 12_345, "method": "sbp" });
    let mut twin = maria.clone();
    let (a, b) = tokio::join!(
        maria.post_with_key("/api/v1/payments", &order, "story"),
        twin.post_with_key("/api/v1/payments", &order, "story"),
    );
    assert_eq!((a.status, &a.body), (b.status, &b.body));
    let id = a.body["id"].as_str().unwrap().to_owned();
    jobs::acquirer::advance(&world.app, &id).await;
    world.acquirer.will([Ok(paid()), Ok(paid())]);
    let acquirer_id = format!("a-{id}");
    tokio::join!(
        jobs::acquirer::reread(&world.app, &id, &acquirer_id),
        jobs::acquirer::reread(&world.app, &id, &acquirer_id),
    );
    let after = maria.get("/api/v1/accounts/67100000017").await.body;
    assert_eq!(after["account"]["balance_kopecks"], owed - 12_345);
    let receipt = maria.get(&format!("/api/v1/payments/{id}/receipt")).await.body;
    assert_eq!(receipt["balance_after_kopecks"], owed - 12_345);
    assert_eq!(receipt["reading"]["status"], "accepted");
    assert!(svetlitsa_server::store::is_ready(&world.app.db).await);
}

#[tokio::test]
async fn on_sqlite() {
    tell(&World::new().await).await;
}

/// `cargo xtask test` starts a throwaway cluster and names it; a plain `cargo test` has none to tell it on.
#[tokio::test]
async fn on_postgresql() {
    let Ok(url) = std::env::var("SVETLITSA_TEST_POSTGRES") else {
        println!("SVETLITSA_TEST_POSTGRES names no database: told on SQLite only");
        return;
    };
    tell(&World::on(&url, tempfile::tempdir().unwrap()).await).await;
}
