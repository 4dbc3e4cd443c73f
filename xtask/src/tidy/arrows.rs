//! Which crate may lean on which.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use serde_json::Value;

use super::Finding;
use crate::run;
use crate::workspace::Workspace;

/// Every crate of ours and those of ours that it may use.
const ALLOWED: [(&str, &[&str]); 9] = [
    ("svetlitsa-documents", &[]),
    ("svetlitsa-domain", &[]),
    ("svetlitsa-api", &["svetlitsa-domain"]),
    ("svetlitsa-ui", &["svetlitsa-api", "svetlitsa-domain"]),
    ("svetlitsa-app", &["svetlitsa-api", "svetlitsa-domain", "svetlitsa-ui"]),
    ("svetlitsa-kiosk", &["svetlitsa-api", "svetlitsa-domain", "svetlitsa-ui"]),
    ("svetlitsa-server", &["svetlitsa-api", "svetlitsa-documents", "svetlitsa-domain"]),
    ("svetlitsa-sandbox", &[]),
    ("xtask", &[]),
];

/// The pure crates must stay free of these, however deep below.
const PURE: [&str; 2] = ["svetlitsa-domain", "svetlitsa-api"];
const IMPURE: [&str; 8] = ["axum", "gloo-net", "leptos", "reqwest", "sea-orm", "sqlx", "tokio", "web-sys"];

/// What is linked differs between here and the browser; both must hold.
const PLATFORMS: [&str; 2] = ["x86_64-unknown-linux-gnu", "wasm32-unknown-unknown"];

pub(super) fn findings(workspace: &Workspace) -> Result<Vec<Finding>> {
    let mut found = Vec::new();
    for platform in PLATFORMS {
        let text = run::output(run::cargo().current_dir(workspace.root()).args([
            "metadata",
            "--format-version",
            "1",
            "--filter-platform",
            platform,
        ]))?;
        found.extend(judge(&serde_json::from_str(&text)?)?);
    }
    found.sort();
    found.dedup();
    Ok(found)
}

fn judge(metadata: &Value) -> Result<Vec<Finding>> {
    let graph = Graph::read(metadata)?;
    let mut found = Vec::new();
    for (name, uses) in &graph.ours {
        let file = format!("{}/Cargo.toml", graph.folder(name));
        let Some((_, allowed)) = ALLOWED.iter().find(|(known, _)| known == name) else {
            found.push(Finding::new(
                file,
                1,
                format!("{name} has no row in xtask/src/tidy/arrows.rs: say what it may use"),
            ));
            continue;
        };
        for used in uses {
            if !allowed.contains(&used.as_str()) {
                found.push(Finding::new(
                    &file,
                    1,
                    format!("{name} must not use {used}: move what is shared down, or turn the arrow"),
                ));
            }
        }
    }
    for name in PURE {
        for below in graph.below(name) {
            if IMPURE.contains(&below.as_str()) {
                found.push(Finding::new(
                    format!("{}/Cargo.toml", graph.folder(name)),
                    1,
                    format!(
                        "{name} is pure, but {below} is below it; `cargo tree -i {below}` tells by which way"
                    ),
                ));
            }
        }
    }
    Ok(found)
}

/// What `cargo metadata` knows, as far as the rule needs it.
struct Graph {
    /// Our crates and which of ours each names, tests and build included.
    ours: BTreeMap<String, BTreeSet<String>>,
    folders: BTreeMap<String, String>,
    names: BTreeMap<String, String>,
    /// Ids of what is linked into each package; tests' own needs are left out.
    linked: BTreeMap<String, Vec<String>>,
}

impl Graph {
    fn read(metadata: &Value) -> Result<Self> {
        let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
        let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let members: BTreeSet<String> = list(&metadata["workspace_members"]).iter().map(word).collect();
        let packages = metadata["packages"].as_array().context("cargo metadata has no packages")?;
        let our_names: BTreeSet<String> = packages
            .iter()
            .filter(|package| members.contains(&word(&package["id"])))
            .map(|package| word(&package["name"]))
            .collect();
        let mut graph = Self {
            ours: BTreeMap::new(),
            folders: BTreeMap::new(),
            names: BTreeMap::new(),
            linked: BTreeMap::new(),
        };
        for package in packages {
            let (id, name) = (word(&package["id"]), word(&package["name"]));
            if members.contains(&id) {
                let uses = list(&package["dependencies"])
                    .iter()
                    .map(|dependency| word(&dependency["name"]))
                    .filter(|dependency| our_names.contains(dependency))
                    .collect();
                graph.ours.insert(name.clone(), uses);
                let manifest = word(&package["manifest_path"]);
                let folder = manifest.trim_end_matches("/Cargo.toml");
                let folder = folder.rsplit('/').next().unwrap_or_default();
                graph.folders.insert(name.clone(), folder.to_owned());
            }
            graph.names.insert(id, name);
        }
        for node in list(&metadata["resolve"]["nodes"]) {
            let linked = list(&node["deps"])
                .iter()
                .filter(|dep| list(&dep["dep_kinds"]).iter().any(|kind| kind["kind"].is_null()))
                .map(|dep| word(&dep["pkg"]))
                .collect();
            graph.linked.insert(word(&node["id"]), linked);
        }
        Ok(graph)
    }

    fn folder<'a>(&'a self, name: &'a str) -> &'a str {
        self.folders.get(name).map_or(name, String::as_str)
    }

    /// Names of everything linked below a crate of ours.
    fn below(&self, name: &str) -> BTreeSet<String> {
        let mut seen = BTreeSet::new();
        let mut next: Vec<&String> =
            self.names.iter().filter(|(_, known)| *known == name).map(|(id, _)| id).collect();
        while let Some(id) = next.pop() {
            for dep in self.linked.get(id).into_iter().flatten() {
                if seen.insert(dep) {
                    next.push(dep);
                }
            }
        }
        seen.into_iter().filter_map(|id| self.names.get(id).cloned()).collect()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::judge;

    #[test]
    fn a_turned_arrow_and_an_impure_crate_are_found() {
        let metadata = json!({
            "workspace_members": ["d", "a", "n"],
            "packages": [
                {"id": "d", "name": "svetlitsa-domain", "manifest_path": "/w/domain/Cargo.toml",
                 "dependencies": [{"name": "svetlitsa-api"}, {"name": "serde"}]},
                {"id": "a", "name": "svetlitsa-api", "manifest_path": "/w/api/Cargo.toml", "dependencies": []},
                {"id": "n", "name": "svetlitsa-news", "manifest_path": "/w/news/Cargo.toml", "dependencies": []},
                {"id": "s", "name": "serde", "manifest_path": "/r/serde/Cargo.toml", "dependencies": []},
                {"id": "t", "name": "tokio", "manifest_path": "/r/tokio/Cargo.toml", "dependencies": []},
            ],
            "resolve": {"nodes": [
                {"id": "d", "deps": [{"pkg": "s", "dep_kinds": [{"kind": null}]}]},
                {"id": "s", "deps": [{"pkg": "t", "dep_kinds": [{"kind": null}]}]},
                {"id": "a", "deps": [{"pkg": "t", "dep_kinds": [{"kind": "dev"}]}]},
            ]},
        });
        let found: Vec<String> = judge(&metadata).unwrap().iter().map(ToString::to_string).collect();
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found.iter().any(|line| line.contains("must not use svetlitsa-api")));
        assert!(found.iter().any(|line| line.contains("svetlitsa-domain is pure, but tokio")));
        assert!(found.iter().any(|line| line.starts_with("news/Cargo.toml:1: svetlitsa-news has no row")));
    }
}
