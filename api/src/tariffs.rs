//! Tariffs of a branch, for everyone: prices with their days, orders and history, norms, and how they are applied.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use svetlitsa_domain::bills::TariffChange;
use svetlitsa_domain::tariffs::{Category, Confidence, RangeSplit, Service, Stove, Zone};

/// Everything that decides what a unit costs in a branch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TariffSheet {
    /// Branch id.
    pub branch: String,
    /// Its name.
    pub branch_name: String,
    /// Every branch, to choose another.
    pub branches: Vec<BranchName>,
    /// Today in the branch.
    #[serde(with = "crate::moments")]
    pub today: NaiveDate,
    /// What it supplies.
    pub services: Vec<Service>,
    /// What a reading that crosses the day of a new tariff is charged at.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub tariff_change: TariffChange,
    /// How zones share the ranges.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub range_split: RangeSplit,
    /// Versions, newest first: all of them, or those of the day that was asked for.
    pub versions: Vec<TariffVersion>,
    /// What is charged without a meter.
    pub norms: Vec<NormView>,
    /// When the registers of its meters count; none that counts round the clock.
    #[serde(default)]
    pub zone_hours: Vec<ZoneHoursView>,
}

/// When a register counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ZoneHoursView {
    /// Which register.
    pub zone: Zone,
    /// Its hours, in the order of the day.
    pub hours: Vec<HoursView>,
}

/// Hours of a day, the last one not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HoursView {
    /// 0 to 23.
    pub from: u8,
    /// 1 to 24; below `from` it is of the next day.
    pub until: u8,
}

impl HoursView {
    /// Pairs as the wire has them.
    #[must_use]
    pub fn of(pairs: &[(u8, u8)]) -> Vec<Self> {
        pairs.iter().map(|&(from, until)| Self { from, until }).collect()
    }
}

/// A branch to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BranchName {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// Prices during some days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TariffVersion {
    /// Its id, as bills quote it.
    pub id: String,
    /// For what.
    pub service: Service,
    /// For whom.
    pub categories: Vec<Category>,
    /// First day; absent from ever.
    #[serde(with = "crate::moments::option", default)]
    pub from: Option<NaiveDate>,
    /// Last day, counted; absent until further notice.
    #[serde(with = "crate::moments::option", default)]
    pub until: Option<NaiveDate>,
    /// Prices by zone.
    pub prices: Vec<ZonePrices>,
    /// Up to and with how many units a month each range but the last goes; empty when there are none.
    pub up_to: Vec<String>,
    /// What widens the ranges of houses that are heated by electricity.
    #[serde(default)]
    pub heating: Option<HeatingView>,
    /// The order that set it, as it is cited.
    pub source: String,
    /// How sure the figures are.
    pub confidence: Confidence,
}

/// Prices of a zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ZonePrices {
    /// The zone.
    pub zone: Zone,
    /// Roubles a unit, decimals: one, or one for each range.
    pub rubles: Vec<String>,
}

/// The months in which electrically heated houses have wider ranges.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HeatingView {
    /// By what the limits are multiplied, a decimal.
    pub coefficient: String,
    /// First month, 1–12.
    pub first_month: u32,
    /// Last month, 1–12.
    pub last_month: u32,
}

/// A norm: units a person a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NormView {
    /// Of what.
    pub service: Service,
    /// What they cook on, where it matters.
    #[serde(default)]
    pub stove: Option<Stove>,
    /// Rooms, where they matter; the largest number holds for more.
    #[serde(default)]
    pub rooms: Option<u8>,
    /// Decimals: one, or one each for one, two, three, four, five and more residents.
    pub per_person: Vec<String>,
    /// Who set it, as it is cited.
    pub source: String,
    /// For demonstration: not sure enough.
    pub is_demo: bool,
}
