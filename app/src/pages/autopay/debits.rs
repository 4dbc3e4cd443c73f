//! What became of every bill: charged, left alone and why, refused and why.

use leptos::prelude::*;
use svetlitsa_api::autopay::AutopayDebitView;
use svetlitsa_api::pages;
use svetlitsa_domain::payments::autopay::{DebitState, SkipReason};
use svetlitsa_ui::components::{Column, Table, Tag, TagKind};
use svetlitsa_ui::format;
use svetlitsa_ui::i18n::Text;
use svetlitsa_ui::texts::autopay as t;

use crate::pages::payment::reason;

/// What became of every bill.
#[component]
pub(super) fn Debits(
    /// Newest month first.
    debits: Vec<AutopayDebitView>,
) -> impl IntoView {
    let columns = vec![Column::words(t::BILL), Column::words(t::STATE), Column::numbers(t::SUM)];
    let rows = debits.into_iter().map(row).collect();
    view! { <section><Table caption=t::HISTORY columns rows/></section> }
}

fn row(debit: AutopayDebitView) -> Vec<AnyView> {
    let AutopayDebitView { period, state, amount_kopecks: sum, due_on, skipped, failure, payment, .. } =
        debit;
    let (kind, word) = match state {
        DebitState::Announced => (TagKind::Lit, t::STATE_ANNOUNCED),
        DebitState::Charging => (TagKind::Lit, t::STATE_CHARGING),
        DebitState::Paid => (TagKind::Done, t::STATE_PAID),
        DebitState::Skipped => (TagKind::Plain, t::STATE_SKIPPED),
        DebitState::Failed => (TagKind::Wrong, t::STATE_FAILED),
    };
    let why: Option<Text> = match (skipped, failure) {
        (Some(skipped), _) => Some(skip_reason(skipped)),
        (None, Some(failure)) => Some(reason::sentence(&failure)),
        (None, None) => None,
    };
    let receipt = payment.filter(|_| state == DebitState::Paid).map(|id| pages::PAYMENT.href(&[&id]));
    vec![
        view! { <span>{move || format::period(period)}</span> }.into_any(),
        view! {
            <span class="account__state">
                <Tag label=word kind/>
                <span>{move || format::date(due_on)}</span>
                {receipt.map(|href| view! {
                    <a href=href data-print="never">
                        {t::RECEIPT}<span class="unseen">" "{move || format::period(period)}</span>
                    </a>
                })}
            </span>
            {why.map(|why| view! { <p class="soft">{why}</p> })}
        }
        .into_any(),
        view! { <span>{move || format::money(sum)}</span> }.into_any(),
    ]
}

const fn skip_reason(reason: SkipReason) -> Text {
    match reason {
        SkipReason::AlreadyPaid => t::SKIPPED_ALREADY_PAID,
        SkipReason::Estimated => t::SKIPPED_ESTIMATED,
        SkipReason::AboveCap => t::SKIPPED_ABOVE_CAP,
        SkipReason::Stopped => t::SKIPPED_STOPPED,
    }
}
