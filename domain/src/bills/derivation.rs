//! How a line came to be: a tree of inputs and operations, kept with the line.
//!
//! The tree says everything that the sum depends on, so that a page can tell it in plain words and anybody can reckon it
//! again from the serialised form alone. Values are decimals as text; amounts of money are roubles. Nothing is rounded
//! but where an operation says so.

mod cited;
mod day;
mod given;
mod node;
mod number;

use serde::{Deserialize, Serialize};

use crate::Kopecks;

pub use cited::{BillRule, Cited};
pub use day::Day;
pub use given::Given;
pub use node::{Node, What};
pub use number::Number;

/// Where the sum of a line comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Derivation {
    /// The rules that made it, the deciding one first.
    pub rules: Vec<Cited>,
    /// How many units, before anything is rounded for print. Absent where a line has none, and where they stand in
    /// `amount` anyway, as the first factor before the price: [`Derivation::units`] looks in both places.
    #[serde(rename = "units", default, skip_serializing_if = "Option::is_none")]
    pub apart: Option<Node>,
    /// The sum in roubles, rounded to whole kopecks.
    pub amount: Node,
}

impl Derivation {
    /// Keeps units apart only where the sum does not show them.
    pub(crate) fn new(rules: Vec<Cited>, units: Option<Node>, amount: Node) -> Self {
        let shown = amount.priced_units();
        let apart = units.filter(|units| shown != Some(units));
        Self { rules, apart, amount }
    }

    /// How many units the line is for, before anything is rounded for print.
    #[must_use]
    pub fn units(&self) -> Option<&Node> {
        self.apart.as_ref().or_else(|| self.amount.priced_units())
    }

    /// The sum of the line, reckoned from the tree. `None` when the tree divides by zero or a number does not fit:
    /// none that this crate makes does.
    #[must_use]
    pub fn kopecks(&self) -> Option<Kopecks> {
        self.amount.value()?.kopecks()
    }
}

#[cfg(test)]
mod tests;
