//! Files that the program writes and the repository keeps: they must be the same.

use std::fs;

use anyhow::{Context, Result};

use crate::programs;
use crate::report::Outcome;
use crate::run;
use crate::workspace::Workspace;

/// A kept file and the words that make the server print it.
struct Generated {
    file: &'static str,
    words: &'static [&'static str],
}

const FILES: [Generated; 2] = [
    Generated { file: "server/openapi.json", words: &["openapi"] },
    Generated { file: "e2e/generated/pages.json", words: &["pages"] },
];

/// Compares each with what the program prints now, or rewrites it.
pub(crate) fn suite(workspace: &Workspace, fix: bool) -> Result<Outcome> {
    programs::build(workspace)?;
    let (mut passed, mut failed) = (0, 0);
    for Generated { file, words } in FILES {
        let printed = run::output(
            run::command(workspace.target("debug/svetlitsa")).current_dir(workspace.root()).args(words),
        )?;
        let path = workspace.path(file);
        if fs::read_to_string(&path).is_ok_and(|kept| kept == printed) {
            passed += 1;
        } else if fix {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            fs::write(&path, printed).with_context(|| format!("cannot write {file}"))?;
            println!("rewrote {file}");
            passed += 1;
        } else {
            println!(
                "{file}:1: differs from what `svetlitsa {}` prints; run `cargo xtask check --fix`",
                words.join(" ")
            );
            failed += 1;
        }
    }
    Ok(Outcome::counted(passed, failed))
}
