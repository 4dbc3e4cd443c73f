//! Readings: meters as the ladder takes them, the one way in, and the words of the wire.

mod intake;
mod metering;
pub mod sheet;
mod silence;
pub mod sms;
mod submission;

use chrono_tz::Tz;
use svetlitsa_api::readings::{Channel, FindingView, ReadingView};
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::readings::{ReadingState, VerdictStatus};

use crate::clock::local;
use crate::entity::reading;
use crate::failure::{Failure, Outcome};

pub use intake::{Given, Incoming, Intake, Taken, take};
pub use metering::{Metering, meterings};
pub use silence::silence;
pub use submission::Submission;

/// A stored reading on the wire.
///
/// # Errors
/// Internal failure when the stored words are none of ours.
pub fn view(row: &reading::Model, zone: Tz) -> Outcome<ReadingView> {
    let broken = |what: &str| Failure::internal(&format!("reading {}: {what}", row.id));
    let word = |text: &str| serde_json::Value::String(text.to_owned());
    let findings: Vec<FindingView> = serde_json::from_str(&row.findings)?;
    Ok(ReadingView {
        id: row.id.clone(),
        meter: row.meter.clone(),
        values: serde_json::from_str(&row.values)?,
        taken_on: row.taken_on.parse().map_err(|_| broken("date"))?,
        received: local(row.received_at, zone),
        channel: Channel::parse(&row.channel),
        status: serde_json::from_value::<VerdictStatus>(word(&row.status))?,
        findings,
        consumption: serde_json::from_str(&row.consumption)?,
        cost_kopecks: row.cost_kopecks.map(Kopecks),
        period: row.period.parse().map_err(|_| broken("period"))?,
        state: ReadingState::parse(&row.state).ok_or_else(|| broken("state"))?.into(),
        has_photo: row.has_photo,
    })
}
