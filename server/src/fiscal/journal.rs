//! The journal of fiscal documents: a row in the transaction that moves the money, and what the cash register says of it.

use sea_orm::{ConnectionTrait, DatabaseTransaction};
use svetlitsa_api::receipts::{FiscalView, ReceiptView};
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::payments::PaymentMethod;
use svetlitsa_domain::receipts::{FiscalKind, FiscalMark, FiscalState};

use super::{FiscalReceipt, Progress, Registrar, Requisites};
use crate::clock::real_now_ms;
use crate::entity::{account, fiscal_document, payment, payment_terms, refund};
use crate::failure::{Failure, Outcome};
use crate::payments::{announce, description, poll_gap_ms};
use crate::state::App;
use crate::{random, store};

/// After so long somebody has to look: a receipt is due on the next working day (`facts/payments.md` 4.1).
const PATIENCE_MS: i64 = 24 * 60 * 60 * 1000;

/// Who registers the documents of a payment, as it was fixed when the payment was journaled.
#[must_use]
pub fn registrar(terms: &payment_terms::Model) -> Registrar {
    terms.registrar.as_deref().and_then(Registrar::parse).unwrap_or(Registrar::Acquirer)
}

/// What of a payment is an advance, as it was fixed.
#[must_use]
pub fn ahead(terms: &payment_terms::Model, payment: &payment::Model) -> Kopecks {
    let whole = if terms.is_ahead { payment.amount_kopecks } else { 0 };
    Kopecks(terms.ahead_kopecks.unwrap_or(whole))
}

/// What of a refund is an advance: as on the ledger, an advance goes back before a debt.
#[must_use]
pub fn ahead_of_refund(ahead: Kopecks, before: Kopecks, amount: Kopecks) -> Kopecks {
    Kopecks((ahead.0 - before.0).clamp(0, amount.0.max(0)))
}

/// The receipt of a payment; none where it is not known whom to send it to.
///
/// # Errors
/// When the template of the description has a mistake.
pub fn receipt_of_payment(
    app: &App,
    terms: &payment_terms::Model,
    payment: &payment::Model,
    account: &account::Model,
) -> Outcome<Option<FiscalReceipt>> {
    compose(app, terms, payment, account, Kopecks(payment.amount_kopecks), ahead(terms, payment))
}

/// The receipt of a refund; none where the payment had none.
///
/// # Errors
/// When the template of the description has a mistake.
pub fn receipt_of_refund(
    app: &App,
    terms: &payment_terms::Model,
    payment: &payment::Model,
    account: &account::Model,
    refund: &refund::Model,
) -> Outcome<Option<FiscalReceipt>> {
    let whole = if terms.is_ahead { refund.amount_kopecks } else { 0 };
    let ahead = Kopecks(refund.ahead_kopecks.unwrap_or(whole));
    compose(app, terms, payment, account, Kopecks(refund.amount_kopecks), ahead)
}

fn compose(
    app: &App,
    terms: &payment_terms::Model,
    payment: &payment::Model,
    account: &account::Model,
    amount: Kopecks,
    ahead: Kopecks,
) -> Outcome<Option<FiscalReceipt>> {
    let Some(email) = terms.receipt_email.clone() else { return Ok(None) };
    let period = payment.period.parse().map_err(|error| Failure::internal(&error))?;
    let item = description(app, account, period)?;
    Ok(Some(FiscalReceipt::of(email, &item, amount, ahead, payment.terminal.is_none())))
}

/// Journals the document of a payment, in the transaction that credits it. Money that an agent took is told of by the
/// agent's own cash register (`facts/payments.md` 4.1).
///
/// # Errors
/// When the database does not answer, or the payment names what no profile knows.
pub async fn expect_sale(
    app: &App,
    tx: &DatabaseTransaction,
    payment: &payment::Model,
    account: &account::Model,
) -> Outcome<()> {
    if payment.method == PaymentMethod::Agent.as_str() {
        return Ok(());
    }
    let Some(terms) = store::refunds::terms(tx, &payment.id).await? else { return Ok(()) };
    let Some(receipt) = receipt_of_payment(app, &terms, payment, account)? else { return Ok(()) };
    let row = row(app, FiscalKind::Sale, registrar(&terms), payment, account, &receipt)?;
    store::fiscal::insert(tx, row).await?;
    app.fiscal_work.notify_one();
    Ok(())
}

/// Journals the document of money that went back, in the transaction that takes it off the ledger.
///
/// # Errors
/// When the database does not answer, or the payment names what no profile knows.
pub async fn expect_refund(
    app: &App,
    tx: &DatabaseTransaction,
    payment: &payment::Model,
    refund: &refund::Model,
) -> Outcome<()> {
    let Some(terms) = store::refunds::terms(tx, &payment.id).await? else { return Ok(()) };
    let account = store::accounts::find(tx, &payment.account).await?;
    let account =
        account.ok_or_else(|| Failure::internal(&format!("payment {} has no account", payment.id)))?;
    let receipt = receipt_of_refund(app, &terms, payment, &account, refund)?;
    let Some(receipt) = receipt else { return Ok(()) };
    let row = row(app, FiscalKind::Refund, registrar(&terms), payment, &account, &receipt)?;
    store::fiscal::insert(tx, fiscal_document::Model { cause_id: refund.id.clone(), ..row }).await?;
    app.fiscal_work.notify_one();
    Ok(())
}

fn row(
    app: &App,
    kind: FiscalKind,
    registrar: Registrar,
    payment: &payment::Model,
    account: &account::Model,
    receipt: &FiscalReceipt,
) -> Outcome<fiscal_document::Model> {
    let payee = app.branch(&account.branch)?.payee(&payment.payee);
    let payee = payee.ok_or_else(|| Failure::internal(&format!("payment {}: payee", payment.id)))?;
    Ok(fiscal_document::Model {
        id: random::id(),
        kind: kind.as_str().to_owned(),
        payment_id: payment.id.clone(),
        cause_id: payment.id.clone(),
        grounds: String::new(),
        grounds_body: None,
        registrar: registrar.as_str().to_owned(),
        inn: payee.inn.to_string(),
        amount_kopecks: receipt.total().0,
        receipt: serde_json::to_string(receipt)?,
        state: FiscalState::Waiting.as_str().to_owned(),
        asked_at: app.clock.now_ms(),
        attempt: 1,
        remote_id: None,
        failure: None,
        body: None,
        next_poll_at: real_now_ms(),
        polls: 0,
    })
}

/// Puts what the cash register says into the journal. A registered document is never touched again.
///
/// # Errors
/// When the database does not answer; nothing has changed then.
pub async fn apply(app: &App, id: &str, progress: &Progress) -> Outcome<()> {
    let tx = store::begin_write(&app.writer).await?;
    let Some(mut row) = store::fiscal::lock(&tx, id).await? else { return Ok(()) };
    if row.state == FiscalState::Registered.as_str() {
        return Ok(());
    }
    row.polls += 1;
    row.next_poll_at = real_now_ms() + poll_gap_ms(row.polls);
    let payment = row.payment_id.clone();
    let is_news = match progress {
        Progress::Accepted { remote_id } => {
            row.remote_id = Some(remote_id.clone());
            false
        }
        Progress::Waiting => {
            if app.clock.now_ms() - row.asked_at > PATIENCE_MS {
                tracing::error!(document = id, payment, "no fiscal document for a day: needs an operator");
            }
            false
        }
        Progress::Registered(requisites) => match known_by(&row, requisites, app) {
            Ok(view) => {
                tracing::info!(document = id, payment, number = view.document, "fiscal document registered");
                row.body = Some(serde_json::to_string(&view)?);
                row.failure = None;
                FiscalState::Registered.as_str().clone_into(&mut row.state);
                true
            }
            Err(reason) => fail(&mut row, &reason),
        },
        Progress::Failed { reason } => fail(&mut row, reason),
    };
    store::fiscal::save(&tx, row).await?;
    tx.commit().await?;
    if is_news {
        announce(app, &payment);
    }
    Ok(())
}

fn fail(row: &mut fiscal_document::Model, reason: &str) -> bool {
    tracing::error!(
        document = row.id,
        payment = row.payment_id,
        reason,
        "fiscal document failed: needs an operator"
    );
    row.failure = Some(reason.to_owned());
    FiscalState::Failed.as_str().clone_into(&mut row.state);
    true
}

/// What the document is known by, if it is the one that was asked for and can be found by its code.
fn known_by(row: &fiscal_document::Model, told: &Requisites, app: &App) -> Result<FiscalView, String> {
    let total = Kopecks(row.amount_kopecks);
    if let Some(other) = told.total.filter(|sum| *sum != total) {
        return Err(format!("registered for {other} in place of {total}"));
    }
    let kind = FiscalKind::parse(&row.kind).ok_or("of no known kind")?;
    let registered = told.at.in_zone(app.fiscal.zone).ok_or("registered at an hour that was skipped")?;
    let mark = FiscalMark::new(kind, registered, total, &told.storage, &told.document, &told.sign);
    Ok(FiscalView {
        kind,
        registered,
        total_kopecks: total,
        register: told.register.clone(),
        storage: told.storage.clone(),
        document: told.document.clone(),
        sign: told.sign.clone(),
        qr: mark.map_err(|error| error.to_string())?.qr_text(),
    })
}

/// The cash register is asked now, or gave no usable answer: ask again later, with the same key.
///
/// # Errors
/// When the database does not answer.
pub async fn note_asking(app: &App, id: &str) -> Outcome<()> {
    apply(app, id, &Progress::Waiting).await
}

/// Puts the documents of a payment on its receipt.
///
/// # Errors
/// When the database does not answer, or a stored body is none of this release's.
pub async fn complete(db: &impl ConnectionTrait, payment: &str, view: &mut ReceiptView) -> Outcome<()> {
    for row in store::fiscal::of_payment(db, payment).await? {
        view.is_fiscal_expected |= row.state == FiscalState::Waiting.as_str();
        let Some(body) = &row.body else { continue };
        let document: FiscalView = serde_json::from_str(body)?;
        match document.kind {
            FiscalKind::Sale => view.fiscal = Some(document),
            FiscalKind::Refund | FiscalKind::Correction => view.fiscal_later.push(document),
        }
    }
    Ok(())
}
