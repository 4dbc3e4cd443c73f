//! By when something is promised, for those who must keep the promise: what is overdue stands out.

use chrono::{DateTime, FixedOffset};
use leptos::prelude::*;
use svetlitsa_api::ClockView;
use svetlitsa_domain::standards::PromiseState;
use svetlitsa_ui::texts::staff::desk as t;
use svetlitsa_ui::{clock, format};

/// By when something is promised.
#[component]
pub fn Deadline(
    /// The promise; `None` when none runs.
    promise: Option<ClockView>,
) -> impl IntoView {
    let Some(promise) = promise else { return view! { <span class="soft">{t::NO_DUE}</span> }.into_any() };
    if promise.met.is_some() {
        let words = if promise.state == PromiseState::MetLate { t::MET_LATE } else { t::MET };
        return view! { <span class="soft">{words}</span> }.into_any();
    }
    let due = promise.due;
    let left = move || format::left(clock::now().unwrap_or(due), due);
    let is_over = move || clock::now().is_some_and(|now| now > due).then_some("");
    view! {
        <span class="deadline" data-over=is_over>
            <span class="deadline__left">{left}</span>
            <span class="soft">{move || t::until(&format::moment(due))}</span>
        </span>
    }
    .into_any()
}

/// Whether a promise is broken and still not kept.
pub(crate) fn is_overdue(promise: Option<&ClockView>, now: Option<DateTime<FixedOffset>>) -> bool {
    promise.is_some_and(|promise| promise.met.is_none() && now.is_some_and(|now| now > promise.due))
}

#[cfg(test)]
mod tests {
    use svetlitsa_domain::standards::Standard;

    use super::*;

    #[test]
    fn only_what_is_late_and_not_done_is_overdue() {
        let at = |text: &str| DateTime::parse_from_rfc3339(text).unwrap();
        let due = at("2026-11-24T23:59:59+03:00");
        let promise = |met: Option<&str>| ClockView {
            standard: Standard::AppealReview,
            started: at("2026-11-20T00:00:00+03:00"),
            due,
            met: met.map(at),
            state: PromiseState::Running,
            source: String::new(),
        };
        let late = Some(at("2026-11-25T00:00:00+03:00"));
        assert!(is_overdue(Some(&promise(None)), late));
        assert!(!is_overdue(Some(&promise(None)), Some(due)));
        assert!(!is_overdue(Some(&promise(Some("2026-11-25T00:00:00+03:00"))), late));
        assert!(!is_overdue(None, late));
        assert!(!is_overdue(Some(&promise(None)), None));
    }
}
