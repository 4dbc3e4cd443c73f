//! What lies over a screen and is answered first: help, «Вы ещё здесь?», leaving a payment.

use leptos::prelude::*;
use svetlitsa_ui::components::ButtonKind;
use svetlitsa_ui::i18n::Text;
use svetlitsa_ui::texts::kiosk::{help, idle, leave};

use crate::flow::{Event, Flow, Overlay, WARNING_SECONDS};
use crate::parts::Act;
use crate::terminal::use_terminal;

/// Which of them is open; its countdown is another matter.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Help,
    StillThere,
    LeavePayment,
}

/// What lies over the screen.
#[component]
pub(crate) fn Overlays() -> impl IntoView {
    let terminal = use_terminal();
    let open = terminal.read(|flow: &Flow| {
        flow.overlay.map(|overlay| match overlay {
            Overlay::Help => Kind::Help,
            Overlay::StillThere { .. } => Kind::StillThere,
            Overlay::LeavePayment(_) => Kind::LeavePayment,
        })
    });
    move || {
        open.get().map(|kind| match kind {
            Kind::Help => view! { <Help/> }.into_any(),
            Kind::StillThere => view! { <StillThere/> }.into_any(),
            Kind::LeavePayment => view! { <LeavePayment/> }.into_any(),
        })
    }
}

/// The browser's own dialog: it keeps the focus, and Escape is the safe answer.
#[component]
fn Question(
    title: Text,
    children: Children,
    /// The answers, the safe one first.
    #[prop(into)]
    buttons: ViewFn,
) -> impl IntoView {
    let terminal = use_terminal();
    let node = NodeRef::<leptos::html::Dialog>::new();
    Effect::new(move || {
        if let Some(dialog) = node.get()
            && !dialog.open()
        {
            // Fails only for a dialog outside of the page, which nobody sees.
            let _ = dialog.show_modal();
        }
    });
    let cancel = move |event: leptos::ev::Event| {
        event.prevent_default();
        terminal.send(Event::Continue);
    };
    view! {
        <dialog class="dialog question" aria-labelledby="question-title" node_ref=node on:cancel=cancel>
            <div class="dialog__body">
                <h2 id="question-title">{title}</h2>
                {children()}
            </div>
            <div class="dialog__buttons">{buttons.run()}</div>
        </dialog>
    }
}

#[component]
fn Help() -> impl IntoView {
    let terminal = use_terminal();
    let step = terminal.read(|flow| flow.step.name());
    let text = move || match step.get() {
        "account" | "house" | "confirm" | "wait-look-up" | "trouble-look-up" => help::IDENTIFY,
        "choose" => help::CHOOSE,
        "reading" | "check" | "verdict" | "wait-reading" | "trouble-reading" => help::READING,
        "amount" | "other-amount" | "paying" | "failed" | "wait-payment" | "trouble-payment" => help::PAYMENT,
        "receipt" | "wait-receipt" | "trouble-receipt" => help::RECEIPT,
        "outages" | "topic" | "phone" | "called" => help::CALL_BACK,
        _ => help::START,
    };
    view! {
        <Question title=help::TITLE buttons=|| view! { <Act event=Event::Continue words=help::CLOSE/> }>
            <p class="lead">{move || text().get()}</p>
            <p>{help::LOOK}</p>
            <p class="question__phone">{move || help::phone(&terminal.phone())}</p>
        </Question>
    }
}

#[component]
fn StillThere() -> impl IntoView {
    let terminal = use_terminal();
    let left = terminal.read(|flow| match flow.overlay {
        Some(Overlay::StillThere { left }) => left,
        _ => 0,
    });
    let panes = move || {
        (0..WARNING_SECONDS)
            .map(|i| view! { <span data-lit=(i < left.get()).then_some("")></span> })
            .collect_view()
    };
    view! {
        <Question title=idle::TITLE buttons=|| view! {
            <Act event=Event::Continue words=idle::STAY kind=ButtonKind::Lit/>
            <Act event=Event::Finish words=idle::FINISH kind=ButtonKind::Secondary/>
        }>
            <div class="question__panes" aria-hidden="true">{panes}</div>
            <p class="lead" aria-hidden="true">{move || idle::text(left.get().into())}</p>
            // Spoken once, when it opens: a number every second would drown the question.
            <p class="unseen" role="alert">{idle::text(WARNING_SECONDS.into())}</p>
        </Question>
    }
}

#[component]
fn LeavePayment() -> impl IntoView {
    view! {
        <Question title=leave::TITLE buttons=|| view! {
            <Act event=Event::Continue words=leave::STAY/>
            <Act event=Event::Leave words=leave::GO kind=ButtonKind::Secondary/>
        }>
            <p class="lead">{leave::TEXT}</p>
        </Question>
    }
}
