//! Outages of the sample world, whose hours are counted from the clock.

use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use svetlitsa_domain::outages::{OutageAction, OutageStage};

use crate::data::sample::{SampleOutage, SampleWorld};
use crate::entity::{outage, outage_event};
use crate::random;
use crate::sample::rows::Rows;

/// Puts outages into the rows.
pub(super) fn add(rows: &mut Rows, world: &SampleWorld, now: DateTime<Utc>) -> anyhow::Result<()> {
    // Clerks name whole hours.
    let hour = now.duration_trunc(TimeDelta::hours(1))?;
    let at = |hours: i64| (hour + TimeDelta::hours(hours)).timestamp_millis();
    let name = |login: &str| world.member(login).map(|member| member.name.clone()).unwrap_or_default();
    for sample in &world.outages {
        let mut row = first(sample, at(sample.begins), sample.expected.map(at))?;
        row.entered_by = name(&sample.staff);
        rows.outage_events.push(event(&row, at(sample.entered()), None, None, row.entered_by.clone()));
        for step in &sample.steps {
            row.expected_at = step.expected.map(at).or(row.expected_at);
            let event = event(&row, at(step.at), Some(step.action), step.text.clone(), name(&step.staff));
            rows.outage_events.push(event);
        }
        let stage = sample.stage().unwrap_or(OutageStage::Begun);
        stage.as_str().clone_into(&mut row.stage);
        row.ended_at = stage.is_over().then(|| at(sample.steps.last().map_or(0, |step| step.at)));
        rows.outages.push(row);
    }
    Ok(())
}

fn first(sample: &SampleOutage, begins_at: i64, expected_at: Option<i64>) -> anyhow::Result<outage::Model> {
    Ok(outage::Model {
        id: random::id(),
        branch: sample.branch.clone(),
        kind: sample.kind.as_str().to_owned(),
        is_planned: sample.is_planned,
        stage: String::new(),
        text: sample.text.clone(),
        places: serde_json::to_string(&sample.places)?,
        begins_at,
        expected_at,
        ended_at: None,
        entered_by: String::new(),
    })
}

fn event(
    row: &outage::Model,
    at: i64,
    action: Option<OutageAction>,
    text: Option<String>,
    staff_name: String,
) -> outage_event::Model {
    let word = action.and_then(|action| serde_json::to_value(action).ok());
    outage_event::Model {
        id: random::id(),
        outage: row.id.clone(),
        at,
        action: word.and_then(|word| word.as_str().map(ToOwned::to_owned)),
        expected_at: row.expected_at,
        text,
        staff_name,
        untold: None,
    }
}
