//! Nobody is here: the window of the house is lit, large enough to be seen from across the hall.

use chrono::Datelike;
use leptos::prelude::*;
use svetlitsa_ui::components::{Button, ButtonKind, Icon, Sign, Window};
use svetlitsa_ui::format;
use svetlitsa_ui::i18n::Text;
use svetlitsa_ui::texts::kiosk::attract as t;

use crate::flow::{Event, Flow};
use crate::terminal::use_terminal;

/// The attract screen. A touch anywhere on it begins a visit; the button says so, and keyboards have it.
#[component]
pub(crate) fn AttractScreen() -> impl IntoView {
    let terminal = use_terminal();
    let of_terminal = terminal.read(|flow: &Flow| flow.session.as_ref()?.terminal.clone());
    let day = terminal.read(|flow| flow.session.as_ref().and(flow.now).map(|now| now.date_naive()));
    view! {
        <div class="attract wall" on:click=move |_| terminal.send(Event::Next)>
            <p class="attract__day">{move || day.get().map(today)}</p>
            <h1 class="attract__title" tabindex="-1">{t::TITLE}</h1>
            {move || of_terminal.get().map(|of| view! { <Window window=of.window/> })}
            <div class="attract__start">
                <Button kind=ButtonKind::Lit>{t::START}<Icon sign=Sign::Forward/></Button>
                <p class="attract__scan"><Icon sign=Sign::Scan/><span>{t::SCAN}</span></p>
            </div>
            <div class="attract__others">
                <Other event=Event::Outages words=t::OUTAGES sign=Sign::Warning/>
                <Other event=Event::CallBack words=t::CALL_BACK sign=Sign::Phone/>
            </div>
            <ul class="attract__facts">
                <li><Icon sign=Sign::Tick/>{t::FREE}</li>
                <li><Icon sign=Sign::Tick/>{t::SLIP}</li>
                {move || of_terminal.get().map(|of| view! {
                    <li><Icon sign=Sign::Phone/><span>{t::phone(&of.branch.phone)}</span></li>
                    <li class="attract__place"><Icon sign=Sign::Place/><span>{t::place(&of.id, &of.place)}</span></li>
                })}
            </ul>
        </div>
    }
}

/// What needs no account. It is no part of the wall that begins a visit.
#[component]
fn Other(event: Event, words: Text, sign: Sign) -> impl IntoView {
    let terminal = use_terminal();
    let press = move |pressed: leptos::ev::MouseEvent| {
        pressed.stop_propagation();
        terminal.send(event.clone());
    };
    view! {
        <button class="button attract__other" data-kind="secondary" type="button" on:click=press>
            <Icon sign/>
            <span>{words}</span>
        </button>
    }
}

/// `20 ноября, пятница`; tracked, as it speaks a language.
fn today(day: chrono::NaiveDate) -> String {
    let index = usize::try_from(day.weekday().num_days_from_monday()).unwrap_or(0);
    let weekday = t::WEEKDAYS.get().split('|').nth(index).unwrap_or("");
    t::today(&format::date(day), weekday)
}
