//! `dist`: the release, in which one file is a whole installation.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::run;
use crate::tools::Toolbox;
use crate::web::{self, Edition};
use crate::workspace::Workspace;

/// The executables of a release.
const PROGRAMS: [&str; 2] = ["svetlitsa", "svetlitsa-sandbox"];

/// Brings `dist/` up to date; gives its folder.
pub(crate) fn run(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.path("dist");
    let toolbox = Toolbox::open()?;
    web::build(workspace, &toolbox, Edition::Release, &folder)?;
    let built = run::shown(
        "building the release executables",
        run::cargo()
            .current_dir(workspace.root())
            .args(["build", "--release", "-p", "svetlitsa-server"])
            .args(["--features", "svetlitsa-server/embed"])
            .args(["-p", "svetlitsa-sandbox"]),
    )?;
    if !built {
        bail!("the release could not be built; the reason is above");
    }
    for program in PROGRAMS {
        let from = workspace.target("release").join(program);
        let to = folder.join(program);
        // A new file and a rename: one that is running may go on.
        let coming = folder.join(format!(".{program}"));
        let size = fs::copy(&from, &coming).with_context(|| format!("cannot copy {}", from.display()))?;
        fs::rename(coming, &to)?;
        println!("    {} ({} MB)", to.display(), size / 1_000_000);
    }
    Ok(folder)
}
