//! The program that joins the browser's module to JavaScript.

use std::path::PathBuf;

use anyhow::{Context, Result};

use super::{Toolbox, cargo_install};
use crate::run;
use crate::workspace::Workspace;

/// Gives the folder that holds `wasm-bindgen`, of exactly the locked version:
/// library and program check each other's schema.
pub(crate) fn ensure(workspace: &Workspace, toolbox: &Toolbox) -> Result<PathBuf> {
    let version = workspace.locked_version("wasm-bindgen")?;
    let folder = toolbox.install("wasm-bindgen", &version, |out, scratch| {
        // Its own lock file does not resolve, so no `--locked`.
        run::step(
            &format!("building wasm-bindgen {version} from source, once (about 1 minute)"),
            cargo_install(out, scratch).args(["--version", &version, "wasm-bindgen-cli"]),
            &toolbox.log("wasm-bindgen"),
        )
        .with_context(|| {
            format!(
                "wasm-bindgen could not be built. It needs the crates registry. To install by hand: `cargo install wasm-bindgen-cli --version {version} --root {}`, then put an empty file `.complete` into that folder",
                toolbox.folder().join(format!("wasm-bindgen-{version}")).display()
            )
        })
    })?;
    Ok(folder.join("bin"))
}
