//! Putting an entry of the ledger right: by another entry that names its reason and document, never by an edit.

use anyhow::{Context, bail, ensure};
use sea_orm::DatabaseConnection;
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::bills::{CorrectionReason, correct};

use crate::entity::{correction, ledger_entry};
use crate::{random, store};

/// Longest name of a document, characters.
const LONGEST_DOCUMENT: usize = 200;

/// A correction that an operator asks for.
#[derive(Clone, Debug)]
pub struct Correction<'a> {
    /// Id of the entry.
    pub entry: &'a str,
    /// By how much: less owed below zero.
    pub amount: Kopecks,
    /// Why.
    pub reason: CorrectionReason,
    /// The decision or request that says so.
    pub document: &'a str,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Corrected {
    /// Whose entry it is.
    pub account: String,
    /// What is left of the entry.
    pub left: Kopecks,
    /// Whether the same was booked before: nothing was booked now.
    pub is_repeated: bool,
}

/// Books a correction; the same one again books nothing.
///
/// # Errors
/// A sentence, and nothing is booked: no such entry, a correction of a correction, a sum that the entry does not allow, a
/// document that has corrected the entry by another sum.
pub async fn book(db: &DatabaseConnection, asked: &Correction<'_>, now_ms: i64) -> anyhow::Result<Corrected> {
    let Correction { entry, amount, reason, document } = *asked;
    let document = document.trim();
    let length = document.chars().count();
    ensure!((1..=LONGEST_DOCUMENT).contains(&length), "a document has 1 to {LONGEST_DOCUMENT} characters");
    ensure!(!document.chars().any(char::is_control), "a document's name is one line");
    let tx = store::begin_write(db).await?;
    let row = store::ledger::lock(&tx, entry).await?.with_context(|| format!("there is no entry {entry}"))?;
    ensure!(row.cause_kind != "correction", "entry {entry} is a correction itself: correct what it corrects");
    let before = store::ledger::corrections_of_entry(&tx, entry).await?;
    let corrected: i64 = before.iter().map(|row| row.amount_kopecks).sum();
    let account = row.account.clone();
    if let Some(same) = before.iter().find(|row| row.document == document) {
        if same.amount_kopecks != amount.0 || same.reason != reason.as_str() {
            bail!("{document} has corrected entry {entry} by {} already", Kopecks(same.amount_kopecks));
        }
        return Ok(Corrected { account, left: Kopecks(row.amount_kopecks + corrected), is_repeated: true });
    }
    let left = correct(Kopecks(row.amount_kopecks), Kopecks(corrected), amount, reason)?;
    let id = random::id();
    let made = correction::Model {
        id: id.clone(),
        account: account.clone(),
        entry: entry.to_owned(),
        amount_kopecks: amount.0,
        reason: reason.as_str().to_owned(),
        document: document.to_owned(),
        booked_at: now_ms,
    };
    let booked = ledger_entry::Model {
        id: random::id(),
        amount_kopecks: amount.0,
        cause_kind: "correction".to_owned(),
        cause_id: id,
        cause_line: 0,
        booked_at: now_ms,
        ..row
    };
    store::ledger::book(&tx, made, booked).await?;
    tx.commit().await?;
    Ok(Corrected { account, left, is_repeated: false })
}
