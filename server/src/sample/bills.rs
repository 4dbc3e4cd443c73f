//! Money of the sample world: a bill for every period, its payment, and what stays owed.

use anyhow::{Context, anyhow};
use chrono::{DateTime, Datelike, Months, NaiveTime, TimeZone, Utc};
use svetlitsa_domain::bills::{LineKind, Method, Purpose, due_date};
use svetlitsa_domain::{Kopecks, Period};

use crate::bills::month::{AccountRows, NoBill, reckon};
use crate::bills::penalties::{NoPenalty, PenaltyRows, PenaltyTerms};
use crate::bills::rows::{BillRows, Terms};
use crate::data::sample::{CommonUse, Household, LinePeriod, SampleMeter};
use crate::data::{Amount, Branch, DataSet};
use crate::entity::{closing, common_use, ledger_entry};
use crate::random;
use crate::sample::rows::Rows;

/// First word of the cause of a payment that came from elsewhere.
pub(super) const IMPORTED: &str = "bank";
/// The day of the next month on which a bill is made, before the 5th by which it is delivered.
const BILLED_ON: u32 = 3;
/// The day of the next month on which it is paid, before the 15th on which it is due.
const PAID_ON: u32 = 10;

/// Puts everything that a household was charged and has paid into the rows.
pub(super) fn add(
    rows: &mut Rows,
    household: &Household,
    branch: &Branch,
    data: &DataSet,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let book = Book { household, branch, data, now };
    let mut entries = Vec::new();
    for line in &household.billing.entries {
        let period = match line.period {
            LinePeriod::MonthsAgo(months) => book.months_ago(months)?,
            LinePeriod::Historical(month) => month.0,
        };
        let mut entry = book.entry("charge", "bill", period, 0, line.amount.0);
        entry.payee = line.payee.clone().unwrap_or(entry.payee);
        entries.push(entry);
    }
    for takeover in &household.takeovers {
        let Some(balance) = takeover.balance else { continue };
        let mut opening = book.entry("opening", "takeover", balance.period.0, 0, balance.owed.0);
        opening.payee.clone_from(&takeover.payee);
        let mut paid = book.entry("payment", IMPORTED, balance.period.0, 0, -balance.owed.0);
        paid.payee.clone_from(&takeover.payee);
        entries.push(opening);
        entries.extend(balance.is_paid.then_some(paid));
    }
    rows.ledger.extend(entries);
    if household.billing.is_billed {
        book.bill_all(rows)?;
    }
    if let Some(prepaid) = household.facts.prepaid {
        rows.ledger.push(book.entry("opening", "prepaid", book.months_ago(0)?, 0, -prepaid.left.0));
    }
    Ok(())
}

/// One household's bills.
struct Book<'a> {
    household: &'a Household,
    branch: &'a Branch,
    data: &'a DataSet,
    now: DateTime<Utc>,
}

impl Book<'_> {
    fn months_ago(&self, months: u32) -> anyhow::Result<Period> {
        let today = self.now.with_timezone(&self.branch.zone).date_naive();
        let day = today.with_day(1).and_then(|first| first.checked_sub_months(Months::new(months)));
        day.and_then(Period::of).context("the clock is outside this century")
    }

    /// The meter that the bills are made from: the one with a past.
    fn meter(&self) -> Option<&SampleMeter> {
        self.household.meters.iter().find(|meter| meter.habit.is_some())
    }

    /// Periods with a bill, newest first.
    fn billed_periods(&self) -> anyhow::Result<Vec<Period>> {
        let read = self.meter().and_then(|meter| meter.registers.first()).map_or(0, |r| r.monthly.len());
        let read = u32::try_from(read).unwrap_or(0);
        (1..=read + self.household.billing.averaged_periods).map(|months| self.months_ago(months)).collect()
    }

    /// Bills every period as its closing would, oldest first, and pays all but the newest few.
    fn bill_all(&self, rows: &mut Rows) -> anyhow::Result<()> {
        let newest_first: Vec<_> = (0..).zip(self.billed_periods()?).collect();
        for (k, period) in newest_first.into_iter().rev() {
            let common_use =
                self.household.billing.common_use.as_ref().map(|common| common_use(common, period));
            let grown = self.penalties(rows, period)?;
            let bill = self.bill(rows, period, common_use.as_ref(), &grown)?;
            let charged = Kopecks(bill.bill.charged_kopecks);
            self.count(rows, &bill, grown.sum());
            rows.common_uses.extend(common_use);
            rows.bills.push(bill.bill);
            rows.bill_lines.extend(bill.lines);
            rows.ledger.extend(bill.entries);
            rows.ledger.extend(grown.entries);
            rows.penalties.extend(grown.penalties);
            if k >= self.household.billing.unpaid_periods {
                rows.ledger.push(self.entry("payment", IMPORTED, period, 0, -charged));
            }
        }
        Ok(())
    }

    /// What has grown by the end of a month of what was not paid before. Of days whose rate is not decided nothing is made.
    fn penalties(&self, rows: &Rows, period: Period) -> anyhow::Result<PenaltyRows> {
        let number = self.household.number.as_str();
        let account = rows.accounts.iter().find(|account| account.number == number).context("whose debt?")?;
        let made_at = self.booked(period, BILLED_ON);
        let ledger: Vec<_> = rows.ledger.iter().filter(|entry| entry.account == number).collect();
        let before: Vec<_> = rows.penalties.iter().filter(|row| row.account == number).collect();
        let DataSet { calendar, debts, .. } = self.data;
        let terms = PenaltyTerms { branch: self.branch, calendar, rates: &debts.rates };
        match terms.reckon(account, &ledger, &[], &before, period, made_at) {
            Err(NoPenalty::Rate(_) | NoPenalty::Calendar(_)) => Ok(PenaltyRows::default()),
            grown => Ok(grown?),
        }
    }

    fn bill(
        &self,
        rows: &Rows,
        period: Period,
        common_use: Option<&common_use::Model>,
        grown: &PenaltyRows,
    ) -> anyhow::Result<BillRows> {
        let number = self.household.number.as_str();
        let account = rows.accounts.iter().find(|account| account.number == number).context("whose bill?")?;
        let is_own = |id: &str| rows.meters.iter().any(|meter| meter.account == number && meter.id == id);
        let known = AccountRows {
            account,
            meters: rows.meters.iter().filter(|meter| meter.account == number).collect(),
            registers: rows.registers.iter().filter(|register| is_own(&register.meter)).collect(),
            readings: rows.readings.iter().filter(|reading| reading.account == number).collect(),
            silent: rows
                .bill_lines
                .iter()
                .filter(|line| line.account == number && line.kind == LineKind::Supply.as_str())
                .filter(|line| line.method.as_deref() != Some(Method::Actual.as_str()))
                .collect(),
            opening: None,
            common_use,
            grants: Vec::new(),
            acts: Vec::new(),
        };
        let refused = |why: NoBill| anyhow!("{number} cannot be billed for {period}: {why:?}");
        let reckoned = reckon(&known, self.branch, period).map_err(refused)?;
        let made_at = self.booked(period, BILLED_ON);
        let payee = self.branch.payee_on(period.day(1)).id.as_str();
        let before = rows.ledger.iter().filter(|entry| entry.account == number && entry.payee == payee);
        let before: Vec<_> = before.filter(|entry| entry.booked_at < made_at.timestamp_millis()).collect();
        let before = |purpose: Purpose| {
            let meant = before.iter().filter(|entry| entry.purpose == purpose.as_str());
            meant.map(|entry| Kopecks(entry.amount_kopecks)).sum()
        };
        let terms = Terms {
            period,
            payee,
            // Nothing hangs on the days of years whose calendar is not loaded any more.
            due_on: due_date(period, &self.data.calendar).unwrap_or_else(|_| period.next().day(PAID_ON)),
            before: before(Purpose::Supply),
            penalty_before: before(Purpose::Penalty),
            penalty: grown.of(payee),
            made_at,
        };
        BillRows::new(account, &reckoned.lines, terms).map_err(refused)
    }

    /// The closing that made the bill.
    fn count(&self, rows: &mut Rows, bill: &BillRows, grown: Kopecks) {
        let BillRows { bill, lines, .. } = bill;
        let place =
            rows.closings.iter().position(|row| row.branch == self.branch.id && row.period == bill.period);
        let place = place.unwrap_or_else(|| {
            rows.closings.push(closing::Model {
                branch: self.branch.id.clone(),
                period: bill.period.clone(),
                started_at: bill.made_at,
                finished_at: Some(bill.made_at),
                actual: 0,
                average: 0,
                norm: 0,
                refused: 0,
                charged_kopecks: 0,
                penalty_kopecks: 0,
            });
            rows.closings.len() - 1
        });
        let closing = &mut rows.closings[place];
        closing.charged_kopecks += bill.charged_kopecks;
        closing.penalty_kopecks += grown.0;
        match lines.iter().find_map(|line| line.method.as_deref().and_then(Method::parse)) {
            Some(Method::Average) => closing.average += 1,
            Some(Method::Norm(_)) => closing.norm += 1,
            Some(Method::Actual) | None => closing.actual += 1,
        }
    }

    fn entry(
        &self,
        cause: &str,
        name: &str,
        period: Period,
        line: i32,
        amount: Kopecks,
    ) -> ledger_entry::Model {
        let number = &self.household.number;
        let day = if cause == "payment" { PAID_ON } else { BILLED_ON };
        ledger_entry::Model {
            id: random::id(),
            account: number.to_string(),
            payee: self.branch.payee_on(period.day(1)).id.clone(),
            service: self.household.service.as_str().to_owned(),
            period: period.to_string(),
            purpose: Purpose::Supply.as_str().to_owned(),
            amount_kopecks: amount.0,
            cause_kind: cause.to_owned(),
            cause_id: format!("{name}-{number}-{period}"),
            cause_line: line,
            booked_at: self.booked(period, day).timestamp_millis(),
        }
    }

    /// People do not all pay at noon: some minute between 9:00 and 21:00, always the same one.
    fn minute_of_day(&self, period: Period) -> u32 {
        let number: u32 = self.household.number.as_str().bytes().map(u32::from).sum();
        9 * 60 + (number * 37 + period.month() * 53) % (12 * 60)
    }

    /// A day of the month after the period, never after now.
    fn booked(&self, period: Period, day: u32) -> DateTime<Utc> {
        let minutes = self.minute_of_day(period);
        let time = NaiveTime::from_hms_opt(minutes / 60, minutes % 60, 0).unwrap_or(NaiveTime::MIN);
        let local = period.next().day(day).and_time(time);
        let moment = self.branch.zone.from_local_datetime(&local).earliest();
        moment.map_or(self.now, |moment| moment.with_timezone(&Utc)).min(self.now)
    }
}

fn common_use(common: &CommonUse, period: Period) -> common_use::Model {
    let counted = |amount: Amount| Some(amount.0.to_string());
    common_use::Model {
        building: common.building.clone(),
        period: period.to_string(),
        house: counted(common.house),
        non_residential: counted(common.non_residential),
        flats_by_norm: counted(common.flats_by_norm),
        flats_by_meter: counted(common.flats_by_meter),
        norm_id: common.norm_id.clone(),
        norm_per_m2: common.norm_per_m2.0.to_string(),
        common_m2: common.common_m2.0.to_string(),
        total_m2: common.total_m2.0.to_string(),
        is_capped: true,
    }
}
