//! Russian lives in the locales and in the data; code is read in English.
//! A comment may name the Russian term that a thing stands for.

use super::Finding;
use super::sources::Sources;

/// Files that need the letters themselves, each with the reason.
const NEEDED: [(&str, &str); 7] = [
    ("domain/src/accounts.rs", "house numbers are typed in either alphabet, and some letters look the same"),
    ("domain/src/readings/parse.rs", "people type the unit behind a value"),
    ("domain/src/readings/sheet/columns.rs", "sheets come with the headings that people write"),
    ("kiosk/src/flow/entry.rs", "the keypad has the letters that house numbers end in"),
    ("server/src/proof.rs", "numbers of receipts and appeals are typed with letters of either alphabet"),
    (
        "server/src/strength.rs",
        "a password typed in Russian is also tried as the Latin keys in the same places",
    ),
    ("server/src/data/offices.rs", "the source labels some telephones with nothing but the word for one"),
];

pub(super) fn findings(sources: &Sources) -> Vec<Finding> {
    let mut found = Vec::new();
    for source in sources.ending("rs") {
        if NEEDED.iter().any(|(path, _)| *path == source.path) {
            continue;
        }
        for (at, line) in source.code().lines().enumerate() {
            if code_of(line).chars().any(|letter| ('\u{400}'..='\u{52f}').contains(&letter)) {
                found.push(Finding::new(
                    &source.path,
                    at + 1,
                    "Russian in code: move the text to ui/locales or data",
                ));
            }
        }
    }
    found
}

/// The line without its comment.
fn code_of(line: &str) -> &str {
    line.split_once("//").map_or(line, |(code, _)| code)
}

#[cfg(test)]
mod tests {
    use super::super::sources::one;
    use super::findings;

    #[test]
    fn russian_is_found_outside_tests() {
        let code = "//! A.\nlet a = \"\u{43f}\";\n";
        assert_eq!(findings(&one("server/src/a.rs", code)).len(), 1);
        assert!(findings(&one("server/tests/a.rs", code)).is_empty());
        assert!(findings(&one("server/src/a.rs", "//! A.\nlet a = \"\u{2014}\";\n")).is_empty());
        assert!(findings(&one("server/src/a.rs", "//! A (\u{430}).\n")).is_empty());
    }
}
