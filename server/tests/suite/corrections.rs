//! What was booked wrong is put right by another entry, and the ledger of an account adds up to what it owes.

use std::collections::HashMap;

use axum::http::StatusCode;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use serde_json::Value;
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::bills::CorrectionReason;
use svetlitsa_server::bills::correction::{Correction, book};
use svetlitsa_server::entity::{account, correction, ledger_entry};

use crate::harness::{Client, World};

const SILENT: &str = "67100000033";

/// The whole ledger, page by page, newest first.
async fn ledger(reader: &mut Client, account: &str) -> Vec<Value> {
    let path = format!("/api/v1/accounts/{account}/ledger?limit=7");
    let (mut items, mut cursor) = (Vec::new(), None::<String>);
    loop {
        let next = cursor.map_or_else(String::new, |cursor| format!("&cursor={cursor}"));
        let page = reader.get(&format!("{path}{next}")).await;
        assert_eq!(page.status, StatusCode::OK, "{:?}", page.body);
        items.extend(page.body["items"].as_array().unwrap().clone());
        match page.body["next_cursor"].as_str() {
            Some(next) => cursor = Some(next.to_owned()),
            None => return items,
        }
    }
}

async fn last_charge(world: &World) -> ledger_entry::Model {
    ledger_entry::Entity::find()
        .filter(ledger_entry::Column::Account.eq(SILENT))
        .filter(ledger_entry::Column::CauseKind.eq("charge"))
        .order_by_desc(ledger_entry::Column::BookedAt)
        .one(&world.app.db)
        .await
        .unwrap()
        .unwrap()
}

fn asked<'a>(entry: &'a str, kopecks: i64, reason: CorrectionReason, document: &'a str) -> Correction<'a> {
    Correction { entry, amount: Kopecks(kopecks), reason, document }
}

#[tokio::test]
async fn the_ledger_of_every_account_adds_up_to_what_it_owes() {
    let world = World::new().await;
    let mut seen = 0;
    for account in account::Entity::find().all(&world.app.db).await.unwrap() {
        let login = format!("{}@demo.svetlitsa", account.number);
        if account.number == "67100000058" || account.number == "63400000018" {
            continue;
        }
        let login = if account.number == "67100000017" { "maria@demo.svetlitsa".to_owned() } else { login };
        let mut holder = world.resident(&login).await;
        let items = ledger(&mut holder, &account.number).await;
        let mut owed: HashMap<String, i64> = HashMap::new();
        for item in items.iter().rev() {
            let owed = owed.entry(item["payee_name"].to_string()).or_default();
            *owed += item["amount_kopecks"].as_i64().unwrap();
            assert_eq!(item["balance_kopecks"], *owed, "{item}");
        }
        let shown = holder.get(&format!("/api/v1/accounts/{}", account.number)).await.body;
        for balance in shown["balances"].as_array().unwrap() {
            *owed.entry(balance["payee_name"].to_string()).or_default() -=
                balance["amount_kopecks"].as_i64().unwrap();
        }
        assert!(
            owed.values().all(|sum| *sum == 0),
            "{}: the account shows other sums: {owed:?}",
            account.number
        );
        seen += items.len();
    }
    assert!(seen > 100, "{seen} entries");
}

#[tokio::test]
async fn a_correction_is_an_entry_with_its_reason_and_document() {
    let world = World::new().await;
    let db = &world.app.db;
    let mut anna = world.resident("67100000033@demo.svetlitsa").await;
    let before = ledger(&mut anna, SILENT).await;
    let charge = last_charge(&world).await;
    let order = asked(&charge.id, -10_000, CorrectionReason::WrittenOff, "Order 17 of 2026-11-20");
    let now_ms = world.app.clock.now_ms();
    let done = book(db, &order, now_ms).await.unwrap();
    assert_eq!(
        (done.account.as_str(), done.left, done.is_repeated),
        (SILENT, Kopecks(charge.amount_kopecks - 10_000), false)
    );
    assert!(book(db, &order, now_ms).await.unwrap().is_repeated);

    assert_eq!(before[0]["cause"], serde_json::json!({ "kind": "charge", "has_bill": true }));
    let after = ledger(&mut anna, SILENT).await;
    assert_eq!(after.len(), before.len() + 1);
    assert_eq!(after[1..], before, "what was booked stays as it was");
    let newest = &after[0];
    assert_eq!(newest["cause"]["kind"], "correction");
    assert_eq!(newest["cause"]["of"], charge.id);
    assert_eq!(newest["cause"]["reason"], "written_off");
    assert_eq!(newest["cause"]["document"], "Order 17 of 2026-11-20");
    assert_eq!(newest["period"], charge.period);
    let owed = before[0]["balance_kopecks"].as_i64().unwrap() - 10_000;
    assert_eq!(newest["balance_kopecks"], owed);
    let shown = anna.get(&format!("/api/v1/accounts/{SILENT}")).await.body;
    let shown = shown["balances"].as_array().unwrap().iter();
    assert_eq!(shown.map(|balance| balance["amount_kopecks"].as_i64().unwrap()).sum::<i64>(), owed);
}

#[tokio::test]
async fn what_cannot_be_corrected_is_refused_with_its_reason() {
    let world = World::new().await;
    let db = &world.app.db;
    let charge = last_charge(&world).await;
    let (id, whole) = (charge.id.as_str(), charge.amount_kopecks);
    let first = asked(id, -100, CorrectionReason::WrongFact, "Act 1");
    book(db, &first, 0).await.unwrap();
    let own: ledger_entry::Model = ledger_entry::Entity::find()
        .filter(ledger_entry::Column::CauseKind.eq("correction"))
        .one(db)
        .await
        .unwrap()
        .unwrap();
    let long = "x".repeat(201);
    for (correction, why) in [
        (asked("nobody", -1, CorrectionReason::WrongFact, "Act 2"), "there is no entry nobody"),
        (asked(&own.id, -1, CorrectionReason::WrongFact, "Act 2"), "is a correction itself"),
        (asked(id, -whole, CorrectionReason::WrittenOff, "Act 2"), "is left of the entry"),
        (asked(id, 1, CorrectionReason::WrittenOff, "Act 2"), "only becomes less"),
        (asked(id, 0, CorrectionReason::WrongFact, "Act 2"), "a correction of nothing"),
        (asked(id, -200, CorrectionReason::WrongFact, "Act 1"), "by -1.00 already"),
        (asked(id, -100, CorrectionReason::Misposted, "Act 1"), "by -1.00 already"),
        (asked(id, -1, CorrectionReason::WrongFact, "  "), "1 to 200 characters"),
        (asked(id, -1, CorrectionReason::WrongFact, &long), "1 to 200 characters"),
        (asked(id, -1, CorrectionReason::WrongFact, "Act\n3"), "one line"),
    ] {
        let refused = book(db, &correction, 0).await.unwrap_err().to_string();
        assert!(refused.contains(why), "{correction:?}: {refused}");
    }
    assert_eq!(correction::Entity::find().count(db).await.unwrap(), 1);
}

/// What a correction takes off is not asked for by the bill before it: neither on its page nor in its code.
#[tokio::test]
async fn a_bill_asks_for_what_is_left_after_a_correction() {
    let world = World::new().await;
    let mut anna = world.resident("67100000033@demo.svetlitsa").await;
    let path = format!("/api/v1/accounts/{SILENT}/bills/2026-10");
    let bill = anna.get(&path).await.body;
    assert_eq!(bill.get("corrected_since_kopecks"), None);
    let asked_for = |bill: &Value| {
        let code = svetlitsa_domain::bills::parse_bill_qr(bill["payment_code"].as_str().unwrap()).unwrap();
        code.amount.unwrap().0
    };
    let before = asked_for(&bill);
    let charge = last_charge(&world).await;
    let order = asked(&charge.id, -10_000, CorrectionReason::WrittenOff, "Order 17 of 2026-11-20");
    book(&world.app.db, &order, world.app.clock.now_ms()).await.unwrap();
    let bill = anna.get(&path).await.body;
    assert_eq!(bill["corrected_since_kopecks"], -10_000);
    assert_eq!(asked_for(&bill), before - 10_000);
}
