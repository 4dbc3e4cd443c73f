//! Public check of a certificate: genuine or not.

use leptos::prelude::*;
use svetlitsa_api::ErrorCode;
use svetlitsa_api::certificates::CertificateVerification;
use svetlitsa_domain::receipts::parse_verification_code;
use svetlitsa_ui::client::ClientError;
use svetlitsa_ui::client::certificates::verify;
use svetlitsa_ui::components::{
    Definition, DefinitionList, FailedState, Notice, NoticeKind, PageHeader, Skeleton,
};
use svetlitsa_ui::load::{Load, LoadState};
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::certificates::check as t;
use svetlitsa_ui::{format, names};

use crate::router::use_router;

/// Public check of a certificate.
#[component]
pub fn CertificateCheck() -> impl IntoView {
    let code = use_router().segment(1);
    let result = match parse_verification_code(&code) {
        Some(known) => view! { <Answer code=known/> }.into_any(),
        None => view! { <Unknown code/> }.into_any(),
    };
    view! {
        <div class="page" data-width="journey">
            <PageHeader title=t::TITLE/>
            <div class="stack">{result}</div>
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
        async move { verify(&code).await }
    });
    move || match load.state() {
        LoadState::Pending => view! { <Skeleton lines=6/> }.into_any(),
        LoadState::Failed(ClientError::Rejected(problem)) if problem.code == ErrorCode::NotFound => {
            view! { <Unknown code=code.clone()/> }.into_any()
        }
        LoadState::Failed(error) => view! { <FailedState error retry=move |()| load.retry()/> }.into_any(),
        LoadState::Done(certificate) => view! { <Genuine certificate/> }.into_any(),
    }
}

/// We issued it.
#[component]
fn Genuine(
    /// What anyone may see of it.
    certificate: CertificateVerification,
) -> impl IntoView {
    let CertificateVerification { number, as_of, legal_name, masked_account, customer, service, phone } =
        certificate;
    let day = move || format::date_with_year(as_of);
    let items = vec![
        Definition::new(t::NUMBER, number),
        Definition::new(t::AS_OF, day),
        Definition::new(t::ACCOUNT, masked_account),
        Definition::new(t::CUSTOMER, customer),
        Definition::new(t::SERVICE, names::service(service).into_view()),
        Definition::new(t::LEGAL, legal_name),
    ];
    view! {
        <Notice kind=NoticeKind::Success title=t::TRUE_TITLE is_news=true>
            <p>{move || t::true_text(&day())}</p>
        </Notice>
        <DefinitionList items/>
        <p class="soft">{t::MASKED}</p>
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
        <Notice kind=NoticeKind::Error title=t::UNKNOWN_TITLE is_news=true>
            <p>{move || t::unknown_text(&code, &session.phone())}</p>
        </Notice>
    }
}
