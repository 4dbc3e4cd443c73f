//! A bill on paper: a plain link, which a phone opens by what it opens PDF with.

use leptos::prelude::*;
use svetlitsa_api::paths::{self, fill};
use svetlitsa_domain::{AccountNumber, Period};
use svetlitsa_ui::components::{Icon, Sign};
use svetlitsa_ui::format;
use svetlitsa_ui::i18n::lang;
use svetlitsa_ui::texts::documents::bill as t;

/// The link to the bill as PDF.
#[component]
pub(crate) fn Paper(
    /// The account.
    account: AccountNumber,
    /// The month.
    period: Period,
    /// One of many: the letters alone, and the month for those who hear it.
    #[prop(optional)]
    short: bool,
) -> impl IntoView {
    let path = fill(paths::BILL_DOCUMENT, &[account.as_str(), &period.to_string()]);
    let href = move || format!("{path}?lang={}", lang().as_str());
    if short {
        let label = move || t::of_month(&format::period(period));
        return view! { <a href=href rel="external" aria-label=label>{t::SHORT}</a> }.into_any();
    }
    view! { <a class="link" href=href rel="external"><Icon sign=Sign::Paper/>{t::OPEN}</a> }.into_any()
}
