//! The window of the account on the wall, what happens after it, and the way to submit a reading.

use leptos::prelude::*;
use svetlitsa_api::accounts::AccountOverview;
use svetlitsa_api::pages;
use svetlitsa_domain::readings::{ReadingWindow, WindowState};
use svetlitsa_ui::components::{ButtonKind, ButtonLink, Link, Sign, Window};
use svetlitsa_ui::format;
use svetlitsa_ui::texts::accounts as t;

/// The window of the account; where there is no meter, the ways to what there is.
#[component]
pub fn ReadingDue(
    /// The account.
    overview: AccountOverview,
) -> impl IntoView {
    let may = overview.account.may();
    if overview.meters.is_empty() && overview.account.shared.is_some() {
        return ().into_any();
    }
    if overview.meters.is_empty() {
        return view! {
            <section class="wall account__window">
                <h2>{t::NO_METER}</h2>
                <p>{t::NO_METER_TEXT}</p>
                <Link href=pages::APPLICATIONS.path sign=Sign::Paper on_wall=true>{t::TO_APPLICATIONS}</Link>
                <Link href=pages::APPEALS.path sign=Sign::Speech on_wall=true>{t::TO_APPEALS}</Link>
            </section>
        }
        .into_any();
    }
    let href = pages::READINGS.href(&[overview.account.number.as_str()]);
    let is_smart = overview.meters.iter().all(|meter| meter.is_smart);
    let is_taken = !overview.window.reading_dates.is_empty();
    let window = overview.window;
    let way = if !may.submit {
        ().into_any()
    } else if is_smart {
        view! { <p>{t::SMART_MEANS}</p> }.into_any()
    } else if is_taken {
        view! { <div data-print="never"><Link href sign=Sign::Meter on_wall=true>{t::CORRECT}</Link></div> }
            .into_any()
    } else {
        let kind = ButtonKind::Lit;
        view! { <div data-print="never"><ButtonLink href kind>{t::SUBMIT}</ButtonLink></div> }.into_any()
    };
    let after = {
        let window = window.clone();
        move || {
            let rule = ReadingWindow::new(window.first_day, window.last_day)?;
            let period = rule.counts_for(window.today)?;
            let last = format::date(period.day(window.last_day.into()));
            let is_open = matches!(rule.state(window.today), WindowState::Open { .. });
            let words = match (is_taken, is_open) {
                (true, _) => t::taken_means(&format::period(period), &last),
                (false, true) => t::late_means(&last, &format::period(period)),
                (false, false) => return None,
            };
            Some(view! { <p class="soft">{words}</p> })
        }
    };
    view! {
        <section class="wall account__window">
            <Window window=Signal::stored(window)/>
            {(!is_smart).then_some(after)}
            {way}
        </section>
    }
    .into_any()
}
