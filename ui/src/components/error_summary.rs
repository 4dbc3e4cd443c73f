//! What is wrong with a form, on top of it: takes the focus and links to the fields.

use leptos::html::Div;
use leptos::prelude::*;

use crate::client::ClientError;
use crate::form::{Form, control_id};
use crate::problem::explain;
use crate::texts::parts;

/// What is wrong with a form.
#[component]
pub fn ErrorSummary(
    /// The form.
    form: Form,
) -> impl IntoView {
    let node = NodeRef::<Div>::new();
    Effect::new(move || {
        if form.shown() > 0 {
            request_animation_frame(move || {
                if let Some(node) = node.get_untracked() {
                    let _ = node.focus();
                }
            });
        }
    });
    let body = move || match (form.failure(), form.errors()) {
        (Some(failure), _) => Some(whole(&failure).into_any()),
        (None, errors) if errors.is_empty() => None,
        (None, errors) => {
            let links = errors
                .into_iter()
                .map(|error| view! { <li><a href=format!("#{}", control_id(&error.field))>{error.message}</a></li> })
                .collect_view();
            Some(
                view! {
                    <h2 class="error-summary__title">{parts::ERRORS_TITLE}</h2>
                    <ul class="error-summary__list">{links}</ul>
                }
                .into_any(),
            )
        }
    };
    let is_quiet = move || form.failure().is_none() && form.errors().is_empty();
    view! {
        <div class="error-summary" tabindex="-1" node_ref=node hidden=is_quiet>
            <div role="alert" class="stack" data-gap="small">{body}</div>
        </div>
    }
}

fn whole(failure: &ClientError) -> impl IntoView {
    let told = explain(failure);
    let number = told.request_id;
    view! {
        <h2 class="error-summary__title">{told.title}</h2>
        <p>{told.text}" "{told.way_out}</p>
        {(!number.is_empty()).then(|| view! {
            <p class="soft"><small>{move || parts::request_number(&number)}</small></p>
        })}
    }
}
