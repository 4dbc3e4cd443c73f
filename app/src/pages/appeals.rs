//! Appeals of the cabinet: where each stands, and what we answered.

mod author;
pub(crate) mod case;
pub(crate) mod stage_tag;
pub(crate) mod steps;

use leptos::prelude::*;
use svetlitsa_api::appeals::AppealView;
use svetlitsa_api::pages;
use svetlitsa_ui::client::appeals as client;
use svetlitsa_ui::components::{BackLink, ButtonKind, ButtonLink, EmptyState, Loaded, PageHeader};
use svetlitsa_ui::load::Load;
use svetlitsa_ui::names;
use svetlitsa_ui::texts::appeals::list as t;
use svetlitsa_ui::texts::shell;

use case::AppealCase;

/// Appeals of the cabinet.
#[component]
pub fn Appeals() -> impl IntoView {
    let load = Load::new(client::list_appeals);
    view! {
        <div class="page">
            <BackLink href=pages::ACCOUNTS.path label=shell::NAV_ACCOUNTS/>
            <PageHeader title=t::TITLE/>
            <Loaded load lines=6 let:list>
                {if list.items.is_empty() {
                    view! {
                        <EmptyState title=t::EMPTY>
                            <p>{t::EMPTY_TEXT}</p>
                            <ButtonLink href=pages::APPEAL_NEW.path>{t::WRITE}</ButtonLink>
                        </EmptyState>
                    }
                    .into_any()
                } else {
                    view! {
                        <ul class="cases">{list.items.into_iter().map(entry).collect_view()}</ul>
                        <ButtonLink href=pages::APPEAL_NEW.path kind=ButtonKind::Secondary>{t::WRITE_ANOTHER}</ButtonLink>
                    }
                    .into_any()
                }}
            </Loaded>
        </div>
    }
}

fn entry(appeal: AppealView) -> impl IntoView {
    view! {
        <li class="cases__entry">
            <h2 class="cases__title">
                {names::appeal_kind(appeal.kind)}
                " "
                <span class="cases__number">{appeal.number.clone()}</span>
            </h2>
            <AppealCase appeal is_folded=true/>
        </li>
    }
}
