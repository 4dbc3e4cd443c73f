//! Where the data files are: a folder, or inside the executable.

use std::borrow::Cow;
use std::fs;
use std::path::PathBuf;

/// A tree of data files. Paths are relative to `data/` and use `/`.
pub trait DataSource {
    /// The file, or `None` when there is none that can be read.
    fn read(&self, path: &str) -> Option<Cow<'_, [u8]>>;

    /// Names of the files of a folder, sorted; empty when there is no such folder.
    fn list(&self, folder: &str) -> Vec<String>;
}

/// Data files on disk, as an operator keeps them.
#[derive(Clone, Debug)]
pub struct Folder(pub PathBuf);

impl DataSource for Folder {
    fn read(&self, path: &str) -> Option<Cow<'_, [u8]>> {
        fs::read(self.0.join(path)).ok().map(Cow::Owned)
    }

    fn list(&self, folder: &str) -> Vec<String> {
        let Ok(entries) = fs::read_dir(self.0.join(folder)) else { return Vec::new() };
        let mut names: Vec<String> = entries
            .flatten()
            .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()))
            .filter_map(|entry| entry.file_name().into_string().ok())
            // What editors and file systems leave behind is no data.
            .filter(|name| !name.starts_with('.') && !name.ends_with('~'))
            .collect();
        names.sort_unstable();
        names
    }
}

/// Data files inside the executable.
#[cfg(feature = "embed")]
#[derive(Clone, Copy, Debug)]
pub struct Embedded;

#[cfg(feature = "embed")]
#[derive(rust_embed::Embed)]
#[folder = "../data"]
struct Files;

#[cfg(feature = "embed")]
impl DataSource for Embedded {
    fn read(&self, path: &str) -> Option<Cow<'_, [u8]>> {
        Files::get(path).map(|file| file.data)
    }

    fn list(&self, folder: &str) -> Vec<String> {
        let prefix = format!("{folder}/");
        let mut names: Vec<String> = Files::iter()
            .filter_map(|path| path.strip_prefix(&prefix).map(ToOwned::to_owned))
            .filter(|name| !name.contains('/'))
            .collect();
        names.sort_unstable();
        names
    }
}
