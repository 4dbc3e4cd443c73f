//! Another time for an appointment, or none.

use leptos::prelude::*;
use svetlitsa_api::appointments::{
    AppointmentView, CancelAppointment, MoveAppointment, OfficeSlots, Slot, SlotDay,
};
use svetlitsa_domain::appointments::AppointmentStage;
use svetlitsa_ui::client::appointments as client;
use svetlitsa_ui::components::{Button, ButtonKind, Choice, Details, ErrorSummary, Loaded, Select};
use svetlitsa_ui::form::{FieldError, Form};
use svetlitsa_ui::i18n::Words;
use svetlitsa_ui::load::Load;
use svetlitsa_ui::texts::appointments as t;
use svetlitsa_ui::{focus, format};

/// Another time for an appointment, or none.
#[component]
pub fn Change(
    /// The appointment; takes its new state.
    shown: RwSignal<AppointmentView>,
    /// Takes what was done.
    news: RwSignal<Option<AppointmentStage>>,
    /// What opens it.
    contact: String,
) -> impl IntoView {
    let form = Form::new();
    let is_opened = RwSignal::new(false);
    let number = StoredValue::new(shown.with_untracked(|shown| shown.number.clone()));
    let contact = StoredValue::new(contact);
    let cancel = move |()| {
        let body = CancelAppointment { contact: contact.get_value() };
        let attempt = form.attempt();
        let request = async move { client::cancel(&number.get_value(), &body, &attempt).await };
        form.send(request, move |view| {
            focus::ask_for_heading();
            news.set(Some(AppointmentStage::Cancelled));
            shown.set(view);
        });
    };
    let busy = Signal::derive(move || form.is_busy());
    view! {
        <ErrorSummary form/>
        {move || if is_opened.get() {
            view! { <Another shown news contact=contact.get_value()/> }.into_any()
        } else {
            view! {
                <div class="row">
                    <Button kind=ButtonKind::Secondary on_press=move |()| is_opened.set(true)>{t::MOVE}</Button>
                </div>
            }
            .into_any()
        }}
        <Details summary=t::CANCEL>
            <p>{t::CANCEL_TEXT}</p>
            <div class="row"><Button kind=ButtonKind::Danger busy on_press=cancel>{t::CANCEL_YES}</Button></div>
        </Details>
    }
}

#[component]
fn Another(
    /// The appointment; takes its new state.
    shown: RwSignal<AppointmentView>,
    /// Takes what was done.
    news: RwSignal<Option<AppointmentStage>>,
    /// What opens it.
    contact: String,
) -> impl IntoView {
    let (office, purpose) = shown.with_untracked(|shown| (shown.office.id.clone(), shown.purpose));
    let load = Load::new(move || {
        let office = office.clone();
        async move { client::list_slots(&office, purpose).await }
    });
    view! { <Loaded load lines=3 let:slots><Slots slots shown news contact=contact.clone()/></Loaded> }
}

#[component]
fn Slots(
    /// What is free.
    slots: OfficeSlots,
    /// The appointment; takes its new state.
    shown: RwSignal<AppointmentView>,
    /// Takes what was done.
    news: RwSignal<Option<AppointmentStage>>,
    /// What opens it.
    contact: String,
) -> impl IntoView {
    let form = Form::new();
    let (day, time) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let days = StoredValue::new(slots.days);
    let none = || Choice::new("", t::CHOOSE);
    let of_days = days.with_value(|days| {
        let days = days.iter().map(|SlotDay { day, .. }| {
            let day = *day;
            Choice::new(day.to_string(), Words::live(move || format::date(day)))
        });
        std::iter::once(none()).chain(days).collect::<Vec<_>>()
    });
    let find = move |wanted: &str| -> Vec<Slot> {
        days.with_value(|days| {
            days.iter().find(|day| day.day.to_string() == wanted).map(|day| day.starts.clone())
        })
        .unwrap_or_default()
    };
    Effect::watch(move || day.get(), move |_, _, _| time.set(String::new()), false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = time.get_untracked();
        let slot = find(&day.get_untracked()).into_iter().find(|slot| format::time(slot.at) == typed);
        let Some(slot) = slot else {
            let field = if day.with_untracked(String::is_empty) { "day" } else { "starts" };
            form.check(vec![FieldError::new(field, t::MOVE_MISSING)]);
            return;
        };
        let body = MoveAppointment { contact: contact.clone(), starts: slot.at };
        let (attempt, number) = (form.attempt(), shown.with_untracked(|shown| shown.number.clone()));
        form.send(async move { client::change(&number, &body, &attempt).await }, move |view| {
            news.set(Some(AppointmentStage::Booked));
            shown.set(view);
        });
    };
    view! {
        <form class="stack" novalidate on:submit=submit>
            <ErrorSummary form/>
            <Select name="day" label=t::MOVE_DAY value=day choices=of_days error=form.error_of("day")/>
            {move || {
                let times = find(&day.get()).into_iter().map(|slot| {
                    Choice::new(format::time(slot.at), format::time(slot.at))
                });
                let choices: Vec<_> = std::iter::once(none()).chain(times).collect();
                (choices.len() > 1).then(|| view! {
                    <Select name="starts" label=t::MOVE_TIME value=time choices error=form.error_of("starts")/>
                })
            }}
            <div class="row">
                <Button submit=true busy=Signal::derive(move || form.is_busy())>{t::MOVE_SUBMIT}</Button>
            </div>
        </form>
    }
}
