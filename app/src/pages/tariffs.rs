//! Tariffs for everyone: what a unit costs today and did before, by whose order, what silence costs, and a calculator
//! that reckons as a bill does.

mod book;
mod calculator;
mod history;
mod norms;
mod prices;
mod words;

use leptos::prelude::*;
use svetlitsa_api::tariffs::TariffSheet;
use svetlitsa_api::{ErrorCode, pages};
use svetlitsa_domain::tariffs::Service;
use svetlitsa_ui::client::{ClientError, tariffs as client};
use svetlitsa_ui::components::{
    ButtonKind, ButtonLink, Choice, EmptyState, FailedState, Link, PageHeader, RadioGroup, Select, Skeleton,
};
use svetlitsa_ui::load::{Load, LoadState};
use svetlitsa_ui::names;
use svetlitsa_ui::texts::tariffs as t;

use crate::router::use_router;
use calculator::Calculator;
use history::History;
use norms::Norms;
use prices::Prices;

/// Tariffs of a branch; of the home branch when the address names none.
#[component]
pub fn Tariffs() -> impl IntoView {
    let branch = Some(use_router().segment(1)).filter(|branch| !branch.is_empty());
    let load = Load::new(move || {
        let branch = branch.clone();
        async move { client::get_tariffs(branch.as_deref()).await }
    });
    view! {
        <div class="page tariffs">
            <PageHeader title=t::TITLE lead=t::LEAD/>
            <p><Link href=pages::SERVICES.path>{svetlitsa_ui::texts::services::TITLE}</Link></p>
            {move || match load.state() {
                LoadState::Pending => view! { <Skeleton lines=8/> }.into_any(),
                LoadState::Failed(ClientError::Rejected(problem)) if problem.code == ErrorCode::NotFound => view! {
                    <EmptyState title=t::NO_BRANCH>
                        <p>{t::NO_BRANCH_TEXT}</p>
                        <ButtonLink href=pages::TARIFFS.path kind=ButtonKind::Secondary>{t::TO_HOME_BRANCH}</ButtonLink>
                    </EmptyState>
                }
                .into_any(),
                LoadState::Failed(error) => view! { <FailedState error retry=move |()| load.retry()/> }.into_any(),
                LoadState::Done(sheet) => view! { <Sheet sheet/> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn Sheet(
    /// Everything of the branch.
    sheet: TariffSheet,
) -> impl IntoView {
    let router = use_router();
    let branch = RwSignal::new(sheet.branch.clone());
    let own = sheet.branch.clone();
    // The browser keeps the choice when one comes back; the page is the address's.
    Effect::new(move || {
        let chosen = branch.get();
        if chosen != own {
            router.go(&pages::TARIFFS_BRANCH.href(&[&chosen]));
        }
    });
    let branches = sheet.branches.iter().map(|b| Choice::new(b.id.clone(), b.name.clone())).collect();
    let asked = untrack(|| router.query("service")).and_then(|word| Service::parse(&word));
    let first = asked.filter(|asked| sheet.services.contains(asked)).or(sheet.services.first().copied());
    let service = RwSignal::new(first.map(|service| service.as_str().to_owned()).unwrap_or_default());
    let services: Vec<_> = sheet
        .services
        .iter()
        .map(|&service| Choice::new(service.as_str(), names::service(service)))
        .collect();
    let has_several = services.len() > 1;
    view! {
        <div class="stack" data-gap="large">
            <form class="tariffs__choice" on:submit=|event| event.prevent_default()>
                <Select name="branch" label=t::BRANCH value=branch choices=branches/>
                {has_several.then(|| view! {
                    <RadioGroup name="service" label=t::SERVICE value=service choices=services row=true/>
                })}
            </form>
            {move || {
                let sheet = sheet.clone();
                match Service::parse(&service.get()) {
                    Some(service) if sheet.versions.iter().any(|version| version.service == service) => {
                        view! { <OfService sheet service/> }.into_any()
                    }
                    _ => view! { <EmptyState title=t::EMPTY><p>{t::EMPTY_TEXT}</p></EmptyState> }.into_any(),
                }
            }}
        </div>
    }
}

#[component]
fn OfService(
    /// Everything of the branch.
    sheet: TariffSheet,
    /// What is asked about.
    service: Service,
) -> impl IntoView {
    view! {
        <Prices sheet=sheet.clone() service/>
        <Calculator sheet=sheet.clone() service/>
        <Norms sheet=sheet.clone() service/>
        <History sheet service/>
    }
}
