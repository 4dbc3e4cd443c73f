//! Fiscal documents (54-FZ): who registers them, what is printed, and the journal of them. One trait, so that no other
//! file knows whose protocol it is.

pub mod atol;
pub mod corrections;
pub mod journal;

use std::sync::Arc;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::receipts::FiscalKind;

/// What is printed (`facts/payments.md` 1.6 and 4.3), the same for every cash register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiscalReceipt {
    /// Where it is sent.
    pub email: String,
    /// What was paid for.
    pub lines: Vec<FiscalLine>,
    /// Whether it is paid over the internet, not at a machine.
    pub is_online: bool,
}

/// A line of it. The rate of the tax follows from `is_ahead`: 22 % within the price, or 22/122 of an advance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiscalLine {
    /// As it is printed.
    pub item: String,
    /// Its sum.
    pub amount: Kopecks,
    /// Whether it is paid before it is used.
    pub is_ahead: bool,
}

impl FiscalReceipt {
    /// What a sum is for: the advance in it stands on a line of its own, for its tax is another one.
    #[must_use]
    pub fn of(email: String, item: &str, amount: Kopecks, ahead: Kopecks, is_online: bool) -> Self {
        let ahead = Kopecks(ahead.0.clamp(0, amount.0.max(0)));
        let used = Kopecks(amount.0 - ahead.0);
        let lines = [(used, false), (ahead, true)].into_iter().filter(|(sum, _)| sum.is_positive());
        let line = |(amount, is_ahead)| FiscalLine { item: item.to_owned(), amount, is_ahead };
        Self { email, lines: lines.map(line).collect(), is_online }
    }

    /// Its total.
    #[must_use]
    pub fn total(&self) -> Kopecks {
        self.lines.iter().map(|line| line.amount).sum()
    }
}

/// Who registers a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Registrar {
    /// The acquirer: the receipt travels with the money.
    Acquirer,
    /// ATOL Online, by a request of our own.
    Atol,
}

impl Registrar {
    /// The word in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Acquirer => "acquirer",
            Self::Atol => "atol",
        }
    }

    /// The opposite of [`Registrar::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Acquirer, Self::Atol].into_iter().find(|registrar| registrar.as_str() == word)
    }
}

/// A document to be registered.
#[derive(Clone, Debug)]
pub struct Document {
    /// The key that makes a repeated request safe.
    pub key: String,
    /// Which way the money went.
    pub kind: FiscalKind,
    /// Who received it.
    pub inn: String,
    /// Instant of the credit, by business time.
    pub asked: DateTime<FixedOffset>,
    /// What is printed.
    pub receipt: FiscalReceipt,
    /// The acquirer's id of the payment or of the refund; absent where the money did not pass an acquirer.
    pub acquirer_id: Option<String>,
    /// What a correction rests upon.
    pub grounds: Option<Grounds>,
}

/// What a correction rests upon.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grounds {
    /// Whether the tax service ordered it (tag 1173).
    pub is_ordered: bool,
    /// Number of the paper that says so (1179).
    pub number: String,
    /// Its date (1178).
    pub date: NaiveDate,
    /// What went wrong (1177).
    pub reason: String,
}

/// What a cash register says of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Taken in; is asked about by this id.
    Accepted {
        /// Its id there.
        remote_id: String,
    },
    /// Not printed yet.
    Waiting,
    /// Printed.
    Registered(Requisites),
    /// It will never be, as it is.
    Failed {
        /// In its own words.
        reason: String,
    },
}

/// What a printed document is known by, as the cash register tells it (`facts/payments.md` 4.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requisites {
    /// When it was printed.
    pub at: PrintedAt,
    /// Its total, where it is told (tag 1020).
    pub total: Option<Kopecks>,
    /// Registration number of the cash register (1037), where it is told.
    pub register: Option<String>,
    /// Fiscal storage (1041).
    pub storage: String,
    /// Number of the document (1040).
    pub document: String,
    /// Its sign (1077).
    pub sign: String,
}

/// When a document was printed: the code on it bears the time that the cash register shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrintedAt {
    /// An instant; the register's clock stands in the zone of the settings.
    Instant(DateTime<Utc>),
    /// What the register's clock showed.
    Shown(NaiveDateTime),
}

impl PrintedAt {
    /// As the register shows it. `None` for a time that its zone has skipped.
    #[must_use]
    pub fn in_zone(self, zone: Tz) -> Option<DateTime<FixedOffset>> {
        match self {
            Self::Instant(at) => Some(at.with_timezone(&zone).fixed_offset()),
            Self::Shown(at) => zone.from_local_datetime(&at).earliest().map(|at| at.fixed_offset()),
        }
    }
}

/// Why there is no answer.
#[derive(Clone, Debug, thiserror::Error)]
pub enum FiscalError {
    /// Nobody answered, or rubbish came back: the document may or may not be taken in. Ask again with the same key.
    #[error("outcome unknown: {0}")]
    Unknown(String),
    /// A definite no: the request will never be accepted as it is.
    #[error("refused: {0}")]
    Refused(String),
}

/// Somebody who registers fiscal documents.
#[async_trait::async_trait]
pub trait Fiscalizer: Send + Sync {
    /// Has a document registered. Safe to repeat: the same key gives the same document.
    ///
    /// # Errors
    /// [`FiscalError`].
    async fn register(&self, document: &Document) -> Result<Progress, FiscalError>;

    /// Asks what became of one that was accepted.
    ///
    /// # Errors
    /// [`FiscalError`].
    async fn find(&self, document: &Document, remote_id: &str) -> Result<Progress, FiscalError>;
}

/// Who registers documents in this installation.
#[derive(Clone)]
pub struct Fiscal {
    /// The acquirer's own receipts.
    pub acquirer: Option<Arc<dyn Fiscalizer>>,
    /// ATOL Online: takes the acquirer's place for every new payment.
    pub atol: Option<Arc<dyn Fiscalizer>>,
    /// Where the clocks of the cash registers stand.
    pub zone: Tz,
    /// Where receipts of payers without an address go.
    pub email: Option<String>,
}

impl Default for Fiscal {
    fn default() -> Self {
        Self { acquirer: None, atol: None, zone: Tz::Europe__Moscow, email: None }
    }
}

impl Fiscal {
    /// Who registers the documents of a new payment.
    #[must_use]
    pub fn registrar(&self) -> Registrar {
        if self.atol.is_some() { Registrar::Atol } else { Registrar::Acquirer }
    }

    /// Whoever answers to that name, when there is somebody.
    #[must_use]
    pub fn fiscalizer(&self, registrar: Registrar) -> Option<&Arc<dyn Fiscalizer>> {
        match registrar {
            Registrar::Acquirer => self.acquirer.as_ref(),
            Registrar::Atol => self.atol.as_ref(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_advance_stands_on_a_line_of_its_own() {
        let receipt = |amount, ahead| {
            let receipt =
                FiscalReceipt::of("a@b.example".to_owned(), "kWh", Kopecks(amount), Kopecks(ahead), true);
            assert_eq!(receipt.total(), Kopecks(amount));
            receipt.lines.into_iter().map(|line| (line.amount.0, line.is_ahead)).collect::<Vec<_>>()
        };
        assert_eq!(receipt(1_000, 0), [(1_000, false)]);
        assert_eq!(receipt(1_000, 400), [(600, false), (400, true)]);
        assert_eq!(receipt(1_000, 4_000), [(1_000, true)]);
    }

    #[test]
    fn the_register_shows_its_own_time() {
        let samara = Tz::Europe__Samara;
        let at: DateTime<Utc> = "2026-11-20T07:02:05Z".parse().unwrap();
        let shown = |printed: PrintedAt| printed.in_zone(samara).unwrap().to_rfc3339();
        assert_eq!(shown(PrintedAt::Instant(at)), "2026-11-20T11:02:05+04:00");
        assert_eq!(shown(PrintedAt::Shown(at.naive_utc())), "2026-11-20T07:02:05+04:00");
    }
}
