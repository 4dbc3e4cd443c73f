//! `test`: every check and every suite, the browser's included.

mod browser;
mod chaos;
mod conformance;
mod mail;
mod native;
mod throwaway_postgres;

use std::process::ExitCode;

use anyhow::Result;

use crate::check;
use crate::report::Report;
use crate::tools::Toolbox;
use crate::workspace::Workspace;

/// Runs all of it, whatever fails on the way, and tells at the end how it went.
pub(crate) fn run(workspace: &Workspace) -> Result<ExitCode> {
    let toolbox = Toolbox::open()?;
    let mut report = Report::default();
    check::run(workspace, &toolbox, &check::Options::default(), &mut report);
    report.suite("native tests", || native::suite(workspace));
    report.suite("server on PostgreSQL", || native::postgres_suite(workspace, &toolbox));
    report.suite("acquirer conformance", || conformance::suite(workspace, &toolbox));
    report.suite("mail server", || mail::suite(workspace, &toolbox));
    report.suite("chaos", || chaos::suite(workspace));
    report.suite("browser", || browser::suite(workspace, &toolbox));
    Ok(report.close())
}
