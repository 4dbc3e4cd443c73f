//! Turns `locales/{ru,en}/*.json` into Rust, so that a wrong key does not compile.
//!
//! `readings.json` with `{"submit": {"title": "…"}}` becomes `texts::readings::submit::TITLE`. A text with
//! `{named}` places becomes a function of them, and one in three plural forms a function of `count`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use serde_json::{Map, Value};

const LANGUAGES: [&str; 2] = ["ru", "en"];

fn main() {
    let root = Path::new("locales");
    println!("cargo::rerun-if-changed=locales");
    let [ru, en] = LANGUAGES.map(|language| features(&root.join(language)));
    let mut out = String::new();
    assert!(ru.keys().eq(en.keys()), "locales/ru and locales/en hold different files");
    for (feature, ru) in &ru {
        write_module(&mut out, feature, ru, &en[feature], feature);
    }
    let target = Path::new(&env::var_os("OUT_DIR").expect("cargo sets OUT_DIR")).join("texts.rs");
    fs::write(target, out).expect("the texts could not be written");
}

fn features(folder: &Path) -> BTreeMap<String, Map<String, Value>> {
    let mut features = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
        let path = entry.expect("a folder's entry could not be read").path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        println!("cargo::rerun-if-changed={}", path.display());
        let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let texts = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let name = path.file_stem().and_then(|name| name.to_str()).expect("a file's name is a word");
        features.insert(name.to_owned(), texts);
    }
    features
}

fn write_module(out: &mut String, name: &str, ru: &Map<String, Value>, en: &Map<String, Value>, path: &str) {
    let keys = |map: &Map<String, Value>| map.keys().cloned().collect::<std::collections::BTreeSet<_>>();
    assert!(keys(ru) == keys(en), "`{path}` has different keys: ru {:?}, en {:?}", keys(ru), keys(en));
    writeln!(out, "/// Texts of `{path}`.\npub mod {name} {{").expect("a string grows");
    for (key, ru) in ru {
        let path = format!("{path}.{key}");
        match (ru, &en[key]) {
            (Value::String(ru), Value::String(en)) => write_text(out, key, ru, en, &path),
            (Value::Object(ru), Value::Object(en)) if ru.contains_key("many") => {
                write_plural(out, key, ru, en, &path);
            }
            (Value::Object(ru), Value::Object(en)) => write_module(out, key, ru, en, &path),
            _ => panic!("`{path}` is neither a text nor a group of texts in both languages"),
        }
    }
    out.push_str("}\n");
}

fn write_text(out: &mut String, key: &str, ru: &str, en: &str, path: &str) {
    let places = places(ru, path);
    assert_same_places(&places, en, path);
    let doc = doc(ru);
    let (ru, en) = (numbered(ru, &places), numbered(en, &places));
    if places.is_empty() {
        let name = key.to_uppercase();
        writeln!(out, "{doc}pub const {name}: crate::i18n::Text = crate::i18n::Text::new(&[{ru:?}, {en:?}]);")
    } else {
        writeln!(
            out,
            "{doc}#[must_use]\npub fn {key}({}) -> String {{ crate::i18n::fill({ru:?}, {en:?}, &[{}]) }}",
            parameters(&places),
            arguments(&places)
        )
    }
    .expect("a string grows");
}

fn write_plural(out: &mut String, key: &str, ru: &Map<String, Value>, en: &Map<String, Value>, path: &str) {
    let form = |map: &Map<String, Value>, form: &str| match map.get(form) {
        Some(Value::String(text)) => text.clone(),
        _ => panic!("`{path}` needs the forms one, few and many in both languages"),
    };
    let mut places = places(&form(ru, "many"), path);
    places.retain(|place| place != "count");
    places.insert(0, "count".to_owned());
    let mut forms = [ru, en].map(|map| ["one", "few", "many"].map(|name| form(map, name)));
    for text in forms.as_flattened_mut() {
        *text = numbered(text, &places);
    }
    let others = places[1..].to_vec();
    let comma = if others.is_empty() { "" } else { ", " };
    writeln!(
        out,
        "{}#[must_use]\npub fn {key}(count: u64{comma}{}) -> String {{ crate::i18n::fill_plural(&{:?}, &{:?}, count, &[{}]) }}",
        doc(&form(ru, "many")),
        parameters(&others),
        forms[0],
        forms[1],
        arguments(&others),
    )
    .expect("a string grows");
}

/// Names in braces, in the order of their first appearance.
fn places(text: &str, path: &str) -> Vec<String> {
    let mut places: Vec<String> = Vec::new();
    for part in text.split('{').skip(1) {
        let (name, _) = part.split_once('}').unwrap_or_else(|| panic!("`{path}`: a brace stays open"));
        assert!(
            !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'),
            "`{path}`: {{{name}}} is no name"
        );
        if !places.iter().any(|place| place == name) {
            places.push(name.to_owned());
        }
    }
    places
}

fn assert_same_places(places: &[String], other: &str, path: &str) {
    let sorted = |mut list: Vec<String>| {
        list.sort();
        list
    };
    let other = sorted(self::places(other, path));
    assert!(sorted(places.to_vec()) == other, "`{path}` has other places in the other language: {other:?}");
}

fn numbered(text: &str, places: &[String]) -> String {
    places
        .iter()
        .enumerate()
        .fold(text.to_owned(), |text, (i, place)| text.replace(&format!("{{{place}}}"), &format!("{{{i}}}")))
}

fn parameters(places: &[String]) -> String {
    places.iter().map(|place| format!("{place}: &str")).collect::<Vec<_>>().join(", ")
}

/// What is filled in. A telephone number stays on one line in every sentence.
fn arguments(places: &[String]) -> String {
    let argument = |place: &String| match place.as_str() {
        "phone" => "&crate::format::phone(phone)".to_owned(),
        other => other.to_owned(),
    };
    places.iter().map(argument).collect::<Vec<_>>().join(", ")
}

fn doc(text: &str) -> String {
    let text = text.replace(['[', ']', '<', '>', '`', '\n'], " ");
    format!("/// «{text}»\n")
}
