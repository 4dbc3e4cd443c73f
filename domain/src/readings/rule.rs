//! The rule behind each finding: its rung on the ladder, and where it comes from.

use crate::readings::FindingCode;

/// A rung of the ladder (`facts/domain.md` 2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rung {
    /// The meter takes readings by hand at all.
    Entry,
    /// Form: how many values, how many digits.
    E1,
    /// Date.
    E2,
    /// Order: a meter only counts upwards.
    E3,
    /// What the supply line can carry.
    E4,
    /// Habit.
    W1,
    /// Registers that look exchanged.
    W2,
    /// Verification.
    W3,
    /// The period in which it counts.
    Window,
}

/// Where a rule comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its place on the ladder.
    pub rung: Rung,
    /// Law, standard or the branch's own policy.
    pub source: &'static str,
}

impl FindingCode {
    /// Its rung, and where the rule comes from.
    #[must_use]
    pub const fn rule(self) -> Rule {
        let (rung, source) = match self {
            Self::EntryClosed => (Rung::Entry, "PP RF 354 p.80(1), smart meters since 01.01.2022"),
            Self::MeterTakenOff => (Rung::Entry, "PP RF 354 p.81"),
            Self::TooFewValues | Self::TooManyValues | Self::TooManyDigits => {
                (Rung::E1, "PP RF 354 p.31 zh, the meter's passport")
            }
            Self::DateInFuture | Self::DateBeforeLast => (Rung::E2, "seeds/002 s.8 p.2.2"),
            Self::BelowPrevious | Self::RolledOver => (Rung::E3, "the meter's passport"),
            Self::AbovePhysicalLimit => (Rung::E4, "branch policy, PP RF 861: household connection of 15 kW"),
            Self::AboveRiserLimit => (Rung::E4, "branch policy"),
            Self::UnusuallyHigh | Self::NothingUsed => (Rung::W1, "branch policy, seeds/002 s.8 p.2.1"),
            Self::ZonesSwapped | Self::RisersSwapped | Self::NightAboveDay => (Rung::W2, "branch policy"),
            Self::VerificationExpired => (Rung::W3, "PP RF 354 p.59 g, p.81(12)"),
            Self::AfterWindow | Self::TakenInWindow => {
                (Rung::Window, "PP RF 354 p.31 zh, seeds/002 s.8 p.8.1")
            }
            // It weighs nothing: what it came with says whether the reading counts.
            Self::Unknown => (Rung::Window, "a newer ladder"),
        };
        Rule { rung, source }
    }
}
