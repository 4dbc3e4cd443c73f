//! One register of a meter, typed into the drum.

use leptos::prelude::*;
use svetlitsa_domain::tariffs::Service;
use svetlitsa_ui::components::{Drum, Notice};
use svetlitsa_ui::i18n::Words;
use svetlitsa_ui::ladder;
use svetlitsa_ui::texts::kiosk::reading as t;
use svetlitsa_ui::texts::window;

use crate::flow::{Complaint, Event, Sheet, Visit};
use crate::parts::{Act, Keypad, KeypadKind, Screen};
use crate::terminal::{Terminal, use_terminal};

/// One register of a meter.
#[component]
pub(crate) fn ReadingScreen(
    /// The visitor.
    visit: Box<Visit>,
    /// The meter, the register and what was typed so far.
    sheet: Sheet,
) -> impl IntoView {
    let terminal = use_terminal();
    // Enter on a keyboard is the main button.
    let enter = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Enter" && !event.default_prevented() {
            event.prevent_default();
            terminal.send(Event::Next);
        }
    };
    let meter = visit.meter(sheet.meter).cloned();
    let all = sheet.entries.len();
    let now = sheet.register + 1;
    let serial = meter.as_ref().map(|meter| meter.serial.clone()).unwrap_or_default();
    let is_late = visit.window().is_some_and(|rule| {
        !matches!(
            rule.state(visit.overview.window.today),
            svetlitsa_domain::readings::WindowState::Open { .. }
        )
    });
    let lead = Words::live(move || {
        let meter = t::meter(&serial);
        if all > 1 { format!("{meter} · {}", t::step(&now.to_string(), &all.to_string())) } else { meter }
    });
    let drum = meter.and_then(|meter| {
        let register = meter.registers.get(sheet.register).cloned()?;
        let name = format!("values.{}", register.zone.as_str());
        let (service, digits, coefficient) = (meter.service, meter.digits, meter.coefficient);
        let (value, error) = bind(terminal, service);
        Some(view! { <Drum name register service digits coefficient value error has_keypad=true/> })
    });
    view! {
        <Screen title=t::TITLE lead hand=|| view! {
            <Keypad kind=KeypadKind::Digits/>
            <Act event=Event::Next words=t::NEXT/>
        }>
            <div on:keydown=enter>{drum}</div>
            {is_late.then(|| view! { <Notice><p>{window::LATE}</p></Notice> })}
        </Screen>
    }
}

/// Ties the drum's own signal to the field of the machine, both ways, and says what is wrong with it.
fn bind(terminal: Terminal, service: Service) -> (RwSignal<String>, Signal<Option<Words>>) {
    let entry = terminal.entry();
    let value = RwSignal::new(entry.with_untracked(|entry| entry.text.clone()));
    Effect::new(move || {
        let text = entry.with(|entry| entry.text.clone());
        if value.with_untracked(|value| *value != text) {
            value.set(text);
        }
    });
    Effect::new(move || {
        let typed = value.get();
        if entry.with_untracked(|entry| entry.text != typed) {
            terminal.send(Event::Typed(typed));
        }
    });
    let error = Signal::derive(move || {
        entry.with(|entry| entry.complaint).map(|complaint| match complaint {
            Complaint::Refused(code) => ladder::in_short(code, service),
            _ => t::MISSING.into(),
        })
    });
    (value, error)
}
