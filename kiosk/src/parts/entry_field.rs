//! The field of a step: one real text field, drawn large, that keypad, keyboard and screen reader share.

use leptos::prelude::*;
use svetlitsa_ui::components::{Icon, Sign};
use svetlitsa_ui::i18n::{Text, Words};

use crate::flow::{Complaint, Event};
use crate::terminal::use_terminal;

const ID: &str = "entry";
const MESSAGE_ID: &str = "entry-message";

/// The field of the step.
#[component]
pub(crate) fn EntryField(
    /// Its label.
    label: Text,
    /// How its text is shown; the machine takes the spaces out again.
    #[prop(default = str::to_owned)]
    show: fn(&str) -> String,
    /// What to say about what is wrong.
    explain: fn(Complaint) -> Words,
    /// Unit behind it.
    #[prop(optional)]
    unit: Option<&'static str>,
) -> impl IntoView {
    let terminal = use_terminal();
    let entry = terminal.entry();
    let shown = move || show(&entry.with(|entry| entry.text.clone()));
    let complaint = Memo::new(move |_| entry.with(|entry| entry.complaint));
    let typed = move |event: leptos::ev::Event| {
        terminal.send(Event::Typed(event_target_value(&event)));
        // What does not belong in the field is gone again, even when nothing else changed.
        event_target::<leptos::web_sys::HtmlInputElement>(&event)
            .set_value(&show(&entry.with_untracked(|entry| entry.text.clone())));
    };
    let entered = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Enter" && !event.default_prevented() {
            event.prevent_default();
            terminal.send(Event::Next);
        }
    };
    view! {
        <div class="entry" data-wrong=move || complaint.get().map(|_| "")>
            <label class="entry__label" for=ID>{label}</label>
            <div class="entry__row">
                <input
                    class="entry__input"
                    id=ID
                    type="text"
                    inputmode="none"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    aria-describedby=move || complaint.get().map(|_| MESSAGE_ID)
                    aria-invalid=move || complaint.get().map(|_| "true")
                    prop:value=shown
                    on:input=typed
                    on:keydown=entered
                />
                {unit.map(|unit| view! { <span class="entry__unit">{unit}</span> })}
            </div>
            <div class="entry__message" role="alert">
                {move || complaint.get().map(|complaint| view! {
                    <p class="field__message" id=MESSAGE_ID>
                        <Icon sign=Sign::Failure/>
                        <span>{explain(complaint)}</span>
                    </p>
                })}
            </div>
        </div>
    }
}
