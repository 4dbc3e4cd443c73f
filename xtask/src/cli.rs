//! The command line: which commands there are and what each may be told.

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::report::Report;
use crate::tools::{self, Toolbox};
use crate::web::{self, Edition};
use crate::workspace::Workspace;
use crate::{bench, check, dist, serve, stopping, test, tidy};

/// Builds, runs, checks and measures Svetlitsa.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version)]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Starts the demo on this machine; Ctrl-C stops it.
    Serve(serve::Options),
    /// Runs the checks and every test suite, the browser's included.
    Test,
    /// Checks format, lints, structure, generated files and documentation.
    Check(check::Options),
    /// Checks the structure alone.
    Tidy,
    /// Builds the release into `dist/`.
    Dist,
    /// Measures the release against its budget.
    Bench {
        /// What to measure [default: everything].
        name: Option<bench::Subject>,
        /// Replays what this seed decides, for `chaos`.
        #[arg(long)]
        seed: Option<u32>,
    },
    /// Bundles both front ends into `target/web/`, as the demo and the tests use them.
    Web,
    /// Sets up what the other commands would find missing, and nothing else.
    Setup,
}

/// Does what the command line asks.
pub(crate) fn main() -> Result<ExitCode> {
    let task = Cli::parse().task;
    stopping::notice_signals()?;
    let workspace = Workspace::find()?;
    let mut report = Report::default();
    match task {
        Task::Serve(options) => serve::run(&workspace, &options)?,
        Task::Test => return test::run(&workspace),
        Task::Check(options) => {
            check::run(&workspace, &Toolbox::open()?, &options, &mut report);
            return Ok(report.close());
        }
        Task::Tidy => {
            report.suite("tidy", || tidy::suite(&workspace));
            return Ok(report.close());
        }
        Task::Dist => {
            dist::run(&workspace)?;
        }
        Task::Bench { name, seed } => return bench::run(&workspace, name, seed),
        Task::Web => {
            let folder = workspace.target("web");
            web::build(&workspace, &Toolbox::open()?, Edition::Development, &folder)?;
        }
        Task::Setup => {
            let toolbox = Toolbox::open()?;
            tools::prepare_all(&workspace, &toolbox)?;
            println!("everything is there; the tools are in {}", toolbox.folder().display());
        }
    }
    Ok(ExitCode::SUCCESS)
}
