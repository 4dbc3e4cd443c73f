//! Parts that are fetched together, as one file: each file more costs a slow phone a request and a compilation.
//!
//! The divider makes a file for every set of parts that share something; among four parts that is a dozen, most of
//! them a few kilobytes. The files of a group import the same three things and speak to each other through the
//! table alone, so that one after the other is one module.

use std::collections::BTreeSet;

use anyhow::{Context, Result, bail};
use wasm_encoder::reencode::{self, Reencode};
use wasm_encoder::{
    CodeSection, DataCountSection, DataSection, ElementSection, FunctionSection, ImportSection, Module,
    TypeSection,
};
use wasmparser::{Parser, Payload};

/// Where the things of one module are in the whole.
struct Shift {
    types: u32,
    functions: u32,
    data: u32,
    elements: u32,
}

impl Reencode for Shift {
    type Error = std::convert::Infallible;

    fn type_index(&mut self, index: u32) -> Result<u32, reencode::Error> {
        Ok(self.types + index)
    }

    fn function_index(&mut self, index: u32) -> Result<u32, reencode::Error> {
        Ok(self.functions + index)
    }

    fn data_index(&mut self, index: u32) -> Result<u32, reencode::Error> {
        Ok(self.data + index)
    }

    fn element_index(&mut self, index: u32) -> Result<u32, reencode::Error> {
        Ok(self.elements + index)
    }
}

/// One module that does what the modules did, instantiated one after the other.
///
/// # Errors
/// When one of them holds what the divider never writes: exports, functions from outside, things of its own beside
/// functions and data.
pub(crate) fn modules(modules: &[Vec<u8>]) -> Result<Vec<u8>> {
    let (mut types, mut imports) = (TypeSection::new(), ImportSection::new());
    let (mut functions, mut elements) = (FunctionSection::new(), ElementSection::new());
    let (mut code, mut data) = (CodeSection::new(), DataSection::new());
    let mut imported = BTreeSet::new();
    for module in modules {
        let mut shift = Shift {
            types: types.len(),
            functions: functions.len(),
            data: data.len(),
            elements: elements.len(),
        };
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::TypeSection(section) => shift.parse_type_section(&mut types, section)?,
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        let import = import?;
                        if matches!(import.ty, wasmparser::TypeRef::Func(_)) {
                            bail!("a part imports the function {}", import.name);
                        }
                        if imported.insert((import.module.to_owned(), import.name.to_owned())) {
                            shift.parse_import(&mut imports, import)?;
                        }
                    }
                }
                Payload::FunctionSection(section) => shift.parse_function_section(&mut functions, section)?,
                Payload::ElementSection(section) => shift.parse_element_section(&mut elements, section)?,
                Payload::CodeSectionEntry(body) => shift.parse_function_body(&mut code, body)?,
                Payload::DataSection(section) => shift.parse_data_section(&mut data, section)?,
                Payload::ExportSection(section) if section.count() == 0 => {}
                Payload::GlobalSection(section) if section.count() == 0 => {}
                Payload::TableSection(section) if section.count() == 0 => {}
                Payload::Version { .. }
                | Payload::CodeSectionStart { .. }
                | Payload::DataCountSection { .. }
                | Payload::CustomSection(_)
                | Payload::End(_) => {}
                other => bail!("a part holds what cannot be joined: {other:?}"),
            }
        }
    }
    // Numbers of memories, tables and globals are left as they are: each kind may come once.
    if imported.iter().map(|(_, name)| kind(name)).collect::<BTreeSet<_>>().len() != imported.len() {
        bail!("the parts import two things of a kind: {imported:?}");
    }
    let mut module = Module::new();
    module.section(&types).section(&imports).section(&functions).section(&elements);
    module.section(&DataCountSection { count: data.len() }).section(&code).section(&data);
    Ok(module.finish())
}

/// The divider's names: the memory, the table, and globals by number.
fn kind(name: &str) -> &str {
    if name.starts_with("__wasm_split_shared") { "global" } else { name }
}

/// The loader with one definition for each group of shared files, and the groups: the stems of their files, the
/// first of which names them all. `tiers` says whose readers are spared: a part of the first tier fetches nothing
/// that it does not need, one of the second nothing that only later ones need, and so on.
pub(crate) fn group(loader: &str, tiers: &[&[&str]]) -> Result<(String, Vec<Vec<String>>)> {
    let mut groups: Vec<(BTreeSet<&str>, Vec<String>)> = Vec::new();
    let mut grouped = String::new();
    let mut rest = loader;
    while let Some(start) = rest.find("/* ") {
        let (before, definition) = rest.split_at(start);
        let end = definition.find("\n, []);\n").context("a shared file has no end in the loader")?;
        let (definition, after) = definition.split_at(end + "\n, []);\n".len());
        let owners = definition[3..].split_once(" */").context("a shared file has no owners")?.0;
        let rank: BTreeSet<&str> = tiers
            .iter()
            .map(|tier| owners.split(", ").filter(|owner| tier.contains(owner)).collect())
            .find(|spared: &BTreeSet<&str>| !spared.is_empty())
            .unwrap_or_default();
        let number = definition
            .split_once("const __chunk_")
            .and_then(|(_, rest)| rest.split_once(' '))
            .context("a shared file has no number")?
            .0;
        grouped.push_str(before);
        match groups.iter_mut().find(|(of, _)| *of == rank) {
            Some((_, members)) => {
                let first = members[0].trim_start_matches("chunk_");
                grouped.push_str(&format!("/* {owners} */\nconst __chunk_{number} = __chunk_{first};\n"));
                members.push(format!("chunk_{number}"));
            }
            None => {
                grouped.push_str(definition);
                groups.push((rank, vec![format!("chunk_{number}")]));
            }
        }
        rest = after;
    }
    grouped.push_str(rest);
    Ok((grouped, groups.into_iter().map(|(_, members)| members).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A part with one function `i32 -> i32` of the given constant, which the table holds at `slot`.
    fn part(constant: u8, slot: u8) -> Vec<u8> {
        let mut module = b"\0asm\x01\0\0\0".to_vec();
        module.extend([1, 5, 1, 0x60, 0, 1, 0x7f]);
        module.extend([2, 9, 1, 1, b's', 1, b't', 1, 0x70, 0, 9]);
        module.extend([3, 2, 1, 0]);
        module.extend([9, 7, 1, 0, 0x41, slot, 0x0b, 1, 0]);
        module.extend([10, 6, 1, 4, 0, 0x41, constant, 0x0b]);
        module
    }

    #[test]
    fn parts_one_after_the_other_are_one_module() {
        let joined = modules(&[part(5, 1), part(7, 2)]).expect("joined");
        wasmparser::validate(&joined).expect("valid");
        let (mut functions, mut slots) = (0, Vec::new());
        for payload in Parser::new(0).parse_all(&joined) {
            match payload.expect("read") {
                Payload::FunctionSection(section) => functions = section.count(),
                Payload::ElementSection(section) => {
                    for element in section {
                        if let wasmparser::ElementItems::Functions(items) = element.expect("read").items {
                            slots.extend(items.into_iter().map(|item| item.expect("read")));
                        }
                    }
                }
                _ => {}
            }
        }
        assert_eq!((functions, slots), (2, vec![0, 1]));
    }

    #[test]
    fn a_part_with_exports_is_refused() {
        let mut module = part(5, 1);
        let code = module.len() - 8 - 9;
        module.splice(code..code, [7, 5, 1, 1, b'f', 0, 0]);
        assert!(modules(&[module]).is_err());
    }

    #[test]
    fn shared_files_are_grouped_by_the_first_part_that_needs_them() {
        let file = |owners: &str, n: u8| {
            format!(
                "/* {owners} */\nconst __chunk_{n} = makeLoad(() => {{\nfetch(new URL(\"./chunk_{n}.wasm\", x))\n}}\n, []);\n"
            )
        };
        let loader = format!("a();\n{}{}{}b();\n", file("q, r", 1), file("p, r", 2), file("p, q", 3));
        let (grouped, groups) = group(&loader, &[&["p"], &["q"]]).expect("grouped");
        assert_eq!(groups, [vec!["chunk_1"], vec!["chunk_2", "chunk_3"]]);
        assert!(grouped.contains("/* p, q */\nconst __chunk_3 = __chunk_2;\nb();\n"), "{grouped}");
        assert!(!grouped.contains("./chunk_3.wasm"));
    }
}
