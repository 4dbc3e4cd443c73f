//! Where a letter's link leads: no more such reminders, by one press and without signing in.

use leptos::prelude::*;
use svetlitsa_api::pages;
use svetlitsa_ui::client::reminders as client;
use svetlitsa_ui::texts::reminders::end as t;

use super::ended_by_link::{Said, draw};

/// No more reminders.
#[component]
pub fn ReminderEnd() -> impl IntoView {
    let said = Said {
        title: t::TITLE,
        lead: t::LEAD,
        submit: t::SUBMIT,
        done: t::DONE,
        done_text: |account| t::done_text(account),
        over: t::OVER,
        enter: t::ENTER,
        page: pages::ACCOUNTS,
    };
    draw(said, |body, attempt| async move {
        client::end_by_link(&body, &attempt).await.map(|ended| ended.account.to_string())
    })
}
