//! Every place that tells what is owed tells the sum of the ledger: in the sample world, and after payments, corrections
//! and closings in any order.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use svetlitsa_api::paths;
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::bills::CorrectionReason;
use svetlitsa_server::bills::correction::{Correction, book};
use svetlitsa_server::entity::{account, ledger_entry};
use svetlitsa_server::jobs;

use crate::agents::{SBER, ask, element};
use crate::harness::{Client, World, paid};
use crate::reckoned::{assert_reckoned, close_all};
use crate::sample_bills::eyes;

/// Entries of an account as the store has them: what all that is shown is measured by.
struct Books {
    total: i64,
    /// By the payee's name.
    by_payee: BTreeMap<String, i64>,
    /// For use, by payee and month, without those that are even.
    for_use: BTreeMap<(String, String), i64>,
}

async fn books(world: &World, account: &account::Model) -> Books {
    let branch = world.app.branch(&account.branch).unwrap();
    let rows = ledger_entry::Entity::find().filter(ledger_entry::Column::Account.eq(&account.number));
    let mut books = Books { total: 0, by_payee: BTreeMap::new(), for_use: BTreeMap::new() };
    for row in rows.all(&world.app.db).await.unwrap() {
        books.total += row.amount_kopecks;
        let name = branch.payee(&row.payee).unwrap().name.clone();
        *books.by_payee.entry(name).or_default() += row.amount_kopecks;
        if row.purpose == "supply" {
            *books.for_use.entry((row.payee, row.period)).or_default() += row.amount_kopecks;
        }
    }
    books.for_use.retain(|_, sum| *sum != 0);
    books
}

fn kopecks(value: &Value) -> i64 {
    value.as_i64().unwrap_or_else(|| panic!("no sum: {value}"))
}

fn items<'a>(body: &'a Value, list: &str) -> &'a Vec<Value> {
    body[list].as_array().unwrap_or_else(|| panic!("no {list}: {body}"))
}

/// Everything that the account's holder, and a bank that asks, are told.
async fn assert_told(world: &World, eyes: &mut Client, account: &account::Model, when: &str) {
    let (number, books) = (account.number.as_str(), books(world, account).await);
    let about = |place: &str| format!("{when}: {place} of {number}");

    let card = eyes.get(&paths::fill(paths::ACCOUNT, &[number])).await.body;
    assert_eq!(kopecks(&card["account"]["balance_kopecks"]), books.total, "{}", about("card"));
    let mut by_payee: BTreeMap<String, i64> = BTreeMap::new();
    for balance in items(&card, "balances") {
        let name = balance["payee_name"].as_str().unwrap().to_owned();
        *by_payee.entry(name).or_default() += kopecks(&balance["amount_kopecks"]);
    }
    let even = |sums: &BTreeMap<String, i64>| -> BTreeMap<String, i64> {
        sums.iter().filter(|(_, sum)| **sum != 0).map(|(name, sum)| (name.clone(), *sum)).collect()
    };
    assert_eq!(even(&by_payee), even(&books.by_payee), "{}", about("months on the card"));
    let list = eyes.get(paths::ACCOUNTS).await.body;
    let listed = items(&list, "items").iter().find(|item| item["number"] == number);
    let listed = listed.unwrap_or_else(|| panic!("{number} is in no list: {list}"));
    assert_eq!(kopecks(&listed["balance_kopecks"]), books.total, "{}", about("list"));

    let payees = eyes.get(&paths::fill(paths::PAYEES, &[number])).await.body;
    let told: BTreeMap<String, i64> = items(&payees, "items")
        .iter()
        .map(|item| (item["name"].as_str().unwrap().to_owned(), kopecks(&item["balance_kopecks"])))
        .collect();
    assert_eq!(even(&told), even(&books.by_payee), "{}", about("payees"));

    let (mut newest, mut entries, mut cursor) = (BTreeMap::new(), 0, String::new());
    loop {
        let page = eyes.get(&format!("{}?limit=9{cursor}", paths::fill(paths::LEDGER, &[number]))).await.body;
        for item in items(&page, "items") {
            let name = item["payee_name"].as_str().unwrap().to_owned();
            newest.entry(name).or_insert_with(|| kopecks(&item["balance_kopecks"]));
            entries += kopecks(&item["amount_kopecks"]);
        }
        let Some(next) = page["next_cursor"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(even(&newest), even(&books.by_payee), "{}", about("ledger"));
    assert_eq!(entries, books.total, "{}", about("entries"));

    // What is late and what is due next are what is owed for use, unless something was paid ahead.
    let debt = eyes.get(&paths::fill(paths::DEBT, &[number])).await.body;
    if books.for_use.values().all(|sum| *sum > 0) {
        let next = debt["next"]["amount_kopecks"].as_i64().unwrap_or(0);
        let late = kopecks(&debt["overdue_kopecks"]);
        assert_eq!(late + next, books.for_use.values().sum::<i64>(), "{}: {debt}", about("debt"));
    }

    let bills = eyes.get(&paths::fill(paths::BILLS, &[number])).await.body;
    if let Some(period) = items(&bills, "items").first().and_then(|bill| bill["period"].as_str()) {
        let bill = eyes.get(&paths::fill(paths::BILL, &[number, period])).await.body;
        let left = |sums: &Value| {
            let of = |name: &str| sums[name].as_i64().unwrap_or(0);
            of("before_kopecks") + of("charged_kopecks") - of("paid_since_kopecks")
                + of("corrected_since_kopecks")
        };
        let name = bill["payee_name"].as_str().unwrap();
        let owed = books.by_payee.get(name).copied().unwrap_or(0);
        assert_eq!(left(&bill) + left(&bill["penalty"]), owed, "{}: {bill}", about("bill"));
    }

    if world.app.branch(&account.branch).unwrap().takes_payments {
        let checked = ask(world, SBER, &format!("ACTION=check&ACCOUNT={number}")).await;
        assert_eq!(element(&checked, "BALANCE"), Kopecks(books.total).to_string(), "{}", about("gateway"));
    }
}

async fn accounts(world: &World) -> Vec<account::Model> {
    let all = account::Entity::find().order_by_asc(account::Column::Number);
    let all = all.all(&world.app.db).await.unwrap();
    all.into_iter().filter(|account| account.branch != "smz").collect()
}

async fn assert_all_told(world: &World, eyes: &mut Client, when: &str) {
    for account in accounts(world).await {
        assert_told(world, eyes, &account, when).await;
    }
}

#[tokio::test]
async fn in_the_sample_world() {
    let world = World::new().await;
    let mut eyes = eyes(&world).await;
    assert_eq!(accounts(&world).await.len(), 10);
    assert_all_told(&world, &mut eyes, "from the beginning").await;
}

/// Numbers that are the same for the same seed: what fails can be told again.
struct Dice(u64);

impl Dice {
    fn up_to(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

/// Pays by the site; the receipt tells the balance after it.
async fn pay(world: &World, eyes: &mut Client, account: &account::Model, sum: u64) {
    let order = json!({ "account": account.number, "amount_kopecks": sum, "method": "bank_card" });
    let reply = eyes.post(paths::PAYMENTS, &order).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{:?}", reply.body);
    let id = reply.body["id"].as_str().unwrap().to_owned();
    jobs::acquirer::advance(&world.app, &id).await;
    world.acquirer.will([Ok(paid())]);
    jobs::acquirer::advance(&world.app, &id).await;
    let receipt = eyes.get(&format!("/api/v1/payments/{id}/receipt")).await.body;
    let total = books(world, account).await.total;
    assert_eq!(kopecks(&receipt["balance_after_kopecks"]), total, "{}: {receipt}", account.number);
}

/// Pays at a bank's terminal.
async fn pay_elsewhere(world: &World, account: &account::Model, sum: u64, n: u64) {
    let sum = Kopecks(i64::try_from(sum).unwrap());
    let query = format!(
        "ACTION=payment&PAY_ID={n}&PAY_DATE=20.11.2026_09:59:00&ACCOUNT={}&AMOUNT={sum}",
        account.number
    );
    assert_eq!(element(&ask(world, SBER, &query).await, "CODE"), "0", "{query}");
}

/// Takes something off an entry; what the rules do not allow is refused and changes nothing.
async fn correct(world: &World, account: &account::Model, dice: &mut Dice, n: u64) -> bool {
    let rows = ledger_entry::Entity::find().filter(ledger_entry::Column::Account.eq(&account.number));
    let rows = rows.order_by_asc(ledger_entry::Column::Id).all(&world.app.db).await.unwrap();
    let entry = &rows[usize::try_from(dice.up_to(rows.len() as u64)).unwrap()];
    let reason = CorrectionReason::ALL[usize::try_from(dice.up_to(5)).unwrap()];
    let part = i64::try_from(dice.up_to(entry.amount_kopecks.unsigned_abs() + 1)).unwrap();
    let document = format!("Order {n}");
    let asked = Correction {
        entry: &entry.id,
        amount: Kopecks(-part * entry.amount_kopecks.signum()),
        reason,
        document: &document,
    };
    let before = books(world, account).await.total;
    let done = book(&world.app.db, &asked, world.app.clock.now_ms()).await;
    let expected = if done.is_ok() { before + asked.amount.0 } else { before };
    assert_eq!(books(world, account).await.total, expected, "{asked:?}");
    done.is_ok()
}

#[tokio::test]
async fn after_whatever_happens() {
    let mut corrected = 0;
    for seed in [1, 7, 2_026] {
        let (mut world, mut dice) = (World::new().await, Dice(seed));
        let mut looker = eyes(&world).await;
        let accounts = accounts(&world).await;
        for n in 0..36_u64 {
            // Two months end between the payments, and the clock goes on.
            let month = match n {
                12 => Some(("2026-11", "2026-12-03T09:00:00Z", "2026-12-03T09:30:00Z")),
                24 => Some(("2026-12", "2027-01-03T09:00:00Z", "2027-01-03T09:30:00Z")),
                _ => None,
            };
            if let Some((period, closed, now)) = month {
                close_all(&world, period, closed).await;
                world = world.later(now);
                looker = eyes(&world).await;
            }
            let account = &accounts[usize::try_from(dice.up_to(accounts.len() as u64)).unwrap()];
            let sum = 1_000 + dice.up_to(250_000);
            match dice.up_to(3) {
                0 => pay(&world, &mut looker, account, sum).await,
                1 => pay_elsewhere(&world, account, sum, 7_000 + n).await,
                _ => corrected += u32::from(correct(&world, account, &mut dice, n).await),
            }
            assert_told(&world, &mut looker, account, &format!("seed {seed}, step {n}")).await;
        }
        assert_all_told(&world, &mut looker, &format!("seed {seed}, in the end")).await;
        assert_reckoned(&world).await;
    }
    assert!(corrected > 5, "{corrected} corrections were taken");
}
