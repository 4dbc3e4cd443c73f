//! What runs beside requests. Every job ends when the service stops.

pub mod acquirer;
pub mod answers;
pub mod appointments;
pub mod autopay;
pub mod bill_letters;
pub mod campaigns;
pub mod closing;
pub mod day_closing;
pub mod fiscal;
mod hours;
pub mod mail;
pub mod outages;
pub mod prepaid;
pub mod push;
pub mod refunds;
pub mod reminders;
mod rounds;
pub mod searches;
pub mod sms;

use std::time::Duration;

use tokio::task::JoinSet;

use crate::clock::real_now_ms;
use crate::state::App;
use crate::{lockouts, sessions, store};

/// What ran out is swept this often.
const SWEEP_EVERY: Duration = Duration::from_secs(600);

/// Starts every job.
#[must_use]
pub fn start(app: &App) -> JoinSet<()> {
    let mut jobs = JoinSet::new();
    jobs.spawn(acquirer::run(app.clone()));
    jobs.spawn(answers::run(app.clone()));
    jobs.spawn(appointments::run(app.clone()));
    jobs.spawn(autopay::run(app.clone()));
    jobs.spawn(campaigns::run(app.clone()));
    jobs.spawn(closing::run(app.clone()));
    jobs.spawn(bill_letters::run(app.clone()));
    jobs.spawn(searches::run(app.clone()));
    jobs.spawn(day_closing::run(app.clone()));
    jobs.spawn(fiscal::run(app.clone()));
    jobs.spawn(mail::run(app.clone()));
    jobs.spawn(outages::run(app.clone()));
    jobs.spawn(prepaid::run(app.clone()));
    jobs.spawn(push::run(app.clone()));
    jobs.spawn(refunds::run(app.clone()));
    jobs.spawn(reminders::run(app.clone()));
    jobs.spawn(sms::run(app.clone()));
    jobs.spawn(sweep(app.clone()));
    jobs
}

async fn sweep(app: App) {
    loop {
        if let Err(error) = sweep_once(&app).await {
            tracing::warn!(%error, "not swept");
        }
        tokio::select! {
            () = app.stopping.cancelled() => return,
            () = tokio::time::sleep(SWEEP_EVERY) => {}
        }
    }
}

/// A request stays a day longer than its link: the limits of an hour count it.
async fn sweep_once(app: &App) -> Result<(), sea_orm::DbErr> {
    const DAY_MS: i64 = 24 * 60 * 60 * 1000;
    sessions::sweep(&app.db).await?;
    lockouts::sweep(&app.db).await?;
    store::pending::sweep(&app.db, real_now_ms() - DAY_MS).await
}
