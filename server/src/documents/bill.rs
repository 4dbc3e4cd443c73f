//! What a printed bill says: the bill as it was made. What was paid after that changes nothing on it, so the same bill is
//! always the same document.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use serde_json::Value;
use svetlitsa_api::bills::{BillChanges, BillLineView};
use svetlitsa_domain::accounts::access::Action;
use svetlitsa_domain::bills::{Given, Purpose};
use svetlitsa_domain::tariffs::Service;
use svetlitsa_domain::{Kopecks, Period};

use crate::callers::AccountReader;
use crate::clock::{from_ms, local};
use crate::data::{Branch, Payee};
use crate::documents::Printing;
use crate::documents::sheet::{BranchOnPaper, PayeeOnPaper};
use crate::documents::stub::{self, StubMeter};
use crate::entity::{bill, ledger_entry};
use crate::failure::{Failure, Outcome};
use crate::letters::Language;
use crate::routes::bills::Parts;
use crate::state::App;
use crate::store;

const TEMPLATE: &str = "bill.typ";

/// Everything that the template reads.
#[derive(Debug, Serialize)]
struct Sheet<'a> {
    lang: &'static str,
    public_url: String,
    branch: BranchOnPaper<'a>,
    account: &'a str,
    /// Absent for those who may not see the person.
    payer: Option<&'a str>,
    address: Option<&'a str>,
    number: &'a str,
    period: Month,
    service: Service,
    made_on: NaiveDate,
    due_on: NaiveDate,
    payee: PayeeOnPaper<'a>,
    lines: Vec<LineOnPaper>,
    /// How the balance before came to be, when there was a bill before.
    since: Option<Since>,
    before: Kopecks,
    charged: Kopecks,
    /// Apart from all that: what was owed of it before, and what has grown since.
    penalty_before: Kopecks,
    penalty: Kopecks,
    to_pay: Kopecks,
    changes: Option<BillChanges>,
    /// SVG of the payment code.
    code: Option<String>,
    /// Owed to others than the payee of the bill.
    others: Vec<OtherPayee<'a>>,
    window: (u8, u8),
    stub: Vec<StubMeter>,
}

#[derive(Debug, Serialize)]
struct Month {
    year: i32,
    month: u32,
}

impl From<Period> for Month {
    fn from(period: Period) -> Self {
        Self { year: period.year(), month: period.month() }
    }
}

/// A line with the node that says where it comes from: its units, or its sum where it has none.
#[derive(Debug, Serialize)]
struct LineOnPaper {
    #[serde(flatten)]
    line: BillLineView,
    from: Value,
    from_is_sum: bool,
    /// Days of the first and the last reading that it is made of.
    read: Option<(NaiveDate, NaiveDate)>,
}

/// From one bill to the next.
#[derive(Debug, Serialize)]
struct Since {
    period: Month,
    owed: Kopecks,
    paid: Kopecks,
    corrected: Kopecks,
}

#[derive(Debug, Serialize)]
struct OtherPayee<'a> {
    payee: PayeeOnPaper<'a>,
    owed: Kopecks,
    code: Option<String>,
}

/// Gathers the document of a bill.
///
/// # Errors
/// When the database does not answer, or a row holds words that are none of ours.
pub(crate) async fn gather(
    app: &App,
    reader: &AccountReader,
    row: &bill::Model,
    parts: Parts,
    language: Language,
) -> Outcome<Printing> {
    let broken = || Failure::internal(&format!("bill {}", row.number));
    let branch = app.branch(&reader.account.branch)?;
    let period: Period = row.period.parse().map_err(|_| broken())?;
    let payee = branch.payee(&row.payee).ok_or_else(broken)?;
    let (before, charged) = (Kopecks(row.before_kopecks), Kopecks(row.charged_kopecks));
    let (penalty_before, penalty) = (Kopecks(row.penalty_before_kopecks), Kopecks(row.penalty_kopecks));
    let to_pay = before + charged + penalty_before + penalty;
    let entries = store::documents::entries_before(&app.db, row).await?;
    let sees_person = reader.access.allows(Action::SeePerson);
    let code = |payee: &Payee, owed| drawn(app, reader, payee, period, owed);
    let mut others = Vec::new();
    for (payee, owed) in owed_to_others(branch, row, &entries) {
        others.push(OtherPayee { payee: payee.into(), owed, code: code(payee, owed)? });
    }
    let sheet = Sheet {
        lang: language.as_str(),
        public_url: app.settings.public_url(),
        branch: branch.into(),
        account: &row.account,
        payer: sees_person.then_some(reader.account.name.as_str()),
        address: sees_person.then_some(reader.account.address.as_str()),
        number: &row.number,
        period: period.into(),
        service: Service::parse(&row.service).ok_or_else(broken)?,
        made_on: local(row.made_at, branch.zone).date_naive(),
        due_on: row.due_on.parse().map_err(|_| broken())?,
        payee: payee.into(),
        since: since(app, row, &entries).await?,
        before,
        charged,
        penalty_before,
        penalty,
        to_pay,
        changes: parts.changes,
        code: code(payee, to_pay)?,
        others,
        window: (branch.readings.window.first(), branch.readings.window.last()),
        stub: stub::meters(app, row, branch, &parts.lines).await?,
        lines: parts.lines.into_iter().map(on_paper).collect::<Outcome<_>>()?,
    };
    let made_at: DateTime<Utc> = from_ms(row.made_at);
    Printing::new(TEMPLATE, &sheet, format!("bill-{}-{}", row.number, language.as_str()), made_at)
}

fn drawn(
    app: &App,
    reader: &AccountReader,
    payee: &Payee,
    period: Period,
    owed: Kopecks,
) -> Outcome<Option<String>> {
    let text = crate::routes::bills::payment_code(app, reader, payee, period, owed)?;
    Ok(text.and_then(|text| super::qr::draw(&text)))
}

fn on_paper(line: BillLineView) -> Outcome<LineOnPaper> {
    let units = line.derivation.units();
    let (from, from_is_sum) = (units.unwrap_or(&line.derivation.amount), units.is_none());
    let from = serde_json::to_value(from)?;
    let days = line.derivation.amount.inputs().into_iter().filter_map(|(given, _)| match given {
        Given::Reading { taken_on, .. } => Some(taken_on.0),
        _ => None,
    });
    let days: Vec<_> = days.collect();
    let read = days.iter().min().copied().zip(days.iter().max().copied());
    Ok(LineOnPaper { line, from, from_is_sum, read })
}

/// What became of the bill before, until this one was made.
async fn since(app: &App, row: &bill::Model, entries: &[ledger_entry::Model]) -> Outcome<Option<Since>> {
    let Some(before) = store::documents::bill_before(&app.db, row).await? else { return Ok(None) };
    if before.payee != row.payee {
        return Ok(None);
    }
    let own = || {
        entries.iter().filter(|entry| {
            entry.payee == row.payee
                && entry.purpose == Purpose::Supply.as_str()
                && entry.booked_at >= before.made_at
                && entry.booked_at < row.made_at
        })
    };
    let sum = |kind: &str| -> Kopecks {
        own().filter(|entry| entry.cause_kind == kind).map(|entry| Kopecks(entry.amount_kopecks)).sum()
    };
    let owed = Kopecks(before.before_kopecks) + Kopecks(before.charged_kopecks);
    let paid = sum("payment") + sum("transfer");
    let corrected = Kopecks(row.before_kopecks) - owed - paid;
    let period: Period =
        before.period.parse().map_err(|_| Failure::internal(&format!("bill {}", before.number)))?;
    let paid = Kopecks(-paid.0);
    Ok(Some(Since { period: period.into(), owed, paid, corrected }))
}

/// What others than the payee of the bill were owed when it was made.
fn owed_to_others<'a>(
    branch: &'a Branch,
    row: &bill::Model,
    entries: &[ledger_entry::Model],
) -> Vec<(&'a Payee, Kopecks)> {
    let mut sums = BTreeMap::<&str, i64>::new();
    for entry in entries.iter().filter(|entry| entry.payee != row.payee) {
        *sums.entry(&entry.payee).or_default() += entry.amount_kopecks;
    }
    let owed = sums.into_iter().filter(|(_, sum)| *sum > 0);
    owed.filter_map(|(id, sum)| Some((branch.payee(id)?, Kopecks(sum)))).collect()
}
