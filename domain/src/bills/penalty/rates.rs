//! The dated table of rates: what is not decided is not guessed.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::bills::{BillRule, Cited, Given, Node};
use crate::tariffs::day_after;

/// A rate during some days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RateRow {
    /// What a bill quotes it by.
    pub id: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day, counted: a rate holds as long as somebody has decided that it does.
    pub until: NaiveDate,
    /// Hundredths a year: 9.5 to the end of 2026, or the key rate where that is lower on these days.
    pub percent: Decimal,
    /// The decision, as it is cited.
    pub source: String,
}

/// Rates in the order of time, without a gap and without an overlap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PenaltyRates {
    rows: Vec<RateRow>,
}

/// What is wrong with a table of rates.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RateProblem {
    /// A row ends before it begins.
    #[error("{0} ends before it begins")]
    Backwards(String),
    /// A rate is below zero or above a hundred.
    #[error("{0} is no rate")]
    OutOfRange(String),
    /// Two rows hold on this day.
    #[error("two rates on {0}")]
    Overlap(NaiveDate),
    /// No row holds on this day, though later ones do.
    #[error("no rate on {0}")]
    Gap(NaiveDate),
}

/// Nobody has decided the rate of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no rate of penalty on {0}")]
pub struct NoRate(pub NaiveDate);

impl PenaltyRates {
    /// Checks rows; their order does not matter.
    ///
    /// # Errors
    /// Everything that is wrong.
    pub fn parse(mut rows: Vec<RateRow>) -> Result<Self, Vec<RateProblem>> {
        rows.sort_by(|a, b| (a.from, &a.id).cmp(&(b.from, &b.id)));
        let mut problems = Vec::new();
        for row in &rows {
            if row.until < row.from {
                problems.push(RateProblem::Backwards(row.id.clone()));
            }
            if row.percent < Decimal::ZERO || row.percent > Decimal::ONE_HUNDRED {
                problems.push(RateProblem::OutOfRange(row.id.clone()));
            }
        }
        for (earlier, later) in rows.iter().zip(rows.iter().skip(1)) {
            let expected = day_after(earlier.until);
            if later.from < expected {
                problems.push(RateProblem::Overlap(later.from));
            } else if later.from > expected {
                problems.push(RateProblem::Gap(expected));
            }
        }
        if problems.is_empty() { Ok(Self { rows }) } else { Err(problems) }
    }

    /// The rate of a day.
    ///
    /// # Errors
    /// [`NoRate`] when nobody has decided it.
    pub fn on(&self, day: NaiveDate) -> Result<&RateRow, NoRate> {
        self.rows.iter().find(|row| row.from <= day && day <= row.until).ok_or(NoRate(day))
    }

    /// The last day whose rate is decided.
    #[must_use]
    pub fn decided_until(&self) -> Option<NaiveDate> {
        self.rows.last().map(|row| row.until)
    }

    /// The decisions behind the rates of a tree, each once.
    pub(super) fn cited(&self, tree: &Node) -> Vec<Cited> {
        let is_in = |row: &&RateRow| {
            tree.inputs()
                .iter()
                .any(|(given, _)| matches!(given, Given::PenaltyRate { id, .. } if *id == row.id))
        };
        let cite = |row: &RateRow| Cited { code: BillRule::PenaltyRate, source: row.source.clone().into() };
        self.rows.iter().filter(is_in).map(cite).collect()
    }
}
