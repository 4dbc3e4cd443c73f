//! Texts of notices in browsers: `texts/push.<language>.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::error::read_toml;
use super::{DataError, DataSource};
use crate::letters::Language;
use crate::sms::SmsOccasion;

/// What a notice says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PushWords {
    /// Its first line.
    pub title: String,
    /// The rest.
    pub body: String,
}

/// The texts by language and occasion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PushTexts {
    ru: BTreeMap<String, PushWords>,
    en: BTreeMap<String, PushWords>,
}

/// The occasion of a notice that somebody asks for to see whether it comes.
const TRIAL: &str = "trial";

impl PushTexts {
    /// What is said at an occasion, with its facts.
    #[must_use]
    pub fn write(&self, occasion: SmsOccasion, language: Language, facts: &[(&str, &str)]) -> PushWords {
        self.filled(occasion.as_str(), language, facts)
    }

    /// What a trial says.
    #[must_use]
    pub fn trial(&self, language: Language) -> PushWords {
        self.filled(TRIAL, language, &[])
    }

    fn filled(&self, occasion: &str, language: Language, facts: &[(&str, &str)]) -> PushWords {
        let texts = match language {
            Language::Ru => &self.ru,
            Language::En => &self.en,
        };
        let fill = |text: &str| {
            facts
                .iter()
                .fold(text.to_owned(), |text, (name, fact)| text.replace(&format!("{{{name}}}"), fact))
        };
        texts.get(occasion).map_or_else(PushWords::default, |words| PushWords {
            title: fill(&words.title),
            body: fill(&words.body),
        })
    }
}

/// Reads the texts; one that is missing or empty is a mistake.
pub(super) fn load(source: &dyn DataSource) -> Result<PushTexts, DataError> {
    let read = |file: &str| {
        let texts: BTreeMap<String, PushWords> = read_toml(source, file)?;
        let told =
            SmsOccasion::ALL.into_iter().filter(|occasion| occasion.is_notice()).map(SmsOccasion::as_str);
        for occasion in told.chain([TRIAL]) {
            if texts.get(occasion).is_none_or(|words| words.title.is_empty() || words.body.is_empty()) {
                return Err(DataError::at(file, occasion, "a title or a text is missing"));
            }
        }
        Ok(texts)
    };
    Ok(PushTexts { ru: read("texts/push.ru.toml")?, en: read("texts/push.en.toml")? })
}
