//! The journeys in a real browser on the real server.

use std::fs;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::programs;
use crate::report::Outcome;
use crate::run;
use crate::tools::{Toolbox, chromium, node};
use crate::web::{self, Edition};
use crate::workspace::Workspace;

/// Builds everything that a visitor meets and lets Playwright visit it.
pub(crate) fn suite(workspace: &Workspace, toolbox: &Toolbox) -> Result<Outcome> {
    let chromium = chromium::ensure(toolbox)?;
    node::ensure_packages(workspace, toolbox)?;
    let bundles = web::build(workspace, toolbox, Edition::Development, &workspace.target("web"))?;
    programs::build(workspace)?;
    let results = workspace.target("xtask/browser.json");
    let _ = fs::remove_file(&results);
    let succeeded = run::shown(
        "browser tests",
        run::command("npx")
            .current_dir(workspace.path("e2e"))
            .args(["playwright", "test", "--reporter=list,json"])
            .env("PLAYWRIGHT_JSON_OUTPUT_NAME", &results)
            .env("CHROME_PATH", chromium)
            .env("SVETLITSA_BIN", workspace.target("debug/svetlitsa"))
            .env("SVETLITSA_SANDBOX_BIN", workspace.target("debug/svetlitsa-sandbox"))
            .env("SVETLITSA_PORTAL_DIR", &bundles.portal)
            .env("SVETLITSA_KIOSK_DIR", &bundles.kiosk),
    )?;
    let text = fs::read_to_string(&results).context("Playwright left no results")?;
    outcome(succeeded, &text)
}

/// Reads what Playwright left about its tests, and tells of those that failed.
pub(super) fn outcome(succeeded: bool, results: &str) -> Result<Outcome> {
    let results: Value = serde_json::from_str(results)?;
    let count = |what: &str| -> Result<u32> {
        let number =
            results["stats"][what].as_u64().with_context(|| format!("Playwright's results lack `{what}`"))?;
        Ok(u32::try_from(number)?)
    };
    let (passed, failed) = (count("expected")?, count("unexpected")?);
    let (flaky, skipped) = (count("flaky")?, count("skipped")?);
    if passed == 0 {
        bail!("no browser test passed");
    }
    for trouble in troubles(&results) {
        println!("{trouble}");
    }
    let failed = if succeeded { failed } else { failed.max(1) };
    let mut note = Vec::new();
    if flaky > 0 {
        note.push(format!("{flaky} only at the second try"));
    }
    if skipped > 0 {
        note.push(format!("{skipped} skipped"));
    }
    Ok(Outcome::counted(passed + flaky, failed).noting(note.join(", ")))
}

/// Longest account of what went wrong with a test, lines.
const LINES_OF_TROUBLE: usize = 6;

/// Tests that failed, be it at the first try alone: project, title, and the beginning of what was said.
fn troubles(results: &Value) -> Vec<String> {
    fn walk(suite: &Value, found: &mut Vec<String>) {
        let list = |of: &Value, name: &str| of[name].as_array().cloned().unwrap_or_default();
        for spec in list(suite, "specs") {
            for test in list(&spec, "tests") {
                let said = list(&test, "results")
                    .iter()
                    .find_map(|result| result["errors"].as_array()?.first()?["message"].as_str().map(plain));
                if let Some(said) = said {
                    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
                    let (project, file, title) =
                        (word(&test["projectName"]), word(&spec["file"]), word(&spec["title"]));
                    found.push(format!("{} [{project}] {file}: {title}\n{said}", word(&test["status"])));
                }
            }
        }
        for inner in list(suite, "suites") {
            walk(&inner, found);
        }
    }
    let mut found = Vec::new();
    for suite in results["suites"].as_array().into_iter().flatten() {
        walk(suite, &mut found);
    }
    found
}

/// The beginning of a message without its colours.
fn plain(message: &str) -> String {
    let mut text = String::new();
    let mut rest = message;
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        text.push_str(before);
        rest = after.split_once('m').map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    let lines = text.lines().filter(|line| !line.trim().is_empty()).take(LINES_OF_TROUBLE);
    lines.map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::{outcome, troubles};

    #[test]
    fn a_failure_is_told_in_a_few_plain_lines() {
        let results = serde_json::json!({ "suites": [{ "suites": [{ "specs": [{
            "title": "it is lost", "file": "a.spec.ts",
            "tests": [
                { "projectName": "phone", "status": "flaky", "results": [
                    { "errors": [{ "message": "\u{1b}[31mError\u{1b}[39m: not seen\n\n  by nobody" }] },
                    { "errors": [] },
                ] },
                { "projectName": "desktop", "status": "expected", "results": [{ "errors": [] }] },
            ],
        }] }] }] });
        assert_eq!(
            troubles(&results),
            ["flaky [phone] a.spec.ts: it is lost\n    Error: not seen\n      by nobody"]
        );
    }

    #[test]
    fn results_are_counted() {
        let text = r#"{"stats": {"expected": 40, "unexpected": 2, "flaky": 1, "skipped": 0}}"#;
        let outcome = outcome(false, text).unwrap();
        assert_eq!((outcome.passed, outcome.failed), (41, 2));
        assert_eq!(outcome.note, "1 only at the second try");
    }

    #[test]
    fn no_passed_test_is_no_success() {
        let text = r#"{"stats": {"expected": 0, "unexpected": 0, "flaky": 0, "skipped": 3}}"#;
        assert!(outcome(true, text).is_err());
    }
}
