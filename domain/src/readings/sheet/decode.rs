//! The bytes of a sheet as text: UTF-8, UTF-16 with its mark, or the Windows code page of Russian spreadsheets.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1251};

use crate::readings::sheet::{MOST_SHEET_BYTES, SheetError};

/// Decodes a sheet; a byte-order mark decides, else UTF-8 where it is valid, else windows-1251.
///
/// # Errors
/// [`SheetError`] when it is too large, or holds what no text holds.
pub fn decode_sheet(bytes: &[u8]) -> Result<Cow<'_, str>, SheetError> {
    if bytes.len() > MOST_SHEET_BYTES {
        return Err(SheetError::TooLarge);
    }
    let text = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => encoding.decode_without_bom_handling(&bytes[mark..]).0,
        None => match UTF_8.decode_without_bom_handling_and_without_replacement(bytes) {
            Some(text) => text,
            None => WINDOWS_1251.decode_without_bom_handling(bytes).0,
        },
    };
    let is_binary = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r') || c == '\u{fffd}';
    if text.chars().any(is_binary) { Err(SheetError::NotText) } else { Ok(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encodings_of_spreadsheets() {
        let utf16 = |units: Vec<u16>, bytes: fn(u16) -> [u8; 2]| {
            units.into_iter().flat_map(bytes).collect::<Vec<u8>>()
        };
        let marked: Vec<u16> = "\u{feff}Ночь;1".encode_utf16().collect();
        for bytes in [
            "Ночь;1".as_bytes().to_vec(),
            "\u{feff}Ночь;1".as_bytes().to_vec(),
            b"\xcd\xee\xf7\xfc;1".to_vec(),
            utf16(marked.clone(), u16::to_le_bytes),
            utf16(marked, u16::to_be_bytes),
        ] {
            assert_eq!(decode_sheet(&bytes).unwrap(), "Ночь;1", "{bytes:?}");
        }
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for bytes in [
            b"PK\x03\x04\x14\x00\x06\x00".as_slice(),
            b"\x89PNG\r\n\x1a\n",
            b"MZ\x90\x00",
            b"\x7fELF\x02\x01",
            b"\xff\xfe\x00",
            b"a\x00b",
        ] {
            assert_eq!(decode_sheet(bytes), Err(SheetError::NotText), "{bytes:?}");
        }
        assert_eq!(decode_sheet(&vec![b'1'; MOST_SHEET_BYTES + 1]), Err(SheetError::TooLarge));
    }
}
