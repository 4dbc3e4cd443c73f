//! What the server holds in memory when nobody asks it anything.

use std::fs;
use std::path::Path;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::json;

use super::Row;
use super::product::Product;
use crate::serve::children;
use crate::workspace::Workspace;

/// Kilobytes that the idle server may hold.
const LIMIT: u64 = 80_000;

/// What a visitor would have warmed before leaving.
const VISITED: [&str; 3] = ["/", "/kiosk/", "/api/v1/openapi.json"];
const LOOKS: u32 = 10;
const BETWEEN: Duration = Duration::from_secs(1);

pub(super) fn measure(workspace: &Workspace, dist: &Path) -> Result<Vec<Row>> {
    println!("\n==> measuring the idle server's memory ({LOOKS} s)");
    let product = Product::start(workspace, dist)?;
    for path in VISITED {
        children::status(product.port, path).with_context(|| format!("no answer to {path}"))?;
    }
    let mut most = 0;
    for _ in 0..LOOKS {
        thread::sleep(BETWEEN);
        most = most.max(resident(product.process)?);
    }
    let row = Row {
        site: "server".to_owned(),
        what: "resident when idle, KB".to_owned(),
        value: Some(most),
        bound: "at most".to_owned(),
        limit: LIMIT,
        holds: most <= LIMIT,
    };
    let report = json!({ "resident_kb": most, "limit_kb": LIMIT, "holds": row.holds });
    fs::write(workspace.target("bench/memory.json"), format!("{report:#}\n"))?;
    Ok(vec![row])
}

fn resident(process: u32) -> Result<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status"))
        .context("the system does not tell a process's memory")?;
    resident_in(&status).context("the process's memory is not told in kilobytes")
}

fn resident_in(status: &str) -> Option<u64> {
    status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:")?.trim().strip_suffix("kB")?.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    use super::resident_in;

    #[test]
    fn the_resident_size_is_read() {
        assert_eq!(resident_in("VmHWM:\t   99 kB\nVmRSS:\t   41236 kB\n"), Some(41236));
        assert_eq!(resident_in("Name:\tsvetlitsa\n"), None);
    }
}
