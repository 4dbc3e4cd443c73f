//! What to know before typing: the window is over, the verification has expired, a reading is there already.

use leptos::prelude::*;
use svetlitsa_api::accounts::{AccountOverview, MeterView};
use svetlitsa_domain::Period;
use svetlitsa_domain::readings::{FindingCode, ReadingWindow, WindowState};
use svetlitsa_ui::components::{Notice, NoticeKind};
use svetlitsa_ui::texts::readings as t;
use svetlitsa_ui::{format, ladder};

use crate::guest_visit;

/// What to know before typing.
#[component]
pub fn Notes(
    /// The meter.
    meter: MeterView,
    /// What is known of the account.
    overview: AccountOverview,
) -> impl IntoView {
    let window = &overview.window;
    let today = window.today;
    let rule = ReadingWindow::new(window.first_day, window.last_day);
    let period: Option<Period> = rule.and_then(|rule| rule.counts_for(today));
    let late = period.filter(|_| rule.is_some_and(|r| matches!(r.state(today), WindowState::After { .. })));
    let is_expired = meter.verified_until.is_some_and(|until| until < today);
    let before = overview.readings.iter().find(|reading| {
        reading.meter == meter.id && Some(reading.period) == period && reading.state.is_counting()
    });
    let before = before.map(|reading| (reading.period, reading.received.date_naive()));
    // A guest is told that there is one, and not which.
    let known = window.reading_dates.last().copied().filter(|_| guest_visit::is_guest());
    let known = period.zip(known).filter(|_| overview.meters.len() == 1);
    view! {
        {late.map(|period| view! {
            <Notice kind=NoticeKind::Warning><p>{move || t::late(&format::period(period))}</p></Notice>
        })}
        {is_expired.then(|| view! {
            <Notice kind=NoticeKind::Warning><p>{ladder::in_short(FindingCode::VerificationExpired, meter.service)}</p></Notice>
        })}
        {before.map(|(period, day)| view! {
            <Notice><p>{move || t::replaces(&format::period(period), &format::date(day))}</p></Notice>
        })}
        {known.map(|(period, day)| view! {
            <Notice><p>{move || t::guest::replaces(&format::period(period), &format::date(day))}</p></Notice>
        })}
        {(meter.coefficient > 1).then(|| {
            let factor = meter.coefficient.to_string();
            view! { <p>{move || t::factor(&factor)}</p> }
        })}
    }
}
