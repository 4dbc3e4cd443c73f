//! `tidy`: the structure of the house, proved instead of promised.

mod arrows;
mod colours;
mod cyrillic;
mod documents;
mod files;
mod locales;
mod markers;
mod shell_words;
mod sources;
mod tokens;
mod view_words;

use std::fmt;

use anyhow::Result;

use crate::report::Outcome;
use crate::workspace::Workspace;
use sources::Sources;

/// One thing that is wrong, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Finding {
    file: String,
    line: usize,
    advice: String,
}

impl Finding {
    fn new(file: impl Into<String>, line: usize, advice: impl Into<String>) -> Self {
        Self { file: file.into(), line, advice: advice.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}: {}", self.file, self.line, self.advice)
    }
}

/// A rule's name and what it finds.
type Findings = Vec<(&'static str, Vec<Finding>)>;

fn findings(workspace: &Workspace) -> Result<Findings> {
    let sources = Sources::read(workspace)?;
    Ok(vec![
        ("arrows between crates", arrows::findings(workspace)?),
        ("files", files::findings(&sources)),
        ("no words in views", view_words::findings(&sources)),
        ("no colour outside the tokens", colours::findings(&sources)),
        ("tokens", tokens::findings(&sources)),
        ("locales", locales::findings(workspace, &sources)?),
        ("words of the static pages", shell_words::findings(workspace, &sources)?),
        ("nothing unfinished", markers::findings(&sources)),
        ("Cyrillic only in texts", cyrillic::findings(&sources)),
        ("paths in documents", documents::findings(workspace, &sources)),
    ])
}

/// Prints the findings; each rule is one check.
pub(crate) fn suite(workspace: &Workspace) -> Result<Outcome> {
    println!("\n==> tidy");
    let (mut passed, mut failed) = (0, 0);
    for (rule, mut found) in findings(workspace)? {
        found.sort();
        if found.is_empty() {
            passed += 1;
            println!("    {rule}: ok");
        } else {
            failed += 1;
            println!("    {rule}: {} to mend", found.len());
            for finding in found {
                println!("{finding}");
            }
        }
    }
    Ok(Outcome::counted(passed, failed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_house_is_tidy() {
        let workspace = Workspace::find().unwrap();
        let found: Vec<String> = findings(&workspace)
            .unwrap()
            .into_iter()
            .flat_map(|(_, found)| found)
            .map(|finding| finding.to_string())
            .collect();
        assert!(found.is_empty(), "\n{}\n", found.join("\n"));
    }
}
