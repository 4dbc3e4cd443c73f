//! How soon a password is guessed (zxcvbn), and what to tell whoever chose it.

use svetlitsa_api::FieldCode;
use svetlitsa_api::registrations::MAX_PASSWORD;
use zxcvbn::Score;
use zxcvbn::feedback::Warning;

/// Keys of the Russian layout.
const RUSSIAN: [char; 33] = [
    'й', 'ц', 'у', 'к', 'е', 'н', 'г', 'ш', 'щ', 'з', 'х', 'ъ', 'ф', 'ы', 'в', 'а', 'п', 'р', 'о', 'л', 'д',
    'ж', 'э', 'я', 'ч', 'с', 'м', 'и', 'т', 'ь', 'б', 'ю', 'ё',
];
/// What the Latin layout has in the same places.
const LATIN: [char; 33] = [
    'q', 'w', 'e', 'r', 't', 'y', 'u', 'i', 'o', 'p', '[', ']', 'a', 's', 'd', 'f', 'g', 'h', 'j', 'k', 'l',
    ';', '\'', 'z', 'x', 'c', 'v', 'b', 'n', 'm', ',', '.', '`',
];

/// What is wrong with a password, if anything. `known` is what others know of its owner: e-mail, account, house.
///
/// Slow in a way that depends on the password: not for an async thread.
#[must_use]
pub fn problem(password: &str, known: &[&str]) -> Option<FieldCode> {
    if password.is_empty() {
        return Some(FieldCode::Required);
    }
    if password.chars().count() > MAX_PASSWORD {
        return Some(FieldCode::TooLong);
    }
    // Lists of common passwords are Latin: «пароль» stands in them as the keys it is typed with.
    let typed = keys(password);
    let mut parts: Vec<&str> = known.iter().flat_map(|text| text.split(['@', '.'])).collect();
    parts.extend(known);
    parts.push("svetlitsa");
    let problems: Vec<FieldCode> =
        [typed.as_str(), password].into_iter().filter_map(|text| guessed_soon(text, &parts)).collect();
    // Why it is weak says more than that it is.
    problems.iter().find(|code| **code != FieldCode::PasswordWeak).or(problems.first()).copied()
}

fn guessed_soon(text: &str, parts: &[&str]) -> Option<FieldCode> {
    let entropy = zxcvbn::zxcvbn(text, parts);
    (entropy.score() < Score::Three).then(|| {
        let warning = entropy.feedback().and_then(zxcvbn::feedback::Feedback::warning);
        let lower = text.to_lowercase();
        let is_personal = parts.iter().any(|part| part.chars().count() >= 4 && lower.contains(part));
        if is_personal { FieldCode::PasswordPersonal } else { code(warning) }
    })
}

fn keys(password: &str) -> String {
    let key = |c: char| {
        let lower = c.to_lowercase().next().unwrap_or(c);
        RUSSIAN.iter().position(|letter| *letter == lower).map_or(c, |place| LATIN[place])
    };
    password.chars().map(key).collect()
}

const fn code(warning: Option<Warning>) -> FieldCode {
    match warning {
        Some(
            Warning::ThisIsATop10Password
            | Warning::ThisIsATop100Password
            | Warning::ThisIsACommonPassword
            | Warning::ThisIsSimilarToACommonlyUsedPassword
            | Warning::AWordByItselfIsEasyToGuess,
        ) => FieldCode::PasswordCommon,
        Some(
            Warning::StraightRowsOfKeysAreEasyToGuess
            | Warning::ShortKeyboardPatternsAreEasyToGuess
            | Warning::RepeatsLikeAaaAreEasyToGuess
            | Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess
            | Warning::SequencesLikeAbcAreEasyToGuess
            | Warning::RecentYearsAreEasyToGuess
            | Warning::DatesAreOftenEasyToGuess,
        ) => FieldCode::PasswordPattern,
        Some(
            Warning::NamesAndSurnamesByThemselvesAreEasyToGuess
            | Warning::CommonNamesAndSurnamesAreEasyToGuess,
        ) => FieldCode::PasswordPersonal,
        None => FieldCode::PasswordWeak,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn russian_is_read_as_the_keys_it_is_typed_with() {
        assert_eq!(keys("Пароль1"), "gfhjkm1");
    }

    #[test]
    fn weak_passwords_say_why() {
        let known = ["maria@example.org", "67100000017", "12"];
        for (password, code) in [
            ("", Some(FieldCode::Required)),
            (&*"я".repeat(129), Some(FieldCode::TooLong)),
            ("password", Some(FieldCode::PasswordCommon)),
            ("пароль", Some(FieldCode::PasswordCommon)),
            ("qwertyuiop", Some(FieldCode::PasswordCommon)),
            ("aaaaaaaaa", Some(FieldCode::PasswordPattern)),
            ("67100000017", Some(FieldCode::PasswordPersonal)),
            ("maria2026", Some(FieldCode::PasswordPersonal)),
            ("коляска тихо едет в среду", None),
            ("correct horse battery staple", None),
        ] {
            assert_eq!(problem(password, &known), code, "{password}");
        }
    }
}
