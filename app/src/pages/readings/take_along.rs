//! The history and the window as files to take along.

use leptos::prelude::*;
use svetlitsa_api::accounts::AccountOverview;
use svetlitsa_api::paths::{self, fill};
use svetlitsa_ui::components::{Icon, Sign};
use svetlitsa_ui::i18n::{Text, lang};
use svetlitsa_ui::texts::readings::take_along as t;

/// Ways to take the history and the window along.
#[component]
pub(super) fn TakeAlong(
    /// The account.
    overview: AccountOverview,
) -> impl IntoView {
    let number = overview.account.number.clone();
    let of_account = move |path: &'static str| fill(path, &[number.as_str()]);
    let files = [
        (of_account(paths::READINGS_CSV), Sign::Paper, t::TABLE),
        (of_account(paths::READINGS_GREEN_BUTTON), Sign::Paper, t::GREEN_BUTTON),
        (of_account(paths::READINGS_CALENDAR), Sign::Clock, t::CALENDAR),
    ];
    let files = files
        .map(|(path, sign, words)| view! { <li><File path sign words/></li> })
        .into_iter()
        .collect_view();
    let feed = fill(paths::BRANCH_CALENDAR, &[&overview.branch.id]);
    view! {
        <section class="stack" data-gap="small" data-print="never">
            <h2>{t::TITLE}</h2>
            <ul class="take-along">
                {files}
                <li><Subscribe feed/></li>
            </ul>
            <p class="soft">{t::SUBSCRIBE_MEANS}</p>
        </section>
    }
}

#[component]
fn File(
    /// Where it is.
    path: String,
    /// A sign before the words.
    sign: Sign,
    /// What it is.
    words: Text,
) -> impl IntoView {
    let href = move || format!("{path}?lang={}", lang().as_str());
    view! { <a class="link" href=href download><Icon sign/>{words}</a> }
}

/// A calendar that comes back for news is told another kind of address.
#[component]
fn Subscribe(
    /// The path of the feed.
    feed: String,
) -> impl IntoView {
    let host = window().location().host().unwrap_or_default();
    let href = move || format!("webcal://{host}{feed}?lang={}", lang().as_str());
    view! { <a class="link" href=href><Icon sign=Sign::Clock/>{t::SUBSCRIBE}</a> }
}
