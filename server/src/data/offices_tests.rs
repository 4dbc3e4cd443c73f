//! Offices: the shipped rows, and what is refused.

use super::*;
use crate::data::Folder;
use crate::data::branch::Branch;

fn shipped() -> Folder {
    Folder(concat!(env!("CARGO_MANIFEST_DIR"), "/../data").into())
}

fn branches() -> BTreeMap<String, Branch> {
    ["murmansk", "tver", "kursk", "smolensk"]
        .map(|id| (id.to_owned(), Branch::load(&shipped(), id).unwrap()))
        .into()
}

fn find(offices: &[Office], id: &str) -> Office {
    offices.iter().find(|office| office.row.id == id).unwrap().clone()
}

#[test]
fn all_of_them_are_there_with_what_is_unknown() {
    let offices = load(&shipped(), &branches()).unwrap();
    assert_eq!(offices.len(), 133);
    for (branch, count) in [("murmansk", 24), ("tver", 46), ("kursk", 29), ("smolensk", 34)] {
        assert_eq!(offices.iter().filter(|office| office.branch == branch).count(), count, "{branch}");
    }
    assert_eq!(offices.iter().filter(|office| office.row.note.is_some()).count(), 63);

    let tver = find(&offices, "tver-01").view();
    assert_eq!((tver.takes_payments, tver.takes_readings), (Some(true), None));
    assert_eq!(tver.phones, ["(4822) 48-30-13"]);
    let silent = find(&offices, "smolensk-03").view();
    assert_eq!((silent.takes_payments, silent.takes_readings), (None, None));
    assert!(find(&offices, "tver-42").view().note.unwrap().starts_with("АДРЕС ВЕРОЯТНО ОШИБОЧЕН"));
    let firms = find(&offices, "kola-03").view();
    assert_eq!(firms.phones[0], "+7 (815 2) 69-24-14 (юр. лица / тел.)");
}

#[test]
fn hours_are_times_of_day() {
    let offices = load(&shipped(), &branches()).unwrap();
    let time = |text: &str| NaiveTime::parse_from_str(text, "%H:%M").unwrap();
    let day = |id: &str, weekday: usize| find(&offices, id).week[weekday];
    assert_eq!(day("smolensk-02", 1).unwrap().close, time("19:00"));
    assert_eq!(day("smolensk-02", 2).unwrap().close, time("18:00"));
    assert_eq!(day("kursk-03", 0).unwrap().pause.unwrap().0, time("12:00"));
    assert_eq!(day("tver-01", 5).unwrap().close, time("14:00"));
    assert_eq!(offices.iter().filter(|office| office.week[5].is_some()).count(), 1);
}

#[test]
fn mistakes_are_refused_with_their_place() {
    let text = String::from_utf8(shipped().read(FILE).unwrap().into_owned()).unwrap();
    for (from, to, sentence) in [
        ("\"id\": \"kola-02\"", "\"id\": \"kola-01\"", "id: two offices have the same id"),
        ("\"n\": 2,", "\"n\": 3,", "kola-02.n: 3 follows 1: a row is missing or written twice"),
        ("\"close\": \"18:00\"", "\"close\": \"08:00\"", "kola-01.hours: 09:00–08:00 does not run forward"),
        ("\"open\": \"09:00\"", "\"open\": \"9 утра\"", "kola-01.hours: \"9 утра\" is not a time of day"),
        ("Europe/Moscow", "Europe/Mosow", "kola-01.tz: there is no time zone Europe/Mosow"),
        ("+78152692359", "+7815269235", "kola-01.phones: +7815269235 is not a telephone number"),
        ("\"takes_payments\"", "\"takes_payment\"", "unknown field `takes_payment`"),
        ("КолАтомЭнергоСбыт", "КолЭнерго", "kola-02.n: 2 follows 0"),
    ] {
        let error = parse(&text.replacen(from, to, 1), &branches()).err().unwrap().to_string();
        assert!(error.starts_with("data/offices/offices.json, ") && error.contains(sentence), "{error}");
    }
    let error = parse(&text, &BTreeMap::new()).err().unwrap().to_string();
    assert!(error.contains("kola-01.branch: no branch profile takes the offices of"), "{error}");
}
