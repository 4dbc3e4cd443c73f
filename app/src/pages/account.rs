//! An account at a glance: what is owed, the window, the meters, what happened lately, who looked.

mod announced;
mod houses;
mod latest_payments;
mod leaving;
mod looks;
mod meters;
pub(crate) mod owed;
mod reading_due;
mod sharing;
mod yearly;

use leptos::prelude::*;
use svetlitsa_api::accounts::AccountOverview;
use svetlitsa_api::pages;
use svetlitsa_domain::AccountNumber;
use svetlitsa_ui::client::{Caller, accounts as client};
use svetlitsa_ui::components::{BackLink, ButtonKind, ButtonLink, Link, Loaded, PageHeader, Sign};
use svetlitsa_ui::format;
use svetlitsa_ui::i18n::Words;
use svetlitsa_ui::load::Load;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::accounts as t;

use super::accounts::ways::Ways;
use super::not_found::NotFound;
use super::readings::history::HistoryTable;
use crate::router::use_router;
use announced::Announced;
use houses::Houses;
use latest_payments::LatestPayments;
use leaving::Leaving;
use looks::Looks;
use meters::Meters;
use owed::Owed;
use reading_due::ReadingDue;
use sharing::Sharing;
use yearly::Yearly;

/// Readings shown at a glance; the rest has a page of its own.
const GLANCE: usize = 3;

/// An account at a glance.
#[component]
pub fn Account() -> impl IntoView {
    of_path(|number| view! { <Known number/> }.into_any())
}

/// A page about the account of the open path.
pub(crate) fn of_path(draw: impl FnOnce(AccountNumber) -> AnyView) -> AnyView {
    use_router().segment(1).parse().map_or_else(|_| view! { <NotFound/> }.into_any(), draw)
}

/// Reads an account at a glance.
pub(crate) fn load_overview(number: &AccountNumber) -> Load<AccountOverview> {
    let number = number.clone();
    Load::new(move || {
        let number = number.clone();
        async move { client::get_account(&Caller::cabinet(), &number).await }
    })
}

/// The title of a page that is about an account: «Лицевой счёт 67100000017».
pub(crate) fn title_of(number: &AccountNumber) -> Words {
    let number = number.clone();
    Words::live(move || t::number(number.as_str()))
}

#[component]
fn Known(
    /// The account.
    number: AccountNumber,
) -> impl IntoView {
    let session = use_session();
    let overview = load_overview(&number);
    let has_several =
        Memo::new(move |_| session.view().and_then(|v| v.resident).is_some_and(|r| r.accounts.len() > 1));
    let address = Words::live(move || {
        let account = overview.value().map(|overview| overview.account);
        account.map_or_else(String::new, |account| {
            format!("{}, {}", account.name, format::address(&account.address))
        })
    });
    let title = title_of(&number);
    view! {
        <div class="page account">
            {move || has_several.get().then(|| view! { <BackLink href=pages::ACCOUNTS.path label=t::TITLE/> })}
            <PageHeader title lead=address/>
            <Loaded load=overview lines=8 let:overview><Glance overview number=number.clone()/></Loaded>
            // The page of all accounts leads straight here when there is one.
            {move || (!has_several.get()).then(|| view! { <Ways/> })}
        </div>
    }
}

#[component]
fn Glance(
    /// The account.
    number: AccountNumber,
    /// What is known of it.
    overview: AccountOverview,
) -> impl IntoView {
    let has_meters = !overview.meters.is_empty();
    let (phone, branch) = (overview.branch.phone.clone(), overview.branch.name.clone());
    let call =
        format!("tel:{}", phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect::<String>());
    let history = overview.readings.iter().take(GLANCE).cloned().collect::<Vec<_>>();
    let all_readings = pages::READINGS.href(&[number.as_str()]);
    let meters = overview.meters.clone();
    let payments = overview.payments.clone();
    let archive = pages::RECEIPTS.href(&[number.as_str()]);
    let may = overview.account.may();
    let shared = overview.account.shared.clone();
    let shows_payments = overview.takes_payments && may.view;
    let announcements = overview.announcements.clone();
    let is_own = shared.is_none();
    let session = use_session();
    let reminders = pages::REMINDERS.href(&[number.as_str()]);
    view! {
        <div class="stack" data-gap="large">
            <Announced announcements/>
            <div class="account__top">
                <ReadingDue overview=overview.clone()/>
                <Owed overview/>
            </div>
            {has_meters.then(|| view! {
                <Meters meters=meters.clone()/>
                <section class="stack" data-gap="small" hidden=!may.view>
                    <HistoryTable number=number.clone() caption=t::READINGS readings=history meters=meters/>
                    <div class="row" data-print="never">
                        <ButtonLink href=all_readings kind=ButtonKind::Secondary small=true>{t::ALL_READINGS}</ButtonLink>
                    </div>
                </section>
            })}
            {shows_payments.then(|| view! { <LatestPayments payments archive/> })}
            <Houses/>
            {is_own.then(|| view! { <Looks number=number.clone()/> })}
            {move || (!session.is_preview()).then(|| view! {
                <p><Link href=reminders.clone()>{svetlitsa_ui::texts::reminders::TITLE}</Link></p>
            })}
            <Sharing number=number.clone() shared/>
            {is_own.then(|| view! { <Leaving number/> })}
            <Yearly/>
            <p><Link href=call sign=Sign::Phone><span>{branch}": "<span class="phone-link">{phone}</span></span></Link></p>
        </div>
    }
}
