//! The worker that opens the portal without network: its sources, behind the list of the files of this build.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::workspace::Workspace;

/// In the order in which they stand in the worker.
const SOURCES: [&str; 3] = ["app/worker/shell.js", "app/worker/store.js", "app/worker/readings.js"];

/// Parts of the program that nobody needs without network: the desk of the staff, the gallery.
const ONLINE_ONLY: [&str; 2] = ["staff", "gallery"];

/// Writes `worker.js` beside the page, which must have its last form.
pub(super) fn worker(workspace: &Workspace, out: &Path) -> Result<()> {
    let page = hex(&fs::read(out.join("index.html"))?);
    let parts = serde_json::from_slice(&fs::read(out.join("parts.json"))?)?;
    let mut names = BTreeSet::new();
    for (folder, prefix) in [(out.to_path_buf(), ""), (out.join("fonts"), "fonts/")] {
        for entry in fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))? {
            names.insert(format!("{prefix}{}", entry?.file_name().to_string_lossy()));
        }
    }
    let files = kept(&names, &parts);
    let mut sources = String::new();
    for source in SOURCES {
        sources.push('\n');
        sources.push_str(&fs::read_to_string(workspace.path(source))?);
    }
    let version = hex(format!("{page}{files:?}{sources}").as_bytes());
    let build = json!({ "version": version[..16], "page": page, "files": files });
    fs::write(out.join("worker.js"), format!("const BUILD = {build};\n{sources}"))?;
    Ok(())
}

/// Addresses of what the program needs without network: scripts, styles, fonts, and the parts that are not for line only.
fn kept(names: &BTreeSet<String>, parts: &BTreeMap<String, Vec<String>>) -> Vec<String> {
    let needed: BTreeSet<&String> = parts
        .iter()
        .filter(|(part, _)| !ONLINE_ONLY.contains(&part.as_str()))
        .flat_map(|(_, of)| of)
        .collect();
    let spared: BTreeSet<&String> = parts.values().flatten().filter(|file| !needed.contains(file)).collect();
    let is_program =
        |name: &str| [".css", ".js", ".mjs", ".wasm", ".woff2"].iter().any(|end| name.ends_with(end));
    names
        .iter()
        .filter(|name| is_program(name) && *name != "worker.js" && !spared.contains(name))
        .map(|name| format!("/{name}"))
        .collect()
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worker_keeps_the_program_but_not_the_desk() {
        let names =
            ["a.js", "a.wasm", "b.wasm", "desk.wasm", "both.wasm", "index.html", "a.js.br", "worker.js"];
        let names = names.map(ToOwned::to_owned).into();
        let part =
            |name: &str, files: &[&str]| (name.to_owned(), files.iter().map(ToString::to_string).collect());
        let parts =
            [part("cabinet", &["b.wasm", "both.wasm"]), part("staff", &["desk.wasm", "both.wasm"])].into();
        assert_eq!(kept(&names, &parts), ["/a.js", "/a.wasm", "/b.wasm", "/both.wasm"]);
    }
}
