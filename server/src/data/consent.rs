//! `consent.toml`, `e_bill.toml` and `autopay.toml`: what people agree to when they register, when they want bills by
//! e-mail, and when these are to be paid automatically.

use serde::Deserialize;

use super::error::read_toml;
use super::{Branch, DataError, DataSource};
use crate::random::digest;

/// A text that is agreed to: one text, one purpose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// Version; changes with the text.
    pub version: String,
    /// The text in Russian, which is the one that counts.
    pub ru: String,
    /// The same in English.
    pub en: String,
    /// SHA-256 of both.
    pub hash: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawConsent {
    version: String,
    ru: String,
    en: String,
}

/// The consent, given to the legal entity of the home branch.
pub(super) fn load(source: &dyn DataSource, file: &str, home: &Branch) -> Result<Consent, DataError> {
    let RawConsent { version, ru, en } = read_toml(source, file)?;
    for (field, text) in [("version", &version), ("ru", &ru), ("en", &en)] {
        if text.trim().is_empty() {
            return Err(DataError::at(file, field, "is empty"));
        }
    }
    let [ru, en] = [ru, en].map(|text| text.trim().replace("{legal_name}", &home.legal_name));
    let hash = digest(&[ru.as_bytes(), en.as_bytes()]);
    Ok(Consent { version, ru, en, hash })
}
