//! What is inside a document of a word processor, which is an archive: looked through before anybody opens it.
//!
//! The list at its end says what it holds and how large that is unfolded. Both are checked, and then every entry is
//! unfolded into nothing and counted, for a list may lie.

use std::io::Read;

use flate2::read::DeflateDecoder;
use svetlitsa_domain::appeals::FileProblem;

/// Most bytes of everything unfolded: a long document with pictures, and no bomb.
const MOST_UNFOLDED: u64 = 64 << 20;
/// Most entries.
const MOST_ENTRIES: usize = 2_000;
/// Head of the record that ends an archive, and its length without a comment.
const END: (&[u8], usize) = (b"PK\x05\x06", 22);
/// Head of an entry of the list, and its length without names.
const LISTED: (&[u8], usize) = (b"PK\x01\x02", 46);
/// Head of an entry itself, and its length without names.
const ENTRY: (&[u8], usize) = (b"PK\x03\x04", 30);

/// An entry as the list tells of it.
struct Listed<'a> {
    name: &'a [u8],
    flags: u16,
    method: u16,
    packed: usize,
    unfolded: u64,
    at: usize,
}

/// Looks through a document.
///
/// # Errors
/// [`FileProblem::TooLarge`] for what unfolds to too much, [`FileProblem::Mismatch`] for an archive that is no such
/// document or holds programs, [`FileProblem::Damaged`] for what cannot be read to its end.
pub(super) fn check_docx(bytes: &[u8]) -> Result<(), FileProblem> {
    let entries = list(bytes).ok_or(FileProblem::Damaged)?;
    let declared = entries.iter().try_fold(0_u64, |sum, entry| sum.checked_add(entry.unfolded));
    if entries.len() > MOST_ENTRIES || declared.is_none_or(|sum| sum > MOST_UNFOLDED) {
        return Err(FileProblem::TooLarge);
    }
    let has = |name: &[u8]| entries.iter().any(|entry| entry.name == name);
    let is_program = |entry: &Listed<'_>| {
        let name = entry.name.to_ascii_lowercase();
        name.ends_with(b"vbaproject.bin") || name.ends_with(b".exe") || name.ends_with(b".js")
    };
    if !has(b"[Content_Types].xml") || !has(b"word/document.xml") || entries.iter().any(is_program) {
        return Err(FileProblem::Mismatch);
    }
    let mut left = MOST_UNFOLDED;
    for entry in &entries {
        let counted = unfold(bytes, entry, left)?;
        if counted != entry.unfolded {
            return Err(FileProblem::Damaged);
        }
        left -= counted;
    }
    Ok(())
}

/// The list, which stands at the end; `None` when it leads nowhere. Archives over 4 GB and in parts are none of ours.
fn list(bytes: &[u8]) -> Option<Vec<Listed<'_>>> {
    let (head, length) = END;
    let last = bytes.len().checked_sub(length)?;
    let first = last.saturating_sub(usize::from(u16::MAX));
    let end = (first..=last).rev().find(|at| bytes[*at..].starts_with(head))?;
    let count = usize::from(short(bytes, end + 10)?);
    let mut at = usize::try_from(long(bytes, end + 16)?).ok()?;
    // As many as the record says, and a few more than are taken are enough to refuse it.
    let mut entries = Vec::new();
    for _ in 0..count.min(MOST_ENTRIES + 1) {
        let (head, length) = LISTED;
        if !bytes.get(at..)?.starts_with(head) {
            return None;
        }
        let (name, extra, comment) = (short(bytes, at + 28)?, short(bytes, at + 30)?, short(bytes, at + 32)?);
        let names = at + length;
        entries.push(Listed {
            name: bytes.get(names..names + usize::from(name))?,
            flags: short(bytes, at + 8)?,
            method: short(bytes, at + 10)?,
            packed: usize::try_from(long(bytes, at + 20)?).ok()?,
            unfolded: u64::from(long(bytes, at + 24)?),
            at: usize::try_from(long(bytes, at + 42)?).ok()?,
        });
        at = names + usize::from(name) + usize::from(extra) + usize::from(comment);
    }
    Some(entries)
}

/// Unfolds an entry into nothing; how many bytes it was, never more than `most` and one.
fn unfold(bytes: &[u8], entry: &Listed<'_>, most: u64) -> Result<u64, FileProblem> {
    let packed = content(bytes, entry).ok_or(FileProblem::Damaged)?;
    let counted = match entry.method {
        _ if entry.flags & 1 != 0 => return Err(FileProblem::Damaged),
        0 => packed.len() as u64,
        8 => {
            let mut unfolding = DeflateDecoder::new(packed).take(most.saturating_add(1));
            std::io::copy(&mut unfolding, &mut std::io::sink()).map_err(|_| FileProblem::Damaged)?
        }
        _ => return Err(FileProblem::Damaged),
    };
    if counted > most { Err(FileProblem::TooLarge) } else { Ok(counted) }
}

/// The packed bytes of an entry, behind its own head.
fn content<'a>(bytes: &'a [u8], entry: &Listed<'_>) -> Option<&'a [u8]> {
    let (head, length) = ENTRY;
    if !bytes.get(entry.at..)?.starts_with(head) {
        return None;
    }
    let names = usize::from(short(bytes, entry.at + 26)?) + usize::from(short(bytes, entry.at + 28)?);
    let start = entry.at + length + names;
    bytes.get(start..start.checked_add(entry.packed)?)
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

#[cfg(test)]
#[path = "archive/tests.rs"]
mod tests;
