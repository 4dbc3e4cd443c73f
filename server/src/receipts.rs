//! Issuing a receipt: everything that identifies the payment (`contracts.md` 8), frozen at the moment of credit.

use sea_orm::{ActiveModelTrait, DatabaseTransaction, Set};
use svetlitsa_api::receipts::{ReceiptView, TransferStatus};
use svetlitsa_domain::accounts::mask_name;
use svetlitsa_domain::payments::PaymentMethod;
use svetlitsa_domain::receipts::verification_code;
use svetlitsa_domain::standards::{PromiseClock, Standard};
use svetlitsa_domain::tariffs::Service;
use svetlitsa_domain::{Kopecks, Period};

use crate::clock::local;
use crate::entity::{account, payment, receipt};
use crate::failure::{Failure, Outcome};
use crate::state::App;
use crate::store;
use crate::{promises, random};

/// Issues the receipt of a payment, in the transaction that credits it.
///
/// # Errors
/// When the database does not answer, or the account names what no profile knows.
pub async fn issue(
    app: &App,
    tx: &DatabaseTransaction,
    payment: &payment::Model,
    account: &account::Model,
) -> Outcome<()> {
    let branch = app.branch(&account.branch)?;
    let broken = |what: &str| Failure::internal(&format!("receipt of payment {}: {what}", payment.id));
    let issued_at = app.clock.now_ms();
    let paid = local(payment.settled_at.unwrap_or(issued_at), branch.zone);
    let payee = branch.payee(&payment.payee).ok_or_else(|| broken("unknown payee"))?;
    let period: Period = payment.period.parse().map_err(|_| broken("period"))?;
    let code = verification_code(random::bytes());
    let sequence = store::counters::next(tx, "receipt").await?;
    let number = format!("{}-{sequence:06}", period.year());
    let credit = PromiseClock::start(Standard::PaymentCredit, paid, &app.data.calendar)
        .map_err(|error| Failure::internal(&error))?;
    let credit = PromiseClock { met: Some(local(issued_at, branch.zone)), ..credit };
    let reading = store::readings::current_of_account(tx, &account.number, period).await?;
    let body = ReceiptView {
        number: number.clone(),
        code: code.clone(),
        verification_url: format!("{}/r/{code}", app.settings.public_url()),
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
        balance_after_kopecks: store::accounts::balance(tx, &account.number).await?,
        reading: reading.map(|row| crate::readings::view(&row, branch.zone)).transpose()?,
        transfer: TransferStatus::Credited,
        credit: promises::view(&credit, app.clock.now()),
    };
    receipt::ActiveModel {
        code: Set(code),
        number: Set(number),
        payment_id: Set(payment.id.clone()),
        issued_at: Set(issued_at),
        body: Set(serde_json::to_string(&body)?),
    }
    .insert(tx)
    .await?;
    Ok(())
}

/// Reads a stored receipt back.
///
/// # Errors
/// Internal failure when the stored body is none of this release's.
pub fn view(row: &receipt::Model) -> Outcome<ReceiptView> {
    Ok(serde_json::from_str(&row.body)?)
}
