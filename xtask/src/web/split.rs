//! The portal's program in parts: divided between the compiler and `wasm-bindgen`, where trunk has no step of its
//! own. Trunk is therefore given this executable under the name of `wasm-bindgen`; it divides the module, lets the
//! real one join the first part to JavaScript, and puts the loader of the other parts into that JavaScript.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};

use super::{glue, merge};
use crate::run;
use crate::stamp::Fingerprint;

const STANDS_FOR: &str = "wasm-bindgen";
const DIVIDER: &str = "SVETLITSA_WASM_SPLIT";
const JOINER: &str = "SVETLITSA_WASM_BINDGEN";
const PARTS: &str = "SVETLITSA_PARTS";
const OPTIMISER: &str = "SVETLITSA_WASM_OPT";

/// Whose pages are opened first on a phone that has nothing yet; they get no shared file for the others' sake.
const STRANGERS_FIRST: [&[&str]; 5] =
    [&["entry", "appeal"], &["known"], &["filing"], &["guest"], &["cabinet"]];

/// Where the linker's JavaScript is expected; its text is put in its place.
const LOADER: &str = "__wasm_split.js";

/// Whether this run was started by trunk in the belief that it is `wasm-bindgen`.
pub(crate) fn is_meant() -> bool {
    let name = std::env::args_os().next().map(PathBuf::from);
    name.is_some_and(|name| name.file_name().is_some_and(|name| name == STANDS_FOR))
}

/// A folder to put before all others on trunk's search path, and the words that this executable needs there.
pub(crate) fn equip(
    trunk: &mut Command,
    page: &Path,
    work: &Path,
    divider: &Path,
    joiner: &Path,
) -> Result<()> {
    let flags = optimiser_flags(&fs::read_to_string(page)?)?;
    let (bin, parts) = (work.join("bin"), work.join("parts"));
    for folder in [&bin, &parts] {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        fs::create_dir_all(folder)?;
    }
    symlink(std::env::current_exe()?, bin.join(STANDS_FOR))?;
    let old = trunk.get_envs().find(|(name, _)| *name == "PATH").and_then(|(_, value)| value);
    let mut path = vec![bin];
    path.extend(std::env::split_paths(old.unwrap_or_default()));
    let path = std::env::join_paths(path)?;
    trunk
        .env("PATH", path)
        .env(DIVIDER, divider)
        .env(JOINER, joiner)
        .env(PARTS, &parts)
        .env(OPTIMISER, flags);
    Ok(())
}

/// What the page says about optimising its program holds for the parts, too.
fn optimiser_flags(page: &str) -> Result<String> {
    let value = |name: &str| {
        let start = page.split_once(&format!("{name}=\""))?.1;
        start.split_once('"').map(|(value, _)| value)
    };
    let (level, flags) = value("data-wasm-opt")
        .zip(value("data-wasm-opt-params"))
        .context("the page does not say how its program is optimised")?;
    Ok(format!("-O{level} {flags}"))
}

/// Puts the parts that were made beside the page.
pub(crate) fn place(work: &Path, out: &Path) -> Result<()> {
    for entry in fs::read_dir(work.join("parts"))? {
        let entry = entry?;
        fs::copy(entry.path(), out.join(entry.file_name()))?;
    }
    Ok(())
}

/// Does what trunk asks of `wasm-bindgen`, and divides the program on the way.
pub(crate) fn as_wasm_bindgen() -> Result<ExitCode> {
    let of = |name: &str| std::env::var_os(name).with_context(|| format!("{name} is not set"));
    let mut asked: Vec<OsString> = std::env::args_os().skip(1).collect();
    let joiner = of(JOINER)?;
    let module = asked.iter().position(|word| Path::new(word).extension().is_some_and(|end| end == "wasm"));
    let Some(module) = module else {
        let status = Command::new(joiner).args(asked).status()?;
        return Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE });
    };
    let parts = PathBuf::from(of(PARTS)?);
    let scratch = parts.with_file_name("divided");
    if scratch.exists() {
        fs::remove_dir_all(&scratch)?;
    }
    run::output(Command::new(of(DIVIDER)?).arg(&asked[module]).arg(&scratch))?;
    let option = |name: &str| {
        asked
            .iter()
            .find_map(|word| Some(word.to_str()?.strip_prefix(name)?.to_owned()))
            .with_context(|| format!("trunk did not say {name}"))
    };
    let script = Path::new(&option("--out-dir=")?).join(format!("{}.js", option("--out-name=")?));
    let program_file = script.with_file_name(format!("{}_bg.wasm", option("--out-name=")?));
    asked[module] = scratch.join("main.wasm").into();
    run::output(Command::new(joiner).args(&asked).arg("--keep-lld-exports"))?;
    let flags = of(OPTIMISER)?.into_string().unwrap_or_default();
    let loader = shrink(&scratch, &parts, &flags)?;
    fs::write(parts.join("parts.json"), serde_json::to_vec(&files_of_parts(&loader))?)?;
    let (glue, program) = glue::lighten(&fs::read_to_string(&script)?, &fs::read(&program_file)?)?;
    fs::write(&program_file, program)?;
    fs::write(&script, join(&glue, &loader)?)?;
    Ok(ExitCode::SUCCESS)
}

/// Joins what parts share, group by group.
fn gather(scratch: &Path) -> Result<String> {
    let (loader, groups) = merge::group(&fs::read_to_string(scratch.join(LOADER))?, &STRANGERS_FIRST)?;
    for group in groups {
        let path = |stem: &String| scratch.join(format!("{stem}.wasm"));
        let modules = group.iter().map(|stem| fs::read(path(stem))).collect::<Result<Vec<_>, _>>()?;
        let joined = merge::modules(&modules)?;
        for stem in &group {
            fs::remove_file(path(stem))?;
        }
        fs::write(path(&group[0]), joined)?;
    }
    Ok(loader)
}

/// Optimises each part, names it by its content, and gives the loader that knows the names.
fn shrink(scratch: &Path, parts: &Path, flags: &str) -> Result<String> {
    let mut loader = gather(scratch)?;
    for entry in fs::read_dir(scratch)? {
        let part = entry?.path();
        let Some(stem) = part.file_stem().and_then(|stem| stem.to_str()) else { continue };
        if stem == "main" || part.extension().is_none_or(|end| end != "wasm") {
            continue;
        }
        let small = part.with_extension("small");
        run::output(Command::new("wasm-opt").args(flags.split(' ')).arg(&part).arg("-o").arg(&small))?;
        let small = fs::read(&small)?;
        let name = format!("{stem}-{}.wasm", Fingerprint::default().bytes(&small).finish());
        fs::write(parts.join(&name), small)?;
        loader = once(&loader, &format!("\"./{stem}.wasm\""), &format!("\"./{name}\""))?;
    }
    Ok(loader)
}

/// Which files each part is made of: the loader names the parts that share a file above it.
fn files_of_parts(loader: &str) -> BTreeMap<String, Vec<String>> {
    let mut files: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut shared: BTreeMap<&str, String> = BTreeMap::new();
    let (mut owners, mut chunk): (Vec<&str>, &str) = (Vec::new(), "");
    for line in loader.lines() {
        if let Some(named) = line.strip_prefix("/* ").and_then(|line| line.strip_suffix(" */")) {
            owners = named.split(", ").collect();
        } else if let Some(named) = line.strip_prefix("export const __wasm_split_load_") {
            owners = named.split(' ').take(1).collect();
        } else if let Some((name, value)) =
            line.strip_prefix("const ").and_then(|line| line.split_once(" = "))
        {
            chunk = name;
            // Another name of a file that is known.
            if let Some(file) = value.strip_suffix(';').and_then(|value| shared.get(value)).cloned() {
                add(&mut files, &owners, &file);
            }
        }
        if let Some((_, rest)) = line.split_once("fetch(new URL(\"./")
            && let Some((file, _)) = rest.split_once('"')
        {
            shared.insert(chunk, file.to_owned());
            add(&mut files, &owners, file);
        }
    }
    files
}

/// Adds a file to the parts in `list` beyond those of a stranger's first pages.
pub(crate) fn add_to_later_parts(list: &Path, file: &str) -> Result<()> {
    let mut parts: BTreeMap<String, Vec<String>> = serde_json::from_slice(&fs::read(list)?)?;
    for (part, files) in &mut parts {
        if !STRANGERS_FIRST[0].contains(&part.as_str()) {
            files.insert(0, file.to_owned());
        }
    }
    fs::write(list, serde_json::to_vec(&parts)?)?;
    Ok(())
}

fn add(files: &mut BTreeMap<String, Vec<String>>, owners: &[&str], file: &str) {
    for owner in owners {
        let files = files.entry((*owner).to_owned()).or_default();
        if !files.iter().any(|known| known == file) {
            files.push(file.to_owned());
        }
    }
}

/// One script instead of two that import each other: the first download has a request less.
fn join(script: &str, loader: &str) -> Result<String> {
    let (imports, script): (Vec<&str>, Vec<&str>) =
        script.lines().partition(|line| line.starts_with("import") && line.contains(LOADER));
    if imports.is_empty() {
        bail!("wasm-bindgen imports no loader: nothing was divided");
    }
    let loader = once(loader, "import { initSync } from \"./main.js\";\n", "")?;
    // The page says it to the reader; the console stays silent.
    let loader = once(&loader, "console.error(e);", "")?;
    let offered: Vec<&str> = loader
        .lines()
        .filter_map(|line| line.strip_prefix("export const ")?.split_once(' ').map(|(name, _)| name))
        .collect();
    if offered.is_empty() {
        bail!("the loader loads nothing");
    }
    let mut joined = script.join("\n");
    joined.push('\n');
    joined.push_str(&loader.replace("export const ", "const "));
    // One import for each part, each of the whole module.
    for line in imports {
        let name = line.strip_prefix("import * as ").and_then(|rest| rest.split_once(' '));
        let (name, _) = name.with_context(|| format!("an import of another form: {line}"))?;
        joined.push_str(&format!("const {name} = {{ {} }};\n", offered.join(", ")));
    }
    Ok(joined)
}

fn once(text: &str, old: &str, new: &str) -> Result<String> {
    if text.matches(old).count() != 1 {
        bail!(
            "`{old}` was expected once in what wasm-split and wasm-bindgen wrote; their versions do not fit"
        );
    }
    Ok(text.replacen(old, new, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_loader_takes_the_place_of_its_import() {
        let script = "import * as import1 from \"./__wasm_split.js\"\nimport * as import2 from \"./__wasm_split.js\"\nlet wasm;\n";
        let loader = "import { initSync } from \"./main.js\";\nconsole.error(e);\nexport const load_a = 1;\nexport const load_b = 2;\n";
        let joined = join(script, loader).expect("joined");
        assert!(!joined.contains("import ") && !joined.contains("export "), "{joined}");
        for name in ["import1", "import2"] {
            assert!(joined.contains(&format!("\nconst {name} = {{ load_a, load_b }};\n")), "{joined}");
        }
    }

    #[test]
    fn parts_know_their_files() {
        let loader = "/* a, b */\nconst __chunk_1 = makeLoad(() => {\n    const src = fetch(new URL(\"./c.wasm\", x));\n\
            /* b, d */\nconst __chunk_2 = __chunk_1;\n\
            export const __wasm_split_load_a = wrap(() => {\n    const src = fetch(new URL(\"./a.wasm\", x));\n";
        let files = files_of_parts(loader);
        assert_eq!(files["a"], ["c.wasm", "a.wasm"]);
        assert_eq!((&files["b"], &files["d"]), (&vec!["c.wasm".to_owned()], &vec!["c.wasm".to_owned()]));
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert!(join("let wasm;\n", "export const a = 1;\n").is_err());
        assert!(once("a a", "a", "b").is_err());
    }
}
