//! Fonts and templates of the printed documents: `fonts/` and `templates/documents/`.

use std::fmt;

use super::{DataError, DataSource};

const FONTS: &str = "fonts";
const TEMPLATES: &str = "templates/documents";
/// Endings of font files; what lies beside them is their licence.
const FONT_ENDINGS: [&str; 2] = [".ttf", ".otf"];

/// A file by its name.
pub type NamedFile = (String, Vec<u8>);

/// Fonts and templates of the printed documents.
#[derive(Clone, PartialEq, Eq)]
pub struct DocumentFiles {
    /// Font files.
    pub fonts: Vec<NamedFile>,
    /// Templates, what they import, and their words.
    pub templates: Vec<NamedFile>,
}

impl fmt::Debug for DocumentFiles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = |files: &[NamedFile]| files.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
        f.debug_struct("DocumentFiles")
            .field("fonts", &names(&self.fonts))
            .field("templates", &names(&self.templates))
            .finish()
    }
}

/// Reads them. Whether a template can be printed shows when it is.
pub(super) fn load(source: &dyn DataSource) -> Result<DocumentFiles, DataError> {
    let files = |folder: &str, is_meant: fn(&str) -> bool| -> Result<Vec<NamedFile>, DataError> {
        let names = source.list(folder).into_iter().filter(|name| is_meant(name));
        let files = names.map(|name| {
            let path = format!("{folder}/{name}");
            let content = source.read(&path).map(std::borrow::Cow::into_owned);
            let content = content.ok_or_else(|| DataError::at(&path, "", "the file cannot be read"))?;
            Ok((name, content))
        });
        let files: Vec<_> = files.collect::<Result<_, DataError>>()?;
        if files.is_empty() {
            Err(DataError::at(folder, "", "there is nothing to print with"))
        } else {
            Ok(files)
        }
    };
    Ok(DocumentFiles {
        fonts: files(FONTS, |name| FONT_ENDINGS.iter().any(|ending| name.ends_with(ending)))?,
        templates: files(TEMPLATES, |_| true)?,
    })
}
