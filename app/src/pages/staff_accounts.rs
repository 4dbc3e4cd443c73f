//! Staff finds an account and looks into its cabinet.

mod found;
mod look;

use leptos::prelude::*;
use svetlitsa_api::staff::{FoundAccount, FoundAccounts};
use svetlitsa_ui::client::staff as client;
use svetlitsa_ui::components::{Button, ErrorSummary, FieldWidth, PageHeader, TextField};
use svetlitsa_ui::form::{FieldError, Form};
use svetlitsa_ui::texts::staff::accounts as t;

use crate::draft::Draft;
use crate::pages::staff_desk::StaffDesk;
use found::Found;
use look::Look;

/// Fewer characters find everybody.
const MIN_QUERY: usize = 3;

/// Staff finds an account and looks into its cabinet.
#[component]
pub fn StaffAccounts() -> impl IntoView {
    let form = Form::new();
    // What was searched for stands here again after a look into a cabinet.
    let query = Draft::new("staff", "accounts", "query").signal(String::new());
    let found = RwSignal::new(None::<FoundAccounts>);
    let chosen = RwSignal::new(None::<FoundAccount>);
    let search = move || {
        let typed = query.get_untracked().trim().to_owned();
        let is_short = typed.chars().count() < MIN_QUERY;
        if form.check(is_short.then(|| FieldError::new("query", t::QUERY_SHORT)).into_iter().collect()) {
            let request = async move { client::find_accounts(&typed).await };
            form.send(request, move |answer| found.set(Some(answer)));
        }
    };
    if query.with_untracked(|query| !query.is_empty()) {
        search();
    }
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        search();
    };
    view! {
        <StaffDesk>
            <PageHeader title=t::TITLE lead=t::LEAD/>
            <div class="stack">
                <form class="stack" role="search" novalidate on:submit=submit>
                    <ErrorSummary form/>
                    <TextField
                        name="query"
                        label=t::QUERY
                        hint=t::QUERY_HINT
                        value=query
                        error=form.error_of("query")
                        autocomplete="off"
                        width=FieldWidth::Medium
                    />
                    <div><Button submit=true busy=Signal::derive(move || form.is_busy())>{t::SEARCH}</Button></div>
                </form>
                {move || found.get().map(|found| view! { <Found found=found.items chosen/> })}
            </div>
            <Look chosen/>
        </StaffDesk>
    }
}
