//! A telephone that can be called by a press.

use leptos::prelude::*;
use svetlitsa_domain::contacts::Phone;

/// A telephone number as it is written; a link when it can be dialled.
#[component]
pub fn PhoneLink(
    /// As written: `+7 (815 2) 69-23-45 (fax)`.
    #[prop(into)]
    number: String,
) -> impl IntoView {
    match dial(&number) {
        Some(dial) => {
            view! { <a class="phone-link" href=format!("tel:{dial}")>{spaced(number)}</a> }.into_any()
        }
        None => view! { <span class="phone-link">{number}</span> }.into_any(),
    }
}

/// What to dial: the whole number, or what stands before a remark in brackets; emergency numbers as they are.
fn dial(number: &str) -> Option<String> {
    let number = number.trim();
    if number.len() == 3 && number.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(number.to_owned());
    }
    // The code of the town may stand in brackets as well, so the shortest beginning that is a number counts.
    let beginnings = number.match_indices(" (").map(|(end, _)| &number[..end]);
    let phone: Phone = beginnings.chain([number]).find_map(|text| text.parse().ok())?;
    Some(phone.as_str().to_owned())
}

/// A number that the store keeps as bare digits, in the groups that people read; any other as it is written.
fn spaced(number: String) -> String {
    match number.strip_prefix("+7") {
        Some(local) if local.len() == 10 && local.bytes().all(|byte| byte.is_ascii_digit()) => {
            let (code, rest) = local.split_at(3);
            let (first, rest) = rest.split_at(3);
            let (second, third) = rest.split_at(2);
            format!("+7 {code} {first}-{second}-{third}")
        }
        _ => number,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_digits_are_spaced() {
        assert_eq!(spaced("+79000000018".to_owned()), "+7 900 000-00-18");
        for as_written in ["8-800-222-11-67", "+7 (815 2) 692-359", "112", "+7900000001x", "+7"] {
            assert_eq!(spaced(as_written.to_owned()), as_written);
        }
    }

    #[test]
    fn what_can_be_dialled_is_a_link() {
        for (number, expected) in [
            ("112", Some("112")),
            ("8-800-222-11-67", Some("+78002221167")),
            ("+7 (815 2) 692-359", Some("+78152692359")),
            ("+7 (815 2) 692-421 (fax)", Some("+78152692421")),
            ("+7 (815 53) 38-303 (homes (flats) / tel.)", Some("+78155338303")),
            ("(48261)3-70-72", Some("+74826137072")),
            ("3-70-72", None),
            ("", None),
        ] {
            assert_eq!(dial(number).as_deref(), expected, "{number}");
        }
    }
}
