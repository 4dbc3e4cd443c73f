//! What a bare machine lacks, fetched or built once and kept in a folder of the user.

pub(crate) mod chromium;
pub(crate) mod node;
mod npm;
pub(crate) mod postgres;
pub(crate) mod python;
pub(crate) mod rust_source;
pub(crate) mod trunk;
pub(crate) mod wasm_bindgen;
pub(crate) mod wasm_split;
pub(crate) mod wasm_std;

use std::ffi::OsString;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::workspace::Workspace;

const MARKER: &str = ".complete";

/// The folder of finished tools, one subfolder for each name and version.
#[derive(Debug, Clone)]
pub(crate) struct Toolbox {
    folder: PathBuf,
}

impl Toolbox {
    pub(crate) fn open() -> Result<Self> {
        let variable =
            |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        let folder = variable("SVETLITSA_TOOLS")
            .or_else(|| variable("XDG_CACHE_HOME").map(|cache| cache.join("svetlitsa/tools")))
            .or_else(|| variable("HOME").map(|home| home.join(".cache/svetlitsa/tools")))
            .context("set SVETLITSA_TOOLS to a folder for the build tools: HOME is not set")?;
        Self::at(&folder)
    }

    fn at(folder: &Path) -> Result<Self> {
        fs::create_dir_all(folder)
            .with_context(|| format!("cannot make the tools' folder {}", folder.display()))?;
        let folder = folder.canonicalize()?;
        Ok(Self { folder })
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn log(&self, name: &str) -> PathBuf {
        self.folder.join("logs").join(format!("{name}.log"))
    }

    /// Holds other runs back while something shared is being made.
    pub(crate) fn lock(&self) -> Result<File> {
        let file = File::create(self.folder.join(".lock"))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                println!("==> another run is preparing the tools; waiting for it");
                file.lock()?;
            }
            Err(TryLockError::Error(error)) => bail!("cannot lock the tools' folder: {error}"),
        }
        Ok(file)
    }

    /// Gives the folder of a tool, making it first when it is not there. `make` is
    /// given the folder to fill and one for what may be thrown away; a run that
    /// dies half-way leaves nothing that looks finished.
    pub(crate) fn install(
        &self,
        name: &str,
        version: &str,
        make: impl FnOnce(&Path, &Path) -> Result<()>,
    ) -> Result<PathBuf> {
        let done = self.folder.join(format!("{name}-{version}"));
        if done.join(MARKER).is_file() {
            return Ok(done);
        }
        let _lock = self.lock()?;
        if done.join(MARKER).is_file() {
            return Ok(done);
        }
        let work = self.folder.join(format!(".making-{name}-{version}"));
        for stale in [&work, &done] {
            if stale.exists() {
                fs::remove_dir_all(stale)?;
            }
        }
        let (filled, scratch) = (work.join("out"), work.join("scratch"));
        fs::create_dir_all(&filled)?;
        fs::create_dir_all(&scratch)?;
        make(&filled, &scratch)?;
        fs::write(filled.join(MARKER), "")?;
        fs::rename(&filled, &done)?;
        fs::remove_dir_all(&work)?;
        Ok(done)
    }
}

/// The compiler's flags for a bundle: where the library is, and crates called by their names alone. Where they lie
/// on this machine is in every message of a panic otherwise, and a phone would have to fetch it.
fn bundle_flags(std: &wasm_std::WasmStd) -> String {
    let mut flags = std.rustflags().unwrap_or_else(|| wasm_std::ALWAYS.to_owned());
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")));
    let registries = home.and_then(|home| fs::read_dir(home.join("registry/src")).ok());
    let mut folders: Vec<PathBuf> =
        registries.into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    folders.sort();
    for folder in folders {
        flags.push_str(&format!(" --remap-path-prefix={}/=", folder.display()));
    }
    flags
}

/// Builds a program of the crates registry: without optimising, for it starts in half the time and is called a few
/// times, and without what only a debugger reads.
fn cargo_install(out: &Path, scratch: &Path) -> Command {
    let mut command = crate::run::cargo();
    command
        .current_dir(scratch)
        .args(["install", "--debug", "--no-track", "--root"])
        .arg(out)
        .env("CARGO_TARGET_DIR", scratch.join("target"))
        .env("CARGO_PROFILE_DEV_DEBUG", "0");
    command
}

/// The programs that build a front end, ready to be called.
#[derive(Debug)]
pub(crate) struct WebTools {
    trunk: PathBuf,
    pub(crate) wasm_bindgen: PathBuf,
    pub(crate) wasm_split: PathBuf,
    pub(crate) esbuild: PathBuf,
    path: OsString,
    rustflags: String,
}

impl WebTools {
    /// Sets up all of them, in the order of how soon a failure would show.
    pub(crate) fn prepare(workspace: &Workspace, toolbox: &Toolbox) -> Result<Self> {
        let wasm_opt = npm::WASM_OPT.ensure(toolbox)?;
        let esbuild = npm::ESBUILD.ensure(toolbox)?.join("esbuild");
        let std = wasm_std::ensure(toolbox)?;
        let wasm_bindgen = wasm_bindgen::ensure(workspace, toolbox)?;
        let wasm_split = wasm_split::ensure(toolbox)?;
        let trunk = trunk::ensure(toolbox)?;
        let mut path = vec![trunk.clone(), wasm_bindgen.clone(), wasm_opt];
        if let Some(old) = std::env::var_os("PATH") {
            path.extend(std::env::split_paths(&old));
        }
        Ok(Self {
            trunk: trunk.join("trunk"),
            wasm_bindgen: wasm_bindgen.join("wasm-bindgen"),
            wasm_split,
            esbuild,
            path: std::env::join_paths(path)?,
            rustflags: bundle_flags(&std),
        })
    }

    /// What decides, beside the sources, how a bundle comes out.
    pub(crate) fn versions(workspace: &Workspace) -> Result<String> {
        Ok(format!(
            "trunk {} wasm-bindgen {} wasm-split {} binaryen {} esbuild {}",
            trunk::VERSION,
            workspace.locked_version("wasm-bindgen")?,
            wasm_split::VERSION,
            npm::WASM_OPT.version,
            npm::ESBUILD.version
        ))
    }

    pub(crate) fn trunk(&self) -> Command {
        let mut command = crate::run::command(&self.trunk);
        self.equip(&mut command);
        command
    }

    /// Lets a program find the tools and the browser's standard library.
    pub(crate) fn equip(&self, command: &mut Command) {
        command.env("PATH", &self.path);
        command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", &self.rustflags);
    }
}

/// Sets up what any command may need.
pub(crate) fn prepare_all(workspace: &Workspace, toolbox: &Toolbox) -> Result<()> {
    WebTools::prepare(workspace, toolbox)?;
    node::ensure_packages(workspace, toolbox)?;
    chromium::ensure(toolbox)?;
    postgres::ensure(toolbox)?;
    python::ensure(toolbox)?;
    Ok(())
}

/// Installs packages of the system where that is possible: as root, on a Debian.
fn apt_install(toolbox: &Toolbox, package: &str) -> Result<()> {
    let root = crate::run::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if !root || crate::run::find_program("apt-get").is_none() {
        bail!("not root, or no apt-get here");
    }
    crate::run::step(
        "refreshing the list of system packages",
        Command::new("apt-get").args(["update", "-q"]),
        &toolbox.log("apt-update"),
    )?;
    crate::run::step(
        &format!("installing the system package {package}"),
        Command::new("apt-get")
            .args(["install", "-q", "-y", "--no-install-recommends", package])
            .env("DEBIAN_FRONTEND", "noninteractive"),
        &toolbox.log(package),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tool_is_made_once() {
        let folder = tempfile::tempdir().unwrap();
        let toolbox = Toolbox::at(&folder.path().join("tools")).unwrap();
        let mut made = 0;
        for _ in 0..2 {
            let done = toolbox
                .install("hammer", "1.0", |out, scratch| {
                    made += 1;
                    fs::write(scratch.join("shavings"), "")?;
                    fs::write(out.join("hammer"), "")?;
                    Ok(())
                })
                .unwrap();
            assert!(done.join("hammer").is_file());
        }
        assert_eq!(made, 1);
        assert!(!toolbox.folder().join(".making-hammer-1.0").exists());
    }

    #[test]
    fn a_failure_leaves_nothing_that_looks_finished() {
        let folder = tempfile::tempdir().unwrap();
        let toolbox = Toolbox::at(folder.path()).unwrap();
        let failed = toolbox.install("saw", "1", |out, _| {
            fs::write(out.join("half"), "")?;
            bail!("the network is gone")
        });
        assert!(failed.is_err());
        let done = toolbox.install("saw", "1", |out, _| {
            assert!(!out.join("half").exists());
            Ok(())
        });
        assert!(done.is_ok());
    }
}
