//! What a household is granted for a time: benefits, and what changes its ranges.

use crate::Period;
use crate::bills::Benefit;

/// What a household is granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Grant {
    /// A share of the cost of use.
    Benefit(Benefit),
    /// Large families pay the first range for everything (`facts/domain.md` 3.2).
    NoRanges,
    /// A house without gas that is heated by electricity: its limits are wider in the heating season.
    ElectricHeating,
}

/// Kind of a [`Grant`], as files and the store name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GrantKind {
    /// [`Grant::Benefit`].
    Benefit,
    /// [`Grant::NoRanges`].
    NoRanges,
    /// [`Grant::ElectricHeating`].
    ElectricHeating,
}

impl GrantKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Benefit, Self::NoRanges, Self::ElectricHeating];

    /// The word in files and in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Benefit => "benefit",
            Self::NoRanges => "no_ranges",
            Self::ElectricHeating => "electric_heating",
        }
    }

    /// The opposite of [`GrantKind::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// Whole months, the first and the last one counted; without a last one until further notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Months {
    from: Period,
    until: Option<Period>,
}

impl Months {
    /// `None` when they would end before they begin.
    #[must_use]
    pub fn new(from: Period, until: Option<Period>) -> Option<Self> {
        until.is_none_or(|until| from <= until).then_some(Self { from, until })
    }

    /// First month.
    #[must_use]
    pub const fn from(self) -> Period {
        self.from
    }

    /// Last month.
    #[must_use]
    pub const fn until(self) -> Option<Period> {
        self.until
    }

    /// Whether a month is among them.
    #[must_use]
    pub fn hold(self, period: Period) -> bool {
        self.from <= period && self.until.is_none_or(|until| period <= until)
    }

    /// Whether both have a month.
    #[must_use]
    pub fn meet(self, other: Self) -> bool {
        other.until.is_none_or(|until| self.from <= until)
            && self.until.is_none_or(|until| other.from <= until)
    }

    /// Whether a month that is over and billed would be judged otherwise: `None` stands for "not granted at all".
    #[must_use]
    pub fn changes_before(before: Option<Self>, after: Option<Self>, first_open: Period) -> bool {
        let clipped = |months: Option<Self>| {
            let months = months.filter(|months| months.from < first_open)?;
            let last = first_open.previous();
            Some((months.from, months.until.map_or(last, |until| until.min(last))))
        };
        clipped(before) != clipped(after)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn months(from: &str, until: &str) -> Months {
        Months::new(from.parse().unwrap(), until.parse().ok()).unwrap()
    }

    #[test]
    fn months_meet_in_a_month() {
        for (a, b, meet) in [
            (("2026-01", "2026-03"), ("2026-03", "2026-05"), true),
            (("2026-01", "2026-03"), ("2026-04", "2026-05"), false),
            (("2026-01", ""), ("2030-04", ""), true),
            (("2026-05", ""), ("2026-01", "2026-04"), false),
        ] {
            let (a, b) = (months(a.0, a.1), months(b.0, b.1));
            assert_eq!((a.meet(b), b.meet(a)), (meet, meet), "{a:?} {b:?}");
        }
        assert_eq!(Months::new("2026-02".parse().unwrap(), "2026-01".parse().ok()), None);
    }

    #[test]
    fn only_months_that_are_open_may_change() {
        let open = "2026-11".parse().unwrap();
        for (before, after, changes) in [
            (None, Some(("2026-11", "")), false),
            (None, Some(("2026-10", "")), true),
            (Some(("2026-01", "")), Some(("2026-01", "2026-10")), false),
            (Some(("2026-01", "")), Some(("2026-01", "2026-12")), false),
            (Some(("2026-01", "")), Some(("2026-01", "2026-09")), true),
            (Some(("2026-01", "2026-09")), Some(("2026-01", "2026-08")), true),
            (Some(("2026-01", "2026-09")), Some(("2026-01", "2026-09")), false),
        ] {
            let of = |pair: Option<(&str, &str)>| pair.map(|(from, until)| months(from, until));
            assert_eq!(Months::changes_before(of(before), of(after), open), changes, "{before:?} {after:?}");
        }
    }
}
