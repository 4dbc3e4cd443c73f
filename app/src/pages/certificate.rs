//! The certificate that nothing is owed: issued at once, or why not; and those that were issued.

use leptos::prelude::*;
use svetlitsa_api::certificates::{CertificateList, CertificateView, StillOwedView};
use svetlitsa_api::pages;
use svetlitsa_api::paths::{self, fill};
use svetlitsa_domain::AccountNumber;
use svetlitsa_ui::client::{Attempt, certificates as client};
use svetlitsa_ui::components::{
    BackLink, Button, ButtonKind, ButtonLink, ErrorSummary, Icon, Loaded, Notice, NoticeKind, PageHeader,
    Sign,
};
use svetlitsa_ui::form::Form;
use svetlitsa_ui::format;
use svetlitsa_ui::i18n::lang;
use svetlitsa_ui::load::Load;
use svetlitsa_ui::texts::certificates as t;

use super::account::{of_path, title_of};

/// The certificate that nothing is owed.
#[component]
pub fn Certificate() -> impl IntoView {
    of_path(|number| view! { <Known number/> }.into_any())
}

#[component]
fn Known(
    /// The account.
    number: AccountNumber,
) -> impl IntoView {
    let asked = number.clone();
    let load = Load::new(move || {
        let number = asked.clone();
        async move { client::list(&number).await }
    });
    let back = pages::ACCOUNT.href(&[number.as_str()]);
    let label = title_of(&number);
    view! {
        <div class="page stack" data-gap="large" data-width="journey">
            <div class="stack">
                <BackLink href=back label/>
                <PageHeader title=t::TITLE lead=t::LEAD/>
            </div>
            <Loaded load lines=5 let:list><Standing number=number.clone() list load/></Loaded>
        </div>
    }
}

#[component]
fn Standing(
    /// The account.
    number: AccountNumber,
    /// What is known.
    list: CertificateList,
    /// Where it comes from.
    load: Load<CertificateList>,
) -> impl IntoView {
    let CertificateList { items, still_owed, may_issue } = list;
    let of = number.clone();
    let head = match (still_owed, may_issue) {
        (Some(owed), _) => view! { <Owed number owed/> }.into_any(),
        (None, true) => view! { <Ready number load/> }.into_any(),
        (None, false) => view! { <p>{t::NOT_HOLDER}</p> }.into_any(),
    };
    let is_empty = items.is_empty();
    let rows = items.into_iter().map(|item| row(&of, item, may_issue)).collect_view();
    view! {
        {head}
        <section class="stack" data-gap="small">
            <h2>{t::EARLIER}</h2>
            {is_empty.then(|| view! { <p class="soft">{t::NONE}</p> })}
            <ul class="sessions">{rows}</ul>
        </section>
    }
}

/// What must be paid first.
#[component]
fn Owed(
    /// The account.
    number: AccountNumber,
    /// How much.
    owed: StillOwedView,
) -> impl IntoView {
    let StillOwedView { supply_kopecks: supply, penalty_kopecks: penalty } = owed;
    let href = pages::PAY.href(&[number.as_str()]);
    view! {
        <Notice kind=NoticeKind::Warning title=t::OWED_TITLE>
            <p>
                {move || t::owed_text(&format::money(supply + penalty))}
                {penalty.is_positive().then(|| view! { " " {move || t::owed_penalty(&format::money(penalty))} })}
            </p>
            <p>{t::OWED_FRESH}</p>
        </Notice>
        <div class="row" data-print="never"><ButtonLink href kind=ButtonKind::Primary>{t::PAY}</ButtonLink></div>
    }
}

/// Nothing stands in the way.
#[component]
fn Ready(
    /// The account.
    number: AccountNumber,
    /// The list, which has one more then.
    load: Load<CertificateList>,
) -> impl IntoView {
    let form = Form::new();
    let busy = Signal::derive(move || form.is_busy());
    let press = move |()| {
        let number = number.clone();
        form.send(async move { client::issue(&number, &Attempt::new()).await }, move |_| load.refresh());
    };
    view! {
        <section class="stack" data-gap="small">
            <h2>{t::READY_TITLE}</h2>
            <p>{t::READY_TEXT}</p>
            <ErrorSummary form/>
            <div class="row" data-print="never"><Button busy on_press=press>{t::ISSUE}</Button></div>
        </section>
    }
}

fn row(account: &AccountNumber, item: CertificateView, may_open: bool) -> impl IntoView + use<> {
    let CertificateView { id, number, code, as_of } = item;
    let path = fill(paths::CERTIFICATE_DOCUMENT, &[account.as_str(), &id]);
    let href = move || format!("{path}?lang={}", lang().as_str());
    let check = pages::CERTIFICATE_CHECK.href(&[&code]);
    let spoken = number.clone();
    view! {
        <li class="sessions__place">
            <div>
                <strong>{move || t::row(&number, &format::date_with_year(as_of))}</strong>
                <p class="soft"><a href=check>{t::CHECK_LINK}</a></p>
            </div>
            {may_open.then(|| view! {
                <a class="link" href=href rel="external">
                    <Icon sign=Sign::Paper/>{t::OPEN}<span class="unseen">" "{spoken}</span>
                </a>
            })}
        </li>
    }
}
