//! Words of campaigns to begin with, and how they are filled in: `texts/campaigns.ru.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;
use svetlitsa_domain::campaigns::{LONGEST_CALL_SECONDS, Scenario, spoken_seconds};
use svetlitsa_domain::notices::Channel;

use super::error::read_toml;
use super::{DataError, DataSource};

const FILE: &str = "texts/campaigns.ru.toml";

/// What may stand in words in square brackets.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Places {
    sum: Vec<String>,
    account: Vec<String>,
    phone: Vec<String>,
}

/// Words of campaigns.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CampaignWords {
    /// How many are spoken in a minute.
    pub words_a_minute: u32,
    places: Places,
    phone: BTreeMap<String, String>,
    sms: BTreeMap<String, String>,
    email: BTreeMap<String, String>,
}

/// What words are filled in with.
#[derive(Clone, Copy, Debug)]
pub struct Filling<'a> {
    /// What is owed.
    pub sum: &'a str,
    /// Account number.
    pub account: &'a str,
    /// Telephone of the contact centre.
    pub phone: &'a str,
}

impl CampaignWords {
    /// Words to begin with.
    #[must_use]
    pub fn of(&self, scenario: Scenario, channel: Channel) -> &str {
        let texts = match channel {
            Channel::Phone => &self.phone,
            Channel::Sms => &self.sms,
            Channel::Email | Channel::Cabinet => &self.email,
        };
        texts.get(scenario.as_str()).map_or("", String::as_str)
    }

    /// The words with everything in its place.
    #[must_use]
    pub fn fill(&self, words: &str, with: Filling<'_>) -> String {
        let places = [
            (&self.places.sum, with.sum),
            (&self.places.account, with.account),
            (&self.places.phone, with.phone),
        ];
        places.into_iter().fold(words.to_owned(), |text, (names, fact)| {
            names.iter().fold(text, |text, name| text.replace(name.as_str(), fact))
        })
    }

    /// Whether the words name the sum.
    #[must_use]
    pub fn names_sum(&self, words: &str) -> bool {
        self.places.sum.iter().any(|name| words.contains(name.as_str()))
    }

    /// Whether something in square brackets is none of the places.
    #[must_use]
    pub fn has_unknown_place(&self, words: &str) -> bool {
        self.fill(words, Filling { sum: "", account: "", phone: "" }).contains(['[', ']'])
    }
}

/// Reads them; a scenario without words, and a call that is longer than a minute, is a mistake.
pub(super) fn load(source: &dyn DataSource) -> Result<CampaignWords, DataError> {
    let words: CampaignWords = read_toml(source, FILE)?;
    for channel in [Channel::Phone, Channel::Sms, Channel::Email] {
        for scenario in Scenario::ALL {
            let text = words.of(scenario, channel);
            let key = format!("{}.{}", channel.as_str(), scenario.as_str());
            if text.is_empty() || words.has_unknown_place(text) {
                return Err(DataError::at(FILE, &key, "there are no words, or a place that is not known"));
            }
            let filled = words.fill(text, LONGEST_FILLING);
            if channel == Channel::Phone
                && spoken_seconds(&filled, words.words_a_minute) > LONGEST_CALL_SECONDS
            {
                return Err(DataError::at(FILE, &key, "the call is longer than a minute"));
            }
        }
    }
    Ok(words)
}

/// The longest facts that are usual: words have to fit with them.
pub const LONGEST_FILLING: Filling<'static> =
    Filling { sum: "999999,99", account: "99999999999", phone: "8 800 000-00-00" };
