//! Automatic payment with brakes: what is announced, what is charged, what is left alone, and when it ends by itself.
//!
//! Nothing is charged that was not announced [`NOTICE_DAYS`] before with its sum, and never more than that sum.

use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{MAX_AMOUNT, MIN_AMOUNT};
use crate::Kopecks;

/// How long before a debit its sum is told.
pub const NOTICE_DAYS: u32 = 3;
/// How often a debit is tried in all, a day apart.
pub const ATTEMPTS: u32 = 3;
/// The days of a month that every month has.
pub const LAST_DAY: u8 = 28;

/// Where automatic payment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AutopayState {
    /// Never set up.
    Off,
    /// The bank waits for the owner to allow it.
    Binding,
    /// Bills are paid by it.
    On,
    /// Was stopped.
    Stopped,
}

/// Why it was stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum StopReason {
    /// The owner wanted no more of it.
    ByOwner,
    /// The owner took the permission back at the bank.
    Revoked,
    /// The card has expired or is closed: it cannot pay again.
    CardOver,
    /// The bank's permission was never given.
    NotAllowed,
}

/// Where a debit stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DebitState {
    /// Its sum and day are told.
    Announced,
    /// The bank is asked.
    Charging,
    /// Paid.
    Paid,
    /// Left alone, for a [`SkipReason`].
    Skipped,
    /// Every attempt was refused.
    Failed,
}

/// Why a bill is left alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SkipReason {
    /// Nothing is owed any more, or too little to charge.
    AlreadyPaid,
    /// The bill is not by readings, and the owner wanted such bills left alone.
    Estimated,
    /// More is owed than the owner allows: they are asked to pay by themselves.
    AboveCap,
    /// It was stopped before the day came.
    Stopped,
}

macro_rules! words {
    ($($type:ident { $($variant:ident => $word:literal),* $(,)? })*) => {$(
        impl $type {
            /// Every one, for tables and tests.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The word on the wire and in the store.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }

            /// The opposite of `as_str`.
            #[must_use]
            pub fn parse(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.as_str() == word)
            }
        }
    )*};
}
words! {
    AutopayState { Off => "off", Binding => "binding", On => "on", Stopped => "stopped" }
    StopReason {
        ByOwner => "by_owner", Revoked => "revoked", CardOver => "card_over", NotAllowed => "not_allowed",
    }
    DebitState {
        Announced => "announced", Charging => "charging", Paid => "paid", Skipped => "skipped", Failed => "failed",
    }
    SkipReason {
        AlreadyPaid => "already_paid", Estimated => "estimated", AboveCap => "above_cap", Stopped => "stopped",
    }
}

/// What the owner allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Brakes {
    /// Day of the month; `None` means as soon as a bill is announced long enough.
    pub day: Option<u8>,
    /// Never more than this at once.
    pub cap: Kopecks,
    /// Bills that are not by readings are left alone.
    pub skips_estimated: bool,
}

/// Why brakes cannot be so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BrakesProblem {
    /// Not every month has the day.
    #[error("a day from 1 to {LAST_DAY}")]
    Day,
    /// A cap under the least sum that can be paid.
    #[error("a cap below the least amount")]
    CapTooSmall,
    /// A cap over the largest sum that can be paid.
    #[error("a cap above the largest amount")]
    CapTooLarge,
}

/// A bill, as far as it matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BillToPay {
    /// What is owed to its payee today.
    pub owed: Kopecks,
    /// Whether a line of it is by average or norm.
    pub is_estimated: bool,
}

/// What is done about a bill when it comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plan {
    /// Tell that this much will be charged on that day.
    Announce {
        /// How much.
        sum: Kopecks,
        /// When.
        on: NaiveDate,
    },
    /// Leave it alone.
    Skip(SkipReason),
}

/// What follows a refused charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AfterRefusal {
    /// Once more on the next day.
    Retry,
    /// No more for this bill.
    GiveUp,
    /// Automatic payment ends.
    Stop(StopReason),
}

impl Brakes {
    /// Whether they can be so.
    ///
    /// # Errors
    /// [`BrakesProblem`].
    pub fn check(self) -> Result<(), BrakesProblem> {
        match self {
            Self { day: Some(0 | 29..), .. } => Err(BrakesProblem::Day),
            Self { cap, .. } if cap < MIN_AMOUNT => Err(BrakesProblem::CapTooSmall),
            Self { cap, .. } if cap > MAX_AMOUNT => Err(BrakesProblem::CapTooLarge),
            _ => Ok(()),
        }
    }

    /// What is done about a bill that is new today.
    #[must_use]
    pub fn plan(self, bill: BillToPay, today: NaiveDate) -> Plan {
        if bill.owed < MIN_AMOUNT {
            Plan::Skip(SkipReason::AlreadyPaid)
        } else if bill.is_estimated && self.skips_estimated {
            Plan::Skip(SkipReason::Estimated)
        } else if bill.owed > self.cap {
            Plan::Skip(SkipReason::AboveCap)
        } else {
            Plan::Announce { sum: bill.owed, on: self.charge_on(today) }
        }
    }

    /// The first day on which what is told today may be charged.
    #[must_use]
    pub fn charge_on(self, today: NaiveDate) -> NaiveDate {
        let earliest = today.checked_add_days(Days::new(NOTICE_DAYS.into())).unwrap_or(today);
        let Some(day) = self.day else { return earliest };
        // A month and a day are enough: every month has the day.
        let mut days = earliest.iter_days().take(32);
        days.find(|date| date.day() == u32::from(day)).unwrap_or(earliest)
    }

    /// How much is charged on the day: what was told, or less when less is owed by now.
    ///
    /// # Errors
    /// [`SkipReason`] when nothing may be charged.
    pub fn charge(self, told: Kopecks, owed: Kopecks) -> Result<Kopecks, SkipReason> {
        let sum = told.min(owed);
        if sum < MIN_AMOUNT {
            Err(SkipReason::AlreadyPaid)
        } else if sum > self.cap {
            Err(SkipReason::AboveCap)
        } else {
            Ok(sum)
        }
    }
}

/// What follows when the bank refused for a reason of the acquirer's list, after so many attempts. An unknown reason may
/// pass; it is tried again.
#[must_use]
pub fn after_refusal(reason: Option<&str>, attempts: u32) -> AfterRefusal {
    match reason {
        Some("permission_revoked") => AfterRefusal::Stop(StopReason::Revoked),
        Some("card_expired" | "invalid_card_number" | "payment_method_restricted" | "country_forbidden") => {
            AfterRefusal::Stop(StopReason::CardOver)
        }
        Some("fraud_suspected" | "identification_required") => AfterRefusal::GiveUp,
        _ if attempts < ATTEMPTS => AfterRefusal::Retry,
        _ => AfterRefusal::GiveUp,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn brakes(day: Option<u8>) -> Brakes {
        Brakes { day, cap: Kopecks(300_000), skips_estimated: true }
    }

    #[test]
    fn a_bill_is_announced_or_left_alone_with_a_reason() {
        let today = day("2026-11-20");
        let bill = |owed, is_estimated| BillToPay { owed: Kopecks(owed), is_estimated };
        for (bill, plan) in [
            (bill(124_312, false), Plan::Announce { sum: Kopecks(124_312), on: day("2026-11-23") }),
            (bill(300_000, false), Plan::Announce { sum: Kopecks(300_000), on: day("2026-11-23") }),
            (bill(300_001, false), Plan::Skip(SkipReason::AboveCap)),
            (bill(124_312, true), Plan::Skip(SkipReason::Estimated)),
            (bill(99, false), Plan::Skip(SkipReason::AlreadyPaid)),
            (bill(-5, true), Plan::Skip(SkipReason::AlreadyPaid)),
        ] {
            assert_eq!(brakes(None).plan(bill, today), plan);
        }
        let all = Brakes { skips_estimated: false, ..brakes(None) };
        assert!(matches!(all.plan(bill(124_312, true), today), Plan::Announce { .. }));
    }

    #[test]
    fn the_day_leaves_time_for_the_notice() {
        for (today, wanted, on) in [
            ("2026-11-01", Some(5), "2026-11-05"),
            ("2026-11-02", Some(5), "2026-11-05"),
            ("2026-11-03", Some(5), "2026-12-05"),
            ("2026-12-30", Some(1), "2027-02-01"),
            ("2027-01-27", Some(28), "2027-02-28"),
            ("2026-11-30", None, "2026-12-03"),
        ] {
            assert_eq!(brakes(wanted).charge_on(day(today)), day(on), "{today}");
        }
    }

    #[test]
    fn what_is_charged_is_what_was_told_or_less() {
        let brakes = brakes(None);
        assert_eq!(brakes.charge(Kopecks(1_000), Kopecks(1_000)), Ok(Kopecks(1_000)));
        assert_eq!(brakes.charge(Kopecks(1_000), Kopecks(9_000)), Ok(Kopecks(1_000)));
        assert_eq!(brakes.charge(Kopecks(1_000), Kopecks(400)), Ok(Kopecks(400)));
        assert_eq!(brakes.charge(Kopecks(1_000), Kopecks(0)), Err(SkipReason::AlreadyPaid));
        // The cap was lowered after the notice.
        let low = Brakes { cap: Kopecks(500), ..brakes };
        assert_eq!(low.charge(Kopecks(1_000), Kopecks(1_000)), Err(SkipReason::AboveCap));
    }

    #[test]
    fn refusals_are_tried_again_unless_nothing_can_change() {
        use AfterRefusal::{GiveUp, Retry, Stop};
        for (reason, attempts, then) in [
            (Some("insufficient_funds"), 1, Retry),
            (Some("insufficient_funds"), ATTEMPTS, GiveUp),
            (Some("never_heard_of"), 1, Retry),
            (None, 2, Retry),
            (Some("fraud_suspected"), 1, GiveUp),
            (Some("permission_revoked"), 1, Stop(StopReason::Revoked)),
            (Some("card_expired"), 1, Stop(StopReason::CardOver)),
        ] {
            assert_eq!(after_refusal(reason, attempts), then, "{reason:?}");
        }
    }

    #[test]
    fn brakes_have_edges_and_words_come_back() {
        for (wanted, cap, answer) in [
            (Some(0), 1_000, Err(BrakesProblem::Day)),
            (Some(29), 1_000, Err(BrakesProblem::Day)),
            (Some(28), 100, Ok(())),
            (None, 99, Err(BrakesProblem::CapTooSmall)),
            (None, 10_000_001, Err(BrakesProblem::CapTooLarge)),
        ] {
            assert_eq!(Brakes { cap: Kopecks(cap), ..brakes(wanted) }.check(), answer);
        }
        AutopayState::ALL.iter().for_each(|one| assert_eq!(AutopayState::parse(one.as_str()), Some(*one)));
        StopReason::ALL.iter().for_each(|one| assert_eq!(StopReason::parse(one.as_str()), Some(*one)));
        DebitState::ALL.iter().for_each(|one| assert_eq!(DebitState::parse(one.as_str()), Some(*one)));
        SkipReason::ALL.iter().for_each(|one| assert_eq!(SkipReason::parse(one.as_str()), Some(*one)));
    }

    proptest! {
        /// Never more than the cap, than was told, or than is owed; never sooner than the notice allows.
        #[test]
        fn brakes_hold(
            cap in 100_i64..10_000_000, owed in -1_000_i64..20_000_000, later in -1_000_i64..20_000_000,
            wanted in prop::option::of(1_u8..=28), offset in 0_u64..800,
        ) {
            let brakes = Brakes { day: wanted, cap: Kopecks(cap), skips_estimated: false };
            let today = day("2026-01-01") + Days::new(offset);
            let bill = BillToPay { owed: Kopecks(owed), is_estimated: false };
            if let Plan::Announce { sum, on } = brakes.plan(bill, today) {
                prop_assert!(on >= today + Days::new(NOTICE_DAYS.into()) && on <= today + Days::new(35));
                prop_assert!(wanted.is_none_or(|wanted| on.day() == u32::from(wanted)));
                if let Ok(charged) = brakes.charge(sum, Kopecks(later)) {
                    prop_assert!(charged <= sum && charged.0 <= cap && charged.0 <= later && charged.0 >= 100);
                }
            }
        }
    }
}
