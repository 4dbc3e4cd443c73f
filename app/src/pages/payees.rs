//! Whom an account pays and paid: what is owed to each, its requisites, and a way to pay it alone.

mod stretch;
mod taken_over;

use leptos::prelude::*;
use svetlitsa_api::pages;
use svetlitsa_api::payees::{PayeeStretchView, PayeeTimelineView};
use svetlitsa_domain::AccountNumber;
use svetlitsa_ui::client::{Caller, payees as client};
use svetlitsa_ui::components::{BackLink, Loaded, PageHeader};
use svetlitsa_ui::load::Load;
use svetlitsa_ui::texts::payees as t;

use super::account::{of_path, title_of};
use stretch::Stretch;
pub(super) use taken_over::TakenOverLines;

/// Whom an account pays and paid.
#[component]
pub fn Payees() -> impl IntoView {
    of_path(|number| view! { <Known number/> }.into_any())
}

#[component]
fn Known(
    /// The account.
    number: AccountNumber,
) -> impl IntoView {
    let (back, label) = (pages::ACCOUNT.href(&[number.as_str()]), title_of(&number));
    let load = Load::new(move || {
        let number = number.clone();
        async move { client::get_payees(&Caller::cabinet(), &number).await }
    });
    view! {
        <div class="page payees">
            <BackLink href=back label/>
            <PageHeader title=t::TITLE lead=t::LEAD/>
            <Loaded load lines=8 let:timeline>{draw(timeline)}</Loaded>
        </div>
    }
}

fn draw(timeline: PayeeTimelineView) -> AnyView {
    let PayeeTimelineView { account, takes_payments, items, .. } = timeline;
    let (now, before): (Vec<_>, Vec<_>) = items.into_iter().partition(|stretch| stretch.is_current);
    let list = |stretches: Vec<PayeeStretchView>| {
        stretches
            .into_iter()
            .map(|stretch| view! { <Stretch account=account.clone() stretch takes_payments/> })
            .collect_view()
    };
    let has_before = !before.is_empty();
    let (now, before) = (list(now), list(before));
    view! {
        <div class="stack" data-gap="large">
            <section class="stack" data-gap="small"><h2>{t::NOW}</h2><ol class="payees__list">{now}</ol></section>
            {has_before.then(|| view! {
                <section class="stack" data-gap="small"><h2>{t::BEFORE}</h2><ol class="payees__list">{before}</ol></section>
            })}
        </div>
    }
    .into_any()
}
