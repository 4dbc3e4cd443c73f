//! Great and small letters of the two alphabets that people here type.
//!
//! The standard library knows those of every script, by tables that would be a tenth of what a phone downloads for a
//! form.

/// What lies between a great Russian letter and its small one.
const RUSSIAN: u32 = 0x20;
/// The same for the other Cyrillic ones, of which Russian has Yo.
const OTHER_CYRILLIC: u32 = 0x50;

/// The small letter of a Latin or Cyrillic one; any other character is left as it is.
#[must_use]
pub const fn lower(letter: char) -> char {
    match letter {
        '\u{410}'..='\u{42f}' => shifted(letter, letter as u32 + RUSSIAN),
        '\u{400}'..='\u{40f}' => shifted(letter, letter as u32 + OTHER_CYRILLIC),
        other => other.to_ascii_lowercase(),
    }
}

/// The great letter of a Latin or Cyrillic one; any other character is left as it is.
#[must_use]
pub const fn upper(letter: char) -> char {
    match letter {
        '\u{430}'..='\u{44f}' => shifted(letter, letter as u32 - RUSSIAN),
        '\u{450}'..='\u{45f}' => shifted(letter, letter as u32 - OTHER_CYRILLIC),
        other => other.to_ascii_uppercase(),
    }
}

/// A text in small letters.
#[must_use]
pub fn lowered(text: &str) -> String {
    text.chars().map(lower).collect()
}

/// A text in great letters.
#[must_use]
pub fn uppered(text: &str) -> String {
    text.chars().map(upper).collect()
}

const fn shifted(letter: char, code: u32) -> char {
    match char::from_u32(code) {
        Some(other) => other,
        None => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_alphabets_are_as_the_tables_have_them() {
        for letter in ('\0'..='\u{7f}').chain('\u{400}'..='\u{45f}') {
            assert_eq!(lower(letter).to_string(), letter.to_lowercase().to_string());
            assert_eq!(upper(letter).to_string(), letter.to_uppercase().to_string());
        }
    }

    #[test]
    fn texts_and_other_characters() {
        assert_eq!(lowered("Дом 12-Ё, Kitchen №"), "дом 12-ё, kitchen №");
        assert_eq!(uppered("кв. 7ё/b"), "КВ. 7Ё/B");
    }
}
