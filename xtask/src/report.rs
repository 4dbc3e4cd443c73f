//! The outcome of many suites, told at the end in one line each.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use crate::{run, stopping};

/// How one suite went.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) passed: u32,
    pub(crate) failed: u32,
    /// What a reader should know beside the numbers.
    pub(crate) note: String,
}

impl Outcome {
    pub(crate) fn counted(passed: u32, failed: u32) -> Self {
        Self { passed, failed, note: String::new() }
    }

    /// Of a step that either holds or does not.
    pub(crate) fn of(holds: bool) -> Self {
        Self::counted(u32::from(holds), u32::from(!holds))
    }

    pub(crate) fn noting(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }
}

#[derive(Debug)]
struct Line {
    suite: String,
    outcome: Outcome,
    took: Duration,
}

/// The suites that have run so far.
#[derive(Debug, Default)]
pub(crate) struct Report {
    lines: Vec<Line>,
}

impl Report {
    /// Runs a suite. What stops it from running at all counts as a failure, and
    /// the other suites still run, unless somebody asked to stop.
    pub(crate) fn suite(&mut self, suite: &str, run: impl FnOnce() -> anyhow::Result<Outcome>) {
        if stopping::is_asked() {
            return;
        }
        let start = Instant::now();
        let outcome = run().unwrap_or_else(|error| {
            eprintln!("{suite}: {error:#}");
            Outcome::counted(0, 1).noting("could not run")
        });
        self.lines.push(Line { suite: suite.to_owned(), outcome, took: start.elapsed() });
    }

    fn sums(&self) -> (u32, u32) {
        self.lines.iter().fold((0, 0), |(passed, failed), line| {
            (passed + line.outcome.passed, failed + line.outcome.failed)
        })
    }

    /// Prints the lines and the sum; success only when nothing failed.
    pub(crate) fn close(&self) -> ExitCode {
        println!("\n{}", self.text());
        let (_, failed) = self.sums();
        if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }

    fn text(&self) -> String {
        let mut text = String::new();
        for line in &self.lines {
            let Outcome { passed, failed, note } = &line.outcome;
            let verdict = if *failed == 0 { "ok    " } else { "FAILED" };
            let took = run::elapsed(line.took);
            let row = format!(
                "{verdict} {:<28} {passed:>5} passed {failed:>3} failed {took:>12}  {note}",
                line.suite
            );
            text.push_str(row.trim_end());
            text.push('\n');
        }
        let (passed, failed) = self.sums();
        text.push_str(&format!("\n{passed} passed, {failed} failed"));
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_is_the_sum_alone() {
        let mut report = Report::default();
        report.suite("one", || Ok(Outcome::counted(3, 0)));
        report.suite("two", || Ok(Outcome::counted(4, 1)));
        assert_eq!(report.text().lines().last(), Some("7 passed, 1 failed"));
    }

    #[test]
    fn a_suite_that_cannot_run_fails_and_the_next_one_runs() {
        let mut report = Report::default();
        report.suite("gone", || anyhow::bail!("no browser"));
        report.suite("next", || Ok(Outcome::of(true)));
        assert_eq!(report.sums(), (1, 1));
    }
}
