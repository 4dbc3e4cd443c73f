//! What the verdict ladder can find: the codes, their weight and the remedy.

use serde::{Deserialize, Serialize};

use crate::readings::{Remedy, Rung};
use crate::tariffs::{Service, Zone};

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Told, changes nothing.
    Note,
    /// Asked about once; accepted when confirmed.
    Question,
    /// The reading cannot count.
    Refusal,
}

/// Why a reading is refused, asked about or remarked on. Words live in the locales.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FindingCode {
    /// The meter sends its readings by itself.
    EntryClosed,
    /// The meter is no longer there.
    MeterTakenOff,
    /// E1: fewer values than registers.
    TooFewValues,
    /// E1: more values than registers, or one twice.
    TooManyValues,
    /// E1: more digits than the meter has.
    TooManyDigits,
    /// E2: taken tomorrow or later.
    DateInFuture,
    /// E2: taken before the last accepted reading.
    DateBeforeLast,
    /// E3: lower than the last accepted value, and no plausible roll-over.
    BelowPrevious,
    /// E4: more than the connection can draw in that time.
    AbovePhysicalLimit,
    /// E4 for water: more than a riser of the branch gives in that time.
    AboveRiserLimit,
    /// E3: the meter went through zero.
    RolledOver,
    /// W1: more than three times the average.
    UnusuallyHigh,
    /// W1: nothing used, although something usually is.
    NothingUsed,
    /// W2: the values fit the zones better in another order.
    ZonesSwapped,
    /// W2 for water: the values fit the risers better the other way round.
    RisersSwapped,
    /// W2: more used by night than by day, which this meter has not shown before.
    NightAboveDay,
    /// W3: the verification date has passed; kept for information, not used for charging.
    VerificationExpired,
    /// Received after the window: used in the next period.
    AfterWindow,
    /// Taken in the window, received after it, counted as taken.
    TakenInWindow,
    /// A code that this build does not know yet: an older page meets a newer server.
    #[serde(other)]
    Unknown,
}

/// A finding, on one register or on the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What.
    pub code: FindingCode,
    /// Where, when it concerns one register.
    pub zone: Option<Zone>,
}

impl FindingCode {
    /// Every code of this ladder, for tables and tests.
    pub const ALL: [Self; 19] = [
        Self::EntryClosed,
        Self::MeterTakenOff,
        Self::TooFewValues,
        Self::TooManyValues,
        Self::TooManyDigits,
        Self::DateInFuture,
        Self::DateBeforeLast,
        Self::BelowPrevious,
        Self::AbovePhysicalLimit,
        Self::AboveRiserLimit,
        Self::RolledOver,
        Self::UnusuallyHigh,
        Self::NothingUsed,
        Self::ZonesSwapped,
        Self::RisersSwapped,
        Self::NightAboveDay,
        Self::VerificationExpired,
        Self::AfterWindow,
        Self::TakenInWindow,
    ];

    /// The word on the wire and in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::EntryClosed => "entry_closed",
            Self::MeterTakenOff => "meter_taken_off",
            Self::TooFewValues => "too_few_values",
            Self::TooManyValues => "too_many_values",
            Self::TooManyDigits => "too_many_digits",
            Self::DateInFuture => "date_in_future",
            Self::DateBeforeLast => "date_before_last",
            Self::BelowPrevious => "below_previous",
            Self::AbovePhysicalLimit => "above_physical_limit",
            Self::AboveRiserLimit => "above_riser_limit",
            Self::RolledOver => "rolled_over",
            Self::UnusuallyHigh => "unusually_high",
            Self::NothingUsed => "nothing_used",
            Self::ZonesSwapped => "zones_swapped",
            Self::RisersSwapped => "risers_swapped",
            Self::NightAboveDay => "night_above_day",
            Self::VerificationExpired => "verification_expired",
            Self::AfterWindow => "after_window",
            Self::TakenInWindow => "taken_in_window",
            Self::Unknown => "unknown",
        }
    }

    /// How much it weighs.
    #[must_use]
    pub const fn severity(self) -> Severity {
        match self.rule().rung {
            Rung::Entry | Rung::E1 | Rung::E2 | Rung::E4 => Severity::Refusal,
            Rung::E3 => match self {
                Self::RolledOver => Severity::Question,
                _ => Severity::Refusal,
            },
            Rung::W1 | Rung::W2 => Severity::Question,
            Rung::W3 | Rung::Window => Severity::Note,
        }
    }

    /// What the customer can do about it, the likeliest first. An electricity meter is the supplier's to replace, a
    /// water meter its owner's (`facts/domain.md` 2.1, 2.3).
    #[must_use]
    pub const fn remedies(self, service: Service) -> &'static [Remedy] {
        match self {
            Self::EntryClosed => &[Remedy::NothingToDo, Remedy::ReportFault],
            Self::MeterTakenOff => &[Remedy::ReadNewMeter, Remedy::ReportReplacement],
            Self::TooFewValues => &[Remedy::FillEveryRegister],
            Self::TooManyValues => &[Remedy::OneValueEach],
            Self::TooManyDigits => &[Remedy::DropDecimals, Remedy::CheckDigits],
            Self::DateInFuture => &[Remedy::GiveDayUntilToday],
            Self::DateBeforeLast => &[Remedy::GiveLaterDay],
            Self::BelowPrevious => &[Remedy::CheckDigits, Remedy::ReportReplacement],
            Self::AbovePhysicalLimit | Self::AboveRiserLimit => &[Remedy::CheckDigits, Remedy::DropDecimals],
            Self::RolledOver | Self::UnusuallyHigh | Self::NothingUsed => {
                &[Remedy::CheckDigits, Remedy::Confirm]
            }
            Self::ZonesSwapped | Self::RisersSwapped | Self::NightAboveDay => {
                &[Remedy::ExchangeValues, Remedy::Confirm]
            }
            Self::VerificationExpired => match service {
                Service::Electricity => &[Remedy::AwaitReplacement],
                Service::HotWater => &[Remedy::VerifyMeter],
            },
            Self::Unknown => &[Remedy::ReloadPage],
            Self::AfterWindow | Self::TakenInWindow => &[Remedy::NothingToDo],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SERVICES: [Service; 2] = [Service::Electricity, Service::HotWater];

    #[test]
    fn every_code_has_a_rule_and_a_remedy() {
        for code in FindingCode::ALL {
            assert!(!code.rule().source.is_empty(), "{code:?}");
            for service in SERVICES {
                assert!(!code.remedies(service).is_empty(), "{code:?}");
            }
        }
    }

    #[test]
    fn only_what_is_asked_about_can_be_confirmed() {
        for code in FindingCode::ALL {
            for service in SERVICES {
                let is_confirmed = code.remedies(service).contains(&Remedy::Confirm);
                assert_eq!(is_confirmed, code.severity() == Severity::Question, "{code:?}");
            }
        }
    }

    #[test]
    fn words_are_those_of_the_wire() {
        for code in FindingCode::ALL {
            let mut words = String::new();
            for c in format!("{code:?}").chars() {
                if c.is_uppercase() && !words.is_empty() {
                    words.push('_');
                }
                words.push(c.to_ascii_lowercase());
            }
            assert_eq!(code.as_str(), words);
        }
    }

    #[test]
    fn the_list_holds_each_code_once() {
        for (i, code) in FindingCode::ALL.iter().enumerate() {
            assert!(!FindingCode::ALL[..i].contains(code), "{code:?}");
        }
    }
}
