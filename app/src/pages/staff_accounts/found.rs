//! Accounts found.

use leptos::prelude::*;
use svetlitsa_api::staff::FoundAccount;
use svetlitsa_ui::components::{Button, ButtonKind, EmptyState, Notice, Tag};
use svetlitsa_ui::format;
use svetlitsa_ui::texts::staff::accounts as t;

/// The server finds no more than this many at once.
const MOST: usize = 20;

/// Accounts found, each with a way into its cabinet.
#[component]
pub fn Found(
    /// The accounts.
    found: Vec<FoundAccount>,
    /// Takes the one to look into.
    chosen: RwSignal<Option<FoundAccount>>,
) -> impl IntoView {
    let count = u64::try_from(found.len()).unwrap_or_default();
    if found.is_empty() {
        return view! {
            <div role="status"><EmptyState title=t::EMPTY><p>{t::EMPTY_TEXT}</p></EmptyState></div>
        }
        .into_any();
    }
    let is_cut = found.len() >= MOST;
    let entries = found
        .into_iter()
        .map(|account| {
            let wanted = account.clone();
            let no_cabinet = (!account.has_cabinet).then(|| view! { <Tag label=t::NO_CABINET/> });
            view! {
                <li class="found__entry">
                    <div>
                        <h3>{account.name}</h3>
                        <p class="row"><span class="found__number">{account.number.to_string()}</span> {no_cabinet}</p>
                        <p class="soft">{format::address(&account.address)}</p>
                        <p class="soft">{account.branch_name}</p>
                    </div>
                    <Button kind=ButtonKind::Secondary small=true on_press=move |()| chosen.set(Some(wanted.clone()))>
                        {t::LOOK}
                        <span class="unseen">": "{account.number.to_string()}</span>
                    </Button>
                </li>
            }
        })
        .collect_view();
    view! {
        <h2><span role="status">{move || t::found(count)}</span></h2>
        <ul class="found">{entries}</ul>
        {is_cut.then(|| view! { <Notice><p>{move || t::too_many(&MOST.to_string())}</p></Notice> })}
    }
    .into_any()
}
