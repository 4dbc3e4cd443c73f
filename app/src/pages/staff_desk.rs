//! What stands around every page of the desk: its own ways, and who sits at it.

pub(crate) mod contacts;
pub(crate) mod deadline;
pub(crate) mod queue;
pub(crate) mod stale;
pub(crate) mod step_buttons;
pub(crate) mod words;

use leptos::prelude::*;
use svetlitsa_api::pages::{self, Page};
use svetlitsa_ui::i18n::{Text, Words};
use svetlitsa_ui::names;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::appointments::desk::DESK as APPOINTMENTS;
use svetlitsa_ui::texts::campaigns::DESK as CAMPAIGNS;
use svetlitsa_ui::texts::day_closings::DESK as DAYS;
use svetlitsa_ui::texts::outages::desk::DESK as OUTAGES;
use svetlitsa_ui::texts::refunds::desk::DESK as REFUNDS;
use svetlitsa_ui::texts::staff::desk as t;

use crate::router::use_router;

const WAYS: [(Page, Text); 8] = [
    (pages::STAFF_ACCOUNTS, t::ACCOUNTS),
    (pages::STAFF_APPEALS, t::APPEALS),
    (pages::STAFF_APPLICATIONS, t::APPLICATIONS),
    (pages::STAFF_APPOINTMENTS, APPOINTMENTS),
    (pages::STAFF_OUTAGES, OUTAGES),
    (pages::STAFF_CAMPAIGNS, CAMPAIGNS),
    (pages::STAFF_DAY_CLOSINGS, DAYS),
    (pages::STAFF_REFUNDS, REFUNDS),
];

/// The desk around a page.
#[component]
pub fn StaffDesk(
    /// The page.
    children: Children,
) -> impl IntoView {
    let session = use_session();
    let router = use_router();
    let staff = Memo::new(move |_| session.view()?.staff);
    let who = move || {
        let staff = staff.get()?;
        Some(view! { <p class="desk__who">{staff.name}", "{names::role(staff.role)}</p> })
    };
    let ways = WAYS
        .into_iter()
        .map(|(page, name)| {
            let is_here = move || (router.path() == page.path).then_some("page");
            view! { <a class="desk__way" href=page.path aria-current=is_here>{name}</a> }
        })
        .collect_view();
    view! {
        <div class="page">
            <div class="desk">
                <nav class="desk__ways" aria-label=t::NAV>{ways}</nav>
                {who}
            </div>
            {children()}
        </div>
    }
}

/// A value of the desk, in words.
pub(crate) fn cell(words: impl Into<Words>) -> AnyView {
    let words: Words = words.into();
    view! { <span>{words}</span> }.into_any()
}

/// A value of the desk, or what is said softly when there is none.
pub(crate) fn cell_or(value: Option<String>, otherwise: Text) -> AnyView {
    match value.filter(|value| !value.is_empty()) {
        Some(value) => cell(value),
        None => view! { <span class="soft">{otherwise}</span> }.into_any(),
    }
}
