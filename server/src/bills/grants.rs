//! `svetlitsa import grants`: what households are granted, so that bills go by it. Good rows load in one transaction for
//! each hundred. What a bill was made by is not changed any more: it would be another bill. The last month of a grant may
//! be told later, as long as no bill of the months after it was made.

use std::fs::File;
use std::path::Path;

use anyhow::Context;
use csv::ByteRecord;
use rust_decimal::Decimal;
use sea_orm::{DatabaseConnection, DatabaseTransaction};
use svetlitsa_domain::bills::{Benefit, Grant, GrantKind, Months};
use svetlitsa_domain::{AccountNumber, Period};

use crate::entity::grant;
use crate::exchange::{Refusal, Rejected, check_header};
use crate::store;

/// Rows of one transaction.
const AT_ONCE: usize = 100;
/// Columns in the order of the file. Only a benefit has an id, a share, a limit and a word on common use.
const COLUMNS: [&str; 9] =
    ["account", "kind", "id", "percent", "up_to_kwh", "covers_common_use", "from", "until", "source"];

/// What came of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Grants that are new.
    pub loaded: usize,
    /// Those that were told otherwise before.
    pub changed: usize,
    /// Those that were told the same before.
    pub unchanged: usize,
    /// Rows in the file of rejected ones.
    pub rejected: usize,
}

enum Told {
    New,
    Changed,
    Same,
}

/// Loads a file.
///
/// # Errors
/// A sentence when the file cannot be read, is not this kind of file, or the database does not take it. What was loaded
/// until then stays; the same file again goes on from there.
pub async fn import(db: &DatabaseConnection, file: &Path) -> anyhow::Result<Report> {
    let source = File::open(file).with_context(|| format!("cannot read {}", file.display()))?;
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .has_headers(false)
        .flexible(true)
        .from_reader(std::io::BufReader::new(source));
    let mut rows = reader.byte_records();
    check_header(&rows.next().transpose()?.unwrap_or_default(), &COLUMNS)
        .with_context(|| format!("{} is no file of grants", file.display()))?;
    let mut report = Report::default();
    let mut rejected = Rejected::new(file, COLUMNS.to_vec());
    loop {
        let tx = store::begin_write(db).await?;
        let mut count = 0;
        for row in rows.by_ref().take(AT_ONCE) {
            let row = row.with_context(|| format!("cannot read {}", file.display()))?;
            count += 1;
            let taken = match read(&row) {
                Ok(told) => take(&tx, told).await?,
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

fn refusal(column: &str, reason: impl Into<String>) -> Refusal {
    let column = COLUMNS.into_iter().find(|known| *known == column).unwrap_or_default();
    Refusal { column, reason: reason.into() }
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
    for other in known.iter().filter(|row| row.name == told.name && row.from_period != told.from_period) {
        if months.meet(months_of(other)?) {
            let reason = format!("was granted from {} on already", other.from_period);
            return Ok(Err(refusal("from", reason)));
        }
    }
    if let Some(billed) = store::grants::last_billed(tx, &told.account).await? {
        let first_open = billed.parse::<Period>()?.next();
        // Whatever else than its last month is another, all of its months are.
        let is_same_but_for_its_end = |row: &&grant::Model| {
            grant::Model { until_period: told.until_period.clone(), ..(*row).clone() } == told
        };
        let was = match before.map(|row| (row, is_same_but_for_its_end(&row))) {
            Some((row, true)) => Some(months_of(row)?),
            Some((row, false)) if row.from_period < first_open.to_string() => {
                return Ok(Err(refusal("from", format!("{billed} was billed by another grant"))));
            }
            _ => None,
        };
        if Months::changes_before(was, Some(months), first_open) {
            let column = if was.is_some() { "until" } else { "from" };
            return Ok(Err(refusal(column, format!("{billed} was billed already"))));
        }
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
    let cells: Vec<&str> = row
        .iter()
        .map(|cell| str::from_utf8(cell).map(str::trim))
        .collect::<Result<_, _>>()
        .map_err(|_| refusal("", "not UTF-8"))?;
    let [account, kind, id, percent, up_to, covers, from, until, source] = cells.as_slice() else {
        return Err(refusal("", format!("{} cells in place of {}", cells.len(), COLUMNS.len())));
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
