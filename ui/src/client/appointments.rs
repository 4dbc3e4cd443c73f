//! Appointments in offices.

use svetlitsa_api::appeals::LookupByNumber;
use svetlitsa_api::appointments::{
    AppointmentList, AppointmentView, CancelAppointment, MakeAppointment, MoveAppointment, OfficeSlots,
    StaffAppointment, StaffAppointmentList, StepAppointment,
};
use svetlitsa_api::paths::{self, encode, fill};
use svetlitsa_domain::appointments::AppointmentPurpose;

use super::{Answer, Attempt, Caller};

/// Free beginnings of visits in an office.
///
/// # Errors
/// [`super::ClientError`].
pub async fn list_slots(office: &str, purpose: AppointmentPurpose) -> Answer<OfficeSlots> {
    let path = fill(paths::OFFICE_SLOTS, &[office]);
    super::get(&Caller::cabinet(), &format!("{path}?purpose={}", purpose.as_str())).await
}

/// Appointments of the cabinet.
///
/// # Errors
/// [`super::ClientError`].
pub async fn list_appointments() -> Answer<AppointmentList> {
    super::get(&Caller::cabinet(), paths::APPOINTMENTS).await
}

/// Makes one.
///
/// # Errors
/// [`super::ClientError`]; `slot_taken` when somebody was faster.
pub async fn make(body: &MakeAppointment, attempt: &Attempt) -> Answer<AppointmentView> {
    super::post(&Caller::cabinet(), paths::APPOINTMENTS, body, attempt).await
}

/// Finds one by number and contact.
///
/// # Errors
/// [`super::ClientError`]; `not_found` when the pair does not match.
pub async fn find(body: &LookupByNumber) -> Answer<AppointmentView> {
    super::ask(paths::APPOINTMENT_LOOKUP, body).await
}

/// Moves one.
///
/// # Errors
/// [`super::ClientError`]; `slot_taken` when somebody was faster.
pub async fn change(number: &str, body: &MoveAppointment, attempt: &Attempt) -> Answer<AppointmentView> {
    super::post(&Caller::cabinet(), &fill(paths::APPOINTMENT_MOVES, &[number]), body, attempt).await
}

/// Gives one back.
///
/// # Errors
/// [`super::ClientError`]; `wrong_stage` when it is over.
pub async fn cancel(number: &str, body: &CancelAppointment, attempt: &Attempt) -> Answer<AppointmentView> {
    super::post(&Caller::cabinet(), &fill(paths::APPOINTMENT_CANCELLATIONS, &[number]), body, attempt).await
}

/// Who comes on a day; today without one.
///
/// # Errors
/// [`super::ClientError`].
pub async fn list_staff_appointments(day: &str) -> Answer<StaffAppointmentList> {
    super::get(&Caller::cabinet(), &format!("{}?day={}", paths::STAFF_APPOINTMENTS, encode(day))).await
}

/// Whether the visitor came.
///
/// # Errors
/// [`super::ClientError`].
pub async fn step(number: &str, body: &StepAppointment, attempt: &Attempt) -> Answer<StaffAppointment> {
    super::post(&Caller::cabinet(), &fill(paths::STAFF_APPOINTMENT_STEPS, &[number]), body, attempt).await
}
