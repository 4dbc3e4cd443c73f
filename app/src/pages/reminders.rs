//! What to be reminded of by letter, and the letters that were sent.

mod letters;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use svetlitsa_api::pages;
use svetlitsa_api::reminders::{RemindersView, SetReminders};
use svetlitsa_domain::AccountNumber;
use svetlitsa_ui::client::reminders as client;
use svetlitsa_ui::components::{BackLink, Button, ButtonKind, Checkbox, ErrorSummary, Loaded, PageHeader};
use svetlitsa_ui::form::Form;
use svetlitsa_ui::i18n::Words;
use svetlitsa_ui::load::Load;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::reminders as t;

use super::account::{of_path, title_of};
use letters::Letters;

/// What to be reminded of by letter, and the letters that were sent.
#[component]
pub fn Reminders() -> impl IntoView {
    of_path(|number| view! { <Known number/> }.into_any())
}

#[component]
fn Known(
    /// The account.
    number: AccountNumber,
) -> impl IntoView {
    let session = use_session();
    let asked = number.clone();
    let load = Load::new(move || {
        let number = asked.clone();
        async move { client::get_reminders(&number).await }
    });
    let back = pages::ACCOUNT.href(&[number.as_str()]);
    let (label, chosen) = (title_of(&number), number);
    view! {
        <div class="page stack" data-gap="large" data-width="journey">
            <div class="stack">
                <BackLink href=back label/>
                <PageHeader title=t::TITLE/>
            </div>
            {move || if session.is_preview() {
                view! { <p>{t::STAFF}</p> }.into_any()
            } else {
                let number = chosen.clone();
                view! {
                    <Loaded load lines=4 let:view>{choice(number.clone(), view)}</Loaded>
                    <Letters/>
                }
                .into_any()
            }}
        </div>
    }
}

fn choice(number: AccountNumber, view: RemindersView) -> AnyView {
    let RemindersView { readings, debt, readings_from_day: from, readings_last_day: last, email } = view;
    let (has_readings, has_debt) = (readings.is_some(), debt.is_some());
    let (readings, debt) = (RwSignal::new(readings.unwrap_or(false)), RwSignal::new(debt.unwrap_or(false)));
    let is_saved = RwSignal::new(false);
    Effect::watch(move || (readings.get(), debt.get()), move |_, _, _| is_saved.set(false), false);
    let form = Form::new();
    let number = StoredValue::new(number);
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        if untrack(|| form.is_busy()) {
            return;
        }
        form.clear();
        let body = SetReminders { readings: readings.get_untracked(), debt: debt.get_untracked() };
        let (number, attempt) = (number.get_value(), form.attempt());
        let request = async move { client::set_reminders(&number, &body, &attempt).await };
        form.send(request, move |()| is_saved.set(true));
    };
    let hint = Words::live(move || t::readings_hint(&from.to_string(), &last.to_string()));
    view! {
        <form class="stack" data-gap="small" on:submit=send novalidate>
            <p>{move || t::lead(&email)}</p>
            <ErrorSummary form/>
            {has_readings.then(|| view! { <Checkbox name="readings" label=t::READINGS checked=readings hint/> })}
            {has_debt.then(|| view! { <Checkbox name="debt" label=t::DEBT checked=debt hint=t::DEBT_HINT/> })}
            <div class="row">
                <Button submit=true kind=ButtonKind::Secondary busy=Signal::derive(move || form.is_busy())>
                    {t::SAVE}
                </Button>
                <p role="status">{move || is_saved.get().then(|| t::SAVED.get())}</p>
            </div>
        </form>
    }
    .into_any()
}
