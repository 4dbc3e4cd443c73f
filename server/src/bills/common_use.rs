//! `svetlitsa import common-use`: what houses used in common in a month, so that a closing bills it. A house is named as
//! its accounts name it, by its address, or by the id under which it was told before. Good rows load in one transaction
//! for each hundred; a row that a bill was made by is not changed any more.

use std::collections::HashSet;
use std::path::Path;

use csv::ByteRecord;
use rust_decimal::Decimal;
use sea_orm::{DatabaseConnection, DatabaseTransaction};
use svetlitsa_domain::Period;
use svetlitsa_domain::bills::{HouseMeasured, HouseUse};

use crate::data::DataSet;
use crate::entity::common_use;
use crate::exchange::{FileKind, Refusal, Report, Told, load};
use crate::store;

/// The three counts of a house with a meter may be empty: nothing was counted there.
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

/// Loads a file.
///
/// # Errors
/// Those of [`load`].
pub async fn import(db: &DatabaseConnection, data: &DataSet, file: &Path) -> anyhow::Result<Report> {
    load(db, file, Houses { data, seen: HashSet::new() }).await
}

/// A file of common use.
struct Houses<'a> {
    data: &'a DataSet,
    seen: HashSet<(String, String)>,
}

impl FileKind for Houses<'_> {
    type Row = (String, common_use::Model);

    const WHAT: &'static str = "common use";
    const COLUMNS: &'static [&'static str] = &COLUMNS;

    fn read(&mut self, row: &ByteRecord) -> Result<Self::Row, Refusal> {
        let (branch, told) = read(self.data, row)?;
        if self.seen.insert((told.building.clone(), told.period.clone())) {
            Ok((branch, told))
        } else {
            Err(refusal(1, "stands in this file before"))
        }
    }

    async fn take(
        &mut self,
        tx: &DatabaseTransaction,
        (branch, told): Self::Row,
    ) -> anyhow::Result<Result<Told, Refusal>> {
        take(tx, &branch, told).await
    }
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
    let cells = Houses::cells(row)?;
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
        return Err(Houses::refusal("", "a number does not fit"));
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
