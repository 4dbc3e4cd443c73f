//! Answers that are there before anybody asks: found by the words of what is being typed.
//!
//! A key word is a beginning: "meter" finds "meters". Capital letters do not matter, nor do the two dots of Yo, which
//! most people leave out.

use crate::letters::lower;

/// Most answers that are offered at once: whoever reads more than three would rather write.
pub const MOST_OFFERED: usize = 3;

/// The words of a text: small letters, without the dots of Yo.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| word.chars().map(|c| plain(lower(c))).collect())
        .collect()
}

/// Which answers fit what is typed, best first, at most [`MOST_OFFERED`]. `keys` are the key words of each answer; one
/// of several words fits where all of them stand in the text. The more key words stand in the text, the better; of
/// equals the earlier.
#[must_use]
pub fn best(typed: &str, keys: &[Vec<String>]) -> Vec<usize> {
    let typed = words(typed);
    let score = |keys: &[String]| keys.iter().filter(|key| stands(&words(key), &typed)).count();
    let mut found: Vec<(usize, usize)> =
        keys.iter().enumerate().map(|(at, keys)| (score(keys), at)).filter(|(score, _)| *score > 0).collect();
    found.sort_by_key(|(score, at)| (std::cmp::Reverse(*score), *at));
    found.into_iter().take(MOST_OFFERED).map(|(_, at)| at).collect()
}

/// Whether any of the phrases stands in a text: each of its words begins some word of the text.
#[must_use]
pub fn holds_any(text: &str, phrases: &[String]) -> bool {
    let text = words(text);
    phrases.iter().any(|phrase| stands(&words(phrase), &text))
}

fn stands(key: &[String], text: &[String]) -> bool {
    !key.is_empty() && key.iter().all(|part| text.iter().any(|word| word.starts_with(part.as_str())))
}

const fn plain(letter: char) -> char {
    match letter {
        '\u{451}' => '\u{435}',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(lists: &[&[&str]]) -> Vec<Vec<String>> {
        lists.iter().map(|list| list.iter().map(|&key| key.to_owned()).collect()).collect()
    }

    #[test]
    fn beginnings_are_found_in_any_case_and_without_dots() {
        let keys = keys(&[&["meter", "change meter"], &["bill"], &["\u{441}\u{447}\u{435}\u{442}"]]);
        for (typed, expected) in [
            ("My METERS", &[0][..]),
            ("Change of the meter and the bill", &[0, 1]),
            ("a billboard", &[1]),
            // Yo in the text, none in the key.
            ("\u{421}\u{427}\u{401}\u{422}\u{410}", &[2]),
            ("parameter", &[]),
            ("me", &[]),
            ("", &[]),
            ("<script>bill</script>", &[1]),
        ] {
            assert_eq!(best(typed, &keys), expected, "{typed}");
        }
    }

    #[test]
    fn three_are_enough() {
        let keys = keys(&[&["one"], &["one"], &["one", "two"], &["one"]]);
        assert_eq!(best("one two", &keys), [2, 0, 1]);
    }

    #[test]
    fn all_words_of_a_phrase_must_stand() {
        let phrases = ["wire fell".to_owned(), "spark".to_owned(), String::new()];
        for (text, expected) in [
            ("a wire fell down", true),
            ("it fell, the wire", true),
            ("the wire", false),
            ("It SPARKS!", true),
            ("resparking", false),
            ("", false),
        ] {
            assert_eq!(holds_any(text, &phrases), expected, "{text}");
        }
    }
}
