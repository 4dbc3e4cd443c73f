//! A PDF as its readers have it: its words, for those who hear it, and its codes, for those who scan it.

use std::sync::Arc;

use hayro::hayro_interpret::font::Glyph;
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache, InterpreterSettings, Paint,
    PathDrawMode, SoftMask, TransformExt, interpret_page,
};
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::page::Page;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::vello_cpu::kurbo::{Affine, BezPath, Rect};
use hayro::{RenderCache, RenderSettings, render};
use rqrr::PreparedImage;

/// What is on paper.
pub(crate) struct Paper {
    pub(crate) pages: usize,
    /// Every word, without the spaces between them: how wide a space is, paper does not say.
    pub(crate) words: String,
}

/// Dots of a printed point: 300 an inch are some four. Where a camera finds nothing, it goes nearer.
const DOTS: [f32; 3] = [4.0, 5.0, 6.0];

impl Paper {
    pub(crate) fn read(pdf: &[u8]) -> Self {
        let pdf = Pdf::new(pdf.to_vec()).unwrap();
        let settings = settings();
        let mut reader = Reader::default();
        for page in pdf.pages().iter() {
            let cache = InterpreterCache::new();
            let whole = Rect::new(0.0, 0.0, 10_000.0, 10_000.0);
            let transform = page.initial_transform(true).to_kurbo();
            let mut context = Context::new(transform, whole, &cache, page.xref(), settings.clone());
            interpret_page(page, &mut context, &mut reader);
        }
        Self { pages: pdf.pages().len(), words: reader.words }
    }

    /// Whether the words stand on it, whatever the spaces.
    pub(crate) fn says(&self, words: &str) -> bool {
        self.words.contains(&words.split_whitespace().collect::<String>())
    }
}

/// What the codes of a document say, page by page.
pub(crate) fn codes(pdf: &[u8]) -> Vec<String> {
    let (pdf, settings) = (Pdf::new(pdf.to_vec()).unwrap(), settings());
    let page = |page| DOTS.iter().map(|dots| scan(page, &settings, *dots)).find(|found| !found.is_empty());
    pdf.pages().iter().filter_map(page).flatten().collect()
}

/// Every font is in the document itself.
fn settings() -> InterpreterSettings {
    InterpreterSettings { font_resolver: Arc::new(|_| None), ..InterpreterSettings::default() }
}

/// The codes of a page as a camera sees it from so near.
fn scan(page: &Page<'_>, settings: &InterpreterSettings, dots: f32) -> Vec<String> {
    let scaled =
        RenderSettings { x_scale: dots, y_scale: dots, bg_color: WHITE, ..RenderSettings::default() };
    let picture = render(page, &RenderCache::new(), settings, &scaled);
    let (width, height, points) =
        (usize::from(picture.width()), usize::from(picture.height()), picture.data());
    let mut grey = PreparedImage::prepare_from_greyscale(width, height, |x, y| points[y * width + x].g);
    grey.detect_grids().iter().filter_map(|grid| grid.decode().ok()).map(|(_, text)| text).collect()
}

/// Draws nothing and listens.
#[derive(Default)]
struct Reader {
    words: String,
}

impl<'a> Device<'a> for Reader {
    fn draw_glyph(&mut self, glyph: &Glyph<'a>, _: Affine, _: Affine, _: &Paint<'a>, _: &GlyphDrawMode) {
        let text = match glyph.as_unicode() {
            Some(BfString::Char(letter)) => letter.to_string(),
            Some(BfString::String(text)) => text,
            None => "?".to_owned(),
        };
        self.words.extend(text.split_whitespace());
    }

    fn set_soft_mask(&mut self, _: Option<SoftMask<'a>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn draw_path(&mut self, _: &BezPath, _: Affine, _: &Paint<'a>, _: &PathDrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: Affine) {}
    fn pop_clip_path(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
