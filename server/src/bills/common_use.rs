//! `svetlitsa import common-use`: what houses used in common in a month, so that a closing bills it. A house is named as
//! its accounts name it, by its address, or by the id under which it was told before. Good rows load in one transaction
//! for each hundred; a row that a bill was made by is not changed any more.

use std::collections::HashSet;
use std::fs::File;
use std::path::Path;

use anyhow::Context;
use csv::ByteRecord;
use rust_decimal::Decimal;
use sea_orm::{DatabaseConnection, DatabaseTransaction};
use svetlitsa_domain::Period;
use svetlitsa_domain::bills::{HouseMeasured, HouseUse};

use crate::data::DataSet;
use crate::entity::common_use;
use crate::exchange::{Refusal, Rejected, check_header};
use crate::store;
use crate::store::common_use::Told;

/// Rows of one transaction.
const AT_ONCE: usize = 100;
/// Columns in the order of the file. The three counts of a house with a meter may be empty: nothing was counted there.
const COLUMNS: [&str; 10] = [
    "branch",
    "house",
    "period",
    "house_kwh",
    "nonresidential_kwh",
    "norm_flats_kwh",
    "metered_kwh",
    "common_area_m2",
    "total_area_m2",
    "norm",
];

/// What came of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Houses and months that are new.
    pub loaded: usize,
    /// Those that were told otherwise before, and not billed yet.
    pub changed: usize,
    /// Those that were told the same before.
    pub unchanged: usize,
    /// Rows in the file of rejected ones.
    pub rejected: usize,
}

/// Loads a file.
///
/// # Errors
/// A sentence when the file cannot be read, is not this kind of file, or the database does not take it. What was loaded
/// until then stays; the same file again goes on from there.
pub async fn import(db: &DatabaseConnection, data: &DataSet, file: &Path) -> anyhow::Result<Report> {
    let source = File::open(file).with_context(|| format!("cannot read {}", file.display()))?;
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .has_headers(false)
        .flexible(true)
        .from_reader(std::io::BufReader::new(source));
    let mut rows = reader.byte_records();
    check_header(&rows.next().transpose()?.unwrap_or_default(), &COLUMNS)
        .with_context(|| format!("{} is no file of common use", file.display()))?;
    let mut report = Report::default();
    let mut rejected = Rejected::new(file, COLUMNS.to_vec());
    let mut seen = HashSet::new();
    loop {
        let tx = store::begin_write(db).await?;
        let mut count = 0;
        for row in rows.by_ref().take(AT_ONCE) {
            let row = row.with_context(|| format!("cannot read {}", file.display()))?;
            count += 1;
            let taken = match read(data, &row) {
                Ok((branch, told)) if seen.insert((told.building.clone(), told.period.clone())) => {
                    take(&tx, &branch, told).await?
                }
                Ok(_) => Err(refusal(1, "stands in this file before")),
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

fn refusal(column: usize, reason: impl Into<String>) -> Refusal {
    Refusal { column: COLUMNS.get(column).copied().unwrap_or_default(), reason: reason.into() }
}

/// Puts a row to the accounts of its house.
async fn take(
    tx: &DatabaseTransaction,
    branch: &str,
    row: common_use::Model,
) -> anyhow::Result<Result<Told, Refusal>> {
    if store::common_use::name_house(tx, branch, &row.building).await? == 0 {
        return Ok(Err(refusal(1, "no account of this branch is in this house")));
    }
    Ok(match store::common_use::tell(tx, row).await? {
        Some(told) => Ok(told),
        None => Err(refusal(2, "was billed already")),
    })
}

/// Reads a row: branch, and what is told.
fn read(data: &DataSet, row: &ByteRecord) -> Result<(String, common_use::Model), Refusal> {
    let whole = |reason: String| Refusal { column: "", reason };
    let cells: Vec<&str> = row
        .iter()
        .map(|cell| str::from_utf8(cell).map(str::trim))
        .collect::<Result<_, _>>()
        .map_err(|_| whole("not UTF-8".to_owned()))?;
    if cells.len() != COLUMNS.len() {
        return Err(whole(format!("{} cells in place of {}", cells.len(), COLUMNS.len())));
    }
    let branch = data.branches.get(cells[0]).ok_or_else(|| refusal(0, "no such branch"))?;
    if cells[1].is_empty() {
        return Err(refusal(1, "empty"));
    }
    let period: Period = cells[2].parse().map_err(|_| refusal(2, "not a month YYYY-MM"))?;
    let is_capped = branch.direct_payments.as_ref().is_none_or(|direct| direct.is_common_use_capped);
    let house = HouseUse {
        house: cells[1].to_owned(),
        measured: measured(&cells)?,
        norm_id: format!("{}-common-use", branch.id),
        norm_per_m2: number(&cells, 9)?,
        common_m2: area(&cells, 7)?,
        total_m2: area(&cells, 8)?,
        is_capped,
    };
    if house.common_m2 > house.total_m2 {
        return Err(refusal(7, "larger than the whole house"));
    }
    if house.shares().is_none() {
        return Err(whole("a number does not fit".to_owned()));
    }
    let text = |value: Decimal| value.normalize().to_string();
    let counted = |count: fn(&HouseMeasured) -> Decimal| house.measured.as_ref().map(|m| text(count(m)));
    Ok((
        branch.id.clone(),
        common_use::Model {
            building: house.house.clone(),
            period: period.to_string(),
            house: counted(|m| m.house),
            non_residential: counted(|m| m.non_residential),
            flats_by_norm: counted(|m| m.flats_by_norm),
            flats_by_meter: counted(|m| m.flats_by_meter),
            norm_id: house.norm_id.clone(),
            norm_per_m2: text(house.norm_per_m2),
            common_m2: text(house.common_m2),
            total_m2: text(house.total_m2),
            is_capped,
        },
    ))
}

/// What was counted; a house without a meter has no other count, either.
fn measured(cells: &[&str]) -> Result<Option<HouseMeasured>, Refusal> {
    if cells[3].is_empty() {
        return match (4..=6).find(|column| !cells[*column].is_empty()) {
            Some(column) => Err(refusal(column, "must be empty: the house has no meter")),
            None => Ok(None),
        };
    }
    let or_nothing =
        |column: usize| if cells[column].is_empty() { Ok(Decimal::ZERO) } else { number(cells, column) };
    Ok(Some(HouseMeasured {
        house: number(cells, 3)?,
        non_residential: or_nothing(4)?,
        flats_by_norm: or_nothing(5)?,
        flats_by_meter: or_nothing(6)?,
    }))
}

/// A number, not below zero, with a point or a comma.
fn number(cells: &[&str], column: usize) -> Result<Decimal, Refusal> {
    let text = cells[column].replace(',', ".");
    let is_plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let value = text.parse::<Decimal>().ok().filter(|value| is_plain && value.scale() <= 6);
    value.ok_or_else(|| refusal(column, if text.is_empty() { "empty" } else { "not a number" }))
}

fn area(cells: &[&str], column: usize) -> Result<Decimal, Refusal> {
    let area = number(cells, column)?;
    if area.is_zero() { Err(refusal(column, "must be above zero")) } else { Ok(area) }
}
