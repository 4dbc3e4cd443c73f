//! Exchange files: what operators bring from other programs, separated by semicolons, the columns named in the first
//! line. Rows that cannot be taken go into a file beside it with their line, column and reason.

use std::fs::File;
use std::path::{Path, PathBuf};

use anyhow::Context;
use csv::ByteRecord;

/// What is added to the file's name for the rows that were not taken.
const REJECTED: &str = ".rejected.csv";

/// Where the rejected rows of a file go.
#[must_use]
pub fn rejected_path(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(REJECTED);
    PathBuf::from(name)
}

/// The first line names the columns; a byte-order mark before it is forgiven.
///
/// # Errors
/// Which column is another one.
pub fn check_header(header: &ByteRecord, columns: &[&str]) -> anyhow::Result<()> {
    for (i, column) in columns.iter().enumerate() {
        let cell = header.get(i).unwrap_or_default();
        let cell = if i == 0 { cell.strip_prefix(b"\xef\xbb\xbf").unwrap_or(cell) } else { cell };
        let found = String::from_utf8_lossy(cell);
        anyhow::ensure!(
            found.trim() == *column,
            "column {} of its first line must be \"{column}\" and is \"{}\"",
            i + 1,
            found.trim()
        );
    }
    anyhow::ensure!(header.len() == columns.len(), "its first line has more than {} columns", columns.len());
    Ok(())
}

/// Why a row is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Name of the column; empty when it is the whole row.
    pub column: &'static str,
    /// In words.
    pub reason: String,
}

/// The file of rows that were not taken; made with the first of them.
#[derive(Debug)]
pub struct Rejected {
    path: PathBuf,
    columns: Vec<&'static str>,
    writer: Option<(csv::Writer<File>, usize)>,
}

impl Rejected {
    /// For the rows of a file.
    #[must_use]
    pub fn new(file: &Path, columns: Vec<&'static str>) -> Self {
        Self { path: rejected_path(file), columns, writer: None }
    }

    /// Line, column, reason, and the row as it stood, to be mended there.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(&mut self, line: u64, refusal: &Refusal, row: &ByteRecord) -> anyhow::Result<()> {
        let (writer, count) = match &mut self.writer {
            Some(open) => open,
            None => {
                let mut writer = csv::WriterBuilder::new()
                    .delimiter(b';')
                    .flexible(true)
                    .from_path(&self.path)
                    .with_context(|| format!("cannot write {}", self.path.display()))?;
                writer.write_record(["line", "column", "reason"].iter().chain(&self.columns))?;
                self.writer.insert((writer, 0))
            }
        };
        let line = line.to_string();
        let head = [line.as_bytes(), refusal.column.as_bytes(), refusal.reason.as_bytes()];
        writer.write_byte_record(&head.into_iter().chain(row.iter()).collect())?;
        *count += 1;
        Ok(())
    }

    /// How many rows are in it by now, all of them written.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn finish_chunk(&mut self) -> anyhow::Result<usize> {
        let Some((writer, count)) = &mut self.writer else { return Ok(0) };
        writer.flush()?;
        Ok(*count)
    }

    /// Rows that were rejected another time are no news: a file of them does not outlive a clean run.
    ///
    /// # Errors
    /// When the old file cannot be removed.
    pub fn end(self) -> anyhow::Result<()> {
        if self.writer.is_none() && self.path.exists() {
            std::fs::remove_file(&self.path)
                .with_context(|| format!("cannot remove {}", self.path.display()))?;
        }
        Ok(())
    }
}
