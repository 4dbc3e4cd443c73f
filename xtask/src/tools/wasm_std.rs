//! The standard library for the browser: downloaded where rustup can, built from source elsewhere.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::{Toolbox, rust_source};
use crate::run;

pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// What stands in .cargo/config.toml; the environment takes its place.
pub(crate) const ALWAYS: &str = "--cfg erase_components";

/// Where the compiler finds the library.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum WasmStd {
    /// In the tool-chain's own folder, where every cargo finds it.
    Toolchain,
    /// In a copy of the tool-chain's folder, because the original is not ours to write.
    Private(PathBuf),
}

impl WasmStd {
    /// The compiler flags that lead there.
    pub(crate) fn rustflags(&self) -> Option<String> {
        match self {
            Self::Toolchain => None,
            Self::Private(sysroot) => Some(format!("{ALWAYS} --sysroot={}", sysroot.display())),
        }
    }
}

/// Sees to it that programs for the browser can be compiled.
pub(crate) fn ensure(toolbox: &Toolbox) -> Result<WasmStd> {
    let sysroot = sysroot()?;
    if holds_std(&sysroot) {
        return Ok(WasmStd::Toolchain);
    }
    let private = toolbox.folder().join(format!("sysroot-{}", release()?));
    if holds_std(&private) {
        return Ok(WasmStd::Private(private));
    }
    if download(toolbox, &sysroot)? {
        return Ok(WasmStd::Toolchain);
    }
    let built = build(toolbox).with_context(|| {
        format!(
            "the browser's standard library could neither be downloaded nor built. To install it by hand: `rustup target add {TARGET}`, or the package of your system that holds it"
        )
    })?;
    let _lock = toolbox.lock()?;
    if place(&built, &sysroot).is_ok() {
        return Ok(WasmStd::Toolchain);
    }
    println!("    {} cannot be written; using a private copy of the tool-chain's folder", sysroot.display());
    mirror(&sysroot, &private)?;
    place(&built, &private)?;
    Ok(WasmStd::Private(private))
}

/// The version of the compiler, as `1.95.0`.
pub(crate) fn release() -> Result<String> {
    told_by_rustc("release: ")
}

/// What the compiler compiles for when nobody says.
pub(crate) fn host() -> Result<String> {
    told_by_rustc("host: ")
}

fn told_by_rustc(field: &str) -> Result<String> {
    let text = run::output(rustc().arg("-vV"))?;
    text.lines()
        .find_map(|line| line.strip_prefix(field))
        .map(str::to_owned)
        .with_context(|| format!("`rustc -vV` does not tell its {field}"))
}

/// The tool-chain's folder.
pub(crate) fn sysroot() -> Result<PathBuf> {
    Ok(PathBuf::from(run::output(rustc().args(["--print", "sysroot"]))?.trim()))
}

fn rustc() -> Command {
    run::command(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
}

fn library_folder(sysroot: &Path) -> PathBuf {
    sysroot.join("lib/rustlib").join(TARGET).join("lib")
}

fn holds_std(sysroot: &Path) -> bool {
    fs::read_dir(library_folder(sysroot)).is_ok_and(|mut entries| {
        entries.any(|entry| {
            entry.is_ok_and(|entry| {
                let name = entry.file_name();
                let name = name.to_string_lossy();
                name.starts_with("libstd-") && name.ends_with(".rlib")
            })
        })
    })
}

/// Asks rustup; `false` when there is none, or it cannot, or it believes wrongly
/// that the target is there already.
fn download(toolbox: &Toolbox, sysroot: &Path) -> Result<bool> {
    if run::find_program("rustup").is_none() {
        return Ok(false);
    }
    let _lock = toolbox.lock()?;
    let asked = run::step(
        "downloading the browser's standard library with rustup",
        run::command("rustup").args(["target", "add", TARGET]),
        &toolbox.log("rustup"),
    );
    if asked.is_ok() && holds_std(sysroot) {
        return Ok(true);
    }
    println!("    rustup could not; building it from source instead");
    Ok(false)
}

/// Builds the library with the compiler at hand, as an empty crate's dependency.
fn build(toolbox: &Toolbox) -> Result<PathBuf> {
    let release = release()?;
    let source = rust_source::ensure(toolbox, &release)?;
    toolbox.install("wasm32-std", &release, |out, scratch| {
        let package = scratch.join("empty");
        fs::create_dir_all(package.join("src"))?;
        fs::write(package.join("src/lib.rs"), "")?;
        fs::write(
            package.join("Cargo.toml"),
            "[package]\nname = \"empty\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[profile.release]\nopt-level = \"s\"\npanic = \"abort\"\n",
        )?;
        run::step(
            &format!("building the browser's standard library {release} from source, once (about half a minute)"),
            run::cargo()
                .current_dir(&package)
                .args(["build", "--release", "--target", TARGET])
                .arg("-Zbuild-std=std,panic_abort")
                .env("RUSTC_BOOTSTRAP", "1")
                // Without bitcode no later build could optimise across crates.
                .env("RUSTFLAGS", "-Cembed-bitcode=yes")
                .env("CARGO_TARGET_DIR", scratch.join("target"))
                .env("__CARGO_TESTS_ONLY_SRC_ROOT", &source),
            &toolbox.log("wasm32-std"),
        )?;
        let built = scratch.join("target").join(TARGET).join("release/deps");
        for entry in fs::read_dir(built)? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if name.ends_with(".rlib") && !name.starts_with("libempty-") {
                fs::copy(&path, out.join(&*name))?;
            }
        }
        Ok(())
    })
}

/// Puts the built libraries into a tool-chain's folder; all of them or none.
fn place(built: &Path, sysroot: &Path) -> Result<()> {
    let folder = library_folder(sysroot);
    let coming = folder.with_file_name("lib.coming");
    if coming.exists() {
        fs::remove_dir_all(&coming)?;
    }
    fs::create_dir_all(&coming)?;
    for entry in fs::read_dir(built)? {
        let entry = entry?;
        if entry.path().extension().is_some_and(|end| end == "rlib") {
            fs::copy(entry.path(), coming.join(entry.file_name()))?;
        }
    }
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::rename(coming, folder)?;
    Ok(())
}

/// A folder of links to everything of the tool-chain, with room for one more target.
fn mirror(sysroot: &Path, private: &Path) -> Result<()> {
    if private.exists() {
        fs::remove_dir_all(private)?;
    }
    fs::create_dir_all(private.join("lib/rustlib"))?;
    for below in ["", "lib", "lib/rustlib"] {
        for entry in fs::read_dir(sysroot.join(below))? {
            let entry = entry?;
            let link = private.join(below).join(entry.file_name());
            if entry.file_name() != TARGET && !link.exists() {
                symlink(entry.path(), link)?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn toolchain(folder: &Path) -> PathBuf {
        let sysroot = folder.join("toolchain");
        fs::create_dir_all(sysroot.join("bin")).unwrap();
        fs::create_dir_all(sysroot.join("lib/rustlib/x86_64-unknown-linux-gnu/lib")).unwrap();
        fs::write(sysroot.join("lib/librustc_driver.so"), "").unwrap();
        sysroot
    }

    #[test]
    fn a_private_folder_links_the_toolchain_and_holds_the_library() {
        let folder = tempfile::tempdir().unwrap();
        let sysroot = toolchain(folder.path());
        let built = folder.path().join("built");
        fs::create_dir(&built).unwrap();
        fs::write(built.join("libstd-12.rlib"), "").unwrap();
        let private = folder.path().join("private");
        mirror(&sysroot, &private).unwrap();
        assert!(!holds_std(&private));
        place(&built, &private).unwrap();
        assert!(holds_std(&private));
        assert!(!holds_std(&sysroot));
        assert!(private.join("lib/librustc_driver.so").exists());
        assert!(private.join("lib/rustlib/x86_64-unknown-linux-gnu/lib").is_dir());
    }

    #[test]
    fn an_empty_target_folder_is_no_library() {
        let folder = tempfile::tempdir().unwrap();
        let sysroot = toolchain(folder.path());
        fs::create_dir_all(library_folder(&sysroot)).unwrap();
        assert!(!holds_std(&sysroot));
    }
}
