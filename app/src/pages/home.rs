//! The home page: the window of the account, or of the city in the evening, and the four verbs.

mod facade;
pub(crate) mod known;
mod verb;

use leptos::prelude::*;
use leptos::task::spawn_local;
use svetlitsa_api::pages;
use svetlitsa_domain::AccountNumber;
use svetlitsa_ui::components::Sign;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::home as t;
use svetlitsa_ui::title;

use facade::Facade;
use verb::Verb;

use crate::areas;

/// The home page.
#[component]
pub fn Home() -> impl IntoView {
    title::name_page(t::PAGE);
    let session = use_session();
    let account = Memo::new(move |_| {
        let resident = session.view()?.resident?;
        resident.accounts.first().cloned()
    });
    view! {
        {move || match account.get() {
            Some(number) => view! { <Known number/> }.into_any(),
            None => view! { <Verbs account=None is_lit=Signal::stored(false)><Facade/></Verbs> }.into_any(),
        }}
    }
}

/// The home page of a resident: the window of the first account takes the place of the city's.
#[component]
fn Known(
    /// The first account.
    number: AccountNumber,
) -> impl IntoView {
    let is_lit = RwSignal::new(false);
    let window = RwSignal::new(None);
    spawn_local(async move {
        // Without it the page is a stranger's, with all its ways.
        if let Ok(draw) = areas::fetch_known().await {
            let _ = window.try_set(Some(draw));
        }
    });
    let of = number.clone();
    view! {
        <Verbs account=Some(number) is_lit=is_lit.into()>
            {move || match window.get() {
                Some(draw) => draw(of.clone(), is_lit),
                None => view! { <Facade/> }.into_any(),
            }}
        </Verbs>
    }
}

/// The wall with its window, and the four verbs below.
#[component]
fn Verbs(
    /// The account that the verbs are about; without one, both readings and paying begin with account and house.
    account: Option<AccountNumber>,
    /// A reading is due.
    is_lit: Signal<bool>,
    /// What hangs on the wall.
    children: Children,
) -> impl IntoView {
    let of_account = |page: pages::Page, otherwise: pages::Page| match &account {
        Some(number) => page.href(&[number.as_str()]),
        None => otherwise.path.to_owned(),
    };
    view! {
        <div class="page home">
            <div class="wall home__wall">
                <div class="home__words">
                    <h1 class="home__title" tabindex="-1">{t::HEADING}</h1>
                    <p class="lead soft">{t::LEAD}</p>
                </div>
                <div class="home__picture">{children()}</div>
            </div>
            <h2 class="unseen">{t::VERBS_LABEL}</h2>
            <ul class="verbs">
                <li><Verb href=of_account(pages::READINGS, pages::READINGS_GUEST) sign=Sign::Meter name=t::READINGS hint=t::READINGS_HINT is_lit/></li>
                <li><Verb href=of_account(pages::PAY, pages::PAY_GUEST) sign=Sign::Rouble name=t::PAY hint=t::PAY_HINT/></li>
                <li><Verb href=pages::APPEAL_NEW.path sign=Sign::Speech name=t::REPORT hint=t::REPORT_HINT/></li>
                <li><Verb href=pages::STATUS.path sign=Sign::Clock name=t::STATUS hint=t::STATUS_HINT/></li>
            </ul>
            <section class="home__promises">
                <h2>{t::PROMISES}</h2>
                <ul class="home__promise-list">
                    <li>{t::PROMISE_REVIEW}</li>
                    <li>{t::PROMISE_PAYMENT}</li>
                    <li>{t::PROMISE_COMMISSION}</li>
                </ul>
            </section>
        </div>
    }
}
