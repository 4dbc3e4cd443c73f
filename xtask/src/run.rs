//! Running other programs, so that a person sees what is done and how far it is.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::stopping;

const LOOK_EVERY: Duration = Duration::from_millis(100);
const LAST_WORDS: usize = 15;
const TELL_EVERY: Duration = Duration::from_secs(15);

/// A program called from the checkout, freed of what `cargo run` put into the
/// environment about xtask itself: some build scripts watch those variables and
/// would rebuild each time the caller changes.
pub(crate) fn command(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    for (name, _) in std::env::vars_os() {
        let of_xtask = name.to_str().is_some_and(|name| {
            name.starts_with("CARGO_PKG_")
                || name.starts_with("CARGO_MANIFEST_")
                || name.starts_with("CARGO_BIN_")
                || name == "CARGO_PRIMARY_PACKAGE"
                || name == "OUT_DIR"
                || name == "LD_LIBRARY_PATH"
        });
        if of_xtask {
            command.env_remove(name);
        }
    }
    command
}

/// The `cargo` that runs us, so that a `+toolchain` holds for everything below.
pub(crate) fn cargo() -> Command {
    command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Whether a program of that name is on the search path.
pub(crate) fn find_program(name: &str) -> Option<std::path::PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|dir| dir.join(name)).find(|file| file.is_file())
}

/// Runs to the end and gives what the program printed on standard output.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let name = name(command);
    let output =
        command.stderr(Stdio::inherit()).output().with_context(|| format!("cannot start `{name}`"))?;
    if !output.status.success() {
        bail!("`{name}` failed ({})", output.status);
    }
    String::from_utf8(output.stdout).with_context(|| format!("`{name}` printed no UTF-8"))
}

/// Runs with the terminal as it is, for programs that show their own progress.
pub(crate) fn shown(title: &str, command: &mut Command) -> Result<bool> {
    println!("\n==> {title}");
    let name = name(command);
    let status = command.status().with_context(|| format!("cannot start `{name}`"))?;
    if stopping::is_asked() {
        bail!("stopped");
    }
    Ok(status.success())
}

/// Runs a long step with its output in a log file; prints how long it has been
/// going, and how many crates are compiled when it compiles crates.
pub(crate) fn step(title: &str, command: &mut Command, log: &Path) -> Result<()> {
    println!("==> {title}");
    if let Some(folder) = log.parent() {
        fs::create_dir_all(folder)?;
    }
    let out = File::create(log).with_context(|| format!("cannot write {}", log.display()))?;
    let name = name(command);
    let mut child = command
        .env("RUST_BACKTRACE", "0")
        .stdin(Stdio::null())
        .stdout(out.try_clone()?)
        .stderr(out)
        // A group of its own, so that all of it can be ended together.
        .process_group(0)
        .spawn()
        .with_context(|| format!("cannot start `{name}`"))?;
    let status = wait_telling(&mut child, title, log)?;
    if status.success() {
        return Ok(());
    }
    bail!("`{name}` failed ({status}). It said:\n{}\nthe whole log: {}", last_words(log), log.display())
}

fn wait_telling(child: &mut std::process::Child, title: &str, log: &Path) -> Result<ExitStatus> {
    // Steps may go on side by side: each line says of which it is.
    let what = title.split([',', '(']).next().unwrap_or(title).trim();
    let start = Instant::now();
    let mut told = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            if start.elapsed() > TELL_EVERY {
                println!("    {what}: done in {}", elapsed(start.elapsed()));
            }
            return Ok(status);
        }
        if stopping::is_asked() {
            let group = format!("-{}", child.id());
            Command::new("kill").args(["-TERM", "--", &group]).status()?;
            child.wait()?;
            bail!("stopped");
        }
        if told.elapsed() >= TELL_EVERY {
            told = Instant::now();
            println!("    {what}: {}{}", elapsed(start.elapsed()), progress(log));
        }
        thread::sleep(LOOK_EVERY);
    }
}

fn progress(log: &Path) -> String {
    let text = fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let begins = |line: &str, word: &str| line.trim_start().starts_with(word);
    if text.lines().next_back().is_some_and(|line| begins(line, "Blocking waiting for file lock")) {
        return ", waiting for another cargo to finish".to_owned();
    }
    match text.lines().filter(|line| begins(line, "Compiling ")).count() {
        0 => String::new(),
        count => format!(", {count} crates compiled"),
    }
}

/// Runs with the output both on the terminal and returned, for programs whose
/// summary has to be read.
pub(crate) fn teed(title: &str, command: &mut Command) -> Result<(bool, String)> {
    println!("\n==> {title}");
    let name = name(command);
    let mut child =
        command.stdout(Stdio::piped()).spawn().with_context(|| format!("cannot start `{name}`"))?;
    let stdout = child.stdout.take().context("the program has no output")?;
    let mut text = String::new();
    for line in BufReader::new(stdout).split(b'\n') {
        let line = String::from_utf8_lossy(&line?).into_owned();
        println!("{line}");
        text.push_str(&line);
        text.push('\n');
    }
    std::io::stdout().flush()?;
    let status = child.wait()?;
    if stopping::is_asked() {
        bail!("stopped");
    }
    Ok((status.success(), text))
}

/// `1 min 05 s`, or `12 s`.
pub(crate) fn elapsed(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 { format!("{seconds} s") } else { format!("{} min {:02} s", seconds / 60, seconds % 60) }
}

/// What explains a failure: the compiler's errors when there are some, else the last lines.
fn last_words(log: &Path) -> String {
    let text = fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let lines: Vec<&str> = text.lines().collect();
    let from = lines
        .iter()
        .position(|line| line.starts_with("error"))
        .unwrap_or_else(|| lines.len().saturating_sub(LAST_WORDS));
    lines.iter().skip(from).take(LAST_WORDS).map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n")
}

fn name(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(command.get_args().take(4).map(|word| word.to_string_lossy().into_owned()));
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_step_says_its_last_words() {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("deep/step.log");
        let error = step(
            "saying something",
            Command::new("sh").args(["-c", "echo first; echo the reason >&2; exit 3"]),
            &log,
        )
        .unwrap_err()
        .to_string();
        assert!(error.contains("the reason"), "{error}");
        assert!(error.contains(&log.display().to_string()), "{error}");
    }

    #[test]
    fn a_failed_build_says_its_first_error() {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("log");
        let text = format!("   Compiling a\nerror[E0425]: no such thing\n{}", "rest\n".repeat(40));
        fs::write(&log, text).unwrap();
        assert!(last_words(&log).starts_with("    error[E0425]: no such thing\n    rest"));
    }

    #[test]
    fn crates_are_counted_from_the_log() {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("log");
        fs::write(&log, "   Compiling a v1\n   Compiling b v2\nwarning: Compiling\n").unwrap();
        assert_eq!(progress(&log), ", 2 crates compiled");
        fs::write(&log, "   Compiling a v1\n    Blocking waiting for file lock on build directory\n")
            .unwrap();
        assert_eq!(progress(&log), ", waiting for another cargo to finish");
    }

    #[test]
    fn time_is_told_in_minutes_from_a_minute_on() {
        assert_eq!(elapsed(Duration::from_secs(12)), "12 s");
        assert_eq!(elapsed(Duration::from_secs(125)), "2 min 05 s");
    }
}
