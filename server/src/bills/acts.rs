//! `svetlitsa import acts`: acts of inspectors, by which a household is charged without its readings: access was refused, a
//! meter was refused, there is none although one could be put up, or it was tampered with. Good rows load in one
//! transaction for each hundred; what a bill was made by is not changed any more.

use std::path::Path;

use anyhow::Context;
use csv::ByteRecord;
use sea_orm::{DatabaseConnection, DatabaseTransaction};
use svetlitsa_domain::bills::Months;
use svetlitsa_domain::readings::NoReading;
use svetlitsa_domain::{AccountNumber, Period};

use crate::bills::held::{Before, misfit};
use crate::entity::act;
use crate::exchange::{FileKind, Refusal, Report, Told, load};
use crate::store;

/// Loads a file.
///
/// # Errors
/// Those of [`load`].
pub async fn import(db: &DatabaseConnection, file: &Path) -> anyhow::Result<Report> {
    load(db, file, Acts).await
}

/// A file of acts.
struct Acts;

impl FileKind for Acts {
    type Row = act::Model;

    const WHAT: &'static str = "acts";
    const COLUMNS: &'static [&'static str] = &["account", "kind", "from", "until", "document"];

    fn read(&mut self, row: &ByteRecord) -> Result<Self::Row, Refusal> {
        let cells = Self::cells(row)?;
        let [account, kind, from, until, document] = cells.as_slice() else {
            return Err(Self::refusal("", "other columns"));
        };
        let account: AccountNumber =
            account.parse().map_err(|_| Self::refusal("account", "not an account number"))?;
        let Some(cause) = NoReading::parse(kind).filter(|cause| cause.is_told_by_act()) else {
            let known = NoReading::ALL.into_iter().filter(|cause| cause.is_told_by_act());
            let known: Vec<_> = known.map(NoReading::as_str).collect();
            return Err(Self::refusal("kind", format!("one of {}", known.join(", "))));
        };
        let month = |column: &'static str, text: &str| {
            text.parse::<Period>().map_err(|_| Self::refusal(column, "not a month YYYY-MM"))
        };
        let from = month("from", from)?;
        let until = if until.is_empty() { None } else { Some(month("until", until)?) };
        Months::new(from, until).ok_or_else(|| Self::refusal("until", "before its first month"))?;
        if document.is_empty() {
            return Err(Self::refusal("document", "empty"));
        }
        Ok(act::Model {
            account: account.to_string(),
            kind: cause.as_str().to_owned(),
            from_period: from.to_string(),
            until_period: until.map(|until| until.to_string()),
            document: (*document).to_owned(),
        })
    }

    async fn take(
        &mut self,
        tx: &DatabaseTransaction,
        told: Self::Row,
    ) -> anyhow::Result<Result<Told, Refusal>> {
        if store::accounts::find(tx, &told.account).await?.is_none() {
            return Ok(Err(Self::refusal("account", "no such account")));
        }
        let known = store::acts::of_accounts(tx, &[&told.account]).await?;
        let before = known.iter().find(|row| row.kind == told.kind && row.from_period == told.from_period);
        if before == Some(&told) {
            return Ok(Ok(Told::Same));
        }
        let same = known.iter().filter(|row| row.kind == told.kind && row.from_period != told.from_period);
        let others = same.map(months_of).collect::<Result<Vec<_>, _>>()?;
        let before_held = before
            .map(|row| {
                let ended = act::Model { until_period: told.until_period.clone(), ..row.clone() };
                anyhow::Ok(Before { months: months_of(row)?, is_same_but_for_its_end: ended == told })
            })
            .transpose()?;
        let billed = store::bills::last_billed(tx, &told.account).await?;
        if let Some(reason) = misfit(months_of(&told)?, &others, before_held, billed) {
            return Ok(Err(Self::refusal(reason.column(), reason.to_string())));
        }
        let is_new = before.is_none();
        store::acts::keep(tx, told, is_new).await?;
        Ok(Ok(if is_new { Told::New } else { Told::Changed }))
    }
}

fn months_of(row: &act::Model) -> anyhow::Result<Months> {
    let until = row.until_period.as_deref().map(str::parse).transpose()?;
    Months::new(row.from_period.parse()?, until)
        .with_context(|| format!("act {} of {} ends before it begins", row.kind, row.account))
}

/// The gravest act that holds in a month.
///
/// # Errors
/// The column that cannot be read.
pub fn holding(rows: &[&act::Model], period: Period) -> Result<Option<NoReading>, &'static str> {
    let mut found = None;
    for row in rows {
        let months = months_of(row).map_err(|_| "months of an act")?;
        let cause = NoReading::parse(&row.kind).ok_or("kind of an act")?;
        if months.hold(period) {
            found = found.max(Some(cause));
        }
    }
    Ok(found)
}
