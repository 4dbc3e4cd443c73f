//! Clients that others wrote against the sandbox: the protocol as they know it. The one in Rust is among the sandbox's own
//! tests.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::browser;
use crate::programs;
use crate::report::Outcome;
use crate::run;
use crate::tools::{Toolbox, node, python};
use crate::workspace::Workspace;

const SCRIPT: &str = "sandbox/conformance/check_yookassa.py";

/// The official client in Python, then one in TypeScript; each starts the sandbox by itself.
pub(crate) fn suite(workspace: &Workspace, toolbox: &Toolbox) -> Result<Outcome> {
    let python = python::ensure(toolbox)?;
    node::ensure_packages(workspace, toolbox)?;
    programs::build(workspace)?;
    let sandbox = workspace.target("debug/svetlitsa-sandbox");
    let (succeeded, text) = run::teed(
        "acquirer conformance, Python",
        run::command(python).current_dir(workspace.root()).arg(SCRIPT).arg(&sandbox),
    )?;
    let (passed, failed) = sum(&text).context("the script did not tell how many checks passed")?;
    let typed = typescript(workspace, &sandbox)?;
    let failed = if succeeded { failed } else { failed.max(1) };
    Ok(Outcome::counted(passed + typed.passed, failed + typed.failed))
}

/// The types of the client are a check of their own: what is sent must be what it calls a request.
fn typescript(workspace: &Workspace, sandbox: &Path) -> Result<Outcome> {
    let typed = run::shown(
        "acquirer conformance, types",
        run::command("npx").current_dir(workspace.path("e2e")).args(["tsc", "--noEmit"]),
    )?;
    let results = workspace.target("xtask/conformance.json");
    let _ = fs::remove_file(&results);
    let succeeded = run::shown(
        "acquirer conformance, TypeScript",
        run::command("npx")
            .current_dir(workspace.path("e2e"))
            .args(["playwright", "test", "--config", "conformance", "--reporter=list,json"])
            .env("PLAYWRIGHT_JSON_OUTPUT_NAME", &results)
            .env("SVETLITSA_SANDBOX_BIN", sandbox),
    )?;
    let text = fs::read_to_string(&results).context("Playwright left no results")?;
    let outcome = browser::outcome(succeeded, &text)?;
    Ok(Outcome::counted(outcome.passed + u32::from(typed), outcome.failed + u32::from(!typed)))
}

/// The last line that says `N passed, N failed`.
pub(super) fn sum(text: &str) -> Option<(u32, u32)> {
    text.lines().rev().find_map(|line| {
        let (passed, failed) = line.split_once(" passed, ")?;
        Some((passed.trim().parse().ok()?, failed.strip_suffix(" failed")?.parse().ok()?))
    })
}

#[cfg(test)]
mod tests {
    use super::sum;

    #[test]
    fn the_sum_is_read() {
        assert_eq!(sum("ok create\nok refund\n\n17 passed, 2 failed\n"), Some((17, 2)));
        assert_eq!(sum("Traceback"), None);
    }
}
