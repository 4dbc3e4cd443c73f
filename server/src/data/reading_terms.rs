//! A branch's terms for readings, as its profile writes them; what it leaves out is as usual.

use std::num::NonZeroU32;

use serde::Deserialize;
use svetlitsa_domain::readings::{CountedBy, ReadingPolicy, ReadingWindow};

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawReadingTerms {
    max_power_kw: Option<NonZeroU32>,
    max_riser_m3_a_day: Option<NonZeroU32>,
    unusual_factor: Option<NonZeroU32>,
    unusual_min_periods: Option<NonZeroU32>,
    asks_night_above_day: Option<bool>,
    grace_days: Option<u8>,
}

impl RawReadingTerms {
    /// The policy in the branch's window.
    pub(super) fn policy(&self, window: ReadingWindow) -> ReadingPolicy {
        let usual = ReadingPolicy::usual(window);
        let or = |own: Option<NonZeroU32>, usual| own.map_or(usual, NonZeroU32::get);
        ReadingPolicy {
            window,
            max_power_kw: or(self.max_power_kw, usual.max_power_kw),
            max_riser_m3_a_day: or(self.max_riser_m3_a_day, usual.max_riser_m3_a_day),
            unusual_factor: or(self.unusual_factor, usual.unusual_factor),
            unusual_min_periods: or(self.unusual_min_periods, usual.unusual_min_periods),
            asks_night_above_day: self.asks_night_above_day.unwrap_or(usual.asks_night_above_day),
            counted_by: self
                .grace_days
                .map_or(usual.counted_by, |grace_days| CountedBy::Taken { grace_days }),
        }
    }
}
