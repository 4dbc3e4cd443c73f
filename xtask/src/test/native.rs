//! The tests that cargo runs, on SQLite and once more on PostgreSQL.

use anyhow::{Result, bail};

use super::throwaway_postgres::Cluster;
use crate::report::Outcome;
use crate::run;
use crate::tools::Toolbox;
use crate::workspace::Workspace;

/// Every crate; what needs a browser is tested in one.
pub(crate) fn suite(workspace: &Workspace) -> Result<Outcome> {
    let (succeeded, text) = run::teed(
        "native tests",
        run::cargo().current_dir(workspace.root()).args(["test", "--workspace", "--no-fail-fast"]),
    )?;
    outcome(succeeded, &text)
}

/// The story that every database is told, once more with a throwaway PostgreSQL.
pub(crate) fn postgres_suite(workspace: &Workspace, toolbox: &Toolbox) -> Result<Outcome> {
    let cluster = Cluster::start(toolbox)?;
    let (succeeded, text) = run::teed(
        "the server's story on PostgreSQL",
        run::cargo()
            .current_dir(workspace.root())
            .args(["test", "--workspace", "--", "on_postgresql"])
            .env("SVETLITSA_TEST_POSTGRES", cluster.url()),
    )?;
    outcome(succeeded, &text)
}

fn outcome(succeeded: bool, text: &str) -> Result<Outcome> {
    let (passed, failed, ignored) = sums(text);
    if passed + failed == 0 {
        bail!("no test ran");
    }
    // A crate that does not compile has no summary of its own.
    let failed = if succeeded { failed } else { failed.max(1) };
    let outcome = Outcome::counted(passed, failed + ignored);
    Ok(if ignored > 0 {
        outcome.noting(format!("{ignored} ignored, which counts as failed"))
    } else {
        outcome
    })
}

/// Passed, failed and ignored over all summaries of libtest.
fn sums(text: &str) -> (u32, u32, u32) {
    let mut sums = (0, 0, 0);
    for line in text.lines().filter_map(|line| line.strip_prefix("test result: ")) {
        let count = |what: &str| {
            line.split(['.', ';'])
                .find_map(|part| part.trim().strip_suffix(what)?.trim().parse::<u32>().ok())
                .unwrap_or(0)
        };
        sums.0 += count("passed");
        sums.1 += count("failed");
        sums.2 += count("ignored");
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "
test a ... ok
test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s
test result: FAILED. 3 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s
";

    #[test]
    fn summaries_are_added_up() {
        assert_eq!(sums(TEXT), (15, 2, 1));
    }

    #[test]
    fn a_crate_that_does_not_compile_is_a_failure() {
        let text = "test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured;";
        assert_eq!(outcome(false, text).unwrap().failed, 1);
        assert_eq!(outcome(true, text).unwrap().failed, 0);
        assert!(outcome(true, "").is_err());
    }
}
