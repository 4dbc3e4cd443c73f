//! Who was told, when and with what result, as a table.

use std::collections::BTreeMap;

use svetlitsa_domain::Kopecks;
use svetlitsa_domain::readings::{Cell, csv};

use crate::clock::local;
use crate::entity::{campaign, campaign_try};
use crate::failure::Outcome;
use crate::state::App;
use crate::store;

/// A line for each letter, message and call, and one for each who was told nothing.
///
/// # Errors
/// When the database does not answer.
pub async fn report(app: &App, row: &campaign::Model) -> Outcome<String> {
    let zone = app.branch(&row.branch)?.zone;
    let mut tries = BTreeMap::<String, Vec<campaign_try::Model>>::new();
    for one in store::campaigns::tries(&app.db, &row.id).await? {
        tries.entry(one.contact.clone()).or_default().push(one);
    }
    let mut lines = Vec::new();
    for contact in store::campaigns::contacts(&app.db, &row.id).await? {
        let address = contact.address.trim_start_matches('+').to_owned();
        let told = tries.remove(&contact.id).unwrap_or_default();
        let told = told.into_iter().map(|one| {
            (local(one.at, zone).to_rfc3339(), one.result.unwrap_or_else(|| "written".to_owned()))
        });
        let mut told: Vec<_> = told.collect();
        if told.is_empty() {
            told.push(Default::default());
        }
        lines.extend(told.into_iter().map(|(at, result)| {
            let sum = Kopecks(contact.sum_kopecks);
            (contact.account.clone(), address.clone(), sum, contact.stage.clone(), at, result)
        }));
    }
    let cells = lines.iter().map(|(account, address, sum, stage, at, result)| {
        [
            Cell::Text(account),
            Cell::Text(address),
            Cell::Money(*sum),
            Cell::Text(stage),
            Cell::Text(at),
            Cell::Text(result),
        ]
    });
    Ok(csv(&["account", "address", "sum", "stage", "at", "result"], cells))
}
