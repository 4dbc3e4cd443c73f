//! Extra services: what the supplier does for money beside its supply, and for how much.

use serde::{Deserialize, Serialize};
use svetlitsa_domain::Kopecks;

/// A service of the price list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExtraServiceView {
    /// Its id, stable: an application names it.
    pub id: String,
    /// What it costs in the branch, VAT included.
    pub price_kopecks: Kopecks,
    /// It may cost more; the executor says how much before anything is done.
    pub is_from: bool,
    /// In Russian.
    pub ru: ServiceText,
    /// In English.
    pub en: ServiceText,
}

/// A service in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ServiceText {
    /// What it is called.
    pub name: String,
    /// What is done for the price.
    pub text: String,
    /// For how much of it the price is: a visit, a meter.
    pub unit: String,
}

/// The price list of a branch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ServiceList {
    /// The branch's name.
    pub branch_name: String,
    /// Telephone of the contact centre.
    pub phone: String,
    /// The prices are for demonstration, and no branch's own.
    pub is_sample: bool,
    /// In the order of the list.
    pub items: Vec<ExtraServiceView>,
}
