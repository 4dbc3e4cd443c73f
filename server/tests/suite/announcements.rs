//! What the operator announces is told to those whom it concerns, in its days.

use serde_json::{Value, json};

use crate::harness::World;

async fn announced(world: &World, login: &str, account: &str) -> Value {
    let mut resident = world.resident(login).await;
    resident.get(&format!("/api/v1/accounts/{account}")).await.body["announcements"].clone()
}

#[tokio::test]
async fn those_with_a_prepaid_meter_in_the_town_are_told_and_nobody_else() {
    let world = World::new().await;
    let told = announced(&world, "50200000013@demo.svetlitsa", "50200000013").await;
    assert_eq!(told[0]["id"], "prepaid-krasnogorsk");
    assert_eq!((&told[0]["is_warning"], &told[0]["until"]), (&json!(true), &json!("2027-12-31")));
    assert!(told[0]["ru"]["text"].as_str().unwrap().contains("24 часа"));
    assert_eq!(announced(&world, "maria@demo.svetlitsa", "67100000017").await, json!([]));
    let mut guest = world.guest("50200000013", "3").await;
    let seen = guest.get("/api/v1/accounts/50200000013").await.body;
    assert_eq!(seen["announcements"], json!([]), "a guest is not told what meter there is");
    let world = world.later("2028-01-01T10:00:00+03:00");
    assert_eq!(announced(&world, "50200000013@demo.svetlitsa", "50200000013").await, json!([]));
}
