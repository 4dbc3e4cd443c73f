//! Trunk, which bundles the front ends.

use std::path::PathBuf;

use anyhow::{Context, Result};

use super::{Toolbox, cargo_install};
use crate::run;

/// The newest that builds with the workspace's compiler.
pub(crate) const VERSION: &str = "0.21.14";

/// Gives the folder that holds `trunk`.
pub(crate) fn ensure(toolbox: &Toolbox) -> Result<PathBuf> {
    let folder = toolbox.install("trunk", VERSION, |out, scratch| {
        run::step(
            &format!("building trunk {VERSION} from source, once (about 4 minutes)"),
            cargo_install(out, scratch)
                .args(["--locked", "--no-default-features", "--features", "rustls"])
                .args(["--version", VERSION, "trunk"]),
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
