//! What staff does about fiscal documents: tries a failed one anew, corrects one that is wrong.

use anyhow::{Context, bail, ensure};
use sea_orm::DatabaseConnection;
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::receipts::{FiscalKind, FiscalState};

use super::{FiscalLine, FiscalReceipt, Grounds, Registrar};
use crate::clock::real_now_ms;
use crate::entity::fiscal_document;
use crate::{random, store};

/// Longest reason of a correction, characters (tag 1177).
const LONGEST_REASON: usize = 256;
/// Longest number of a paper, characters (tag 1179).
const LONGEST_NUMBER: usize = 32;

/// Has a failed document tried anew, under another key: the cash register keeps the failed one under the old.
///
/// # Errors
/// A sentence, and nothing changes: no such document, or one that has not failed.
pub async fn retry(db: &DatabaseConnection, id: &str) -> anyhow::Result<()> {
    let tx = store::begin_write(db).await?;
    let mut row = find(&tx, id).await?;
    ensure!(row.state == FiscalState::Failed.as_str(), "document {id} is {}, it has not failed", row.state);
    row.attempt += 1;
    row.remote_id = None;
    row.polls = 0;
    row.next_poll_at = real_now_ms();
    FiscalState::Waiting.as_str().clone_into(&mut row.state);
    store::fiscal::save(&tx, row).await?;
    Ok(tx.commit().await?)
}

/// Journals the correction of a document that was registered wrongly or not at all; the service has it registered. The
/// same paper again corrects nothing more. Gives the correction's id, and whether it was journaled before.
///
/// # Errors
/// A sentence, and nothing is journaled: no such document, one that still waits, one of the acquirer's, bad grounds.
pub async fn correct(
    db: &DatabaseConnection,
    id: &str,
    amount: Option<Kopecks>,
    grounds: &Grounds,
    now_ms: i64,
) -> anyhow::Result<(String, bool)> {
    check(&grounds.number, LONGEST_NUMBER, "the number of the paper")?;
    check(&grounds.reason, LONGEST_REASON, "the reason")?;
    let tx = store::begin_write(db).await?;
    let wrong = find(&tx, id).await?;
    let known = store::fiscal::of_payment(&tx, &wrong.payment_id).await?;
    if let Some(same) = known.into_iter().find(|row| row.cause_id == id && row.grounds == grounds.number) {
        return Ok((same.id, true));
    }
    match FiscalKind::parse(&wrong.kind) {
        Some(FiscalKind::Sale) => {}
        _ => bail!("document {id} is of the kind {}: only money that came in is corrected", wrong.kind),
    }
    ensure!(
        Registrar::parse(&wrong.registrar) == Some(Registrar::Atol),
        "document {id} is the acquirer's: it is corrected there"
    );
    ensure!(wrong.state != FiscalState::Waiting.as_str(), "document {id} still waits for its cash register");
    let mut receipt: FiscalReceipt = serde_json::from_str(&wrong.receipt)?;
    if let Some(amount) = amount {
        ensure!(amount.is_positive(), "a correction is above zero");
        let line = receipt.lines.into_iter().next().context("the document has no line")?;
        receipt.lines = vec![FiscalLine { amount, ..line }];
    }
    let row = fiscal_document::Model {
        id: random::id(),
        kind: FiscalKind::Correction.as_str().to_owned(),
        cause_id: wrong.id.clone(),
        grounds: grounds.number.clone(),
        grounds_body: Some(serde_json::to_string(grounds)?),
        amount_kopecks: receipt.total().0,
        receipt: serde_json::to_string(&receipt)?,
        state: FiscalState::Waiting.as_str().to_owned(),
        asked_at: now_ms,
        attempt: 1,
        remote_id: None,
        failure: None,
        body: None,
        next_poll_at: real_now_ms(),
        polls: 0,
        ..wrong
    };
    let correction = row.id.clone();
    store::fiscal::insert(&tx, row).await?;
    tx.commit().await?;
    Ok((correction, false))
}

async fn find(tx: &sea_orm::DatabaseTransaction, id: &str) -> anyhow::Result<fiscal_document::Model> {
    store::fiscal::lock(tx, id).await?.with_context(|| format!("there is no fiscal document {id}"))
}

fn check(text: &str, longest: usize, what: &str) -> anyhow::Result<()> {
    ensure!((1..=longest).contains(&text.chars().count()), "{what} has 1 to {longest} characters");
    ensure!(!text.chars().any(char::is_control), "{what} is one line");
    Ok(())
}
