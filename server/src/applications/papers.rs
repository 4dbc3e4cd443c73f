//! Documents of an application: what comes with the form or afterwards, and what is still missing.

use sea_orm::DatabaseTransaction;
use svetlitsa_api::applications::DocumentDraft;
use svetlitsa_api::{ErrorCode, FieldCode, FieldProblem};
use svetlitsa_domain::applications::{
    self as rules, ApplicationKind, ApplicationStage, DocumentKind, TransferReading,
};
use svetlitsa_domain::standards::Beginning;

use super::{begin, broken, kind, note, stage, write_letter};
use crate::appeals::claim_for;
use crate::entity::application;
use crate::failure::{Failure, Outcome};
use crate::state::App;
use crate::store::appeal_files::Owner;
use crate::{promises, store};

/// What comes along: drafts with copies, and the reading that is as good as one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Papers {
    documents: Vec<DocumentDraft>,
    reading: Option<TransferReading>,
}

impl Papers {
    /// Checks what comes with an application of a kind.
    ///
    /// # Errors
    /// The fields that need another look: a document that the kind is not made out by, a reading that is none.
    pub fn check(
        kind: ApplicationKind,
        documents: &[DocumentDraft],
        reading: &str,
    ) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Vec::new();
        let mut refuse = |field: &str, code| problems.push(FieldProblem { field: field.to_owned(), code });
        let needed = kind.documents();
        let is_foreign = |draft: &DocumentDraft| !needed.contains(&draft.document);
        if documents.len() > needed.len() || documents.iter().any(is_foreign) {
            refuse("documents", FieldCode::NotAChoice);
        }
        let typed = reading.trim();
        let reading = TransferReading::parse(typed);
        if !typed.is_empty() && reading.is_none() {
            refuse("reading", FieldCode::NotANumber);
        }
        let reading = reading.filter(|_| needed.iter().any(|document| document.may_be_typed()));
        if problems.is_empty() { Ok(Self { documents: documents.to_vec(), reading }) } else { Err(problems) }
    }

    /// Whether nothing comes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty() && self.reading.is_none()
    }

    /// Gives them to an application, whose row then lacks only what is still missing.
    ///
    /// # Errors
    /// 422 for the document whose draft was kept as long as drafts are.
    pub(super) async fn come(&self, tx: &DatabaseTransaction, row: &mut application::Model) -> Outcome<()> {
        let mut there = Vec::new();
        for DocumentDraft { document, draft } in &self.documents {
            let owner = Owner::Application(&row.number, document.as_str());
            claim_for(tx, draft, owner, document.as_str()).await?;
            there.push(*document);
        }
        if let Some(reading) = &self.reading {
            reading.as_str().clone_into(&mut row.reading);
            there.extend(DocumentKind::ALL.into_iter().filter(|document| document.may_be_typed()));
        }
        row.missing = words(&rules::missing(&missing(row)?, &there));
        Ok(())
    }
}

/// The author adds what was missing. When nothing is missing any more, the application is received anew and its promises
/// begin from that moment; a term that runs from completeness begins then, too.
///
/// # Errors
/// 409 when it takes no documents now, 422 when nothing comes or is wrong.
pub async fn add(
    app: &App,
    tx: &DatabaseTransaction,
    number: &str,
    papers: &Papers,
) -> Outcome<application::Model> {
    let mut row = store::applications::lock(tx, number).await?.ok_or(ErrorCode::NotFound)?;
    let (kind, stage) = (kind(&row)?, stage(&row)?);
    if !kind.takes_documents(stage) {
        return Err(ErrorCode::WrongStage.into());
    }
    if papers.is_empty() {
        return Err(Failure::field("documents", FieldCode::Required));
    }
    let was_complete = row.missing.is_empty();
    papers.come(tx, &mut row).await?;
    if row.missing.is_empty() && stage == ApplicationStage::Incomplete {
        ApplicationStage::Received.as_str().clone_into(&mut row.stage);
        begin(app, &mut row)?;
        store::applications::update(tx, row.clone()).await?;
        note(tx, &row, app.clock.now().timestamp_millis(), None, None).await?;
        write_letter(app, tx, &row, "", None).await?;
        return Ok(row);
    }
    if row.missing.is_empty() && !was_complete && runs_from_completeness(&row) {
        let notice = (row.notice_started_at, row.notice_due_at, row.notice_met_at);
        begin(app, &mut row)?;
        // Whether everything is there was asked when it was filed.
        (row.notice_started_at, row.notice_due_at, row.notice_met_at) = notice;
    }
    store::applications::update(tx, row.clone()).await?;
    Ok(row)
}

fn runs_from_completeness(row: &application::Model) -> bool {
    let standard = row.standard.as_deref().and_then(promises::parse);
    standard.is_some_and(|standard| standard.promise().begins == Beginning::Complete)
}

/// Documents that an application lacks.
pub(super) fn missing(row: &application::Model) -> Outcome<Vec<DocumentKind>> {
    row.missing
        .split_whitespace()
        .map(|word| DocumentKind::parse(word).ok_or_else(|| broken(row, "missing documents")))
        .collect()
}

/// The same as they are stored.
pub(super) fn words(documents: &[DocumentKind]) -> String {
    documents.iter().map(|document| document.as_str()).collect::<Vec<_>>().join(" ")
}
