//! Appointments in offices: which beginnings are free, making one, moving it, giving it back, and its letters.

use std::collections::BTreeSet;

use chrono::{DateTime, Days, FixedOffset, NaiveDate, NaiveDateTime, TimeZone};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, SqlErr};
use svetlitsa_api::appointments::{MakeAppointment, OfficeSlots, Slot, SlotDay, StaffAppointment};
use svetlitsa_api::{ErrorCode, FieldCode, FieldProblem};
use svetlitsa_domain::appointments::{
    AppointmentPurpose, AppointmentStage, HORIZON_DAYS, MOST_OPEN, free_window, slots, ticks,
};
use svetlitsa_domain::contacts::{Email, Phone};

mod letters;
mod views;

pub use letters::{forget_all, remind_all};
pub use views::{of_day, view};

use letters::{News, write};
use views::staff_view;

use crate::appeals::{MAX_NAME, clean_line, length_problem, optional};
use crate::clock::local;
use crate::data::Office;
use crate::entity::{appointment, appointment_place, resident, staff_member};
use crate::failure::{Failure, Outcome};
use crate::letters::Language;
use crate::state::App;
use crate::{mailboxes, random, store};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// A form without mistakes.
struct Told {
    name: String,
    email: Option<Email>,
    phone: Option<Phone>,
    language: Language,
}

/// An office by its id.
///
/// # Errors
/// 404 when there is none.
pub fn office<'a>(app: &'a App, id: &str) -> Outcome<&'a Office> {
    app.data.offices.iter().find(|office| office.id() == id).ok_or_else(|| ErrorCode::NotFound.into())
}

/// Beginnings of an office that are free, of one day or of all. None for what the office does not do.
///
/// # Errors
/// When the database does not answer.
pub async fn free(
    app: &App,
    db: &impl ConnectionTrait,
    office: &Office,
    purpose: AppointmentPurpose,
    only: Option<NaiveDate>,
) -> Outcome<OfficeSlots> {
    let minutes = app.data.appointments.minutes(purpose);
    let mut days = Vec::new();
    if office.receives(purpose) {
        let now = app.clock.now().with_timezone(&office.zone).naive_local();
        let taken = taken(app, db, office).await?;
        let windows = app.data.appointments.windows(office.id());
        for day in (0..=HORIZON_DAYS).filter_map(|ahead| now.date().checked_add_days(Days::new(ahead))) {
            if only.is_some_and(|only| only != day) {
                continue;
            }
            // Days that no calendar knows yet are not promised.
            let starts = slots(&office.hours(), &app.data.calendar, day, minutes, now).unwrap_or_default();
            let free = starts.into_iter().filter(|at| free_window(*at, minutes, windows, &taken).is_some());
            let starts: Vec<_> = free.filter_map(|at| Some(Slot { at: instant(office, at)? })).collect();
            if !starts.is_empty() {
                days.push(SlotDay { day, starts });
            }
        }
    }
    Ok(OfficeSlots { office: office.view(), minutes, days })
}

async fn taken(
    app: &App,
    db: &impl ConnectionTrait,
    office: &Office,
) -> Outcome<BTreeSet<(NaiveDateTime, u32)>> {
    let now = app.clock.now_ms();
    let until = now + i64::try_from(HORIZON_DAYS + 2).unwrap_or(i64::MAX / DAY_MS) * DAY_MS;
    let rows = store::appointments::taken(db, office.id(), (now - DAY_MS, until)).await?;
    let place = |row: &appointment_place::Model| {
        (local(row.at, office.zone).naive_local(), u32::try_from(row.desk).unwrap_or_default())
    };
    Ok(rows.iter().map(place).collect())
}

fn instant(office: &Office, at: NaiveDateTime) -> Option<DateTime<FixedOffset>> {
    office.zone.from_local_datetime(&at).earliest().map(|at| at.fixed_offset())
}

/// Makes an appointment.
///
/// # Errors
/// Every field that needs another look; 409 when the place is gone; 429 for what a program fills in.
pub async fn make(
    app: &App,
    tx: &DatabaseTransaction,
    resident: Option<&resident::Model>,
    body: &MakeAppointment,
) -> Outcome<appointment::Model> {
    if !body.homepage.is_empty() {
        return Err(ErrorCode::RateLimited.into());
    }
    let Told { name, email, phone, language } = Told::check(body)?;
    let unknown = |_| Failure::field("office", FieldCode::NotAChoice);
    let office = office(app, &body.office).map_err(unknown)?;
    if !office.receives(body.purpose) {
        return Err(Failure::field("purpose", FieldCode::NotAChoice));
    }
    let now = app.clock.now();
    let email = email.map(|email| email.to_string()).unwrap_or_default();
    let phone = phone.map(|phone| phone.as_str().to_owned()).unwrap_or_default();
    let open = store::appointments::open_of(tx, (&email, &phone), now.timestamp_millis()).await?;
    if usize::try_from(open).is_ok_and(|open| open >= MOST_OPEN) {
        return Err(ErrorCode::TooManyAppointments.into());
    }
    let year = local(now.timestamp_millis(), office.zone).format("%Y").to_string();
    let sequence = store::counters::next(tx, &format!("appointments-{year}")).await?;
    let mut row = appointment::Model {
        number: format!("B-{year}-{sequence:06}"),
        office: office.id().to_owned(),
        branch: office.branch.clone(),
        purpose: body.purpose.as_str().to_owned(),
        stage: AppointmentStage::Booked.as_str().to_owned(),
        starts_at: 0,
        minutes: 0,
        desk: 0,
        name,
        email,
        phone,
        language: language.as_str().to_owned(),
        resident_id: resident.map(|resident| resident.id.clone()),
        token: None,
        made_at: now.timestamp_millis(),
        reminded_at: None,
        staff_name: None,
    };
    take(app, tx, office, &mut row, body.starts).await?;
    // Whoever fills in the form need not be whose mailbox it names; the number stands on the page.
    let is_own = resident.is_some_and(|resident| resident.login == row.email);
    let token = (is_own || !mailboxes::is_full(app, tx, &row.email).await?).then(random::token);
    row.token = token.as_ref().map(|token| random::digest(&[token.as_bytes()]));
    store::appointments::insert(tx, row.clone()).await?;
    if let Some(token) = token {
        write(app, tx, &row, News::Booked, &token).await?;
    }
    Ok(row)
}

/// Takes a place for an appointment, and gives those that it had back.
async fn take(
    app: &App,
    tx: &DatabaseTransaction,
    office: &Office,
    row: &mut appointment::Model,
    starts: DateTime<FixedOffset>,
) -> Outcome<()> {
    let purpose = purpose(row)?;
    let minutes = app.data.appointments.minutes(purpose);
    let at = starts.with_timezone(&office.zone).naive_local();
    let now = app.clock.now().with_timezone(&office.zone).naive_local();
    let offered = slots(&office.hours(), &app.data.calendar, at.date(), minutes, now).unwrap_or_default();
    if !offered.contains(&at) {
        return Err(Failure::field("starts", FieldCode::NotAChoice));
    }
    store::appointments::give_back(tx, &row.number).await?;
    let taken = taken(app, tx, office).await?;
    let desk = free_window(at, minutes, app.data.appointments.windows(office.id()), &taken);
    let desk = desk.and_then(|desk| i32::try_from(desk).ok()).ok_or(ErrorCode::SlotTaken)?;
    let places = ticks(at, minutes).filter_map(|tick| instant(office, tick)).map(|tick| {
        let (office, number) = (office.id().to_owned(), row.number.clone());
        appointment_place::Model { office, desk, at: tick.timestamp_millis(), number }
    });
    store::appointments::take(tx, places.collect()).await.map_err(|error| lost(&error))?;
    row.starts_at = starts.timestamp_millis();
    row.minutes = i32::try_from(minutes).unwrap_or(i32::MAX);
    row.desk = desk;
    row.reminded_at = None;
    Ok(())
}

/// Somebody had the place a moment before.
fn lost(error: &DbErr) -> Failure {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => ErrorCode::SlotTaken.into(),
        _ => {
            tracing::error!(%error, "database");
            ErrorCode::Unavailable.into()
        }
    }
}

/// Moves an appointment to another beginning.
///
/// # Errors
/// 409 when it is over, or the place is gone; 422 when there is no such beginning.
pub async fn change(
    app: &App,
    tx: &DatabaseTransaction,
    number: &str,
    starts: DateTime<FixedOffset>,
) -> Outcome<appointment::Model> {
    let mut row = open(app, tx, number).await?;
    let office = office(app, &row.office.clone())?;
    take(app, tx, office, &mut row, starts).await?;
    told(app, tx, row, News::Moved).await
}

/// Gives an appointment back: somebody else can have its place at once.
///
/// # Errors
/// 409 when it is over.
pub async fn cancel(app: &App, tx: &DatabaseTransaction, number: &str) -> Outcome<appointment::Model> {
    let mut row = open(app, tx, number).await?;
    store::appointments::give_back(tx, &row.number).await?;
    AppointmentStage::Cancelled.as_str().clone_into(&mut row.stage);
    told(app, tx, row, News::Cancelled).await
}

async fn open(app: &App, tx: &DatabaseTransaction, number: &str) -> Outcome<appointment::Model> {
    let row = store::appointments::lock(tx, number).await?.ok_or(ErrorCode::NotFound)?;
    if may_change(app, &row)? { Ok(row) } else { Err(ErrorCode::WrongStage.into()) }
}

fn may_change(app: &App, row: &appointment::Model) -> Outcome<bool> {
    Ok(stage(row)? == AppointmentStage::Booked && row.starts_at > app.clock.now_ms())
}

/// Writes the new state down and tells of it; the newest letter's link is the one that is good.
async fn told(
    app: &App,
    tx: &DatabaseTransaction,
    mut row: appointment::Model,
    news: News,
) -> Outcome<appointment::Model> {
    // Whoever moves it again and again need not be whose mailbox it names: then the letter before stays the newest.
    let is_written = !row.email.is_empty()
        && (row.resident_id.is_some() || !mailboxes::is_full(app, tx, &row.email).await?);
    let token = random::token();
    if is_written {
        row.token = Some(random::digest(&[token.as_bytes()]));
    }
    store::appointments::update(tx, row.clone()).await?;
    if is_written {
        write(app, tx, &row, news, &token).await?;
    }
    Ok(row)
}

/// Visitors come early; before the day nobody can have come, or not.
fn has_its_day_come(office: &Office, row: &appointment::Model, now: i64) -> bool {
    local(row.starts_at, office.zone).date_naive() <= local(now, office.zone).date_naive()
}

/// Notes whether the visitor came.
///
/// # Errors
/// 404 for an unknown number; 409 when it was given back, is still to come, or that was noted already.
pub async fn note(
    app: &App,
    tx: &DatabaseTransaction,
    clerk: &staff_member::Model,
    number: &str,
    next: AppointmentStage,
) -> Outcome<StaffAppointment> {
    let mut row = store::appointments::lock(tx, number).await?.ok_or(ErrorCode::NotFound)?;
    let now = app.clock.now_ms();
    let office = office(app, &row.office.clone())?;
    if !stage(&row)?.may_become(next) || !has_its_day_come(office, &row, now) {
        return Err(ErrorCode::WrongStage.into());
    }
    next.as_str().clone_into(&mut row.stage);
    row.staff_name = Some(clerk.name.clone());
    store::appointments::update(tx, row.clone()).await?;
    let starts = local(row.starts_at, office.zone);
    staff_view(office, row, starts, now)
}

impl Told {
    fn check(form: &MakeAppointment) -> Outcome<Self> {
        let mut problems = Vec::new();
        let mut refuse = |field: &str, code| problems.push(FieldProblem { field: field.to_owned(), code });
        let name = clean_line(&form.name);
        if let Some(code) = length_problem(&name, 1, MAX_NAME) {
            refuse("name", code);
        }
        let email: Option<Email> = optional(&form.email, || refuse("email", FieldCode::NotAnEmail));
        let phone: Option<Phone> = optional(&form.phone, || refuse("phone", FieldCode::NotAPhone));
        if form.email.trim().is_empty() && form.phone.trim().is_empty() {
            refuse("email", FieldCode::ContactRequired);
        }
        let language = Language::parse(&form.language);
        if language.is_none() {
            refuse("language", FieldCode::NotAChoice);
        }
        match language {
            Some(language) if problems.is_empty() => Ok(Self { name, email, phone, language }),
            _ => Err(Failure::fields(problems)),
        }
    }
}

fn purpose(row: &appointment::Model) -> Outcome<AppointmentPurpose> {
    AppointmentPurpose::parse(&row.purpose)
        .ok_or_else(|| Failure::internal(&format!("purpose of appointment {}", row.number)))
}

fn stage(row: &appointment::Model) -> Outcome<AppointmentStage> {
    AppointmentStage::parse(&row.stage)
        .ok_or_else(|| Failure::internal(&format!("stage of appointment {}", row.number)))
}
