//! Appointments in offices: `appointments.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;
use svetlitsa_domain::appointments::{AppointmentPurpose, TICK_MINUTES};

use super::error::read_toml;
use super::{DataError, DataSource, Office};

const FILE: &str = "appointments.toml";
/// Longest visit, minutes.
const MOST_MINUTES: u32 = 120;
/// Most windows of an office.
const MOST_WINDOWS: u32 = 50;

/// How long visits take, and how many windows receive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppointmentTerms {
    minutes: BTreeMap<AppointmentPurpose, u32>,
    windows: Windows,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Windows {
    default: u32,
    #[serde(default)]
    offices: BTreeMap<String, u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    minutes: BTreeMap<String, u32>,
    windows: Windows,
}

impl AppointmentTerms {
    /// Minutes of a visit.
    #[must_use]
    pub fn minutes(&self, purpose: AppointmentPurpose) -> u32 {
        self.minutes.get(&purpose).copied().unwrap_or(TICK_MINUTES)
    }

    /// Windows of an office.
    #[must_use]
    pub fn windows(&self, office: &str) -> u32 {
        self.windows.offices.get(office).copied().unwrap_or(self.windows.default)
    }
}

/// Reads them.
pub(super) fn load(source: &dyn DataSource, offices: &[Office]) -> Result<AppointmentTerms, DataError> {
    let Raw { minutes: raw, windows } = read_toml(source, FILE)?;
    let mut minutes = BTreeMap::new();
    for (word, length) in raw {
        let key = format!("minutes.{word}");
        let purpose = AppointmentPurpose::parse(&word);
        let purpose = purpose.ok_or_else(|| DataError::at(FILE, &key, "there is no such purpose"))?;
        if length == 0 || length > MOST_MINUTES || !length.is_multiple_of(TICK_MINUTES) {
            let problem = format!("{length} is no multiple of {TICK_MINUTES} up to {MOST_MINUTES}");
            return Err(DataError::at(FILE, &key, problem));
        }
        minutes.insert(purpose, length);
    }
    if let Some(missing) = AppointmentPurpose::ALL.into_iter().find(|one| !minutes.contains_key(one)) {
        return Err(DataError::at(FILE, &format!("minutes.{}", missing.as_str()), "is missing"));
    }
    for (office, count) in &windows.offices {
        if !offices.iter().any(|known| known.id() == office) {
            return Err(DataError::at(FILE, &format!("windows.offices.{office}"), "there is no such office"));
        }
        if *count > MOST_WINDOWS {
            return Err(DataError::at(FILE, &format!("windows.offices.{office}"), "that many it has not"));
        }
    }
    Ok(AppointmentTerms { minutes, windows })
}
