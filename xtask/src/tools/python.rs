//! Programs that others wrote in Python, with which ours prove that they speak the protocol.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use super::Toolbox;
use crate::run;

/// The acquirer's official client, a mail server, and an authority for its certificates. Others than these names and
/// versions make another environment.
const PACKAGES: [&str; 3] = ["yookassa==3.13.0", "aiosmtpd==1.4.6", "trustme==1.2.1"];

/// Gives a Python interpreter that has the packages.
pub(crate) fn ensure(toolbox: &Toolbox) -> Result<PathBuf> {
    let Some(python) = run::find_program("python3") else {
        bail!(
            "Python 3 is not on the search path: install it with its venv module (Debian: `apt-get install python3-venv`)"
        );
    };
    let version = PACKAGES.map(|package| package.replace("==", "-")).join("-");
    let folder = toolbox.install("python", &version, |out, _| {
        run::step(
            "making a Python environment",
            run::command(&python).args(["-m", "venv"]).arg(out),
            &toolbox.log("python-venv"),
        )
        .context("Python has no venv module: install it (Debian: `apt-get install python3-venv`)")?;
        let told = PACKAGES.join(", ");
        run::step(
            &format!("fetching what others wrote in Python ({told})"),
            run::command(out.join("bin/python"))
                .args(["-m", "pip", "install", "--disable-pip-version-check"])
                .args(PACKAGES),
            &toolbox.log("python-packages"),
        )
        .with_context(|| format!("{told} could not be fetched; they need the Python package index"))
    })?;
    Ok(folder.join("bin/python"))
}
