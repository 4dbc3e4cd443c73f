//! A QR code for paper, as SVG.

use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};

/// Draws a code; `None` for a text that no code holds. Paper is folded and stained: a seventh of it may be lost.
pub(super) fn draw(text: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    Some(code.render::<svg::Color<'_>>().quiet_zone(true).module_dimensions(1, 1).build())
}
