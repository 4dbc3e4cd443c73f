//! How many parts an SMS takes: 160 characters of the GSM alphabet, or 70 as soon as one character is outside it.

/// Default alphabet of GSM 03.38, without the letters and digits of ASCII.
const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà";
/// Characters of its extension, which take two places.
const EXTENDED: &str = "^{}\\[~]|€\u{c}";

/// Parts in which a text is sent (`facts/domain.md` 10): single 160 or 70 characters, else 153 or 67 a part. A
/// character of two places is never cut.
#[must_use]
pub fn sms_parts(text: &str) -> usize {
    let gsm: Option<Vec<usize>> = text.chars().map(gsm_places).collect();
    let (places, single, part) = match gsm {
        Some(places) => (places, 160, 153),
        None => (text.chars().map(char::len_utf16).collect(), 70, 67),
    };
    if places.iter().sum::<usize>() <= single {
        return 1;
    }
    let (parts, _) = places.into_iter().fold((1, 0), |(parts, used), places| {
        if used + places <= part { (parts, used + places) } else { (parts + 1, places) }
    });
    parts
}

/// Places that a character takes in the GSM alphabet; `None` outside it.
fn gsm_places(c: char) -> Option<usize> {
    if c.is_ascii_alphanumeric() || BASIC.contains(c) { Some(1) } else { EXTENDED.contains(c).then_some(2) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_message() {
        for (text, parts) in [
            (String::new(), 1),
            ("a".repeat(160), 1),
            ("a".repeat(161), 2),
            ("a".repeat(306), 2),
            ("a".repeat(307), 3),
            ("ж".repeat(70), 1),
            ("ж".repeat(71), 2),
            ("ж".repeat(134), 2),
            ("ж".repeat(135), 3),
            ("ж".repeat(160), 3),
            ("a".repeat(70) + "₽", 2),
            ("a".repeat(159) + "€", 2),
            ("a".repeat(158) + "€", 1),
            ("😀".repeat(35), 1),
            ("😀".repeat(36), 2),
        ] {
            assert_eq!(sms_parts(&text), parts, "{text}");
        }
    }
}
