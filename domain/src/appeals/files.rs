//! Files that come with an appeal: what they may be, by name and by content together.

use serde::{Deserialize, Serialize};

use crate::readings::{MOST_PHOTO_BYTES, PhotoKind, PhotoProblem, identify_photo};

/// Most bytes of a file: 8 MB, as for a photo of a dial.
pub const MOST_FILE_BYTES: usize = MOST_PHOTO_BYTES;
/// Most files that come at once.
pub const MOST_FILES: usize = 5;
/// Most files that one appeal or application has, whenever they came.
pub const MOST_SENT_FILES: i64 = 60;
/// Most bytes of them together.
pub const MOST_SENT_BYTES: i64 = 100 * 1024 * 1024;
/// Longest name, characters; what is longer is cut before its ending.
const MOST_NAME: usize = 120;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// A photo or scan.
    Jpeg,
    /// A picture of a screen.
    Png,
    /// A picture from the web.
    Webp,
    /// A photo of an iPhone, which few browsers show.
    Heic,
    /// A document.
    Pdf,
    /// Plain text.
    Txt,
    /// A document of a word processor, without macros.
    Docx,
}

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum FileProblem {
    /// Nothing in it.
    #[error("empty")]
    Empty,
    /// Over [`MOST_FILE_BYTES`], or a picture or an archive that unfolds to more than anybody needs.
    #[error("too large")]
    TooLarge,
    /// Not one of [`FileKind`] by its name.
    #[error("not a kind that is taken")]
    WrongKind,
    /// The content is not what the name says.
    #[error("not what its name says")]
    Mismatch,
    /// It begins like one and does not go on like one.
    #[error("damaged")]
    Damaged,
}

impl FileKind {
    /// Every kind.
    pub const ALL: [Self; 7] =
        [Self::Jpeg, Self::Png, Self::Webp, Self::Heic, Self::Pdf, Self::Txt, Self::Docx];

    /// The word on the wire and in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Jpeg => "jpeg",
            Self::Png => "png",
            Self::Webp => "webp",
            Self::Heic => "heic",
            Self::Pdf => "pdf",
            Self::Txt => "txt",
            Self::Docx => "docx",
        }
    }

    /// The opposite of [`FileKind::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// What the name's ending says.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        match ending.to_ascii_lowercase().as_str() {
            "jpg" | "jpeg" => Some(Self::Jpeg),
            "png" => Some(Self::Png),
            "webp" => Some(Self::Webp),
            "heic" | "heif" => Some(Self::Heic),
            "pdf" => Some(Self::Pdf),
            "txt" => Some(Self::Txt),
            "docx" => Some(Self::Docx),
            _ => None,
        }
    }

    /// The media type that it is handed out with.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Heic => "image/heic",
            Self::Pdf => "application/pdf",
            Self::Txt => "text/plain",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        }
    }

    /// Whether a browser can draw it.
    #[must_use]
    pub const fn is_drawn(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png | Self::Webp)
    }
}

/// What a file is: its name's ending and its content must agree. What is inside an archive is for others to look at.
///
/// # Errors
/// [`FileProblem`] for what is not taken.
pub fn identify(name: &str, bytes: &[u8]) -> Result<FileKind, FileProblem> {
    let kind = FileKind::of_name(name).ok_or(FileProblem::WrongKind)?;
    if bytes.is_empty() {
        return Err(FileProblem::Empty);
    }
    if bytes.len() > MOST_FILE_BYTES {
        return Err(FileProblem::TooLarge);
    }
    let is_so = match kind {
        FileKind::Jpeg => identify_photo(bytes) == Ok(PhotoKind::Jpeg),
        FileKind::Png => identify_photo(bytes) == Ok(PhotoKind::Png),
        FileKind::Heic => identify_photo(bytes) == Err(PhotoProblem::Heic),
        FileKind::Webp => bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP"),
        FileKind::Pdf => bytes.starts_with(b"%PDF-"),
        FileKind::Docx => bytes.starts_with(b"PK\x03\x04"),
        FileKind::Txt => is_text(bytes),
    };
    if !is_so {
        return Err(FileProblem::Mismatch);
    }
    if kind == FileKind::Pdf && !ends_like_pdf(bytes) {
        return Err(FileProblem::Damaged);
    }
    Ok(kind)
}

/// Lines for people: nothing that a program or a page begins with, no bytes that no text has.
fn is_text(bytes: &[u8]) -> bool {
    const PAGES: [&[u8]; 6] = [b"<!doctype", b"<html", b"<svg", b"<?xml", b"<script", b"<?php"];
    const PROGRAMS: [&[u8]; 3] = [b"#!", b"MZ", b"%PDF-"];
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let begins = |word: &&[u8]| text.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word));
    let is_page = PAGES.iter().any(begins);
    let is_program = PROGRAMS.iter().any(|word| text.starts_with(word));
    let is_lines = text.iter().all(|byte| *byte >= b' ' || matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c));
    is_lines && !is_page && !is_program
}

/// The end of a PDF is in its last kilobyte, or it was cut off.
fn ends_like_pdf(bytes: &[u8]) -> bool {
    const END: &[u8] = b"%%EOF";
    let tail = bytes.get(bytes.len().saturating_sub(1024)..).unwrap_or(bytes);
    tail.windows(END.len()).any(|window| window == END)
}

/// The name of a file as it is shown and handed out: no folders, no signs that steer a line or a file system.
#[must_use]
pub fn clean_file_name(typed: &str) -> String {
    let last = typed.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_plain = |c: &char| {
        let steers = matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
        !c.is_control() && !steers && !matches!(c, '"' | '<' | '>' | '|' | ':' | '*' | '?' | ';')
    };
    let name: String = last.chars().filter(is_plain).collect();
    let name = name.trim().trim_start_matches('.');
    if name.chars().count() <= MOST_NAME {
        return name.to_owned();
    }
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let room = MOST_NAME.saturating_sub(ending.chars().count() + 1);
    let stem: String = stem.chars().take(room).collect();
    format!("{stem}.{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn name_and_content_agree_or_it_is_not_taken() {
        let webp = b"RIFF\x04\0\0\0WEBPVP8 ";
        let heic = b"\0\0\0\x18ftypheic\0\0\0\0";
        let cases: [(&str, &[u8], Result<FileKind, FileProblem>); 22] = [
            ("a.jpg", b"\xff\xd8\xff\xe0", Ok(FileKind::Jpeg)),
            ("a.JPEG", b"\xff\xd8\xff\xe0", Ok(FileKind::Jpeg)),
            ("a.png", b"\x89PNG\r\n\x1a\n", Ok(FileKind::Png)),
            ("a.webp", webp, Ok(FileKind::Webp)),
            ("a.heic", heic, Ok(FileKind::Heic)),
            ("a.pdf", b"%PDF-1.7\n%%EOF\n", Ok(FileKind::Pdf)),
            ("a.txt", b"\xef\xbb\xbfHello\r\n", Ok(FileKind::Txt)),
            ("a.docx", b"PK\x03\x04", Ok(FileKind::Docx)),
            ("a.png", b"\xff\xd8\xff\xe0", Err(FileProblem::Mismatch)),
            ("a.jpg", b"<html>", Err(FileProblem::Mismatch)),
            ("a.jpg", heic, Err(FileProblem::Mismatch)),
            ("a.pdf", b"PK\x03\x04", Err(FileProblem::Mismatch)),
            ("a.pdf", b"%PDF-1.7\n", Err(FileProblem::Damaged)),
            ("a.txt", b" \n<SVG onload=alert(1)>", Err(FileProblem::Mismatch)),
            ("a.txt", b"<!DOCTYPE html>", Err(FileProblem::Mismatch)),
            ("a.txt", b"MZ\x90\0", Err(FileProblem::Mismatch)),
            ("a.txt", b"a\0b", Err(FileProblem::Mismatch)),
            ("a.svg", b"<svg/>", Err(FileProblem::WrongKind)),
            ("a.html", b"<p>", Err(FileProblem::WrongKind)),
            ("a.pdf.exe", b"MZ", Err(FileProblem::WrongKind)),
            ("pdf", b"%PDF-1.7\n%%EOF", Err(FileProblem::WrongKind)),
            ("a.pdf", b"", Err(FileProblem::Empty)),
        ];
        for (name, bytes, expected) in cases {
            assert_eq!(identify(name, bytes), expected, "{name} {bytes:?}");
        }
        let large = vec![b'a'; MOST_FILE_BYTES + 1];
        assert_eq!(identify("a.txt", &large), Err(FileProblem::TooLarge));
        assert_eq!(identify("a.txt", &large[1..]), Ok(FileKind::Txt));
    }

    #[test]
    fn names_lose_what_steers() {
        for (typed, expected) in [
            ("scan.pdf", "scan.pdf"),
            ("C:\\fakepath\\scan.pdf", "scan.pdf"),
            ("../../etc/passwd.txt", "passwd.txt"),
            ("\u{202e}gpj.exe.txt", "gpj.exe.txt"),
            ("a\"\r\nX: y.txt", "aX y.txt"),
            (".hidden.txt", "hidden.txt"),
            ("", ""),
        ] {
            assert_eq!(clean_file_name(typed), expected, "{typed:?}");
        }
        let long = clean_file_name(&format!("{}.docx", "x".repeat(300)));
        assert_eq!((long.chars().count(), FileKind::of_name(&long)), (MOST_NAME, Some(FileKind::Docx)));
    }

    #[test]
    fn words_come_back() {
        for kind in FileKind::ALL {
            assert_eq!(FileKind::parse(kind.as_str()), Some(kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        }
    }
}
