//! Says why the forms of a page are closed while staff looks into a cabinet.

use leptos::prelude::*;
use svetlitsa_ui::components::Notice;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::errors::preview_is_read_only as t;

/// Shown above a form; nothing unless staff looks.
#[component]
pub fn PreviewNotice() -> impl IntoView {
    let session = use_session();
    let is_preview = Memo::new(move |_| session.is_preview());
    move || {
        is_preview.get().then(|| view! { <Notice title=t::TITLE><p>{t::TEXT}" "{t::WAY_OUT}</p></Notice> })
    }
}
