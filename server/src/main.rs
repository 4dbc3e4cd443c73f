//! The executable: `svetlitsa serve`, and what the build asks of it.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use svetlitsa_server::settings::{Flags, Settings};

/// Personal accounts, payments and lobby terminals of an electricity supplier.
#[derive(Debug, Parser)]
#[command(name = "svetlitsa", version)]
struct Command {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Serves portal, terminal and API
    Serve(Box<Flags>),
    /// Prints the OpenAPI document
    Openapi,
    /// Prints the table of the portal's pages
    Pages,
}

fn main() -> ExitCode {
    match run(Command::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        // The sentence alone: a backtrace would help nobody to mend a setting.
        Err(error) => {
            eprintln!("svetlitsa: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> anyhow::Result<()> {
    match task {
        Task::Serve(flags) => {
            svetlitsa_server::logs::start();
            svetlitsa_server::install_tls_provider();
            let settings = Settings::load(&flags)?;
            let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
            let result = runtime.block_on(svetlitsa_server::serve::run(settings));
            runtime.shutdown_timeout(std::time::Duration::from_secs(1));
            result
        }
        Task::Openapi => print(&svetlitsa_server::routes::document().to_pretty_json()?),
        Task::Pages => print(&svetlitsa_server::page_table()?),
    }
}

/// To standard output; a reader that went away is no error.
fn print(text: &str) -> anyhow::Result<()> {
    use std::io::Write;
    match writeln!(std::io::stdout(), "{text}") {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}
