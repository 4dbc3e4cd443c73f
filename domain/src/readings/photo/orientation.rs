//! How a camera was held, from the one tag of its metadata that a viewer needs (EXIF, tag 0x0112).

/// Orientation as EXIF numbers it, 1 to 8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Orientation(u8);

impl Default for Orientation {
    fn default() -> Self {
        Self(1)
    }
}

impl Orientation {
    /// The number, 1 to 8.
    #[must_use]
    pub const fn number(self) -> u8 {
        self.0
    }

    /// Quarter turns to the right that put the picture upright.
    #[must_use]
    pub const fn quarter_turns(self) -> u8 {
        match self.0 {
            3 | 4 => 2,
            5 | 6 => 1,
            7 | 8 => 3,
            _ => 0,
        }
    }

    /// Whether it is mirrored before it is turned.
    #[must_use]
    pub const fn is_mirrored(self) -> bool {
        matches!(self.0, 2 | 4 | 5 | 7)
    }

    /// From the payload of a JPEG's application segment; `None` when it is not EXIF or does not say.
    pub(super) fn of_segment(payload: &[u8]) -> Option<Self> {
        Self::of_exif(payload.strip_prefix(b"Exif\0\0")?)
    }

    /// From EXIF, which is laid out like a TIFF; `None` when it does not say.
    pub(super) fn of_exif(tiff: &[u8]) -> Option<Self> {
        let is_big_endian = match tiff.get(..4)? {
            b"MM\0*" => true,
            b"II*\0" => false,
            _ => return None,
        };
        let short = |place: usize| {
            let pair = [*tiff.get(place)?, *tiff.get(place.checked_add(1)?)?];
            Some(if is_big_endian { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) })
        };
        let long = |place: usize| {
            let (first, second) = (u32::from(short(place)?), u32::from(short(place + 2)?));
            Some(if is_big_endian { first << 16 | second } else { second << 16 | first })
        };
        let directory = usize::try_from(long(4)?).ok()?;
        let entries = usize::from(short(directory)?);
        let entry = (0..entries)
            .map(|index| directory.saturating_add(2 + index * 12))
            .find(|entry| short(*entry) == Some(0x0112))?;
        // A short; its value stands where otherwise an offset would.
        let is_short = short(entry + 2)? == 3;
        let number = u8::try_from(short(entry + 8)?).ok()?;
        (is_short && (1..=8).contains(&number)).then_some(Self(number))
    }
}
