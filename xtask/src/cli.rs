//! The command line: which commands there are and what each may be told.

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::tools::{Toolbox, WebTools};
use crate::workspace::Workspace;

/// Builds, runs, checks and measures Svetlitsa.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", version)]
struct Cli {
    #[command(subcommand)]
    command: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Sets up the build tools that are missing, and nothing else.
    Setup,
}

/// Does what the command line asks.
pub(crate) fn main() -> Result<ExitCode> {
    let workspace = Workspace::find()?;
    match Cli::parse().command {
        Task::Setup => {
            let toolbox = Toolbox::open()?;
            WebTools::prepare(&workspace, &toolbox)?;
            println!("the build tools are in {}", toolbox.folder().display());
            Ok(ExitCode::SUCCESS)
        }
    }
}
