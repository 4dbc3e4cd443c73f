//! What the cabinet's owner thinks of the service: asked once a year, at the end of the page, and taken away by one press.

use leptos::prelude::*;
use leptos::task::spawn_local;
use svetlitsa_api::surveys::RateService;
use svetlitsa_ui::client::{Attempt, surveys as client};
use svetlitsa_ui::components::{Button, ButtonKind};
use svetlitsa_ui::form::Form;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::surveys as t;

use crate::opinion::{KnownBy, Opinion};

/// The question, when it is due; nothing until then, and nothing when nobody answers whether it is.
#[component]
pub fn Yearly() -> impl IntoView {
    let session = use_session();
    let form = Form::new();
    let is_due = RwSignal::new(false);
    // Staff who looks on is no customer.
    if !session.is_preview() {
        spawn_local(async move {
            if let Ok(survey) = client::get_yearly().await {
                let _ = is_due.try_set(survey.is_due);
            }
        });
    }
    let hide = Callback::new(move |()| {
        is_due.set(false);
        spawn_local(async move {
            // Not heard, it is asked again: no harm is done.
            let _ =
                client::rate_service(&RateService { mark: None, text: String::new() }, &Attempt::new()).await;
        });
    });
    move || {
        is_due.get().then(|| view! {
            <section class="stack" data-gap="small" data-print="never">
                <h2>{t::SERVICE}</h2>
                <p class="soft">{t::SERVICE_LEAD}</p>
                <Opinion known_by=KnownBy::Cabinet form/>
                <div><Button kind=ButtonKind::Quiet small=true on_press=move |()| hide.run(())>{t::HIDE}</Button></div>
            </section>
        })
    }
}
