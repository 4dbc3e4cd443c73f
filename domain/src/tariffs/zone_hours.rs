//! When each register of a meter counts, as a regional order says; the usual hours where none says otherwise.

use std::collections::BTreeMap;

use crate::tariffs::Zone;

/// Hours of a day.
const DAY: u8 = 24;

/// Hours of the registers of a branch's meters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ZoneHours {
    told: BTreeMap<Zone, Vec<(u8, u8)>>,
}

/// Why hours are no hours of a meter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HoursProblem {
    /// A register that counts round the clock.
    #[error("{} counts round the clock", .0.as_str())]
    RoundTheClock(Zone),
    /// Not hours of a day, or a stretch without one.
    #[error("{} has hours that are none: {from} to {until}", zone.as_str())]
    NoHours {
        /// Which register.
        zone: Zone,
        /// From.
        from: u8,
        /// Until.
        until: u8,
    },
    /// The registers of a meter leave an hour out, or count it twice.
    #[error("at {hour}:00 {counted} registers of {meter} zones count in place of one")]
    NotOnce {
        /// Zones of the meter.
        meter: u8,
        /// Which hour.
        hour: u8,
        /// How many count it.
        counted: usize,
    },
}

impl ZoneHours {
    /// Hours that differ from the usual ones. A stretch may go over midnight; it begins at 0 to 23 and ends at 1 to 24.
    ///
    /// # Errors
    /// [`HoursProblem`]: every hour is counted once by a meter of two zones and by one of three.
    pub fn new(told: BTreeMap<Zone, Vec<(u8, u8)>>) -> Result<Self, HoursProblem> {
        for (&zone, spans) in &told {
            if zone.hours().is_empty() {
                return Err(HoursProblem::RoundTheClock(zone));
            }
            let is_none =
                |(from, until): &&(u8, u8)| *from >= DAY || *until > DAY || from == until || *until == 0;
            if let Some(&(from, until)) = spans.iter().find(is_none) {
                return Err(HoursProblem::NoHours { zone, from, until });
            }
        }
        let hours = Self { told };
        for (meter, zones) in
            [(2, &[Zone::Day, Zone::Night][..]), (3, &[Zone::Peak, Zone::HalfPeak, Zone::Night][..])]
        {
            for hour in 0..DAY {
                let spans = zones.iter().flat_map(|zone| hours.of(*zone));
                let counted = spans.filter(|span| holds(**span, hour)).count();
                if counted != 1 {
                    return Err(HoursProblem::NotOnce { meter, hour, counted });
                }
            }
        }
        Ok(hours)
    }

    /// Hours of the day in which a register counts, as `from–to` pairs; empty when it counts round the clock.
    #[must_use]
    pub fn of(&self, zone: Zone) -> &[(u8, u8)] {
        self.told.get(&zone).map_or(zone.hours(), Vec::as_slice)
    }
}

/// Whether the hour that begins at `hour` is in a stretch.
const fn holds((from, until): (u8, u8), hour: u8) -> bool {
    if from < until { from <= hour && hour < until } else { from <= hour || hour < until }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(zones: &[(Zone, &[(u8, u8)])]) -> Result<ZoneHours, HoursProblem> {
        ZoneHours::new(zones.iter().map(|(zone, spans)| (*zone, spans.to_vec())).collect())
    }

    #[test]
    fn the_usual_hours_count_every_hour_once() {
        let usual = told(&[]).unwrap();
        assert_eq!(usual.of(Zone::Night), [(23, 7)]);
        assert_eq!(usual.of(Zone::Peak), [(7, 10), (17, 21)]);
        assert_eq!(usual.of(Zone::Single), []);
    }

    #[test]
    fn what_a_region_says_goes_before() {
        let earlier = told(&[
            (Zone::Day, &[(6, 22)]),
            (Zone::Night, &[(22, 6)]),
            (Zone::Peak, &[(6, 10), (17, 21)]),
            (Zone::HalfPeak, &[(10, 17), (21, 22)]),
        ]);
        assert_eq!(earlier.unwrap().of(Zone::Night), [(22, 6)]);
    }

    #[test]
    fn an_hour_left_out_or_counted_twice_is_refused() {
        for (zones, problem) in [
            (&[(Zone::Day, &[(7, 22)][..])][..], HoursProblem::NotOnce { meter: 2, hour: 22, counted: 0 }),
            (&[(Zone::Night, &[(22, 7)][..])], HoursProblem::NotOnce { meter: 2, hour: 22, counted: 2 }),
            (&[(Zone::Peak, &[(7, 11), (17, 21)])], HoursProblem::NotOnce { meter: 3, hour: 10, counted: 2 }),
            (&[(Zone::Single, &[(0, 24)])], HoursProblem::RoundTheClock(Zone::Single)),
            (&[(Zone::Day, &[(7, 25)])], HoursProblem::NoHours { zone: Zone::Day, from: 7, until: 25 }),
            (&[(Zone::Day, &[(7, 7)])], HoursProblem::NoHours { zone: Zone::Day, from: 7, until: 7 }),
        ] {
            assert_eq!(told(zones), Err(problem), "{zones:?}");
        }
    }
}
