//! Where links of letters about outages lead: letters may come, or come no more; by one press, without signing in.

use leptos::prelude::*;
use svetlitsa_api::pages;
use svetlitsa_ui::client::outages as client;
use svetlitsa_ui::texts::outages::letters as t;

use super::ended_by_link::{Said, draw};

/// Letters may come.
#[component]
pub fn OutageConfirm() -> impl IntoView {
    let said = Said {
        title: t::CONFIRM_TITLE,
        lead: t::CONFIRM_LEAD,
        submit: t::CONFIRM_SUBMIT,
        done: t::CONFIRMED,
        done_text: |about| t::confirmed_text(about),
        over: t::OVER,
        enter: t::BOARD,
        page: pages::OUTAGES,
    };
    draw(
        said,
        |body, attempt| async move { client::confirm(&body, &attempt).await.map(|answer| answer.about) },
    )
}

/// No more letters.
#[component]
pub fn OutageEnd() -> impl IntoView {
    let said = Said {
        title: t::END_TITLE,
        lead: t::END_LEAD,
        submit: t::END_SUBMIT,
        done: t::ENDED,
        done_text: |about| t::ended_text(about),
        over: t::OVER,
        enter: t::BOARD,
        page: pages::OUTAGES,
    };
    draw(said, |body, attempt| async move { client::end(&body, &attempt).await.map(|answer| answer.about) })
}
