//! Finding PostgreSQL's server programs, for the tests that run on it.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::Toolbox;
use crate::run;

/// Gives the folder that holds `initdb`, `pg_ctl` and `postgres`.
pub(crate) fn ensure(toolbox: &Toolbox) -> Result<PathBuf> {
    if let Some(folder) = find() {
        return Ok(folder);
    }
    let _lock = toolbox.lock()?;
    super::apt_install(toolbox, "postgresql").context(
        "no PostgreSQL server here: install it (Debian: `apt-get install postgresql`); the tests start a throwaway one of their own",
    )?;
    find().context("Debian's postgresql is installed, but has no /usr/lib/postgresql/*/bin")
}

/// Debian keeps the server's programs off the search path, one folder a version.
fn find() -> Option<PathBuf> {
    let mut versions: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let version = path.file_name()?.to_str()?.parse().ok()?;
            Some((version, path.join("bin")))
        })
        .filter(|(_, bin)| bin.join("initdb").is_file() && bin.join("postgres").is_file())
        .collect();
    versions.sort();
    versions.pop().map(|(_, bin)| bin).or_else(|| {
        run::find_program("postgres")?;
        let initdb = run::find_program("initdb")?;
        Some(initdb.parent()?.to_path_buf())
    })
}
