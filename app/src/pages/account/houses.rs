//! The way to the houses whose readings the resident gives, for those who are elders of one.

use leptos::prelude::*;
use svetlitsa_api::pages;
use svetlitsa_ui::client::houses as client;
use svetlitsa_ui::components::{Link, Sign};
use svetlitsa_ui::load::Load;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::houses as t;

/// A link to each house; nothing for everybody else.
#[component]
pub fn Houses() -> impl IntoView {
    let session = use_session();
    let houses = Load::new(client::list_houses);
    move || {
        // Staff looks at one account, not at a cabinet.
        let items = houses.value().filter(|_| !session.is_preview())?.items;
        let links = items.into_iter().map(|house| {
            let href = pages::HOUSE.href(&[&house.id]);
            view! { <Link href sign=Sign::House>{move || t::link(&house.house)}</Link> }
        });
        Some(links.collect_view())
    }
}
