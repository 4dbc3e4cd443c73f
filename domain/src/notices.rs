//! Notices: when they may leave, how often they are repeated, and what fits into a text message (`seeds/002` ch. 5 and 12;
//! `facts/domain.md` 10).

mod announcements;
mod hours;
mod kinds;
mod reminders;
mod repeats;
mod segments;
mod stop_word;

pub use announcements::{Addressed, Audience, is_shown};
pub use hours::{SendingHours, may_leave};
pub use kinds::{LetterRule, NoticeKind};
pub use reminders::{READING_DAYS_LEFT, is_debt_to_remind_of, reading_to_remind_of};
pub use repeats::{Channel, Reached, is_yearly_opinion_due, may_ask_opinion, next_try};
pub use segments::{Alphabet, LONGEST_SMS, Segments, fit, segments};
pub use stop_word::is_stop_word;
