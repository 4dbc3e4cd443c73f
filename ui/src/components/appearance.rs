//! The switches of language, colours and size of letters.

use leptos::prelude::*;

use crate::appearance::{self as chosen, TextSize, Theme};
use crate::i18n::{self, Lang, Text};
use crate::texts::appearance as t;

/// All three switches.
#[component]
pub fn Appearance() -> impl IntoView {
    let themes = Theme::ALL.map(|theme| {
        let name = match theme {
            Theme::Device => t::THEME_DEVICE,
            Theme::Light => t::THEME_LIGHT,
            Theme::Dark => t::THEME_DARK,
            Theme::Contrast => t::THEME_CONTRAST,
        };
        option(name, move || chosen::theme() == theme, move || chosen::choose_theme(theme)).into_any()
    });
    let sizes = TextSize::ALL.map(|size| {
        let name = match size {
            TextSize::Normal => t::TEXT_NORMAL,
            TextSize::Large => t::TEXT_LARGE,
            TextSize::XLarge => t::TEXT_X_LARGE,
        };
        option(name, move || chosen::text_size() == size, move || chosen::choose_text_size(size)).into_any()
    });
    view! {
        <div class="appearance">
            <LanguageSwitch/>
            {group(t::THEME, themes.into_iter().collect_view())}
            {group(t::TEXT, sizes.into_iter().collect_view())}
        </div>
    }
}

/// The switch of language alone.
#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let languages = Lang::ALL.map(|lang| {
        let name = match lang {
            Lang::Ru => t::RUSSIAN,
            Lang::En => t::ENGLISH,
        };
        view! {
            <button
                class="appearance__option"
                type="button"
                lang=lang.as_str()
                aria-pressed=move || (i18n::lang() == lang).to_string()
                on:click=move |_| chosen::choose_lang(lang)
            >
                {name}
            </button>
        }
    });
    group(t::LANGUAGE, languages.into_iter().collect_view())
}

fn option(
    name: Text,
    is_chosen: impl Fn() -> bool + Send + 'static,
    choose: impl Fn() + 'static,
) -> impl IntoView {
    view! {
        <button
            class="appearance__option"
            type="button"
            aria-pressed=move || is_chosen().to_string()
            on:click=move |_| choose()
        >
            {name}
        </button>
    }
}

fn group(legend: Text, options: impl IntoView + 'static) -> impl IntoView {
    view! {
        <fieldset class="appearance__group">
            <legend class="appearance__legend">{legend}</legend>
            <div class="appearance__options">{options}</div>
        </fieldset>
    }
}
