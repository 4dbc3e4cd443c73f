//! The release, running for a measurement on free ports over a fresh demo.

use std::fs;
use std::net::TcpListener;
use std::path::Path;

use anyhow::{Result, bail};

use crate::run;
use crate::serve::children::{Children, Program};
use crate::workspace::Workspace;

/// A date on which readings are taken, so that every measurement sees the same pages.
const NOW: &str = "2026-11-20T10:00:00+03:00";

/// A running `dist/svetlitsa`; dropping it stops it.
pub(super) struct Product {
    _children: Children,
    pub(super) process: u32,
    /// Where it listens.
    pub(super) port: u16,
    /// Where its public address points, for something to stand before it.
    pub(super) front: u16,
}

impl Product {
    pub(super) fn start(workspace: &Workspace, dist: &Path) -> Result<Self> {
        let data = workspace.target("bench/data");
        if data.exists() {
            fs::remove_dir_all(&data)?;
        }
        fs::create_dir_all(&data)?;
        let (port, front) = free_ports()?;
        let mut command = run::command(dist.join("svetlitsa"));
        command
            .args(["serve", "--demo", "--now", NOW])
            .args(["--port", &port.to_string()])
            .args(["--public-url", &format!("https://localhost:{front}")])
            .arg("--data")
            .arg(&data);
        let mut children = Children::default();
        let process = children.start(Program {
            name: "server",
            command,
            log: workspace.target("bench/server.log"),
            port,
            ready: "/readyz",
        })?;
        if !children.wait_ready()? {
            bail!("stopped by a signal");
        }
        Ok(Self { _children: children, process, port, front })
    }
}

/// Both are held until both are known, so that they differ.
fn free_ports() -> Result<(u16, u16)> {
    let (one, other) = (TcpListener::bind("127.0.0.1:0")?, TcpListener::bind("127.0.0.1:0")?);
    Ok((one.local_addr()?.port(), other.local_addr()?.port()))
}
