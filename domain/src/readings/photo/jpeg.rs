//! JPEG, segment by segment (ITU-T T.81): tables, frames and scans are copied, the rest falls away.

use crate::readings::photo::orientation::Orientation;
use crate::readings::photo::{CleanPhoto, PhotoKind};

/// Start of image, and the start of the marker after it.
pub(super) const MAGIC: [u8; 3] = [0xff, 0xd8, 0xff];

const END_OF_IMAGE: u8 = 0xd9;
const START_OF_SCAN: u8 = 0xda;
/// Length of a JFIF header without a thumbnail.
const BARE_JFIF: usize = 14;

/// `None` when it is damaged.
pub(super) fn clean(bytes: &[u8]) -> Option<CleanPhoto> {
    let mut photo = CleanPhoto {
        kind: PhotoKind::Jpeg,
        bytes: vec![0xff, 0xd8],
        width: 0,
        height: 0,
        orientation: Orientation::default(),
    };
    let mut rest = bytes.get(2..)?;
    let mut has_scan = false;
    loop {
        let (marker, after) = next_marker(rest)?;
        if marker == END_OF_IMAGE {
            photo.bytes.extend([0xff, END_OF_IMAGE]);
            return has_scan.then_some(photo);
        }
        let (payload, after) = segment(after)?;
        if marker == 0xe1 {
            photo.orientation = Orientation::of_segment(payload).unwrap_or(photo.orientation);
        }
        if let Some(kept) = kept(marker, payload) {
            copy(&mut photo.bytes, marker, &kept)?;
        }
        if is_frame(marker) {
            photo.height = u32::from(u16::from_be_bytes([*payload.get(1)?, *payload.get(2)?]));
            photo.width = u32::from(u16::from_be_bytes([*payload.get(3)?, *payload.get(4)?]));
        }
        rest = after;
        if marker == START_OF_SCAN {
            let length = scan_length(rest)?;
            photo.bytes.extend_from_slice(rest.get(..length)?);
            rest = rest.get(length..)?;
            has_scan = true;
        }
    }
}

/// The marker at the front and what follows it; any number of fill bytes may precede.
fn next_marker(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let fill = bytes.iter().take_while(|byte| **byte == 0xff).count();
    let (&marker, after) = bytes.get(fill..)?.split_first()?;
    // Restarts and the end of stuffing have no place outside a scan, and a second image none inside the first.
    let is_misplaced = matches!(marker, 0x00 | 0x01 | 0xd0..=0xd8);
    (fill > 0 && !is_misplaced).then_some((marker, after))
}

/// A segment's payload, and what follows it. Its length counts itself.
fn segment(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let length = usize::from(u16::from_be_bytes([*bytes.first()?, *bytes.get(1)?]));
    Some((bytes.get(2..length)?, bytes.get(length..)?))
}

fn copy(out: &mut Vec<u8>, marker: u8, payload: &[u8]) -> Option<()> {
    let length = u16::try_from(payload.len() + 2).ok()?;
    out.extend([0xff, marker]);
    out.extend(length.to_be_bytes());
    out.extend_from_slice(payload);
    Some(())
}

/// What is copied of a segment; `None` when it falls away.
fn kept(marker: u8, payload: &[u8]) -> Option<Vec<u8>> {
    let is_copied = match marker {
        // A thumbnail in the header may show what was cut off the picture.
        0xe0 if payload.starts_with(b"JFIF\0") => {
            let mut header = payload.get(..BARE_JFIF)?.to_vec();
            header[BARE_JFIF - 2..].fill(0);
            return Some(header);
        }
        0xe2 => payload.starts_with(b"ICC_PROFILE\0"),
        // Twelve bytes that tell how colours are coded, and nothing else.
        0xee => payload.len() == 12 && payload.starts_with(b"Adobe"),
        // Other applications' segments, comments, and markers without a meaning.
        0xe0..=0xfe | 0x02..=0xbf => false,
        _ => true,
    };
    is_copied.then(|| payload.to_vec())
}

/// Frames of every process; the gaps are tables and a reserved marker.
const fn is_frame(marker: u8) -> bool {
    matches!(marker, 0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf)
}

/// Length of the coded data up to the next marker; stuffed zeros and restarts belong to it.
fn scan_length(bytes: &[u8]) -> Option<usize> {
    bytes.windows(2).position(|pair| pair[0] == 0xff && !matches!(pair[1], 0x00 | 0xd0..=0xd7 | 0xff))
}
