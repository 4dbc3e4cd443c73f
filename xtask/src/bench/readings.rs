//! Readings accepted per second against raw SQLite, and the house elder's sheet, by the script in `e2e/perf`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::Row;
use crate::run;
use crate::workspace::Workspace;

pub(super) fn measure(workspace: &Workspace, dist: &Path) -> Result<Vec<Row>> {
    let Some(python) = run::find_program("python3") else {
        bail!("Python 3 is not on the search path: install it (Debian: `apt-get install python3`)");
    };
    let out = workspace.target("bench/readings.json");
    let measured = run::shown(
        "measuring readings with 1, 8 and 64 clients beside raw SQLite (about a minute)",
        run::command(python)
            .current_dir(workspace.root())
            .arg("e2e/perf/readings.py")
            .arg("--server")
            .arg(dist.join("svetlitsa"))
            .arg("--folder")
            .arg(workspace.target("bench/readings"))
            .arg("--out")
            .arg(&out),
    )?;
    if !measured {
        bail!("the measurement stopped; the reason is above");
    }
    let text = fs::read_to_string(&out).context("the measurement left no figures")?;
    println!("    all figures: {}", out.display());
    Ok(super::rows(&serde_json::from_str(&text)?))
}
