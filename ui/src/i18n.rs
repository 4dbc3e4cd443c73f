//! Language: which one is spoken, and texts that follow it by themselves.
//!
//! Texts live in `locales/{ru,en}/<feature>.json`; the build script makes [`crate::texts`] of them. A plain text
//! is a [`Text`], which a view can hold as it is: it changes with the language. A text with values is a function
//! that returns a `String`; call it inside `move ||`, and it is read again when the language changes.

use std::borrow::Cow;
use std::sync::{Arc, LazyLock, Mutex};

use leptos::prelude::*;
use leptos::tachys::html::attribute::IntoAttributeValue;
use leptos::tachys::reactive_graph::SharedReactiveFunction;

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// Russian, the language of the law and of most readers.
    #[default]
    Ru,
    /// English.
    En,
}

impl Lang {
    /// Every language, in the order offered.
    pub const ALL: [Self; 2] = [Self::Ru, Self::En];

    /// The word of `<html lang>`, of the store and of the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ru => "ru",
            Self::En => "en",
        }
    }

    /// The opposite of [`Lang::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.as_str() == word)
    }
}

static LANG: LazyLock<ArcRwSignal<Lang>> = LazyLock::new(|| ArcRwSignal::new(Lang::default()));

/// The language that is spoken now; what reads it in a view is read again when it changes.
#[must_use]
pub fn lang() -> Lang {
    LANG.get()
}

/// The language that is spoken now, for event handlers and requests.
#[must_use]
pub fn lang_untracked() -> Lang {
    LANG.get_untracked()
}

/// Speaks another language. [`crate::appearance`] also remembers it.
pub fn set_lang(lang: Lang) {
    LANG.set(lang);
}

/// A text without values, in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text(&'static [&'static str; 2]);

impl Text {
    /// The same text in both languages, Russian first.
    #[must_use]
    pub const fn new(languages: &'static [&'static str; 2]) -> Self {
        Self(languages)
    }

    /// The text in a language.
    #[must_use]
    pub const fn of(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Ru => self.0[0],
            Lang::En => self.0[1],
        }
    }

    /// The text in the language spoken now; tracked like [`lang`].
    #[must_use]
    pub fn get(self) -> &'static str {
        self.of(lang())
    }

    /// The text in the language spoken now, for event handlers.
    #[must_use]
    pub fn get_untracked(self) -> &'static str {
        self.of(lang_untracked())
    }
}

/// Words of a component's property: a text, a finished string, or a sentence that is made anew when what it
/// tells of changes.
#[derive(Clone)]
pub enum Words {
    /// A text of the locales.
    Text(Text),
    /// Words that are data: a name, an address.
    Given(Cow<'static, str>),
    /// A sentence with values.
    Live(Arc<dyn Fn() -> String + Send + Sync>),
}

impl Words {
    /// A sentence with values.
    pub fn live(sentence: impl Fn() -> String + Send + Sync + 'static) -> Self {
        Self::Live(Arc::new(sentence))
    }

    /// The words as they are now; tracked.
    #[must_use]
    pub fn get(&self) -> Cow<'static, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text.get()),
            Self::Given(words) => words.clone(),
            Self::Live(sentence) => Cow::Owned(sentence()),
        }
    }
}

impl From<Text> for Words {
    fn from(text: Text) -> Self {
        Self::Text(text)
    }
}

impl From<String> for Words {
    fn from(words: String) -> Self {
        Self::Given(Cow::Owned(words))
    }
}

impl From<&'static str> for Words {
    fn from(words: &'static str) -> Self {
        Self::Given(Cow::Borrowed(words))
    }
}

// One type for all of them, so that a thousand texts cost one piece of program.
type LiveWords = SharedReactiveFunction<Cow<'static, str>>;

#[inline(never)]
fn live(words: Words) -> LiveWords {
    Arc::new(Mutex::new(move || words.get()))
}

#[inline(never)]
fn live_text(text: Text) -> LiveWords {
    live(Words::Text(text))
}

impl IntoRender for Words {
    type Output = LiveWords;
    fn into_render(self) -> LiveWords {
        live(self)
    }
}

impl IntoAttributeValue for Words {
    type Output = LiveWords;
    fn into_attribute_value(self) -> LiveWords {
        self.into_render()
    }
}

impl Words {
    /// The words as a view of their own, where a list of views is wanted.
    #[must_use]
    pub fn into_view(self) -> AnyView {
        self.into_render().into_any()
    }
}

impl Text {
    /// The text as a view of its own, where a list of views is wanted.
    #[must_use]
    pub fn into_view(self) -> AnyView {
        Words::Text(self).into_view()
    }
}

impl IntoRender for Text {
    type Output = LiveWords;
    fn into_render(self) -> LiveWords {
        live_text(self)
    }
}

impl IntoAttributeValue for Text {
    type Output = LiveWords;
    fn into_attribute_value(self) -> LiveWords {
        self.into_render()
    }
}

/// Puts values into the numbered places of a text. Called by [`crate::texts`].
pub(crate) fn fill(ru: &str, en: &str, values: &[&str]) -> String {
    fill_places(if lang() == Lang::Ru { ru } else { en }, values)
}

/// Picks the plural form for a count and fills it; place 0 is the count. Called by [`crate::texts`].
pub(crate) fn fill_plural(ru: &[&str; 3], en: &[&str; 3], count: u64, values: &[&str]) -> String {
    let lang = lang();
    let forms = if lang == Lang::Ru { ru } else { en };
    let count_text = crate::format::number_in(lang, count);
    let all: Vec<&str> = std::iter::once(count_text.as_str()).chain(values.iter().copied()).collect();
    fill_places(forms[plural_form(lang, count)], &all)
}

/// 0 for one, 1 for few, 2 for many, by the rule of the language.
const fn plural_form(lang: Lang, count: u64) -> usize {
    match (lang, count % 10, count % 100) {
        (Lang::En, ..) => {
            if count == 1 {
                0
            } else {
                2
            }
        }
        (Lang::Ru, _, 11..=14) => 2,
        (Lang::Ru, 1, _) => 0,
        (Lang::Ru, 2..=4, _) => 1,
        (Lang::Ru, ..) => 2,
    }
}

fn fill_places(text: &str, values: &[&str]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let (place, after) = after.split_once('}').unwrap_or((after, ""));
        filled.push_str(place.parse().ok().and_then(|i: usize| values.get(i)).unwrap_or(&""));
        rest = after;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_in_any_order() {
        assert_eq!(fill_places("{1} of {0}, {1}", &["five", "two"]), "two of five, two");
        assert_eq!(fill_places("no places", &[]), "no places");
    }

    #[test]
    fn values_are_not_filled_again() {
        assert_eq!(fill_places("{0}!", &["{0}"]), "{0}!");
    }

    #[test]
    fn plurals_follow_their_language() {
        let forms =
            |lang| [0, 1, 2, 4, 5, 11, 12, 14, 21, 22, 25, 101, 111, 1001].map(|n| plural_form(lang, n));
        assert_eq!(forms(Lang::Ru), [2, 0, 1, 1, 2, 2, 2, 2, 0, 1, 2, 0, 2, 0]);
        assert_eq!(forms(Lang::En), [2, 0, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2]);
    }

    #[test]
    fn languages_come_back() {
        for lang in Lang::ALL {
            assert_eq!(Lang::parse(lang.as_str()), Some(lang));
        }
        assert_eq!(Lang::parse("de"), None);
    }
}
