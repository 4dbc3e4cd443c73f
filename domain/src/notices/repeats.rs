//! How often the same thing is said.

use chrono::{Months, NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};

/// How somebody is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// A letter by e-mail.
    Email,
    /// A text message.
    Sms,
    /// A call of the contact centre.
    Phone,
    /// A line in the cabinet.
    Cabinet,
}

/// Whether somebody was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reached {
    /// The letter or message arrived; somebody answered the call.
    Yes,
    /// It did not arrive; nobody answered.
    No,
}

impl Channel {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Email, Self::Sms, Self::Phone, Self::Cabinet];

    /// The word on the wire and in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "sms",
            Self::Phone => "phone",
            Self::Cabinet => "cabinet",
        }
    }

    /// The opposite of [`Channel::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.as_str() == word)
    }
}

/// How long after a try the next one is made while its ground lasts; `None` when there is none (`seeds/002` ch. 5 s. 6): a
/// message each day and a letter each week until one arrives, a call two hours after nobody answered and seven days after
/// somebody did.
#[must_use]
pub const fn next_try(channel: Channel, reached: Reached) -> Option<TimeDelta> {
    match (channel, reached) {
        (Channel::Sms, Reached::No) => Some(TimeDelta::days(1)),
        (Channel::Email, Reached::No) | (Channel::Phone, Reached::Yes) => Some(TimeDelta::days(7)),
        (Channel::Phone, Reached::No) => Some(TimeDelta::hours(2)),
        (Channel::Sms | Channel::Email, Reached::Yes) | (Channel::Cabinet, _) => None,
    }
}

/// Months between two questionnaires to one person (`seeds/002` ch. 5: not oftener than once a quarter).
const MONTHS_BETWEEN_SURVEYS: Months = Months::new(3);

/// Whether somebody who was asked for an opinion last on `last` may be asked again today.
#[must_use]
pub fn may_ask_opinion(last: Option<NaiveDate>, today: NaiveDate) -> bool {
    match last {
        None => true,
        Some(last) => last.checked_add_months(MONTHS_BETWEEN_SURVEYS).is_some_and(|next| next <= today),
    }
}

/// Months after which everybody is asked once again (`seeds/002` ch. 5: at least once a year).
const MONTHS_WITHOUT_SURVEY: Months = Months::new(12);

/// Whether somebody who was asked for an opinion last on `last`, about whatever, is to be asked today what to think of
/// the service.
#[must_use]
pub fn is_yearly_opinion_due(last: Option<NaiveDate>, today: NaiveDate) -> bool {
    match last {
        None => true,
        Some(last) => last.checked_add_months(MONTHS_WITHOUT_SURVEY).is_some_and(|next| next <= today),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_daily_letters_weekly_calls_by_their_own_rule() {
        let hours = |channel, reached| next_try(channel, reached).map(|gap| gap.num_hours());
        assert_eq!(hours(Channel::Sms, Reached::No), Some(24));
        assert_eq!(hours(Channel::Email, Reached::No), Some(7 * 24));
        assert_eq!(hours(Channel::Phone, Reached::No), Some(2));
        assert_eq!(hours(Channel::Phone, Reached::Yes), Some(7 * 24));
        assert_eq!((hours(Channel::Sms, Reached::Yes), hours(Channel::Email, Reached::Yes)), (None, None));
        assert_eq!(hours(Channel::Cabinet, Reached::No), None);
    }

    #[test]
    fn an_opinion_is_asked_once_a_quarter() {
        let day = |text: &str| text.parse().unwrap();
        assert!(may_ask_opinion(None, day("2026-11-20")));
        for (last, today, may) in [
            ("2026-08-20", "2026-11-20", true),
            ("2026-08-21", "2026-11-20", false),
            ("2026-11-30", "2027-02-28", true),
            ("2026-11-20", "2026-11-20", false),
        ] {
            assert_eq!(may_ask_opinion(Some(day(last)), day(today)), may, "{last} {today}");
        }
    }

    #[test]
    fn an_opinion_is_asked_once_a_year_at_least_and_never_oftener_than_once_a_quarter() {
        let day = |text: &str| text.parse().unwrap();
        assert!(is_yearly_opinion_due(None, day("2026-11-20")));
        for (last, today, is_due) in [
            ("2025-11-20", "2026-11-20", true),
            ("2025-11-21", "2026-11-20", false),
            ("2024-02-29", "2025-02-28", true),
            ("2026-11-20", "2026-11-20", false),
        ] {
            assert_eq!(is_yearly_opinion_due(Some(day(last)), day(today)), is_due, "{last} {today}");
            assert!(!is_due || may_ask_opinion(Some(day(last)), day(today)), "{last} {today}");
        }
    }

    #[test]
    fn words_come_back() {
        for channel in Channel::ALL {
            assert_eq!(Channel::parse(channel.as_str()), Some(channel));
        }
    }
}
