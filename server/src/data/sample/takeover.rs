//! What a payee of a household took over when it began: readings and money, and the papers that say so.

use serde::Deserialize;
use svetlitsa_domain::bills::OpeningOrigin;
use svetlitsa_domain::tariffs::Zone;

use crate::data::Branch;
use crate::data::values::{Day, Month, Rubles};

/// A taking over.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SampleTakeover {
    /// Id of the payee that began.
    pub payee: String,
    /// Whose books it comes from.
    pub origin: OpeningOrigin,
    /// Who kept them.
    pub from: String,
    /// The day from which the new books hold.
    pub on: Day,
    /// The act.
    pub document: String,
    /// The owners' decision.
    pub decision: Option<SampleDecision>,
    /// What the registers showed on that day.
    #[serde(default)]
    pub readings: Vec<SampleOpening>,
    /// What was carried over; money on a prepaid meter stands with its facts.
    pub balance: Option<SampleBalance>,
}

/// A decision of a house's owners.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SampleDecision {
    /// Number of the protocol.
    pub protocol: String,
    /// The day of the meeting.
    pub on: Day,
}

/// A register on the day of the taking over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SampleOpening {
    /// What it counts.
    pub zone: Zone,
    /// Its value.
    pub value: u32,
}

/// Money that was carried over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SampleBalance {
    /// For which month.
    pub period: Month,
    /// How much was owed.
    pub owed: Rubles,
    /// It was paid with the first bill.
    #[serde(default)]
    pub is_paid: bool,
}

impl SampleTakeover {
    /// Whether it fits its branch; the error is a key and a sentence.
    pub(super) fn check(&self, branch: &Branch) -> Result<(), (&'static str, String)> {
        if branch.payee(&self.payee).is_none() {
            return Err(("payee", format!("{} has no payee \"{}\"", branch.id, self.payee)));
        }
        if self.document.is_empty() {
            return Err(("document", "somebody signed something".to_owned()));
        }
        if self.decision.is_some() && self.origin != OpeningOrigin::ManagingOrganisation {
            return Err(("decision", "owners decide on direct payments alone".to_owned()));
        }
        Ok(())
    }
}
