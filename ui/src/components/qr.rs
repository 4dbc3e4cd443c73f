//! A QR code as one path, dark on light in every theme, for cameras know no other.

use std::fmt::Write as _;

use leptos::prelude::*;
use qrcode::{Color, EcLevel, QrCode};

use crate::i18n::Words;

/// Modules of light around the code, as the standard asks.
const QUIET: usize = 4;

/// A QR code. Nothing is drawn for a text that no code holds (over 2,900 bytes).
#[component]
pub fn Qr(
    /// What it says.
    #[prop(into)]
    data: String,
    /// What it is for, for those who do not see it.
    #[prop(into)]
    label: Words,
    /// To be scanned from an arm's length.
    #[prop(optional)]
    large: bool,
) -> impl IntoView {
    drawing(&data).map(|(size, path)| {
        view! {
            <div class="qr" data-size=large.then_some("large")>
                <svg viewBox=format!("0 0 {size} {size}") role="img" aria-label=label>
                    <path d=path></path>
                </svg>
            </div>
        }
    })
}

/// Beyond that many bytes larger modules help a camera more than what mends lost ones.
const LONG: usize = 120;

/// Side of the square with its margin, and the dark runs of every row.
fn drawing(data: &str) -> Option<(usize, String)> {
    let level = if data.len() > LONG { EcLevel::L } else { EcLevel::M };
    let code = QrCode::with_error_correction_level(data, level).ok()?;
    let width = code.width();
    let colors = code.to_colors();
    let mut path = String::new();
    for (y, row) in colors.chunks(width).enumerate() {
        let mut x = 0;
        while x < width {
            let run = row[x..].iter().take_while(|color| **color == Color::Dark).count();
            if run > 0 {
                write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET).ok()?;
            }
            x += run.max(1);
        }
    }
    Some((width + 2 * QUIET, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_the_corner_eyes() {
        let (size, path) = drawing("https://example.org/r/ABCD").unwrap();
        assert_eq!(size, 25 + 8);
        assert!(path.starts_with("M4 4h7v1h-7z"), "{path}");
        assert!(path.contains("M22 4h7v1h-7z"));
    }

    #[test]
    fn too_much_is_not_drawn() {
        assert_eq!(drawing(&"x".repeat(3000)), None);
    }
}
