//! The worker that opens the portal without network: its sources, behind the lists of the files of this build.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::workspace::Workspace;

/// In the order in which they stand in the worker.
const SOURCES: [&str; 4] =
    ["app/worker/shell.js", "app/worker/store.js", "app/worker/readings.js", "app/worker/push.js"];

/// Parts of the program that nobody needs without network: the desk of the staff, the gallery.
const ONLINE_ONLY: [&str; 2] = ["staff", "gallery"];

/// The part that calls the worker: every page has fetched it by then.
const CALLS_IT: &str = "background";

/// Addresses of what is kept: of everybody, and of whoever asks for the whole program.
#[derive(Debug, Default, PartialEq, Eq)]
struct Kept {
    shell: Vec<String>,
    parts: Vec<String>,
}

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
    let Kept { shell, parts } = kept(&names, &parts);
    let mut sources = String::new();
    for source in SOURCES {
        sources.push('\n');
        sources.push_str(&fs::read_to_string(workspace.path(source))?);
    }
    let version = hex(format!("{page}{shell:?}{parts:?}{sources}").as_bytes());
    let build = json!({ "version": version[..16], "page": page, "shell": shell, "parts": parts });
    fs::write(out.join("worker.js"), format!("const BUILD = {build};\n{sources}"))?;
    Ok(())
}

/// Scripts, styles and programs that each page starts with, and apart from them what only some pages need: parts that
/// are not for on line only, and faces, of which a page has fetched the one that its language needs.
fn kept(names: &BTreeSet<String>, parts: &BTreeMap<String, Vec<String>>) -> Kept {
    let needed: BTreeSet<&String> = parts
        .iter()
        .filter(|(part, _)| !ONLINE_ONLY.contains(&part.as_str()))
        .flat_map(|(_, of)| of)
        .collect();
    let of_parts: BTreeSet<&String> = parts.values().flatten().collect();
    let called: BTreeSet<&String> = parts.get(CALLS_IT).into_iter().flatten().collect();
    let ends = |name: &str, with: &[&str]| with.iter().any(|end| name.ends_with(end));
    let mut kept = Kept::default();
    for name in names.iter().filter(|name| *name != "worker.js") {
        let is_shell = !of_parts.contains(name) || called.contains(name);
        if is_shell && ends(name, &[".css", ".js", ".mjs", ".wasm"]) {
            kept.shell.push(format!("/{name}"));
        } else if needed.contains(name) || ends(name, &[".woff2"]) {
            kept.parts.push(format!("/{name}"));
        }
    }
    kept
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worker_keeps_the_program_but_not_the_desk() {
        let names = [
            "a.js",
            "a.wasm",
            "b.wasm",
            "called.wasm",
            "desk.wasm",
            "both.wasm",
            "fonts/a.woff2",
            "index.html",
            "a.js.br",
            "worker.js",
        ];
        let names = names.map(ToOwned::to_owned).into();
        let part =
            |name: &str, files: &[&str]| (name.to_owned(), files.iter().map(ToString::to_string).collect());
        let parts = [
            part("background", &["called.wasm"]),
            part("cabinet", &["b.wasm", "both.wasm", "called.wasm"]),
            part("staff", &["desk.wasm", "both.wasm"]),
        ];
        let Kept { shell, parts } = kept(&names, &parts.into());
        assert_eq!(shell, ["/a.js", "/a.wasm", "/called.wasm"]);
        assert_eq!(parts, ["/b.wasm", "/both.wasm", "/fonts/a.woff2"]);
    }
}
