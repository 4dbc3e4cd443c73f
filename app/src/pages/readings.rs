//! Submit a reading, see the history.

pub(crate) mod ask;
mod chart;
mod closed;
mod entry;
pub(crate) mod focused;
pub(crate) mod history;
mod passport;
pub(crate) mod photo;
pub(crate) mod sheet;
mod take_along;
mod verdict;
pub(crate) mod wording;

use crate::guest_visit;
use chrono::NaiveDate;
use leptos::prelude::*;
use leptos::task::spawn_local;
use svetlitsa_api::accounts::AccountOverview;
use svetlitsa_api::pages;
use svetlitsa_domain::AccountNumber;
use svetlitsa_ui::client::{ClientError, accounts as client};
use svetlitsa_ui::components::{BackLink, EmptyState, Loaded, Notice, PageHeader, Window};
use svetlitsa_ui::load::Load;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::{kept as kept_words, readings as t};

use super::account::{of_path, title_of};
use super::kept::cards::Cards;
use crate::preview_notice::PreviewNotice;
use crate::{kept, worker};
use chart::Chart;
use closed::ClosedEntry;
use entry::Entry;
use history::History;
use take_along::TakeAlong;

pub(crate) use entry::together::Together;

/// Submit a reading, see the history.
#[component]
pub fn Readings() -> impl IntoView {
    of_path(|number| view! { <Known number/> }.into_any())
}

#[component]
fn Known(
    /// The account.
    number: AccountNumber,
) -> impl IntoView {
    let overview = load(&number);
    // Counts the verdicts given while the page is open.
    let verdicts = RwSignal::new(0);
    let back = pages::ACCOUNT.href(&[number.as_str()]);
    let label = title_of(&number);
    view! {
        <div class="page readings">
            <BackLink href=back label/>
            <PageHeader title=t::TITLE/>
            <Waiting number=number.clone() verdicts/>
            <Loaded load=overview lines=8 let:taken>
                <Journey number=number.clone() overview=taken.overview owner=taken.owner verdicts is_recalled=taken.is_recalled/>
            </Loaded>
        </div>
    }
}

/// What the page is drawn from.
#[derive(Clone)]
struct Taken {
    overview: AccountOverview,
    /// Whose readings this device may keep.
    owner: Option<String>,
    /// Without network, from what this device remembers.
    is_recalled: bool,
}

/// Reads the account; without network what this device remembers of it, and remembers it otherwise.
fn load(number: &AccountNumber) -> Load<Taken> {
    let (number, session) = (number.clone(), use_session());
    // Who is here changes rarely, the session's other news often: the page must not start anew with each.
    let owner = Memo::new(move |_| worker::owner(session));
    Load::new(move || {
        let number = number.clone();
        let owner = owner.get();
        async move {
            match client::get_account_with_text(&number).await {
                Ok((overview, text)) => {
                    if let Some(owner) = owner.clone() {
                        spawn_local(async move { kept::remember(&number, &owner, &text).await });
                    }
                    Ok(Taken { overview, owner, is_recalled: false })
                }
                Err(ClientError::Offline) => {
                    let (overview, whose) = kept::recall(&number).await.ok_or(ClientError::Offline)?;
                    // Somebody else's, who was here before.
                    if owner.is_some_and(|owner| owner != whose) {
                        return Err(ClientError::Offline);
                    }
                    Ok(Taken { overview, owner: Some(whose), is_recalled: true })
                }
                Err(error) => Err(error),
            }
        }
    })
}

/// Readings of the account that wait on this device.
#[component]
fn Waiting(
    /// The account.
    number: AccountNumber,
    /// Counts the verdicts given on this page; the history is read again with each.
    verdicts: RwSignal<u32>,
) -> impl IntoView {
    let session = use_session();
    let kept = kept::watch(Signal::derive(move || worker::owner(session)));
    let of_account = RwSignal::new(Vec::new());
    Effect::new(move || {
        let all = kept.get().unwrap_or_default().into_iter();
        of_account.set(all.filter(|one| one.account == number).collect());
    });
    let news = Memo::new(move |_| {
        of_account.with(|kept: &Vec<kept::Kept>| kept.iter().map(kept::Kept::news).sum::<usize>())
    });
    Effect::new(move |before: Option<usize>| {
        let now = news.get();
        if before.is_some_and(|before| now > before) {
            verdicts.update(|n| *n += 1);
        }
        now
    });
    let is_preview = Memo::new(move |_| session.is_preview());
    move || {
        (!is_preview.get() && !of_account.with(Vec::is_empty))
            .then(|| view! { <Cards kept=of_account.into()/> })
    }
}

/// The window, a form for each meter, the history.
#[component]
pub(crate) fn Journey(
    /// The account.
    number: AccountNumber,
    /// What is known of it.
    overview: AccountOverview,
    /// Whose readings this device may keep.
    owner: Option<String>,
    /// Counts the verdicts given on this page.
    verdicts: RwSignal<u32>,
    /// Without network, from what this device remembers.
    is_recalled: bool,
) -> impl IntoView {
    if overview.meters.is_empty() {
        return view! { <EmptyState title=t::NONE_TITLE><p>{t::NONE_TEXT}</p></EmptyState> }.into_any();
    }
    // The day of a reading accepted on this page: its pane gets its tick at once.
    let taken = RwSignal::new(None::<NaiveDate>);
    let known = overview.window.clone();
    let window = Signal::derive(move || {
        let mut window = known.clone();
        window.reading_dates.extend(taken.get());
        window
    });
    // A guest is shown nothing of the past.
    let is_own = !guest_visit::is_guest();
    let meters = overview.meters.clone();
    let entries = meters
        .into_iter()
        .map(|meter| {
            if meter.is_smart {
                view! { <ClosedEntry meter/> }.into_any()
            } else {
                let overview = overview.clone();
                let owner = owner.clone();
                view! { <Entry number=number.clone() meter overview owner taken verdicts/> }.into_any()
            }
        })
        .collect_view();
    view! {
        <div class="readings__desk">
            <div class="wall readings__window"><Window window/></div>
            <div class="stack readings__entries" data-gap="large">
                <PreviewNotice/>
                {is_recalled.then(|| view! { <Notice title=kept_words::RECALLED_TITLE><p>{kept_words::RECALLED}</p></Notice> })}
                {entries}
            </div>
        </div>
        {(is_own && !is_recalled).then(|| view! {
            <Chart number=number.clone() verdicts/>
            <History number meters=overview.meters.clone() verdicts/>
            <TakeAlong overview/>
        })}
    }
    .into_any()
}
