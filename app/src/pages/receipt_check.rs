//! Public check of a receipt: the code is typed from paper.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use svetlitsa_api::pages;
use svetlitsa_domain::receipts::parse_verification_code;
use svetlitsa_ui::components::{Button, ErrorSummary, FieldWidth, PageHeader, TextField};
use svetlitsa_ui::form::{FieldError, Form};
use svetlitsa_ui::texts::receipts::check as t;

use crate::router::use_router;

/// Name of the field.
const CODE: &str = "code";

/// The code is typed from paper.
#[component]
pub fn ReceiptCheck() -> impl IntoView {
    let router = use_router();
    let code = RwSignal::new(String::new());
    let form = Form::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = code.get_untracked();
        match parse_verification_code(&typed) {
            Some(code) => router.go(&pages::RECEIPT.href(&[&code])),
            None => {
                let words = if typed.trim().is_empty() { t::MISSING } else { t::WRONG };
                form.check(vec![FieldError::new(CODE, words)]);
            }
        }
    };
    view! {
        <div class="page" data-width="journey">
            <PageHeader title=t::TITLE lead=t::LEAD/>
            <form class="stack" on:submit=submit novalidate>
                <ErrorSummary form/>
                <TextField name=CODE label=t::FIELD hint=t::HINT value=code autocomplete="off"
                    width=FieldWidth::Medium error=form.error_of(CODE)/>
                <div class="row"><Button submit=true>{t::SUBMIT}</Button></div>
            </form>
        </div>
    }
}
