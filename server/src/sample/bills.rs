//! Money of the sample world: a bill for every period, its payment, and what stays owed.

use anyhow::Context;
use chrono::{DateTime, Datelike, Months, NaiveTime, TimeZone, Utc};
use rust_decimal::Decimal;
use svetlitsa_domain::tariffs::Zone;
use svetlitsa_domain::{Kopecks, Period};

use crate::data::Branch;
use crate::data::sample::{AVERAGED_OVER, Household, LineCause, LinePeriod, SampleMeter};
use crate::entity::ledger_entry;
use crate::random;
use crate::sample::households::bill_lines;
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
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let book = Book { household, branch, now };
    let mut entries = Vec::new();
    for line in &household.billing.entries {
        let period = match line.period {
            LinePeriod::MonthsAgo(months) => book.months_ago(months)?,
            LinePeriod::Historical(month) => month.0,
        };
        let name = match line.cause {
            LineCause::Charge => "bill",
            LineCause::Penalty => "penalty",
        };
        let mut entry = book.entry(line.cause.as_str(), name, period, 0, line.amount.0);
        entry.payee = line.payee.clone().unwrap_or(entry.payee);
        entries.push(entry);
    }
    if household.billing.is_billed {
        for (k, period) in (0..).zip(book.billed_periods()?) {
            let charges = book.charges(k, period)?;
            let sum: Kopecks = charges.iter().copied().sum();
            for (line, charge) in (0..).zip(charges) {
                entries.push(book.entry("charge", "bill", period, line, charge));
            }
            if k >= household.billing.unpaid_periods {
                entries.push(book.entry("payment", IMPORTED, period, 0, -sum));
            }
        }
    }
    if let Some(prepaid) = household.facts.prepaid {
        entries.push(book.entry("opening", "prepaid", book.months_ago(0)?, 0, -prepaid.left.0));
    }
    rows.ledger.extend(entries);
    Ok(())
}

/// One household's bills.
struct Book<'a> {
    household: &'a Household,
    branch: &'a Branch,
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

    /// Lines of the bill of a period, the `k`-th before the current one.
    fn charges(&self, k: u32, period: Period) -> anyhow::Result<Vec<Kopecks>> {
        let meter = self.meter().context("a household that is billed has a meter")?;
        let averaged = self.household.billing.averaged_periods;
        let mut charges = match k.checked_sub(averaged) {
            Some(i) => self.by_reading(meter, usize::try_from(i)?, period)?,
            None => self.by_average(meter, period)?,
        };
        if let Some(kwh) = self.household.billing.common_use_kwh {
            charges.push(self.cost(Zone::Single, period, kwh.0)?);
        }
        Ok(charges)
    }

    fn by_reading(&self, meter: &SampleMeter, i: usize, period: Period) -> anyhow::Result<Vec<Kopecks>> {
        let uses: Vec<_> =
            meter.registers.iter().map(|register| (register.zone, u64::from(register.monthly[i]))).collect();
        let lines = bill_lines(self.household, self.branch, period, &uses);
        Ok(lines.with_context(|| self.no_price(period))?.into_iter().map(|line| line.cost).collect())
    }

    /// The average keeps its fraction; only the money is rounded (`facts/domain.md` 2.4).
    fn by_average(&self, meter: &SampleMeter, period: Period) -> anyhow::Result<Vec<Kopecks>> {
        let average = |monthly: &[u32]| {
            let sum: u32 = monthly.iter().take(AVERAGED_OVER).sum();
            Decimal::from(sum) / Decimal::from(AVERAGED_OVER)
        };
        meter.registers.iter().map(|r| self.cost(r.zone, period, average(&r.monthly))).collect()
    }

    fn cost(&self, zone: Zone, period: Period, units: Decimal) -> anyhow::Result<Kopecks> {
        let Household { category, service, .. } = self.household;
        let price = self.branch.price(category, *service, zone, period.day(1));
        let price = price.with_context(|| self.no_price(period))?;
        Kopecks::from_rubles_rounded(units * price).context("a bill that large is no bill")
    }

    fn no_price(&self, period: Period) -> String {
        format!("{} has no price for {period}", self.branch.id)
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
