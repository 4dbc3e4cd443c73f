//! The title of the page, in the tab and in the history.

use leptos::prelude::*;

use crate::i18n::Words;
use crate::texts::shell;

/// Names the page while the owner of this call lives; [`crate::components::PageHeader`] does it by itself.
pub fn name_page(page: impl Into<Words>) {
    let page = page.into();
    Effect::new(move || document().set_title(&shell::title(&page.get())));
}
