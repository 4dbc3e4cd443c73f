//! What is wrong with a data file, said so that an operator finds the place.

use std::fmt;

use serde::de::DeserializeOwned;

use crate::data::DataSource;

/// A mistake in the data: file, place in it, and a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataError {
    /// Path under `data/`.
    pub file: String,
    /// Line, when a parser found it.
    pub line: Option<usize>,
    /// Key, as in `payees[1].bank.account`; empty when the whole file is meant.
    pub key: String,
    /// What is wrong.
    pub problem: String,
}

impl DataError {
    /// A mistake at a key.
    #[must_use]
    pub fn at(file: &str, key: &str, problem: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line: None, key: key.to_owned(), problem: problem.into() }
    }
}

impl fmt::Display for DataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "data/{}", self.file)?;
        if let Some(line) = self.line {
            write!(f, ", line {line}")?;
        }
        if !self.key.is_empty() {
            write!(f, ", {}", self.key)?;
        }
        write!(f, ": {}", self.problem)
    }
}

impl std::error::Error for DataError {}

/// Reads and parses a TOML file.
pub(super) fn read_toml<T: DeserializeOwned>(source: &dyn DataSource, file: &str) -> Result<T, DataError> {
    parse_toml(file, &read_text(source, file)?)
}

/// Reads a file as text.
pub(super) fn read_text(source: &dyn DataSource, file: &str) -> Result<String, DataError> {
    let bytes = source.read(file).ok_or_else(|| DataError::at(file, "", "the file cannot be read"))?;
    String::from_utf8(bytes.into_owned()).map_err(|_| DataError::at(file, "", "the file is not UTF-8 text"))
}

/// Parses TOML; the error names line and key.
pub(super) fn parse_toml<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, DataError> {
    toml::from_str(text).map_err(|error| {
        let start = error.span().map(|span| span.start.min(text.len()));
        DataError {
            file: file.to_owned(),
            line: start.map(|start| text[..start].matches('\n').count() + 1),
            key: start.map(|start| key_at(text, start)).unwrap_or_default(),
            problem: error.message().to_owned(),
        }
    })
}

/// Parses JSON; the error names the line.
pub(super) fn parse_json<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, DataError> {
    serde_json::from_str(text).map_err(|error| DataError {
        file: file.to_owned(),
        line: Some(error.line()),
        key: String::new(),
        // The place is told once.
        problem: error
            .to_string()
            .rsplit_once(" at line ")
            .map_or_else(|| error.to_string(), |(what, _)| what.to_owned()),
    })
}

/// The key that a place in a TOML text belongs to: the header above it and the name before the equals sign.
fn key_at(text: &str, start: usize) -> String {
    let line_start = text[..start].rfind('\n').map_or(0, |i| i + 1);
    let line = text[line_start..].lines().next().unwrap_or_default();
    if let Some(header) = header(line) {
        return header;
    }
    let above = text[..line_start].lines().rev().find_map(header);
    let name = line.split_once('=').map(|(name, _)| name.trim()).filter(|name| !name.starts_with('#'));
    match (above, name) {
        (Some(above), Some(name)) => format!("{above}.{name}"),
        (Some(above), None) => above,
        (None, name) => name.unwrap_or_default().to_owned(),
    }
}

fn header(line: &str) -> Option<String> {
    let line = line.trim().strip_prefix('[')?;
    let name = line.trim_start_matches('[').split(']').next()?;
    // An array of values that begins on its own line is no header.
    name.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c)).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Sample {
        #[serde(rename = "first")]
        _first: u8,
        #[serde(rename = "part")]
        _part: Part,
    }

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Part {
        #[serde(rename = "second")]
        _second: u8,
    }

    fn refuse(text: &str) -> String {
        parse_toml::<Sample>("a.toml", text).unwrap_err().to_string()
    }

    #[test]
    fn mistakes_are_found_by_file_line_and_key() {
        assert!(refuse("first = \"x\"\n").starts_with("data/a.toml, line 1, first: invalid type"));
        assert!(
            refuse("first = 1\n\n[part]\nsecond = 300\n").starts_with("data/a.toml, line 4, part.second: ")
        );
        assert!(refuse("first = 1\n[part]\nthird = 1\n").contains("unknown field `third`"));
        assert!(refuse("first = 1\n[part]\n").contains("missing field `second`"));
        assert!(refuse("first = \n").starts_with("data/a.toml, line 1, first: "));
    }
}
