//! The word by which somebody wants no more text messages.

/// Whether a message is that word and nothing else, in Russian or English, in whatever case, with the full stop that a
/// telephone puts behind it.
#[must_use]
pub fn is_stop_word(text: &str) -> bool {
    let word = text.trim().trim_end_matches(['.', '!']).trim_end().to_lowercase();
    matches!(word.as_str(), "\u{441}\u{442}\u{43e}\u{43f}" | "stop")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_alone_stops() {
        for text in ["STOP", " stop. ", "Стоп", "СТОП!", "стоп ."] {
            assert!(is_stop_word(text), "{text}");
        }
        for text in ["", ".", "стоп 12345", "69123456789 10450", "stopp", "не стоп"] {
            assert!(!is_stop_word(text), "{text}");
        }
    }
}
