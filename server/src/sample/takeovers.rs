//! With what payees of the sample world began.

use svetlitsa_api::readings::ZoneValue;

use crate::data::sample::{Household, SampleOpening, SampleTakeover};
use crate::entity::takeover;
use crate::sample::rows::Rows;

/// Puts what a household's payees took over into the rows; its money is with the bills.
pub(super) fn add(rows: &mut Rows, household: &Household) -> anyhow::Result<()> {
    for sample in &household.takeovers {
        let SampleTakeover { payee, origin, from, on, document, decision, readings, .. } = sample;
        let value = |opening: &SampleOpening| ZoneValue { zone: opening.zone, value: opening.value };
        rows.takeovers.push(takeover::Model {
            account: household.number.to_string(),
            payee: payee.clone(),
            origin: origin.as_str().to_owned(),
            from_name: from.clone(),
            taken_on: on.0.to_string(),
            document: document.clone(),
            document_line: None,
            protocol: decision.as_ref().map(|decision| decision.protocol.clone()),
            decided_on: decision.as_ref().map(|decision| decision.on.0.to_string()),
            registers: serde_json::to_string(&readings.iter().map(value).collect::<Vec<_>>())?,
        });
    }
    Ok(())
}
