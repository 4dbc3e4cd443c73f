//! What to be reminded of and how, and what was sent.

mod calls;
mod letters;
mod listed;
mod messages;
mod phone;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use svetlitsa_api::pages;
use svetlitsa_api::reminders::{RemindersView, SetReminders};
use svetlitsa_domain::AccountNumber;
use svetlitsa_ui::client::reminders as client;
use svetlitsa_ui::components::{BackLink, Button, ButtonKind, Checkbox, ErrorSummary, Loaded, PageHeader};
use svetlitsa_ui::form::Form;
use svetlitsa_ui::i18n::{Text, Words};
use svetlitsa_ui::load::Load;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::reminders as t;

use super::account::{of_path, title_of};
use calls::Calls;
use letters::Letters;
use messages::Messages;
use phone::PhoneOfCabinet;

/// What to be reminded of, by letter or text message, and what was sent.
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
    let phone = RwSignal::new(None::<String>);
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
                    <Loaded load lines=4 let:view>{choice(number.clone(), view, phone)}</Loaded>
                    <PhoneOfCabinet phone/>
                    <Letters/>
                    <Messages phone/>
                    <Calls/>
                }
                .into_any()
            }}
        </div>
    }
}

/// What is ticked, and whether text messages can be.
#[derive(Clone, Copy)]
struct Ticks {
    readings: RwSignal<bool>,
    debt: RwSignal<bool>,
    readings_by_sms: RwSignal<bool>,
    debt_by_sms: RwSignal<bool>,
}

impl Ticks {
    fn of(view: &RemindersView) -> Self {
        let tick = |is_on: Option<bool>| RwSignal::new(is_on.unwrap_or(false));
        Self {
            readings: tick(view.readings),
            debt: tick(view.debt),
            readings_by_sms: tick(view.readings_by_sms),
            debt_by_sms: tick(view.debt_by_sms),
        }
    }

    fn body(self) -> SetReminders {
        SetReminders {
            readings: self.readings.get(),
            debt: self.debt.get(),
            readings_by_sms: self.readings_by_sms.get(),
            debt_by_sms: self.debt_by_sms.get(),
        }
    }
}

fn choice(number: AccountNumber, view: RemindersView, phone: RwSignal<Option<String>>) -> AnyView {
    let ticks = Ticks::of(&view);
    let RemindersView { readings, debt, readings_from_day: from, readings_last_day: last, email, .. } = view;
    let is_saved = RwSignal::new(false);
    Effect::watch(move || ticks.body(), move |_, _, _| is_saved.set(false), false);
    // With the telephone goes what was ticked for it. Not before it is known: the two are read side by side.
    let unticked = move |now: &Option<String>, before: Option<&Option<String>>, _| {
        if now.is_none() && before.is_some_and(Option::is_some) {
            ticks.readings_by_sms.set(false);
            ticks.debt_by_sms.set(false);
        }
    };
    Effect::watch(move || phone.get(), unticked, false);
    let form = Form::new();
    let number = StoredValue::new(number);
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        if untrack(|| form.is_busy()) {
            return;
        }
        form.clear();
        let body = untrack(|| ticks.body());
        let (number, attempt) = (number.get_value(), form.attempt());
        let request = async move { client::set_reminders(&number, &body, &attempt).await };
        form.send(request, move |()| is_saved.set(true));
    };
    let hint = Words::live(move || t::readings_hint(&from.to_string(), &last.to_string()));
    let has_phone = Memo::new(move |_| phone.with(Option::is_some));
    let ways = move |legend: Text, hint: Words, name: &'static str, by_letter, by_sms| {
        view! {
            <fieldset class="fieldset">
                <legend>{legend}</legend>
                <p class="field__hint">{hint}</p>
                <Checkbox name label=t::BY_LETTER checked=by_letter/>
                {move || has_phone.get().then(|| view! {
                    <Checkbox name=format!("{name}_by_sms") label=t::BY_SMS checked=by_sms error=Signal::derive(move || form.error(&format!("{name}_by_sms")))/>
                })}
            </fieldset>
        }
    };
    view! {
        <form class="stack" on:submit=send novalidate>
            <p>{move || match phone.get() {
                Some(phone) => t::lead_both(&email, &phone),
                None => t::lead(&email),
            }}</p>
            <ErrorSummary form/>
            {readings.map(|_| ways(t::READINGS, hint, "readings", ticks.readings, ticks.readings_by_sms))}
            {debt.map(|_| ways(t::DEBT, t::DEBT_HINT.into(), "debt", ticks.debt, ticks.debt_by_sms))}
            <div class="row">
                <Button submit=true kind=ButtonKind::Secondary busy=Signal::derive(move || form.is_busy())>
                    {t::SAVE}
                </Button>
                <p role="status">{move || is_saved.get().then(|| t::SAVED.get())}</p>
            </div>
            <p class="soft"><small>{t::ALWAYS}</small></p>
        </form>
    }
    .into_any()
}
