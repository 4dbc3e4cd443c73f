//! Names and values, as on a form that was filled in; each may carry a way to change it.

use leptos::prelude::*;

use crate::i18n::Words;
use crate::texts::parts;

/// A name with its value.
pub struct Definition {
    name: Words,
    value: AnyView,
    change: Option<String>,
}

impl Definition {
    /// A name with its value.
    pub fn new(name: impl Into<Words>, value: impl IntoView + 'static) -> Self {
        Self { name: name.into(), value: value.into_any(), change: None }
    }

    /// With a link to where it is changed.
    #[must_use]
    pub fn with_change(self, href: impl Into<String>) -> Self {
        Self { change: Some(href.into()), ..self }
    }
}

/// Names and values.
#[component]
pub fn DefinitionList(
    /// In order.
    items: Vec<Definition>,
) -> impl IntoView {
    let rows = items
        .into_iter()
        .map(|item| {
            let name = item.name.clone();
            view! {
                <div class="definition-list__row">
                    <dt>{item.name}</dt>
                    <dd>{item.value}</dd>
                    {item.change.map(|href| view! {
                        <dd class="definition-list__change">
                            <a href=href>{parts::CHANGE}<span class="unseen">": "{name}</span></a>
                        </dd>
                    })}
                </div>
            }
        })
        .collect_view();
    view! { <dl class="definition-list">{rows}</dl> }
}
