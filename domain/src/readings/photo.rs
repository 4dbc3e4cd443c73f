//! The photo of a dial: what it is by its content, never by its name, and the same picture without its metadata.

mod jpeg;
mod orientation;
mod png;

use serde::{Deserialize, Serialize};

pub use orientation::Orientation;

/// Most bytes of a photo: 8 MB.
pub const MOST_PHOTO_BYTES: usize = 8 << 20;
/// Most points of a photo: more than any telephone makes, less than a trap for whoever opens it.
pub const MOST_PHOTO_PIXELS: u64 = 120_000_000;

/// What a photo is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhotoKind {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
}

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PhotoProblem {
    /// Nothing in it.
    #[error("empty")]
    Empty,
    /// Over [`MOST_PHOTO_BYTES`].
    #[error("too large")]
    TooLarge,
    /// Over [`MOST_PHOTO_PIXELS`].
    #[error("too many pixels")]
    TooManyPixels,
    /// The format of iPhones, which browsers do not show: named so that the sentence can say what to switch.
    #[error("HEIC")]
    Heic,
    /// Anything else: a document, a program.
    #[error("neither JPEG nor PNG")]
    NotAPhoto,
    /// It begins like a photo and does not go on like one.
    #[error("damaged")]
    Damaged,
}

/// A photo that says nothing but what it shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CleanPhoto {
    /// What it is.
    pub kind: PhotoKind,
    /// The file.
    pub bytes: Vec<u8>,
    /// Points across, as stored.
    pub width: u32,
    /// Points down, as stored.
    pub height: u32,
    /// How it was held: the one thing of the metadata that a viewer needs.
    pub orientation: Orientation,
}

impl PhotoKind {
    /// The word in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Jpeg => "jpeg",
            Self::Png => "png",
        }
    }

    /// The opposite of [`PhotoKind::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Jpeg, Self::Png].into_iter().find(|kind| kind.as_str() == word)
    }

    /// The media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }
}

/// What a file is, by its first bytes.
///
/// # Errors
/// [`PhotoProblem`] for what is not taken.
pub fn identify(bytes: &[u8]) -> Result<PhotoKind, PhotoProblem> {
    if bytes.is_empty() {
        Err(PhotoProblem::Empty)
    } else if bytes.len() > MOST_PHOTO_BYTES {
        Err(PhotoProblem::TooLarge)
    } else if bytes.starts_with(&jpeg::MAGIC) {
        Ok(PhotoKind::Jpeg)
    } else if bytes.starts_with(&png::MAGIC) {
        Ok(PhotoKind::Png)
    } else if is_heic(bytes) {
        Err(PhotoProblem::Heic)
    } else {
        Err(PhotoProblem::NotAPhoto)
    }
}

/// The same picture without place, time, device and whatever else hides in a file: only what a picture is made of
/// is copied, and nothing that follows its end.
///
/// # Errors
/// [`PhotoProblem`] for what is not taken.
pub fn clean(bytes: &[u8]) -> Result<CleanPhoto, PhotoProblem> {
    let kind = identify(bytes)?;
    let photo = match kind {
        PhotoKind::Jpeg => jpeg::clean(bytes),
        PhotoKind::Png => png::clean(bytes),
    }
    .ok_or(PhotoProblem::Damaged)?;
    if photo.width == 0 || photo.height == 0 {
        Err(PhotoProblem::Damaged)
    } else if u64::from(photo.width) * u64::from(photo.height) > MOST_PHOTO_PIXELS {
        Err(PhotoProblem::TooManyPixels)
    } else {
        Ok(photo)
    }
}

/// The brands of HEIF in its first box.
fn is_heic(bytes: &[u8]) -> bool {
    const BRANDS: [&[u8]; 9] =
        [b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"mif1", b"msf1"];
    bytes.get(4..8) == Some(b"ftyp") && bytes.get(8..12).is_some_and(|brand| BRANDS.contains(&brand))
}

#[cfg(test)]
#[path = "photo/tests.rs"]
mod tests;
