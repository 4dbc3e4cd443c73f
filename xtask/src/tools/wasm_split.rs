//! The program that divides a browser's module into parts that are fetched when needed.

use std::path::PathBuf;

use anyhow::{Context, Result};

use super::{Toolbox, cargo_install};
use crate::run;

/// Understands what the locked `wasm_split_helpers` marks.
pub(crate) const VERSION: &str = "0.2.4";

const CRATE: &str = "wasm_split_cli_support";

/// Gives the program `wasm-split-cli`.
pub(crate) fn ensure(toolbox: &Toolbox) -> Result<PathBuf> {
    let folder = toolbox.install("wasm-split", VERSION, |out, scratch| {
        run::step(
            &format!("building wasm-split {VERSION} from source, once (about 1 minute)"),
            cargo_install(out, scratch)
                .args(["--locked", "--features", "build-binary"])
                .args(["--version", VERSION, CRATE]),
            &toolbox.log("wasm-split"),
        )
        .with_context(|| {
            format!(
                "wasm-split could not be built. It needs the crates registry. To install by hand: `cargo install --locked --features build-binary --version {VERSION} {CRATE} --root {}`, then put an empty file `.complete` into that folder",
                toolbox.folder().join(format!("wasm-split-{VERSION}")).display()
            )
        })
    })?;
    Ok(folder.join("bin/wasm-split-cli"))
}
