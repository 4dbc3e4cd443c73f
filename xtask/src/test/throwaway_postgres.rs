//! A PostgreSQL for one test run: a temporary folder, a free loopback port, gone afterwards.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::run;
use crate::tools::{Toolbox, postgres};

const USER: &str = "svetlitsa";

/// Users that Debian has and that may own the server when we are root: it refuses root.
const ORDINARY_USERS: [&str; 2] = ["postgres", "nobody"];

/// A running server; dropping it stops it and removes its folder.
pub(crate) struct Cluster {
    programs: PathBuf,
    folder: PathBuf,
    owner: Option<(u32, u32)>,
    port: u16,
}

impl Cluster {
    pub(crate) fn start(toolbox: &Toolbox) -> Result<Self> {
        let programs = postgres::ensure(toolbox)?;
        let folder = std::env::temp_dir().join(format!("svetlitsa-postgres-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        let owner = ordinary_owner(fs::metadata(&folder)?.uid())?;
        if let Some((user, group)) = owner {
            chown(&folder, Some(user), Some(group))?;
        }
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let cluster = Self { programs, folder, owner, port };
        cluster.initialise(toolbox)?;
        Ok(cluster)
    }

    fn initialise(&self, toolbox: &Toolbox) -> Result<()> {
        let data = self.folder.join("data");
        run::step(
            "starting a throwaway PostgreSQL",
            self.program("initdb")
                .args(["--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"])
                .arg(format!("--username={USER}"))
                .arg("--pgdata")
                .arg(&data),
            &toolbox.log("initdb"),
        )?;
        run::step(
            &format!("    on the loopback port {}", self.port),
            self.program("pg_ctl")
                .args(["start", "--wait", "--silent", "--pgdata"])
                .arg(&data)
                .arg("--log")
                .arg(self.folder.join("log"))
                .arg("--options")
                .arg(format!(
                    "-h 127.0.0.1 -p {} -k {} -c fsync=off -c max_connections=300",
                    self.port,
                    self.folder.display()
                )),
            &toolbox.log("pg-start"),
        )?;
        run::step(
            "    with an empty database",
            self.program("createdb")
                .args(["--host=127.0.0.1", "--username", USER])
                .arg(format!("--port={}", self.port))
                .arg(USER),
            &toolbox.log("createdb"),
        )
    }

    /// Where the database answers.
    pub(crate) fn url(&self) -> String {
        format!("postgres://{USER}@127.0.0.1:{}/{USER}", self.port)
    }

    fn program(&self, name: &str) -> Command {
        let mut command = Command::new(self.programs.join(name));
        command.current_dir(&self.folder).env("LC_ALL", "C");
        if let Some((user, group)) = self.owner {
            command.uid(user).gid(group);
        }
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let stopped = self
            .program("pg_ctl")
            .args(["stop", "--silent", "--mode=immediate", "--pgdata"])
            .arg(self.folder.join("data"))
            .status();
        if stopped.is_ok() {
            // The folder is temporary: a rest of it harms nobody.
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

/// Who shall own the server: `None` for ourselves, another user when we are root.
fn ordinary_owner(ourselves: u32) -> Result<Option<(u32, u32)>> {
    if ourselves != 0 {
        return Ok(None);
    }
    let users = fs::read_to_string("/etc/passwd").context("cannot read /etc/passwd")?;
    ORDINARY_USERS
        .iter()
        .find_map(|name| user_and_group(&users, name))
        .map(Some)
        .context("PostgreSQL refuses root and there is no ordinary user; run the tests as one")
}

fn user_and_group(users: &str, name: &str) -> Option<(u32, u32)> {
    users.lines().find_map(|line| {
        let mut fields = line.split(':');
        if fields.next()? != name {
            return None;
        }
        let mut numbers = fields.skip(1).map(str::parse::<u32>);
        Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
    })
}

#[cfg(test)]
mod tests {
    use super::{ordinary_owner, user_and_group};

    #[test]
    fn a_user_is_found_by_its_whole_name() {
        let users = "root:x:0:0:root:/root:/bin/sh\npostgres2:x:7:8::/:/x\npostgres:x:101:104:,,,:/var/lib/postgresql:/bin/bash\n";
        assert_eq!(user_and_group(users, "postgres"), Some((101, 104)));
        assert_eq!(user_and_group(users, "nobody"), None);
    }

    #[test]
    fn an_ordinary_user_keeps_the_server_to_itself() {
        assert_eq!(ordinary_owner(1000).unwrap(), None);
    }
}
