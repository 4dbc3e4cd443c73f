//! The bar at the bottom of every screen: back, help, and the switches of how the screen looks.

use leptos::prelude::*;
use svetlitsa_ui::appearance::{self, TextSize, Theme};
use svetlitsa_ui::components::{Icon, Sign};
use svetlitsa_ui::i18n::{self, Lang, Words};
use svetlitsa_ui::texts::{appearance as looks, kiosk::bar as t};

use crate::flow::{Event, Step, Wait};
use crate::parts::reach;
use crate::terminal::use_terminal;

/// The bar at the bottom of every screen.
#[component]
pub(crate) fn Bar() -> impl IntoView {
    let terminal = use_terminal();
    let has_back = terminal.read(|flow| flow.step.is_visit());
    let is_settling = terminal.read(|flow| matches!(&flow.step, Step::Wait(wait) if Wait::is_settling(wait)));
    let is_large = || appearance::text_size() == TextSize::XLarge;
    view! {
        <nav class="bar" aria-label=t::LABEL>
            {move || has_back.get().then(|| view! {
                <button
                    class="bar__button"
                    type="button"
                    data-main=""
                    disabled=move || is_settling.get()
                    on:click=move |_| terminal.send(Event::Back)
                >
                    <Icon sign=Sign::Back/>
                    <span>{t::BACK}</span>
                </button>
            })}
            <button class="bar__button" type="button" data-main="" on:click=move |_| terminal.send(Event::Help)>
                <Icon sign=Sign::Question/>
                <span>{t::HELP}</span>
            </button>
            <span class="bar__gap"></span>
            <button
                class="bar__button"
                type="button"
                lang=move || other_lang().as_str()
                on:click=move |_| appearance::choose_lang(other_lang())
            >
                <Icon sign=Sign::Globe/>
                <span>{move || match other_lang() {
                    Lang::Ru => looks::RUSSIAN.get(),
                    Lang::En => looks::ENGLISH.get(),
                }}</span>
            </button>
            <Switch
                sign=Sign::Display
                words=Words::live(move || if is_large() { t::TEXT_BACK } else { t::TEXT }.get().to_owned())
                is_on=Signal::derive(|| appearance::text_size() != TextSize::Normal)
                on_press=Callback::new(|()| appearance::choose_text_size(larger()))
            />
            <Switch
                sign=Sign::Contrast
                words=t::CONTRAST
                is_on=Signal::derive(|| appearance::theme() == Theme::Contrast)
                on_press=Callback::new(|()| appearance::choose_theme(contrast()))
            />
            <Switch
                sign=Sign::Lower
                words=t::REACH
                is_on=Signal::derive(reach::is_low)
                on_press=Callback::new(|()| reach::toggle())
            />
        </nav>
    }
}

#[component]
fn Switch(
    sign: Sign,
    #[prop(into)] words: Words,
    is_on: Signal<bool>,
    on_press: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            class="bar__button"
            type="button"
            aria-pressed=move || is_on.get().to_string()
            on:click=move |_| on_press.run(())
        >
            <Icon sign/>
            <span>{words}</span>
        </button>
    }
}

fn other_lang() -> Lang {
    match i18n::lang() {
        Lang::Ru => Lang::En,
        Lang::En => Lang::Ru,
    }
}

/// The next size, and after the largest the ordinary one.
fn larger() -> TextSize {
    match appearance::text_size() {
        TextSize::Normal => TextSize::Large,
        TextSize::Large => TextSize::XLarge,
        TextSize::XLarge => TextSize::Normal,
    }
}

fn contrast() -> Theme {
    if appearance::theme() == Theme::Contrast { Theme::default() } else { Theme::Contrast }
}
