//! The programs of the demo: started in order, watched, and stopped in reverse.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::stopping;
use anyhow::{Context, Result, bail};

const LOOK_EVERY: Duration = Duration::from_millis(50);
const READY_WITHIN: Duration = Duration::from_secs(60);
const STOPPED_WITHIN: Duration = Duration::from_secs(12);

/// A program and how to tell that it works.
pub(crate) struct Program {
    pub(crate) name: &'static str,
    pub(crate) command: Command,
    pub(crate) log: PathBuf,
    pub(crate) port: u16,
    /// A path that answers without a server's error once the program is ready.
    pub(crate) ready: &'static str,
}

struct Running {
    name: &'static str,
    child: Child,
    log: PathBuf,
    port: u16,
    ready: &'static str,
}

/// All that run, until told to stop.
#[derive(Default)]
pub(crate) struct Children {
    running: Vec<Running>,
}

impl Children {
    /// Gives the process's id.
    pub(crate) fn start(&mut self, program: Program) -> Result<u32> {
        let Program { name, mut command, log, port, ready } = program;
        let out = File::create(&log).with_context(|| format!("cannot write {}", log.display()))?;
        let child = command
            .stdin(Stdio::null())
            .stdout(out.try_clone()?)
            .stderr(out)
            // A group of its own: Ctrl-C reaches us alone, and we stop them in order.
            .process_group(0)
            .spawn()
            .with_context(|| format!("cannot start the {name}"))?;
        let process = child.id();
        self.running.push(Running { name, child, log, port, ready });
        Ok(process)
    }

    /// `false` when a signal came first.
    pub(crate) fn wait_ready(&mut self) -> Result<bool> {
        let start = Instant::now();
        loop {
            if stopping::is_asked() {
                return Ok(false);
            }
            self.require_alive()?;
            if self.running.iter().all(|one| answers(one.port, one.ready)) {
                return Ok(true);
            }
            if start.elapsed() > READY_WITHIN {
                let late: Vec<&str> = self
                    .running
                    .iter()
                    .filter(|one| !answers(one.port, one.ready))
                    .map(|one| one.name)
                    .collect();
                bail!("not ready after {} s: {}; see the logs", READY_WITHIN.as_secs(), late.join(", "));
            }
            thread::sleep(LOOK_EVERY);
        }
    }

    /// Returns when a signal comes; fails when a program ends by itself.
    pub(crate) fn stay(&mut self) -> Result<()> {
        while !stopping::is_asked() {
            self.require_alive()?;
            thread::sleep(LOOK_EVERY);
        }
        println!("\nstopping");
        Ok(())
    }

    fn require_alive(&mut self) -> Result<()> {
        for one in &mut self.running {
            if let Some(status) = one.child.try_wait()? {
                let log = fs::read_to_string(&one.log).unwrap_or_default();
                let last: Vec<&str> = log.lines().rev().take(8).collect();
                let last: Vec<&str> = last.into_iter().rev().collect();
                bail!(
                    "the {} ended by itself ({status}). Its last words:\n{}\nthe whole log: {}",
                    one.name,
                    last.join("\n"),
                    one.log.display()
                );
            }
        }
        Ok(())
    }

    /// Asks each to finish, the last started first, and insists only after a while.
    pub(crate) fn stop(&mut self) {
        for mut one in self.running.drain(..).rev() {
            let asked = Command::new("kill")
                .args(["-TERM", &one.child.id().to_string()])
                .stderr(Stdio::null())
                .status();
            let start = Instant::now();
            while asked.is_ok() && start.elapsed() < STOPPED_WITHIN {
                if !matches!(one.child.try_wait(), Ok(None)) {
                    break;
                }
                thread::sleep(LOOK_EVERY);
            }
            if matches!(one.child.try_wait(), Ok(None)) {
                eprintln!("the {} does not stop; ending it", one.name);
                let _ = one.child.kill();
                let _ = one.child.wait();
            }
        }
    }
}

impl Drop for Children {
    fn drop(&mut self) {
        self.stop();
    }
}

fn answers(port: u16, path: &str) -> bool {
    status(port, path).is_some_and(|status| status < 500)
}

/// The status of a plain request to the loopback address.
pub(crate) fn status(port: u16, path: &str) -> Option<u16> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(2))).ok()?;
    let request = format!("GET {path} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).ok()?;
    let mut head = [0; 12];
    stream.read_exact(&mut head).ok()?;
    std::str::from_utf8(&head).ok()?.strip_prefix("HTTP/1.1 ")?.parse().ok()
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    fn program(words: &str, log: PathBuf, port: u16) -> Program {
        let mut command = Command::new("sh");
        command.args(["-c", words]);
        Program { name: "lamp", command, log, port, ready: "/" }
    }

    #[test]
    fn a_program_that_dies_is_reported_with_its_last_words() {
        let folder = tempfile::tempdir().unwrap();
        let mut children = Children::default();
        children.start(program("echo no oil; exit 4", folder.path().join("log"), 1)).unwrap();
        let error = children.wait_ready().unwrap_err().to_string();
        assert!(error.contains("no oil"), "{error}");
    }

    #[test]
    fn stopping_lets_a_program_finish() {
        let folder = tempfile::tempdir().unwrap();
        let done = folder.path().join("done");
        let words = format!(
            "trap 'echo ok > {}; exit 0' TERM; echo started; while :; do sleep 0.05; done",
            done.display()
        );
        let log = folder.path().join("log");
        let mut children = Children::default();
        children.start(program(&words, log.clone(), 1)).unwrap();
        while fs::read_to_string(&log).unwrap_or_default().is_empty() {
            thread::sleep(LOOK_EVERY);
        }
        children.stop();
        assert!(done.exists());
    }

    #[test]
    fn the_status_line_is_read() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = [0; 64];
            let _ = stream.read(&mut request).unwrap();
            stream.write_all(b"HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n").unwrap();
        });
        assert_eq!(status(port, "/readyz"), Some(503));
        server.join().unwrap();
    }
}
