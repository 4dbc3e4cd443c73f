//! What closings have stored is reckoned a second time, from what was stored alone: every line, every penalty, every
//! total, of the sample world and of what is closed on top of it.

use std::collections::BTreeMap;

use sea_orm::EntityTrait;
use serde_json::Value;
use svetlitsa_server::bills::closing::close;
use svetlitsa_server::entity::{bill, bill_line, ledger_entry, penalty};

use crate::evaluator::{number, reckon, whole};
use crate::harness::World;

/// Branches of the sample world that bill.
pub(crate) const BILLING: [&str; 3] = ["smolensk", "izhevsk", "krasnogorsk"];

/// Closes a month of every branch.
pub(crate) async fn close_all(world: &World, period: &str, now: &str) {
    for branch in BILLING {
        let (period, now) = (period.parse().unwrap(), now.parse().unwrap());
        close(&world.app.db, &world.app.data, branch, period, now, |_| {}).await.unwrap();
    }
}

/// Every stored line and penalty is what its stored tree comes to, and bills and ledger are their sums. Gives the number
/// of lines and of penalties.
pub(crate) async fn assert_reckoned(world: &World) -> (usize, usize) {
    let db = &world.app.db;
    let mut sums: BTreeMap<String, i64> = BTreeMap::new();
    let lines = bill_line::Entity::find().all(db).await.unwrap();
    for line in &lines {
        let tree: Value = serde_json::from_str(&line.derivation).unwrap();
        let sum = whole(line.amount_kopecks) / whole(100);
        assert_eq!(reckon(&tree["amount"]), sum, "{} line {}", line.bill, line.line);
        if let Some(units) = &line.units {
            // Where the sum is nothing but units times a price, they stand there alone.
            let node = tree.get("units").unwrap_or(&tree["amount"]["of"]["of"][0]);
            let reckoned = (reckon(node) * whole(1_000)).round() / whole(1_000);
            assert_eq!(reckoned, number(units), "{} line {}", line.bill, line.line);
        }
        *sums.entry(line.bill.clone()).or_default() += line.amount_kopecks;
    }
    let penalties = penalty::Entity::find().all(db).await.unwrap();
    let mut grown: BTreeMap<(String, String), i64> = BTreeMap::new();
    for row in &penalties {
        let tree: Value = serde_json::from_str(&row.derivation).unwrap();
        assert_eq!(reckon(&tree["amount"]), whole(row.amount_kopecks) / whole(100), "{row:?}");
        let month = row.reckoned_on[..7].to_owned();
        *grown.entry((row.account.clone(), month)).or_default() += row.amount_kopecks;
    }
    let entries = ledger_entry::Entity::find().all(db).await.unwrap();
    for bill in bill::Entity::find().all(db).await.unwrap() {
        assert_eq!(sums.remove(&bill.number), Some(bill.charged_kopecks), "{}", bill.number);
        let booked: i64 = entries
            .iter()
            .filter(|entry| entry.cause_kind == "charge" && entry.cause_id == format!("bill-{}", bill.number))
            .map(|entry| entry.amount_kopecks)
            .sum();
        assert_eq!(booked, bill.charged_kopecks, "{}: the ledger", bill.number);
    }
    assert!(sums.is_empty(), "lines without a bill: {sums:?}");
    let booked = entries.iter().filter(|entry| entry.cause_kind == "penalty");
    let booked: i64 = booked.map(|entry| entry.amount_kopecks).sum();
    assert_eq!(booked, grown.values().sum::<i64>(), "penalties in the ledger");
    (lines.len(), penalties.len())
}

#[tokio::test]
async fn everything_that_closings_stored_is_what_it_says() {
    let world = World::new().await;
    let (sample, _) = assert_reckoned(&world).await;
    assert!(sample > 90, "{sample} lines");
    close_all(&world, "2026-11", "2026-12-03T09:00:00Z").await;
    let (november, some) = assert_reckoned(&world).await;
    // Nobody has read a meter: averages, norms and a house's common use.
    close_all(&world, "2026-12", "2027-01-03T09:00:00Z").await;
    let (december, more) = assert_reckoned(&world).await;
    assert!(sample < november && november < december, "{sample} {november} {december}");
    assert!(some > 0 && some < more, "{some} {more} penalties");
}
