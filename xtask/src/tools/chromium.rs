//! The browser that the tests and measurements drive.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use super::Toolbox;
use crate::run;

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// Gives the path of a Chromium: `CHROME_PATH`, one on the search path, or Debian's.
pub(crate) fn ensure(toolbox: &Toolbox) -> Result<PathBuf> {
    if let Some(path) = std::env::var_os("CHROME_PATH").map(PathBuf::from) {
        if path.is_file() {
            return Ok(path);
        }
        bail!("CHROME_PATH names no file: {}", path.display());
    }
    if let Some(path) = find() {
        return Ok(path);
    }
    let _lock = toolbox.lock()?;
    super::apt_install(toolbox, "chromium").context(
        "no Chromium here: install it (Debian: `apt-get install chromium`) or set CHROME_PATH to one",
    )?;
    find().context("Debian's chromium is installed, but its program is not on the search path")
}

fn find() -> Option<PathBuf> {
    NAMES.iter().find_map(|name| run::find_program(name))
}
