//! Programs of the npm registry, each with its version.

use std::os::unix::fs::symlink;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::{Toolbox, node};
use crate::run;

/// A program that a package brings.
#[derive(Debug)]
pub(crate) struct Program {
    pub(crate) name: &'static str,
    pub(crate) package: &'static str,
    pub(crate) version: &'static str,
}

/// Optimises the browser's modules. Distributions carry versions too old for today's.
pub(crate) const WASM_OPT: Program = Program { name: "wasm-opt", package: "binaryen", version: "132.0.0" };

/// Writes scripts with fewer letters.
pub(crate) const ESBUILD: Program = Program { name: "esbuild", package: "esbuild", version: "0.28.2" };

impl Program {
    /// Gives the folder that holds the program.
    pub(crate) fn ensure(&self, toolbox: &Toolbox) -> Result<PathBuf> {
        let Self { name, package, version } = self;
        node::require()?;
        let folder = toolbox.install(package, version, |out, _| {
            let from = if name == package { String::new() } else { format!("{package} ") };
            run::step(
                &format!("fetching {name} ({from}{version})"),
                run::command("npm")
                    .args(["install", "--no-save", "--no-audit", "--no-fund", "--prefix"])
                    .arg(out)
                    .arg(format!("{package}@{version}")),
                &toolbox.log(package),
            )
            .with_context(|| {
                format!(
                    "{name} could not be fetched. It needs the npm registry. To install by hand: `npm install --prefix {} {package}@{version}`, then put its `{name}` into the `bin` folder there, and an empty file `.complete` beside it",
                    toolbox.folder().join(format!("{package}-{version}")).display()
                )
            })?;
            std::fs::create_dir_all(out.join("bin"))?;
            symlink(format!("../node_modules/{package}/bin/{name}"), out.join("bin").join(name))?;
            Ok(())
        })?;
        Ok(folder.join("bin"))
    }
}
