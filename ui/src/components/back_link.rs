//! The way back, one step up.

use leptos::prelude::*;

use super::{Icon, Sign};
use crate::i18n::Words;
use crate::texts::parts;

/// The way back, one step up.
#[component]
pub fn BackLink(
    /// Where to.
    #[prop(into)]
    href: String,
    /// Its words; «Назад» when absent.
    #[prop(optional, into)]
    label: Option<Words>,
) -> impl IntoView {
    view! {
        <a class="back-link" href=href>
            <Icon sign=Sign::Back/>
            <span>{label.unwrap_or_else(|| parts::BACK.into())}</span>
        </a>
    }
}
