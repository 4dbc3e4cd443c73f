//! Reminds by letter or text message whoever asked for it: of a reading that is missing in the last days of the window, of a bill that was
//! due. In the hours in which people may be disturbed, once for each month; what was told stands in a row that is written
//! with the letter, so that two services, or one that was killed, remind once.

use std::time::Duration;

use minijinja::context;
use minijinja::value::Value;
use svetlitsa_api::pages::{self, Page};
use svetlitsa_domain::bills::due_date;
use svetlitsa_domain::notices::{
    NoticeKind, SendingHours, is_debt_to_remind_of, may_leave, reading_to_remind_of,
};
use svetlitsa_domain::tariffs::DaySpan;
use svetlitsa_domain::{Kopecks, Period};

use crate::bill_letters::{LinkDigests, day, letter_row, sum_parts};
use crate::cabinet_letters::{self, Addressee};
use crate::callers::Actor;
use crate::data::Branch;
use crate::entity::{account, reminder};
use crate::failure::{Failure, Outcome};
use crate::letters::Occasion;
use crate::notices::{self, About, Short};
use crate::sms::SmsOccasion;
use crate::state::App;
use crate::store::reminders::Ways;
use crate::{random, store};

/// Looks for somebody to remind this often.
const EVERY: Duration = Duration::from_secs(600);
/// Rows read at once.
const AT_ONCE: u64 = 100;
/// What comes on a day of the month; the rest comes with what it tells of.
const REMINDERS: [NoticeKind; 2] = [NoticeKind::Readings, NoticeKind::Debt];

/// Reminds until the service stops.
pub async fn run(app: App) {
    loop {
        if let Err(failure) = remind_all(&app).await {
            tracing::warn!(code = ?failure.code, "nobody reminded");
        }
        tokio::select! {
            () = app.stopping.cancelled() => return,
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}

/// Reminds everybody whose time it is; says how many letters were written.
///
/// # Errors
/// When the database does not answer.
pub async fn remind_all(app: &App) -> Outcome<usize> {
    let (mut after, mut written) = ((String::new(), String::new(), String::new()), 0);
    loop {
        let page = store::reminders::page(&app.db, &REMINDERS, &after, AT_ONCE).await?;
        let Some(last) = page.last() else { break };
        after = (last.resident_id.clone(), last.account.clone(), last.kind.clone());
        for row in &page {
            written += usize::from(remind(app, row).await?);
        }
    }
    if written > 0 {
        app.mail_work.notify_one();
        app.sms_work.notify_one();
    }
    Ok(written)
}

/// What a letter says, and what a short notice does.
struct Told {
    period: Period,
    occasion: Occasion,
    facts: Value,
    short: Short,
}

async fn remind(app: &App, row: &reminder::Model) -> Outcome<bool> {
    let Some(kind) = NoticeKind::parse(&row.kind) else { return Ok(false) };
    let Some(resident) = store::residents::find(&app.db, &row.resident_id).await? else { return Ok(false) };
    // Whoever gave the account back is not written to about it any more.
    let actor = Actor::of_resident(&resident);
    let Ok(account) = actor.account(&app.db, &row.account, kind.action()).await else { return Ok(false) };
    let branch = app.branch(&account.branch)?;
    let now = app.clock.now().with_timezone(&branch.zone).naive_local();
    let leaves = may_leave(now, SendingHours::standard(), &app.data.calendar);
    if leaves.map_err(|error| Failure::internal(&error))? > now {
        return Ok(false);
    }
    let told = match kind {
        NoticeKind::Debt => debt(app, &account, branch, now.date()).await?,
        _ => readings(app, &account, branch, now.date()).await?,
    };
    let Some(Told { period, occasion, facts, short }) = told else { return Ok(false) };
    let token = random::token();
    let digests = LinkDigests { end: random::digest(&[token.as_bytes()]), pay: None };
    let tx = store::begin_write(&app.writer).await?;
    let letter =
        letter_row(app, &resident.id, &account.number, &row.kind, &period.to_string(), Some(digests));
    if !store::bill_letters::note(&tx, letter).await? {
        return Ok(false);
    }
    if row.by_email {
        let to = Addressee::of_resident(&resident, Some(&account.number));
        let link = cabinet_letters::link(app, pages::REMINDER_END, &token);
        cabinet_letters::hand_over(app, &tx, to, occasion, link, facts).await?;
    }
    let about = About { account: &account.number, branch: &branch.id };
    notices::tell(app, &tx, (&resident, Ways::of(row)), about, &short).await?;
    tx.commit().await?;
    Ok(true)
}

fn url(app: &App, page: Page, account: &account::Model) -> String {
    format!("{}{}", app.settings.public_url(), page.href(&[&account.number]))
}

/// A meter that is read by hand and has no reading of the month.
async fn readings(
    app: &App,
    account: &account::Model,
    branch: &Branch,
    today: chrono::NaiveDate,
) -> Outcome<Option<Told>> {
    let Some(period) = reading_to_remind_of(branch.readings.window, today) else { return Ok(None) };
    let month = period.to_string();
    let meters = store::readings::meters(&app.db, &account.number).await?;
    let mut missing = 0;
    for meter in meters.iter().filter(|m| !m.is_smart && !m.is_prepaid && m.removed_on.is_none()) {
        let counting = store::readings::counting(&app.db, &meter.id).await?;
        missing += usize::from(counting.iter().all(|reading| reading.period != month));
    }
    let closes = branch.readings.window.closes(period);
    let facts = context! {
        period => context! { month => period.month(), year => period.year() },
        closes => day(closes),
        readings_url => url(app, pages::READINGS, account),
    };
    let short = Short {
        kind: NoticeKind::Readings,
        occasion: SmsOccasion::ReadingsDue,
        facts: vec![("last", closes.format("%d.%m").to_string())],
    };
    Ok((missing > 0).then_some(Told { period, occasion: Occasion::ReadingsDue, facts, short }))
}

/// A bill that was due in the last two weeks and is not paid.
async fn debt(
    app: &App,
    account: &account::Model,
    branch: &Branch,
    today: chrono::NaiveDate,
) -> Outcome<Option<Told>> {
    let Some(this) = Period::of(today) else { return Ok(None) };
    for period in [this.previous(), this.previous().previous()] {
        let Ok(due_on) = due_date(period, &app.data.calendar) else { continue };
        if !is_debt_to_remind_of(due_on, today) {
            continue;
        }
        let payee = &branch.payee_on(DaySpan::of_period(period).first()).id;
        let balances = store::accounts::balances(&app.db, &account.number).await?;
        let owed = balances.iter().filter(|of| of.payee == *payee && of.period <= period.to_string());
        let owed: Kopecks = owed.map(|of| of.amount).sum();
        if !owed.is_positive() {
            continue;
        }
        let facts = context! {
            period => context! { month => period.month(), year => period.year() },
            pay_by => day(due_on),
            left => sum_parts(owed),
            pay_url => url(app, pages::PAY, account),
            debt_url => url(app, pages::DEBT, account),
        };
        let short = Short {
            kind: NoticeKind::Debt,
            occasion: SmsOccasion::DebtDue,
            facts: vec![("sum", owed.to_string())],
        };
        return Ok(Some(Told { period, occasion: Occasion::DebtDue, facts, short }));
    }
    Ok(None)
}
