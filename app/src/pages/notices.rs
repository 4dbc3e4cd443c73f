//! What happened lately in the cabinet, newest first; what is new is marked, and seen once this page has shown it.

use chrono::{DateTime, FixedOffset};
use leptos::prelude::*;
use leptos::task::spawn_local;
use svetlitsa_api::notices::{Happened, NoticeList, NoticeView, SeeNotices};
use svetlitsa_api::pages;
use svetlitsa_domain::outages::OutageNews;
use svetlitsa_ui::client::{Attempt, notices as client};
use svetlitsa_ui::components::{BackLink, EmptyState, Link, Loaded, PageHeader, Tag, TagKind};
use svetlitsa_ui::i18n::{Text, Words};
use svetlitsa_ui::load::Load;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::{accounts, notices as t};
use svetlitsa_ui::{format, names};

/// What happened lately.
#[component]
pub fn Notices() -> impl IntoView {
    let session = use_session();
    let load = Load::new(client::list_notices);
    // Shown is seen; staff who looks on has seen nothing in the owner's place.
    Effect::new(move |was_told: Option<bool>| {
        let newest =
            load.value().and_then(|list| list.items.first().filter(|_| list.unread > 0).map(|n| n.at));
        match newest {
            Some(until) if was_told != Some(true) && !session.is_preview() => {
                spawn_local(async move {
                    // Not heard, it is new again the next time: no harm is done.
                    let _ = client::see(&SeeNotices { until }, &Attempt::new()).await;
                });
                true
            }
            _ => was_told.unwrap_or(false),
        }
    });
    view! {
        <div class="page stack" data-gap="large" data-width="journey">
            <div class="stack">
                <BackLink href=pages::ACCOUNTS.path label=accounts::TITLE/>
                <PageHeader title=t::TITLE lead=t::LEAD/>
            </div>
            <Loaded load lines=6 let:list><Listed list/></Loaded>
        </div>
    }
}

#[component]
fn Listed(
    /// What happened.
    list: NoticeList,
) -> impl IntoView {
    if list.items.is_empty() {
        return view! { <EmptyState title=t::EMPTY><p>{t::EMPTY_TEXT}</p></EmptyState> }.into_any();
    }
    let items = list.items.into_iter().map(|notice| view! { <li>{one(notice)}</li> }).collect_view();
    view! {
        <ul class="happened" role="list">{items}</ul>
        <p class="soft">{t::OLDER}</p>
    }
    .into_any()
}

fn one(notice: NoticeView) -> impl IntoView {
    let NoticeView { at, is_new, what } = notice;
    let (words, href, account) = told(what);
    let tag = is_new.then(|| view! { <Tag label=t::NEW kind=TagKind::Lit/> });
    view! {
        <div class="row">
            <span class="soft">{move || format::moment(at)}</span>
            {tag}
        </div>
        <p class="happened__what"><Link href>{words.into_view()}</Link></p>
        {account.map(|number| view! { <p class="soft">{move || t::account(&number)}</p> })}
    }
}

/// The sentence, where there is more, and the account that it is about.
fn told(what: Happened) -> (Words, String, Option<String>) {
    match what {
        Happened::PaymentCredited { account, payment, amount_kopecks } => (
            Words::live(move || t::payment_credited(&format::money(amount_kopecks))),
            pages::PAYMENT.href(&[&payment]),
            Some(account.to_string()),
        ),
        Happened::BillMade { account, period, amount_kopecks } => (
            Words::live(move || t::bill_made(&format::period(period), &format::money(amount_kopecks))),
            pages::BILL.href(&[account.as_str(), &period.to_string()]),
            Some(account.to_string()),
        ),
        Happened::RefundSent { account, payment, amount_kopecks } => (
            Words::live(move || t::refund_sent(&format::money(amount_kopecks))),
            pages::PAYMENT.href(&[&payment]),
            Some(account.to_string()),
        ),
        Happened::AppealMoved { number, stage } => (
            Words::live(move || t::appeal_moved(&number, names::appeal_stage(stage).get())),
            pages::APPEALS.path.to_owned(),
            None,
        ),
        Happened::ApplicationMoved { number, stage, .. } => (
            Words::live(move || t::application_moved(&number, names::application_stage(stage).get())),
            pages::APPLICATIONS.path.to_owned(),
            None,
        ),
        Happened::AutopayFailed { account, period, amount_kopecks } => (
            Words::live(move || t::autopay_failed(&format::period(period), &format::money(amount_kopecks))),
            pages::AUTOPAY.href(&[account.as_str()]),
            Some(account.to_string()),
        ),
        Happened::Outage { account, news, begins, expected } => {
            (outage(news, begins, expected), pages::OUTAGES.path.to_owned(), Some(account.to_string()))
        }
        Happened::Looked { account, staff_name } => (
            Words::live(move || t::looked(&staff_name)),
            pages::ACCOUNT.href(&[account.as_str()]),
            Some(account.to_string()),
        ),
    }
}

fn outage(news: OutageNews, begins: DateTime<FixedOffset>, expected: Option<DateTime<FixedOffset>>) -> Words {
    let until = move |known: fn(&str) -> String, open: Text| match expected {
        Some(at) => known(&format::moment(at)),
        None => open.get().to_owned(),
    };
    Words::live(move || match news {
        OutageNews::Announced => t::outage_announced(&format::moment(begins)),
        OutageNews::Begun => until(t::outage_begun, t::OUTAGE_OPEN),
        OutageNews::Moved => until(t::outage_moved, t::OUTAGE_OPEN),
        OutageNews::Restored => t::OUTAGE_RESTORED.get().to_owned(),
        OutageNews::Cancelled => t::outage_cancelled(&format::moment(begins)),
    })
}

/// The way to them from the cabinet's pages, with how many are new.
#[component]
pub fn NoticesLink() -> impl IntoView {
    let unread = RwSignal::new(0_u32);
    spawn_local(async move {
        // Not heard, the link is there all the same.
        if let Ok(list) = client::list_notices().await {
            let _ = unread.try_set(list.unread);
        }
    });
    let words = Words::live(move || match unread.get() {
        0 => t::TITLE.get().to_owned(),
        count => t::link(count.into()),
    });
    view! { <Link href=pages::NOTICES.path>{words.into_view()}</Link> }
}
