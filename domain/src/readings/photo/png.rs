//! PNG, chunk by chunk (ISO/IEC 15948): what a still picture is made of is copied, the rest falls away.

use crate::readings::photo::orientation::Orientation;
use crate::readings::photo::{CleanPhoto, PhotoKind};

pub(super) const MAGIC: [u8; 8] = *b"\x89PNG\r\n\x1a\n";

/// Picture, palette, transparency and colour. Texts, times, EXIF, further frames and private chunks are not here.
const KEPT: [&[u8; 4]; 14] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP",
    b"bKGD", b"hIST", b"pHYs",
];

/// `None` when it is damaged.
pub(super) fn clean(bytes: &[u8]) -> Option<CleanPhoto> {
    let mut out = MAGIC.to_vec();
    let mut rest = bytes.get(MAGIC.len()..)?;
    let (mut size, mut has_data, mut orientation) = (None, false, Orientation::default());
    loop {
        let (chunk, after) = Chunk::next(rest)?;
        match (chunk.kind, size) {
            (b"IHDR", None) if chunk.data.len() == 13 => {
                let number = |at: usize| chunk.data.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes);
                size = Some((number(0)?, number(4)?));
            }
            // The header comes first, and once.
            (b"IHDR", _) | (_, None) => return None,
            (b"IDAT", _) => has_data = true,
            (b"eXIf", _) => orientation = Orientation::of_exif(chunk.data).unwrap_or(orientation),
            _ => {}
        }
        if KEPT.contains(&chunk.kind) {
            out.extend_from_slice(chunk.whole);
        } else if chunk.kind[0].is_ascii_uppercase() {
            // Nobody can show a picture of which an essential part is unknown.
            return None;
        }
        if chunk.kind == b"IEND" {
            let (width, height) = size.filter(|_| has_data)?;
            return Some(CleanPhoto { kind: PhotoKind::Png, bytes: out, width, height, orientation });
        }
        rest = after;
    }
}

struct Chunk<'a> {
    kind: &'a [u8; 4],
    data: &'a [u8],
    whole: &'a [u8],
}

impl<'a> Chunk<'a> {
    /// The chunk at the front and what follows it; `None` when it is cut off or its check sum is wrong.
    fn next(bytes: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let length = usize::try_from(u32::from_be_bytes(*bytes.first_chunk()?)).ok()?;
        let end = length.checked_add(8)?;
        let checked = bytes.get(4..end)?;
        let (kind, data) = checked.split_first_chunk()?;
        let sum = u32::from_be_bytes(*bytes.get(end..)?.first_chunk()?);
        let (whole, after) = bytes.split_at_checked(end.checked_add(4)?)?;
        (crc(checked) == sum).then_some((Self { kind, data, whole }, after))
    }
}

/// CRC-32 of ISO 3309, as PNG uses it.
pub(super) fn crc(bytes: &[u8]) -> u32 {
    const TABLE: [u32; 256] = table();
    !bytes.iter().fold(!0, |sum: u32, byte| {
        let [low, ..] = sum.to_le_bytes();
        TABLE[usize::from(low ^ byte)] ^ sum >> 8
    })
}

const fn table() -> [u32; 256] {
    let mut table = [0; 256];
    let mut index = 0;
    while index < 256 {
        let (mut sum, mut bit) = (index as u32, 0);
        while bit < 8 {
            sum = if sum & 1 == 1 { 0xedb8_8320 ^ sum >> 1 } else { sum >> 1 };
            bit += 1;
        }
        table[index] = sum;
        index += 1;
    }
    table
}
