//! The server and the sandbox as the tests use them.

use anyhow::{Result, bail};

use crate::run;
use crate::workspace::Workspace;

/// Builds them along with all tests. Another choice of packages would mean other features of the crates that they share,
/// and building hundreds of those once more.
pub(crate) fn build(workspace: &Workspace) -> Result<()> {
    let built = run::shown(
        "building programs and tests",
        run::cargo().current_dir(workspace.root()).args(["test", "--quiet", "--workspace", "--no-run"]),
    )?;
    if !built {
        bail!("the programs could not be built; the reason is above");
    }
    Ok(())
}
