//! `bench`: what the release weighs and how fast it is, against its budget.

mod memory;
mod product;
mod script;
mod web;

use std::fs;
use std::process::ExitCode;

use anyhow::Result;
use clap::ValueEnum;
use serde_json::Value;

use crate::tools::Toolbox;
use crate::workspace::Workspace;

/// What can be measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Subject {
    /// First load, Lighthouse and typing of the portal and the terminal.
    Web,
    /// The idle server's resident memory.
    Memory,
    /// Readings accepted per second, and the house elder's sheet.
    Readings,
    /// Payments of agents credited per second.
    Payments,
    /// Whether money is lost while the server is killed and the acquirer misbehaves.
    Chaos,
    /// How soon a thousand appeals of one minute are acknowledged while the server is killed.
    Appeals,
    /// Taking over accounts and closing their period, 22,000 and a million of them.
    Bills,
}

/// One figure and the bound it has to keep.
#[derive(Debug, PartialEq, Eq)]
struct Row {
    site: String,
    what: String,
    value: Option<u64>,
    bound: String,
    limit: u64,
    holds: bool,
}

/// Measures one subject, or all; writes `target/bench/<name>.json`.
///
/// `seed` decides what happens in the run that has one.
pub(crate) fn run(workspace: &Workspace, subject: Option<Subject>, seed: Option<u32>) -> Result<ExitCode> {
    let toolbox = Toolbox::open()?;
    fs::create_dir_all(workspace.target("bench"))?;
    let dist = crate::dist::run(workspace)?;
    let subjects = subject.map_or_else(|| Subject::value_variants().to_vec(), |one| vec![one]);
    let mut rows = Vec::new();
    for subject in subjects {
        rows.extend(match subject {
            Subject::Web => web::measure(workspace, &toolbox, &dist)?,
            Subject::Memory => memory::measure(workspace, &dist)?,
            Subject::Readings => script::READINGS.measure(workspace, &dist, &[])?,
            Subject::Payments => script::PAYMENTS.measure(workspace, &dist, &[])?,
            Subject::Chaos => {
                let seed: Vec<_> = seed.map(|seed| format!("--seed={seed}")).into_iter().collect();
                script::CHAOS.measure(workspace, &dist, &seed)?
            }
            Subject::Appeals => script::APPEALS.measure(workspace, &dist, &[])?,
            Subject::Bills => script::BILLS.measure(workspace, &dist, &[])?,
        });
    }
    println!("\n{}", table(&rows));
    let over = rows.iter().filter(|row| !row.holds).count();
    if over == 0 {
        println!("\nall {} bounds hold", rows.len());
        return Ok(ExitCode::SUCCESS);
    }
    println!("\n{over} of {} bounds do not hold", rows.len());
    Ok(ExitCode::FAILURE)
}

fn rows(report: &Value) -> Vec<Row> {
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    report["budget"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|row| Row {
            site: word(&row["site"]),
            what: word(&row["what"]),
            value: row["value"].as_u64(),
            bound: word(&row["bound"]),
            limit: row["limit"].as_u64().unwrap_or_default(),
            holds: row["holds"].as_bool().unwrap_or_default(),
        })
        .collect()
}

fn table(rows: &[Row]) -> String {
    rows.iter()
        .map(|row| {
            let value = row.value.map_or_else(|| "none".to_owned(), |value| value.to_string());
            let verdict = if row.holds { "ok" } else { "OVER" };
            let Row { site, what, bound, limit, .. } = row;
            format!("{verdict:<5} {site:<8} {what:<28} {value:>9}   {bound} {limit}")
        })
        .collect::<Vec<_>>()
        .join("\n")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_figure_that_could_not_be_taken_is_over() {
        let report = json!({"budget": [
            {"site": "portal", "what": "first load, brotli", "value": 250_000, "bound": "at most", "limit": 300_000, "holds": true},
            {"site": "portal", "what": "form usable", "value": null, "bound": "at most", "limit": 1800, "holds": false},
        ]});
        let text = table(&rows(&report));
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[0].starts_with("ok    portal   first load, brotli"));
        assert!(lines[0].ends_with("250000   at most 300000"));
        assert!(lines[1].starts_with("OVER") && lines[1].contains("none"));
    }
}
