//! Staff finds a payment and sends its money back, wholly or in part.

mod one;

use leptos::prelude::*;
use svetlitsa_api::refunds::StaffPayment;
use svetlitsa_ui::client::staff as client;
use svetlitsa_ui::components::{Button, EmptyState, ErrorSummary, FieldWidth, PageHeader, TextField};
use svetlitsa_ui::form::{FieldError, Form};
use svetlitsa_ui::texts::refunds::desk as t;

use crate::draft::Draft;
use crate::pages::staff_desk::StaffDesk;
use one::One;

/// Payments, and money sent back.
#[component]
pub fn StaffRefunds() -> impl IntoView {
    let form = Form::new();
    let query = Draft::new("staff", "refunds", "query").signal(String::new());
    let found = RwSignal::new(None::<Vec<StaffPayment>>);
    let search = move || {
        let typed = query.get_untracked().trim().to_owned();
        let missing = typed.is_empty().then(|| FieldError::new("query", t::MISSING));
        if form.check(missing.into_iter().collect()) {
            let request = async move { client::find_payments(&typed).await };
            form.send(request, move |answer| found.set(Some(answer.items)));
        }
    };
    if query.with_untracked(|query| !query.is_empty()) {
        search();
    }
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        search();
    };
    let results = move || {
        let payments = found.get()?;
        if payments.is_empty() {
            return Some(
                view! { <div role="status"><EmptyState title=t::EMPTY><p>{t::EMPTY_TEXT}</p></EmptyState></div> }
                    .into_any(),
            );
        }
        let is_alone = payments.len() == 1;
        let payments = payments.into_iter().map(|payment| view! { <One payment is_open=is_alone/> });
        Some(view! { <div class="stack">{payments.collect_view()}</div> }.into_any())
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
                {results}
            </div>
        </StaffDesk>
    }
}
