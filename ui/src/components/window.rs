//! The window (окно приёма): the days of the reading window as panes of a window. Open days are lit, today is
//! framed, the pane of a day with your reading holds a tick, and the days left stand beside it in words.

use chrono::Datelike;
use leptos::prelude::*;
use svetlitsa_api::accounts::WindowView;
use svetlitsa_domain::readings::{Pane, PaneState, ReadingWindow, WindowState};

use super::{Icon, Sign};
use crate::format;
use crate::texts::window as t;

/// How much room it has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WindowSize {
    /// The head of a page, the terminal's attract screen.
    #[default]
    Full,
    /// A line in a list.
    Compact,
}

/// The window. The panes are a drawing; the words beside them say the same to everyone.
#[component]
pub fn Window(
    /// The branch's window with today and the readings in it.
    #[prop(into)]
    window: Signal<WindowView>,
    /// How much room it has.
    #[prop(optional)]
    size: WindowSize,
) -> impl IntoView {
    let is_full = size == WindowSize::Full;
    let drawing = move || {
        let view = window.get();
        let rule = ReadingWindow::new(view.first_day, view.last_day)?;
        let is_open = matches!(rule.state(view.today), WindowState::Open { .. });
        let panes = rule.panes(view.today, &view.reading_dates);
        let (left, right) = panes.split_at(panes.len().div_ceil(2));
        Some(
            [left, right]
                .map(|sash| {
                    let panes = sash.iter().map(|pane| draw(*pane, is_open, is_full)).collect_view();
                    view! { <div class="window__sash">{panes}</div> }
                })
                .into_iter()
                .collect_view(),
        )
    };
    view! {
        <div class="window" data-size=if is_full { "full" } else { "compact" }>
            <div class="window__frame" aria-hidden="true">{drawing}</div>
            {is_full.then(|| view! { <div class="window__sill" aria-hidden="true"></div> })}
            <div class="window__words">{move || words(&window.get(), is_full)}</div>
        </div>
    }
}

fn draw(pane: Pane, is_open: bool, is_full: bool) -> impl IntoView {
    let state = match pane.state {
        PaneState::Past => "past",
        PaneState::Today | PaneState::Ahead if is_open => "open",
        PaneState::Today | PaneState::Ahead => "ahead",
    };
    view! {
        <span
            class="window__pane"
            data-state=state
            data-today=(pane.state == PaneState::Today).then_some("")
            data-done=pane.has_reading.then_some("")
        >
            {is_full.then(|| view! { <span class="window__day">{pane.date.day()}</span> })}
            {pane.has_reading.then(|| view! { <Icon sign=Sign::Tick/> })}
        </span>
    }
}

fn words(view: &WindowView, is_full: bool) -> Option<impl IntoView + use<>> {
    let rule = ReadingWindow::new(view.first_day, view.last_day)?;
    let panes = rule.panes(view.today, &view.reading_dates);
    let (first, last) = (panes.first()?.date, panes.last()?.date);
    let (title, left, is_late) = match rule.state(view.today) {
        WindowState::Open { days_left: 1 } => (t::OPEN, t::LAST_DAY.get().to_owned(), false),
        WindowState::Open { days_left } => (t::OPEN, t::days_left(u64::from(days_left)), false),
        WindowState::Before { opens, days } | WindowState::After { opens, days } => {
            (t::SHUT, t::opens_in(u64::from(days), &format::date(opens)), true)
        }
    };
    let submitted = view.reading_dates.iter().max().map(|day| t::submitted(&format::date(*day)));
    let note = match submitted {
        Some(submitted) => Some(submitted),
        None if is_late && is_full => Some(t::LATE.get().to_owned()),
        None => None,
    };
    let days = t::days(&first.day().to_string(), &format::date(last));
    Some(view! {
        {is_full.then(|| view! { <p class="window__title">{title.get()}", "{days}</p> })}
        <p class="window__left">{left}</p>
        {note.map(|note| view! { <p class="window__note">{note}</p> })}
    })
}
