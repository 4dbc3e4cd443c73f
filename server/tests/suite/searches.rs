//! Money of which nothing is known: a case opens by itself, once, is seen by the customer, and ends by itself.

use serde_json::{Value, json};
use svetlitsa_server::acquirer::AcquirerError;
use svetlitsa_server::jobs;

use crate::harness::{Client, World, declined, paid, pending};

const HERS: &str = "67100000017";
const MARIA: &str = "maria@demo.svetlitsa";

/// The payer has the link, and from then on nobody answers.
async fn silent(world: &World, client: &mut Client) -> String {
    let order = json!({ "account": HERS, "amount_kopecks": 10_000, "method": "bank_card" });
    let payment = client.post("/api/v1/payments", &order).await.body["id"].as_str().unwrap().to_owned();
    world.acquirer.will([Ok(pending()), Err(AcquirerError::Unknown("no answer".to_owned()))]);
    jobs::acquirer::advance(&world.app, &payment).await;
    jobs::acquirer::advance(&world.app, &payment).await;
    payment
}

async fn look(world: &World) -> usize {
    jobs::searches::open_overdue(&world.app).await.unwrap()
}

async fn payment(client: &mut Client, id: &str) -> Value {
    client.get(&format!("/api/v1/payments/{id}")).await.body
}

#[tokio::test]
async fn an_overdue_payment_is_looked_for_until_its_money_is_found() {
    let world = World::new().await;
    let mut maria = world.resident(MARIA).await;
    let id = silent(&world, &mut maria).await;
    assert_eq!(look(&world).await, 0, "the promise still has a day");
    let world = world.later("2026-11-21T20:59:00Z");
    assert_eq!(look(&world).await, 0);
    assert_eq!(payment(&mut maria, &id).await["search"], Value::Null);

    let world = world.later("2026-11-21T21:00:01Z");
    let before = world.letters(MARIA).await.len();
    assert_eq!(look(&world).await, 1);
    assert_eq!(look(&world).await, 0, "once for each payment");
    let mut maria = world.resident(MARIA).await;
    let search = payment(&mut maria, &id).await["search"].clone();
    let number = search["number"].as_str().unwrap().to_owned();
    assert_eq!(
        (&search["is_ended"], &search["clock"]["state"], &search["clock"]["standard"]),
        (&json!(false), &json!("running"), &json!("appeal_review"))
    );
    // The customer sees it among the appeals, and so does the desk.
    let appeals = maria.get("/api/v1/appeals").await.body;
    let appeal = appeals["items"].as_array().unwrap().iter().find(|appeal| appeal["number"] == *number);
    assert_eq!(appeal.unwrap()["kind"], "payment_search");
    let mut clerk = world.staff("operator@demo.svetlitsa").await;
    let desk = clerk.get(&format!("/api/v1/staff/appeals/{number}")).await.body;
    assert_eq!(
        (&desk["appeal"]["kind"], &desk["appeal"]["account"]),
        (&json!("payment_search"), &json!(HERS))
    );
    assert_eq!(world.letters(MARIA).await.len(), before + 1);

    // The acquirer is back and has the money.
    world.acquirer.will([Ok(paid())]);
    jobs::acquirer::advance(&world.app, &id).await;
    let found = payment(&mut maria, &id).await;
    assert_eq!((&found["state"], &found["search"]["is_ended"]), (&json!("succeeded"), &json!(true)));
    let appeal = clerk.get(&format!("/api/v1/staff/appeals/{number}")).await.body;
    assert_eq!(appeal["appeal"]["stage"], "closed");
    let told = appeal["appeal"]["events"].as_array().unwrap().last().unwrap()["text"].clone();
    assert!(told.as_str().unwrap().contains("зачислены"), "{told}");
    // Found, and the receipt.
    assert_eq!(world.letters(MARIA).await.len(), before + 3);
}

#[tokio::test]
async fn money_of_a_terminal_is_looked_for_the_next_day_and_nothing_may_have_been_taken() {
    let world = World::new().await;
    let mut guest = world.guest(HERS, "12").await;
    let id = silent(&world, &mut guest).await;
    let row = svetlitsa_server::store::payments::find(&world.app.db, &id).await.unwrap().unwrap();
    let tx = svetlitsa_server::store::begin_write(&world.app.db).await.unwrap();
    let at_terminal = svetlitsa_server::entity::payment::Model { terminal: Some("K-0001".to_owned()), ..row };
    svetlitsa_server::store::payments::touch(&tx, at_terminal).await.unwrap();
    tx.commit().await.unwrap();
    let world = world.later("2026-11-20T21:00:01Z");
    assert_eq!(look(&world).await, 1);
    world.acquirer.will([Ok(declined())]);
    jobs::acquirer::advance(&world.app, &id).await;
    let mut maria = world.resident(MARIA).await;
    let search = payment(&mut maria, &id).await["search"].clone();
    assert_eq!(search["is_ended"], true);
    let mut clerk = world.staff("operator@demo.svetlitsa").await;
    let appeal =
        clerk.get(&format!("/api/v1/staff/appeals/{}", search["number"].as_str().unwrap())).await.body;
    let told = appeal["appeal"]["events"].as_array().unwrap().last().unwrap()["text"].clone();
    assert!(told.as_str().unwrap().contains("не брал"), "{told}");
}

#[tokio::test]
async fn nobody_writes_a_search() {
    let world = World::new().await;
    let mut maria = world.resident(MARIA).await;
    let form = json!({ "kind": "payment_search", "text": "Найдите мои деньги", "email": "x@example.org" });
    let reply = maria.post("/api/v1/appeals", &form).await;
    assert_eq!(reply.body["fields"], json!([{ "field": "kind", "code": "not_a_choice" }]));
}
