//! A smaller picture, drawn on the phone: the digits stay legible, and the place and time that a camera writes into
//! its files never leave it.

use js_sys::{Function, Promise, Uint8Array};
use leptos::prelude::{document, window};
use svetlitsa_api::FieldCode;
use svetlitsa_domain::readings::{MOST_PHOTO_BYTES, PhotoProblem, identify_photo};
use svetlitsa_ui::i18n::Text;
use svetlitsa_ui::problem::field_message;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, File, HtmlCanvasElement, ImageBitmap};

/// Longest side of what is sent: the digits of a dial that fills a third of the picture are still thirty points high.
const LONGEST: u32 = 1_600;
/// Quality of the JPEG, of one.
const QUALITY: f64 = 0.82;
/// Bytes that tell what a file is.
const HEAD: i32 = 64;

/// The picture, and the file to send; or the sentence why there is none.
pub(super) async fn shrink(file: &File) -> Result<(HtmlCanvasElement, Blob), Text> {
    draw(file).await.map_err(|problem| field_message(FieldCode::of_photo(problem)))
}

async fn draw(file: &File) -> Result<(HtmlCanvasElement, Blob), PhotoProblem> {
    // Two gigabytes are not opened to find out that they are two gigabytes.
    let most = u32::try_from(MOST_PHOTO_BYTES).unwrap_or(u32::MAX);
    if file.size() > f64::from(most) {
        return Err(PhotoProblem::TooLarge);
    }
    identify_photo(&head(file).await.ok_or(PhotoProblem::Damaged)?)?;
    let picture = picture(file).await.ok_or(PhotoProblem::Damaged)?;
    let file = jpeg(&picture).await.ok_or(PhotoProblem::Damaged)?;
    Ok((picture, file))
}

async fn head(file: &File) -> Option<Vec<u8>> {
    let head = file.slice_with_i32_and_i32(0, HEAD).ok()?;
    let buffer = JsFuture::from(head.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

/// Upright, as the camera was held, on a canvas.
pub(crate) async fn picture(file: &Blob) -> Option<HtmlCanvasElement> {
    let bitmap = JsFuture::from(window().create_image_bitmap_with_blob(file).ok()?).await.ok()?;
    let bitmap: ImageBitmap = bitmap.dyn_into().ok()?;
    let (width, height) = fit(bitmap.width(), bitmap.height());
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(width);
    canvas.set_height(height);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    // What is transparent in a PNG would be black in a JPEG.
    context.set_fill_style_str("white");
    context.fill_rect(0.0, 0.0, width.into(), height.into());
    context
        .draw_image_with_image_bitmap_and_dw_and_dh(&bitmap, 0.0, 0.0, width.into(), height.into())
        .ok()?;
    bitmap.close();
    Some(canvas)
}

/// Within the longest side, never larger than it is.
fn fit(width: u32, height: u32) -> (u32, u32) {
    let longest = width.max(height);
    if longest <= LONGEST {
        return (width, height);
    }
    let scaled = |side: u32| {
        let side = u64::from(side) * u64::from(LONGEST) / u64::from(longest);
        u32::try_from(side).unwrap_or(LONGEST).max(1)
    };
    (scaled(width), scaled(height))
}

async fn jpeg(picture: &HtmlCanvasElement) -> Option<Blob> {
    let promise = Promise::new(&mut |resolve: Function, _| {
        let done = Closure::once_into_js(move |blob: JsValue| {
            let _ = resolve.call1(&JsValue::NULL, &blob);
        });
        // A canvas that cannot be read never calls back: then there is nothing to send.
        let _ = picture.to_blob_with_type_and_encoder_options(
            done.unchecked_ref(),
            "image/jpeg",
            &JsValue::from_f64(QUALITY),
        );
    });
    JsFuture::from(promise).await.ok()?.dyn_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_side_decides() {
        for (from, to) in [
            ((4_000, 3_000), (1_600, 1_200)),
            ((3_000, 4_000), (1_200, 1_600)),
            ((1_600, 900), (1_600, 900)),
            ((10, 100_000), (1, 1_600)),
            ((1, 1), (1, 1)),
        ] {
            assert_eq!(fit(from.0, from.1), to);
        }
    }
}
