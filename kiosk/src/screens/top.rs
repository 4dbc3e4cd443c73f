//! The top of every screen: whose terminal it is, what time it is, and the way out of it.

use leptos::prelude::*;
use svetlitsa_ui::components::{Button, ButtonKind, Mark};
use svetlitsa_ui::format;
use svetlitsa_ui::texts::{kiosk::bar as t, parts, shell};

use crate::flow::{Event, Flow};
use crate::terminal::use_terminal;

/// The top of every screen.
#[component]
pub(crate) fn Top() -> impl IntoView {
    let terminal = use_terminal();
    let is_visit = terminal.read(|flow| flow.step.is_visit());
    // To the minute, so that the clock is drawn once a minute.
    let time = terminal.read(|flow: &Flow| flow.session.as_ref().and(flow.now).map(format::time));
    let is_demo = terminal.read(|flow| flow.session.as_ref().is_some_and(|session| session.demo.is_some()));
    let demo_day = terminal.read(|flow| {
        let demo = flow.session.as_ref()?.demo.as_ref()?;
        flow.now.filter(|_| demo.is_clock_shifted).map(|now| now.date_naive())
    });
    view! {
        <header class="kiosk__top">
            <div class="kiosk__brand">
                <Mark/>
                <span class="kiosk__name">{shell::NAME}</span>
                {move || is_demo.get().then(|| view! {
                    <span class="kiosk__demo">
                        {parts::DEMO_TITLE}
                        {move || demo_day.get().map(|day| view! { <span class="kiosk__day">", "{format::date(day)}</span> })}
                    </span>
                })}
            </div>
            <span class="kiosk__time">{move || time.get()}</span>
            {move || is_visit.get().then(|| view! {
                <Button kind=ButtonKind::Secondary on_press=move |()| terminal.send(Event::Finish)>
                    {t::FINISH}
                </Button>
            })}
        </header>
    }
}
