//! Texts of messages to telephones: `texts/sms.<language>.toml`. Each is a list of ways to say the same.

use std::collections::BTreeMap;

use svetlitsa_domain::notices::LONGEST_SMS;

use super::error::read_toml;
use super::{DataError, DataSource};
use crate::letters::Language;
use crate::sms::SmsOccasion;

/// The texts by language and occasion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SmsTexts {
    ru: BTreeMap<String, Vec<String>>,
    en: BTreeMap<String, Vec<String>>,
}

impl SmsTexts {
    /// Ways to say something.
    #[must_use]
    pub fn of(&self, occasion: SmsOccasion, language: Language) -> &[String] {
        let texts = match language {
            Language::Ru => &self.ru,
            Language::En => &self.en,
        };
        texts.get(occasion.as_str()).map_or(&[], Vec::as_slice)
    }
}

/// Reads the texts; a missing one, and one that is too long before anything is filled in, is a mistake.
pub(super) fn load(source: &dyn DataSource) -> Result<SmsTexts, DataError> {
    let read = |file: &str| {
        let texts: BTreeMap<String, Vec<String>> = read_toml(source, file)?;
        for occasion in SmsOccasion::ALL.map(SmsOccasion::as_str) {
            let ways = texts.get(occasion).map_or(&[][..], Vec::as_slice);
            if !ways.iter().any(|text| !text.is_empty() && text.chars().count() <= LONGEST_SMS) {
                return Err(DataError::at(file, occasion, "there is no text that fits into a message"));
            }
        }
        Ok(texts)
    };
    Ok(SmsTexts { ru: read("texts/sms.ru.toml")?, en: read("texts/sms.en.toml")? })
}
