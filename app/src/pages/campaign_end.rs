//! Where a letter's link leads: no more such letters, by one press and without signing in.

use leptos::prelude::*;
use svetlitsa_api::pages;
use svetlitsa_domain::campaigns::Scenario;
use svetlitsa_ui::client::campaigns as client;
use svetlitsa_ui::names;
use svetlitsa_ui::texts::campaigns::end as t;

use super::ended_by_link::{Said, draw};

/// No more letters of campaigns.
#[component]
pub fn CampaignEnd() -> impl IntoView {
    let said = Said {
        title: t::TITLE,
        lead: t::LEAD,
        submit: t::SUBMIT,
        done: t::DONE,
        done_text: |word| t::done_text(about(word)),
        over: t::OVER,
        enter: t::ENTER,
        page: pages::ACCOUNTS,
    };
    draw(said, |body, attempt| async move {
        client::end_by_link(&body, &attempt).await.map(|ended| ended.scenario.as_str().to_owned())
    })
}

fn about(word: &str) -> &'static str {
    names::scenario(Scenario::parse(word).unwrap_or(Scenario::Information)).get()
}
