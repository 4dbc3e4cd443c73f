//! What `wasm-bindgen` writes between JavaScript and the program, without what no visitor needs: long names on both
//! sides, and classes of a library that nothing of ours makes.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{ExportSection, ImportSection, Module, RawSection};
use wasmparser::{Parser, Payload};

/// How long the digest at the end of a name is.
const DIGEST: usize = 16;

/// Script and module that do the same with fewer bytes.
///
/// # Errors
/// When they are not as `wasm-bindgen` writes them.
pub(crate) fn lighten(script: &str, module: &[u8]) -> Result<(String, Vec<u8>)> {
    let (script, dropped) = without_unmade_classes(script)?;
    let names = short_names(&script);
    let named = |name: &str| format!(" {name}: function");
    let script =
        names.iter().fold(script, |script, (long, short)| script.replace(&named(long), &named(short)));
    let module = rewrite(module, &names, |export| {
        dropped.iter().any(|class| {
            export.strip_prefix(class.as_str()).is_some_and(|rest| rest.starts_with('_'))
                || export == format!("__wbg_{class}_free")
        })
    })?;
    Ok((script, module))
}

/// The script without the classes that have no constructor and that the program never hands over, and the names,
/// in small letters, that their functions in the module begin with.
fn without_unmade_classes(script: &str) -> Result<(String, Vec<String>)> {
    let (mut script, mut dropped) = (script.to_owned(), Vec::new());
    let classes: Vec<String> = script
        .lines()
        .filter_map(|line| Some(line.strip_prefix("export class ")?.strip_suffix(" {")?.to_owned()))
        .collect();
    for class in classes {
        let made = [format!("new {class}("), format!("{class}.__wrap("), format!("Object.create({class}.")];
        let block = between(&script, &format!("export class {class} {{\n"), "\n}\n")?;
        if made.iter().any(|maker| script.contains(maker)) || block.contains("constructor(") {
            continue;
        }
        let collector = between(&script, &format!("const {class}Finalization = "), ";\n")?;
        let disposal = between(&script, &format!("if (Symbol.dispose) {class}."), ";\n")?;
        for part in [block, collector, disposal] {
            script = script.replacen(&part, "", 1);
        }
        if script.contains(&class) {
            bail!("the class {class} is used in a way that is not known");
        }
        dropped.push(class.to_lowercase());
    }
    Ok((script, dropped))
}

/// The part of the script from `start` to the next `end`, both included.
fn between(script: &str, start: &str, end: &str) -> Result<String> {
    let from = script.find(start).with_context(|| format!("`{start}` was expected in the script"))?;
    let length = script[from..].find(end).with_context(|| format!("`{start}` has no end in the script"))?;
    Ok(script[from..from + length + end.len()].to_owned())
}

/// A name of few letters for each function with a digest that the script offers to the program.
fn short_names(script: &str) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    for line in script.lines() {
        let Some((name, _)) = line.trim_start().split_once(": function") else { continue };
        let digest = name.rsplit_once('_').map_or("", |(_, digest)| digest);
        let is_digest = digest.len() == DIGEST && digest.bytes().all(|byte| byte.is_ascii_hexdigit());
        if name.starts_with("__wb") && is_digest {
            let short = format!("_{}", names.len());
            names.insert(name.to_owned(), short);
        }
    }
    names
}

/// The module with imports under their new names, and without the exports that are `dropped`.
fn rewrite(
    module: &[u8],
    names: &BTreeMap<String, String>,
    dropped: impl Fn(&str) -> bool,
) -> Result<Vec<u8>> {
    let mut out = Module::new();
    let mut found = 0;
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload?;
        match &payload {
            Payload::ImportSection(section) => {
                let mut imports = ImportSection::new();
                for import in section.clone().into_imports() {
                    let mut import = import?;
                    if let Some(short) = names.get(import.name) {
                        import.name = short;
                        found += 1;
                    }
                    RoundtripReencoder.parse_import(&mut imports, import)?;
                }
                out.section(&imports);
            }
            Payload::ExportSection(section) => {
                let mut exports = ExportSection::new();
                for export in section.clone() {
                    let export = export?;
                    if !dropped(export.name) {
                        RoundtripReencoder.parse_export(&mut exports, export)?;
                    }
                }
                out.section(&exports);
            }
            other => {
                if let Some((id, range)) = other.as_section() {
                    let range = usize::try_from(range.start)?..usize::try_from(range.end)?;
                    out.section(&RawSection { id, data: &module[range] });
                }
            }
        }
    }
    if found != names.len() {
        bail!("the script offers {} functions under digests, the program asks for {found}", names.len());
    }
    Ok(out.finish())
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{EntityType, ExportKind, FunctionSection, TypeSection};

    use super::*;

    const SCRIPT: &str = "\
export class Unmade {
    free() {
        wasm.__wbg_unmade_free(ptr, 0);
    }
}
if (Symbol.dispose) Unmade.prototype[Symbol.dispose] = Unmade.prototype.free;
export class Made {
    constructor() {
    }
}
        __wbg_call_0123456789abcdef: function(arg0) {
        __wbg_call_0123456789abcdef_more: function(arg0) {
        __wbindgen_init: function() {
const UnmadeFinalization = (typeof FinalizationRegistry === 'undefined')
    : new FinalizationRegistry(ptr => wasm.__wbg_unmade_free(ptr, 1));
";

    fn module() -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        imports.import("./app.js", "__wbg_call_0123456789abcdef", EntityType::Function(0));
        imports.import("./app.js", "__wbindgen_init", EntityType::Function(0));
        let mut exports = ExportSection::new();
        for (name, index) in [("__wbg_unmade_free", 0), ("unmade_pull", 1), ("unmadelike", 1), ("main", 1)] {
            exports.export(name, ExportKind::Func, index);
        }
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&FunctionSection::new()).section(&exports);
        module.finish()
    }

    #[test]
    fn names_are_short_on_both_sides_and_unmade_classes_are_gone() {
        let (script, module) = lighten(SCRIPT, &module()).expect("lightened");
        assert!(!script.contains("Unmade") && script.contains("class Made"), "{script}");
        assert!(script.contains(" _0: function(arg0)") && script.contains("__wbindgen_init: "), "{script}");
        assert!(script.contains("__wbg_call_0123456789abcdef_more: "), "{script}");
        let (mut imports, mut exports) = (Vec::new(), Vec::new());
        for payload in Parser::new(0).parse_all(&module) {
            match payload.expect("a section") {
                Payload::ImportSection(section) => {
                    imports.extend(
                        section.into_imports().map(|import| import.expect("an import").name.to_owned()),
                    );
                }
                Payload::ExportSection(section) => {
                    exports
                        .extend(section.into_iter().map(|export| export.expect("an export").name.to_owned()));
                }
                _ => {}
            }
        }
        assert_eq!(imports, ["_0", "__wbindgen_init"]);
        assert_eq!(exports, ["unmadelike", "main"]);
    }

    #[test]
    fn a_name_that_only_one_side_knows_is_refused() {
        let script = SCRIPT.replace("0123456789abcdef: ", "fedcba9876543210: ");
        assert!(lighten(&script, &module()).is_err());
    }
}
