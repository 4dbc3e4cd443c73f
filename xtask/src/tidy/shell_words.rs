//! The static pages speak before the program arrives; their words are copies of the locales' and must stay so.
//!
//! `<!-- words: home.page, shell.title -->` says whose words the next line holds: the last key is the sentence,
//! the ones before it fill its places in order.

use anyhow::Result;

use super::Finding;
use super::locales::{self, Texts};
use super::sources::{Source, Sources};
use crate::workspace::Workspace;

const PAGES: [&str; 2] = ["index.html", "kiosk/index.html"];
const MARK: &str = "<!-- words:";

pub(super) fn findings(workspace: &Workspace, sources: &Sources) -> Result<Vec<Finding>> {
    let texts = locales::read(workspace, locales::LANGUAGES[0])?;
    Ok(sources
        .0
        .iter()
        .filter(|source| PAGES.contains(&source.path.as_str()))
        .flat_map(|source| page(source, &texts))
        .collect())
}

fn page(source: &Source, texts: &Texts) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut wanted: Option<Result<String, String>> = None;
    for (at, line) in source.text.lines().enumerate() {
        if let Some((_, rest)) = line.split_once(MARK) {
            let keys = rest.split("-->").next().unwrap_or_default();
            wanted = Some(sentence(keys, texts));
            continue;
        }
        match wanted.take() {
            Some(Ok(sentence)) if holds(line, &sentence) => {}
            Some(Ok(sentence)) => {
                found.push(Finding::new(&source.path, at + 1, format!("the locales say «{sentence}»")));
            }
            Some(Err(key)) => {
                found.push(Finding::new(&source.path, at, format!("the locales have no `{key}`")));
            }
            None if says_something(line) => found.push(Finding::new(
                &source.path,
                at + 1,
                format!("say above whose words these are: `{MARK} key -->`"),
            )),
            None => {}
        }
    }
    found
}

/// The words of the keys put together, or the key that is missing.
fn sentence(keys: &str, texts: &Texts) -> Result<String, String> {
    let mut values = Vec::new();
    for key in keys.split(',').map(str::trim) {
        values.push(texts.get(key).ok_or_else(|| key.to_owned())?.text.as_str());
    }
    let mut sentence = values.pop().unwrap_or_default().to_owned();
    for value in values {
        if let (Some(open), Some(close)) = (sentence.find('{'), sentence.find('}')) {
            sentence.replace_range(open..=close, value);
        }
    }
    Ok(sentence)
}

/// Whether the line holds the sentence as the whole text of an element or of an attribute. A place that
/// nothing fills may hold anything: the program fills it with data.
fn holds(line: &str, sentence: &str) -> bool {
    let Some((before, after)) =
        sentence.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?.1)))
    else {
        return line.contains(&format!(">{sentence}<")) || line.contains(&format!("\"{sentence}\""));
    };
    [('>', '<'), ('"', '"')].iter().any(|(open, close)| {
        line.split_once(&format!("{open}{before}"))
            .is_some_and(|(_, rest)| rest.contains(&format!("{after}{close}")))
    })
}

fn says_something(line: &str) -> bool {
    !line.trim_start().starts_with("<!--")
        && line.chars().any(|letter| ('\u{400}'..='\u{52f}').contains(&letter))
}

#[cfg(test)]
mod tests {
    use super::super::locales::texts_of;
    use super::super::sources::one;
    use super::page;

    fn advice(html: &str) -> Vec<String> {
        let texts = texts_of(
            "shell",
            "{\"name\": \"Дом\", \"title\": \"{page} · Дом\", \"call\": \"Звоните: {phone}.\", \"page\": \"Главная\"}",
        );
        page(&one("index.html", html).0[0], &texts).into_iter().map(|finding| finding.to_string()).collect()
    }

    #[test]
    fn words_of_the_locales_are_left_alone() {
        assert!(advice("<!-- words: shell.name -->\n<span>Дом</span>").is_empty());
        assert!(advice("<!-- words: shell.name -->\n<meta content=\"Дом\">").is_empty());
        assert!(advice("<!-- words: shell.call -->\n<p>Звоните: 8 800.</p>").is_empty());
        assert!(advice("<!-- words: shell.page, shell.title -->\n<title>Главная · Дом</title>").is_empty());
    }

    #[test]
    fn other_words_are_found() {
        assert_eq!(
            advice("<!-- words: shell.name -->\n<b>Домик</b>"),
            ["index.html:2: the locales say «Дом»"]
        );
        assert_eq!(
            advice("<!-- words: shell.roof -->\n<b>Крыша</b>"),
            ["index.html:1: the locales have no `shell.roof`"]
        );
        assert_eq!(
            advice("<b>Дом</b>"),
            ["index.html:1: say above whose words these are: `<!-- words: key -->`"]
        );
    }
}
