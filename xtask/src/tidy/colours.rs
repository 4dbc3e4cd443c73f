//! A colour has a name in the tokens; anywhere else it would miss the dark theme.

use super::Finding;
use super::sources::{Source, Sources};

/// Where colours are defined.
const TOKENS: &str = "tokens.css";

/// The sandbox is the outside world and looks like it; xtask draws nothing.
const EXEMPT: [&str; 3] = ["sandbox", "xtask", "e2e"];

const FUNCTIONS: [&str; 9] = ["rgb(", "rgba(", "hsl(", "hsla(", "hwb(", "lab(", "lch(", "oklab(", "oklch("];

const NAMES: [&str; 14] = [
    "black", "blue", "brown", "gray", "green", "grey", "navy", "orange", "pink", "purple", "red", "silver",
    "white", "yellow",
];

pub(super) fn findings(sources: &Sources) -> Vec<Finding> {
    let mut found = Vec::new();
    for source in &sources.0 {
        let wanted = source.ends("css") || source.ends("rs") || source.ends("html");
        if !wanted || source.path.ends_with(TOKENS) || source.is_below(&EXEMPT) {
            continue;
        }
        let text = if source.ends("rs") { source.code() } else { &source.text };
        for (at, line) in text.lines().enumerate() {
            // The browser's own frame takes its colour from the page, not from a stylesheet.
            if line.contains("theme-color") {
                continue;
            }
            if let Some(colour) = colour(source, line) {
                found.push(Finding::new(
                    &source.path,
                    at + 1,
                    format!("{colour} is a colour: give it a name in style/{TOKENS} and use that"),
                ));
            }
        }
    }
    found
}

fn colour(source: &Source, line: &str) -> Option<String> {
    // A mask or a gradient stop in CSS is a value too; selectors such as `#add` are not.
    let values = if source.ends("css") { line.split_once(':').map_or("", |(_, value)| value) } else { line };
    if let Some(hex) = hex(values) {
        return Some(hex);
    }
    if let Some(function) = FUNCTIONS.iter().find(|function| {
        values.match_indices(**function).any(|(at, _)| {
            let before = values.get(..at).and_then(|text| text.chars().next_back());
            // `rgb(from var(…) …)` only shades a token.
            let shaded = values.get(at + function.len()..).is_some_and(|rest| rest.starts_with("from "));
            !before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_') && !shaded
        })
    }) {
        // In Rust these are calls of functions that happen to be named so.
        return (!source.ends("rs")).then(|| format!("{function}…)"));
    }
    if !source.ends("css") {
        return None;
    }
    values
        .split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '-'))
        .find(|word| NAMES.contains(word))
        .map(str::to_owned)
}

fn hex(text: &str) -> Option<String> {
    text.match_indices('#').find_map(|(at, _)| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let rest = text.get(at + 1..)?;
        let digits: String = rest
            .chars()
            .take_while(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_'))
            .collect();
        let is_colour = matches!(digits.len(), 3 | 4 | 6 | 8)
            && digits.chars().all(|letter| letter.is_ascii_hexdigit())
            && !before.is_some_and(|letter| letter == '&' || letter.is_alphanumeric());
        is_colour.then(|| format!("#{digits}"))
    })
}

#[cfg(test)]
mod tests {
    use super::super::sources::one;
    use super::findings;

    fn count(path: &str, text: &str) -> usize {
        findings(&one(path, text)).len()
    }

    #[test]
    fn colours_outside_the_tokens_are_found() {
        assert_eq!(count("style/a.css", "a { color: #fff; }"), 1);
        assert_eq!(count("style/a.css", "color: rgb(1 2 3);"), 1);
        assert_eq!(count("style/a.css", "border: 1px solid white;"), 1);
        assert_eq!(count("ui/src/a.rs", "let fill = \"#ffcc00\";"), 1);
        assert_eq!(count("index.html", "<p style=\"color:#123456\">"), 1);
    }

    #[test]
    fn tokens_and_what_only_looks_like_a_colour_are_not() {
        assert_eq!(count("style/tokens.css", "--ink: #123456;"), 0);
        assert_eq!(count("style/a.css", "#add { color: var(--ink); }"), 0);
        assert_eq!(count("style/a.css", "white-space: nowrap;"), 0);
        assert_eq!(count("style/a.css", "color: rgb(from var(--ink) r g b / 50%);"), 0);
        assert_eq!(count("index.html", "<meta name=\"theme-color\" content=\"#fff\">"), 0);
        assert_eq!(count("ui/src/a.rs", "let href = \"#main-content\";"), 0);
        assert_eq!(count("sandbox/src/a.rs", "\"#ffcc00\""), 0);
    }
}
