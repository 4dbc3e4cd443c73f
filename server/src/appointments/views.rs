//! Appointments as their authors and the offices see them.

use chrono::{DateTime, FixedOffset, NaiveDate};
use svetlitsa_api::appointments::{AppointmentView, StaffAppointment};
use svetlitsa_domain::appointments::AppointmentStage;
use svetlitsa_domain::contacts::{Email, Phone};

use super::{DAY_MS, has_its_day_come, may_change, office, purpose, stage};
use crate::clock::local;
use crate::data::Office;
use crate::entity::appointment;
use crate::failure::Outcome;
use crate::state::App;
use crate::store;

/// An appointment as whoever made it sees it.
///
/// # Errors
/// When the store holds what is none of ours.
pub fn view(app: &App, row: &appointment::Model) -> Outcome<AppointmentView> {
    let office = office(app, &row.office)?;
    let email = row.email.parse::<Email>().map(|email| email.masked());
    let phone = || row.phone.parse::<Phone>().map(|phone| phone.masked());
    Ok(AppointmentView {
        number: row.number.clone(),
        purpose: purpose(row)?,
        stage: stage(row)?,
        office: office.view(),
        starts: local(row.starts_at, office.zone),
        minutes: u32::try_from(row.minutes).unwrap_or_default(),
        masked_contact: email.or_else(|_| phone()).unwrap_or_default(),
        is_written_to: row.token.is_some(),
        may_change: may_change(app, row)?,
    })
}

/// Appointments of a day, for the office.
///
/// # Errors
/// When the database does not answer.
pub async fn of_day(app: &App, office_id: &str, day: NaiveDate) -> Outcome<Vec<StaffAppointment>> {
    // Offices lie in several zones: what is another day in one of them is left out below.
    let noon = day.and_hms_opt(12, 0, 0).map_or(0, |noon| noon.and_utc().timestamp_millis());
    let rows = store::appointments::between(&app.db, office_id, (noon - DAY_MS, noon + DAY_MS)).await?;
    let mut items = Vec::new();
    for row in rows {
        // One that is no longer in the list of offices must not hide the visits to the others.
        let Ok(office) = office(app, &row.office) else {
            tracing::error!(appointment = row.number, "its office is gone");
            continue;
        };
        let starts = local(row.starts_at, office.zone);
        if starts.date_naive() == day {
            items.push(staff_view(office, row, starts, app.clock.now_ms())?);
        }
    }
    Ok(items)
}

pub(super) fn staff_view(
    office: &Office,
    row: appointment::Model,
    starts: DateTime<FixedOffset>,
    now: i64,
) -> Outcome<StaffAppointment> {
    let (purpose, stage) = (purpose(&row)?, stage(&row)?);
    let next = AppointmentStage::ALL
        .into_iter()
        .filter(|next| *next != stage && stage.may_become(*next) && has_its_day_come(office, &row, now))
        .collect();
    Ok(StaffAppointment {
        office: office.row.name.clone(),
        starts,
        minutes: u32::try_from(row.minutes).unwrap_or_default(),
        desk: u32::try_from(row.desk + 1).unwrap_or_default(),
        purpose,
        stage,
        name: row.name,
        contact: if row.email.is_empty() { row.phone } else { row.email },
        next,
        number: row.number,
    })
}
