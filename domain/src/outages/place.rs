//! Streets and houses: from addresses as they are written, and whether an outage covers one.

use crate::accounts::normalize_house;
use crate::letters::{lower, lowered};

/// Part of a street.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Town and street, as addresses begin.
    pub street: String,
    /// Houses, normalised; the whole street without one.
    pub houses: Vec<String>,
}

impl Place {
    /// Whether a house is in it.
    #[must_use]
    pub fn covers(&self, street: &str, house: &str) -> bool {
        let house = normalize_house(house);
        same_street(&self.street, street) && (self.houses.is_empty() || self.houses.contains(&house))
    }
}

/// Town and street of an address: what stands before its house. Nothing of flats and people is in it. `None` when the
/// house is not found in the address.
#[must_use]
pub fn street_of<'a>(address: &'a str, house: &str) -> Option<&'a str> {
    let house = normalize_house(house);
    let mut found = None;
    let mut start = 0;
    for part in address.split(',') {
        let words = part.trim();
        let number = words.split_once(char::is_whitespace).map_or(words, |(_, number)| number);
        if start > 0 && normalize_house(number) == house {
            // The small letter De: "house" as addresses shorten it. It tells the house from a flat of its number.
            if words.chars().next().map(lower) == Some('\u{434}') {
                return Some(address[..start - 1].trim());
            }
            found = found.or(Some(address[..start - 1].trim()));
        }
        start += part.len() + 1;
    }
    found
}

/// Whether two people mean the same street: case, dots, commas and the two dots of Yo do not matter.
#[must_use]
pub fn same_street(one: &str, other: &str) -> bool {
    key(one) == key(other)
}

/// Houses as a clerk types them, `12, 14a`: normalised, each once. `None` when one is too long to be a house.
#[must_use]
pub fn houses_of(typed: &str) -> Option<Vec<String>> {
    const LONGEST: usize = 12;
    let mut houses: Vec<String> = Vec::new();
    for house in typed.split([',', ';', '\n']).map(normalize_house).filter(|house| !house.is_empty()) {
        if house.chars().count() > LONGEST || !house.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        if !houses.contains(&house) {
            houses.push(house);
        }
    }
    Some(houses)
}

fn key(street: &str) -> String {
    // Yo is Ye without its dots.
    let plain = lowered(street).replace('\u{451}', "\u{435}").replace(['.', ','], " ");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_street_is_what_stands_before_the_house() {
        for (address, house, street) in [
            ("г. Смоленск, ул. Кирова, д. 12, кв. 7", "12", Some("г. Смоленск, ул. Кирова")),
            ("г. Смоленск, ул. Кирова, д. 12 А, кв. 12", "12А", Some("г. Смоленск, ул. Кирова")),
            ("г. Тверь, мкр. 5, д. 5, кв. 5", "5", Some("г. Тверь, мкр. 5")),
            ("пос. Заводской, ул. Береговая, д. 1", "1", Some("пос. Заводской, ул. Береговая")),
            ("пос. Заводской, ул. Береговая, 1", "1", Some("пос. Заводской, ул. Береговая")),
            ("д. 1", "1", None),
            ("Дом у реки", "1", None),
            ("", "", None),
        ] {
            assert_eq!(street_of(address, house), street, "{address}");
        }
    }

    #[test]
    fn a_place_covers_its_houses() {
        let street = "г. Смоленск, ул. Королёва";
        let some = Place { street: street.to_owned(), houses: vec!["12А".to_owned()] };
        let whole = Place { houses: Vec::new(), ..some.clone() };
        assert!(some.covers("Г Смоленск  ул Королева", "12 a") && whole.covers(street, "99"));
        assert!(!some.covers(street, "12") && !whole.covers("г. Тверь, ул. Королёва", "12"));
    }

    #[test]
    fn typed_houses() {
        assert_eq!(houses_of(" 12, 14 а;12\n"), Some(vec!["12".to_owned(), "14А".to_owned()]));
        assert_eq!(houses_of(""), Some(Vec::new()));
        for wrong in ["все", "12 и все дома до конца улицы", "<b>1</b>"] {
            assert_eq!(houses_of(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn no_address_breaks_it_and_no_flat_is_told(address in ".{0,60}", house in "[0-9]{1,3}", flat in 1000_u32..9999) {
            let _ = street_of(&address, &house);
            let whole = format!("г. Тверь, ул. Мира, д. {house}, кв. {flat}");
            prop_assert_eq!(street_of(&whole, &house), Some("г. Тверь, ул. Мира"));
        }
    }
}
