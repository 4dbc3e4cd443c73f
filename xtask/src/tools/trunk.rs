//! Trunk, which bundles the front ends.

use std::path::PathBuf;

use anyhow::{Context, Result};

use super::Toolbox;
use crate::run;

/// The newest that builds with the workspace's compiler.
pub(crate) const VERSION: &str = "0.21.14";

/// Gives the folder that holds `trunk`.
pub(crate) fn ensure(toolbox: &Toolbox) -> Result<PathBuf> {
    let folder = toolbox.install("trunk", VERSION, |out, scratch| {
        // A debug build starts in half the time and bundles in a second.
        run::step(
            &format!("building trunk {VERSION} from source, once (about 4 minutes)"),
            run::cargo()
                .current_dir(scratch)
                .args(["install", "--debug", "--locked", "--no-track"])
                .args(["--no-default-features", "--features", "rustls"])
                .args(["--version", VERSION, "trunk"])
                .arg("--root")
                .arg(out)
                .env("CARGO_TARGET_DIR", scratch.join("target")),
            &toolbox.log("trunk"),
        )
        .with_context(|| {
            format!(
                "trunk could not be built. It needs the crates registry and a C compiler. To install by hand: `cargo install --locked trunk --version {VERSION} --root {}`, then put an empty file `.complete` into that folder",
                toolbox.folder().join(format!("trunk-{VERSION}")).display()
            )
        })
    })?;
    Ok(folder.join("bin"))
}
