//! What the month will cost, and from what on a household wants to be warned.

use serde::{Deserialize, Serialize};
use svetlitsa_domain::bills::{ForecastBasis, HighBillThreshold};
use svetlitsa_domain::tariffs::Service;
use svetlitsa_domain::{AccountNumber, Kopecks, Period};

use crate::bills::{BillLineView, TariffCited};

/// The forecast of a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ForecastView {
    /// The account.
    pub account: AccountNumber,
    /// What is supplied.
    pub service: Service,
    /// Which month.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub period: Period,
    /// What is expected; absent when too little is known.
    #[serde(default)]
    pub expected: Option<Expected>,
    /// What the month usually costs; absent with fewer than three bills.
    #[serde(default)]
    pub usual_kopecks: Option<Kopecks>,
    /// From what on a bill is high.
    pub alert: BillAlert,
    /// By how much the forecast is above that; absent when it is not.
    #[serde(default)]
    pub over_kopecks: Option<Kopecks>,
}

/// What a month is expected to cost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Expected {
    /// What it goes by.
    pub basis: ForecastBasis,
    /// The sum.
    pub total_kopecks: Kopecks,
    /// Its lines, as a bill would have them.
    pub lines: Vec<BillLineView>,
    /// Tariffs that the lines name.
    pub tariffs: Vec<TariffCited>,
    /// The month whose common use stands in it, the newest that was told; absent when there is none on the bill.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub common_use_of: Option<Period>,
}

/// From what on a bill is high, and whether that is told by letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BillAlert {
    /// From what on.
    pub threshold: HighBillThreshold,
    /// Whether a letter tells, once a month.
    pub by_letter: bool,
}
