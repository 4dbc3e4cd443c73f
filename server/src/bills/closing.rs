//! Closing a period of a branch: every account that can be billed is, once, each wholly or not at all.
//!
//! First everything is reckoned and nothing written: a missing price or norm is the operator's to mend, and until then no
//! household of the branch has a bill that its neighbour lacks. Then the bills go in with the penalties of the month, some hundreds in one transaction; a
//! closing that was interrupted goes on where it stopped. An account whose own rows contradict each other is left out and
//! named; closing again, when they are mended, bills it.

use anyhow::{Context, bail, ensure};
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use sea_orm::DatabaseConnection;
use svetlitsa_domain::bills::{ChargeProblem, Method, Purpose, due_date};
use svetlitsa_domain::tariffs::DaySpan;
use svetlitsa_domain::{Kopecks, Period};

use crate::bills::houses::{excess, statement};
use crate::bills::month::{NoBill, Reckoned, reckon};
use crate::bills::penalties::{NoPenalty, PenaltyRows, PenaltyTerms};
use crate::bills::rows::{BillRows, Terms};
use crate::data::{Branch, DataSet};
use crate::entity::{account, closing};
use crate::store;
use crate::store::bills::Known;

/// Accounts of one transaction.
const AT_ONCE: u64 = 500;
/// Refused accounts that a report names.
const MOST_NAMED: usize = 1_000;

/// What came of a closing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Bills by readings.
    pub actual: i64,
    /// Bills by average.
    pub average: i64,
    /// Bills by norm.
    pub norm: i64,
    /// Accounts that had their bill already.
    pub billed_before: i64,
    /// When the period had been closed before, Unix ms: its bills stay, and only accounts without one were looked at.
    pub finished_before: Option<i64>,
    /// Accounts without anything to charge.
    pub idle: i64,
    /// Accounts that could not be billed.
    pub refused: i64,
    /// Bills without a line that they should have: nobody has told the common use of the building.
    pub without_common_use: i64,
    /// Accounts without the penalties that they may owe: nobody knows when something was due.
    pub without_penalty: i64,
    /// Sum of the bills.
    pub charged: Kopecks,
    /// Sum of the penalties that were booked.
    pub penalties: Kopecks,
    /// Houses that used more in common than the norm where the rest is the managing organisation's, and how much more.
    pub excess: (usize, Decimal),
    /// Refused accounts with their reasons, the first thousand of them.
    pub reasons: Vec<(String, String)>,
}

impl Report {
    /// Bills made.
    #[must_use]
    pub const fn made(&self) -> i64 {
        self.actual + self.average + self.norm
    }

    fn count(&mut self, method: Method, sum: i64) {
        match method {
            Method::Actual => self.actual += 1,
            Method::Average => self.average += 1,
            Method::Norm(_) => self.norm += 1,
        }
        self.charged += Kopecks(sum);
    }

    fn refuse(&mut self, account: &account::Model, reason: String) {
        self.refused += 1;
        self.name(account, reason);
    }

    fn name(&mut self, account: &account::Model, reason: String) {
        if self.reasons.len() < MOST_NAMED {
            self.reasons.push((account.number.clone(), reason));
        }
    }
}

/// Closes a period; `progress` hears after every transaction.
///
/// # Errors
/// A sentence, and nothing is written: no such branch, a period that is not over or not the next one, prices or norms
/// that are missing. Or the database failed: what was written stays, the same command goes on.
pub async fn close(
    db: &DatabaseConnection,
    data: &DataSet,
    branch: &str,
    period: Period,
    now: DateTime<Utc>,
    mut progress: impl FnMut(&Report),
) -> anyhow::Result<Report> {
    let branch = data.branches.get(branch).with_context(|| {
        let known: Vec<_> = data.branches.keys().map(String::as_str).collect();
        format!("there is no branch {branch}; there are {}", known.join(", "))
    })?;
    let days = DaySpan::of_period(period);
    ensure!(now.with_timezone(&branch.zone).date_naive() > days.last(), "{period} is not over yet");
    let last = store::bills::last_closing(db, &branch.id).await?;
    let same = last.as_ref().filter(|row| row.period == period.to_string());
    let finished_before = same.and_then(|row| row.finished_at);
    let last: Option<Period> = last.as_ref().map(|row| row.period.parse()).transpose()?;
    if let Some(last) = last.filter(|last| period != *last && period != last.next()) {
        bail!("{} was the last period that was closed: {} is the next", last, last.next());
    }
    let mut closing =
        Closing { db, data, branch, period, now, report: Report { finished_before, ..Report::default() } };
    closing.check().await?;
    closing.run(&mut progress).await?;
    closing.report.excess = excess(&statement(db, &closing.branch.id, period).await?);
    Ok(closing.report)
}

struct Closing<'a> {
    db: &'a DatabaseConnection,
    data: &'a DataSet,
    branch: &'a Branch,
    period: Period,
    now: DateTime<Utc>,
    report: Report,
}

impl Closing<'_> {
    /// Reckons everything and writes nothing.
    async fn check(&self) -> anyhow::Result<()> {
        let mut missing = std::collections::BTreeSet::new();
        if let Err(gaps) = self.branch.tariffs.book() {
            missing.extend(gaps.iter().map(ToString::to_string));
        }
        let mut after = String::new();
        loop {
            let accounts = store::bills::page(self.db, &self.branch.id, &after, AT_ONCE).await?;
            let Some(end) = accounts.last() else { break };
            after.clone_from(&end.number);
            let known = Known::read(self.db, &accounts, self.period, self.branch.zone).await?;
            for account in accounts.iter().filter(|account| !known.is_billed(account)) {
                if let Err(NoBill::Refused(problems)) = self.reckon(&known, account) {
                    missing.extend(problems.iter().filter_map(|problem| match problem {
                        ChargeProblem::Tariff(problem) => Some(problem.to_string()),
                        ChargeProblem::NoNorm(_) => Some(self.no_norm(account)),
                        _ => None,
                    }));
                }
                if let Err(NoPenalty::Rate(no_rate)) = self.penalties(&known, account) {
                    missing.insert(no_rate.to_string());
                }
            }
        }
        let missing: Vec<_> = missing.into_iter().collect();
        ensure!(
            missing.is_empty(),
            "{} cannot be closed for {}; nothing was billed. Missing:\n  {}",
            self.period,
            self.branch.id,
            missing.join("\n  ")
        );
        Ok(())
    }

    fn no_norm(&self, account: &account::Model) -> String {
        let word = |number: Option<i32>| number.map_or_else(|| "unknown".to_owned(), |n| n.to_string());
        format!(
            "norm of {} for {} rooms, {} residents, stove {}",
            account.service,
            word(account.rooms),
            word(account.residents),
            account.stove.as_deref().unwrap_or("unknown")
        )
    }

    fn reckon(&self, known: &Known, account: &account::Model) -> Result<Reckoned, NoBill> {
        reckon(&known.of(account), self.branch, self.period)
    }

    fn penalties(&self, known: &Known, account: &account::Model) -> Result<PenaltyRows, NoPenalty> {
        let DataSet { calendar, debts, .. } = self.data;
        let (ledger, before) = known.late(account);
        PenaltyTerms { branch: self.branch, calendar, rates: &debts.rates }.reckon(
            account,
            &ledger,
            &known.corrections(account),
            &before,
            self.period,
            self.now,
        )
    }

    /// Penalties of an account, or none with a reason in the report: a bill does not wait for them.
    fn penalties_or_reason(&mut self, known: &Known, account: &account::Model) -> PenaltyRows {
        self.penalties(known, account).unwrap_or_else(|problem| {
            self.report.without_penalty += 1;
            self.report.name(account, format!("no penalty was reckoned: {problem}"));
            PenaltyRows::default()
        })
    }

    async fn run(&mut self, progress: &mut impl FnMut(&Report)) -> anyhow::Result<()> {
        let due_on = due_date(self.period, &self.data.calendar)?;
        let mut after = String::new();
        loop {
            let tx = store::begin_write(self.db).await?;
            let closing =
                store::bills::lock_closing(&tx, &self.branch.id, self.period, self.now.timestamp_millis())
                    .await?;
            let accounts = store::bills::page(&tx, &self.branch.id, &after, AT_ONCE).await?;
            let known = Known::read(&tx, &accounts, self.period, self.branch.zone).await?;
            let (mut bills, mut penalties, mut used) = (Vec::new(), Vec::new(), Vec::new());
            let before = self.report.clone();
            for account in &accounts {
                if known.is_billed(account) {
                    self.report.billed_before += 1;
                    continue;
                }
                match self.reckon(&known, account) {
                    Ok(reckoned) => {
                        let grown = self.penalties_or_reason(&known, account);
                        match self.rows(&known, account, &reckoned, &grown, due_on) {
                            Ok(rows) => {
                                self.report.count(reckoned.method, rows.bill.charged_kopecks);
                                if account.building.is_some() && known.of(account).common_use.is_none() {
                                    self.report.without_common_use += 1;
                                }
                                bills.push(rows);
                                used.extend(reckoned.used);
                                penalties.push(grown);
                            }
                            Err(problem) => self.refuse(account, problem),
                        }
                    }
                    Err(NoBill::NothingToCharge) => {
                        self.report.idle += 1;
                        penalties.push(self.penalties_or_reason(&known, account));
                    }
                    Err(problem) => self.refuse(account, problem),
                }
            }
            let grown = penalties.iter().map(PenaltyRows::sum).sum::<Kopecks>();
            self.report.penalties += grown;
            store::bills::insert(&tx, bills, penalties, used).await?;
            self.keep(&tx, closing, &before, accounts.is_empty()).await?;
            tx.commit().await?;
            progress(&self.report);
            match accounts.last() {
                Some(end) => after.clone_from(&end.number),
                None => return Ok(()),
            }
        }
    }

    fn refuse(&mut self, account: &account::Model, problem: NoBill) {
        let reason = match problem {
            NoBill::NothingToCharge => return,
            NoBill::Refused(problems) => {
                problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
            }
            NoBill::Broken(what) => format!("{what} cannot be read"),
        };
        self.report.refuse(account, reason);
    }

    fn rows(
        &self,
        known: &Known,
        account: &account::Model,
        reckoned: &Reckoned,
        grown: &PenaltyRows,
        due_on: NaiveDate,
    ) -> Result<BillRows, NoBill> {
        let payee = &self.branch.payee_on(DaySpan::of_period(self.period).first()).id;
        let terms = Terms {
            period: self.period,
            payee,
            due_on,
            before: known.balance(account, payee, Purpose::Supply),
            penalty_before: known.balance(account, payee, Purpose::Penalty),
            penalty: grown.of(payee),
            made_at: self.now,
        };
        BillRows::new(account, &reckoned.lines, terms)
    }

    /// Adds what this transaction has made to what the closing had made before.
    async fn keep(
        &self,
        tx: &sea_orm::DatabaseTransaction,
        mut row: closing::Model,
        before: &Report,
        is_over: bool,
    ) -> anyhow::Result<()> {
        row.actual += self.report.actual - before.actual;
        row.average += self.report.average - before.average;
        row.norm += self.report.norm - before.norm;
        row.charged_kopecks += (self.report.charged - before.charged).0;
        row.penalty_kopecks += (self.report.penalties - before.penalties).0;
        if is_over {
            row.finished_at = row.finished_at.or(Some(self.now.timestamp_millis()));
            row.refused = self.report.refused;
        }
        store::bills::save_closing(tx, row).await?;
        Ok(())
    }
}
