//! Says that staff looks through a customer's eyes, why, and how to end it.

use leptos::prelude::*;
use svetlitsa_api::pages;

use super::Button;
use crate::client::staff;
use crate::form::Form;
use crate::format;
use crate::session::use_session;
use crate::texts::parts;

/// Shown on every page while a preview goes on.
#[component]
pub fn PreviewBanner() -> impl IntoView {
    let session = use_session();
    let form = Form::new();
    let end = move |()| {
        form.send(staff::end_preview(), move |()| {
            // The cabinet of the customer must leave the screen whole, so the desk starts as a new page.
            let _ = window().location().assign(pages::STAFF_ACCOUNTS.path);
        });
    };
    move || {
        let preview = session.view()?.preview?;
        let until = preview.expires;
        Some(view! {
            <aside class="banner" data-kind="preview">
                <div class="banner__body">
                    <p>{move || parts::preview_text(&preview.customer_name, &preview.reason)}</p>
                    <p>{move || parts::preview_until(&format::time(until))}</p>
                    <Button small=true busy=Signal::derive(move || form.is_busy()) on_press=end>
                        {parts::PREVIEW_END}
                    </Button>
                </div>
            </aside>
        })
    }
}
