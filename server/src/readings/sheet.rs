//! The house elder's sheet: judged row by row, so many at a time, each with its verdict.

use std::collections::{HashMap, HashSet};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sea_orm::DatabaseTransaction;
use svetlitsa_api::FieldCode;
use svetlitsa_api::readings::{Channel, FindingView, RowOutcome, RowVerdict, SheetSource};
use svetlitsa_domain::readings::{
    RowCode, RowProblem, Sheet, SheetError, SheetRow, VerdictStatus, decode_sheet, parse_sheet,
};

use crate::clock::to_local;
use crate::data::Branch;
use crate::entity::{account, meter};
use crate::failure::{Failure, Outcome};
use crate::readings::{Given, Incoming, Taken, take};
use crate::state::App;
use crate::store::batch::{Job, all_or_each};

/// Rows judged in one transaction: few enough that nobody waits long for the write lock.
const ROWS_AT_ONCE: usize = 200;

/// A house with everything its sheet is judged by.
pub struct House<'a> {
    /// Its branch.
    pub branch: &'a Branch,
    /// The accounts of the sheet that are its own, by number, each with its meters.
    pub accounts: HashMap<String, (account::Model, Vec<meter::Model>)>,
}

/// Reads a sheet.
///
/// # Errors
/// The field that cannot be read.
pub fn read(source: &SheetSource) -> Outcome<Sheet> {
    let fail = |error| {
        let code = match error {
            SheetError::Empty => FieldCode::Required,
            SheetError::NotText => FieldCode::NotAText,
            SheetError::TooLarge | SheetError::TooManyRows => FieldCode::TooLong,
        };
        Failure::field("source", code)
    };
    let sheet = match source {
        SheetSource::Text(text) => parse_sheet(text),
        SheetSource::File(base64) => {
            let bytes = STANDARD.decode(base64).map_err(|_| fail(SheetError::NotText))?;
            decode_sheet(&bytes).and_then(|text| parse_sheet(&text))
        }
    };
    sheet.map_err(fail)
}

/// Judges a sheet; `tell` hears how many rows are done. What is judged is kept, even if the rest fails: sent again,
/// those rows are the same readings.
///
/// # Errors
/// When the database does not answer or holds words that are none of ours, for all rows or for one.
pub async fn judge(
    app: &App,
    house: &House<'_>,
    sheet: Sheet,
    confirmed: &[u32],
    mut tell: impl FnMut(usize),
) -> Outcome<Vec<RowVerdict>> {
    let confirmed: HashSet<u32> = confirmed.iter().copied().collect();
    let mut rows: Vec<RowVerdict> = sheet.problems.into_iter().map(unread).collect();
    let mut done = rows.len();
    let mut failure = None;
    for chunk in sheet.rows.chunks(ROWS_AT_ONCE) {
        let mut entries = Vec::with_capacity(chunk.len());
        for row in chunk {
            let Some((account, meters)) = house.accounts.get(row.account.as_str()) else { continue };
            let Some(meter) = meter_of(row, meters) else {
                rows.push(without_meter(row));
                continue;
            };
            entries.push(Entry {
                app: app.clone(),
                account: account.clone(),
                meter: meter.id.clone(),
                is_confirmed: confirmed.contains(&line(row.line)),
                row: row.clone(),
            });
        }
        for outcome in all_or_each(&app.writer, entries).await {
            match outcome {
                Ok(row) => rows.push(row),
                // The others are judged all the same.
                Err(broken) => failure = Some(broken),
            }
        }
        done += chunk.len();
        tell(done);
    }
    if let Some(failure) = failure {
        return Err(failure);
    }
    rows.sort_by_key(|row| row.line);
    Ok(rows)
}

/// A row of the sheet with the meter that it means.
struct Entry {
    app: App,
    account: account::Model,
    meter: String,
    row: SheetRow,
    is_confirmed: bool,
}

impl Entry {
    fn incoming(&self) -> Outcome<Incoming<'_>> {
        let branch = self.app.branch(&self.account.branch)?;
        let now = to_local(self.app.clock.now(), branch.zone);
        Ok(Incoming {
            account: &self.account,
            branch,
            meter: &self.meter,
            values: Given::Row(&self.row),
            taken_on: self.row.taken_on,
            is_confirmed: self.is_confirmed,
            channel: Channel::Elder,
            today: now.date_naive(),
            now_ms: now.timestamp_millis(),
        })
    }
}

impl Job for Entry {
    type Done = RowVerdict;

    async fn together(tx: &DatabaseTransaction, jobs: &[Self]) -> Outcome<Vec<Outcome<RowVerdict>>> {
        let incoming = jobs.iter().map(Self::incoming).collect::<Outcome<Vec<_>>>()?;
        let taken = take(tx, &incoming).await?;
        let rows = jobs.iter().zip(taken);
        Ok(rows.map(|(entry, taken)| verdict(&entry.row, taken?.as_ref())).collect())
    }
}

/// The meter of the row's number; without one, the first that is read by hand.
fn meter_of<'a>(row: &SheetRow, meters: &'a [meter::Model]) -> Option<&'a meter::Model> {
    match &row.meter {
        Some(serial) => meters.iter().find(|meter| meter.serial == serial.trim()),
        None => {
            let hanging = || meters.iter().filter(|meter| meter.removed_on.is_none());
            hanging().find(|meter| !meter.is_smart).or_else(|| hanging().next())
        }
    }
}

fn verdict(row: &SheetRow, taken: Option<&Taken>) -> Outcome<RowVerdict> {
    let (outcome, findings) = match taken {
        Some(Taken::Asked(assessment)) => {
            let findings = assessment.findings.iter();
            (RowOutcome::Asked, findings.map(|f| FindingView { code: f.code, zone: f.zone }).collect())
        }
        Some(Taken::Recorded(reading) | Taken::SameAgain(reading)) => {
            let outcome = match VerdictStatus::parse(&reading.status) {
                Some(VerdictStatus::Accepted) => RowOutcome::Accepted,
                Some(VerdictStatus::Question) => RowOutcome::Question,
                Some(VerdictStatus::Refused) => RowOutcome::Refused,
                None => return Err(Failure::internal(&format!("verdict of reading {}", reading.id))),
            };
            (outcome, serde_json::from_str(&reading.findings)?)
        }
        None => return Ok(without_meter(row)),
    };
    Ok(RowVerdict {
        line: line(row.line),
        account: Some(row.account.to_string()),
        outcome,
        findings,
        problem: None,
        first_line: None,
        column: None,
        text: row.text.clone(),
    })
}

/// The number of the meter is none of the account's, or it has none.
fn without_meter(row: &SheetRow) -> RowVerdict {
    let code = RowCode::UnknownMeter;
    RowVerdict {
        account: Some(row.account.to_string()),
        ..unread(RowProblem { line: row.line, column: None, code, text: row.text.clone() })
    }
}

fn unread(problem: RowProblem) -> RowVerdict {
    RowVerdict {
        line: line(problem.line),
        account: None,
        outcome: RowOutcome::Unread,
        findings: Vec::new(),
        problem: Some(problem.code.into()),
        first_line: match problem.code {
            RowCode::Repeated { first_line } => Some(line(first_line)),
            _ => None,
        },
        column: problem.column.map(line),
        text: problem.text,
    }
}

fn line(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
