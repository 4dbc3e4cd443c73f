//! A short run of payments while the server is killed and the acquirer misbehaves, and one with a bug that it must find.

use anyhow::{Context, Result, bail};

use super::conformance::sum;
use crate::programs;
use crate::report::Outcome;
use crate::run;
use crate::workspace::Workspace;

const SCRIPT: &str = "e2e/chaos/run.py";
/// Always the same story: a failure is looked into, not rolled again.
const SEED: &str = "5";

/// Runs the script on the programs that the other suites use.
pub(crate) fn suite(workspace: &Workspace) -> Result<Outcome> {
    let Some(python) = run::find_program("python3") else {
        bail!("Python 3 is not on the search path: install it (Debian: `apt-get install python3`)");
    };
    programs::build(workspace)?;
    let (succeeded, text) = run::teed(
        "payments among breakdowns",
        run::command(python)
            .current_dir(workspace.root())
            .arg(SCRIPT)
            .arg("--server")
            .arg(workspace.target("debug/svetlitsa"))
            .arg("--folder")
            .arg(workspace.target("chaos"))
            .args(["--payments", "100", "--seed", SEED, "--then-plant", "early"]),
    )?;
    let (passed, failed) = sum(&text).context("the run did not tell how it ended")?;
    Ok(Outcome::counted(passed, if succeeded { failed } else { failed.max(1) }))
}
