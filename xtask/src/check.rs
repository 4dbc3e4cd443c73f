//! `check`: everything that can be judged without running the product.

mod generated;

use anyhow::Result;

use crate::report::{Outcome, Report};
use crate::run;
use crate::tidy;
use crate::tools::{Toolbox, wasm_std};
use crate::workspace::Workspace;

/// The crates that run in a browser.
const BROWSER_CRATES: [&str; 3] = ["svetlitsa-ui", "svetlitsa-app", "svetlitsa-kiosk"];

/// How thoroughly to check.
#[derive(Debug, Default, clap::Args)]
pub(crate) struct Options {
    /// Format the sources and rewrite the generated files instead of complaining.
    #[arg(long)]
    fix: bool,
}

/// Adds one suite for each kind of check.
pub(crate) fn run(workspace: &Workspace, toolbox: &Toolbox, options: &Options, report: &mut Report) {
    report.suite("fmt", || format(workspace, options.fix));
    report.suite("tidy", || tidy::suite(workspace));
    report.suite("clippy", || clippy(workspace, "clippy on this machine", &["--all-targets"]));
    report.suite("clippy for the browser", || {
        let std = wasm_std::ensure(toolbox)?;
        browser_clippy(workspace, &std)
    });
    report.suite("generated files", || generated::suite(workspace, options.fix));
    report.suite("documentation", || documentation(workspace));
}

fn format(workspace: &Workspace, fix: bool) -> Result<Outcome> {
    let mut cargo = run::cargo();
    cargo.current_dir(workspace.root()).args(["fmt", "--all"]);
    if !fix {
        cargo.arg("--check");
    }
    Ok(Outcome::of(run::shown("cargo fmt", &mut cargo)?))
}

fn clippy(workspace: &Workspace, title: &str, words: &[&str]) -> Result<Outcome> {
    Ok(Outcome::of(run::shown(
        title,
        run::cargo()
            .current_dir(workspace.root())
            .args(["clippy", "--quiet"])
            .args(words)
            .args(["--", "-D", "warnings"]),
    )?))
}

fn browser_clippy(workspace: &Workspace, std: &wasm_std::WasmStd) -> Result<Outcome> {
    let mut cargo = run::cargo();
    cargo.current_dir(workspace.root()).args(["clippy", "--quiet", "--target", "wasm32-unknown-unknown"]);
    for name in BROWSER_CRATES {
        cargo.args(["-p", name]);
    }
    // As the development bundles are built: in parts, and with the gallery.
    cargo.args(["--features", "svetlitsa-app/gallery,svetlitsa-app/split"]);
    cargo.args(["--", "-D", "warnings"]);
    if let Some(flags) = std.rustflags() {
        cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags);
    }
    Ok(Outcome::of(run::shown("clippy for the browser", &mut cargo)?))
}

fn documentation(workspace: &Workspace) -> Result<Outcome> {
    Ok(Outcome::of(run::shown(
        "cargo doc",
        run::cargo()
            .current_dir(workspace.root())
            .args(["doc", "--quiet", "--no-deps"])
            .env("RUSTDOCFLAGS", "-D warnings"),
    )?))
}
