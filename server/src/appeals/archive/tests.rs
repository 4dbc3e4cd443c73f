//! Archives that are made here, honest and lying.

use std::io::Write;

use flate2::Compression;
use flate2::write::DeflateEncoder;

use super::*;

/// An archive of entries with their contents; `said` is how large each says to be, when it lies.
fn archive(entries: &[(&str, &[u8])], said: Option<u32>) -> Vec<u8> {
    let (mut file, mut list) = (Vec::new(), Vec::new());
    for (name, content) in entries {
        let mut packed = DeflateEncoder::new(Vec::new(), Compression::best());
        packed.write_all(content).unwrap();
        let packed = packed.finish().unwrap();
        let small = |n: usize| u16::try_from(n).unwrap().to_le_bytes();
        let sizes = [
            u32::try_from(packed.len()).unwrap().to_le_bytes(),
            said.unwrap_or(u32::try_from(content.len()).unwrap()).to_le_bytes(),
        ]
        .concat();
        let at = u32::try_from(file.len()).unwrap().to_le_bytes();
        // Version, flags, method, time, day, check sum; nobody looks at the sum.
        let common =
            [&[20, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0][..], &sizes, &small(name.len()), &[0, 0]].concat();
        file.extend([b"PK\x03\x04", &common[..], name.as_bytes(), &packed].concat());
        list.extend([b"PK\x01\x02\x14\0", &common[..], &[0; 10], &at, name.as_bytes()].concat());
    }
    let count = u16::try_from(entries.len()).unwrap().to_le_bytes();
    let (begins, length) = (u32::try_from(file.len()).unwrap(), u32::try_from(list.len()).unwrap());
    let end =
        [b"PK\x05\x06\0\0\0\0", &count[..], &count, &length.to_le_bytes(), &begins.to_le_bytes(), &[0, 0]];
    [file, list, end.concat()].concat()
}

const PARTS: [(&str, &[u8]); 2] =
    [("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<document/>")];

#[test]
fn a_document_is_taken_and_anything_else_is_not() {
    assert_eq!(check_docx(&archive(&PARTS, None)), Ok(()));
    assert_eq!(check_docx(&archive(&PARTS[..1], None)), Err(FileProblem::Mismatch), "some other archive");
    let with_macros = [PARTS[0], PARTS[1], ("word/vbaProject.bin", b"Sub AutoOpen")];
    assert_eq!(check_docx(&archive(&with_macros, None)), Err(FileProblem::Mismatch));
    assert_eq!(check_docx(b"PK\x03\x04"), Err(FileProblem::Damaged));
    let mut cut = archive(&PARTS, None);
    cut.truncate(cut.len() - 10);
    assert_eq!(check_docx(&cut), Err(FileProblem::Damaged));
}

#[test]
fn a_bomb_is_refused_by_what_it_says_and_by_what_it_is() {
    let zeros = vec![0_u8; 65 << 20];
    let bomb = [PARTS[0], ("word/document.xml", &zeros[..])];
    let honest = archive(&bomb, None);
    assert!(honest.len() < 100_000, "65 MB in {} bytes", honest.len());
    assert_eq!(check_docx(&honest), Err(FileProblem::TooLarge), "it says so");
    assert_eq!(
        check_docx(&archive(&[bomb[1], PARTS[0]], Some(8))),
        Err(FileProblem::TooLarge),
        "it does not"
    );
    // Many that are small each and large together.
    let names: Vec<String> = (0..20).map(|n| format!("word/media/{n}.xml")).collect();
    let many: Vec<(&str, &[u8])> =
        PARTS.into_iter().chain(names.iter().map(|name| (name.as_str(), &zeros[..4 << 20]))).collect();
    assert_eq!(check_docx(&archive(&many, None)), Err(FileProblem::TooLarge));
}

#[test]
fn bytes_changed_anywhere_never_break_the_reader() {
    let whole = archive(&PARTS, None);
    for at in 0..whole.len() {
        for flip in [0xff, 0x01, 0x80] {
            let mut changed = whole.clone();
            changed[at] ^= flip;
            // Taken or refused: it only must not panic or run away.
            let _ = check_docx(&changed);
        }
        let _ = check_docx(&whole[..at]);
    }
}
