//! Tokens of the style: each that is used is defined, each that is defined is used.

use std::collections::BTreeMap;

use super::Finding;
use super::sources::{Source, Sources};

/// A name and the place where it was met first.
type Places<'a> = BTreeMap<&'a str, (&'a str, usize)>;

pub(super) fn findings(sources: &Sources) -> Vec<Finding> {
    let styles: Vec<&Source> =
        sources.0.iter().filter(|source| source.is_below(&["style"]) && source.ends("css")).collect();
    if styles.is_empty() {
        return Vec::new();
    }
    let mut defined = Places::new();
    let mut used = Places::new();
    for source in &styles {
        note(&mut defined, source, |line| {
            let name = line.trim_start().split_once(':').map_or("", |(name, _)| name);
            if name.starts_with("--") && is_name(name) { vec![name] } else { Vec::new() }
        });
    }
    // Components set some at run time, and pages outside the sheets use them too.
    let others = sources.0.iter().filter(|source| source.ends("rs") || source.ends("html"));
    let mut set = Places::new();
    for source in others.filter(|source| !source.is_below(&["sandbox", "xtask"])) {
        note(&mut set, source, |line| quoted(line));
        note(&mut used, source, uses);
    }
    for source in &styles {
        note(&mut used, source, uses);
    }
    let mut found = Vec::new();
    for (name, (file, line)) in &used {
        if !defined.contains_key(name) && !set.contains_key(name) {
            found.push(Finding::new(*file, *line, format!("nothing defines {name}")));
        }
    }
    for (name, (file, line)) in &defined {
        if !used.contains_key(name) {
            found.push(Finding::new(*file, *line, format!("nobody uses {name}: remove it")));
        }
    }
    found
}

fn note<'a>(places: &mut Places<'a>, source: &'a Source, names: impl Fn(&'a str) -> Vec<&'a str>) {
    for (at, line) in source.text.lines().enumerate() {
        for name in names(line) {
            places.entry(name).or_insert((&source.path, at + 1));
        }
    }
}

/// The names in `var(--name)`.
fn uses(line: &str) -> Vec<&str> {
    line.split("var(").skip(1).map(str::trim_start).map(head).filter(|name| is_name(name)).collect()
}

/// The names that Rust writes between quotes, or after `style:`.
fn quoted(line: &str) -> Vec<&str> {
    line.match_indices("--")
        .filter_map(|(at, _)| line.get(at..))
        .map(head)
        .filter(|name| is_name(name))
        .collect()
}

fn head(text: &str) -> &str {
    let end =
        text.find(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '-')).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

fn is_name(name: &str) -> bool {
    name.len() > 2 && name.starts_with("--") && name == head(name)
}

#[cfg(test)]
mod tests {
    use super::super::sources::{Source, Sources};
    use super::findings;

    fn advice(files: &[(&str, &str)]) -> Vec<String> {
        let sources = files
            .iter()
            .map(|(path, text)| Source { path: (*path).to_owned(), text: (*text).to_owned() })
            .collect();
        findings(&Sources(sources)).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_is_used_is_defined_and_the_other_way_round() {
        let tokens = ("style/tokens.css", ":root {\n  --ink: #000;\n  --lamp: #fc0;\n}");
        let found = advice(&[tokens, ("style/a.css", "a { color: var(--ink); top: var(--gap); }")]);
        assert_eq!(
            found,
            ["style/a.css:1: nothing defines --gap", "style/tokens.css:3: nobody uses --lamp: remove it"]
        );
    }

    #[test]
    fn a_component_may_set_what_its_block_uses() {
        let block = ("style/a.css", "a { width: var(--share); }");
        assert!(advice(&[block, ("ui/src/a.rs", "style:--share=share")]).is_empty());
    }
}
