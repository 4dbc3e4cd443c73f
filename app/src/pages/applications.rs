//! Applications of the cabinet: how far each is, and by when the next step is promised.

mod add;
pub(crate) mod case;
pub(crate) mod papers;
pub(crate) mod stage_tag;
pub(crate) mod steps;

use leptos::prelude::*;
use svetlitsa_api::applications::ApplicationView;
use svetlitsa_api::pages;
use svetlitsa_ui::client::applications as client;
use svetlitsa_ui::components::{BackLink, ButtonLink, EmptyState, Link, Loaded, PageHeader};
use svetlitsa_ui::load::Load;
use svetlitsa_ui::names;
use svetlitsa_ui::texts::applications::{form, list as t};
use svetlitsa_ui::texts::shell;

use case::ApplicationCase;

/// Applications of the cabinet.
#[component]
pub fn Applications() -> impl IntoView {
    let load = Load::new(client::list_applications);
    view! {
        <div class="page">
            <BackLink href=pages::ACCOUNTS.path label=shell::NAV_ACCOUNTS/>
            <PageHeader title=t::TITLE/>
            <p><Link href=pages::APPLICATION_NEW.path>{form::TITLE}</Link></p>
            <Loaded load lines=6 let:list>
                {if list.items.is_empty() {
                    view! {
                        <EmptyState title=t::EMPTY>
                            <p>{t::EMPTY_TEXT}</p>
                            <ButtonLink href=pages::STATUS.path>{t::CHECK}</ButtonLink>
                        </EmptyState>
                    }
                    .into_any()
                } else {
                    view! { <ul class="cases">{list.items.into_iter().map(entry).collect_view()}</ul> }.into_any()
                }}
            </Loaded>
        </div>
    }
}

fn entry(application: ApplicationView) -> impl IntoView {
    view! {
        <li class="cases__entry">
            <h2 class="cases__title">
                {names::application_kind(application.kind)}
                " "
                <span class="cases__number">{application.number.clone()}</span>
            </h2>
            <ApplicationCase application is_folded=true/>
        </li>
    }
}
