//! Language, colours and size of letters: chosen without an account, remembered on the device.
//!
//! The page's own short script puts the remembered choice on `<html>` before the first paint; this module reads
//! it back and changes it. Storage may be forbidden: then a choice lasts until the page is closed.

use std::sync::LazyLock;

use leptos::prelude::*;

use crate::i18n::{self, Lang};

/// Which colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the device wishes.
    #[default]
    Device,
    /// Light.
    Light,
    /// Dark.
    Dark,
    /// High contrast.
    Contrast,
}

/// How large the letters are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextSize {
    /// As the browser has them.
    #[default]
    Normal,
    /// A quarter larger.
    Large,
    /// Half as large again.
    XLarge,
}

impl Theme {
    /// Every theme, in the order offered.
    pub const ALL: [Self; 4] = [Self::Device, Self::Light, Self::Dark, Self::Contrast];

    /// The word of `data-theme`; empty for the device's wish.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Device => "",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Contrast => "contrast",
        }
    }
}

impl TextSize {
    /// Every size, in the order offered.
    pub const ALL: [Self; 3] = [Self::Normal, Self::Large, Self::XLarge];

    /// The word of `data-text`; empty for the browser's own.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Normal => "",
            Self::Large => "large",
            Self::XLarge => "x-large",
        }
    }
}

static THEME: LazyLock<ArcRwSignal<Theme>> = LazyLock::new(|| ArcRwSignal::new(Theme::default()));
static TEXT_SIZE: LazyLock<ArcRwSignal<TextSize>> = LazyLock::new(|| ArcRwSignal::new(TextSize::default()));

/// The colours of now; tracked.
#[must_use]
pub fn theme() -> Theme {
    THEME.get()
}

/// The size of letters of now; tracked.
#[must_use]
pub fn text_size() -> TextSize {
    TEXT_SIZE.get()
}

/// Takes over what the page's script found remembered. Call once, before the first view.
pub fn restore() {
    let of = |name: &str| document_element().and_then(|root| root.get_attribute(name)).unwrap_or_default();
    let lang = of("lang");
    i18n::set_lang(Lang::parse(&lang).unwrap_or_default());
    THEME.set(Theme::ALL.into_iter().find(|t| t.as_str() == of("data-theme")).unwrap_or_default());
    TEXT_SIZE.set(TextSize::ALL.into_iter().find(|t| t.as_str() == of("data-text")).unwrap_or_default());
    show_in_browser_frame();
}

/// Speaks a language from now on.
pub fn choose_lang(lang: Lang) {
    i18n::set_lang(lang);
    set("lang", "lang", lang.as_str());
}

/// Wears other colours from now on.
pub fn choose_theme(theme: Theme) {
    THEME.set(theme);
    set("data-theme", "theme", theme.as_str());
    show_in_browser_frame();
}

/// Writes in another size from now on.
pub fn choose_text_size(size: TextSize) {
    TEXT_SIZE.set(size);
    set("data-text", "text", size.as_str());
}

/// Goes back to Russian, the device's colours and normal letters: a terminal, between two visitors.
pub fn forget() {
    choose_lang(Lang::default());
    choose_theme(Theme::default());
    choose_text_size(TextSize::default());
}

fn document_element() -> Option<web_sys::Element> {
    document().document_element()
}

fn set(attribute: &str, key: &str, word: &str) {
    let key = format!("svetlitsa.{key}");
    let storage = window().local_storage().ok().flatten();
    // What cannot be remembered still holds for this page.
    let _ = match (word, &storage) {
        ("", Some(storage)) => storage.remove_item(&key),
        (word, Some(storage)) => storage.set_item(&key, word),
        (_, None) => Ok(()),
    };
    if let Some(root) = document_element() {
        let _ = if word.is_empty() {
            root.remove_attribute(attribute)
        } else {
            root.set_attribute(attribute, word)
        };
    }
}

/// The browser paints its own frame in the page's colour, which only the stylesheet knows.
fn show_in_browser_frame() {
    let Some(root) = document_element() else { return };
    let colour = window()
        .get_computed_style(&root)
        .ok()
        .flatten()
        .and_then(|style| style.get_property_value("--surface").ok())
        .unwrap_or_default();
    if let Ok(Some(meta)) = document().query_selector("meta[name=theme-color]") {
        let _ = meta.set_attribute("content", colour.trim());
    }
}
