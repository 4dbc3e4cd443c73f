//! Exchange files: what operators bring from other programs, separated by semicolons, the columns named in the first
//! line. Rows that cannot be taken go into a file beside it with their line, column and reason.

use std::fs::File;
use std::path::{Path, PathBuf};

use anyhow::Context;
use csv::ByteRecord;
use sea_orm::{DatabaseConnection, DatabaseTransaction};

use crate::store;

/// Rows of one transaction.
const AT_ONCE: usize = 100;
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

/// How new a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// Nothing was told of it.
    New,
    /// Something else was.
    Changed,
    /// The same was.
    Same,
}

/// What came of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Rows that are new.
    pub loaded: usize,
    /// Those that were told otherwise before, and that no bill was made by.
    pub changed: usize,
    /// Those that were told the same before.
    pub unchanged: usize,
    /// Rows in the file of rejected ones.
    pub rejected: usize,
}

/// What a kind of file holds.
pub trait FileKind {
    /// A row that was read.
    type Row;

    /// What it is a file of, for a sentence.
    const WHAT: &'static str;
    /// Columns in the order of the file.
    const COLUMNS: &'static [&'static str];

    /// Reads a row.
    ///
    /// # Errors
    /// Which column is wrong, and why.
    fn read(&mut self, row: &ByteRecord) -> Result<Self::Row, Refusal>;

    /// Keeps a row, or says why it does not fit what is known.
    fn take(
        &mut self,
        tx: &DatabaseTransaction,
        row: Self::Row,
    ) -> impl Future<Output = anyhow::Result<Result<Told, Refusal>>> + Send;

    /// A refusal that names one of the columns; the whole row when it is none of them.
    fn refusal(column: &str, reason: impl Into<String>) -> Refusal {
        let column = Self::COLUMNS.iter().copied().find(|known| *known == column).unwrap_or_default();
        Refusal { column, reason: reason.into() }
    }

    /// The cells of a row as text.
    ///
    /// # Errors
    /// Not UTF-8, or not as many as there are columns.
    fn cells(row: &ByteRecord) -> Result<Vec<&str>, Refusal> {
        let cells: Vec<&str> = row
            .iter()
            .map(|cell| str::from_utf8(cell).map(str::trim))
            .collect::<Result<_, _>>()
            .map_err(|_| Self::refusal("", "not UTF-8"))?;
        if cells.len() == Self::COLUMNS.len() {
            return Ok(cells);
        }
        Err(Self::refusal("", format!("{} cells in place of {}", cells.len(), Self::COLUMNS.len())))
    }
}

/// Loads a file: good rows in one transaction for each hundred.
///
/// # Errors
/// A sentence when the file cannot be read, is not this kind of file, or the database does not take it. What was loaded
/// until then stays; the same file again goes on from there.
pub async fn load<K: FileKind>(db: &DatabaseConnection, file: &Path, mut kind: K) -> anyhow::Result<Report> {
    let source = File::open(file).with_context(|| format!("cannot read {}", file.display()))?;
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .has_headers(false)
        .flexible(true)
        .from_reader(std::io::BufReader::new(source));
    let mut rows = reader.byte_records();
    check_header(&rows.next().transpose()?.unwrap_or_default(), K::COLUMNS)
        .with_context(|| format!("{} is no file of {}", file.display(), K::WHAT))?;
    let mut report = Report::default();
    let mut rejected = Rejected::new(file, K::COLUMNS.to_vec());
    loop {
        let tx = store::begin_write(db).await?;
        let mut count = 0;
        for row in rows.by_ref().take(AT_ONCE) {
            let row = row.with_context(|| format!("cannot read {}", file.display()))?;
            count += 1;
            let taken = match kind.read(&row) {
                Ok(told) => kind.take(&tx, told).await?,
                Err(refusal) => Err(refusal),
            };
            match taken {
                Ok(Told::New) => report.loaded += 1,
                Ok(Told::Changed) => report.changed += 1,
                Ok(Told::Same) => report.unchanged += 1,
                Err(refusal) => {
                    rejected.write(row.position().map_or(0, csv::Position::line), &refusal, &row)?;
                }
            }
        }
        tx.commit().await?;
        report.rejected = rejected.finish_chunk()?;
        if count < AT_ONCE {
            break;
        }
    }
    rejected.end()?;
    Ok(report)
}
