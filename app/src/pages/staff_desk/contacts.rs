//! How to reach a customer: each contact a link.

use leptos::prelude::*;

use crate::phone_link::PhoneLink;

/// E-mail addresses and telephones, those that are there, each on its line.
pub(crate) fn contacts(given: impl IntoIterator<Item = String>) -> impl IntoView {
    let lines = given
        .into_iter()
        .filter(|contact| !contact.is_empty())
        .map(|contact| {
            let link = if contact.contains('@') {
                view! { <a href=format!("mailto:{contact}")>{contact.clone()}</a> }.into_any()
            } else {
                view! { <PhoneLink number=contact/> }.into_any()
            };
            view! { <li>{link}</li> }
        })
        .collect_view();
    view! { <ul>{lines}</ul> }
}
