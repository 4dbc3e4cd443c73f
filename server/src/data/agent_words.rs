//! Words that agents are answered with: `texts/agents.ru.toml`. The protocols are Russian, and so are they.

use std::collections::BTreeMap;

use serde::Deserialize;
use svetlitsa_domain::Kopecks;

use super::error::read_toml;
use super::{DataError, DataSource};
use crate::agents::Refusal;

const FILE: &str = "texts/agents.ru.toml";

/// The words.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgentWords {
    /// An account may be paid.
    pub checked: String,
    booked: String,
    repeated: String,
    /// Label of the masked name.
    pub payer: String,
    owed: String,
    paid_ahead: String,
    /// Label of a payee; holds `{id}`.
    pub payee: String,
    refusals: BTreeMap<String, String>,
}

impl AgentWords {
    /// Money is credited, now or before.
    #[must_use]
    pub fn booked(&self, is_repeat: bool) -> &str {
        if is_repeat { &self.repeated } else { &self.booked }
    }

    /// Label of a balance: owed or paid ahead.
    #[must_use]
    pub fn balance(&self, balance: Kopecks) -> &str {
        if balance < Kopecks::ZERO { &self.paid_ahead } else { &self.owed }
    }

    /// Why nothing was done.
    #[must_use]
    pub fn refusal(&self, refusal: Refusal) -> &str {
        self.refusals.get(refusal.as_str()).map_or("", String::as_str)
    }
}

/// Reads the words; a missing one is a mistake.
pub(super) fn load(source: &dyn DataSource) -> Result<AgentWords, DataError> {
    let words: AgentWords = read_toml(source, FILE)?;
    match Refusal::ALL.into_iter().find(|refusal| words.refusal(*refusal).is_empty()) {
        Some(refusal) => {
            let key = format!("refusals.{}", refusal.as_str());
            Err(DataError::at(FILE, &key, "there is no word for it"))
        }
        None => Ok(words),
    }
}
