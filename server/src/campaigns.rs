//! Campaigns: written down, begun and ended by supervisors; told by letters, text messages and calls.

mod batches;
mod calls;
mod ends;
mod lists;
mod phones;
mod report;
mod rounds;
mod sending;
mod views;

use sea_orm::DatabaseTransaction;
use svetlitsa_api::campaigns::{CampaignPreview, CreateCampaign, MAX_NAME, MAX_WORDS};
use svetlitsa_api::{ErrorCode, FieldCode, FieldProblem};
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::campaigns::{
    CampaignStage, CampaignStep, LONGEST_CALL_SECONDS, PlanFault, Scenario, check_plan, spoken_seconds,
};
use svetlitsa_domain::notices::{Channel, fit};

use crate::appeals::{clean_line, clean_text, length_problem};
use crate::data::{Filling, LONGEST_FILLING};
use crate::entity::{campaign, staff_member};
use crate::failure::{Failure, Outcome};
use crate::letters::Language;
use crate::outages::moment;
use crate::state::App;
use crate::{random, store};

pub use batches::{give_out, given};
pub use calls::{Taken, calls_of, take};
pub use ends::{end_all, end_by_link};
pub use phones::import as import_phones;
pub use report::report;
pub use rounds::advance_all;
pub use views::{list as staff_list, view};

/// Who may only look: many are disturbed only by somebody who answers for the shift.
const ONLY_LOOKS: &str = "operator";

/// Whether somebody may write campaigns down, begin and stop them.
#[must_use]
pub fn may_conduct(clerk: &staff_member::Model) -> bool {
    clerk.role != ONLY_LOOKS
}

/// Writes a campaign down; nothing happens before it is scheduled.
///
/// # Errors
/// Every field that needs another look.
pub async fn create(
    app: &App,
    tx: &DatabaseTransaction,
    clerk: &staff_member::Model,
    body: &CreateCampaign,
) -> Outcome<campaign::Model> {
    let row = campaign::Model { id: random::id(), created_by: clerk.name.clone(), ..read(app, body)? };
    store::campaigns::insert(tx, row.clone()).await?;
    Ok(row)
}

/// Changes a draft.
///
/// # Errors
/// 404 for an unknown id, 409 when it is no draft any more; every field that needs another look.
pub async fn edit(
    app: &App,
    tx: &DatabaseTransaction,
    id: &str,
    body: &CreateCampaign,
) -> Outcome<campaign::Model> {
    let known = draft(tx, id).await?;
    let row = campaign::Model { id: known.id, created_by: known.created_by, ..read(app, body)? };
    store::campaigns::update(tx, row.clone()).await?;
    Ok(row)
}

/// Throws a draft away: nobody was told anything, so there is nothing to keep.
///
/// # Errors
/// 404 for an unknown id, 409 when it is no draft any more.
pub async fn discard(tx: &DatabaseTransaction, id: &str) -> Outcome<()> {
    let row = draft(tx, id).await?;
    Ok(store::campaigns::remove(tx, &row.id).await?)
}

async fn draft(tx: &DatabaseTransaction, id: &str) -> Outcome<campaign::Model> {
    let row = store::campaigns::lock(tx, id).await?.ok_or(ErrorCode::NotFound)?;
    if stage_of(&row)? == CampaignStage::Draft { Ok(row) } else { Err(ErrorCode::WrongStage.into()) }
}

/// Reads a form: a draft that is nobody's yet.
fn read(app: &App, body: &CreateCampaign) -> Outcome<campaign::Model> {
    let mut problems = Vec::new();
    let mut refuse = |field: &str, code| problems.push(FieldProblem { field: field.to_owned(), code });
    let name = clean_line(&body.name);
    if let Some(code) = length_problem(&name, 1, MAX_NAME) {
        refuse("name", code);
    }
    let branch = app.data.branches.get(&body.branch);
    if branch.is_none() {
        refuse("branch", FieldCode::NotAChoice);
    }
    if body.channel == Channel::Cabinet {
        refuse("channel", FieldCode::NotAChoice);
    }
    let words = clean_text(&body.words);
    if let Some(code) = words_problem(app, body.scenario, body.channel, &words) {
        refuse("words", code);
    }
    let words_en = body.words_en.as_deref().map(clean_text).filter(|words| !words.is_empty());
    if let Some(code) =
        words_en.as_ref().and_then(|words| words_problem(app, body.scenario, body.channel, words))
    {
        refuse("words_en", code);
    }
    if body.least_kopecks < Kopecks::ZERO {
        refuse("least_kopecks", FieldCode::AmountTooSmall);
    }
    let mut plan = [0, 0];
    for ((field, typed), at) in [("begins", &body.begins), ("ends", &body.ends)].into_iter().zip(&mut plan) {
        match branch.and_then(|branch| moment(typed, branch.zone)) {
            Some(told) => *at = told,
            None if typed.is_empty() => refuse(field, FieldCode::Required),
            None => refuse(field, FieldCode::NotAMoment),
        }
    }
    if plan.iter().all(|at| *at != 0)
        && let Err(fault) = check_plan(plan[0], plan[1], app.clock.now_ms())
    {
        let code = match fault {
            PlanFault::EndsBefore | PlanFault::EndsPast => FieldCode::MomentPast,
            PlanFault::TooLong => FieldCode::TooFarApart,
        };
        refuse("ends", code);
    }
    if !problems.is_empty() {
        return Err(Failure::fields(problems));
    }
    Ok(campaign::Model {
        id: String::new(),
        name,
        branch: body.branch.clone(),
        scenario: body.scenario.as_str().to_owned(),
        channel: body.channel.as_str().to_owned(),
        words,
        words_en,
        least_kopecks: if body.scenario.names_sum() { body.least_kopecks.0 } else { 0 },
        stage: CampaignStage::Draft.as_str().to_owned(),
        begins_at: plan[0],
        ends_at: plan[1],
        created_by: String::new(),
        begun_at: None,
        over_at: None,
        stopped_by: None,
        excluded: "[]".to_owned(),
    })
}

/// What is wrong with words.
fn words_problem(app: &App, scenario: Scenario, channel: Channel, words: &str) -> Option<FieldCode> {
    let texts = &app.data.campaign_words;
    if let Some(code) = length_problem(words, 1, MAX_WORDS) {
        return Some(code);
    }
    if scenario.names_sum() && !texts.names_sum(words) {
        return Some(FieldCode::SumMissing);
    }
    if texts.has_unknown_place(words) {
        return Some(FieldCode::UnknownPlace);
    }
    let filled = texts.fill(words, LONGEST_FILLING);
    match channel {
        Channel::Phone if spoken_seconds(&filled, texts.words_a_minute) > LONGEST_CALL_SECONDS => {
            Some(FieldCode::TooLongToSay)
        }
        Channel::Sms if fit(&[&filled]).is_none() => Some(FieldCode::TooLong),
        _ => None,
    }
}

/// Does a supervisor's step.
///
/// # Errors
/// 404 for an unknown id, 409 when the step has no place at the stage or its end has passed.
pub async fn step(
    app: &App,
    tx: &DatabaseTransaction,
    clerk: &staff_member::Model,
    id: &str,
    step: CampaignStep,
) -> Outcome<campaign::Model> {
    let row = store::campaigns::lock(tx, id).await?.ok_or(ErrorCode::NotFound)?;
    let stage = stage_of(&row)?;
    let after = stage.steps().contains(&step).then(|| stage.after(step)).flatten();
    let after = after.ok_or(ErrorCode::WrongStage)?;
    let now = app.clock.now_ms();
    let mut row = campaign::Model { stage: after.as_str().to_owned(), ..row };
    if after.is_over() {
        row.stopped_by = Some(clerk.name.clone());
        return rounds::finish(app, tx, row).await;
    }
    if row.ends_at <= now {
        return Err(ErrorCode::WrongStage.into());
    }
    store::campaigns::update(tx, row.clone()).await?;
    Ok(row)
}

/// Who would be told what, if it began now.
///
/// # Errors
/// When the database does not answer.
pub async fn preview(app: &App, row: &campaign::Model) -> Outcome<CampaignPreview> {
    let (listed, excluded) = lists::list(app, &app.db, row).await?;
    let first = listed.first();
    let sample = |language| {
        let told = first.map(|first| words_for(app, row, &first.account, first.sum, language)).transpose();
        told.map(|told| told.filter(|(_, told)| *told == language).map(|(words, _)| words))
    };
    let channel = channel_of(row)?;
    let pace = app.data.campaign_words.words_a_minute;
    let longest: Vec<String> = [Some(&row.words), row.words_en.as_ref()]
        .into_iter()
        .flatten()
        .map(|words| app.data.campaign_words.fill(words, LONGEST_FILLING))
        .collect();
    let seconds = longest.iter().map(|words| spoken_seconds(words, pace)).max();
    let parts = longest.iter().filter_map(|words| fit(&[words])).map(|(_, parts)| parts.count).max();
    Ok(CampaignPreview {
        total: u32::try_from(listed.len()).unwrap_or(u32::MAX),
        excluded,
        sample: sample(Language::Ru)?,
        sample_en: sample(Language::En)?,
        seconds: seconds.filter(|_| channel == Channel::Phone),
        segments: parts
            .filter(|_| channel == Channel::Sms)
            .map(|count| u32::try_from(count).unwrap_or(u32::MAX)),
    })
}

/// The words of a campaign as an account gets them, in the language in which they are: without English ones, in Russian.
fn words_for(
    app: &App,
    row: &campaign::Model,
    account: &str,
    sum: Kopecks,
    language: Language,
) -> Outcome<(String, Language)> {
    let english = row.words_en.as_deref().filter(|_| language == Language::En);
    let sum = if english.is_some() { sum.to_string() } else { sum.to_string().replace('.', ",") };
    let filling = Filling { sum: &sum, account, phone: &app.branch(&row.branch)?.phone };
    let words = app.data.campaign_words.fill(english.unwrap_or(&row.words), filling);
    Ok((words, if english.is_some() { Language::En } else { Language::Ru }))
}

fn stage_of(row: &campaign::Model) -> Outcome<CampaignStage> {
    CampaignStage::parse(&row.stage).ok_or_else(|| broken(row, "stage"))
}

fn scenario_of(row: &campaign::Model) -> Outcome<Scenario> {
    Scenario::parse(&row.scenario).ok_or_else(|| broken(row, "scenario"))
}

fn channel_of(row: &campaign::Model) -> Outcome<Channel> {
    Channel::parse(&row.channel).ok_or_else(|| broken(row, "channel"))
}

fn broken(row: &campaign::Model, what: &str) -> Failure {
    Failure::internal(&format!("{what} of campaign {}", row.id))
}
