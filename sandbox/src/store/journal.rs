//! An append-only file of JSON lines, on the disk before anyone is told.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// One file, one writer.
#[derive(Debug)]
pub struct Journal {
    file: File,
    length: u64,
}

impl Journal {
    /// Opens the file, hands every entry in it to `each` in order, and stands ready to append.
    ///
    /// A last line without its end is what a power cut leaves of an entry that nobody was told about: it is cut off.
    /// Any other line that cannot be read is damage and an error.
    ///
    /// # Errors
    /// When the file cannot be opened, is damaged, or belongs to a running sandbox.
    pub fn open<T: DeserializeOwned>(path: &Path, mut each: impl FnMut(T)) -> io::Result<Self> {
        let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        file.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => {
                io::Error::other(format!("{} is in use by another sandbox", path.display()))
            }
            TryLockError::Error(error) => error,
        })?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        for (number, line) in bytes[..whole].split_inclusive(|byte| *byte == b'\n').enumerate() {
            each(serde_json::from_slice(line).map_err(|error| {
                let place = format!("{}, line {}: {error}", path.display(), number + 1);
                io::Error::new(io::ErrorKind::InvalidData, place)
            })?);
        }
        let length = whole as u64;
        file.set_len(length)?;
        file.seek(SeekFrom::Start(length))?;
        file.sync_all()?;
        if let Some(folder) = path.parent() {
            // A new file exists for certain only when its folder does.
            File::open(folder)?.sync_all()?;
        }
        Ok(Self { file, length })
    }

    /// Appends one entry; when this returns, it is on the disk.
    ///
    /// # Errors
    /// When the disk refuses; the file is then as it was.
    pub fn append<T: Serialize>(&mut self, entry: &T) -> io::Result<()> {
        let mut line = serde_json::to_vec(entry)?;
        line.push(b'\n');
        let written = self.file.write_all(&line).and_then(|()| self.file.sync_data());
        if written.is_err() {
            self.file.set_len(self.length)?;
            self.file.seek(SeekFrom::Start(self.length))?;
            return written;
        }
        self.length += line.len() as u64;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Journal;
    use std::fs;

    fn entries(path: &std::path::Path) -> Vec<u32> {
        let mut found = Vec::new();
        Journal::open(path, |entry| found.push(entry)).unwrap();
        found
    }

    #[test]
    fn what_was_appended_is_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.jsonl");
        let mut journal = Journal::open(&path, |_: u32| panic!("a new file is empty")).unwrap();
        journal.append(&1).unwrap();
        journal.append(&2).unwrap();
        drop(journal);
        assert_eq!(entries(&path), [1, 2]);
    }

    #[test]
    fn a_torn_last_line_is_cut_off_and_writing_goes_on() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.jsonl");
        fs::write(&path, "1\n2\n3").unwrap();
        let mut found = Vec::new();
        let mut journal = Journal::open(&path, |entry: u32| found.push(entry)).unwrap();
        assert_eq!(found, [1, 2]);
        journal.append(&4).unwrap();
        drop(journal);
        assert_eq!(entries(&path), [1, 2, 4]);
    }

    #[test]
    fn damage_in_the_middle_is_an_error_and_nothing_is_lost() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.jsonl");
        fs::write(&path, "1\nrubbish\n3\n").unwrap();
        let error = Journal::open(&path, |_: u32| {}).unwrap_err().to_string();
        assert!(error.contains("line 2"), "{error}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "1\nrubbish\n3\n");
    }

    #[test]
    fn a_second_writer_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.jsonl");
        let _first = Journal::open(&path, |_: u32| {}).unwrap();
        let error = Journal::open(&path, |_: u32| {}).unwrap_err().to_string();
        assert!(error.contains("in use"), "{error}");
    }
}
