//! Letters of appointments: at once, and the day before.

use chrono::NaiveTime;
use minijinja::context;
use sea_orm::DatabaseTransaction;
use svetlitsa_api::pages;
use svetlitsa_domain::appointments::KEPT_DAYS;
use svetlitsa_domain::notices::{SendingHours, may_leave};

use super::{DAY_MS, may_change, office, told};
use crate::clock::local;
use crate::data::Office;
use crate::entity::appointment;
use crate::failure::{Failure, Outcome};
use crate::letters::{self, Language, Occasion};
use crate::state::App;
use crate::store;

/// What a letter tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum News {
    Booked,
    Moved,
    Cancelled,
    Reminder,
}

/// Writes a letter with a link that opens the appointment.
pub(super) async fn write(
    app: &App,
    tx: &DatabaseTransaction,
    row: &appointment::Model,
    news: News,
    token: &str,
) -> Outcome<()> {
    if row.email.is_empty() {
        return Ok(());
    }
    let (office, branch) = (office(app, &row.office)?, app.branch(&row.branch)?);
    let page = pages::APPOINTMENT.href(&[&row.number]);
    let facts = context! {
        news => match news {
            News::Booked => "booked",
            News::Moved => "moved",
            News::Cancelled => "cancelled",
            News::Reminder => "reminder",
        },
        number => row.number.as_str(),
        name => letters::greeted_name(&row.name),
        purpose => row.purpose.as_str(),
        office => office.row.name.as_str(),
        address => office.row.address.as_str(),
        office_phone => office.row.phones.first().map(|phone| phone.number.as_str()).unwrap_or_default(),
        starts => letters::moment(local(row.starts_at, office.zone)),
        minutes => row.minutes,
        kept_days => KEPT_DAYS,
        link => format!("{}{page}#{token}", app.settings.public_url()),
        branch => branch.name.as_str(),
        legal_name => branch.legal_name.as_str(),
        phone => branch.phone.as_str(),
    };
    let language = Language::parse(&row.language).unwrap_or(Language::Ru);
    let letter = letters::write(&app.data.mail_templates, Occasion::Appointment, language, &facts)
        .map_err(|error| Failure::internal(&error))?;
    Ok(store::mail::enqueue_secret(tx, &row.email, letter, app.clock.now_ms()).await?)
}

/// Reminds of visits of the next day, in the hours in which people may be disturbed. Before days on which no letter may
/// leave, of those behind them, too. Says how many letters were written.
///
/// # Errors
/// When the database does not answer.
pub async fn remind_all(app: &App) -> Outcome<usize> {
    let now = app.clock.now_ms();
    let rows = store::appointments::to_remind(&app.db, (now, now + 14 * DAY_MS)).await?;
    let mut written = 0;
    for row in rows {
        match remind(app, &row, now).await {
            Ok(is_written) => written += usize::from(is_written),
            // One that cannot be judged must not hold up the others: its office may be gone from the list.
            Err(failure) => {
                tracing::error!(appointment = row.number, code = ?failure.code, "not reminded of");
            }
        }
    }
    if written > 0 {
        app.mail_work.notify_one();
    }
    Ok(written)
}

async fn remind(app: &App, row: &appointment::Model, now: i64) -> Outcome<bool> {
    let office = office(app, &row.office)?;
    if !is_time(app, office, row)? {
        return Ok(false);
    }
    let tx = store::begin_write(&app.writer).await?;
    let row = store::appointments::lock(&tx, &row.number).await?;
    let Some(mut row) = row.filter(|row| row.reminded_at.is_none()) else { return Ok(false) };
    if !may_change(app, &row)? {
        return Ok(false);
    }
    row.reminded_at = Some(now);
    // Whoever made it today has its letter already.
    let is_told = local(row.made_at, office.zone).date_naive() == local(now, office.zone).date_naive();
    if is_told {
        store::appointments::update(&tx, row).await?;
    } else {
        told(app, &tx, row, News::Reminder).await?;
    }
    tx.commit().await?;
    Ok(!is_told)
}

fn is_time(app: &App, office: &Office, row: &appointment::Model) -> Outcome<bool> {
    let now = app.clock.now().with_timezone(&office.zone).naive_local();
    let leaves = |at| {
        let leaves = may_leave(at, SendingHours::standard(), &app.data.calendar);
        leaves.map_err(|error| Failure::internal(&error))
    };
    if leaves(now)? > now {
        return Ok(false);
    }
    let tomorrow = now.date().succ_opt().unwrap_or(now.date());
    let next = leaves(tomorrow.and_time(NaiveTime::MIN))?.date();
    Ok(local(row.starts_at, office.zone).date_naive() <= next)
}

/// Forgets who came to visits that are long over.
///
/// # Errors
/// When the database does not answer.
pub async fn forget_all(app: &App) -> Outcome<u64> {
    Ok(store::appointments::forget(&app.db, app.clock.now_ms() - KEPT_DAYS * DAY_MS).await?)
}
