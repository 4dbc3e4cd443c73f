//! Fingerprints of inputs, so that unchanged work is not done again.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The content of files and of words that decide a step's result.
#[derive(Default)]
pub(crate) struct Fingerprint {
    hasher: DefaultHasher,
}

impl Fingerprint {
    pub(crate) fn word(mut self, word: &str) -> Self {
        word.hash(&mut self.hasher);
        self
    }

    pub(crate) fn bytes(mut self, bytes: &[u8]) -> Self {
        bytes.hash(&mut self.hasher);
        self
    }

    /// Adds a file, or every file below a folder. What does not exist counts as absent.
    pub(crate) fn path(mut self, path: &Path) -> Result<Self> {
        for file in files_below(path)? {
            file.hash(&mut self.hasher);
            fs::read(&file)
                .with_context(|| format!("cannot read {}", file.display()))?
                .hash(&mut self.hasher);
        }
        Ok(self)
    }

    pub(crate) fn finish(self) -> String {
        format!("{:016x}", self.hasher.finish())
    }
}

/// Files below a folder in a stable order; what builds and editors leave is passed over.
pub(crate) fn files_below(path: &Path) -> Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_path_buf()]);
    }
    if !path.is_dir() {
        return Ok(Vec::new());
    }
    let mut entries = fs::read_dir(path)
        .with_context(|| format!("cannot read {}", path.display()))?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<_>>>()?;
    entries.sort();
    let mut files = Vec::new();
    for entry in entries {
        let name = entry.file_name().and_then(|name| name.to_str());
        if name.is_none_or(|name| name.starts_with('.') || matches!(name, "target" | "dist" | "node_modules"))
        {
            continue;
        }
        files.extend(files_below(&entry)?);
    }
    Ok(files)
}

/// Whether the stamp file holds this fingerprint.
pub(crate) fn is_current(stamp: &Path, fingerprint: &str) -> bool {
    fs::read_to_string(stamp).is_ok_and(|old| old == fingerprint)
}

/// Remembers a fingerprint once the step has succeeded.
pub(crate) fn write(stamp: &Path, fingerprint: &str) -> Result<()> {
    fs::write(stamp, fingerprint).with_context(|| format!("cannot write {}", stamp.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fingerprint(folder: &Path) -> String {
        Fingerprint::default().word("a").path(folder).unwrap().finish()
    }

    #[test]
    fn content_and_names_count_but_build_products_do_not() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.rs"), "one").unwrap();
        let first = fingerprint(folder.path());
        fs::create_dir(folder.path().join("target")).unwrap();
        fs::write(folder.path().join("target/a.o"), "x").unwrap();
        assert_eq!(fingerprint(folder.path()), first);
        fs::write(folder.path().join("a.rs"), "two").unwrap();
        assert_ne!(fingerprint(folder.path()), first);
        fs::write(folder.path().join("a.rs"), "one").unwrap();
        assert_eq!(fingerprint(folder.path()), first);
        fs::write(folder.path().join("b.rs"), "").unwrap();
        assert_ne!(fingerprint(folder.path()), first);
    }

    #[test]
    fn a_stamp_is_current_only_for_its_fingerprint() {
        let folder = tempfile::tempdir().unwrap();
        let stamp = folder.path().join("stamp");
        assert!(!is_current(&stamp, "1"));
        write(&stamp, "1").unwrap();
        assert!(is_current(&stamp, "1"));
        assert!(!is_current(&stamp, "2"));
    }
}
