//! What a source file looks like from outside: its name, its first line, its length.

use super::Finding;
use super::sources::Sources;

/// The longest a file may be before its tests.
const LINES: usize = 400;

/// Files that may be longer, each with the reason.
const LONGER: [(&str, &str); 0] = [];

/// Names that say nothing about what is inside.
const EMPTY_NAMES: [&str; 8] = ["common", "helper", "helpers", "manager", "misc", "service", "util", "utils"];

pub(super) fn findings(sources: &Sources) -> Vec<Finding> {
    let mut found = Vec::new();
    for source in sources.ending("rs") {
        let path = &source.path;
        let name = path.rsplit('/').next().unwrap_or_default();
        let stem = name.trim_end_matches(".rs");
        if name == "mod.rs" {
            let folder = path.trim_end_matches("/mod.rs");
            found.push(Finding::new(path, 1, format!("rename to {folder}.rs")));
        }
        if EMPTY_NAMES.contains(&stem) {
            found.push(Finding::new(
                path,
                1,
                format!("`{stem}` says nothing: name the file after what it holds"),
            ));
        }
        if !source.text.starts_with("//! ") {
            found.push(Finding::new(path, 1, "begin the file with a `//!` line that says what it is for"));
        }
        let lines =
            if source.is_test() { source.text.lines().count() } else { source.code().lines().count() };
        if lines > LINES && !LONGER.iter().any(|(longer, _)| longer == path) {
            found.push(Finding::new(
                path,
                LINES,
                format!("{lines} lines, {LINES} are allowed: split it by what it does"),
            ));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::sources::one;
    use super::findings;

    fn advice(path: &str, text: &str) -> Vec<String> {
        findings(&one(path, text)).into_iter().map(|finding| finding.advice).collect()
    }

    #[test]
    fn names_headers_and_lengths_are_judged() {
        assert!(advice("api/src/paths.rs", "//! Paths.\n").is_empty());
        assert_eq!(advice("api/src/a/mod.rs", "//! A.\n"), ["rename to api/src/a.rs"]);
        assert_eq!(advice("api/src/utils.rs", "//! U.\n").len(), 1);
        assert_eq!(advice("api/src/a.rs", "use b;\n").len(), 1);
        let long = format!("//! Long.\n{}", "x\n".repeat(400));
        assert!(advice("api/src/a.rs", &long)[0].starts_with("401 lines"));
        let tested = format!("//! T.\n#[cfg(test)]\nmod tests {{\n{}}}\n", "x\n".repeat(500));
        assert!(advice("api/src/a.rs", &tested).is_empty());
    }
}
