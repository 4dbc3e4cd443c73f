//! A bill as rows: itself, its lines with where they come from, and its entries in the ledger.

use chrono::{DateTime, NaiveDate, Utc};
use svetlitsa_domain::bills::{BillLine, ChargeProblem, LineKind, Method, Purpose};
use svetlitsa_domain::tariffs::{DaySpan, Service, Zone};
use svetlitsa_domain::{Kopecks, Period};

use crate::bills::month::NoBill;
use crate::entity::{account, bill, bill_line, ledger_entry};
use crate::random;

/// A line of a bill of a service, read back; `None` when the row holds words that are none of ours.
#[must_use]
pub fn line_of(row: &bill_line::Model, service: Service) -> Option<BillLine> {
    /// Absent is fine, unreadable is not.
    fn read<T>(text: Option<&str>, read: impl Fn(&str) -> Option<T>) -> Option<Option<T>> {
        text.map_or(Some(None), |text| read(text).map(Some))
    }
    let decimal = |text: &str| text.parse().ok();
    Some(BillLine {
        kind: LineKind::parse(&row.kind)?,
        service,
        method: read(row.method.as_deref(), Method::parse)?,
        zone: read(row.zone.as_deref(), Zone::parse)?,
        range: row.range.map(u8::try_from).transpose().ok()?,
        days: DaySpan::new(row.first_day.parse().ok()?, row.last_day.parse().ok()?)?,
        units: read(row.units.as_deref(), decimal)?,
        price: read(row.price.as_deref(), decimal)?,
        amount: Kopecks(row.amount_kopecks),
        derivation: serde_json::from_str(&row.derivation).ok()?,
    })
}

/// A bill as it goes into the database.
#[derive(Clone, Debug)]
pub struct BillRows {
    /// The bill.
    pub bill: bill::Model,
    /// Its lines.
    pub lines: Vec<bill_line::Model>,
    /// Its entries in the ledger, one a line.
    pub entries: Vec<ledger_entry::Model>,
}

/// Terms of a bill that are not reckoned.
#[derive(Clone, Copy, Debug)]
pub struct Terms<'a> {
    /// The month.
    pub period: Period,
    /// Payee id.
    pub payee: &'a str,
    /// The day by which it is to be paid.
    pub due_on: NaiveDate,
    /// What the payee was owed for use before.
    pub before: Kopecks,
    /// What the payee was owed as penalty before.
    pub penalty_before: Kopecks,
    /// What has grown since; its entries are not of the bill's lines.
    pub penalty: Kopecks,
    /// Business time.
    pub made_at: DateTime<Utc>,
}

impl BillRows {
    /// Rows of a bill. Its number is made of account and period: a second one for the same month cannot be.
    ///
    /// # Errors
    /// [`NoBill::Refused`] when the sum does not fit.
    pub fn new(account: &account::Model, lines: &[BillLine], terms: Terms<'_>) -> Result<Self, NoBill> {
        let number = format!("{}-{}", account.number, terms.period);
        let made_at = terms.made_at.timestamp_millis();
        let charged = svetlitsa_domain::bills::bill_total(lines).ok_or(ChargeProblem::TooLarge)?;
        let period = terms.period.to_string();
        let bill = bill::Model {
            number: number.clone(),
            account: account.number.clone(),
            period: period.clone(),
            payee: terms.payee.to_owned(),
            service: account.service.clone(),
            made_at,
            due_on: terms.due_on.to_string(),
            before_kopecks: terms.before.0,
            charged_kopecks: charged.0,
            penalty_before_kopecks: terms.penalty_before.0,
            penalty_kopecks: terms.penalty.0,
        };
        let (mut rows, mut entries) = (Vec::with_capacity(lines.len()), Vec::with_capacity(lines.len()));
        for (i, line) in (0..).zip(lines) {
            rows.push(bill_line::Model {
                bill: number.clone(),
                line: i,
                account: account.number.clone(),
                period: period.clone(),
                kind: line.kind.as_str().to_owned(),
                method: line.method.map(|method| method.as_str().to_owned()),
                zone: line.zone.map(|zone| zone.as_str().to_owned()),
                range: line.range.map(i32::from),
                first_day: line.days.first().to_string(),
                last_day: line.days.last().to_string(),
                units: line.units.map(|units| units.normalize().to_string()),
                price: line.price.map(|price| price.to_string()),
                amount_kopecks: line.amount.0,
                derivation: serde_json::to_string(&line.derivation)
                    .map_err(|error| NoBill::Broken(error.to_string()))?,
            });
            entries.push(ledger_entry::Model {
                id: random::id(),
                account: account.number.clone(),
                payee: terms.payee.to_owned(),
                service: account.service.clone(),
                period: period.clone(),
                purpose: Purpose::Supply.as_str().to_owned(),
                amount_kopecks: line.amount.0,
                cause_kind: "charge".to_owned(),
                cause_id: format!("bill-{number}"),
                cause_line: i,
                booked_at: made_at,
            });
        }
        Ok(Self { bill, lines: rows, entries })
    }
}
