//! The acquirer's official client against the sandbox: the protocol as others know it.

use anyhow::{Context, Result};

use crate::programs;
use crate::report::Outcome;
use crate::run;
use crate::tools::{Toolbox, python};
use crate::workspace::Workspace;

const SCRIPT: &str = "sandbox/conformance/check_yookassa.py";

/// Runs the client's script, which starts the sandbox by itself.
pub(crate) fn suite(workspace: &Workspace, toolbox: &Toolbox) -> Result<Outcome> {
    let python = python::ensure(toolbox)?;
    programs::build(workspace)?;
    let (succeeded, text) = run::teed(
        "acquirer conformance",
        run::command(python)
            .current_dir(workspace.root())
            .arg(SCRIPT)
            .arg(workspace.target("debug/svetlitsa-sandbox")),
    )?;
    let (passed, failed) = sum(&text).context("the script did not tell how many checks passed")?;
    Ok(Outcome::counted(passed, if succeeded { failed } else { failed.max(1) }))
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
