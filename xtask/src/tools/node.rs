//! Node and the packages of the browser tests.

use std::process::Command;

use anyhow::{Context, Result, bail};

use super::Toolbox;
use crate::run;
use crate::stamp::{self, Fingerprint};
use crate::workspace::Workspace;

const OLDEST_MAJOR: u32 = 20;

/// Fails with a sentence when Node is absent or too old.
pub(crate) fn require() -> Result<()> {
    let advice = format!(
        "install Node.js {OLDEST_MAJOR} or newer with npm (Debian: `apt-get install nodejs npm`, or the packages of nodejs.org)"
    );
    if run::find_program("node").is_none() || run::find_program("npm").is_none() {
        bail!("Node.js is not on the search path: {advice}");
    }
    let version = run::output(Command::new("node").arg("--version"))?;
    let major =
        version.trim().trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    if major.is_none_or(|major| major < OLDEST_MAJOR) {
        bail!("Node.js {} is too old: {advice}", version.trim());
    }
    Ok(())
}

/// Installs the packages that `e2e/package-lock.json` names, when it has changed.
pub(crate) fn ensure_packages(workspace: &Workspace, toolbox: &Toolbox) -> Result<()> {
    require()?;
    let folder = workspace.path("e2e");
    let fingerprint = Fingerprint::default().path(&folder.join("package-lock.json"))?.finish();
    let _lock = toolbox.lock()?;
    let stamp = folder.join("node_modules/.installed");
    if stamp::is_current(&stamp, &fingerprint) {
        return Ok(());
    }
    run::step(
        "fetching the browser tests' Node packages",
        run::command("npm")
            .current_dir(&folder)
            .args(["ci", "--no-audit", "--no-fund"])
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
            .env("PUPPETEER_SKIP_DOWNLOAD", "1"),
        &toolbox.log("node-packages"),
    )
    .context("the Node packages could not be fetched; they need the npm registry: run `npm ci` in `e2e/` where there is one")?;
    stamp::write(&stamp, &fingerprint)
}
