//! What holds for some months of an account, as operators tell it: no two of a name hold at once, and what a bill was made
//! by is not changed any more. The last month may be told later, as long as no bill of the months after it was made.

use std::fmt;

use svetlitsa_domain::Period;
use svetlitsa_domain::bills::Months;

/// What was told before of the same name and first month.
#[derive(Clone, Copy, Debug)]
pub(super) struct Before {
    /// Its months.
    pub(super) months: Months,
    /// Whether nothing but its last month is another.
    pub(super) is_same_but_for_its_end: bool,
}

/// Why months do not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Misfit {
    /// One that began in another month holds already.
    Holds(Period),
    /// A bill was made by it as it was.
    BilledByAnother(Period),
    /// A bill was made; whether of its first months or of those after its end.
    Billed { period: Period, is_end: bool },
}

impl Misfit {
    /// The column that says so.
    pub(super) const fn column(self) -> &'static str {
        match self {
            Self::Holds(_) | Self::BilledByAnother(_) | Self::Billed { is_end: false, .. } => "from",
            Self::Billed { is_end: true, .. } => "until",
        }
    }
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Holds(from) => write!(f, "holds from {from} on already"),
            Self::BilledByAnother(period) => write!(f, "{period} was billed by what it was before"),
            Self::Billed { period, .. } => write!(f, "{period} was billed already"),
        }
    }
}

/// Why months do not fit beside `others` of the same name, or after the last month that was `billed`.
pub(super) fn misfit(
    told: Months,
    others: &[Months],
    before: Option<Before>,
    billed: Option<Period>,
) -> Option<Misfit> {
    if let Some(other) = others.iter().find(|other| told.meet(**other)) {
        return Some(Misfit::Holds(other.from()));
    }
    let period = billed?;
    let first_open = period.next();
    let was = match before {
        Some(Before { months, is_same_but_for_its_end: true }) => Some(months),
        Some(Before { months, .. }) if months.from() < first_open => {
            return Some(Misfit::BilledByAnother(period));
        }
        _ => None,
    };
    let changes = Months::changes_before(was, Some(told), first_open);
    changes.then_some(Misfit::Billed { period, is_end: was.is_some() })
}
