//! The words of the pages, from `texts/`: Russian first, English for those whose browser asks for it.
//!
//! Both files must have exactly these keys, or the program does not start.
#![expect(missing_docs, reason = "the keys are named after the place where the words stand")]

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::LazyLock;

use axum::extract::FromRequestParts;
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::request::Parts;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    pub lang: String,
    pub common: Common,
    pub bank: Bank,
    pub secure: Secure,
    pub binding: Binding,
    pub phone: Phone,
    pub inbox: Inbox,
    pub sms: Sms,
    pub home: Home,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Common {
    pub band: String,
    pub nav_label: String,
    pub nav_home: String,
    pub nav_phone: String,
    pub nav_inbox: String,
    pub skip: String,
    pub moscow: String,
    pub not_found_title: String,
    pub not_found_text: String,
    pub failed_title: String,
    pub failed_text: String,
    pub to_home: String,
    pub status: BTreeMap<String, String>,
    pub delivery: BTreeMap<String, String>,
    pub method: BTreeMap<String, String>,
    pub reason: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bank {
    pub title: String,
    pub heading: String,
    pub shop: String,
    pub test_mark: String,
    pub method_legend: String,
    pub card_label: String,
    pub card_note: String,
    pub card_until: String,
    pub asks_code: String,
    pub sbp_note: String,
    pub sbp_phone: String,
    pub pay: String,
    pub leave: String,
    pub outcomes: String,
    pub outcomes_note: String,
    pub reason_label: String,
    pub decline: String,
    pub delay_label: String,
    pub delay_note: String,
    pub pay_later: String,
    pub finished_title: String,
    pub finished_succeeded: String,
    pub finished_held: String,
    pub finished_canceled: String,
    pub finished_reason: String,
    pub stay_title: String,
    pub stay_text: String,
    pub back: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Secure {
    pub title: String,
    pub ask: String,
    pub code: String,
    pub hint: String,
    pub wrong: String,
    pub confirm: String,
    pub give_up: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Binding {
    pub title: String,
    pub ask: String,
    pub allow: String,
    pub refuse: String,
    pub active: String,
    pub inactive: String,
    pub revoke: String,
    pub trouble_note: String,
    pub no_trouble: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phone {
    pub title: String,
    pub lead: String,
    pub empty: String,
    pub scan_heading: String,
    pub scan_label: String,
    pub scan_hint: String,
    pub scan: String,
    pub scan_not_link: String,
    pub scan_unknown: String,
    pub open: String,
    pub pay: String,
    pub decline: String,
    pub delay_label: String,
    pub to: String,
    pub asked_at: String,
    pub operation: String,
    pub done_succeeded: String,
    pub done_held: String,
    pub done_canceled: String,
    pub back: String,
    pub to_shop: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inbox {
    pub title: String,
    pub lead: String,
    pub empty: String,
    pub filter_label: String,
    pub filter: String,
    pub from: String,
    pub to: String,
    pub received: String,
    pub no_subject: String,
    pub text_part: String,
    pub html_part: String,
    pub back: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sms {
    pub title: String,
    pub lead: String,
    pub empty: String,
    pub state: String,
    pub delivered: String,
    pub undelivered: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Home {
    pub title: String,
    pub lead: String,
    pub phone_note: String,
    pub inbox_note: String,
    pub log: String,
    pub log_note: String,
    pub api: String,
    pub api_note: String,
    pub modes: String,
    pub modes_note: String,
    pub acquirer: String,
    pub acquirer_modes: BTreeMap<String, String>,
    pub notices: String,
    pub drop: String,
    pub reorder: String,
    pub delay_ms: String,
    pub duplicates: String,
    pub apply: String,
    pub clock: String,
    pub payments: String,
    pub payments_empty: String,
    pub payment_columns: [String; 5],
    pub notifications: String,
    pub notifications_empty: String,
    pub notification_columns: [String; 5],
    pub resend: String,
}

impl Words {
    /// The Russian words.
    #[must_use]
    pub fn russian() -> &'static Self {
        &RUSSIAN
    }

    /// The English words.
    #[must_use]
    pub fn english() -> &'static Self {
        &ENGLISH
    }
}

/// The language that a request asked for.
#[derive(Clone, Copy, Debug)]
pub struct Speech(pub &'static Words);

impl<S: Sync> FromRequestParts<S> for Speech {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let asked = parts.headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        Ok(Self(if asked.is_some_and(prefers_english) { Words::english() } else { Words::russian() }))
    }
}

static RUSSIAN: LazyLock<Words> = LazyLock::new(|| read(include_str!("../texts/ru.json")));
static ENGLISH: LazyLock<Words> = LazyLock::new(|| read(include_str!("../texts/en.json")));

fn read(json: &str) -> Words {
    serde_json::from_str(json).expect("the texts have the keys of `Words`")
}

/// Whether English comes before Russian: by weight, then by place in the list.
fn prefers_english(header: &str) -> bool {
    let weight = |wanted: &str| {
        let items = header.split(',').enumerate().filter_map(|(place, item)| {
            let (tag, quality) = item.split_once(";q=").unwrap_or((item, "1"));
            let language = tag.trim().split('-').next().unwrap_or_default();
            language.eq_ignore_ascii_case(wanted).then_some((thousandths(quality), usize::MAX - place))
        });
        items.max()
    };
    weight("en") > weight("ru")
}

fn thousandths(quality: &str) -> u32 {
    let (whole, part) = quality.trim().split_once('.').unwrap_or((quality.trim(), ""));
    let part: String = part.chars().chain("000".chars()).take(3).collect();
    whole.parse().unwrap_or(0) * 1_000 + part.parse().unwrap_or(0)
}

/// The words under that key, or the key itself where nobody has found words yet.
#[must_use]
pub fn named<'a>(words: &'a BTreeMap<String, String>, key: &'a str) -> &'a str {
    words.get(key).map_or(key, String::as_str)
}

#[cfg(test)]
mod tests {
    use super::{Words, prefers_english};

    #[test]
    fn both_languages_have_all_words() {
        let (russian, english) = (Words::russian(), Words::english());
        assert_eq!((russian.lang.as_str(), english.lang.as_str()), ("ru", "en"));
        for (in_russian, in_english) in [
            (&russian.common.status, &english.common.status),
            (&russian.common.delivery, &english.common.delivery),
            (&russian.common.method, &english.common.method),
            (&russian.common.reason, &english.common.reason),
            (&russian.home.acquirer_modes, &english.home.acquirer_modes),
        ] {
            assert!(in_russian.keys().eq(in_english.keys()));
        }
    }

    #[test]
    fn english_only_for_those_who_prefer_it() {
        for header in ["en", "en-US,en;q=0.9", "de, en;q=0.5", "ru;q=0.5,en;q=0.55", "en,ru"] {
            assert!(prefers_english(header), "{header}");
        }
        for header in ["", "ru", "ru-RU,ru;q=0.9,en;q=0.8", "de", "en;q=0.5,ru;q=0.51", "*"] {
            assert!(!prefers_english(header), "{header}");
        }
    }
}
