//! Complain, ask, report, thank: without registration, and what follows once it is registered.

mod answers;
mod contact;
pub(crate) mod copy_number;
mod fields;
mod helped;
mod outage;
mod sent;
mod write;

use leptos::prelude::*;
use svetlitsa_api::appeals::AppealView;
use svetlitsa_api::{pages, paths};
use svetlitsa_ui::{focus, json};

use crate::draft::Draft;
use crate::router::use_router;
use helped::Helped;
use sent::Sent;
use write::Write;

/// A new appeal: the form, and in its place the acknowledgement once it is sent.
#[component]
pub fn AppealNew() -> impl IntoView {
    let router = use_router();
    let asked = Memo::new(move |_| router.query("number"));
    let registered = Memo::new(move |_| {
        let number = asked.get()?;
        acknowledgement().filter(|appeal| appeal.number == number)
    });
    let has_helped = Memo::new(move |_| router.query("helped").is_some());
    // A number that this tab does not know of, a link from elsewhere: the status page asks for the contact.
    Effect::new(move || {
        if let (Some(number), None) = (asked.get(), registered.get()) {
            router.replace(&format!("{}?number={}", pages::STATUS.path, paths::encode(&number)));
        }
    });
    let show = Callback::new(move |appeal: AppealView| {
        kept().keep(&serde_json::to_string(&appeal).unwrap_or_default());
        focus::ask_for_heading();
        router.go(&format!("{}?number={}", pages::APPEAL_NEW.path, paths::encode(&appeal.number)));
    });
    view! {
        <div class="page" data-width="journey">
            {move || match registered.get() {
                Some(appeal) => view! { <Sent appeal/> }.into_any(),
                None if has_helped.get() => view! { <Helped/> }.into_any(),
                None => view! { <Write show/> }.into_any(),
            }}
        </div>
    }
}

/// Where the acknowledgement is kept, so that a reload shows the number again.
fn kept() -> Draft {
    Draft::new("appeal", "new", "acknowledgement")
}

fn acknowledgement() -> Option<AppealView> {
    json::decode(&kept().read()?)
}
