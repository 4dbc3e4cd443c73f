//! Words of what is reported about outages: `texts/outages.<language>.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;
use svetlitsa_domain::outages::OutageTrouble;

use super::error::read_toml;
use super::{DataError, DataSource};
use crate::letters::Language;

/// Words of every language, by its code.
pub type AllOutageWords = BTreeMap<&'static str, OutageWords>;

/// Words of one language.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutageWords {
    /// Text of the appeal; holds `{trouble}`, `{street}` and `{house}`.
    report: String,
    /// A street and a house; holds `{street}` and `{house}`.
    address: String,
    /// The duty desk has the report; holds `{phone}`.
    handed: String,
    /// The duty desk could not be written to; holds `{phone}`.
    not_handed: String,
    /// Power is back; holds `{moment}`.
    restored: String,
    troubles: BTreeMap<String, String>,
}

impl OutageWords {
    /// Text of an appeal.
    #[must_use]
    pub fn report(&self, trouble: OutageTrouble, street: &str, house: &str, note: &str) -> String {
        let trouble = self.troubles.get(trouble.as_str()).map_or("", String::as_str);
        let text = fill(&self.report, street, house).replace("{trouble}", trouble);
        if note.is_empty() { text } else { format!("{text}\n\n{note}") }
    }

    /// A street and a house.
    #[must_use]
    pub fn address(&self, street: &str, house: &str) -> String {
        fill(&self.address, street, house)
    }

    /// What became of the letter to the duty desk.
    #[must_use]
    pub fn handed(&self, is_handed: bool, phone: &str) -> String {
        if is_handed { &self.handed } else { &self.not_handed }.replace("{phone}", phone)
    }

    /// Power is back at the house of a report.
    #[must_use]
    pub fn restored(&self, moment: &str) -> String {
        self.restored.replace("{moment}", moment)
    }
}

fn fill(text: &str, street: &str, house: &str) -> String {
    text.replace("{street}", street).replace("{house}", house)
}

/// Reads them.
pub(super) fn load(source: &dyn DataSource) -> Result<AllOutageWords, DataError> {
    let mut all = AllOutageWords::new();
    for language in [Language::Ru, Language::En] {
        let file = format!("texts/outages.{}.toml", language.as_str());
        let words: OutageWords = read_toml(source, &file)?;
        if let Some(missing) =
            OutageTrouble::ALL.into_iter().find(|trouble| !words.troubles.contains_key(trouble.as_str()))
        {
            let key = format!("troubles.{}", missing.as_str());
            return Err(DataError::at(&file, &key, "there is no word for it"));
        }
        all.insert(language.as_str(), words);
    }
    Ok(all)
}
