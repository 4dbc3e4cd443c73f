//! What the common use of each house of a branch came to in a month: how much its dwellings are billed, how much above the
//! norm its managing organisation pays for (`seeds/000`, ПП РФ № 354, п. 44), and how much is given back.

use anyhow::Context;
use rust_decimal::Decimal;
use sea_orm::ConnectionTrait;
use svetlitsa_domain::Period;
use svetlitsa_domain::bills::HouseShares;

use crate::bills::month::house_use;
use crate::store;

/// Columns of the statement.
const COLUMNS: [&str; 7] =
    ["house", "period", "actual_kwh", "norm_kwh", "billed_kwh", "managing_organisation_kwh", "returned_kwh"];

/// A house and month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct House {
    /// As its accounts name it.
    pub building: String,
    /// What becomes of its common use.
    pub shares: HouseShares,
}

/// The houses of a branch of which common use was told, by name.
///
/// # Errors
/// When the database does not answer, or a row cannot be read.
pub async fn statement(
    db: &impl ConnectionTrait,
    branch: &str,
    period: Period,
) -> anyhow::Result<Vec<House>> {
    let rows = store::common_use::of_branch(db, branch, period).await?;
    rows.into_iter()
        .map(|row| {
            let read = house_use(&row).map_err(|problem| anyhow::anyhow!("{}: {problem:?}", row.building))?;
            let shares = read.shares().with_context(|| format!("{}: a number does not fit", row.building))?;
            Ok(House { building: row.building, shares })
        })
        .collect()
}

/// The statement as a file: semicolons, the columns named in the first line.
///
/// # Errors
/// When it cannot be written.
pub fn as_csv(houses: &[House], period: Period) -> anyhow::Result<String> {
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for House { building, shares } in houses {
        let HouseShares { actual, norm, billed, excess, returned } = shares;
        let text = |value: Decimal| value.normalize().to_string();
        let actual = actual.map(text).unwrap_or_default();
        let row = [building.clone(), period.to_string(), actual];
        writer.write_record(
            row.into_iter().chain([norm, billed, excess, returned].map(|value| text(*value))),
        )?;
    }
    Ok(String::from_utf8(writer.into_inner()?)?)
}

/// What the managing organisations of these houses pay for together, and in how many of them there is any.
#[must_use]
pub fn excess(houses: &[House]) -> (usize, Decimal) {
    let over = || houses.iter().map(|house| house.shares.excess).filter(|excess| *excess > Decimal::ZERO);
    (over().count(), over().sum())
}
