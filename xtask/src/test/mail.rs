//! Letters over a mail server that others wrote: TLS, greylisting, refusals.

use anyhow::{Context, Result};

use super::conformance::sum;
use crate::programs;
use crate::report::Outcome;
use crate::run;
use crate::tools::{Toolbox, python};
use crate::workspace::Workspace;

const SCRIPT: &str = "e2e/mail/run.py";

/// Runs the script on the program that the other suites use.
pub(crate) fn suite(workspace: &Workspace, toolbox: &Toolbox) -> Result<Outcome> {
    let python = python::ensure(toolbox)?;
    programs::build(workspace)?;
    let (succeeded, text) = run::teed(
        "letters over a mail server",
        run::command(python)
            .current_dir(workspace.root())
            .arg(SCRIPT)
            .arg("--server")
            .arg(workspace.target("debug/svetlitsa"))
            .arg("--folder")
            .arg(workspace.target("mail")),
    )?;
    let (passed, failed) = sum(&text).context("the script did not tell how many checks passed")?;
    Ok(Outcome::counted(passed, if succeeded { failed } else { failed.max(1) }))
}
