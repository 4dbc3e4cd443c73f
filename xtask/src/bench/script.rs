//! Measurements by a script in `e2e/`: readings and payments per second and the closing of periods, each against raw SQLite;
//! payments among breakdowns, and how soon appeals are acknowledged.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::Row;
use crate::run;
use crate::workspace::Workspace;

/// A measurement.
pub(super) struct Script {
    /// Its name: of what it writes.
    name: &'static str,
    /// The script.
    path: &'static str,
    /// What is said while it goes on.
    says: &'static str,
    /// What else the script is asked for.
    more: &'static [&'static str],
}

/// Readings accepted per second, and the house elder's sheet.
pub(super) const READINGS: Script = Script {
    name: "readings",
    path: "e2e/perf/readings.py",
    says: "measuring readings with 1, 8 and 64 clients beside raw SQLite (about a minute)",
    more: &[],
};

/// Payments of agents credited per second.
pub(super) const PAYMENTS: Script = Script {
    name: "payments",
    path: "e2e/perf/payments.py",
    says: "measuring payments of agents with 1, 8 and 64 clients beside raw SQLite (about a minute)",
    more: &[],
};

/// Payments while the server is killed and the acquirer misbehaves, then the same with bugs planted on purpose.
pub(super) const CHAOS: Script = Script {
    name: "chaos",
    path: "e2e/chaos/run.py",
    says: "10,000 payments while the server is killed and the acquirer misbehaves (some minutes)",
    more: &["--then-plant", "early", "forgetful"],
};

/// Letters that acknowledge a thousand appeals of one minute.
pub(super) const APPEALS: Script = Script {
    name: "appeals",
    path: "e2e/perf/appeals.py",
    says: "acknowledging 1,000 appeals in a minute while the server is killed (about two minutes)",
    more: &[],
};

/// Taking over accounts and closing their period.
pub(super) const BILLS: Script = Script {
    name: "bills",
    path: "e2e/perf/bills.py",
    says: "taking over 22,000 accounts and closing their period, then a million (some minutes)",
    more: &["--million"],
};

impl Script {
    pub(super) fn measure(&self, workspace: &Workspace, dist: &Path, asked: &[String]) -> Result<Vec<Row>> {
        let Some(python) = run::find_program("python3") else {
            bail!("Python 3 is not on the search path: install it (Debian: `apt-get install python3`)");
        };
        let Self { name, path, says, more } = self;
        let out = workspace.target(&format!("bench/{name}.json"));
        let measured = run::shown(
            says,
            run::command(python)
                .current_dir(workspace.root())
                .arg(path)
                .arg("--server")
                .arg(dist.join("svetlitsa"))
                .arg("--folder")
                .arg(workspace.target(&format!("bench/{name}")))
                .arg("--out")
                .arg(&out)
                .args(*more)
                .args(asked),
        )?;
        if !measured {
            bail!("the measurement stopped; the reason is above");
        }
        let text = fs::read_to_string(&out).context("the measurement left no figures")?;
        println!("    all figures: {}", out.display());
        Ok(super::rows(&serde_json::from_str(&text)?))
    }
}
