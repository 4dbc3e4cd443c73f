//! Words that mark an appeal for the desk: `abuse.toml`. A mark decides nothing (`facts/domain.md` 5: the standard
//! lets a clerk refuse abuse with notice; a word is not yet abuse).

use serde::Deserialize;
use svetlitsa_domain::faq::{holds_any, words};

use super::error::read_toml;
use super::{DataError, DataSource};

const FILE: &str = "abuse.toml";

/// The dictionary.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AbuseWords {
    words: Vec<String>,
}

impl AbuseWords {
    /// Whether a text holds one of them.
    #[must_use]
    pub fn are_in(&self, text: &str) -> bool {
        holds_any(text, &self.words)
    }
}

/// Reads the dictionary.
pub(super) fn load(source: &dyn DataSource) -> Result<AbuseWords, DataError> {
    let read: AbuseWords = read_toml(source, FILE)?;
    match read.words.iter().position(|phrase| words(phrase).is_empty()) {
        Some(at) => Err(DataError::at(FILE, &format!("words[{at}]"), "a phrase without a word")),
        None => Ok(read),
    }
}
