//! Amount and method; then the payment's own page takes over.

pub(crate) mod alongside;
pub(crate) mod amount;
pub(crate) mod earlier;
mod order;
pub(crate) mod queue;
pub(crate) mod repeat;

use leptos::prelude::*;
use svetlitsa_api::accounts::AccountOverview;
use svetlitsa_api::pages;
use svetlitsa_domain::AccountNumber;
use svetlitsa_ui::components::{BackLink, ButtonKind, ButtonLink, EmptyState, Loaded, PageHeader};
use svetlitsa_ui::texts::payments as t;

use super::account::{load_overview, of_path, title_of};
use crate::preview_notice::PreviewNotice;
use earlier::Earlier;
use order::Order;

/// Amount and method.
#[component]
pub fn Pay() -> impl IntoView {
    of_path(|number| view! { <Known number/> }.into_any())
}

#[component]
fn Known(
    /// The account.
    number: AccountNumber,
) -> impl IntoView {
    let overview = load_overview(&number);
    let back = pages::ACCOUNT.href(&[number.as_str()]);
    let label = title_of(&number);
    view! {
        <div class="page" data-width="journey">
            <BackLink href=back label/>
            <PageHeader title=t::TITLE/>
            <Loaded load=overview lines=6 let:overview>{draw(overview)}</Loaded>
        </div>
    }
}

pub(crate) fn draw(overview: AccountOverview) -> AnyView {
    if !overview.takes_payments {
        let (href, phone) = (pages::ACCOUNT.href(&[overview.account.number.as_str()]), overview.branch.phone);
        return view! {
            <EmptyState title=t::CLOSED_TITLE>
                <p>{move || t::closed_text(&phone)}</p>
                <ButtonLink href kind=ButtonKind::Secondary>{t::BACK}</ButtonLink>
            </EmptyState>
        }
        .into_any();
    }
    let earlier = overview.earlier_payments.iter().cloned();
    let earlier = earlier.map(|payment| view! { <Earlier payment/> }).collect_view();
    view! {
        <div class="stack">
            <PreviewNotice/>
            {earlier}
            <Order overview/>
        </div>
    }
    .into_any()
}
