//! What the month will cost if it goes on like this, by what that is reckoned, and a warning where it is much.

use leptos::prelude::*;
use svetlitsa_api::forecasts::{Expected, ForecastView};
use svetlitsa_domain::bills::ForecastBasis;
use svetlitsa_domain::tariffs::Service;
use svetlitsa_domain::{AccountNumber, Period};
use svetlitsa_ui::client::{Caller, forecasts as client};
use svetlitsa_ui::components::{Details, Loaded, Notice, NoticeKind};
use svetlitsa_ui::format;
use svetlitsa_ui::i18n::Text;
use svetlitsa_ui::load::Load;
use svetlitsa_ui::texts::forecasts as t;

use super::alert::Alert;
use crate::pages::bill::line::Line;

/// The forecast of the current month.
#[component]
pub fn Forecast(
    /// The account.
    number: AccountNumber,
) -> impl IntoView {
    let asked = number.clone();
    let load = Load::new(move || {
        let number = asked.clone();
        async move { client::get_forecast(&Caller::cabinet(), &number).await }
    });
    let changed = Callback::new(move |()| load.refresh());
    view! {
        <Loaded load lines=4 let:forecast>{told(number.clone(), forecast, changed)}</Loaded>
    }
}

fn told(number: AccountNumber, forecast: ForecastView, changed: Callback<()>) -> AnyView {
    let ForecastView { service, period, expected, usual_kopecks, alert, over_kopecks, .. } = forecast;
    let (number, is_known) = (number.clone(), expected.is_some());
    view! {
        <section class="bill__sum stack" data-gap="small">
            <h2 class="bill__standing">{move || t::title(&format::period(period))}</h2>
            {expected.map(|expected| sum(expected, service, period))}
            {(!is_known).then(|| view! { <p>{t::UNKNOWN}</p> })}
            {usual_kopecks.map(|usual| view! { <p>{move || t::usual(&format::money(usual))}</p> })}
            {over_kopecks.map(|over| view! {
                <Notice kind=NoticeKind::Warning title=t::HIGH>
                    <p>{move || t::high_text(&format::money(over))}</p>
                </Notice>
            })}
            <Details summary=t::alert::TITLE><Alert number alert changed/></Details>
        </section>
    }
    .into_any()
}

fn sum(expected: Expected, service: Service, period: Period) -> AnyView {
    let Expected { basis, total_kopecks: total, lines, tariffs, common_use_of } = expected;
    let older = common_use_of.filter(|of| *of != period);
    let lines =
        lines.into_iter().map(|line| view! { <Line line service tariffs=tariffs.clone()/> }).collect_view();
    let year_ago = Period::new(period.year() - 1, period.month()).unwrap_or(period);
    let by = move || match basis {
        ForecastBasis::YearAgo => t::by_year_ago(&format::period(year_ago)),
        ForecastBasis::SoFar => Text::get(t::BY_SO_FAR).to_owned(),
        ForecastBasis::Average => Text::get(t::BY_AVERAGE).to_owned(),
    };
    view! {
        <p class="amount" data-size="display">{move || format::money(total)}</p>
        <p>{by}" "{t::NOT_A_CHARGE}</p>
        {older.map(|of| view! { <p>{move || t::common_use(&format::period(of))}</p> })}
        <Details summary=t::WHY><ol class="bill__lines">{lines}</ol></Details>
    }
    .into_any()
}
