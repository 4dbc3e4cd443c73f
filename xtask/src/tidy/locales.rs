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
const LANGUAGES: [&str; 2] = ["ru", "en"];

/// How a text differs by the number in it.
const FORMS: [&str; 4] = ["one", "few", "many", "other"];

/// Sources in which a key may be used.
const USERS: [&str; 3] = ["ui", "app", "kiosk"];

/// A key's text, and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Text {
    file: String,
    line: usize,
    text: String,
}

type Texts = BTreeMap<String, Text>;

pub(super) fn findings(workspace: &Workspace, sources: &Sources) -> Result<Vec<Finding>> {
    let [russian, english] = LANGUAGES;
    let (russian, english) = (read(workspace, russian)?, read(workspace, english)?);
    let mut found = compare(&russian, &english);
    found.extend(unused(&russian, &used(sources)));
    Ok(found)
}

/// All texts of a language; a file below its folder is a namespace.
fn read(workspace: &Workspace, language: &str) -> Result<Texts> {
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
        let (wanted, given) = (placeholders(&text.text), placeholders(&translated.text));
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

/// Values `{{ name }}` and tags `<name>` of a text.
fn placeholders(text: &str) -> BTreeSet<String> {
    let between = |open: &str, close: &str| -> Vec<String> {
        text.split(open)
            .skip(1)
            .filter_map(|rest| rest.split_once(close))
            .map(|(name, _)| format!("{open}{}{close}", name.trim()))
            .collect()
    };
    between("{{", "}}").into_iter().chain(between("<", ">")).collect()
}

/// The code without spaces, in which a key is found however it is wrapped.
fn used(sources: &Sources) -> String {
    let mut code = String::new();
    for source in sources.ending("rs").filter(|one| one.is_below(&USERS)) {
        code.extend(source.text.chars().filter(|letter| !letter.is_whitespace()));
        code.push('\n');
    }
    code
}

fn unused(texts: &Texts, code: &str) -> Vec<Finding> {
    texts
        .iter()
        .filter(|(key, _)| !is_used(key, code) && !is_form_of_used(key, code))
        .map(|(key, text)| {
            Finding::new(&text.file, text.line, format!("nobody uses `{key}`: remove it in both languages"))
        })
        .collect()
}

/// The grammatical forms of a count are named together, by their group.
fn is_form_of_used(key: &str, code: &str) -> bool {
    key.rsplit_once('.').is_some_and(|(group, form)| FORMS.contains(&form) && is_used(group, code))
}

/// Whether the code names the key, whole.
fn is_used(key: &str, code: &str) -> bool {
    code.match_indices(key).any(|(at, _)| {
        let edge =
            |letter: Option<char>| !letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
        let before = code.get(..at).and_then(|text| text.chars().next_back());
        let after = code.get(at + key.len()..).and_then(|text| text.chars().next());
        edge(before) && edge(after) && after != Some('.')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(json: &str) -> Texts {
        let mut texts = Texts::new();
        add(&mut texts, "pay", "ui/locales/ru/pay.json", json).unwrap();
        texts
    }

    #[test]
    fn keys_and_placeholders_must_agree() {
        let one = texts("{\n\"sum\": \"{{ sum }} now\",\n\"done\": {\"title\": \"<b>Done</b>\"}}");
        assert!(compare(&one, &one).is_empty());
        let other = texts("{\"sum\": \"{{ amount }}\", \"more\": \"x\"}");
        let advice: Vec<String> = compare(&one, &other).into_iter().map(|finding| finding.advice).collect();
        assert_eq!(advice.len(), 3, "{advice:?}");
        assert!(advice[0].contains("pay.done.title"));
        assert!(advice[1].contains("pay.more"));
        assert!(advice[2].contains("amount"));
    }

    #[test]
    fn a_key_is_used_by_its_whole_name() {
        let texts = texts("{\n\"sum\": \"a\",\n\"sum_words\": \"b\"}");
        let found = unused(&texts, "t!(i18n,pay.sum_words)");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].line, 2);
        assert!(unused(&texts, "t!(i18n,pay.sum)t!(i18n,pay.sum_words)").is_empty());
    }

    #[test]
    fn the_forms_of_a_count_are_used_by_their_group() {
        let texts = texts("{\"days\": {\"one\": \"a\", \"few\": \"b\"}, \"one\": \"c\"}");
        let found = unused(&texts, "counted!(i18n,pay.days,n)");
        assert_eq!(found.len(), 1);
        assert!(found[0].advice.contains("`pay.one`"));
    }
}
