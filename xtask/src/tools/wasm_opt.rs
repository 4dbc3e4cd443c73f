//! The optimiser of the browser's modules.

use std::os::unix::fs::symlink;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::{Toolbox, node};
use crate::run;

/// Of the npm package `binaryen`; distributions carry versions too old for today's modules.
pub(crate) const VERSION: &str = "132.0.0";

/// Gives the folder that holds `wasm-opt`.
pub(crate) fn ensure(toolbox: &Toolbox) -> Result<PathBuf> {
    node::require()?;
    let folder = toolbox.install("binaryen", VERSION, |out, _| {
        run::step(
            &format!("fetching wasm-opt (binaryen {VERSION})"),
            run::command("npm")
                .args(["install", "--no-save", "--no-audit", "--no-fund", "--prefix"])
                .arg(out)
                .arg(format!("binaryen@{VERSION}")),
            &toolbox.log("binaryen"),
        )
        .with_context(|| {
            format!(
                "wasm-opt could not be fetched. It needs the npm registry. To install by hand: `npm install --prefix {} binaryen@{VERSION}`, then put its `wasm-opt` into the `bin` folder there, and an empty file `.complete` beside it",
                toolbox.folder().join(format!("binaryen-{VERSION}")).display()
            )
        })?;
        std::fs::create_dir_all(out.join("bin"))?;
        symlink(
            "../node_modules/binaryen/bin/wasm-opt",
            out.join("bin/wasm-opt"),
        )?;
        Ok(())
    })?;
    Ok(folder.join("bin"))
}
