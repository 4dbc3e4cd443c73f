//! Answers before an appeal, and words that tell of danger: `texts/faq.{ru,en}.toml`.

use std::collections::HashSet;

use serde::Deserialize;
use svetlitsa_api::faq::{FaqAnswer, FaqView};
use svetlitsa_domain::faq::words;

use super::error::read_toml;
use super::{DataError, DataSource};
use crate::letters::Language;

/// The answers of both languages: the same questions in the same order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Faq {
    ru: FaqView,
    en: FaqView,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    danger: Vec<String>,
    answers: Vec<FaqAnswer>,
}

impl Faq {
    /// The answers in a language.
    #[must_use]
    pub const fn of(&self, language: Language) -> &FaqView {
        match language {
            Language::Ru => &self.ru,
            Language::En => &self.en,
        }
    }

    /// Whether there is such an answer.
    #[must_use]
    pub fn has(&self, id: &str) -> bool {
        self.ru.answers.iter().any(|answer| answer.id == id)
    }
}

/// Reads both files; an answer that nothing finds, or that one language lacks, is a mistake.
pub(super) fn load(source: &dyn DataSource) -> Result<Faq, DataError> {
    let (ru, en) = (load_one(source, "texts/faq.ru.toml")?, load_one(source, "texts/faq.en.toml")?);
    let ids = |view: &FaqView| view.answers.iter().map(|answer| answer.id.clone()).collect::<Vec<_>>();
    if ids(&ru) != ids(&en) {
        return Err(DataError::at("texts/faq.en.toml", "answers", "not the answers of texts/faq.ru.toml"));
    }
    Ok(Faq { ru, en })
}

fn load_one(source: &dyn DataSource, file: &str) -> Result<FaqView, DataError> {
    let File { danger, answers } = read_toml(source, file)?;
    if danger.iter().any(|phrase| words(phrase).is_empty()) {
        return Err(DataError::at(file, "danger", "a phrase without a word"));
    }
    let mut seen = HashSet::new();
    for answer in &answers {
        let key = format!("answers.{}", answer.id);
        let is_empty =
            [&answer.id, &answer.question, &answer.answer].into_iter().any(|text| text.trim().is_empty());
        if is_empty || !seen.insert(&answer.id) {
            return Err(DataError::at(file, &key, "needs an id of its own, a question and an answer"));
        }
        if answer.keys.is_empty() || answer.keys.iter().any(|phrase| words(phrase).is_empty()) {
            return Err(DataError::at(file, &key, "needs key words"));
        }
        if !answer.page.is_empty() && svetlitsa_api::pages::find(&answer.page).is_none() {
            return Err(DataError::at(file, &key, "leads to a page that does not exist"));
        }
    }
    Ok(FaqView { answers, danger })
}
