//! The two front ends, bundled by trunk and compressed for the wire.

mod compress;
mod glue;
mod installable;
mod merge;
mod offline;
pub(crate) mod split;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::run;
use crate::stamp::{self, Fingerprint};
use crate::tools::{Toolbox, WebTools, wasm_std};
use crate::workspace::Workspace;

/// What the whole workspace and both front ends are made of.
const SHARED: [&str; 8] =
    [".cargo/config.toml", "Cargo.toml", "Cargo.lock", "api", "domain", "ui", "style", "public"];

/// Styles that no first page of a stranger needs.
const LATER: &str = "later.css";

/// Which pages a bundle carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Edition {
    /// With the gallery of components.
    Development,
    /// What visitors get.
    Release,
}

/// Where the two bundles are.
#[derive(Debug)]
pub(crate) struct Bundles {
    pub(crate) portal: PathBuf,
    pub(crate) kiosk: PathBuf,
}

struct FrontEnd {
    name: &'static str,
    package: &'static str,
    folder: &'static str,
    sources: &'static [&'static str],
    features: &'static [&'static str],
    /// Whether its program is fetched in parts.
    is_divided: bool,
}

/// Brings both bundles below `folder` up to date with their sources.
pub(crate) fn build(
    workspace: &Workspace,
    toolbox: &Toolbox,
    edition: Edition,
    folder: &Path,
) -> Result<Bundles> {
    let portal = FrontEnd {
        name: "portal",
        package: "svetlitsa-app",
        folder: ".",
        sources: &["app", "index.html", "Trunk.toml"],
        features: match edition {
            Edition::Development => &["gallery", "split"],
            Edition::Release => &["split"],
        },
        is_divided: true,
    };
    let kiosk = FrontEnd {
        name: "kiosk",
        package: "svetlitsa-kiosk",
        folder: "kiosk",
        sources: &["kiosk"],
        features: &[],
        is_divided: false,
    };
    let mut stale = Vec::new();
    for front_end in [&portal, &kiosk] {
        if !front_end.is_current(workspace, folder)? {
            stale.push(front_end);
        }
    }
    if !stale.is_empty() {
        let tools = WebTools::prepare(workspace, toolbox)?;
        fetch_crates(workspace)?;
        if stale.len() > 1 {
            compile(workspace, &tools, &stale)?;
        }
        for front_end in stale {
            front_end.build(workspace, &tools, folder)?;
        }
    }
    Ok(Bundles { portal: folder.join(portal.name), kiosk: folder.join(kiosk.name) })
}

/// Compiles several front ends at once: each is optimised as a whole by one core, so two take no longer than one. Trunk,
/// which would ask for one after the other, finds it done.
fn compile(workspace: &Workspace, tools: &WebTools, front_ends: &[&FrontEnd]) -> Result<()> {
    let mut cargo = run::cargo();
    tools.equip(&mut cargo);
    cargo.current_dir(workspace.root()).args(["build", "--offline", "--profile", "wasm-release"]);
    cargo.args(["--target", wasm_std::TARGET]);
    for FrontEnd { package, features, .. } in front_ends {
        cargo.args(["--package", package]);
        for feature in *features {
            cargo.arg("--features").arg(format!("{package}/{feature}"));
        }
    }
    run::step(
        "compiling the front ends (about 4 minutes the first time)",
        &mut cargo,
        &workspace.target("xtask/logs/front-ends.log"),
    )
    .context("the front ends could not be compiled")
}

/// Trunk works offline, and so does the cargo it calls: what that needs must be here before.
fn fetch_crates(workspace: &Workspace) -> Result<()> {
    run::step(
        "fetching crates",
        run::cargo().current_dir(workspace.root()).args([
            "fetch",
            "--target",
            wasm_std::TARGET,
            "--target",
            &wasm_std::host()?,
        ]),
        &workspace.target("xtask/logs/fetch.log"),
    )
    .context("the crates could not be fetched; they need the crates registry")
}

impl FrontEnd {
    fn mark(&self, workspace: &Workspace, folder: &Path) -> PathBuf {
        let of = folder.file_name().and_then(|name| name.to_str()).unwrap_or("web");
        workspace.target("xtask").join(format!("{of}-{}.bundle", self.name))
    }

    fn is_current(&self, workspace: &Workspace, folder: &Path) -> Result<bool> {
        let is_current = stamp::is_current(&self.mark(workspace, folder), &self.fingerprint(workspace)?);
        Ok(is_current && folder.join(self.name).join("index.html").is_file())
    }

    fn build(&self, workspace: &Workspace, tools: &WebTools, folder: &Path) -> Result<()> {
        let out = folder.join(self.name);
        let fingerprint = self.fingerprint(workspace)?;
        fs::create_dir_all(workspace.target("xtask"))?;
        fs::create_dir_all(&out)?;
        self.bundle(workspace, tools, &out)?;
        let sizes = compress::folder(&out)?;
        println!(
            "    {}: {} files, {} KB, {} KB with brotli",
            self.name,
            sizes.files,
            sizes.raw / 1000,
            sizes.brotli / 1000
        );
        stamp::write(&self.mark(workspace, folder), &fingerprint)
    }

    fn fingerprint(&self, workspace: &Workspace) -> Result<String> {
        let mut fingerprint = Fingerprint::default().word(&WebTools::versions(workspace)?);
        for feature in self.features {
            fingerprint = fingerprint.word(feature);
        }
        for source in SHARED.iter().chain(self.sources) {
            fingerprint = fingerprint.path(&workspace.path(source))?;
        }
        Ok(fingerprint.finish())
    }

    fn bundle(&self, workspace: &Workspace, tools: &WebTools, out: &Path) -> Result<()> {
        let here = workspace.path(self.folder);
        if !here.join("index.html").is_file() {
            bail!("the {} has no page: {} is missing", self.name, here.join("index.html").display());
        }
        let mut trunk = tools.trunk();
        trunk
            .current_dir(&here)
            .args(["--offline", "--skip-version-check", "--color", "never"])
            .args(["build", "--release", "--cargo-profile", "wasm-release"])
            .arg("--dist")
            .arg(out);
        if !self.features.is_empty() {
            trunk.arg("--features").arg(self.features.join(","));
        }
        let work = workspace.target("xtask").join(format!("split-{}", self.name));
        if self.is_divided {
            split::equip(
                &mut trunk,
                &here.join("index.html"),
                &work,
                &tools.wasm_split,
                &tools.wasm_bindgen,
            )?;
        }
        run::step(
            &format!("bundling the {} (about 2 minutes where it is not compiled yet)", self.name),
            &mut trunk,
            &workspace.target(&format!("xtask/logs/{}.log", self.name)),
        )
        .with_context(|| format!("the {} could not be bundled", self.name))?;
        if self.is_divided {
            split::place(&work, out)?;
        }
        settle(out, &tools.esbuild)?;
        if self.is_divided {
            installable::manifests(workspace, out)?;
            offline::worker(workspace, out)?;
        }
        Ok(())
    }
}

/// What trunk writes before a file has its last form: the size of the program before it was optimised, by which
/// the loader would call too late what comes behind it, and a script that `wasm-bindgen` wrote to be read, under a
/// name that is of the program's content. A name is kept for ever, and a script names the parts: it gets one of its
/// own content; so do the styles that come later, which the parts that need them name.
fn settle(out: &Path, esbuild: &Path) -> Result<()> {
    let page = out.join("index.html");
    let mut text = fs::read_to_string(&page)?;
    let between =
        |text: &str, start: &str, end: &str| Some(text.split_once(start)?.1.split_once(end)?.0.to_owned());
    let call = between(&text, "await __trunkInitializer(init, '/", ", initializer()");
    let (program, told) = call
        .as_deref()
        .and_then(|call| call.split_once("', "))
        .context("the page does not start its program as trunk 0.21 writes it")?;
    let file = program.rsplit('/').next().unwrap_or(program);
    let size = fs::metadata(out.join(file))?.len();
    text = text.replace(&format!("{program}', {told},"), &format!("{program}', {size},"));

    let script = file.replace("_bg.wasm", ".js");
    let (stem, _) = script.rsplit_once('-').context("the program's name has no digest")?;
    let small = run::output(
        Command::new(esbuild)
            .args(["--minify", "--charset=utf8", "--log-level=error"])
            .arg(out.join(&script)),
    )?;
    let named = format!("{stem}-{}.js", Fingerprint::default().bytes(small.as_bytes()).finish());
    fs::write(out.join(&named), small)?;
    fs::remove_file(out.join(&script))?;
    text = text.replace(&script, &named);

    if out.join(LATER).is_file() {
        let styles = fs::read(out.join(LATER))?;
        let named = format!("later-{}.css", Fingerprint::default().bytes(&styles).finish());
        fs::rename(out.join(LATER), out.join(&named))?;
        text = text.replace(&format!("\"/{LATER}\""), &format!("\"/{named}\""));
        split::add_to_later_parts(&out.join("parts.json"), &named)?;
    }
    fs::write(&page, text)?;
    Ok(())
}
