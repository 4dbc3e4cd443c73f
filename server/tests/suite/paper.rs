//! A PDF as its readers have it: its words, for those who hear it, and its codes, for those who scan it.

use std::sync::Arc;

use hayro::hayro_interpret::font::Glyph;
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache, InterpreterSettings, Paint,
    PathDrawMode, SoftMask, TransformExt, interpret_page,
};
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::vello_cpu::kurbo::{Affine, BezPath, Rect};
use hayro::{RenderCache, RenderSettings, render};
use rqrr::PreparedImage;

/// What is on paper.
pub(crate) struct Paper {
    pub(crate) pages: usize,
    /// Every word, without the spaces between them: how wide a space is, paper does not say.
    pub(crate) words: String,
    /// What its codes say.
    pub(crate) codes: Vec<String>,
}

/// Dots of a printed point: 300 an inch are some four.
const DOTS: f32 = 4.0;

impl Paper {
    pub(crate) fn read(pdf: &[u8]) -> Self {
        let pdf = Pdf::new(pdf.to_vec()).unwrap();
        let settings =
            InterpreterSettings { font_resolver: Arc::new(|_| None), ..InterpreterSettings::default() };
        let (mut reader, mut codes) = (Reader::default(), Vec::new());
        for page in pdf.pages().iter() {
            let cache = InterpreterCache::new();
            let whole = Rect::new(0.0, 0.0, 10_000.0, 10_000.0);
            let transform = page.initial_transform(true).to_kurbo();
            let mut context = Context::new(transform, whole, &cache, page.xref(), settings.clone());
            interpret_page(page, &mut context, &mut reader);
            let scaled =
                RenderSettings { x_scale: DOTS, y_scale: DOTS, bg_color: WHITE, ..RenderSettings::default() };
            let picture = render(page, &RenderCache::new(), &settings, &scaled);
            let (width, dots) = (usize::from(picture.width()), picture.data());
            let height = usize::from(picture.height());
            let mut grey = PreparedImage::prepare_from_greyscale(width, height, |x, y| dots[y * width + x].g);
            codes.extend(grey.detect_grids().iter().map(|grid| grid.decode().unwrap().1));
        }
        Self { pages: pdf.pages().len(), words: reader.words, codes }
    }

    /// Whether the words stand on it, whatever the spaces.
    pub(crate) fn says(&self, words: &str) -> bool {
        self.words.contains(&words.split_whitespace().collect::<String>())
    }
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
