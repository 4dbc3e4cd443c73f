//! The acquirer's official client, with which the sandbox proves that it speaks the protocol.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use super::Toolbox;
use crate::run;

const CLIENT: &str = "yookassa";
const VERSION: &str = "3.13.0";

/// Gives a Python interpreter that has the client.
pub(crate) fn ensure(toolbox: &Toolbox) -> Result<PathBuf> {
    let Some(python) = run::find_program("python3") else {
        bail!(
            "Python 3 is not on the search path: install it with its venv module (Debian: `apt-get install python3-venv`)"
        );
    };
    let folder = toolbox.install(&format!("python-{CLIENT}"), VERSION, |out, _| {
        run::step(
            "making a Python environment",
            run::command(&python).args(["-m", "venv"]).arg(out),
            &toolbox.log("python-venv"),
        )
        .context("Python has no venv module: install it (Debian: `apt-get install python3-venv`)")?;
        run::step(
            &format!("fetching the acquirer's official Python client ({CLIENT} {VERSION})"),
            run::command(out.join("bin/python"))
                .args(["-m", "pip", "install", "--disable-pip-version-check"])
                .arg(format!("{CLIENT}=={VERSION}")),
            &toolbox.log("python-client"),
        )
        .with_context(|| {
            format!("the Python package {CLIENT} {VERSION} could not be fetched; it needs the Python package index")
        })
    })?;
    Ok(folder.join("bin/python"))
}
