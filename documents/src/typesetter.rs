//! Fonts and the typesetting program, kept warm between documents.

use typst::comemo;
use typst::foundations::{Bytes, Datetime, Smart};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::world::Desk;
use crate::{FontProblem, Order, TemplateProblem};

/// Documents for which steps of the typesetting are remembered.
const REMEMBERED: usize = 4;

/// Sets documents. Cheap to use from several threads at once.
pub struct Typesetter {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

/// A printed document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// The PDF.
    pub pdf: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
}

impl std::fmt::Debug for Typesetter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Typesetter").field("fonts", &self.fonts.len()).finish_non_exhaustive()
    }
}

impl Typesetter {
    /// A typesetter that knows these fonts, by name and content, and no other.
    ///
    /// # Errors
    /// [`FontProblem`] for a file that is no font.
    pub fn new(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Result<Self, FontProblem> {
        let mut fonts = Vec::new();
        for (name, content) in files {
            let before = fonts.len();
            fonts.extend(Font::iter(Bytes::new(content)));
            if fonts.len() == before {
                return Err(FontProblem { name });
            }
        }
        let book = FontBook::from_fonts(&fonts);
        Ok(Self { library: LazyHash::new(Library::default()), book: LazyHash::new(book), fonts })
    }

    /// Prints a document: tagged for screen readers, and for archives.
    ///
    /// # Errors
    /// [`TemplateProblem`] for a template that cannot be printed with these data.
    pub fn print(&self, order: &Order<'_>) -> Result<Printed, TemplateProblem> {
        let desk = Desk::new(self, order)?;
        let printed = set(&desk, order);
        comemo::evict(REMEMBERED);
        printed
    }

    pub(crate) fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    pub(crate) fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    pub(crate) fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }
}

fn set(desk: &Desk<'_>, order: &Order<'_>) -> Result<Printed, TemplateProblem> {
    let options = options(order)?;
    let document = typst::compile::<PagedDocument>(desk).output;
    let document = document.map_err(|found| TemplateProblem::first(&found, desk))?;
    let pdf = typst_pdf::pdf(&document, &options).map_err(|found| TemplateProblem::first(&found, desk))?;
    Ok(Printed { pdf, pages: document.pages().len() })
}

fn options(order: &Order<'_>) -> Result<PdfOptions, TemplateProblem> {
    let at = order.made;
    let made = Datetime::from_ymd_hms(at.year, at.month, at.day, at.hour, at.minute, at.second)
        .ok_or_else(|| TemplateProblem::plain("the document was made on a day that there is not"))?;
    // PDF/UA-1 is for those who hear it, PDF/A-2 for those who keep it.
    let standards = PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a])
        .map_err(|problem| TemplateProblem::plain(problem.message().to_string()))?;
    Ok(PdfOptions {
        ident: Smart::Custom(order.ident.to_owned()),
        creator: Smart::Custom(None),
        timestamp: Some(Timestamp::new_utc(made)),
        standards,
        ..PdfOptions::default()
    })
}
