//! Two languages, one set of keys, and no key that nobody uses.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::{Context, Result};
use serde_json::Value;

use super::Finding;
use super::sources::Sources;
use crate::stamp::files_below;
use crate::workspace::Workspace;

const FOLDER: &str = "ui/locales";

/// The first is the one that the others are compared with.
pub(super) const LANGUAGES: [&str; 2] = ["ru", "en"];

/// How a text differs by the number in it.
const FORMS: [&str; 3] = ["one", "few", "many"];

/// The words of the installed portal.
const MANIFEST: &str = "app/manifest.json";

/// Sources in which a key may be used.
const USERS: [&str; 3] = ["ui", "app", "kiosk"];

/// A key's text, and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Text {
    file: String,
    line: usize,
    pub(super) text: String,
}

pub(super) type Texts = BTreeMap<String, Text>;

pub(super) fn findings(workspace: &Workspace, sources: &Sources) -> Result<Vec<Finding>> {
    let [russian, english] = LANGUAGES;
    let (russian, english) = (read(workspace, russian)?, read(workspace, english)?);
    let mut found = compare(&russian, &english);
    found.extend(unused(&russian, &used(sources), &used_in_pages(sources)));
    Ok(found)
}

/// All texts of a language; a file below its folder is a namespace.
pub(super) fn read(workspace: &Workspace, language: &str) -> Result<Texts> {
    let mut texts = Texts::new();
    let folder = workspace.path(FOLDER).join(language);
    for file in files_below(&folder)? {
        let path = file.strip_prefix(workspace.root())?.to_string_lossy().into_owned();
        let namespace = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        add(&mut texts, namespace, &path, &fs::read_to_string(&file)?)
            .with_context(|| format!("{path} is not JSON"))?;
    }
    Ok(texts)
}

fn add(texts: &mut Texts, namespace: &str, file: &str, json: &str) -> Result<()> {
    fn walk(texts: &mut Texts, key: &str, value: &Value, file: &str, json: &str, from: usize) {
        match value {
            Value::Object(below) => {
                for (name, value) in below {
                    let quoted = format!("\"{name}\"");
                    let rest = json.get(from..).unwrap_or_default();
                    let from = rest.find(&quoted).map_or(from, |at| from + at);
                    walk(texts, &format!("{key}.{name}"), value, file, json, from);
                }
            }
            value => {
                let line = json.get(..from).unwrap_or_default().matches('\n').count() + 1;
                let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                texts.insert(key.to_owned(), Text { file: file.to_owned(), line, text });
            }
        }
    }
    let value: Value = serde_json::from_str(json)?;
    walk(texts, namespace, &value, file, json, 0);
    Ok(())
}

fn compare(one: &Texts, other: &Texts) -> Vec<Finding> {
    let mut found = Vec::new();
    for (here, there) in [(one, other), (other, one)] {
        for (key, text) in here {
            if !there.contains_key(key) {
                found.push(Finding::new(
                    &text.file,
                    text.line,
                    format!("`{key}` has no text in the other language"),
                ));
            }
        }
    }
    for (key, text) in one {
        let Some(translated) = other.get(key) else {
            continue;
        };
        let (wanted, given) = (places(&text.text), places(&translated.text));
        if wanted != given {
            found.push(Finding::new(
                &translated.file,
                translated.line,
                format!("`{key}` holds {given:?}, the other language {wanted:?}"),
            ));
        }
        if text.text.trim().is_empty() {
            found.push(Finding::new(&text.file, text.line, format!("`{key}` is empty")));
        }
    }
    found
}

/// The named places of a text: `{name}`.
fn places(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

/// Keys that the static pages name.
fn used_in_pages(sources: &Sources) -> BTreeSet<&str> {
    let manifest = sources.0.iter().filter(|source| source.path == MANIFEST);
    let of_manifest = manifest
        .flat_map(|source| source.text.split("\"{").skip(1))
        .filter_map(|rest| rest.split_once("}\"").map(|(key, _)| key));
    sources
        .ending("html")
        .flat_map(|source| source.text.split("<!-- words:").skip(1))
        .filter_map(|rest| rest.split("-->").next())
        .flat_map(|keys| keys.split(',').map(str::trim))
        .chain(of_manifest)
        .collect()
}

/// The words of each source; the build script makes a Rust name of every key.
fn used(sources: &Sources) -> Vec<BTreeSet<&str>> {
    sources
        .ending("rs")
        .filter(|one| one.is_below(&USERS))
        .map(|source| {
            source
                .code()
                .lines()
                .map(|line| line.split_once("//").map_or(line, |(code, _)| code))
                .flat_map(|line| line.split(|letter: char| !(letter.is_alphanumeric() || letter == '_')))
                .collect()
        })
        .collect()
}

fn unused(texts: &Texts, files: &[BTreeSet<&str>], pages: &BTreeSet<&str>) -> Vec<Finding> {
    texts
        .iter()
        .filter(|(key, text)| !pages.contains(key.as_str()) && !is_used(key, text, files))
        .map(|(key, text)| {
            Finding::new(&text.file, text.line, format!("nobody uses `{key}`: remove it in both languages"))
        })
        .collect()
}

/// Whether some file has all words of the key's Rust name. How it puts them together, by a path, an import
/// or a macro, does not matter; the compiler sees to that.
fn is_used(key: &str, text: &Text, files: &[BTreeSet<&str>]) -> bool {
    let mut words: Vec<String> = key.split('.').map(str::to_owned).collect();
    let form = words.last().is_some_and(|last| FORMS.contains(&last.as_str()));
    if form {
        // The grammatical forms of a count are one function, named like their group.
        words.pop();
    } else if places(&text.text).is_empty()
        && let Some(last) = words.last_mut()
    {
        *last = last.to_uppercase();
    }
    files.iter().any(|file| words.iter().all(|word| file.contains(word.as_str())))
}

#[cfg(test)]
pub(super) fn texts_of(namespace: &str, json: &str) -> Texts {
    let mut texts = Texts::new();
    add(&mut texts, namespace, &format!("ui/locales/ru/{namespace}.json"), json).unwrap();
    texts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(json: &str) -> Texts {
        texts_of("pay", json)
    }

    #[test]
    fn keys_and_places_must_agree() {
        let one = texts("{\n\"sum\": \"{sum} now\",\n\"done\": {\"title\": \"Done\"}}");
        assert!(compare(&one, &one).is_empty());
        let other = texts("{\"sum\": \"{amount}\", \"more\": \"x\"}");
        let advice: Vec<String> = compare(&one, &other).into_iter().map(|finding| finding.advice).collect();
        assert_eq!(advice.len(), 3, "{advice:?}");
        assert!(advice[0].contains("pay.done.title"));
        assert!(advice[1].contains("pay.more"));
        assert!(advice[2].contains("amount"));
    }

    fn unused_in(json: &str, code: &str) -> Vec<String> {
        let sources = super::super::sources::one("app/src/pay.rs", code);
        unused(&texts(json), &used(&sources), &BTreeSet::new())
            .into_iter()
            .map(|finding| format!("{}: {}", finding.line, finding.advice))
            .collect()
    }

    #[test]
    fn a_key_is_used_by_the_name_that_the_build_gives_it() {
        let json = "{\n\"sum\": \"a\",\n\"sum_of\": \"{n} b\"}";
        assert!(unused_in(json, "use texts::pay;\npay::SUM; pay::sum_of(n)").is_empty());
        let found = unused_in(json, "pay::SUM; // pay::sum_of");
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("3: nobody uses `pay.sum_of`"));
        assert_eq!(unused_in(json, "pay::sum; bills::SUM_OF").len(), 2);
    }

    #[test]
    fn the_forms_of_a_count_are_one_function() {
        let json = "{\"days\": {\"one\": \"{count} a\", \"few\": \"{count} b\", \"many\": \"{count} c\"}}";
        assert!(unused_in(json, "pay::days(3)").is_empty());
        assert_eq!(unused_in(json, "pay::DAYS").len(), 3);
    }
}
