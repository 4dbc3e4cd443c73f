//! Payments that stand beside a new one of the same account, and whether that may repeat them.

use sea_orm::{ConnectionTrait, DatabaseTransaction};
use svetlitsa_api::payments::EarlierPayment;
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::payments::{Earlier, may_repeat};

use super::state_of;
use crate::clock::local;
use crate::data::Branch;
use crate::entity::{account, payment};
use crate::failure::Outcome;
use crate::state::App;
use crate::store;

/// No day of a zone is longer, whatever its clocks do.
const LONGEST_DAY_MS: i64 = 25 * 60 * 60 * 1000;

/// Payments of an account that are under way, or were paid today in the branch's zone and are not going back; newest first.
///
/// # Errors
/// When the database does not answer.
async fn rows(
    app: &App,
    db: &impl ConnectionTrait,
    account: &account::Model,
    branch: &Branch,
) -> Outcome<Vec<(payment::Model, Earlier)>> {
    let now = app.clock.now_ms();
    let today = local(now, branch.zone).date_naive();
    let mut found = Vec::new();
    for row in store::payments::open_or_settled_since(db, &account.number, now - LONGEST_DAY_MS).await? {
        let earlier = Earlier { amount: Kopecks(row.amount_kopecks), state: state_of(&row)? };
        let day = row.settled_at.map(|settled| local(settled, branch.zone).date_naive());
        if earlier.counts() && (earlier.state.is_open() || day == Some(today)) {
            found.push((row, earlier));
        }
    }
    Ok(found)
}

/// Whether a payment that is about to be journaled may repeat an earlier one to the same payee. The account stays locked until
/// the transaction ends, so that of two pages the second finds what the first has begun.
///
/// # Errors
/// When the database does not answer.
pub async fn repeats(
    app: &App,
    tx: &DatabaseTransaction,
    account: &account::Model,
    branch: &Branch,
    payee: Option<&str>,
    amount: Kopecks,
) -> Outcome<bool> {
    store::accounts::lock(tx, &account.number).await?;
    let today = local(app.clock.now_ms(), branch.zone).date_naive();
    let payee = payee.unwrap_or(&branch.payee_on(today).id);
    let earlier: Vec<Earlier> = rows(app, tx, account, branch)
        .await?
        .into_iter()
        .filter(|(row, _)| row.payee == payee)
        .map(|(_, earlier)| earlier)
        .collect();
    let balances = store::accounts::balances(tx, &account.number).await?;
    let owed = balances.iter().filter(|balance| balance.payee == payee).map(|balance| balance.amount).sum();
    Ok(may_repeat(&earlier, amount, owed))
}

/// The same for whoever is about to pay. Sum and id only for whom the account's payments are shown: a guest learns that, and
/// when, but neither how much nor by whom.
///
/// # Errors
/// When the database does not answer.
pub async fn views(
    app: &App,
    account: &account::Model,
    branch: &Branch,
    is_shown: bool,
) -> Outcome<Vec<EarlierPayment>> {
    let today = local(app.clock.now_ms(), branch.zone).date_naive();
    let current = &branch.payee_on(today).id;
    let views = rows(app, &app.db, account, branch).await?.into_iter().map(|(row, earlier)| EarlierPayment {
        is_current_payee: row.payee == *current,
        is_paid: earlier.state.is_paid(),
        moment: local(row.settled_at.unwrap_or(row.created_at), branch.zone),
        amount_kopecks: is_shown.then_some(earlier.amount),
        payment: is_shown.then_some(row.id),
        payee: row.payee,
    });
    Ok(views.collect())
}
