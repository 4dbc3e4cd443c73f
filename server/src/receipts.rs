//! Issuing a receipt: everything that identifies the payment (`contracts.md` 8), frozen at the moment of credit.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveModelTrait, ConnectionTrait, DatabaseTransaction, IntoActiveModel};
use svetlitsa_api::receipts::{ReceiptView, TransferStatus};
use svetlitsa_domain::accounts::mask_name;
use svetlitsa_domain::calendar::ProductionCalendar;
use svetlitsa_domain::payments::PaymentMethod;
use svetlitsa_domain::receipts::verification_code;
use svetlitsa_domain::standards::{PromiseClock, Standard};
use svetlitsa_domain::tariffs::Service;
use svetlitsa_domain::{Kopecks, Period};

use crate::clock::local;
use crate::data::Branch;
use crate::entity::{account, payment, reading, receipt};
use crate::failure::{Failure, Outcome};
use crate::fiscal::journal;
use crate::state::App;
use crate::store;
use crate::{promises, random};

/// Counter of receipt numbers.
pub const SERIES: &str = "receipt";

/// Issues the receipt of a payment, in the transaction that credits it.
///
/// # Errors
/// When the database does not answer, or the account names what no profile knows.
pub async fn issue(
    app: &App,
    tx: &DatabaseTransaction,
    payment: &payment::Model,
    account: &account::Model,
) -> Outcome<receipt::Model> {
    let period = payment.period.parse().map_err(|error| Failure::internal(&error))?;
    let terms = Terms {
        branch: app.branch(&account.branch)?,
        calendar: &app.data.calendar,
        public_url: &app.settings.public_url(),
        issued_at: app.clock.now(),
        sequence: store::counters::next(tx, SERIES).await?,
        balance_after: store::accounts::balance(tx, &account.number).await?,
        readings: store::readings::current_of_account(tx, &account.number, period).await?,
    };
    Ok(compose(payment, account, &terms)?.into_active_model().reset_all().insert(tx).await?)
}

/// What a receipt says beside its payment and account.
pub struct Terms<'a> {
    /// The account's branch.
    pub branch: &'a Branch,
    /// Working days.
    pub calendar: &'a ProductionCalendar,
    /// Where codes are checked.
    pub public_url: &'a str,
    /// Business time of the credit.
    pub issued_at: DateTime<Utc>,
    /// Number in the series.
    pub sequence: i64,
    /// Balance with this payment in it.
    pub balance_after: Kopecks,
    /// Readings given in the same period, the newest first.
    pub readings: Vec<reading::Model>,
}

/// Composes a receipt with a fresh code.
///
/// # Errors
/// Internal failure when payment or account name what no profile knows.
pub fn compose(
    payment: &payment::Model,
    account: &account::Model,
    terms: &Terms<'_>,
) -> Outcome<receipt::Model> {
    let branch = terms.branch;
    let broken = |what: &str| Failure::internal(&format!("receipt of payment {}: {what}", payment.id));
    let issued_at = terms.issued_at.timestamp_millis();
    let paid = local(payment.settled_at.unwrap_or(issued_at), branch.zone);
    let payee = branch.payee(&payment.payee).ok_or_else(|| broken("unknown payee"))?;
    let period: Period = payment.period.parse().map_err(|_| broken("period"))?;
    let code = verification_code(random::bytes());
    let number = format!("{}-{:06}", period.year(), terms.sequence);
    let credit = PromiseClock::start(Standard::PaymentCredit, paid, terms.calendar)
        .map_err(|error| Failure::internal(&error))?;
    let credit = if payment.terminal.is_some() { credit.within_the_day() } else { credit };
    let credit = PromiseClock { met: Some(local(issued_at, branch.zone)), ..credit };
    let readings = terms.readings.iter().map(|row| crate::readings::view(row, branch.zone));
    let mut readings = readings.collect::<Outcome<Vec<_>>>()?.into_iter();
    let body = ReceiptView {
        number: number.clone(),
        code: code.clone(),
        verification_url: format!("{}/r/{code}", terms.public_url),
        branch_name: branch.name.clone(),
        legal_name: branch.legal_name.clone(),
        inn: branch.inn.to_string(),
        phone: branch.phone.clone(),
        terminal: payment.terminal.clone(),
        paid,
        account: account.number.parse().map_err(|_| broken("account"))?,
        payer: mask_name(&account.name),
        service: Service::parse(&account.service).ok_or_else(|| broken("service"))?,
        period,
        payee_name: payee.name.clone(),
        payee_inn: payee.inn.to_string(),
        amount_kopecks: Kopecks(payment.amount_kopecks),
        commission_kopecks: Kopecks::ZERO,
        method: PaymentMethod::parse(&payment.method).ok_or_else(|| broken("method"))?,
        operation_id: payment.operation_id.clone(),
        instrument: payment.instrument.clone(),
        balance_after_kopecks: terms.balance_after,
        reading: readings.next(),
        other_readings: readings.collect(),
        transfer: TransferStatus::Credited,
        credit: promises::view(&credit, terms.issued_at),
        fiscal: None,
        fiscal_later: Vec::new(),
        is_fiscal_expected: false,
    };
    let body = serde_json::to_string(&body)?;
    Ok(receipt::Model { code, number, payment_id: payment.id.clone(), issued_at, body })
}

/// Reads a stored receipt back, with the fiscal documents that are registered by now.
///
/// # Errors
/// When the database does not answer, or a stored body is none of this release's.
pub async fn complete_view(db: &impl ConnectionTrait, row: &receipt::Model) -> Outcome<ReceiptView> {
    let mut view = view(row)?;
    journal::complete(db, &row.payment_id, &mut view).await?;
    Ok(view)
}

/// Reads a stored receipt back, as it was on the day of the credit.
///
/// # Errors
/// Internal failure when the stored body is none of this release's.
pub fn view(row: &receipt::Model) -> Outcome<ReceiptView> {
    Ok(serde_json::from_str(&row.body)?)
}
