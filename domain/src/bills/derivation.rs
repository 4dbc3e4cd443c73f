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
    /// How many units, before anything is rounded for print. Absent where a line has none.
    pub units: Option<Node>,
    /// The sum in roubles, rounded to whole kopecks.
    pub amount: Node,
}

impl Derivation {
    /// The sum of the line, reckoned from the tree. `None` when the tree divides by zero or a number does not fit:
    /// none that this crate makes does.
    #[must_use]
    pub fn kopecks(&self) -> Option<Kopecks> {
        self.amount.value()?.kopecks()
    }
}
