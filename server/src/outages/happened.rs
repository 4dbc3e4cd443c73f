//! What became of outages of somebody's houses, for the list of what happened in a cabinet.

use sea_orm::ConnectionTrait;
use svetlitsa_api::notices::Happened;
use svetlitsa_domain::outages::{OutageAction, OutageNews, street_of};

use super::{covers, word};
use crate::clock::local;
use crate::entity::{account, outage, outage_event};
use crate::failure::{Failure, Outcome};
use crate::state::App;
use crate::store;

/// News of outages since a moment, for each account whose house they cover.
///
/// # Errors
/// When the database does not answer.
pub async fn happened(
    app: &App,
    db: &impl ConnectionTrait,
    accounts: &[account::Model],
    since: i64,
) -> Outcome<Vec<(i64, Happened)>> {
    let mut rows = store::outages::open(db).await?;
    rows.extend(store::outages::ended_since(db, since).await?);
    let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    let events = store::outages::events(db, &ids).await?;
    let mut told = Vec::new();
    for row in &rows {
        for account in accounts {
            if !is_of(row, account)? {
                continue;
            }
            let of_row = events.iter().filter(|event| event.outage == row.id && event.at >= since);
            for event in of_row {
                if let Some(news) = news(row, event)? {
                    told.push((event.at, about(app, row, event, account, news)?));
                }
            }
        }
    }
    Ok(told)
}

fn is_of(row: &outage::Model, account: &account::Model) -> Outcome<bool> {
    match street_of(&account.address, &account.house) {
        Some(street) if account.branch == row.branch => covers(row, street, &account.house),
        _ => Ok(false),
    }
}

/// What a step tells; that works begin was announced.
fn news(row: &outage::Model, event: &outage_event::Model) -> Outcome<Option<OutageNews>> {
    let Some(action) = &event.action else {
        return Ok(Some(if row.is_planned { OutageNews::Announced } else { OutageNews::Begun }));
    };
    for known in [OutageAction::Begin, OutageAction::Move, OutageAction::Restore, OutageAction::Cancel] {
        if word(known)? == *action {
            return Ok(known.news());
        }
    }
    Ok(None)
}

fn about(
    app: &App,
    row: &outage::Model,
    event: &outage_event::Model,
    account: &account::Model,
    news: OutageNews,
) -> Outcome<Happened> {
    let zone = app.branch(&row.branch)?.zone;
    Ok(Happened::Outage {
        account: account.number.parse().map_err(|error| Failure::internal(&error))?,
        news,
        begins: local(row.begins_at, zone),
        expected: event.expected_at.map(|at| local(at, zone)),
    })
}
