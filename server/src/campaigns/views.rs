//! Campaigns as staff sees them.

use std::collections::BTreeMap;

use sea_orm::ConnectionTrait;
use svetlitsa_api::campaigns::{CampaignBranch, CampaignList, CampaignView, CampaignWords, ContactCount};
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::campaigns::{ContactStage, Scenario};
use svetlitsa_domain::notices::Channel;

use super::{batches, channel_of, may_conduct, scenario_of, stage_of};
use crate::clock::local;
use crate::entity::{campaign, staff_member};
use crate::failure::Outcome;
use crate::state::App;
use crate::store;

/// A campaign.
///
/// # Errors
/// When the database does not answer or holds words that are none of ours.
pub async fn view(
    app: &App,
    db: &impl ConnectionTrait,
    clerk: &staff_member::Model,
    row: &campaign::Model,
) -> Outcome<CampaignView> {
    let branch = app.branch(&row.branch)?;
    let (stage, channel) = (stage_of(row)?, channel_of(row)?);
    let (by_stage, tries): (BTreeMap<_, _>, _) = store::campaign_counts::counts(db, &row.id).await?;
    let counts: Vec<ContactCount> = ContactStage::ALL
        .into_iter()
        .filter_map(|stage| Some(ContactCount { stage, count: *by_stage.get(stage.as_str())? }))
        .collect();
    let (to_call, given_out, batches) = match channel {
        Channel::Phone => batches::counted(app, db, row).await?,
        _ => (0, 0, Vec::new()),
    };
    Ok(CampaignView {
        id: row.id.clone(),
        name: row.name.clone(),
        branch: row.branch.clone(),
        branch_name: branch.name.clone(),
        scenario: scenario_of(row)?,
        channel,
        words: row.words.clone(),
        words_en: row.words_en.clone(),
        least_kopecks: Kopecks(row.least_kopecks),
        stage,
        begins: local(row.begins_at, branch.zone),
        ends: local(row.ends_at, branch.zone),
        created_by: row.created_by.clone(),
        begun: row.begun_at.map(|at| local(at, branch.zone)),
        over: row.over_at.map(|at| local(at, branch.zone)),
        stopped_by: row.stopped_by.clone(),
        total: counts.iter().map(|count| count.count).sum(),
        counts,
        tries,
        excluded: serde_json::from_str(&row.excluded)?,
        to_call,
        given_out,
        batches,
        steps: if may_conduct(clerk) { stage.steps() } else { Vec::new() },
    })
}

/// Every campaign, newest first, and what a new one is made of.
///
/// # Errors
/// As [`view`].
pub async fn list(app: &App, clerk: &staff_member::Model) -> Outcome<CampaignList> {
    let mut items = Vec::new();
    for row in store::campaigns::all(&app.db).await? {
        items.push(view(app, &app.db, clerk, &row).await?);
    }
    let texts = &app.data.campaign_words;
    let words = [Channel::Phone, Channel::Sms, Channel::Email].into_iter().flat_map(|channel| {
        Scenario::ALL.map(|scenario| CampaignWords {
            scenario,
            channel,
            words: texts.of(scenario, channel).to_owned(),
        })
    });
    let branch = |id: &String, name: &String| CampaignBranch { id: id.clone(), name: name.clone() };
    Ok(CampaignList {
        branches: app.data.branches.values().map(|of| branch(&of.id, &of.name)).collect(),
        words: words.collect(),
        words_a_minute: texts.words_a_minute,
        items,
    })
}
