//! The newest payments of the sample world were made here: they have their journal and their receipts. Those
//! before came from elsewhere and are in the ledger only.

use std::collections::BTreeMap;

use anyhow::{Context, anyhow};
use svetlitsa_domain::payments::{PaymentMethod, PaymentState};
use svetlitsa_domain::{Kopecks, Period};

use crate::clock::{from_ms, local};
use crate::data::DataSet;
use crate::entity::{counter, ledger_entry, payment};
use crate::random;
use crate::receipts::{self, Terms};
use crate::sample::bills::IMPORTED;
use crate::sample::rows::Rows;

/// How many of an account's payments were made here.
const MADE_HERE: u32 = 3;
/// How long the payer was at the bank.
const AT_BANK_MS: i64 = 2 * 60 * 1000;
/// Changes of a payment that went straight through: registered, paid.
const VERSION: i32 = 3;

/// Gives the newest imported payments of each account a journal entry and a receipt.
pub(super) fn add(rows: &mut Rows, data: &DataSet, public_url: &str) -> anyhow::Result<()> {
    let mut chosen: Vec<usize> = Vec::new();
    let mut counts = BTreeMap::<&str, u32>::new();
    let mut newest: Vec<(usize, &ledger_entry::Model)> =
        rows.ledger.iter().enumerate().filter(|(_, entry)| entry.cause_id.starts_with(IMPORTED)).collect();
    newest.sort_by(|(_, a), (_, b)| (b.booked_at, &b.period).cmp(&(a.booked_at, &a.period)));
    for (i, entry) in newest {
        let count = counts.entry(&entry.account).or_default();
        *count += 1;
        if *count <= MADE_HERE {
            chosen.push(i);
        }
    }
    // Ids and receipt numbers grow with time.
    let mut sequence = 0;
    for i in chosen.into_iter().rev() {
        sequence += 1;
        make(rows, i, sequence, data, public_url)?;
    }
    rows.counters.push(counter::Model { name: receipts::SERIES.to_owned(), value: sequence });
    Ok(())
}

fn make(rows: &mut Rows, i: usize, sequence: i64, data: &DataSet, public_url: &str) -> anyhow::Result<()> {
    let entry = &rows.ledger[i];
    let account =
        rows.accounts.iter().find(|account| account.number == entry.account).context("whose payment?")?;
    let branch = data.branches.get(&account.branch).context("an account has a branch")?;
    let day = local(entry.booked_at, branch.zone).date_naive();
    let row = journal(entry, Period::of(day).context("the clock is outside this century")?, sequence);
    let before = rows.ledger.iter().filter(|other| other.account == entry.account);
    let before = before.filter(|other| other.booked_at <= entry.booked_at);
    let terms = Terms {
        branch,
        calendar: &data.calendar,
        public_url,
        issued_at: from_ms(entry.booked_at),
        sequence,
        balance_after: before.map(|other| Kopecks(other.amount_kopecks)).sum(),
        readings: Vec::new(),
    };
    let receipt = receipts::compose(&row, account, &terms);
    let receipt = receipt.map_err(|failure| anyhow!("no receipt for {}: {failure:?}", entry.cause_id))?;
    rows.ledger[i].cause_id.clone_from(&row.id);
    rows.payments.push(row);
    rows.receipts.push(receipt);
    Ok(())
}

/// The journal's row of a payment that went straight through, by card and by SBP in turn.
fn journal(entry: &ledger_entry::Model, period: Period, sequence: i64) -> payment::Model {
    let (method, operation, instrument) = if sequence % 2 == 0 {
        (PaymentMethod::Sbp, format!("B{sequence:031}"), "BIC 040099901")
    } else {
        (PaymentMethod::BankCard, format!("{sequence:012}"), "Mir •••• 0004")
    };
    payment::Model {
        id: random::id(),
        account: entry.account.clone(),
        payee: entry.payee.clone(),
        period: period.to_string(),
        named_period: None,
        amount_kopecks: -entry.amount_kopecks,
        method: method.as_str().to_owned(),
        state: PaymentState::Succeeded.as_str().to_owned(),
        version: VERSION,
        created_at: entry.booked_at - AT_BANK_MS,
        terminal: None,
        acquirer_id: None,
        confirmation_url: None,
        qr_payload: None,
        link_expires_at: None,
        failure: None,
        is_acquirer_silent: false,
        next_poll_at: entry.booked_at,
        polls: 0,
        settled_at: Some(entry.booked_at),
        operation_id: Some(operation),
        instrument: Some(instrument.to_owned()),
    }
}
