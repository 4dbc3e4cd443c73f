//! The steps of an appeal: a clerk's and its author's, each with its event and its letter in one transaction.

use sea_orm::DatabaseTransaction;
use svetlitsa_api::appeals::{AppealStep, AuthorStep};
use svetlitsa_api::{ErrorCode, FieldCode};
use svetlitsa_domain::appeals::{AppealAction, AuthorAction};
use svetlitsa_domain::standards::Standard;

use super::{Words, claim, is_overdue, record, stage, words, write_letter, write_letter_asking};
use crate::entity::{appeal, staff_member};
use crate::failure::{Failure, Outcome};
use crate::letters::Occasion;
use crate::sms::SmsOccasion;
use crate::state::App;
use crate::{notices, promises, store, surveys};

/// Does a clerk's step.
///
/// # Errors
/// 404 for an unknown number, 409 when the action has no place at the stage, 422 when words or a ground are missing.
pub async fn step(
    app: &App,
    tx: &DatabaseTransaction,
    clerk: &staff_member::Model,
    number: &str,
    step: &AppealStep,
) -> Outcome<appeal::Model> {
    let mut row = store::appeals::lock(tx, number).await?.ok_or(ErrorCode::NotFound)?;
    if row.is_quarantined {
        return Err(ErrorCode::WrongStage.into());
    }
    let stage = stage(&row)?.after(step.action).ok_or(ErrorCode::WrongStage)?;
    let text = words(&step.text, step.action.needs_text())?;
    row.refusal = match (step.action.needs_ground(), step.ground) {
        (true, Some(ground)) => Some(ground.as_str().to_owned()),
        (true, None) => return Err(Failure::field("ground", FieldCode::Required)),
        (false, Some(_)) => return Err(Failure::field("ground", FieldCode::NotAChoice)),
        (false, None) => row.refusal,
    };
    stage.as_str().clone_into(&mut row.stage);
    if step.action == AppealAction::Take || row.assignee.is_none() {
        row.assignee = Some(clerk.name.clone());
    }
    if step.action.meets_review() && row.met_at.is_none() {
        row.met_at = Some(app.clock.now_ms());
    }
    store::appeals::update(tx, row.clone()).await?;
    record(app, tx, &row, Words::Ours { text: text.clone(), by: Some(clerk.name.clone()) }).await?;
    let occasion = match step.action {
        AppealAction::Check | AppealAction::Route | AppealAction::Take => None,
        AppealAction::AskForData => Some(Occasion::AppealNeedsData),
        AppealAction::Inform => Some(Occasion::AppealInformed),
        AppealAction::Answer => Some(Occasion::AppealAnswered),
        AppealAction::Refuse => Some(Occasion::AppealRefused),
        AppealAction::Close => Some(Occasion::AppealClosed),
    };
    if let Some(occasion) = occasion {
        let survey = match step.action {
            AppealAction::Answer => surveys::ask(app, tx, &row).await?,
            _ => None,
        };
        let words = (text.as_deref().unwrap_or_default(), Some(clerk));
        write_letter_asking(app, tx, &row, occasion, words, survey).await?;
        let short = match step.action {
            AppealAction::AskForData => SmsOccasion::CaseNeedsData,
            AppealAction::Answer => SmsOccasion::CaseAnswered,
            _ => SmsOccasion::CaseMoved,
        };
        notices::tell_of_appeal(app, tx, &row, short).await?;
    }
    Ok(row)
}

/// Answers an appeal that is not over yet, whatever its stage, by the steps that lead there; one that was answered, or looks
/// like a program's, is left alone.
///
/// # Errors
/// When the database does not answer.
pub async fn answer_at_once(
    app: &App,
    tx: &DatabaseTransaction,
    clerk: &staff_member::Model,
    row: &appeal::Model,
    text: String,
) -> Outcome<()> {
    let now = stage(row)?;
    if row.is_quarantined || now.is_over() {
        return Ok(());
    }
    let one = |action, text| AppealStep { action, text, ground: None };
    if now.after(AppealAction::Answer).is_none() {
        step(app, tx, clerk, &row.number, &one(AppealAction::Take, String::new())).await?;
    }
    step(app, tx, clerk, &row.number, &one(AppealAction::Answer, text)).await?;
    Ok(())
}

/// Does a step of the author, who was recognised by whoever calls. Reopened, an appeal has a promise of its own again.
///
/// # Errors
/// 409 when the action has no place at the stage or nothing is overdue, 422 when words are missing; when the database does
/// not answer.
pub async fn author_step(
    app: &App,
    tx: &DatabaseTransaction,
    mut row: appeal::Model,
    step: &AuthorStep,
) -> Outcome<appeal::Model> {
    let now = app.clock.now_ms();
    let next = stage(&row)?.after_author(step.action, is_overdue(&row, now)).ok_or(ErrorCode::WrongStage)?;
    let text = words(&step.text, step.action.needs_text())?;
    match step.action {
        // Said twice, it is no more urgent.
        AuthorAction::Hurry if row.hurried_at.is_some() => return Ok(row),
        AuthorAction::Hurry => row.hurried_at = Some(now),
        AuthorAction::Reopen => {
            let zone = app.branch(&row.branch)?.zone;
            let clock = promises::start(Standard::AppealReview, app.clock.now(), zone, &app.data.calendar)?;
            (row.review_from, row.due_at) = (now, clock.due.timestamp_millis());
            (row.met_at, row.hurried_at, row.refusal) = (None, None, None);
        }
        AuthorAction::Add => {}
    }
    // Files come with words: whoever only asks to hurry has none.
    if step.action.needs_text() {
        claim(tx, step.draft.trim(), &row.number).await?;
    }
    next.as_str().clone_into(&mut row.stage);
    store::appeals::update(tx, row.clone()).await?;
    record(app, tx, &row, Words::Authors(text)).await?;
    if step.action == AuthorAction::Reopen {
        write_letter(app, tx, &row, Occasion::AppealReopened, "", None).await?;
    }
    Ok(row)
}
