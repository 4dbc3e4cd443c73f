//! Debts: closings over several months book what grows of them, a payment stops it, and no day is reckoned twice.

use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::bills::{CorrectionReason, Derivation};
use svetlitsa_server::bills::closing::{Report, close};
use svetlitsa_server::bills::correction::{Correction, book};
use svetlitsa_server::entity::{ledger_entry, penalty};
use svetlitsa_server::jobs;

use crate::harness::{World, paid};

const ANNA: &str = "67100000033";

pub(crate) async fn close_month(world: &World, period: &str, now: &str) -> anyhow::Result<Report> {
    let now: DateTime<Utc> = now.parse().unwrap();
    close(&world.app.db, &world.app.data, "smolensk", period.parse().unwrap(), now, |_| {}).await
}

/// What closings have booked: late month, last day, sum, all by then.
async fn penalties(world: &World) -> Vec<(String, String, i64, i64)> {
    let rows = penalty::Entity::find()
        .filter(penalty::Column::Account.eq(ANNA))
        .order_by_asc(penalty::Column::ReckonedOn)
        .order_by_asc(penalty::Column::LatePeriod)
        .all(&world.app.db)
        .await
        .unwrap();
    for row in &rows {
        let derivation: Derivation = serde_json::from_str(&row.derivation).unwrap();
        assert_eq!(derivation.kopecks().unwrap().0, row.amount_kopecks, "it can be reckoned again");
    }
    rows.into_iter()
        .map(|row| (row.late_period, row.reckoned_on, row.amount_kopecks, row.grown_kopecks))
        .collect()
}

async fn balance(world: &World, purpose: &str) -> i64 {
    let rows = ledger_entry::Entity::find()
        .filter(ledger_entry::Column::Account.eq(ANNA))
        .filter(ledger_entry::Column::Purpose.eq(purpose))
        .all(&world.app.db)
        .await
        .unwrap();
    rows.iter().map(|row| row.amount_kopecks).sum()
}

fn told(rows: &[(&str, &str, i64, i64)]) -> Vec<(String, String, i64, i64)> {
    rows.iter().map(|&(late, on, sum, all)| (late.to_owned(), on.to_owned(), sum, all)).collect()
}

/// 1 239.58 of August is due on 15.09, as much of September on 15.10, 1 379.17 of October on 16.11; a day at 9.5 % / 300
/// is 0.3925 of the first two.
#[tokio::test]
async fn months_that_nobody_pays() {
    let world = World::new().await;
    let october = ("2026-08", "2026-10-31", 628, 628);
    assert_eq!(penalties(&world).await, told(&[october]), "46 days late: 16 of them");
    let report = close_month(&world, "2026-11", "2026-12-03T09:00:00Z").await.unwrap();
    assert_eq!(report.penalties.0, 1_178 + 628);
    let again = close_month(&world, "2026-11", "2026-12-04T09:00:00Z").await.unwrap();
    assert_eq!(again.penalties.0, 0);
    close_month(&world, "2026-12", "2027-01-03T09:00:00Z").await.unwrap();
    let expected = told(&[
        october,
        ("2026-08", "2026-11-30", 1_178, 1_806),
        ("2026-09", "2026-11-30", 628, 628),
        // 107 days: 60 / 300 and 17 / 130.
        ("2026-08", "2026-12-31", 2_089, 3_895),
        ("2026-09", "2026-12-31", 1_217, 1_845),
        ("2026-10", "2026-12-31", 655, 655),
    ]);
    assert_eq!(penalties(&world).await, expected);
    assert_eq!(balance(&world, "penalty").await, 3_895 + 1_845 + 655, "months make the one formula");

    // The bill shows it apart: what the month costs is the sum of its lines as ever.
    let mut anna = world.resident("67100000033@demo.svetlitsa").await;
    let bill = anna.get("/api/v1/accounts/67100000033/bills/2026-12").await.body;
    let lines: i64 =
        bill["lines"].as_array().unwrap().iter().map(|line| line["amount_kopecks"].as_i64().unwrap()).sum();
    assert_eq!(bill["charged_kopecks"], lines);
    let penalty = &bill["penalty"];
    assert_eq!(
        (&penalty["before_kopecks"], &penalty["charged_kopecks"], penalty["parts"].as_array().unwrap().len()),
        (&json!(1_806 + 628), &json!(2_089 + 1_217 + 655), 3)
    );
    let code = svetlitsa_domain::bills::parse_bill_qr(bill["payment_code"].as_str().unwrap()).unwrap();
    let all = bill["before_kopecks"].as_i64().unwrap() + lines + 3_895 + 1_845 + 655;
    assert_eq!(code.amount.unwrap().0, all);
    let account = anna.get("/api/v1/accounts/67100000033").await.body["account"]["balance_kopecks"].clone();
    assert_eq!(account, all, "the balance shown anywhere is the sum of entries");

    // Nobody has decided the rate of 2027: the month stops before anything is written.
    let error = close_month(&world, "2027-01", "2027-02-03T09:00:00Z").await.unwrap_err().to_string();
    assert!(error.contains("no rate of penalty on 2027-01-31"), "{error}");
}

/// A penalty on what was never owed is given back by the next closing, once, and the debt's page knows it before.
#[tokio::test]
async fn a_charge_that_was_wrong_gives_back_its_penalty() {
    let world = World::new().await;
    let wrong = ledger_entry::Entity::find()
        .filter(ledger_entry::Column::Account.eq(ANNA))
        .filter(ledger_entry::Column::Period.eq("2026-08"))
        .filter(ledger_entry::Column::CauseKind.eq("charge"))
        .all(&world.app.db)
        .await
        .unwrap();
    let now_ms = world.app.clock.now_ms();
    for entry in &wrong {
        let amount = Kopecks(-entry.amount_kopecks);
        let reason = CorrectionReason::WrongFact;
        let asked = Correction { entry: &entry.id, amount, reason, document: "Act 5 of 2026-11-20" };
        book(&world.app.db, &asked, now_ms).await.unwrap();
    }
    let mut anna = world.resident("67100000033@demo.svetlitsa").await;
    let debt = anna.get("/api/v1/accounts/67100000033/debt").await.body;
    // What is left is September's: 20.11 is its 36th late day, so six days at 0.3925.
    assert_eq!(debt["payees"][0]["penalty_kopecks"], 236, "{debt}");
    close_month(&world, "2026-11", "2026-12-03T09:00:00Z").await.unwrap();
    let october = ("2026-08", "2026-10-31", 628, 628);
    let back = ("2026-08", "2026-11-30", -628, 0);
    assert_eq!(penalties(&world).await, told(&[october, back, ("2026-09", "2026-11-30", 628, 628)]));
    close_month(&world, "2026-12", "2027-01-03T09:00:00Z").await.unwrap();
    let august: Vec<_> = penalties(&world).await.into_iter().filter(|row| row.0 == "2026-08").collect();
    assert_eq!(august, told(&[october, back]));
}

#[tokio::test]
async fn a_payment_stops_it_and_covers_use_before_penalty() {
    let world = World::new().await;
    pay_in_december(world).await;
}

/// Told on both databases. December is paid on the tenth: 86 days after the due date of August, 56 after September's.
pub(crate) async fn pay_in_december(world: World) {
    let first = close_month(&world, "2026-11", "2026-12-03T09:00:00Z").await.unwrap();
    assert_eq!(first.penalties.0, 1_178 + 628);
    let owed = balance(&world, "supply").await;
    let world = world.later("2026-12-10T09:00:00Z");
    let mut anna = world.resident("67100000033@demo.svetlitsa").await;
    let order = json!({ "account": ANNA, "amount_kopecks": owed + 1_000, "method": "bank_card" });
    let reply = anna.post("/api/v1/payments", &order).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{:?}", reply.body);
    let id = reply.body["id"].as_str().unwrap().to_owned();
    jobs::acquirer::advance(&world.app, &id).await;
    world.acquirer.will([Ok(paid())]);
    jobs::acquirer::advance(&world.app, &id).await;
    assert_eq!(balance(&world, "supply").await, 0);
    assert_eq!(balance(&world, "penalty").await, 1_806 + 628 - 1_000);

    close_month(&world, "2026-12", "2027-01-03T09:00:00Z").await.unwrap();
    let rows = penalties(&world).await;
    let december = rows.iter().filter(|row| row.1 == "2026-12-31").cloned().collect::<Vec<_>>();
    assert_eq!(
        december,
        told(&[("2026-08", "2026-12-31", 392, 2_198), ("2026-09", "2026-12-31", 393, 1_021)])
    );
    let bill: Value = anna.get("/api/v1/accounts/67100000033/bills/2026-12").await.body;
    assert_eq!(bill["penalty"]["before_kopecks"], 1_806 + 628 - 1_000);
}

/// `facts/domain.md` 3.6: the month that the payer names is covered first; else the oldest debt.
#[tokio::test]
async fn the_named_month_is_covered_before_older_ones() {
    for (named, covered) in [(None, "2026-08"), (Some("2026-10"), "2026-10"), (Some("2025-01"), "2026-08")] {
        let world = World::new().await;
        let mut anna = world.resident("67100000033@demo.svetlitsa").await;
        let mut order = json!({ "account": ANNA, "amount_kopecks": 50_000, "method": "bank_card" });
        if let Some(month) = named {
            order["period"] = json!(month);
        }
        let reply = anna.post("/api/v1/payments", &order).await;
        assert_eq!(reply.status, StatusCode::CREATED, "{:?}", reply.body);
        let id = reply.body["id"].as_str().unwrap().to_owned();
        jobs::acquirer::advance(&world.app, &id).await;
        world.acquirer.will([Ok(paid())]);
        jobs::acquirer::advance(&world.app, &id).await;
        let entries = ledger_entry::Entity::find().filter(ledger_entry::Column::CauseId.eq(&id));
        let entries = entries.all(&world.app.db).await.unwrap();
        let told: Vec<_> = entries.iter().map(|row| (row.period.as_str(), row.amount_kopecks)).collect();
        assert_eq!(told, [(covered, -50_000)], "{named:?}");
    }
}

/// What the page tells on 20.11.2026: three months owed, two of them late; the notice of 03.11; what a day adds.
#[tokio::test]
async fn the_debt_is_told_with_its_stages_and_what_a_day_adds() {
    let world = World::new().await;
    let mut anna = world.resident("67100000033@demo.svetlitsa").await;
    let debt = anna.get("/api/v1/accounts/67100000033/debt").await.body;
    assert_eq!((&debt["overdue_kopecks"], &debt["penalty_kopecks"]), (&json!(385_833), &json!(1_413 + 236)));
    let months = debt["payees"][0]["months"].as_array().unwrap();
    let told: Vec<_> = months
        .iter()
        .map(|month| {
            (month["period"].as_str().unwrap(), month["days"].as_i64(), month["penalty_kopecks"].as_i64())
        })
        .collect();
    assert_eq!(
        told,
        [("2026-08", Some(66), Some(1_413)), ("2026-09", Some(36), Some(236)), ("2026-10", Some(4), Some(0))]
    );
    // Two debts of 1 239.58 at 9.5 % / 300; the third begins on 17.12, the first becomes dearer on 15.12.
    let steps = debt["forecast"]["steps"].as_array().unwrap();
    assert_eq!(steps[0], json!({ "from": "2026-11-21", "rubles_a_day": "0.7851" }));
    assert_eq!(steps[1]["from"], "2026-12-15");
    assert_eq!(steps[2]["from"], "2026-12-17");
    let days = debt["forecast"]["days"].as_array().unwrap();
    assert_eq!((days.len(), &days[0]["penalty_kopecks"]), (30, &json!(1_452 + 275)));

    let restriction = &debt["restriction"];
    assert_eq!(
        (&restriction["threshold_kopecks"], &restriction["is_ground"]),
        (&json!(182_712), &json!(true))
    );
    assert_eq!(
        restriction["course"],
        json!({
            "stage": "notified", "delivered_on": "2026-11-03", "pay_by": "2026-11-23",
            "limit_from": "2026-11-24", "suspend_from": "2026-12-05", "restored_by": "2026-11-22",
        })
    );
    assert_eq!(restriction["restore"]["total_kopecks"], 385_833 + 1_649 + 185_000);
    assert_eq!(
        (&debt["notices"][0]["channel"], debt["notices"].as_array().unwrap().len()),
        (&json!("signature"), 1)
    );

    // The next day costs what was said.
    let world = world.later("2026-11-21T09:00:00Z");
    let mut anna = world.resident("67100000033@demo.svetlitsa").await;
    let tomorrow = anna.get("/api/v1/accounts/67100000033/debt").await.body;
    assert_eq!(tomorrow["penalty_kopecks"], days[0]["penalty_kopecks"]);
}

#[tokio::test]
async fn nothing_late_and_debts_to_a_former_payee() {
    let world = World::new().await;
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let debt = maria.get("/api/v1/accounts/67100000017/debt").await.body;
    assert_eq!(
        (&debt["overdue_kopecks"], &debt["payees"][0]["months"][0]["days"]),
        (&json!(150_912), &json!(4))
    );
    let mut piotr = world.resident("67100000025@demo.svetlitsa").await;
    let debt = piotr.get("/api/v1/accounts/67100000025/debt").await.body;
    assert_eq!(
        (&debt["payees"], &debt["forecast"], &debt["offer"]),
        (&json!([]), &Value::Null, &Value::Null)
    );
    assert_eq!(debt["next"]["due_on"], "2026-12-15");
    assert_eq!(piotr.get("/api/v1/accounts/67100000025/instalments?parts=6").await.code(), "wrong_stage");

    let mut artyom = world.resident("50200000021@demo.svetlitsa").await;
    let debt = artyom.get("/api/v1/accounts/50200000021/debt").await.body;
    let payee = &debt["payees"][0];
    assert_eq!((&payee["payee"], &payee["is_current"]), (&json!("rosseti-mr"), &json!(false)));
    assert_eq!((&payee["overdue_kopecks"], &payee["is_penalty_reckoned"]), (&json!(241_570), &json!(false)));
    assert_eq!((&debt["penalty_kopecks"], &debt["offer"]), (&json!(0), &Value::Null));

    // A guest and a stranger see nothing of it.
    let mut guest = world.guest("67100000033", "5").await;
    assert_eq!(guest.get("/api/v1/accounts/67100000033/debt").await.code(), "not_found");
    assert_eq!(maria.get("/api/v1/accounts/67100000033/debt").await.code(), "not_found");
}

#[tokio::test]
async fn an_agreement_is_in_force_once_its_first_part_is_paid() {
    agree(World::new().await).await;
}

/// Told on both databases. 3 858.33 at 30 % in six parts: 1 157.50, then 450.13 five times and 450.18.
pub(crate) async fn agree(world: World) {
    const PLAN: &str = "/api/v1/accounts/67100000033/instalments";
    const DEBT: &str = "/api/v1/accounts/67100000033/debt";
    let mut anna = world.resident("67100000033@demo.svetlitsa").await;
    let plan = anna.get(&format!("{PLAN}?parts=6")).await.body;
    let sums: Vec<_> =
        plan["parts"].as_array().unwrap().iter().map(|p| p["amount_kopecks"].as_i64().unwrap()).collect();
    assert_eq!((plan["first_kopecks"].as_i64(), &plan["first_due"]), (Some(115_750), &json!("2026-11-25")));
    assert_eq!(sums, [45_013, 45_013, 45_013, 45_013, 45_013, 45_018]);
    assert_eq!(anna.get(PLAN).await.body, plan, "the standard term");
    for (query, code) in [("?parts=x", "malformed_request"), ("?parts=1", "validation_failed")] {
        assert_eq!(anna.get(&format!("{PLAN}{query}")).await.code(), code, "{query}");
    }
    let form = |debt: i64, parts: u32| json!({ "payee": "atomenergosbyt-smolensk", "debt_kopecks": debt, "parts": parts });
    assert_eq!(anna.post(PLAN, &form(385_832, 6)).await.code(), "wrong_stage", "another debt than was shown");
    assert_eq!(anna.post(PLAN, &form(385_833, 13)).await.code(), "validation_failed");
    // The same request again is the same agreement; another one takes its place.
    let first = anna.post_with_key(PLAN, &form(385_833, 3), "instalments-key-0001").await;
    assert_eq!(first.status, StatusCode::CREATED, "{:?}", first.body);
    let again = anna.post_with_key(PLAN, &form(385_833, 3), "instalments-key-0001").await;
    assert_eq!(again.body, first.body);
    let second = anna.post(PLAN, &form(385_833, 6)).await.body;
    assert_eq!((&second["state"], &second["plan"]["first_kopecks"]), (&json!("awaiting"), &json!(115_750)));
    let states = async |anna: &mut crate::harness::Client| -> Vec<Value> {
        let debt = anna.get(DEBT).await.body;
        debt["agreements"].as_array().unwrap().iter().map(|agreement| agreement["state"].clone()).collect()
    };
    assert_eq!(states(&mut anna).await, ["awaiting", "withdrawn"]);

    // A kopeck too little is not the first part.
    for (sum, state, stage) in [(115_749, "awaiting", "notified"), (100, "in_force", "averted")] {
        let order = json!({ "account": ANNA, "amount_kopecks": sum, "method": "bank_card" });
        let id = anna.post("/api/v1/payments", &order).await.body["id"].as_str().unwrap().to_owned();
        jobs::acquirer::advance(&world.app, &id).await;
        world.acquirer.will([Ok(paid())]);
        jobs::acquirer::advance(&world.app, &id).await;
        let debt = anna.get(DEBT).await.body;
        assert_eq!(
            (&debt["agreements"][0]["state"], &debt["restriction"]["course"]["stage"]),
            (&json!(state), &json!(stage))
        );
    }
    let debt = anna.get(DEBT).await.body;
    assert_eq!(
        (&debt["restriction"]["is_ground"], &debt["restriction"]["has_agreement"]),
        (&json!(false), &json!(true))
    );
    assert_eq!(debt["offer"], Value::Null, "one at a time");
    assert_eq!(anna.post(PLAN, &form(270_000, 6)).await.code(), "wrong_stage");
    // The next part does not come.
    let world = world.later("2026-12-21T09:00:00Z");
    let mut anna = world.resident("67100000033@demo.svetlitsa").await;
    assert_eq!(states(&mut anna).await, ["broken", "withdrawn"]);
}

/// A branch with a day for it is closed by the service itself: in its time, once, one month after the other.
#[tokio::test]
async fn the_month_closes_by_itself() {
    let mut world = World::new().await;
    let mut data = svetlitsa_server::data::DataSet::clone(&world.app.data);
    let terms = svetlitsa_server::data::ClosingTerms {
        day: 3,
        time: chrono::NaiveTime::from_hms_opt(4, 0, 0).unwrap(),
    };
    for (id, branch) in &mut data.branches {
        branch.closing = (id == "smolensk").then_some(terms);
    }
    world.app.data = std::sync::Arc::new(data);
    let closed = async |instant: &str, world: World| {
        let world = world.later(instant);
        let (a, b) = tokio::join!(jobs::closing::close_due(&world.app), jobs::closing::close_due(&world.app));
        let told = |all: Vec<jobs::closing::Closed>| -> Vec<(String, i64)> {
            all.into_iter().map(|one| (one.period.to_string(), one.outcome.unwrap().made())).collect()
        };
        (told(a), told(b), world)
    };
    let (a, b, world) = closed("2026-12-03T00:59:00Z", world).await;
    assert_eq!((a, b), (vec![], vec![]), "in Smolensk it is a minute to four");
    let (a, b, world) = closed("2026-12-03T01:00:00Z", world).await;
    let made: i64 = a.iter().chain(&b).map(|(_, made)| made).sum();
    assert_eq!(made, 5, "two at once make each bill once: {a:?} {b:?}");
    let (a, b, world) = closed("2026-12-31T09:00:00Z", world).await;
    assert_eq!((a, b), (vec![], vec![]));
    let (a, _, world) = closed("2027-01-03T01:00:00Z", world).await;
    assert_eq!(a[0].0, "2026-12");
    // A clock that jumps back closes nothing.
    let (a, b, _world) = closed("2026-12-03T02:00:00Z", world).await;
    assert_eq!((a, b), (vec![], vec![]));
}

/// A relative who may not see money sees no debt; one who sees it agrees on nothing in the holder's name.
#[tokio::test]
async fn a_relative_sees_the_debt_as_far_as_money_and_signs_nothing() {
    const DEBT: &str = "/api/v1/accounts/67100000017/debt";
    const PLAN: &str = "/api/v1/accounts/67100000017/instalments";
    let form = json!({ "payee": "atomenergosbyt-smolensk", "debt_kopecks": 150_912, "parts": 6 });
    for (marks, sees) in [("s", false), ("p", false), ("v", true)] {
        let world = World::new().await;
        let (mut maria, mut son, _) = crate::shares::shared(&world, marks).await;
        let debt = son.get(DEBT).await;
        assert_eq!(debt.status == StatusCode::OK, sees, "{marks}: {:?}", debt.body);
        assert_eq!((&debt.body["offer"], son.get(PLAN).await.status == StatusCode::OK), (&Value::Null, sees));
        assert_eq!(son.post(PLAN, &form).await.code(), "not_found", "{marks}");
        assert!(!maria.get(DEBT).await.body["offer"].is_null());
        assert_eq!(maria.post(PLAN, &form).await.status, StatusCode::CREATED);
    }
}
