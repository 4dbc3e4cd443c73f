//! `svetlitsa import grants`: what households are granted, so that bills go by it. Good rows load in one transaction for
//! each hundred. What a bill was made by is not changed any more: it would be another bill. The last month of a grant may
//! be told later, as long as no bill of the months after it was made.

use std::path::Path;

use anyhow::Context;
use csv::ByteRecord;
use rust_decimal::Decimal;
use sea_orm::{DatabaseConnection, DatabaseTransaction};
use svetlitsa_domain::bills::{Benefit, Grant, GrantKind, Months};
use svetlitsa_domain::{AccountNumber, Period};

use crate::bills::held::{Before, misfit};
use crate::entity::grant;
use crate::exchange::{FileKind, Refusal, Report, Told, load};
use crate::store;

/// Loads a file.
///
/// # Errors
/// Those of [`load`].
pub async fn import(db: &DatabaseConnection, file: &Path) -> anyhow::Result<Report> {
    load(db, file, Grants).await
}

/// A file of grants. Only a benefit has an id, a share, a limit and a word on common use.
struct Grants;

impl FileKind for Grants {
    type Row = grant::Model;

    const WHAT: &'static str = "grants";
    const COLUMNS: &'static [&'static str] =
        &["account", "kind", "id", "percent", "up_to_kwh", "covers_common_use", "from", "until", "source"];

    fn read(&mut self, row: &ByteRecord) -> Result<Self::Row, Refusal> {
        read(row)
    }

    async fn take(
        &mut self,
        tx: &DatabaseTransaction,
        row: Self::Row,
    ) -> anyhow::Result<Result<Told, Refusal>> {
        take(tx, row).await
    }
}

fn refusal(column: &str, reason: impl Into<String>) -> Refusal {
    Grants::refusal(column, reason)
}

async fn take(tx: &DatabaseTransaction, told: grant::Model) -> anyhow::Result<Result<Told, Refusal>> {
    if store::accounts::find(tx, &told.account).await?.is_none() {
        return Ok(Err(refusal("account", "no such account")));
    }
    let known = store::grants::of_account(tx, &told.account).await?;
    let before = known.iter().find(|row| row.name == told.name && row.from_period == told.from_period);
    if before == Some(&told) {
        return Ok(Ok(Told::Same));
    }
    let months = months_of(&told)?;
    let same = known.iter().filter(|row| row.name == told.name && row.from_period != told.from_period);
    let others = same.map(months_of).collect::<Result<Vec<_>, _>>()?;
    // Whatever else than its last month is another, all of its months are.
    let before_held = before
        .map(|row| {
            let ended = grant::Model { until_period: told.until_period.clone(), ..row.clone() };
            anyhow::Ok(Before { months: months_of(row)?, is_same_but_for_its_end: ended == told })
        })
        .transpose()?;
    let billed = store::bills::last_billed(tx, &told.account).await?;
    if let Some(reason) = misfit(months, &others, before_held, billed) {
        return Ok(Err(refusal(reason.column(), reason.to_string())));
    }
    let is_new = before.is_none();
    store::grants::keep(tx, told, is_new).await?;
    Ok(Ok(if is_new { Told::New } else { Told::Changed }))
}

fn months_of(row: &grant::Model) -> anyhow::Result<Months> {
    let until = row.until_period.as_deref().map(str::parse).transpose()?;
    Months::new(row.from_period.parse()?, until)
        .with_context(|| format!("grant {} of {} ends before it begins", row.name, row.account))
}

/// A row as the engine asks for it, with the months in which it holds.
///
/// # Errors
/// The column that cannot be read.
pub fn granted(row: &grant::Model) -> Result<(Months, Grant), &'static str> {
    let from = row.from_period.parse().map_err(|_| "from_period")?;
    let until = row.until_period.as_deref().map(str::parse).transpose().map_err(|_| "until_period")?;
    let months = Months::new(from, until).ok_or("until_period")?;
    let decimal = |text: &str| text.parse::<Decimal>().ok();
    let grant = match GrantKind::parse(&row.kind).ok_or("kind")? {
        GrantKind::NoRanges => Grant::NoRanges,
        GrantKind::ElectricHeating => Grant::ElectricHeating,
        GrantKind::Benefit => Grant::Benefit(Benefit {
            id: row.name.clone(),
            percent: row.percent.as_deref().and_then(decimal).ok_or("percent")?,
            up_to_units: match row.up_to_units.as_deref() {
                Some(text) => Some(decimal(text).ok_or("up_to_units")?),
                None => None,
            },
            covers_common_use: row.covers_common_use,
            from,
            until,
            source: row.source.clone(),
        }),
    };
    Ok((months, grant))
}

fn read(row: &ByteRecord) -> Result<grant::Model, Refusal> {
    let cells = Grants::cells(row)?;
    let [account, kind, id, percent, up_to, covers, from, until, source] = cells.as_slice() else {
        return Err(refusal("", "other columns"));
    };
    let account: AccountNumber = account.parse().map_err(|_| refusal("account", "not an account number"))?;
    let kind = GrantKind::parse(kind).ok_or_else(|| {
        refusal("kind", format!("one of {}", GrantKind::ALL.map(GrantKind::as_str).join(", ")))
    })?;
    let month = |column: &'static str, text: &str| {
        text.parse::<Period>().map_err(|_| refusal(column, "not a month YYYY-MM"))
    };
    let from = month("from", from)?;
    let until = if until.is_empty() { None } else { Some(month("until", until)?) };
    Months::new(from, until).ok_or_else(|| refusal("until", "before its first month"))?;
    if source.is_empty() {
        return Err(refusal("source", "empty"));
    }
    let is_benefit = kind == GrantKind::Benefit;
    let of_benefits = [("id", id), ("percent", percent), ("up_to_kwh", up_to), ("covers_common_use", covers)];
    if let Some((column, _)) = of_benefits.iter().find(|(_, text)| !is_benefit && !text.is_empty()) {
        return Err(refusal(column, "must be empty: this is no benefit"));
    }
    let known: Vec<_> = GrantKind::ALL.map(GrantKind::as_str).into();
    if is_benefit && (id.is_empty() || known.contains(id)) {
        return Err(refusal("id", if id.is_empty() { "empty" } else { "a word of kinds" }));
    }
    let number = |column: &'static str, text: &str, most: Decimal| {
        let text = text.replace(',', ".");
        let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let value = text.parse::<Decimal>().ok().filter(|value| is_plain && value.scale() <= 6);
        let value = value.ok_or_else(|| refusal(column, "not a number"))?;
        if value <= Decimal::ZERO || value > most {
            return Err(refusal(column, format!("above 0, up to {most}")));
        }
        Ok(value.normalize().to_string())
    };
    let covers_common_use = match *covers {
        "" | "no" => false,
        "yes" => true,
        _ => return Err(refusal("covers_common_use", "yes or no")),
    };
    Ok(grant::Model {
        account: account.to_string(),
        name: if is_benefit { (*id).to_owned() } else { kind.as_str().to_owned() },
        from_period: from.to_string(),
        until_period: until.map(|until| until.to_string()),
        kind: kind.as_str().to_owned(),
        percent: is_benefit.then(|| number("percent", percent, Decimal::ONE_HUNDRED)).transpose()?,
        up_to_units: (!up_to.is_empty())
            .then(|| number("up_to_kwh", up_to, Decimal::from(1_000_000)))
            .transpose()?,
        covers_common_use,
        source: (*source).to_owned(),
    })
}
