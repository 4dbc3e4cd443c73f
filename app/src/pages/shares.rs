//! Who else has access to an account: who has it and what they may do, taking it back, offering it.

mod offer;
pub(crate) mod rights;

use leptos::prelude::*;
use svetlitsa_api::pages;
use svetlitsa_api::shares::{ShareList, ShareView};
use svetlitsa_domain::AccountNumber;
use svetlitsa_ui::client::shares as client;
use svetlitsa_ui::components::{BackLink, Button, ButtonKind, ErrorSummary, Loaded, PageHeader};
use svetlitsa_ui::form::Form;
use svetlitsa_ui::format;
use svetlitsa_ui::i18n::Words;
use svetlitsa_ui::load::Load;
use svetlitsa_ui::texts::shares as t;

use super::account::{of_path, title_of};
use offer::Offer;

/// Who else has access to an account.
#[component]
pub fn Shares() -> impl IntoView {
    of_path(|number| view! { <Known number/> }.into_any())
}

#[component]
fn Known(
    /// The account.
    number: AccountNumber,
) -> impl IntoView {
    let asked = number.clone();
    let list = Load::new(move || {
        let number = asked.clone();
        async move { client::list(&number).await }
    });
    let form = Form::new();
    let back = pages::ACCOUNT.href(&[number.as_str()]);
    let refresh = Callback::new(move |()| list.refresh());
    let draw = move |list_of: ShareList| {
        if list_of.items.is_empty() {
            view! { <p>{t::EMPTY}</p> }.into_any()
        } else {
            let rows = list_of.items.into_iter().map(|share| row(share, form, list)).collect_view();
            view! { <ul class="sessions">{rows}</ul> }.into_any()
        }
    };
    view! {
        <div class="page stack" data-gap="large" data-width="journey">
            <div class="stack">
                <BackLink href=back label=title_of(&number)/>
                <PageHeader title=t::TITLE lead=t::LEAD/>
            </div>
            <section class="stack" data-gap="small">
                <h2>{t::GIVEN}</h2>
                <ErrorSummary form/>
                <Loaded load=list lines=3 let:list_of>{draw(list_of)}</Loaded>
            </section>
            <Offer number refresh/>
        </div>
    }
}

fn row(share: ShareView, form: Form, list: Load<ShareList>) -> impl IntoView {
    let ShareView { id, email, rights, is_accepted, open_until, rights_until } = share;
    let busy = Signal::derive(move || form.is_busy());
    let spoken = email.clone();
    let end = move |()| {
        let id = id.clone();
        form.send(async move { client::end(&id).await }, move |()| list.refresh());
    };
    let state = Words::live(move || match (is_accepted, rights_until) {
        (false, _) => t::waits(&format::moment(open_until)),
        (true, Some(until)) => t::until(&format::moment(until)),
        (true, None) => t::ENDLESS.get().to_owned(),
    });
    view! {
        <li class="sessions__place">
            <div>
                <strong>{email}</strong>
                <p class="soft">{rights::words(rights)}". "{state}</p>
            </div>
            <Button kind=ButtonKind::Quiet busy on_press=end>
                {t::END}<span class="unseen">" "{spoken}</span>
            </Button>
        </li>
    }
}
