//! A day against the acquirer's list: what is missing is credited, what differs is a case, however often it is closed.

use serde_json::{Value, json};
use svetlitsa_domain::Kopecks;
use svetlitsa_server::acquirer::Answer;
use svetlitsa_server::day_closing::close;
use svetlitsa_server::jobs;
use svetlitsa_server::refunds::{self, Asked};

use crate::harness::{Client, World, paid, pending};

const HERS: &str = "67100000017";
const MARIA: &str = "maria@demo.svetlitsa";

async fn waiting(world: &World, client: &mut Client, amount: i64) -> String {
    let order = json!({ "account": HERS, "amount_kopecks": amount, "method": "bank_card" });
    let payment = client.post("/api/v1/payments", &order).await.body["id"].as_str().unwrap().to_owned();
    jobs::acquirer::advance(&world.app, &payment).await;
    payment
}

async fn pay(world: &World, client: &mut Client, amount: i64) -> String {
    let payment = waiting(world, client, amount).await;
    world.acquirer.will([Ok(paid())]);
    jobs::acquirer::advance(&world.app, &payment).await;
    payment
}

fn took(payment: &str, amount: i64) -> Answer {
    Answer {
        acquirer_id: format!("a-{payment}"),
        payment_id: Some(payment.to_owned()),
        amount: Kopecks(amount),
        standing: paid(),
    }
}

fn day() -> chrono::NaiveDate {
    "2026-11-20".parse().unwrap()
}

async fn cases(world: &World) -> usize {
    let mut clerk = world.staff("operator@demo.svetlitsa").await;
    let list = clerk.get("/api/v1/staff/appeals").await.body;
    list["items"].as_array().unwrap().iter().filter(|case| case["appeal"]["kind"] == "payment_search").count()
}

async fn balance(client: &mut Client) -> i64 {
    let overview = client.get(&format!("/api/v1/accounts/{HERS}")).await.body;
    overview["account"]["balance_kopecks"].as_i64().unwrap()
}

#[tokio::test]
async fn money_that_was_missed_is_credited_and_a_closed_day_stays_closed() {
    let world = World::new().await;
    let mut maria = world.resident(MARIA).await;
    let known = pay(&world, &mut maria, 10_000).await;
    let missed = waiting(&world, &mut maria, 20_000).await;
    let unpaid = waiting(&world, &mut maria, 30_000).await;
    // What is on its way back was taken all the same, and had been credited before the day was closed.
    let asked = Asked { payment: &known, amount: None, document: "Request 1", by: "operator@demo.svetlitsa" };
    refunds::ask(&world.app.db, asked, world.app.clock.now_ms()).await.unwrap();
    let owed = balance(&mut maria).await;
    *world.acquirer.book.lock().unwrap() = vec![
        vec![took(&known, 10_000), Answer { standing: pending(), ..took(&unpaid, 30_000) }],
        vec![took(&missed, 20_000)],
    ];
    let early = close(&world.app, day()).await.unwrap_err();
    assert_eq!(early.code.as_str(), "wrong_stage", "the day is not over");

    let world = world.later("2026-11-21T02:00:00Z");
    let mut clerk = world.staff("operator@demo.svetlitsa").await;
    let list = "/api/v1/staff/day-closings";
    assert_eq!(clerk.get(list).await.body["items"], json!([]));
    world.acquirer.will([Ok(paid())]);
    assert_eq!(jobs::day_closing::close_due(&world.app).await.unwrap(), [day()]);
    assert_eq!(jobs::day_closing::close_due(&world.app).await.unwrap(), []);
    let first = clerk.get(list).await.body["items"][0].clone();
    assert_eq!((&first["taken"], &first["credited_now"]), (&json!(2), &json!(1)));
    assert_eq!(first["differences"], json!([]));
    let [payee] = &first["payees"].as_array().unwrap()[..] else { panic!("{first}") };
    assert_eq!((&payee["taken_kopecks"], &payee["credited_kopecks"]), (&json!(30_000), &json!(30_000)));
    let mut maria = world.resident(MARIA).await;
    assert_eq!(balance(&mut maria).await, owed - 20_000);

    // By hand once more: the same, and nothing twice.
    let again = close(&world.app, day()).await.unwrap();
    assert_eq!((again.taken, again.credited_now, again.differences.len()), (2, 0, 0));
    assert_eq!(balance(&mut maria).await, owed - 20_000);
    assert_eq!(clerk.get(list).await.body["items"].as_array().unwrap().len(), 1);
    assert_eq!(cases(&world).await, 0);
}

#[tokio::test]
async fn each_difference_is_a_case_once() {
    let world = World::new().await;
    let mut maria = world.resident(MARIA).await;
    let other_sum = pay(&world, &mut maria, 10_000).await;
    let not_taken = pay(&world, &mut maria, 20_000).await;
    *world.acquirer.book.lock().unwrap() = vec![vec![
        took(&other_sum, 11_000),
        Answer { payment_id: None, acquirer_id: "a-stranger".to_owned(), ..took("", 777) },
    ]];
    let world = world.later("2026-11-21T02:00:00Z");
    // Asked about the one that is not on the list, the acquirer waits for its payer.
    let closed = close(&world.app, day()).await.unwrap();
    let told: Vec<Value> = closed
        .differences
        .iter()
        .map(|differs| {
            json!([differs.kind, differs.payment, differs.taken_kopecks, differs.credited_kopecks])
        })
        .collect();
    assert_eq!(
        told,
        [
            json!(["other_sum", other_sum, 11_000, 10_000]),
            json!(["unknown", null, 777, 0]),
            json!(["not_taken", not_taken, 0, 20_000]),
        ]
    );
    let unknown = closed.payees.iter().find(|payee| payee.payee_name.is_none()).unwrap();
    assert_eq!((unknown.taken_kopecks, unknown.credited_kopecks), (Kopecks(777), Kopecks::ZERO));
    assert_eq!(cases(&world).await, 3);
    // The customer hears of hers.
    let mut maria = world.resident(MARIA).await;
    let search = maria.get(&format!("/api/v1/payments/{other_sum}")).await.body["search"].clone();
    assert_eq!(search["number"], closed.differences[0].case);

    let again = close(&world.app, day()).await.unwrap();
    assert_eq!(again.differences, closed.differences, "the same cases");
    assert_eq!(cases(&world).await, 3);
}

#[tokio::test]
async fn a_day_is_not_closed_without_the_list() {
    let world = World::new().await.later("2026-11-21T02:00:00Z");
    assert_eq!(close(&world.app, day()).await.unwrap_err().code.as_str(), "unavailable");
    assert_eq!(jobs::day_closing::close_due(&world.app).await.unwrap_err().code.as_str(), "unavailable");
    let mut clerk = world.staff("operator@demo.svetlitsa").await;
    assert_eq!(clerk.get("/api/v1/staff/day-closings").await.body["items"], json!([]));
    // After a week away: each day by itself, and no day twice.
    *world.acquirer.book.lock().unwrap() = vec![Vec::new()];
    let world = world.later("2026-11-22T02:00:00Z");
    assert_eq!(jobs::day_closing::close_due(&world.app).await.unwrap().len(), 1);
    let world = world.later("2026-12-04T02:00:00Z");
    let days = jobs::day_closing::close_due(&world.app).await.unwrap();
    assert_eq!((days.len(), days[0].to_string().as_str()), (7, "2026-11-27"));
}
