//! The front ends in a real browser, by the scripts in `e2e/perf`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::Row;
use super::product::Product;
use crate::run;
use crate::tools::{Toolbox, chromium, node};
use crate::workspace::Workspace;

const RUNS: u32 = 5;

pub(super) fn measure(workspace: &Workspace, toolbox: &Toolbox, dist: &Path) -> Result<Vec<Row>> {
    let chromium = chromium::ensure(toolbox)?;
    node::ensure_packages(workspace, toolbox)?;
    let product = Product::start(workspace, dist)?;
    let out = workspace.target("bench/web.json");
    let measured = run::shown(
        &format!("measuring the front ends, {RUNS} runs (about 5 minutes)"),
        run::command("node")
            .current_dir(workspace.path("e2e"))
            .arg("perf/web.mjs")
            .args(["--upstream", &product.port.to_string()])
            .args(["--front", &product.front.to_string()])
            .args(["--runs", &RUNS.to_string()])
            .arg("--chrome")
            .arg(chromium)
            .arg("--out")
            .arg(&out),
    )?;
    if !measured {
        bail!("the measurement stopped; the reason is above");
    }
    let text = fs::read_to_string(&out).context("the measurement left no figures")?;
    let report = serde_json::from_str(&text)?;
    println!("    all figures: {}", out.display());
    Ok(super::rows(&report))
}
