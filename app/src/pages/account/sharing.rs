//! Whose account it is: one's own, with a way to let others in, or somebody else's, with a way to give it back.

use leptos::prelude::*;
use svetlitsa_api::pages;
use svetlitsa_api::shares::SharedAccess;
use svetlitsa_domain::AccountNumber;
use svetlitsa_ui::client::shares as client;
use svetlitsa_ui::components::{Button, ButtonKind, ErrorSummary, Link};
use svetlitsa_ui::form::Form;
use svetlitsa_ui::format;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::shares as t;

use crate::pages::shares::rights;
use crate::router::use_router;

/// Whose account it is. Nothing for staff who looks on.
#[component]
pub fn Sharing(
    /// The account.
    number: AccountNumber,
    /// How far it is open, when it is somebody else's.
    shared: Option<SharedAccess>,
) -> impl IntoView {
    let session = use_session();
    match shared {
        Some(shared) => view! { <Borrowed shared/> }.into_any(),
        None => {
            let href = pages::SHARES.href(&[number.as_str()]);
            (move || {
                let href = href.clone();
                (!session.is_preview()).then(|| view! { <p><Link href>{t::TITLE}</Link></p> })
            })
            .into_any()
        }
    }
}

#[component]
fn Borrowed(
    /// How far it is open.
    shared: SharedAccess,
) -> impl IntoView {
    let (session, router) = (use_session(), use_router());
    let SharedAccess { id, rights, until } = shared;
    let form = Form::new();
    let give_back = move |()| {
        let id = id.clone();
        form.send(async move { client::end(&id).await }, move |()| {
            session.refresh();
            router.replace(pages::ACCOUNTS.path);
        });
    };
    view! {
        <section class="stack" data-gap="small">
            <h2>{t::MINE}</h2>
            <ErrorSummary form/>
            <p>{t::accept::MAY}" "{rights::words(rights)}"."</p>
            {until.map(|until| view! { <p>{move || t::mine_until(&format::moment(until))}</p> })}
            <div class="row" data-print="never">
                <Button kind=ButtonKind::Secondary busy=Signal::derive(move || form.is_busy()) on_press=give_back>
                    {t::GIVE_BACK}
                </Button>
            </div>
        </section>
    }
}
