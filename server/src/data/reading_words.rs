//! Words of readings that leave as a file or as an SMS: `texts/readings.<language>.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;
use svetlitsa_api::readings::Channel;
use svetlitsa_domain::contacts::sms_parts;
use svetlitsa_domain::readings::{FindingCode, ReadingState, Severity, SmsRefusal, VerdictStatus};
use svetlitsa_domain::tariffs::Zone;

use super::error::read_toml;
use super::{DataError, DataSource};
use crate::letters::Language;

/// Words of one language.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReadingWords {
    /// Names of the registers.
    pub zones: BTreeMap<Zone, String>,
    verdicts: BTreeMap<String, String>,
    states: BTreeMap<String, String>,
    channels: BTreeMap<String, String>,
    /// Headings of the table.
    pub table: TableWords,
    /// Words of the calendar.
    pub calendar: CalendarWords,
    /// Titles of the feed of use.
    pub usage: UsageWords,
    /// Answers by SMS.
    pub sms: SmsWords,
}

/// Headings of the table.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableWords {
    pub file: String,
    pub period: String,
    pub taken: String,
    pub received: String,
    pub meter: String,
    pub zone: String,
    pub value: String,
    pub units: String,
    pub cost: String,
    pub verdict: String,
    pub state: String,
    pub channel: String,
    pub id: String,
}

/// Words of the calendar.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarWords {
    pub name: String,
    pub open: String,
    pub given: String,
    pub description: String,
    pub last_day: String,
}

/// Titles of the feed of use.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UsageWords {
    /// Of the whole; holds `{number}`.
    pub account: String,
    /// Of a meter; holds `{serial}`.
    pub meter: String,
}

/// Answers by SMS.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmsWords {
    /// Holds `{values}` and `{period}`.
    pub accepted: String,
    /// Holds `{values}`.
    pub question: String,
    /// Holds `{period}`.
    pub outdated: String,
    /// Holds `{values}`.
    pub same: String,
    refused: BTreeMap<String, String>,
}

/// Words of every language.
pub type AllReadingWords = BTreeMap<&'static str, ReadingWords>;

impl ReadingWords {
    /// A verdict.
    #[must_use]
    pub fn verdict(&self, word: &str) -> &str {
        self.verdicts.get(word).map_or("", String::as_str)
    }

    /// Where a reading stands.
    #[must_use]
    pub fn state(&self, word: &str) -> &str {
        self.states.get(word).map_or("", String::as_str)
    }

    /// How a reading came.
    #[must_use]
    pub fn channel(&self, word: &str) -> &str {
        self.channels.get(word).map_or("", String::as_str)
    }
}

impl SmsWords {
    /// Why a message is refused.
    #[must_use]
    pub fn refusal(&self, code: &str) -> &str {
        self.refused.get(code).map_or("", String::as_str)
    }
}

/// Every code that a message can be refused with.
fn refusals() -> impl Iterator<Item = &'static str> {
    let forms = [
        SmsRefusal::Malformed,
        SmsRefusal::NoValue,
        SmsRefusal::NotAnInteger,
        SmsRefusal::SeveralAccounts,
        SmsRefusal::UnknownAccount,
    ];
    let ladder = FindingCode::ALL.into_iter().filter(|code| code.severity() == Severity::Refusal);
    forms.into_iter().map(SmsRefusal::as_str).chain(ladder.map(FindingCode::as_str))
}

/// Registers that there are.
const ZONES: usize = 7;
/// Longest values that an answer can hold: three registers of eight digits.
const LONGEST_VALUES: &str = "99999999 99999999";

/// Reads the words of every language; a missing one, and an answer that is longer than one SMS, is a mistake.
pub(super) fn load(source: &dyn DataSource) -> Result<AllReadingWords, DataError> {
    let mut all = AllReadingWords::new();
    for language in [Language::Ru, Language::En] {
        let file = format!("texts/readings.{}.toml", language.as_str());
        let words: ReadingWords = read_toml(source, &file)?;
        check(&words).map_err(|(key, problem)| DataError::at(&file, &key, problem))?;
        all.insert(language.as_str(), words);
    }
    Ok(all)
}

fn check(words: &ReadingWords) -> Result<(), (String, String)> {
    let missing = |key: String| Err((key, "there is no word for it".to_owned()));
    for state in ReadingState::ALL.map(ReadingState::as_str) {
        if words.state(state).is_empty() {
            return missing(format!("states.{state}"));
        }
    }
    for channel in Channel::ALL.map(Channel::as_str) {
        if words.channel(channel).is_empty() {
            return missing(format!("channels.{channel}"));
        }
    }
    for verdict in [VerdictStatus::Accepted, VerdictStatus::Question, VerdictStatus::Refused] {
        if words.verdict(verdict.as_str()).is_empty() {
            return missing(format!("verdicts.{}", verdict.as_str()));
        }
    }
    if words.zones.len() < ZONES {
        return missing("zones".to_owned());
    }
    let sms = &words.sms;
    let filled = |text: &str| text.replace("{values}", LONGEST_VALUES).replace("{period}", "12.2026");
    let answers = [&sms.accepted, &sms.question, &sms.outdated, &sms.same].map(|text| filled(text));
    for text in answers.iter().map(String::as_str).chain(refusals().map(|code| sms.refusal(code))) {
        if text.is_empty() || sms_parts(text) != 1 {
            return Err(("sms".to_owned(), format!("\"{text}\" is not an SMS of one part")));
        }
    }
    for code in refusals() {
        if sms.refusal(code).is_empty() {
            return missing(format!("sms.refused.{code}"));
        }
    }
    Ok(())
}
