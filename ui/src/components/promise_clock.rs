//! The clock of a promise (срок): what was promised, since when, until when, what is left, and what follows if it
//! is missed. One row, the same for a payment, an appeal and an application.

use chrono::{DateTime, FixedOffset};
use leptos::prelude::*;
use svetlitsa_api::ClockView;
use svetlitsa_domain::standards::PromiseState;

use crate::texts::promises as t;
use crate::{clock, format, names};

/// How it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    Running,
    DueSoon,
    Met,
    Overdue,
}

impl Look {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::DueSoon => "due-soon",
            Self::Met => "met",
            Self::Overdue => "overdue",
        }
    }
}

/// The clock of a promise; it moves with the server's time.
#[component]
pub fn PromiseClock(
    /// The promise.
    clock: ClockView,
    /// Telephone to call when it is missed.
    #[prop(into)]
    phone: String,
) -> impl IntoView {
    move || {
        let now = clock::now().unwrap_or(clock.started);
        let look = look(&clock, now);
        let left = match (clock.met, clock.state) {
            (Some(met), PromiseState::MetLate) => t::met_late(&format::moment(met)),
            (Some(met), _) => t::met(&format::moment(met)),
            (None, _) => format::left(now, clock.due),
        };
        let missed = match look {
            Look::Met => None,
            Look::Overdue => Some(t::missed_now(&phone)),
            Look::Running | Look::DueSoon => Some(t::missed(&phone)),
        };
        view! {
            <div class="promise-clock" data-state=look.as_str()>
                {dial(look, gone(&clock, now))}
                <div>
                    <p class="promise-clock__what"><strong>{names::promise(clock.standard)}</strong></p>
                    <p class="promise-clock__span">
                        {t::span(&format::moment(clock.started), &format::moment(clock.due))}
                    </p>
                </div>
                <p class="promise-clock__left">{left}</p>
                {missed.map(|missed| view! { <p class="promise-clock__missed">{missed}</p> })}
            </div>
        }
    }
}

fn look(clock: &ClockView, now: DateTime<FixedOffset>) -> Look {
    match (clock.met, now <= clock.due) {
        (Some(_), _) => Look::Met,
        (None, false) => Look::Overdue,
        (None, true) if gone(clock, now) >= 75 => Look::DueSoon,
        (None, true) => Look::Running,
    }
}

/// How much of the time is gone, of a hundred.
fn gone(clock: &ClockView, now: DateTime<FixedOffset>) -> i64 {
    let whole = clock.due.signed_duration_since(clock.started).num_seconds().max(1);
    let past = now.signed_duration_since(clock.started).num_seconds();
    (past.saturating_mul(100) / whole).clamp(0, 100)
}

/// A dial that fills as time goes, then a seal.
fn dial(look: Look, gone: i64) -> impl IntoView {
    let sign = match look {
        Look::Met => Some("M11 18.5l5 5.2L25.5 13"),
        Look::Overdue => Some("M18 10v10M18 25.5v.1"),
        Look::Running | Look::DueSoon => None,
    };
    view! {
        <svg class="promise-clock__dial" viewBox="0 0 36 36" aria-hidden="true">
            <circle class="promise-clock__rest" cx="18" cy="18" r="17"></circle>
            {sign.is_none().then(|| view! {
                <circle
                    class="promise-clock__gone"
                    cx="18"
                    cy="18"
                    r="7.5"
                    pathLength="100"
                    stroke-dasharray=format!("{gone} 100")
                ></circle>
            })}
            {sign.map(|path| view! { <path class="promise-clock__sign" d=path></path> })}
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use svetlitsa_domain::standards::Standard;

    use super::*;

    fn at(text: &str) -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339(text).unwrap()
    }

    fn clock(met: Option<&str>) -> ClockView {
        ClockView {
            standard: Standard::AppealReview,
            started: at("2026-11-20T00:00:00+03:00"),
            due: at("2026-11-24T00:00:00+03:00"),
            met: met.map(at),
            state: PromiseState::Running,
            source: String::new(),
        }
    }

    #[test]
    fn looks_follow_the_time() {
        for (now, expected) in [
            ("2026-11-19T00:00:00+03:00", Look::Running),
            ("2026-11-22T00:00:00+03:00", Look::Running),
            ("2026-11-23T00:00:00+03:00", Look::DueSoon),
            ("2026-11-24T00:00:00+03:00", Look::DueSoon),
            ("2026-11-24T00:00:01+03:00", Look::Overdue),
        ] {
            assert_eq!(look(&clock(None), at(now)), expected, "{now}");
            assert_eq!(look(&clock(Some("2026-11-21T00:00:00+03:00")), at(now)), Look::Met);
        }
    }

    #[test]
    fn the_dial_never_overflows() {
        assert_eq!(gone(&clock(None), at("2026-11-22T00:00:00+03:00")), 50);
        assert_eq!(gone(&clock(None), at("2030-11-22T00:00:00+03:00")), 100);
        assert_eq!(gone(&clock(None), at("2020-11-22T00:00:00+03:00")), 0);
    }
}
