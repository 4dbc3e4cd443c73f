//! Appointments in offices.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use svetlitsa_domain::appointments::{AppointmentPurpose, AppointmentStage};

use crate::offices::OfficeView;

/// When a visit can begin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SlotDay {
    /// The day, in the office's zone.
    #[serde(with = "crate::moments")]
    pub day: NaiveDate,
    /// Beginnings that are free.
    pub starts: Vec<Slot>,
}

/// A beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Slot {
    /// When, in the office's zone.
    #[serde(with = "crate::moments")]
    pub at: DateTime<FixedOffset>,
}

/// Free beginnings of an office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OfficeSlots {
    /// The office, with its telephones.
    pub office: OfficeView,
    /// Minutes of a visit.
    pub minutes: u32,
    /// Days on which something is free, up to fourteen days ahead.
    pub days: Vec<SlotDay>,
}

/// An appointment to make.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MakeAppointment {
    /// Id of the office.
    pub office: String,
    /// What for.
    pub purpose: AppointmentPurpose,
    /// When, one of the beginnings that are free.
    #[serde(with = "crate::moments")]
    pub starts: DateTime<FixedOffset>,
    /// Who comes.
    pub name: String,
    /// Where the letter goes.
    #[serde(default)]
    pub email: String,
    /// Or a telephone. One of the two is needed.
    #[serde(default)]
    pub phone: String,
    /// Language of the letters: `ru` or `en`.
    #[serde(default)]
    pub language: String,
    /// People do not see this field. Leave it out.
    #[serde(default)]
    pub homepage: String,
}

/// An appointment, for whoever made it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AppointmentView {
    /// `B-2026-000001`.
    pub number: String,
    /// What for.
    pub purpose: AppointmentPurpose,
    /// How far it is.
    pub stage: AppointmentStage,
    /// Where.
    pub office: OfficeView,
    /// When, in the office's zone.
    #[serde(with = "crate::moments")]
    pub starts: DateTime<FixedOffset>,
    /// Minutes.
    pub minutes: u32,
    /// Where the letters go, masked; empty once it was wiped.
    pub masked_contact: String,
    /// Whether a letter goes there.
    pub is_written_to: bool,
    /// Whether it can still be moved or given back.
    pub may_change: bool,
}

/// Appointments of the cabinet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AppointmentList {
    /// Newest first.
    pub items: Vec<AppointmentView>,
}

/// Moves an appointment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MoveAppointment {
    /// The contact it was made with, or the token of the newest letter's link; empty in the cabinet it was made in.
    #[serde(default)]
    pub contact: String,
    /// When instead.
    #[serde(with = "crate::moments")]
    pub starts: DateTime<FixedOffset>,
}

/// Gives an appointment back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CancelAppointment {
    /// The contact it was made with, or the token of the newest letter's link; empty in the cabinet it was made in.
    #[serde(default)]
    pub contact: String,
}

/// An appointment as the office sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffAppointment {
    /// Its number.
    pub number: String,
    /// Name of the office.
    pub office: String,
    /// When.
    #[serde(with = "crate::moments")]
    pub starts: DateTime<FixedOffset>,
    /// Minutes.
    pub minutes: u32,
    /// Window, from one.
    pub desk: u32,
    /// What for.
    pub purpose: AppointmentPurpose,
    /// How far it is.
    pub stage: AppointmentStage,
    /// Who comes; empty once it was wiped.
    pub name: String,
    /// Their e-mail or telephone.
    pub contact: String,
    /// What can be noted.
    pub next: Vec<AppointmentStage>,
}

/// Appointments of a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffAppointmentList {
    /// The day.
    #[serde(with = "crate::moments")]
    pub day: NaiveDate,
    /// By their time.
    pub items: Vec<StaffAppointment>,
}

/// Whether the visitor came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StepAppointment {
    /// `came` or `missed`.
    pub stage: AppointmentStage,
}
