//! No more letters and messages about something, by a letter's link.

use sea_orm::DatabaseTransaction;
use svetlitsa_api::ErrorCode;
use svetlitsa_domain::campaigns::Scenario;

use super::scenario_of;
use crate::entity::campaign_refusal;
use crate::failure::Outcome;
use crate::state::App;
use crate::store;

/// Ends all that may be ended, by the word of a telephone that somebody confirmed.
///
/// # Errors
/// When the database does not answer.
pub async fn end_all(app: &App, tx: &DatabaseTransaction, resident: &str) -> Outcome<()> {
    for scenario in Scenario::ALL.into_iter().filter(|scenario| scenario.may_be_declined()) {
        let refusal = campaign_refusal::Model {
            resident_id: resident.to_owned(),
            scenario: scenario.as_str().to_owned(),
            at: app.clock.now_ms(),
        };
        store::campaigns::decline(tx, refusal).await?;
    }
    // What waits for its next day is not tried any more either, but for what the law has us announce.
    let mut ids = Vec::new();
    for (contact, row) in store::campaigns::told(tx, resident).await? {
        if scenario_of(&row)?.may_be_declined() {
            ids.extend(contact.outbox);
        }
    }
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    store::sms::stop_all(tx, &ids).await?;
    Ok(())
}

/// Ends them for whoever the letter was written to; it may be followed as often as one likes.
///
/// # Errors
/// `link_expired` when the link is none of ours.
pub async fn end_by_link(app: &App, tx: &DatabaseTransaction, token: &str) -> Outcome<Scenario> {
    let letter = store::campaigns::by_token(tx, token).await?.ok_or(ErrorCode::LinkExpired)?;
    let contact = store::campaigns::contact(tx, &letter.contact).await?.ok_or(ErrorCode::LinkExpired)?;
    let row = store::campaigns::find(tx, &letter.campaign).await?.ok_or(ErrorCode::LinkExpired)?;
    let resident_id = contact.resident_id.ok_or(ErrorCode::LinkExpired)?;
    let refusal =
        campaign_refusal::Model { resident_id, scenario: row.scenario.clone(), at: app.clock.now_ms() };
    store::campaigns::decline(tx, refusal).await?;
    scenario_of(&row)
}
