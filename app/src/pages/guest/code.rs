//! The code of a bill in a picture: its bytes found, and read in the alphabet that it names itself (GOST R 56042).
//!
//! What finds it is a part of the program of its own, fetched when a camera is opened.

use js_sys::Object;
use wasm_split_helpers::SplitLoaderError;
use web_sys::TextDecoder;

/// A picture in shades of grey, row by row.
#[derive(Clone, Debug)]
pub(super) struct Picture {
    /// Points in a row.
    pub(super) width: usize,
    /// 0 is black.
    pub(super) shades: Vec<u8>,
}

impl Picture {
    /// From red, green, blue and opacity of each point, as a canvas gives them.
    pub(super) fn of_colours(width: usize, colours: &[u8]) -> Self {
        let shade = |point: &[u8]| {
            // How bright a colour seems (ITU-R BT.601), in 256ths.
            let [red, green, blue] = [point[0], point[1], point[2]].map(u32::from);
            u8::try_from((77 * red + 150 * green + 29 * blue) >> 8).unwrap_or(u8::MAX)
        };
        Self { width, shades: colours.chunks_exact(4).map(shade).collect() }
    }
}

/// What finds the bytes of a code.
pub(super) type Find = fn(&Picture) -> Option<Vec<u8>>;

/// What finds them, fetched.
#[cfg(feature = "split")]
#[wasm_split_helpers::wasm_split(code, fallible)]
pub(super) fn program() -> Result<Find, SplitLoaderError> {
    Ok(find)
}

/// What finds them.
#[cfg(not(feature = "split"))]
pub(super) async fn program() -> Result<Find, SplitLoaderError> {
    Ok(find)
}

fn find(picture: &Picture) -> Option<Vec<u8>> {
    let Picture { width, shades } = picture;
    let height = shades.len().checked_div(*width)?;
    let mut prepared =
        rqrr::PreparedImage::prepare_from_greyscale(*width, height, |x, y| shades[y * width + x]);
    prepared.detect_grids().into_iter().find_map(|grid| {
        let mut bytes = Vec::new();
        grid.decode_to(&mut bytes).ok()?;
        Some(bytes)
    })
}

/// The text of a bill's code; anything else is read as it stands, for the server says what it is not.
pub(super) fn text(bytes: &[u8]) -> Option<String> {
    let alphabet = match bytes.get(6) {
        Some(b'1') if bytes.starts_with(b"ST0001") => "windows-1251",
        Some(b'3') if bytes.starts_with(b"ST0001") => "koi8-r",
        _ => "utf-8",
    };
    if alphabet == "utf-8" {
        return Some(String::from_utf8_lossy(bytes).into_owned());
    }
    let decoder = TextDecoder::new_with_label(alphabet).ok()?;
    let bytes = js_sys::Uint8Array::from(bytes);
    decoder.decode_with_buffer_source(AsRef::<Object>::as_ref(&bytes)).ok()
}

#[cfg(test)]
mod tests {
    use qrcode::{EcLevel, QrCode};

    use super::*;

    /// A code as it is printed: eight points a module, a light border.
    fn printed(text: &str) -> Picture {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).unwrap();
        let (modules, dark) = (code.width(), code.to_colors());
        let width = (modules + 8) * 8;
        let shade = |at: usize| {
            let (x, y) = (at % width / 8, at / width / 8);
            let is_in = (4..modules + 4).contains(&x) && (4..modules + 4).contains(&y);
            let is_dark = is_in && dark[(y - 4) * modules + x - 4] == qrcode::Color::Dark;
            if is_dark { 30 } else { 220 }
        };
        Picture { width, shades: (0..width * width).map(shade).collect() }
    }

    #[test]
    fn a_printed_code_is_found() {
        let bill = "ST00012|Name=АО «Сбыт»|PersonalAcc=40702810138250123017|PersAcc=67100000017|Sum=123456";
        assert_eq!(find(&printed(bill)).unwrap(), bill.as_bytes());
        let white = Picture { width: 40, shades: vec![255; 1_600] };
        assert_eq!(find(&white), None);
        assert_eq!(find(&Picture { width: 0, shades: Vec::new() }), None);
    }

    #[test]
    fn colours_become_shades() {
        let colours = [0, 0, 0, 255, 255, 255, 255, 255, 255, 0, 0, 255];
        assert_eq!(Picture::of_colours(3, &colours).shades, [0, 255, 76]);
    }
}
