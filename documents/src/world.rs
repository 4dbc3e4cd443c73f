//! What a template sees of the world: the files of its order.

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, World};

use crate::{Order, TemplateProblem, Typesetter};

/// Name under which a template reads its data.
const DATA: &str = "data.json";

/// One order on the typesetter's desk.
pub(crate) struct Desk<'a> {
    typesetter: &'a Typesetter,
    main: FileId,
    files: Vec<(FileId, Bytes)>,
}

impl<'a> Desk<'a> {
    pub(crate) fn new(typesetter: &'a Typesetter, order: &Order<'_>) -> Result<Self, TemplateProblem> {
        let mut files = Vec::with_capacity(order.files.len() + 1);
        for (name, content) in order.files {
            files.push((id(name)?, Bytes::new(content.to_vec())));
        }
        files.push((id(DATA)?, Bytes::from_string(order.data.to_owned())));
        Ok(Self { typesetter, main: id(order.template)?, files })
    }

    /// A file as text.
    pub(crate) fn text(&self, id: FileId) -> Option<&str> {
        let (_, content) = self.files.iter().find(|(known, _)| *known == id)?;
        content.as_str().ok()
    }
}

/// Ids are never given back, so names are those of a template folder and nothing that a caller chooses.
fn id(name: &str) -> Result<FileId, TemplateProblem> {
    let path = VirtualPath::new(name)
        .map_err(|_| TemplateProblem::plain(format!("{name} cannot be the name of a file")))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        self.typesetter.library()
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.typesetter.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let content = self.file(id)?;
        let text = content.as_str().map_err(|_| FileError::InvalidUtf8)?;
        Ok(Source::new(id, text.to_owned()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let path = id.get();
        if matches!(path.root(), VirtualRoot::Package(_)) {
            return Err(FileError::Other(Some("documents use no packages".into())));
        }
        let found = self.files.iter().find(|(known, _)| *known == id);
        found
            .map(|(_, content)| content.clone())
            .ok_or_else(|| FileError::NotFound(path.vpath().get_without_slash().into()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.typesetter.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
