//! The source of the standard library: rustup's, or Debian's package of exactly our compiler.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::{Toolbox, wasm_std};
use crate::run;

/// Where a version that is new for the machine's own release may be found.
const SUITES: [&str; 4] = ["trixie-backports", "trixie", "forky", "sid"];

/// Gives the folder `library` of the compiler's source.
pub(crate) fn ensure(toolbox: &Toolbox, release: &str) -> Result<PathBuf> {
    let at_hand = wasm_std::sysroot()?.join("lib/rustlib/src/rust/library");
    if at_hand.join("std/Cargo.toml").is_file() {
        return Ok(at_hand);
    }
    let folder = toolbox.install("rust-src", release, |out, scratch| {
        let package = download(toolbox, release, scratch)?;
        run::step(
            "unpacking the source",
            Command::new("dpkg").arg("-x").arg(package).arg(out),
            &toolbox.log("rust-src-unpack"),
        )
    })?;
    let library = folder.join(format!("usr/src/rustc-{release}/library"));
    if !library.join("std/Cargo.toml").is_file() {
        bail!("the package rust-src holds no {}", library.display());
    }
    Ok(library)
}

/// Fetches the package with lists and caches of our own: the system's stay as they are.
fn download(toolbox: &Toolbox, release: &str, scratch: &Path) -> Result<PathBuf> {
    if run::find_program("apt-get").is_none() || run::find_program("dpkg").is_none() {
        bail!("the compiler's source is not here and this is no Debian to fetch it from");
    }
    let mirror = Mirror::of_this_machine()
        .context("no Debian mirror in /etc/apt to fetch the compiler's source from")?;
    let list = scratch.join("sources.list");
    for folder in ["lists/partial", "cache/archives/partial"] {
        fs::create_dir_all(scratch.join(folder))?;
    }
    for suite in SUITES {
        fs::write(&list, mirror.line(suite))?;
        let apt = |words: &[&str]| {
            let mut command = Command::new("apt-get");
            command.current_dir(scratch).arg("-q");
            for (name, value) in [
                ("Dir::Etc::sourcelist", list.as_path()),
                ("Dir::Etc::sourceparts", Path::new("-")),
                ("Dir::State::Lists", &scratch.join("lists")),
                ("Dir::Cache", &scratch.join("cache")),
                ("APT::Sandbox::User", Path::new("root")),
            ] {
                command.arg("-o").arg(format!("{name}={}", value.display()));
            }
            command.args(words);
            command
        };
        let got = run::step(
            &format!("reading the package list of Debian's {suite}"),
            &mut apt(&["update"]),
            &toolbox.log("rust-src-update"),
        )
        .and_then(|()| {
            run::step(
                &format!("downloading the compiler's source {release} (45 MB)"),
                &mut apt(&["download", &format!("rust-src={release}*")]),
                &toolbox.log("rust-src-download"),
            )
        });
        if got.is_err() {
            println!("    {suite} does not have it");
            continue;
        }
        let package = fs::read_dir(scratch)?
            .filter_map(|entry| Some(entry.ok()?.path()))
            .find(|path| path.extension().is_some_and(|end| end == "deb"));
        if let Some(package) = package {
            return Ok(package);
        }
    }
    bail!("no suite of Debian has rust-src {release} (tried {})", SUITES.join(", "))
}

#[derive(Debug, PartialEq, Eq)]
struct Mirror {
    address: String,
    keyring: String,
}

impl Mirror {
    fn of_this_machine() -> Option<Self> {
        let mut files = vec![PathBuf::from("/etc/apt/sources.list")];
        let parts = fs::read_dir("/etc/apt/sources.list.d");
        files.extend(parts.into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path())));
        files.iter().filter_map(|file| fs::read_to_string(file).ok()).find_map(|text| Self::in_sources(&text))
    }

    /// Reads both shapes of apt's sources: one line an entry, or one field a line.
    fn in_sources(text: &str) -> Option<Self> {
        let words =
            text.lines().filter(|line| !line.trim_start().starts_with('#')).flat_map(str::split_whitespace);
        let address = words
            .clone()
            .find(|word| word.contains("://") && word.trim_end_matches('/').ends_with("/debian"))?;
        let keyring = words
            .map(|word| word.trim_start_matches("[signed-by=").trim_end_matches(']'))
            .find(|word| word.starts_with('/') && word.ends_with(".gpg"))
            .unwrap_or("/usr/share/keyrings/debian-archive-keyring.gpg");
        Some(Self { address: address.to_owned(), keyring: keyring.to_owned() })
    }

    fn line(&self, suite: &str) -> String {
        format!("deb [signed-by={}] {} {suite} main\n", self.keyring, self.address)
    }
}

#[cfg(test)]
mod tests {
    use super::Mirror;

    #[test]
    fn the_mirror_is_read_from_fields() {
        let text = "Types: deb\n# URIs: http://old.example/debian\nURIs: http://mirror.example/debian\nSuites: bookworm\nSigned-By: /usr/share/keyrings/k.gpg\n";
        assert_eq!(
            Mirror::in_sources(text).unwrap().line("sid"),
            "deb [signed-by=/usr/share/keyrings/k.gpg] http://mirror.example/debian sid main\n"
        );
    }

    #[test]
    fn the_mirror_is_read_from_a_line() {
        let text = "deb http://security.example/debian-security bookworm-security main\ndeb [signed-by=/k.gpg] http://mirror.example/debian/ bookworm main\n";
        assert_eq!(
            Mirror::in_sources(text).unwrap(),
            Mirror { address: "http://mirror.example/debian/".to_owned(), keyring: "/k.gpg".to_owned() }
        );
    }

    #[test]
    fn other_archives_are_no_mirror() {
        assert_eq!(Mirror::in_sources("deb https://packages.example/apt stable main"), None);
    }
}
