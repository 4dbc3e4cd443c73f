//! A PDF as its readers have it: its words, for those who hear it, and its codes, for those who scan it.

use std::collections::HashMap;
use std::sync::Arc;

use hayro::hayro_interpret::font::Glyph;
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache, InterpreterSettings, Paint,
    PathDrawMode, SoftMask, TransformExt, interpret_page,
};
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::object::{Dict, Name, Number, Object, ObjectIdentifier};
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
    /// The same as a screen reader goes through it: by the tree of tags, each piece with the tag that it stands in.
    pub(crate) aloud: Vec<Said>,
}

/// A piece that is read aloud.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Said {
    /// `H1`, `P`, `TD`, `Figure`…
    pub(crate) tag: String,
    /// Its words without spaces; of a picture what it is said to show.
    pub(crate) words: String,
}

/// Dots of a printed point: 300 an inch are some four. Where a camera finds nothing, it goes nearer.
const DOTS: [f32; 3] = [4.0, 5.0, 6.0];

impl Paper {
    pub(crate) fn read(pdf: &[u8]) -> Self {
        let pdf = Pdf::new(pdf.to_vec()).unwrap();
        let settings = settings();
        let mut reader = Reader::default();
        for (place, page) in pdf.pages().iter().enumerate() {
            reader.page = place;
            let cache = InterpreterCache::new();
            let whole = Rect::new(0.0, 0.0, 10_000.0, 10_000.0);
            let transform = page.initial_transform(true).to_kurbo();
            let mut context = Context::new(transform, whole, &cache, page.xref(), settings.clone());
            interpret_page(page, &mut context, &mut reader);
        }
        let pages = pdf.pages().iter().map(|page| page.raw().obj_id()).collect();
        let mut tree = Tree { pages, marked: &reader.marked, said: Vec::new() };
        tree.read(&pdf);
        let aloud = tree.said;
        Self { pages: pdf.pages().len(), words: reader.words, aloud }
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

/// The tree of tags, read from its root on.
struct Tree<'a> {
    pages: Vec<Option<ObjectIdentifier>>,
    /// Words by page and number of the marked content.
    marked: &'a HashMap<(usize, i32), String>,
    said: Vec<Said>,
}

impl Tree<'_> {
    fn read(&mut self, pdf: &Pdf) {
        let root = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id()).unwrap();
        let tree = root.get::<Dict<'_>>("StructTreeRoot").expect("a document for those who hear it has tags");
        self.children(&tree, "Document", None);
    }

    fn children(&mut self, parent: &Dict<'_>, tag: &str, page: Option<usize>) {
        match parent.get::<Object<'_>>("K") {
            Some(Object::Array(kids)) => {
                kids.iter::<Object<'_>>().for_each(|kid| self.child(&kid, tag, page));
            }
            Some(kid) => self.child(&kid, tag, page),
            None => {}
        }
    }

    fn child(&mut self, kid: &Object<'_>, tag: &str, page: Option<usize>) {
        match kid {
            Object::Number(number) => self.content(i32::try_from(number.as_i64()).unwrap(), tag, page),
            Object::Dict(dict) => {
                let page = self.page_of(dict).or(page);
                if let Some(number) = dict.get::<Number>("MCID") {
                    return self.content(i32::try_from(number.as_i64()).unwrap(), tag, page);
                }
                let Some(own) = dict.get::<Name<'_>>("S") else { return };
                let own = own.as_str();
                if let Some(shown) = dict.get::<hayro::hayro_syntax::object::String<'_>>("Alt") {
                    let words = text_of(shown.as_bytes());
                    self.said.push(Said { tag: own.to_owned(), words });
                }
                self.children(dict, own, page);
            }
            _ => {}
        }
    }

    fn content(&mut self, number: i32, tag: &str, page: Option<usize>) {
        let words = self.marked.get(&(page.expect("content stands on a page"), number));
        if let Some(words) = words.filter(|words| !words.is_empty()) {
            self.said.push(Said { tag: tag.to_owned(), words: words.clone() });
        }
    }

    fn page_of(&self, dict: &Dict<'_>) -> Option<usize> {
        let page = ObjectIdentifier::from(dict.get_ref("Pg")?);
        self.pages.iter().position(|other| *other == Some(page))
    }
}

/// A text of the document's own: UTF-16 with its mark, or plain letters; without spaces.
fn text_of(bytes: &[u8]) -> String {
    let text = match bytes {
        [0xfe, 0xff, rest @ ..] => {
            let units: Vec<u16> =
                rest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16(&units).unwrap()
        }
        plain => String::from_utf8(plain.to_vec()).unwrap(),
    };
    text.split_whitespace().collect()
}

/// Draws nothing and listens.
#[derive(Default)]
struct Reader {
    words: String,
    page: usize,
    /// Numbers of the marked content that is open, innermost last.
    open: Vec<Option<i32>>,
    marked: HashMap<(usize, i32), String>,
}

impl<'a> Device<'a> for Reader {
    fn draw_glyph(&mut self, glyph: &Glyph<'a>, _: Affine, _: Affine, _: &Paint<'a>, _: &GlyphDrawMode) {
        let text = match glyph.as_unicode() {
            Some(BfString::Char(letter)) => letter.to_string(),
            Some(BfString::String(text)) => text,
            None => "?".to_owned(),
        };
        self.words.extend(text.split_whitespace());
        if let Some(number) = self.open.iter().rev().find_map(|number| *number) {
            self.marked.entry((self.page, number)).or_default().extend(text.split_whitespace());
        }
    }

    fn begin_marked_content(&mut self, _: &[u8], number: Option<i32>) {
        self.open.push(number);
    }

    fn end_marked_content(&mut self) {
        self.open.pop();
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
