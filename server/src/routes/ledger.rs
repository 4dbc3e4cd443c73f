//! The ledger of an account: every entry, and what its payee was owed after it.

use std::collections::HashMap;

use axum::Json;
use axum::extract::State;
use svetlitsa_api::ledger::{LedgerCause, LedgerItem, LedgerList};
use svetlitsa_api::payees::TakenOver;
use svetlitsa_api::{ErrorCode, Problem, paths};
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::accounts::access::Action;
use svetlitsa_domain::bills::CorrectionReason;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::callers::AccountReader;
use crate::clock::local;
use crate::data::Branch;
use crate::entity::{correction, ledger_entry};
use crate::failure::{Failure, Outcome};
use crate::paging::{Page, next_cursor};
use crate::payees::taken_over;
use crate::state::App;
use crate::store;

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_ledger))
}

/// Everything that was charged, paid and put right, newest first; the lines of a bill together. Each with what its payee
/// was owed after it: the newest of a payee says what is owed today.
#[utoipa::path(get, path = paths::LEDGER, tag = "bills", params(("number" = String, Path), Page), responses(
    (status = 200, body = LedgerList), (status = 401, body = Problem), (status = 404, body = Problem),
))]
async fn list_ledger(State(app): State<App>, reader: AccountReader, page: Page) -> Outcome<Json<LedgerList>> {
    if !reader.access.allows(Action::SeeMoney) {
        return Err(ErrorCode::NotFound.into());
    }
    let account = &reader.account.number;
    let branch = app.branch(&reader.account.branch)?;
    let corrections = store::ledger::corrections(&app.db, account).await?;
    let known = Known {
        branch,
        bills: store::ledger::bills(&app.db, account).await?,
        payments: store::ledger::payments(&app.db, account).await?,
        corrections: corrections.into_iter().map(|row| (row.id.clone(), row)).collect(),
        taken_over: taken_over(&app.db, account).await?,
    };
    // A household has some dozens of entries a year: the sums of all of them are reckoned, and a page is cut out.
    let entries = store::ledger::of_account(&app.db, account).await?;
    let mut items = statement(entries, &known)?;
    items.reverse();
    if let Some(cursor) = page.cursor() {
        let place = items.iter().position(|item| item.id == cursor).map_or(items.len(), |at| at + 1);
        items.drain(..place);
    }
    items.truncate(usize::try_from(page.limit() + 1).unwrap_or(usize::MAX));
    let (items, next_cursor) = next_cursor(items, page.limit(), |item| item.id.clone());
    Ok(Json(LedgerList { items, next_cursor }))
}

/// What entries refer to.
struct Known<'a> {
    branch: &'a Branch,
    bills: std::collections::HashSet<String>,
    payments: std::collections::HashSet<String>,
    corrections: HashMap<String, correction::Model>,
    /// By payee.
    taken_over: HashMap<String, TakenOver>,
}

/// Entries in their order as items: those of one bill, one after another, are one.
fn statement(entries: Vec<ledger_entry::Model>, known: &Known<'_>) -> Outcome<Vec<LedgerItem>> {
    let mut owed: HashMap<String, i64> = HashMap::new();
    let mut items: Vec<LedgerItem> = Vec::new();
    let mut last: Option<(String, String)> = None;
    for entry in entries {
        let owed = owed.entry(entry.payee.clone()).or_default();
        *owed += entry.amount_kopecks;
        let bill = (entry.cause_kind == "charge").then(|| (entry.cause_id.clone(), entry.payee.clone()));
        match items.last_mut() {
            Some(item) if bill.is_some() && bill == last => {
                item.id = entry.id;
                item.amount_kopecks += Kopecks(entry.amount_kopecks);
                item.balance_kopecks = Kopecks(*owed);
            }
            _ => items.push(item(entry, Kopecks(*owed), known)?),
        }
        last = bill;
    }
    Ok(items)
}

fn item(entry: ledger_entry::Model, balance: Kopecks, known: &Known<'_>) -> Outcome<LedgerItem> {
    let broken = |what: &str| Failure::internal(&format!("entry {}: {what}", entry.id));
    let cause = match entry.cause_kind.as_str() {
        "opening" => LedgerCause::Opening { taken_over: known.taken_over.get(&entry.payee).cloned() },
        "charge" => LedgerCause::Charge {
            has_bill: entry.cause_id.strip_prefix("bill-").is_some_and(|number| known.bills.contains(number)),
        },
        "payment" => LedgerCause::Payment { payment: known.payments.get(&entry.cause_id).cloned() },
        "transfer" => LedgerCause::Transfer { application: entry.cause_id.clone() },
        "penalty" => LedgerCause::Penalty,
        "correction" => {
            let row = known.corrections.get(&entry.cause_id).ok_or_else(|| broken("no correction"))?;
            LedgerCause::Correction {
                of: row.entry.clone(),
                reason: CorrectionReason::parse(&row.reason).ok_or_else(|| broken("reason"))?,
                document: row.document.clone(),
            }
        }
        _ => return Err(broken("cause")),
    };
    let payee = known.branch.payee(&entry.payee).ok_or_else(|| broken("payee"))?;
    Ok(LedgerItem {
        booked_on: local(entry.booked_at, known.branch.zone).date_naive(),
        cause,
        period: entry.period.parse().map_err(|_| broken("period"))?,
        payee_name: payee.name.clone(),
        amount_kopecks: Kopecks(entry.amount_kopecks),
        balance_kopecks: balance,
        id: entry.id,
    })
}
