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
        Some(dial) => view! { <a class="phone-link" href=format!("tel:{dial}")>{number}</a> }.into_any(),
        None => view! { <span class="phone-link">{number}</span> }.into_any(),
    }
}

/// What to dial: the whole number, or what stands before a remark in brackets; emergency numbers as they are.
fn dial(number: &str) -> Option<String> {
    let number = number.trim();
    if number.len() == 3 && number.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(number.to_owned());
    }
    let bare = number.rsplit_once(" (").map_or(number, |(before, _)| before);
    let phone: Phone = number.parse().or_else(|_| bare.parse()).ok()?;
    Some(phone.as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_dialled_is_a_link() {
        for (number, expected) in [
            ("112", Some("112")),
            ("8-800-222-11-67", Some("+78002221167")),
            ("+7 (815 2) 692-359", Some("+78152692359")),
            ("+7 (815 2) 692-421 (fax)", Some("+78152692421")),
            ("(48261)3-70-72", Some("+74826137072")),
            ("3-70-72", None),
            ("", None),
        ] {
            assert_eq!(dial(number).as_deref(), expected, "{number}");
        }
    }
}
