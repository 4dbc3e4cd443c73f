//! Service offices, with what their source leaves open kept open.

use serde::{Deserialize, Serialize};
use svetlitsa_domain::appointments::AppointmentPurpose;

/// An office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OfficeView {
    /// Its id: `tver-01`.
    pub id: String,
    /// Branch id.
    pub branch: String,
    /// Region, in the source's words: what a visitor chooses by.
    #[serde(default)]
    pub region: String,
    /// Name.
    pub name: String,
    /// Address as in the source.
    pub address: String,
    /// Telephones as in the source.
    pub phones: Vec<String>,
    /// Hours as in the source.
    pub hours: String,
    /// Serves people: `null` when the source is silent.
    #[serde(default)]
    pub serves_individuals: Option<bool>,
    /// Serves firms: `null` when the source is silent.
    #[serde(default)]
    pub serves_legal: Option<bool>,
    /// Takes payments: `null` when the source is silent («уточняйте»).
    pub takes_payments: Option<bool>,
    /// Takes readings: `null` when the source is silent.
    pub takes_readings: Option<bool>,
    /// What an appointment can be made for; empty when hours or functions are not stated.
    #[serde(default)]
    pub purposes: Vec<AppointmentPurpose>,
    /// What is doubtful about the row.
    pub note: Option<String>,
}

/// Offices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OfficeList {
    /// In the source's order.
    pub items: Vec<OfficeView>,
}
