//! All that the sandbox remembers: held in memory, kept in files, the files first.

pub mod book;
pub mod journal;
pub mod world;

use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::clock::Moment;
use book::Book;
use journal::Journal;
use world::{Record, World};

/// One change of the world: all of its records are there or none.
#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    at: Moment,
    records: Vec<Record>,
}

/// The world together with its files.
#[derive(Debug)]
pub struct Store {
    world: World,
    journal: Journal,
    book: Book,
    last: Option<Moment>,
}

impl Store {
    /// Opens the folder's files and rebuilds the world from them.
    ///
    /// # Errors
    /// When a file cannot be read or belongs to another process.
    pub fn open(folder: &Path) -> io::Result<Self> {
        std::fs::create_dir_all(folder)?;
        let mut world = World::default();
        let mut last = None;
        let journal = Journal::open(&folder.join("journal.jsonl"), |entry: Entry| {
            last = last.max(Some(entry.at));
            entry.records.into_iter().for_each(|record| world.apply(record));
        })?;
        let mut book = Book::open(&folder.join("money.jsonl"))?;
        // A crash between the two files leaves the book behind the journal, never before it.
        world.payments().try_for_each(|payment| book.note_payment(payment))?;
        world.refunds().try_for_each(|refund| book.note_refund(refund))?;
        Ok(Self { world, journal, book, last })
    }

    /// The world as it is.
    #[must_use]
    pub fn world(&self) -> &World {
        &self.world
    }

    /// The last instant in the journal: the clock never starts before it.
    #[must_use]
    pub fn last(&self) -> Option<Moment> {
        self.last
    }

    /// Makes a change: journal, then book, both on the disk, then memory.
    ///
    /// # Errors
    /// When the disk refuses. A change that reached the journal counts even so.
    pub fn commit(&mut self, at: Moment, records: Vec<Record>) -> io::Result<()> {
        if records.is_empty() {
            return Ok(());
        }
        let entry = Entry { at, records };
        self.journal.append(&entry)?;
        let mut booked = Ok(());
        for record in entry.records {
            booked = booked.and_then(|()| match &record {
                Record::Payment(payment) => self.book.note_payment(payment),
                Record::Refund(refund) => self.book.note_refund(refund),
                _ => Ok(()),
            });
            self.world.apply(record);
        }
        self.last = self.last.max(Some(at));
        booked
    }
}
