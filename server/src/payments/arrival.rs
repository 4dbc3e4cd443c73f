//! Money that arrived: its shares in the ledger, and what it does beside them.

use sea_orm::{ActiveModelTrait, DatabaseTransaction, IntoActiveModel};
use svetlitsa_domain::bills::{Balances, Incoming, Purpose, allocate_in_turn};
use svetlitsa_domain::tariffs::Service;
use svetlitsa_domain::{Kopecks, Period};

use crate::bills::penalties::entries_of;
use crate::clock::local;
use crate::data::Branch;
use crate::debts::{instalments, restriction};
use crate::entity::{account, ledger_entry};
use crate::failure::{Failure, Outcome};
use crate::{random, store};

/// Money for an account.
pub struct Arrived<'a> {
    /// Whose.
    pub account: &'a account::Model,
    /// Its branch.
    pub branch: &'a Branch,
    /// Id of the payee.
    pub payee: &'a str,
    /// How much.
    pub amount: Kopecks,
    /// Month that is covered before older ones.
    pub named: Option<Period>,
    /// Month of what is left over.
    pub advance_to: Period,
    /// Kind and id of the cause: the ledger takes each once.
    pub cause: (&'static str, &'a str),
}

/// Books it. A first part brings its agreement into force; a debt that is settled, by money or by such an agreement, ends the
/// restriction that was announced for it.
///
/// # Errors
/// When the database does not answer, or the cause was booked before.
pub async fn book(tx: &DatabaseTransaction, arrived: &Arrived<'_>, now: i64) -> Outcome<()> {
    let Arrived { account, branch, payee, amount, named, advance_to, cause: (kind, id) } = *arrived;
    let entries = store::payments::ledger(tx, &account.number, payee).await?;
    let entries = entries_of(&entries, branch).map_err(|error| Failure::internal(&error))?;
    let balances = Balances::of(&entries).map_err(|error| Failure::internal(&error))?;
    let incoming = Incoming {
        payee: payee.to_owned(),
        service: Service::parse(&account.service).ok_or_else(|| Failure::internal(&"service"))?,
        purpose: Purpose::Supply,
        amount,
        named,
        advance_to,
    };
    let shares = allocate_in_turn(&balances, &incoming).map_err(|error| Failure::internal(&error))?;
    for (line, (purpose, share)) in (0_i32..).zip(shares) {
        ledger_entry::Model {
            id: random::id(),
            account: account.number.clone(),
            payee: payee.to_owned(),
            service: account.service.clone(),
            period: share.period.to_string(),
            purpose: purpose.as_str().to_owned(),
            amount_kopecks: -share.amount.0,
            cause_kind: kind.to_owned(),
            cause_id: id.to_owned(),
            cause_line: line,
            booked_at: now,
        }
        .into_active_model()
        .reset_all()
        .insert(tx)
        .await?;
    }
    let ledger = store::payments::ledger(tx, &account.number, payee).await?;
    let is_agreed = instalments::advance(tx, &account.number, payee, &ledger, branch, now).await?;
    let owed: i64 = ledger.iter().map(|entry| entry.amount_kopecks).sum();
    if is_agreed || owed <= 0 {
        restriction::settle(tx, &account.number, payee, local(now, branch.zone).date_naive()).await?;
    }
    Ok(())
}
