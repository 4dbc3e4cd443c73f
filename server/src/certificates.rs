//! Issuing a certificate that nothing is owed: what it says is frozen at that moment.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use svetlitsa_api::ErrorCode;
use svetlitsa_api::certificates::{CertificateBody, CertificateView};
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::bills::{Balances, StillOwed, may_certify_no_debt};
use svetlitsa_domain::receipts::verification_code;
use svetlitsa_domain::tariffs::Service;

use crate::bills::entries::entry_of;
use crate::clock::to_local;
use crate::entity::{account, certificate};
use crate::failure::{Failure, Outcome};
use crate::state::App;
use crate::{debts, random, store};

/// Counter of their numbers.
const SERIES: &str = "certificate";
/// Certificates of an account a day: each desk that wants one gets one.
const MOST_A_DAY: u64 = 10;

/// What an account owes to whom.
///
/// # Errors
/// When the database does not answer, or a row holds words that are none of ours.
pub async fn balances(app: &App, db: &impl ConnectionTrait, account: &account::Model) -> Outcome<Balances> {
    let zone = app.branch(&account.branch)?.zone;
    let broken = |id: &str| Failure::internal(&format!("ledger entry {id}"));
    let rows = store::certificates::ledger(db, &account.number).await?;
    let entries = rows.iter().map(|row| entry_of(row, zone).ok_or_else(|| broken(&row.id)));
    let entries: Vec<_> = entries.collect::<Outcome<_>>()?;
    Balances::of(&entries).map_err(|problem| Failure::internal(&problem))
}

/// What stands in the way.
///
/// # Errors
/// As for [`balances`].
pub async fn still_owed(app: &App, account: &account::Model) -> Outcome<Option<StillOwed>> {
    owed(app, account, &balances(app, &app.db, account).await?).await
}

/// What the ledger has, and the penalty that has grown since the last closing: no entry tells of that yet.
async fn owed(app: &App, account: &account::Model, balances: &Balances) -> Outcome<Option<StillOwed>> {
    let penalty = debts::view::debt(app, account).await?.penalty_kopecks;
    Ok(match may_certify_no_debt(balances) {
        Err(owed) => Some(StillOwed { penalty: owed.penalty.max(penalty), ..owed }),
        Ok(()) if penalty.is_positive() => Some(StillOwed { supply: Kopecks::ZERO, penalty }),
        Ok(()) => None,
    })
}

/// Issues a certificate as of today.
///
/// # Errors
/// [`ErrorCode::WrongStage`] while something is owed; [`ErrorCode::RateLimited`] when the day has had enough of them.
pub async fn issue(
    app: &App,
    tx: &DatabaseTransaction,
    account: &account::Model,
) -> Outcome<certificate::Model> {
    let balances = balances(app, tx, account).await?;
    if owed(app, account, &balances).await?.is_some() {
        return Err(ErrorCode::WrongStage.into());
    }
    let branch = app.branch(&account.branch)?;
    let now = app.clock.now();
    let as_of = to_local(now, branch.zone).date_naive();
    if store::certificates::count_of_day(tx, &account.number, &as_of.to_string()).await? >= MOST_A_DAY {
        return Err(ErrorCode::RateLimited.into());
    }
    let broken = |what: &str| Failure::internal(&format!("certificate of {}: {what}", account.number));
    // Whoever has an entry, and whoever is paid today.
    let known: BTreeSet<&str> = balances.pots().map(|(pot, _)| pot.payee.as_str()).collect();
    let today = branch.payee_on(as_of);
    let payees = branch.payees.iter().filter(|payee| payee.id == today.id || known.contains(&*payee.id));
    let code = verification_code(random::bytes());
    let body = CertificateBody {
        account: account.number.parse().map_err(|_| broken("number"))?,
        name: account.name.clone(),
        address: account.address.clone(),
        service: Service::parse(&account.service).ok_or_else(|| broken("service"))?,
        legal_name: branch.legal_name.clone(),
        payees: payees.map(|payee| payee.name.clone()).collect(),
        ahead_kopecks: Kopecks((-balances.total().0).max(0)),
        verification_url: format!("{}/c/{code}", app.settings.public_url()),
    };
    let row = certificate::Model {
        id: random::id(),
        account: account.number.clone(),
        number: format!("{}-{:06}", as_of.year(), store::counters::next(tx, SERIES).await?),
        code,
        as_of: as_of.to_string(),
        issued_at: now.timestamp_millis(),
        body: serde_json::to_string(&body)?,
    };
    Ok(store::certificates::insert(tx, row).await?)
}

/// A certificate as its list tells it.
///
/// # Errors
/// Internal failure when the row holds words that are none of ours.
pub fn view(row: &certificate::Model) -> Outcome<CertificateView> {
    let (id, number, code) = (row.id.clone(), row.number.clone(), row.code.clone());
    Ok(CertificateView { id, number, code, as_of: day_of(row)? })
}

/// The day that a certificate tells of.
///
/// # Errors
/// Internal failure when the row has no day there.
pub fn day_of(row: &certificate::Model) -> Outcome<NaiveDate> {
    row.as_of.parse().map_err(|_| Failure::internal(&format!("day of certificate {}", row.id)))
}

/// What a certificate says.
///
/// # Errors
/// Internal failure when the stored body is none of this release's.
pub fn body(row: &certificate::Model) -> Outcome<CertificateBody> {
    Ok(serde_json::from_str(&row.body)?)
}
