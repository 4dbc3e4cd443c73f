//! The files that rules look at, read once.

use std::fs;

use anyhow::Result;

use crate::stamp::files_below;
use crate::workspace::Workspace;

/// Where sources lie. What is generated, installed or given is elsewhere.
const ROOTS: [&str; 19] = [
    "api",
    "app",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "agent",
    "devices",
    "documents",
    "domain",
    "e2e",
    "index.html",
    "kiosk",
    "README.md",
    "sandbox",
    "server",
    "style",
    "Trunk.toml",
    "ui",
    "xtask",
];

const ENDINGS: [&str; 9] = ["css", "html", "js", "json", "md", "mjs", "rs", "toml", "ts"];

/// A text file of the repository.
#[derive(Debug)]
pub(super) struct Source {
    /// From the root of the checkout.
    pub(super) path: String,
    pub(super) text: String,
}

impl Source {
    pub(super) fn ends(&self, ending: &str) -> bool {
        self.path.rsplit_once('.').is_some_and(|(_, end)| end == ending)
    }

    pub(super) fn is_below(&self, folders: &[&str]) -> bool {
        folders.iter().any(|folder| self.path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')))
    }

    /// Files that hold nothing but tests.
    pub(super) fn is_test(&self) -> bool {
        self.path.split('/').any(|part| matches!(part, "tests" | "tests.rs") || part.ends_with("_tests.rs"))
    }

    /// The lines of a Rust file before its own tests.
    pub(super) fn code(&self) -> &str {
        if self.is_test() {
            return "";
        }
        let mut from = 0;
        while let Some(at) = self.text.get(from..).and_then(|rest| rest.find("\n#[cfg(test)]\n")) {
            let mark = from + at + 1;
            let rest = self.text.get(mark..).unwrap_or_default();
            let next = rest.lines().find(|line| !line.starts_with("#["));
            if next.is_some_and(|line| line.starts_with("mod ") && line.ends_with('{')) {
                return self.text.get(..mark).unwrap_or_default();
            }
            from = mark;
        }
        &self.text
    }
}

/// All of them.
#[derive(Debug, Default)]
pub(super) struct Sources(pub(super) Vec<Source>);

impl Sources {
    pub(super) fn read(workspace: &Workspace) -> Result<Self> {
        let mut sources = Vec::new();
        for root in ROOTS {
            for file in files_below(&workspace.path(root))? {
                let ending = file.extension().and_then(|ending| ending.to_str());
                if !ending.is_some_and(|ending| ENDINGS.contains(&ending)) {
                    continue;
                }
                let path = file.strip_prefix(workspace.root())?.to_string_lossy().into_owned();
                sources.push(Source { path, text: fs::read_to_string(&file)? });
            }
        }
        Ok(Self(sources))
    }

    pub(super) fn ending(&self, ending: &str) -> impl Iterator<Item = &Source> {
        self.0.iter().filter(move |source| source.ends(ending))
    }
}

#[cfg(test)]
pub(super) fn one(path: &str, text: &str) -> Sources {
    Sources(vec![Source { path: path.to_owned(), text: text.to_owned() }])
}

#[cfg(test)]
mod tests {
    use super::one;

    #[test]
    fn code_ends_where_the_tests_of_the_file_begin() {
        let text = "//! a\n#[cfg(test)]\nmod other;\nfn a() {}\n\n#[cfg(test)]\nmod tests {\n}\n";
        let sources = one("api/src/a.rs", text);
        assert_eq!(sources.0[0].code(), "//! a\n#[cfg(test)]\nmod other;\nfn a() {}\n\n");
        assert_eq!(one("api/tests/a.rs", text).0[0].code(), "");
    }
}
