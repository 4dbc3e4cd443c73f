//! The bank's own book: money taken and money returned, in a file of its own that a test can read from the disk.

use std::collections::{BTreeMap, HashSet};
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::journal::Journal;
use crate::amount::Kopecks;
use crate::clock::Moment;
use crate::method::MethodKind;
use crate::payment::Payment;
use crate::refund::{Refund, RefundStatus};

/// A line of the book.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Line {
    Taken {
        payment_id: String,
        amount: Kopecks,
        captured_at: Moment,
        method: Option<MethodKind>,
        metadata: BTreeMap<String, String>,
    },
    Returned {
        refund_id: String,
        payment_id: String,
        amount: Kopecks,
        at: Moment,
    },
}

/// The book, each movement of money once.
#[derive(Debug)]
pub struct Book {
    journal: Journal,
    noted: HashSet<String>,
}

impl Book {
    /// Opens the file and learns what is in it.
    ///
    /// # Errors
    /// As [`Journal::open`].
    pub fn open(path: &Path) -> io::Result<Self> {
        let mut noted = HashSet::new();
        let journal = Journal::open(path, |line: Line| {
            noted.insert(match line {
                Line::Taken { payment_id, .. } => payment_id,
                Line::Returned { refund_id, .. } => refund_id,
            });
        })?;
        Ok(Self { journal, noted })
    }

    /// Writes down the payment's money once it is taken.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn note_payment(&mut self, payment: &Payment) -> io::Result<()> {
        let Some(captured_at) = payment.captured_at else { return Ok(()) };
        self.note(
            &payment.id,
            &Line::Taken {
                payment_id: payment.id.clone(),
                amount: payment.amount,
                captured_at,
                method: payment.payer.as_ref().map(|payer| payer.kind),
                metadata: payment.metadata.clone(),
            },
        )
    }

    /// Writes down money that went back.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn note_refund(&mut self, refund: &Refund) -> io::Result<()> {
        if refund.status != RefundStatus::Succeeded {
            return Ok(());
        }
        self.note(
            &refund.id,
            &Line::Returned {
                refund_id: refund.id.clone(),
                payment_id: refund.payment_id.clone(),
                amount: refund.amount,
                at: refund.settles_at(),
            },
        )
    }

    fn note(&mut self, id: &str, line: &Line) -> io::Result<()> {
        if !self.noted.contains(id) {
            self.journal.append(line)?;
            self.noted.insert(id.to_owned());
        }
        Ok(())
    }
}
