//! Who belongs on a list, and why somebody does not.

use serde::{Deserialize, Serialize};

use super::Scenario;
use crate::Kopecks;

/// Why somebody is not on a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Excluded {
    /// Nothing is late.
    NoDebt,
    /// Less is late than the campaign is about.
    SmallDebt,
    /// It is paid by instalments.
    Instalments,
    /// No restriction was announced, or it is settled.
    NoRestriction,
    /// The reading is here, or none is read by hand.
    ReadingGiven,
    /// Wants no more of it.
    Declined,
    /// No mailbox or telephone is known.
    NoContact,
}

impl Excluded {
    /// Every one, in the order in which they are told.
    pub const ALL: [Self; 7] = [
        Self::NoDebt,
        Self::SmallDebt,
        Self::Instalments,
        Self::NoRestriction,
        Self::ReadingGiven,
        Self::Declined,
        Self::NoContact,
    ];
}

/// What is known of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CampaignFacts {
    /// What is late.
    pub debt: Kopecks,
    /// An agreement on instalments is under way.
    pub has_instalments: bool,
    /// A restriction was announced and is not settled.
    pub has_restriction: bool,
    /// A meter that is read by hand has no reading of the month.
    pub lacks_reading: bool,
}

/// Whether there is something to tell an account.
///
/// # Errors
/// Why there is not.
pub const fn belongs(scenario: Scenario, least: Kopecks, facts: CampaignFacts) -> Result<(), Excluded> {
    match scenario {
        Scenario::Information => Ok(()),
        Scenario::Readings if facts.lacks_reading => Ok(()),
        Scenario::Readings => Err(Excluded::ReadingGiven),
        Scenario::Debt | Scenario::Restriction => {
            if facts.debt.0 <= 0 {
                return Err(Excluded::NoDebt);
            }
            if matches!(scenario, Scenario::Restriction) && !facts.has_restriction {
                return Err(Excluded::NoRestriction);
            }
            if facts.debt.0 < least.0 {
                return Err(Excluded::SmallDebt);
            }
            if facts.has_instalments {
                return Err(Excluded::Instalments);
            }
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LATE: CampaignFacts = CampaignFacts {
        debt: Kopecks(100_000),
        has_instalments: false,
        has_restriction: false,
        lacks_reading: false,
    };

    #[test]
    fn a_debtor_is_on_the_list_unless_it_is_paid_small_or_agreed() {
        let debt = |facts| belongs(Scenario::Debt, Kopecks(100_000), facts);
        assert_eq!(debt(LATE), Ok(()));
        assert_eq!(debt(CampaignFacts { debt: Kopecks(99_999), ..LATE }), Err(Excluded::SmallDebt));
        for sum in [0, -1] {
            assert_eq!(debt(CampaignFacts { debt: Kopecks(sum), ..LATE }), Err(Excluded::NoDebt));
        }
        assert_eq!(debt(CampaignFacts { has_instalments: true, ..LATE }), Err(Excluded::Instalments));
    }

    #[test]
    fn a_restriction_is_told_of_when_it_was_announced() {
        let told = |facts| belongs(Scenario::Restriction, Kopecks(1), facts);
        assert_eq!(told(LATE), Err(Excluded::NoRestriction));
        assert_eq!(told(CampaignFacts { has_restriction: true, ..LATE }), Ok(()));
        let paid = CampaignFacts { has_restriction: true, debt: Kopecks::ZERO, ..LATE };
        assert_eq!(told(paid), Err(Excluded::NoDebt));
        let agreed = CampaignFacts { has_restriction: true, has_instalments: true, ..LATE };
        assert_eq!(told(agreed), Err(Excluded::Instalments));
    }

    #[test]
    fn readings_and_information_do_not_look_at_money() {
        let paid = CampaignFacts { debt: Kopecks(-5), ..LATE };
        assert_eq!(belongs(Scenario::Information, Kopecks(1), paid), Ok(()));
        assert_eq!(belongs(Scenario::Readings, Kopecks(1), paid), Err(Excluded::ReadingGiven));
        let lacking = CampaignFacts { lacks_reading: true, ..paid };
        assert_eq!(belongs(Scenario::Readings, Kopecks(1), lacking), Ok(()));
    }
}
