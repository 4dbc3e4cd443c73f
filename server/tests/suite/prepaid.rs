//! Prepaid meters: reprogramming with its alarm and its act, and the refund of what was left, to its entry in the books.

use axum::http::StatusCode;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};
use svetlitsa_server::entity::{ledger_entry, outgoing_mail};
use svetlitsa_server::jobs::prepaid;

use crate::application_documents::{EMAIL, LOOKUP, PATH, add, attached, contract, last_letter, step};
use crate::harness::World;

#[tokio::test]
async fn reprogramming_says_when_the_money_is_over_and_ends_with_paying_by_readings() {
    let world = World::new().await;
    let mut form = contract(&json!([]));
    form["kind"] = json!("reprogramming");
    let refused = world.client().post(PATH, &form).await;
    assert_eq!(refused.body["fields"], json!([{ "field": "balance", "code": "required" }]));
    for (daily, price, field) in [(0, 595, "daily"), (8_000, 0, "price"), (8_000, -1, "price")] {
        form["prepaid"] = json!({ "balance_kopecks": 30_000, "daily_wh": daily, "price_kopecks": price });
        let refused = world.client().post(PATH, &form).await;
        assert_eq!(refused.body["fields"], json!([{ "field": field, "code": "not_a_number" }]));
    }
    // 300.00 at 8 kWh of 5.95 a day: 6.30 days from the 20th.
    form["prepaid"] = json!({ "balance_kopecks": 30_000, "daily_wh": 8_000, "price_kopecks": 595 });
    let filed = world.client().post(PATH, &form).await.body;
    assert_eq!((&filed["balance_kopecks"], &filed["missing"]), (&json!(30_000), &json!([])), "{filed}");
    assert!(filed["runs_out"].as_str().unwrap().starts_with("2026-11-26T"), "{filed}");
    assert_eq!(filed["road"], json!(["received", "reprogrammed", "postpaid"]));

    // What runs out in an hour is accepted, too, and stands before everything else on the desk.
    form["prepaid"]["balance_kopecks"] = json!(198);
    let urgent = world.client().post(PATH, &form).await.body;
    let mut clerk = world.staff("operator@demo.svetlitsa").await;
    let list = clerk.get("/api/v1/staff/applications").await.body;
    assert_eq!(list["items"][0]["application"]["number"], urgent["number"]);

    let number = filed["number"].as_str().unwrap();
    let mute = step(&mut clerk, number, json!({ "stage": "reprogrammed", "text": "Готово." })).await;
    assert_eq!(mute.body["fields"], json!([{ "field": "act", "code": "required" }]), "words are no act");
    let wrong = json!({ "done_on": "2026-11-21", "reading": "10,5", "left_kopecks": -1 });
    let wrong = step(&mut clerk, number, json!({ "stage": "reprogrammed", "act": wrong })).await.body;
    let fields: Vec<_> =
        wrong["fields"].as_array().unwrap().iter().map(|wrong| wrong["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["act_done_on", "act_reading", "act_left"], "every field at once");
    let act = json!({ "done_on": "2026-11-20", "reading": "10450  4310", "left_kopecks": 8740 });
    let done = step(&mut clerk, number, json!({ "stage": "reprogrammed", "act": act })).await.body;
    assert_eq!(
        (&done["application"]["stage"], &done["application"]["runs_out"]),
        (&json!("reprogrammed"), &Value::Null)
    );
    let kept = json!({ "done_on": "2026-11-20", "reading": "10450 4310", "left_kopecks": 8740 });
    assert_eq!(done["application"]["act"], kept);
    let told = world.client().post(LOOKUP, &json!({ "number": number, "contact": EMAIL })).await.body;
    assert_eq!(told["act"], kept, "its author sees what the act says");
    assert_eq!(step(&mut clerk, number, json!({ "stage": "postpaid" })).await.status, StatusCode::OK);
    assert!(last_letter(&world).await.body.contains("передавайте их каждый месяц"));
}

#[tokio::test]
async fn a_refund_with_its_memo_is_credited_within_five_working_days_of_the_money() {
    let world = World::new().await;
    let mut form = contract(&json!([]));
    form["kind"] = json!("refund");
    let filed = world.client().post(PATH, &form).await.body;
    assert_eq!(filed["missing"], json!(["reprogramming_memo"]), "a lost memo stops nobody");
    let number = filed["number"].as_str().unwrap().to_owned();
    let token = attached(&world, "memo.png", &crate::photos::png()).await;
    let memo =
        json!({ "contact": EMAIL, "documents": [{ "document": "reprogramming_memo", "draft": token }] });
    let came = add(&mut world.client(), &number, memo).await.body;
    assert_eq!((&came["missing"], &came["stage"]), (&json!([]), &json!("received")), "{came}");
    assert_eq!(came["clock"], filed["clock"], "the notice of a refund runs from its filing");
    let mut clerk = world.staff("operator@demo.svetlitsa").await;
    for (transferred, field, code) in [
        (Value::Null, "transfer_amount", "required"),
        (json!({ "amount_kopecks": 0, "account": "50200000021" }), "transfer_amount", "amount_too_small"),
        (json!({ "amount_kopecks": 8740 }), "transfer_account", "not_an_account"),
        (json!({ "amount_kopecks": 8740, "account": "50200000099" }), "transfer_account", "not_an_account"),
    ] {
        let body = json!({ "stage": "money_received", "transferred": transferred });
        let refused = step(&mut clerk, &number, body).await.body;
        assert_eq!(refused["fields"], json!([{ "field": field, "code": code }]));
    }
    let transferred = json!({ "amount_kopecks": 8740, "account": "50200000021" });
    let body = json!({ "stage": "money_received", "transferred": transferred });
    let money = step(&mut clerk, &number, body).await.body;
    assert_eq!(money["application"]["transferred"], transferred);
    let before = balance(&world, "50200000021").await;
    assert_eq!(money["application"]["clock"]["due"], "2026-11-27T23:59:59+03:00");
    let credited = step(&mut clerk, &number, json!({ "stage": "credited" })).await.body;
    assert_eq!(credited["application"]["clock"]["state"], "met");
    assert_eq!(balance(&world, "50200000021").await, before - 8740, "what was left is on the account");
    let entries = entries_of(&world, &number).await;
    assert_eq!(entries.iter().map(|entry| entry.amount_kopecks).sum::<i64>(), -8740);
    assert_eq!(step(&mut clerk, &number, json!({ "stage": "credited" })).await.code(), "wrong_stage");
    assert_eq!(entries_of(&world, &number).await.len(), entries.len(), "once");
    // Whoever looks into the books finds the application that it came by.
    let mut holder = world.resident("50200000021@demo.svetlitsa").await;
    let ledger = holder.get("/api/v1/accounts/50200000021/ledger").await.body;
    let cause = json!({ "kind": "transfer", "application": number });
    assert!(ledger["items"].as_array().unwrap().iter().any(|item| item["cause"] == cause), "{ledger}");
}

async fn balance(world: &World, account: &str) -> i64 {
    let rows = ledger_entry::Entity::find().filter(ledger_entry::Column::Account.eq(account));
    rows.all(&world.app.db).await.unwrap().iter().map(|entry| entry.amount_kopecks).sum()
}

async fn entries_of(world: &World, number: &str) -> Vec<ledger_entry::Model> {
    let rows = ledger_entry::Entity::find().filter(ledger_entry::Column::CauseKind.eq("transfer"));
    rows.filter(ledger_entry::Column::CauseId.eq(number)).all(&world.app.db).await.unwrap()
}

async fn alarms(world: &World) -> Vec<outgoing_mail::Model> {
    let letters = outgoing_mail::Entity::find().filter(outgoing_mail::Column::Subject.contains("кончаются"));
    letters.all(&world.app.db).await.unwrap()
}

#[tokio::test]
async fn whoever_waits_is_told_once_and_a_day_before_the_money_is_over() {
    let world = World::new().await;
    let mut form = contract(&json!([]));
    form["kind"] = json!("reprogramming");
    // Ten roubles a day: 55 hours of money from 12:00 on the 20th, a Friday: over at 19:00 on Sunday.
    form["prepaid"] = json!({ "balance_kopecks": 2292, "daily_wh": 1_000, "price_kopecks": 1000 });
    let filed = world.client().post(PATH, &form).await.body;
    let number = filed["number"].as_str().unwrap().to_owned();
    let runs_out = filed["runs_out"].as_str().unwrap();
    assert!(runs_out.starts_with("2026-11-22T"), "{runs_out}");
    assert_eq!(prepaid::alarm_all(&world.app).await.unwrap(), 0, "more than two days are left");
    // By night there are still more than 24 hours left in the morning.
    let world = world.later("2026-11-20T22:30:00+03:00");
    assert_eq!(prepaid::alarm_all(&world.app).await.unwrap(), 0);
    let world = world.later("2026-11-21T10:00:00+03:00");
    assert_eq!(prepaid::alarm_all(&world.app).await.unwrap(), 1);
    assert_eq!(prepaid::alarm_all(&world.app).await.unwrap(), 0, "once");
    let letters = alarms(&world).await;
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].recipient, EMAIL);
    assert!(letters[0].body.contains(&number) && letters[0].body.contains("22,92"), "{}", letters[0].body);

    // Nobody is told of what is over with.
    let other = world.client().post(PATH, &form).await.body;
    let mut clerk = world.staff("operator@demo.svetlitsa").await;
    let act = json!({ "done_on": "2026-11-20", "reading": "1", "left_kopecks": 0 });
    let body = json!({ "stage": "reprogrammed", "act": act });
    step(&mut clerk, other["number"].as_str().unwrap(), body).await;
    assert_eq!(prepaid::alarm_all(&world.app).await.unwrap(), 0);
}

#[tokio::test]
async fn whoever_applied_in_english_is_told_in_english() {
    let world = World::new().await;
    let mut form = contract(&json!([]));
    form["kind"] = json!("reprogramming");
    form["language"] = json!("en");
    form["prepaid"] = json!({ "balance_kopecks": 2292, "daily_wh": 1_000, "price_kopecks": 1000 });
    let filed = world.client().post(PATH, &form).await.body;
    let number = filed["number"].as_str().unwrap();
    let world = world.later("2026-11-21T10:00:00+03:00");
    assert_eq!(prepaid::alarm_all(&world.app).await.unwrap(), 1);
    assert_eq!(alarms(&world).await, [], "none in Russian");
    let letters = outgoing_mail::Entity::find().filter(outgoing_mail::Column::Subject.contains("runs out"));
    let letters = letters.all(&world.app.db).await.unwrap();
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].subject, format!("The money on your meter runs out: application {number}"));
    assert!(letters[0].body.contains("₽22.92 were left"), "{}", letters[0].body);
}
