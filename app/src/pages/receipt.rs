//! Public check of a receipt: genuine or not, and whether the money has arrived.

use leptos::prelude::*;
use svetlitsa_api::receipts::{ReceiptVerification, TransferStatus};
use svetlitsa_api::{ErrorCode, pages};
use svetlitsa_domain::receipts::parse_verification_code;
use svetlitsa_ui::client::ClientError;
use svetlitsa_ui::client::receipts::verify_receipt;
use svetlitsa_ui::components::{
    ButtonKind, ButtonLink, Definition, DefinitionList, FailedState, Notice, NoticeKind, PageHeader, Skeleton,
};
use svetlitsa_ui::load::{Load, LoadState};
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::receipts::{self as t, check};
use svetlitsa_ui::{format, names};

use crate::router::use_router;

/// Public check of a receipt.
#[component]
pub fn Receipt() -> impl IntoView {
    let code = use_router().segment(1);
    let known = parse_verification_code(&code);
    let result = match known {
        Some(known) => view! { <Answer code=known/> }.into_any(),
        None => view! { <Unknown code/> }.into_any(),
    };
    view! {
        <div class="page" data-width="journey">
            <PageHeader title=check::TITLE/>
            <div class="stack">
                {result}
                <div class="row" data-print="never">
                    <ButtonLink href=pages::RECEIPT_CHECK.path kind=ButtonKind::Secondary>{check::ANOTHER}</ButtonLink>
                </div>
            </div>
        </div>
    }
}

/// What the server says of the code.
#[component]
fn Answer(
    /// The code.
    code: String,
) -> impl IntoView {
    let asked = code.clone();
    let load = Load::new(move || {
        let code = asked.clone();
        async move { verify_receipt(&code).await }
    });
    move || match load.state() {
        LoadState::Pending => view! { <Skeleton lines=6/> }.into_any(),
        LoadState::Failed(ClientError::Rejected(problem)) if problem.code == ErrorCode::NotFound => {
            view! { <Unknown code=code.clone()/> }.into_any()
        }
        LoadState::Failed(error) => view! { <FailedState error retry=move |()| load.retry()/> }.into_any(),
        LoadState::Done(receipt) => view! { <Genuine receipt/> }.into_any(),
    }
}

/// We issued it.
#[component]
fn Genuine(
    /// What anyone may see of it.
    receipt: ReceiptVerification,
) -> impl IntoView {
    let (paid, sum) = (receipt.paid, receipt.amount_kopecks);
    let money = match receipt.transfer {
        TransferStatus::Credited => check::TRUE_CREDITED,
        TransferStatus::HandedToBank => check::TRUE_HANDED,
    };
    let items = vec![
        Definition::new(check::NUMBER, receipt.number),
        Definition::new(check::AMOUNT, view! { <span class="amount">{move || format::money(sum)}</span> }),
        Definition::new(t::PAID, move || format::moment_with_zone(paid)),
        Definition::new(t::TRANSFER, names::transfer(receipt.transfer).into_view()),
        Definition::new(t::ACCOUNT, receipt.masked_account),
        Definition::new(t::PAYER, receipt.payer),
        Definition::new(check::LEGAL, receipt.legal_name),
    ];
    let phone = receipt.phone;
    view! {
        <Notice kind=NoticeKind::Success title=check::TRUE_TITLE is_news=true><p>{money}</p></Notice>
        <DefinitionList items/>
        <p class="soft">{check::MASKED}</p>
        <p>{move || t::phone(&phone)}</p>
    }
}

/// We did not.
#[component]
fn Unknown(
    /// The code.
    code: String,
) -> impl IntoView {
    let session = use_session();
    view! {
        <Notice kind=NoticeKind::Error title=check::UNKNOWN_TITLE is_news=true>
            <p>{move || check::unknown_text(&code, &session.phone())}</p>
        </Notice>
    }
}
