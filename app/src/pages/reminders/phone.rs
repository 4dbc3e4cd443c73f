//! The telephone for text messages: confirmed by a code that is sent there, changed, and taken away.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use svetlitsa_api::phones::{AskPhoneCode, ConfirmPhone, PhoneView};
use svetlitsa_ui::client::phones as client;
use svetlitsa_ui::components::{Button, ButtonKind, ErrorSummary, FieldWidth, Loaded, TextField, TextKind};
use svetlitsa_ui::form::{Form, required};
use svetlitsa_ui::load::Load;
use svetlitsa_ui::texts::reminders::phone as t;

/// The telephone; nothing where this service sends no text messages.
#[component]
pub fn PhoneOfCabinet(
    /// Takes the confirmed telephone, masked.
    phone: RwSignal<Option<String>>,
    /// Takes whether text messages are sent at all.
    is_sms_offered: RwSignal<bool>,
) -> impl IntoView {
    let load = Load::new(client::get_phone);
    view! {
        <Loaded load lines=2 let:view>{
            let PhoneView { phone: known, is_offered } = view;
            phone.set(known);
            is_sms_offered.set(is_offered);
            is_offered.then(|| view! {
                <section class="stack" data-gap="small">
                    <h2>{t::TITLE}</h2>
                    <Steps phone/>
                </section>
            })
        }</Loaded>
    }
}

/// Where somebody is with a telephone.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    /// It stands, confirmed.
    Known,
    /// A number is typed.
    Number,
    /// The code of the message is typed.
    Code,
}

#[component]
fn Steps(
    /// The confirmed telephone, masked.
    phone: RwSignal<Option<String>>,
) -> impl IntoView {
    let first = if phone.with_untracked(Option::is_some) { Step::Known } else { Step::Number };
    let step = RwSignal::new(first);
    let typed = RwSignal::new(String::new());
    move || match step.get() {
        Step::Known => view! { <Known phone step/> }.into_any(),
        Step::Number => view! { <Number phone typed step/> }.into_any(),
        Step::Code => view! { <Code phone typed step/> }.into_any(),
    }
}

#[component]
fn Known(
    /// The confirmed telephone, masked.
    phone: RwSignal<Option<String>>,
    /// Where somebody is.
    step: RwSignal<Step>,
) -> impl IntoView {
    let form = Form::new();
    let forget = Callback::new(move |()| {
        let attempt = form.attempt();
        form.send(async move { client::forget_phone(&attempt).await }, move |()| {
            phone.set(None);
            step.set(Step::Number);
        });
    });
    view! {
        <ErrorSummary form/>
        <p role="status">{move || phone.get().map(|phone| t::known(&phone))}</p>
        <div class="row">
            <Button kind=ButtonKind::Secondary small=true on_press=move |()| step.set(Step::Number)>{t::CHANGE}</Button>
            <Button kind=ButtonKind::Quiet small=true busy=Signal::derive(move || form.is_busy()) on_press=forget>
                {t::FORGET}
            </Button>
        </div>
    }
}

#[component]
fn Number(
    /// The confirmed telephone, masked.
    phone: RwSignal<Option<String>>,
    /// What is typed.
    typed: RwSignal<String>,
    /// Where somebody is.
    step: RwSignal<Step>,
) -> impl IntoView {
    let form = Form::new();
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        let number = typed.get_untracked();
        if !form.check(required("phone", &number).into_iter().collect()) {
            return;
        }
        let (body, attempt) = (AskPhoneCode { phone: number }, form.attempt());
        form.send(async move { client::ask_code(&body, &attempt).await }, move |()| step.set(Step::Code));
    };
    view! {
        <form class="stack" data-gap="small" on:submit=send novalidate>
            <ErrorSummary form/>
            <TextField name="phone" label=t::NUMBER hint=t::NUMBER_HINT value=typed kind=TextKind::Phone
                autocomplete="tel" width=FieldWidth::Medium error=form.error_of("phone")/>
            <div class="row">
                <Button submit=true kind=ButtonKind::Secondary busy=Signal::derive(move || form.is_busy())>{t::ASK}</Button>
                {phone.with_untracked(Option::is_some).then(|| view! {
                    <Button kind=ButtonKind::Quiet on_press=move |()| step.set(Step::Known)>{t::KEEP}</Button>
                })}
            </div>
        </form>
    }
}

#[component]
fn Code(
    /// Takes the confirmed telephone, masked.
    phone: RwSignal<Option<String>>,
    /// The number that the code went to.
    typed: RwSignal<String>,
    /// Where somebody is.
    step: RwSignal<Step>,
) -> impl IntoView {
    let form = Form::new();
    let code = RwSignal::new(String::new());
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        let shown = code.get_untracked();
        if !form.check(required("code", &shown).into_iter().collect()) {
            return;
        }
        let (body, attempt) = (ConfirmPhone { code: shown }, form.attempt());
        form.send(async move { client::confirm_phone(&body, &attempt).await }, move |view| {
            typed.set(String::new());
            phone.set(view.phone);
            step.set(Step::Known);
        });
    };
    view! {
        <form class="stack" data-gap="small" on:submit=send novalidate>
            <p role="status">{move || t::sent(&typed.get())}</p>
            <ErrorSummary form/>
            <TextField name="code" label=t::CODE value=code kind=TextKind::Digits
                autocomplete="one-time-code" width=FieldWidth::Short error=form.error_of("code")/>
            <div class="row">
                <Button submit=true kind=ButtonKind::Secondary busy=Signal::derive(move || form.is_busy())>{t::CONFIRM}</Button>
                <Button kind=ButtonKind::Quiet on_press=move |()| step.set(Step::Number)>{t::AGAIN}</Button>
            </div>
        </form>
    }
}
