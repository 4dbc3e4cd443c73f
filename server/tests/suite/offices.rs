//! Offices: all of them, or a branch's; what the source leaves open stays open.

use serde_json::Value;

use crate::harness::World;

#[tokio::test]
async fn offices_are_listed_by_branch_and_gaps_stay_gaps() {
    let world = World::new().await;
    let mut client = world.client();
    for (query, count) in [("", 133), ("?branch=tver", 46), ("?branch=smolensk", 34), ("?branch=nowhere", 0)]
    {
        let list = client.get(&format!("/api/v1/offices{query}")).await.body;
        let items = list["items"].as_array().unwrap();
        assert_eq!(items.len(), count, "{query}");
        let branch = query.strip_prefix("?branch=");
        assert!(items.iter().all(|item| branch.is_none_or(|branch| item["branch"] == branch)));
    }
    let list = client.get("/api/v1/offices?branch=smolensk").await.body;
    let silent = list["items"].as_array().unwrap().iter().find(|item| item["id"] == "smolensk-03").unwrap();
    assert_eq!(silent["takes_payments"], Value::Null);
    assert_eq!(client.get("/api/v1/offices?town=x").await.code(), "malformed_request");
}
