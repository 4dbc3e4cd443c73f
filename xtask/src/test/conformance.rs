//! The acquirer's official client against the sandbox: the protocol as others know it.

use anyhow::{Result, bail};

use crate::report::Outcome;
use crate::run;
use crate::tools::{Toolbox, python};
use crate::workspace::Workspace;

/// Runs the client's script, which starts the sandbox by itself.
pub(crate) fn suite(workspace: &Workspace, toolbox: &Toolbox) -> Result<Outcome> {
    let script = workspace.path("sandbox/conformance/run.py");
    if !script.is_file() {
        bail!("{} is missing", script.display());
    }
    let python = python::ensure(toolbox)?;
    let built = run::shown(
        "building the sandbox",
        run::cargo().current_dir(workspace.root()).args(["build", "--quiet", "-p", "svetlitsa-sandbox"]),
    )?;
    if !built {
        bail!("the sandbox could not be built; the reason is above");
    }
    let (succeeded, text) = run::teed(
        "acquirer conformance",
        run::command(python)
            .current_dir(workspace.root())
            .arg(script)
            .env("SVETLITSA_SANDBOX_BIN", workspace.target("debug/svetlitsa-sandbox")),
    )?;
    let passed = text.lines().filter(|line| line.starts_with("ok ")).count();
    let passed = u32::try_from(passed)?;
    Ok(Outcome::counted(passed, u32::from(!succeeded)))
}
