//! `svetlitsa import accounts`: takes over the accounts of an exchange file (`contracts.md` 9). Good rows load in
//! one transaction for each thousand, bad ones go into a file beside it with their line, column and reason; the same
//! file again changes nothing.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::path::Path;

use anyhow::Context;
use csv::ByteRecord;
use sea_orm::DatabaseConnection;
use svetlitsa_api::readings::ZoneValue;
use svetlitsa_domain::accounts::switch_over::{Column, SwitchedAccount};
use svetlitsa_domain::bills::{OpeningOrigin, Purpose};
use svetlitsa_domain::tariffs::{Category, Service, Stove};
use svetlitsa_domain::{AccountNumber, Period};

use crate::claims::new_bill_code;
use crate::data::{Branch, DataSet};
use crate::entity::{account, bill_code, ledger_entry, meter, opening, register, takeover};
pub use crate::exchange::rejected_path;
use crate::exchange::{Refusal, Rejected, check_header};
use crate::store::accounts::TakenOver;
use crate::{random, store};

/// Rows of one transaction.
const AT_ONCE: usize = 1_000;

/// What came of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Rows that became accounts.
    pub loaded: usize,
    /// Rows that had become accounts before.
    pub unchanged: usize,
    /// Rows in the file of rejected ones.
    pub rejected: usize,
}

/// Takes over the accounts of a file; `progress` hears after every thousand.
///
/// # Errors
/// A sentence when the file cannot be read, is not this kind of file, or the database does not take it. What was
/// loaded until then stays; the same file again goes on from there.
pub async fn import(
    db: &DatabaseConnection,
    data: &DataSet,
    file: &Path,
    now_ms: i64,
    mut progress: impl FnMut(Report),
) -> anyhow::Result<Report> {
    let source = File::open(file).with_context(|| format!("cannot read {}", file.display()))?;
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .has_headers(false)
        .flexible(true)
        .from_reader(std::io::BufReader::new(source));
    let mut rows = reader.byte_records();
    let columns: Vec<_> = Column::ALL.iter().map(|column| column.as_str()).collect();
    check_header(&rows.next().transpose()?.unwrap_or_default(), &columns)
        .with_context(|| format!("{} is no file of accounts", file.display()))?;
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut import = Import { db, data, name, now_ms, report: Report::default(), seen: HashSet::new() };
    let mut rejected = Rejected::new(file, columns);
    let mut is_over = false;
    while !is_over {
        let mut chunk = Vec::with_capacity(AT_ONCE);
        while chunk.len() < AT_ONCE {
            let Some(row) = rows.next() else {
                is_over = true;
                break;
            };
            let row = row.with_context(|| format!("cannot read {}", file.display()))?;
            let line = row.position().map_or(0, csv::Position::line);
            match import.read(&row) {
                Ok(account) => chunk.push((line, row, account)),
                Err(refusal) => rejected.write(line, &refusal, &row)?,
            }
        }
        for (line, refusal, row) in import.load(chunk).await? {
            rejected.write(line, &refusal, &row)?;
        }
        import.report.rejected = rejected.finish_chunk()?;
        progress(import.report);
    }
    rejected.end()?;
    Ok(import.report)
}

fn refusal(column: Column, reason: impl Into<String>) -> Refusal {
    Refusal { column: column.as_str(), reason: reason.into() }
}

/// A row that was read: its account, and what it says in one text.
struct Read {
    account: SwitchedAccount,
    digest: String,
}

struct Import<'a> {
    db: &'a DatabaseConnection,
    data: &'a DataSet,
    /// The file's, without its folders.
    name: String,
    now_ms: i64,
    report: Report,
    seen: HashSet<AccountNumber>,
}

impl Import<'_> {
    /// Reads a row, and checks what the row alone cannot know.
    fn read(&mut self, row: &ByteRecord) -> Result<Read, Refusal> {
        let whole = |reason: &str| Refusal { column: "", reason: reason.to_owned() };
        let cells: Vec<&str> =
            row.iter().map(str::from_utf8).collect::<Result<_, _>>().map_err(|_| whole("not UTF-8"))?;
        if cells.len() != Column::ALL.len() {
            return Err(whole(&format!("{} cells in place of {}", cells.len(), Column::ALL.len())));
        }
        let account = SwitchedAccount::parse(&cells)
            .map_err(|problem| refusal(problem.column, problem.problem.to_string()))?;
        let branch = self.branch(&account)?;
        if !branch.is_own_form(&account.number) {
            return Err(refusal(Column::Account, format!("not {} digits", branch.account_digits)));
        }
        if !branch.services.contains(&Service::Electricity) {
            return Err(refusal(Column::Branch, "supplies no electricity"));
        }
        if !self.seen.insert(account.number.clone()) {
            return Err(refusal(Column::Account, "stands in this file before"));
        }
        let cells: Vec<&[u8]> = cells.iter().map(|cell| cell.trim().as_bytes()).collect();
        Ok(Read { account, digest: random::digest(&cells) })
    }

    fn branch(&self, account: &SwitchedAccount) -> Result<&Branch, Refusal> {
        self.data.branches.get(&account.branch).ok_or_else(|| refusal(Column::Branch, "no such branch"))
    }

    /// Loads a thousand in one transaction. Gives back those that cannot be taken.
    async fn load(
        &mut self,
        chunk: Vec<(u64, ByteRecord, Read)>,
    ) -> anyhow::Result<Vec<(u64, Refusal, ByteRecord)>> {
        let tx = store::begin_write(self.db).await?;
        let numbers: Vec<&str> = chunk.iter().map(|(_, _, read)| read.account.number.as_str()).collect();
        let known = store::accounts::known(&tx, &numbers).await?;
        let known: HashMap<String, Option<String>> = known.into_iter().collect();
        let (mut rows, mut refused) = (TakenOver::default(), Vec::new());
        let mut loaded = 0;
        for (line, record, read) in chunk {
            match known.get(read.account.number.as_str()) {
                Some(Some(digest)) if *digest == read.digest => self.report.unchanged += 1,
                Some(Some(_)) => {
                    refused.push((
                        line,
                        refusal(Column::Account, "was taken over with other values"),
                        record,
                    ));
                }
                Some(None) => {
                    refused.push((line, refusal(Column::Account, "belongs to a customer of ours"), record));
                }
                None => {
                    match self.branch(&read.account) {
                        Ok(branch) => {
                            rows.takeovers.push(takeover(branch, &read.account, &self.name, line));
                            add(&mut rows, branch, read, self.now_ms);
                        }
                        Err(refusal) => {
                            refused.push((line, refusal, record));
                            continue;
                        }
                    }
                    loaded += 1;
                }
            }
        }
        store::accounts::take_over(&tx, rows).await?;
        tx.commit().await?;
        self.report.loaded += loaded;
        Ok(refused)
    }
}

/// An account with its meter, the code on its bills and the money it comes with.
fn add(rows: &mut TakenOver, branch: &Branch, read: Read, now_ms: i64) {
    let Read { account: switched, digest } = read;
    let number = switched.number.to_string();
    let meter = format!("{number}-1");
    let category = match switched.stove {
        Stove::Gas => Category::UrbanGas,
        Stove::Electric => Category::UrbanElectric,
    };
    rows.accounts.push(account::Model {
        number: number.clone(),
        branch: branch.id.clone(),
        service: Service::Electricity.as_str().to_owned(),
        category: category.as_str().to_owned(),
        name: switched.name,
        address: switched.address,
        house: switched.house,
        position: 0,
        residents: i32::try_from(switched.residents).ok(),
        rooms: Some(switched.rooms.into()),
        stove: Some(switched.stove.as_str().to_owned()),
        flat: switched.flat,
        area: switched.area.map(|area| area.to_string()),
        building: None,
        direct_since: switched.direct_since.map(|period| period.to_string()),
    });
    for (position, (zone, value)) in (1..).zip(&switched.registers) {
        rows.registers.push(register::Model {
            meter: meter.clone(),
            zone: zone.as_str().to_owned(),
            position,
            initial_value: i64::from(*value),
            initial_on: switched.read_on.to_string(),
            final_value: None,
        });
    }
    rows.meters.push(meter::Model {
        id: meter,
        account: number.clone(),
        serial: switched.serial,
        model: String::new(),
        service: Service::Electricity.as_str().to_owned(),
        digits: switched.digits.into(),
        coefficient: 1,
        is_smart: false,
        is_prepaid: false,
        verified_until: None,
        position: 1,
        removed_on: None,
        replaces: None,
    });
    rows.bill_codes.push(bill_code::Model { account: number.clone(), code: new_bill_code() });
    if switched.balance.0 != 0 {
        // It belongs to the month before the switch, and to who is paid for that of today on.
        let period = Period::of(switched.read_on).map(|period| period.to_string()).unwrap_or_default();
        rows.ledger.push(ledger_entry::Model {
            id: random::id(),
            account: number.clone(),
            payee: branch.payee_on(switched.read_on).id.clone(),
            service: Service::Electricity.as_str().to_owned(),
            period,
            purpose: Purpose::Supply.as_str().to_owned(),
            amount_kopecks: switched.balance.0,
            cause_kind: "opening".to_owned(),
            cause_id: format!("switch-{number}"),
            cause_line: 0,
            booked_at: now_ms,
        });
    }
    rows.openings.push(opening::Model {
        account: number,
        digest,
        read_on: switched.read_on.to_string(),
        last_units: switched.last_units.map(i64::from),
        last_paid_units: switched.last_paid_units.map(i64::from),
        balance_kopecks: switched.balance.0,
        taken_over_at: now_ms,
    });
}

/// From whom the account was taken over: of a house that pays directly from the managing organisation (`seeds/000`).
fn takeover(branch: &Branch, switched: &SwitchedAccount, file: &str, line: u64) -> takeover::Model {
    let manager = branch.direct_payments.as_ref().filter(|_| switched.direct_since.is_some());
    let origin = match manager {
        Some(_) => OpeningOrigin::ManagingOrganisation,
        None => OpeningOrigin::FormerSystem,
    };
    let values: Vec<_> =
        switched.registers.iter().map(|(zone, value)| ZoneValue { zone: *zone, value: *value }).collect();
    takeover::Model {
        account: switched.number.to_string(),
        payee: branch.payee_on(switched.read_on).id.clone(),
        origin: origin.as_str().to_owned(),
        from_name: manager.map(|direct| direct.managing_company.clone()).unwrap_or_default(),
        taken_on: switched.read_on.to_string(),
        document: file.to_owned(),
        document_line: i64::try_from(line).ok(),
        protocol: None,
        decided_on: None,
        registers: serde_json::to_string(&values).unwrap_or_default(),
    }
}
