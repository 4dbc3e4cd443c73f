//! Closes a day against the acquirer's list: what it took is compared, payment by payment, with what the ledger has. Money
//! that was taken and is not here is asked about again and credited; what still differs becomes a case.
//!
//! Nothing is kept half: a comparison that was killed is begun again, finds what was credited credited and each case open,
//! and writes the same report.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;
use svetlitsa_api::ErrorCode;
use svetlitsa_api::day_closings::{DayClosingView, DayDifference, DayOfPayee, DifferenceKind};
use svetlitsa_domain::Kopecks;

use crate::acquirer::{Acquirer, Answer, Standing};
use crate::clock::to_local;
use crate::entity::{day_closing, payment};
use crate::failure::{Failure, Outcome};
use crate::jobs::acquirer::reread;
use crate::payments::state_of;
use crate::searches::{self, Reason, Subject};
use crate::state::App;
use crate::store;

/// Closes a day, or closes it again.
///
/// # Errors
/// [`ErrorCode::WrongStage`] before the day is over, [`ErrorCode::Unavailable`] without the acquirer's list.
pub async fn close(app: &App, day: NaiveDate) -> Outcome<DayClosingView> {
    let zone = app.home_branch()?.zone;
    let (from, until) = bounds(day, zone).ok_or(ErrorCode::WrongStage)?;
    if app.clock.now() < until {
        return Err(ErrorCode::WrongStage.into());
    }
    let acquirer = app.acquirer.clone().ok_or(ErrorCode::Unavailable)?;
    let taken = list(&*acquirer, from, until).await?;
    let mut report = Comparison::default();
    for answer in &taken {
        report.taken(app, answer).await?;
    }
    for row in
        store::day_closings::paid_between(&app.db, from.timestamp_millis(), until.timestamp_millis()).await?
    {
        report.credited(app, &*acquirer, row).await?;
    }
    let now = app.clock.now();
    let view = report.view(app, day, to_local(now, zone));
    let row = day_closing::Model {
        day: day.to_string(),
        closed_at: now.timestamp_millis(),
        is_balanced: view.differences.is_empty(),
        body: serde_json::to_string(&view)?,
    };
    store::day_closings::save(&app.db, row).await?;
    tracing::info!(%day, taken = view.taken, now = view.credited_now, differs = view.differences.len(), "day closed");
    Ok(view)
}

/// A report as it was written.
///
/// # Errors
/// Internal failure when the stored body is none of this release's.
pub fn view(row: &day_closing::Model) -> Outcome<DayClosingView> {
    Ok(serde_json::from_str(&row.body)?)
}

/// The day's first instant and the next day's.
fn bounds(day: NaiveDate, zone: Tz) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
    let midnight = |day: NaiveDate| {
        let at = zone.from_local_datetime(&day.and_time(NaiveTime::MIN)).earliest()?;
        Some(at.with_timezone(&Utc))
    };
    Some((midnight(day)?, midnight(day.checked_add_days(Days::new(1))?)?))
}

/// Everything that the acquirer took between two instants, page by page.
async fn list(acquirer: &dyn Acquirer, from: DateTime<Utc>, until: DateTime<Utc>) -> Outcome<Vec<Answer>> {
    let (mut all, mut cursor) = (Vec::new(), None::<String>);
    loop {
        let page = acquirer.list(from, until, cursor.as_deref()).await.map_err(|error| {
            tracing::warn!(%error, "the acquirer's list is not to be had");
            Failure::from(ErrorCode::Unavailable)
        })?;
        all.extend(
            page.items.into_iter().filter(|answer| matches!(answer.standing, Standing::Succeeded { .. })),
        );
        cursor = match page.next {
            // A list that leads in a circle would never end.
            Some(next) if cursor.as_ref() != Some(&next) => Some(next),
            _ => return Ok(all),
        };
    }
}

/// What is known so far.
#[derive(Debug, Default)]
struct Comparison {
    taken: u32,
    credited_now: u32,
    /// By branch and payee; without a name where it is not known whose the money is.
    payees: BTreeMap<Option<(String, String)>, (i64, i64)>,
    seen: BTreeSet<String>,
    differences: Vec<DayDifference>,
}

impl Comparison {
    /// A payment that the acquirer took.
    async fn taken(&mut self, app: &App, answer: &Answer) -> Outcome<()> {
        self.taken += 1;
        let Some(row) = ours(app, answer).await? else {
            self.payees.entry(None).or_default().0 += answer.amount.0;
            let subject = Subject::Stranger(&answer.acquirer_id);
            return self.differs(app, DifferenceKind::Unknown, subject, Some(answer), 0).await;
        };
        self.seen.insert(row.id.clone());
        let was_paid = state_of(&row)?.is_paid();
        if !was_paid && answer.amount == Kopecks(row.amount_kopecks) {
            reread(app, &row.id, &answer.acquirer_id).await;
        }
        let row = store::payments::find(&app.db, &row.id).await?.unwrap_or(row);
        let credited = store::day_closings::credited(&app.db, &row.id).await?;
        self.add(app, &row, answer.amount.0, credited).await?;
        let kind = if credited == answer.amount.0 {
            self.credited_now += u32::from(!was_paid);
            return Ok(());
        } else if answer.amount != Kopecks(row.amount_kopecks) {
            DifferenceKind::OtherSum
        } else {
            DifferenceKind::NotCredited
        };
        self.differs(app, kind, Subject::Payment(&row), Some(answer), credited).await
    }

    /// A payment that counts as paid here.
    async fn credited(&mut self, app: &App, acquirer: &dyn Acquirer, row: payment::Model) -> Outcome<()> {
        let Some(id) = row.acquirer_id.as_deref().filter(|_| !self.seen.contains(&row.id)) else {
            return Ok(());
        };
        // Begun about midnight, it may be on the acquirer's list of another day.
        let answer = acquirer.find(id).await.map_err(|_| Failure::from(ErrorCode::Unavailable))?;
        let is_taken = matches!(answer.standing, Standing::Succeeded { .. });
        if is_taken && answer.amount == Kopecks(row.amount_kopecks) {
            return Ok(());
        }
        let credited = store::day_closings::credited(&app.db, &row.id).await?;
        self.add(app, &row, 0, credited).await?;
        self.differs(app, DifferenceKind::NotTaken, Subject::Payment(&row), None, credited).await
    }

    async fn add(&mut self, app: &App, row: &payment::Model, taken: i64, credited: i64) -> Outcome<()> {
        let account = store::accounts::find(&app.db, &row.account).await?;
        let whose = account.map(|account| (account.branch, row.payee.clone()));
        let sums = self.payees.entry(whose).or_default();
        *sums = (sums.0 + taken, sums.1 + credited);
        Ok(())
    }

    async fn differs(
        &mut self,
        app: &App,
        kind: DifferenceKind,
        subject: Subject<'_>,
        answer: Option<&Answer>,
        credited: i64,
    ) -> Outcome<()> {
        let reason = match subject {
            Subject::Payment(_) => Reason::Differs,
            Subject::Stranger(_) => Reason::Unknown,
        };
        let tx = store::begin_write(&app.writer).await?;
        let case = searches::open(app, &tx, subject, reason).await?;
        tx.commit().await?;
        let row = match subject {
            Subject::Payment(row) => Some(row),
            Subject::Stranger(_) => None,
        };
        self.differences.push(DayDifference {
            kind,
            payment: row.map(|row| row.id.clone()),
            acquirer_id: answer
                .map(|answer| answer.acquirer_id.clone())
                .or_else(|| row.and_then(|row| row.acquirer_id.clone())),
            account: row.map(|row| row.account.clone()),
            taken_kopecks: answer.map_or(Kopecks::ZERO, |answer| answer.amount),
            credited_kopecks: Kopecks(credited),
            case,
        });
        Ok(())
    }

    fn view(self, app: &App, day: NaiveDate, closed: DateTime<chrono::FixedOffset>) -> DayClosingView {
        let name = |(branch, payee): (String, String)| {
            let known = app.data.branches.get(&branch).and_then(|branch| branch.payee(&payee));
            known.map_or(payee, |payee| payee.name.clone())
        };
        let payees = self.payees.into_iter().map(|(whose, (taken, credited))| DayOfPayee {
            payee_name: whose.map(name),
            taken_kopecks: Kopecks(taken),
            credited_kopecks: Kopecks(credited),
        });
        DayClosingView {
            day,
            closed,
            taken: self.taken,
            credited_now: self.credited_now,
            payees: payees.collect(),
            differences: self.differences,
        }
    }
}

/// The payment that the acquirer speaks of: by its own id, or by ours that it was given.
async fn ours(app: &App, answer: &Answer) -> Outcome<Option<payment::Model>> {
    if let Some(row) = store::payments::find_by_acquirer_id(&app.db, &answer.acquirer_id).await? {
        return Ok(Some(row));
    }
    let Some(id) = &answer.payment_id else { return Ok(None) };
    let row = store::payments::find(&app.db, id).await?;
    // One that the acquirer registered under another id is another payment.
    Ok(row.filter(|row| row.acquirer_id.is_none()))
}
