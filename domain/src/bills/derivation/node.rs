//! The nodes of a derivation, and what they come to.

use std::cmp::Ordering;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::Kopecks;
use crate::bills::derivation::{Given, Number};
use crate::bills::exact::Exact;

/// A number and how it came to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(no_recursion))]
#[serde(tag = "op", rename_all = "snake_case")]
pub enum Node {
    /// It was there.
    Given {
        /// The number.
        value: Number,
        /// From where.
        from: Given,
    },
    /// All of them together.
    Sum {
        /// What this makes.
        what: What,
        /// The parts.
        of: Vec<Node>,
    },
    /// One less another.
    Difference {
        /// What this makes.
        what: What,
        /// From what.
        of: Box<Node>,
        /// How much less.
        less: Box<Node>,
    },
    /// All of them multiplied.
    Product {
        /// What this makes.
        what: What,
        /// The factors.
        of: Vec<Node>,
    },
    /// One divided by another.
    Quotient {
        /// What this makes.
        what: What,
        /// What is divided.
        of: Box<Node>,
        /// By what.
        by: Box<Node>,
    },
    /// The least of them.
    Least {
        /// What this makes.
        what: What,
        /// Of which.
        of: Vec<Node>,
    },
    /// The greatest of them.
    Greatest {
        /// What this makes.
        what: What,
        /// Of which.
        of: Vec<Node>,
    },
    /// Rounded half away from zero.
    Rounded {
        /// What this makes.
        what: What,
        /// What is rounded.
        of: Box<Node>,
        /// To so many decimals.
        decimals: u8,
    },
}

/// What a step of the reckoning makes: the word by which a page tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// What one register of one meter has counted.
    Counted,
    /// Use of a zone: what its registers have counted.
    Use,
    /// Use of the household, all zones together.
    WholeUse,
    /// Part of the use that falls on the days of a tariff.
    UseInDays,
    /// Part of the use that lies in a range.
    UseInRange,
    /// Share of days.
    ShareOfDays,
    /// Share of the whole use that lies in a range.
    ShareInRange,
    /// Limit of a range for this household and these months.
    Limit,
    /// Average month.
    Average,
    /// Months that make the average.
    Months,
    /// Use by the norm.
    NormUse,
    /// Common use of the house by its meter.
    HouseActual,
    /// Common use of the house by the norm.
    HouseNorm,
    /// What the house is billed of its common use.
    HouseBilled,
    /// What the house has used less than its flats.
    HouseSurplus,
    /// Share of a dwelling in the area of its house.
    ShareOfArea,
    /// The dwelling's part of the common use.
    CommonUse,
    /// Cost before or after rounding.
    Cost,
    /// Cost of what was really used.
    ActualCost,
    /// What was charged before.
    ChargedBefore,
    /// What is owed beyond that, or given back.
    Recalculated,
    /// What a benefit takes off.
    TakenOff,
    /// Debt that was late.
    LateDebt,
    /// Penalty.
    Penalty,
    /// What is expected.
    Forecast,
    /// A step of a newer version.
    #[serde(other)]
    Unknown,
}

impl Node {
    /// An input.
    #[must_use]
    pub const fn given(value: Decimal, from: Given) -> Self {
        Self::Given { value: Number(value), from }
    }

    /// An input of money, in roubles.
    #[must_use]
    pub fn rubles(sum: Kopecks, from: Given) -> Self {
        Self::given(Decimal::new(sum.0, 2), from)
    }

    pub(crate) const fn sum(what: What, of: Vec<Self>) -> Self {
        Self::Sum { what, of }
    }

    pub(crate) fn product(what: What, of: impl Into<Vec<Self>>) -> Self {
        Self::Product { what, of: of.into() }
    }

    pub(crate) fn difference(what: What, of: Self, less: Self) -> Self {
        Self::Difference { what, of: Box::new(of), less: Box::new(less) }
    }

    pub(crate) fn quotient(what: What, of: Self, by: Self) -> Self {
        Self::Quotient { what, of: Box::new(of), by: Box::new(by) }
    }

    pub(crate) fn least(what: What, of: impl Into<Vec<Self>>) -> Self {
        Self::Least { what, of: of.into() }
    }

    pub(crate) fn greatest(what: What, of: impl Into<Vec<Self>>) -> Self {
        Self::Greatest { what, of: of.into() }
    }

    pub(crate) fn rounded(what: What, of: Self, decimals: u8) -> Self {
        Self::Rounded { what, of: Box::new(of), decimals }
    }

    /// The sum of several, or the only one.
    pub(crate) fn together(what: What, mut of: Vec<Self>) -> Self {
        if of.len() == 1 { of.remove(0) } else { Self::sum(what, of) }
    }

    /// What it comes to. `None` when it divides by zero, takes the least of nothing, or a number does not fit.
    #[must_use]
    pub fn value(&self) -> Option<Exact> {
        match self {
            Self::Given { value, .. } => Exact::of(value.0),
            Self::Sum { of, .. } => of.iter().try_fold(Exact::ZERO, |sum, node| sum.plus(node.value()?)),
            Self::Product { of, .. } => of.iter().try_fold(Exact::ONE, |all, node| all.times(node.value()?)),
            Self::Difference { of, less, .. } => of.value()?.minus(less.value()?),
            Self::Quotient { of, by, .. } => of.value()?.over(by.value()?),
            Self::Least { of, .. } => outermost(of, Ordering::Less),
            Self::Greatest { of, .. } => outermost(of, Ordering::Greater),
            Self::Rounded { of, decimals, .. } => of.value()?.rounded(*decimals),
        }
    }

    /// What this makes; `None` for an input, which says where it is from.
    #[must_use]
    pub const fn what(&self) -> Option<What> {
        match self {
            Self::Given { .. } => None,
            Self::Sum { what, .. }
            | Self::Difference { what, .. }
            | Self::Product { what, .. }
            | Self::Quotient { what, .. }
            | Self::Least { what, .. }
            | Self::Greatest { what, .. }
            | Self::Rounded { what, .. } => Some(*what),
        }
    }

    /// The nodes of which it is made, in the order in which they are written.
    #[must_use]
    pub fn parts(&self) -> Vec<&Self> {
        match self {
            Self::Given { .. } => Vec::new(),
            Self::Sum { of, .. }
            | Self::Product { of, .. }
            | Self::Least { of, .. }
            | Self::Greatest { of, .. } => of.iter().collect(),
            Self::Difference { of, less, .. } => vec![of, less],
            Self::Quotient { of, by, .. } => vec![of, by],
            Self::Rounded { of, .. } => vec![of],
        }
    }

    /// The units of a sum that is nothing but units times a price, rounded.
    pub(crate) fn priced_units(&self) -> Option<&Self> {
        let Self::Rounded { of, .. } = self else { return None };
        let Self::Product { of, .. } = of.as_ref() else { return None };
        match of.as_slice() {
            [units, Self::Given { from: Given::Price { .. }, .. }] => Some(units),
            _ => None,
        }
    }

    /// Every input below it, in the order in which they are written.
    #[must_use]
    pub fn inputs(&self) -> Vec<(&Given, Decimal)> {
        match self {
            Self::Given { value, from } => vec![(from, value.0)],
            _ => self.parts().into_iter().flat_map(Self::inputs).collect(),
        }
    }
}

/// The node that is least or greatest.
fn outermost(of: &[Node], which: Ordering) -> Option<Exact> {
    let mut values = of.iter().map(Node::value);
    let first = values.next()??;
    values.try_fold(first, |found, value| {
        let value = value?;
        Some(if value.compare(found)? == which { value } else { found })
    })
}
