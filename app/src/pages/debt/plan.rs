//! Choosing instalments: in how many parts, what is paid when, and agreeing.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use svetlitsa_api::debts::{InstalmentOffer, MakeAgreement};
use svetlitsa_domain::AccountNumber;
use svetlitsa_ui::client::{Caller, debts as client};
use svetlitsa_ui::components::{Button, Choice, ErrorSummary, Loaded, Select};
use svetlitsa_ui::form::Form;
use svetlitsa_ui::format;
use svetlitsa_ui::i18n::Words;
use svetlitsa_ui::load::Load;
use svetlitsa_ui::texts::debts::plan as t;

use super::agreements::Parts;
use crate::pages::bill::words;

/// Choosing instalments.
#[component]
pub(super) fn Plan(
    /// The account.
    number: AccountNumber,
    /// What the branch grants.
    offer: InstalmentOffer,
    /// The debt is to be read anew.
    refresh: Callback<()>,
) -> impl IntoView {
    let InstalmentOffer {
        payee,
        debt_kopecks,
        first_percent,
        parts,
        fewest_parts,
        most_parts,
        first_part_days,
    } = offer;
    let chosen = RwSignal::new(parts.to_string());
    let form = Form::new();
    let choices = (fewest_parts..=most_parts)
        .map(|n| Choice::new(n.to_string(), Words::live(move || t::months(&n.to_string()))))
        .collect();
    let asked = number.clone();
    let load = Load::new(move || {
        let (number, parts) = (asked.clone(), chosen.get_untracked().parse().unwrap_or(parts));
        async move { client::plan(&Caller::cabinet(), &number, parts).await }
    });
    Effect::new(move |before: Option<String>| {
        let now = chosen.get();
        if before.is_some_and(|before| before != now) {
            load.retry();
        }
        now
    });
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        if form.check(Vec::new()) {
            let body = MakeAgreement {
                payee: payee.clone(),
                debt_kopecks,
                parts: chosen.get_untracked().parse().unwrap_or(parts),
            };
            let (number, attempt) = (number.clone(), form.attempt());
            form.send(async move { client::agree(&number, &body, &attempt).await }, move |_| refresh.run(()));
        }
    };
    view! {
        <section class="stack" data-gap="small" data-print="never">
            <h2>{t::TITLE}</h2>
            <p>{move || t::lead(&format::money(debt_kopecks), &words::decimal(&first_percent))}</p>
            <form class="stack" on:submit=send novalidate>
                <ErrorSummary form/>
                <Select name="parts" label=t::CHOOSE value=chosen choices error=form.error_of("parts")/>
                <Loaded load lines=6 let:plan><Parts plan/></Loaded>
                <p class="soft">{t::RULE}</p>
                <div class="row">
                    <Button submit=true busy=Signal::derive(move || form.is_busy())>{t::AGREE}</Button>
                </div>
                <p class="soft">{move || t::first_in(&first_part_days.to_string())}</p>
            </form>
        </section>
    }
}
