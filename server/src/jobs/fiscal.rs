//! Fiscal documents that wait: handed to the cash register, asked about until they are printed. Whatever stops the
//! service, the key of a document is its own id, so that it is printed once.

use std::time::Duration;

use svetlitsa_domain::receipts::FiscalKind;

use super::rounds;
use crate::clock::{local, real_now_ms};
use crate::entity::fiscal_document;
use crate::failure::{Failure, Outcome};
use crate::fiscal::journal::{apply, note_asking};
use crate::fiscal::{Document, FiscalError, Progress, Registrar};
use crate::state::App;
use crate::store;

/// Longest sleep between looks.
const TICK: Duration = Duration::from_secs(1);

/// Runs until the service stops.
pub async fn run(app: App) {
    let work = app.fiscal_work.clone();
    let due = |app: App| async move { store::fiscal::due(&app.db, real_now_ms()).await };
    let step = |app: App, id: String| async move { advance(&app, &id).await };
    rounds::make(app, work, TICK, due, step).await;
}

/// Takes one document a step further: hands it over, or asks about it.
pub async fn advance(app: &App, id: &str) {
    if let Err(failure) = try_advance(app, id).await {
        tracing::warn!(document = id, code = failure.code.as_str(), "fiscal document not advanced");
    }
}

async fn try_advance(app: &App, id: &str) -> Outcome<()> {
    let Some(row) = store::fiscal::find(&app.db, id).await? else { return Ok(()) };
    let registrar = Registrar::parse(&row.registrar).ok_or_else(|| Failure::internal(&row.registrar))?;
    let Some(fiscalizer) = app.fiscal.fiscalizer(registrar).cloned() else {
        return note_asking(app, id).await;
    };
    let document = document(app, &row).await?;
    let answer = match &row.remote_id {
        Some(known) => fiscalizer.find(&document, known).await,
        None => fiscalizer.register(&document).await,
    };
    match answer {
        Ok(progress) => apply(app, id, &progress).await,
        Err(FiscalError::Unknown(cause)) => {
            tracing::warn!(document = id, cause, "the cash register does not answer");
            note_asking(app, id).await
        }
        Err(FiscalError::Refused(reason)) => apply(app, id, &Progress::Failed { reason }).await,
    }
}

async fn document(app: &App, row: &fiscal_document::Model) -> Outcome<Document> {
    let kind = FiscalKind::parse(&row.kind).ok_or_else(|| Failure::internal(&row.kind))?;
    let acquirer_id = match kind {
        FiscalKind::Refund => {
            store::refunds::find(&app.db, &row.cause_id).await?.and_then(|refund| refund.acquirer_id)
        }
        FiscalKind::Sale | FiscalKind::Correction => {
            store::payments::find(&app.db, &row.payment_id).await?.and_then(|payment| payment.acquirer_id)
        }
    };
    let key = match row.attempt {
        1 => row.id.clone(),
        attempt => format!("{}-{attempt}", row.id),
    };
    Ok(Document {
        key,
        kind,
        inn: row.inn.clone(),
        asked: local(row.asked_at, app.fiscal.zone),
        receipt: serde_json::from_str(&row.receipt)?,
        acquirer_id,
        grounds: row.grounds_body.as_deref().map(serde_json::from_str).transpose()?,
    })
}
