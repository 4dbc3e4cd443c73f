//! Account and house, or the code of a bill: enough to give a reading or to pay, not enough to see whose it is.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use svetlitsa_api::accounts::{GuestAccess, LookupAccount};
use svetlitsa_api::{ErrorCode, pages};
use svetlitsa_domain::AccountNumber;
use svetlitsa_ui::client::{ClientError, accounts as client};
use svetlitsa_ui::components::{
    Button, ErrorSummary, FieldWidth, Link, Notice, NoticeKind, PageHeader, TextField, TextKind,
};
use svetlitsa_ui::form::{FieldError, Form, missing};
use svetlitsa_ui::i18n::Text;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::payments::guest as p;
use svetlitsa_ui::texts::readings::guest as t;
use svetlitsa_ui::texts::register as fields;
use svetlitsa_ui::texts::{fields as wrong, shell};

use super::camera::BillCamera;
use crate::draft::Draft;

/// What an account is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// A reading is to be given.
    Reading,
    /// Something is to be paid; a bill's code says what for.
    Payment,
}

/// Asks for account and house.
#[component]
pub(crate) fn Identify(
    /// What for.
    asked: Asked,
    /// A permit has run out.
    is_over: RwSignal<bool>,
    /// Why a letter's link did not lead on.
    #[prop(optional)]
    refused: RwSignal<Option<ClientError>>,
    /// Takes the permit.
    enter: Callback<GuestAccess>,
) -> impl IntoView {
    let kept = |field: &str| Draft::new("guest", "account", field).signal(String::new());
    let (account, house) = (kept("account"), kept("house"));
    let form = Form::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let (account, house) = (account.get_untracked(), house.get_untracked());
        if form.check(errors(&account, &house)) {
            let lookup = LookupAccount::Typed { account, house };
            let request = async move { client::lookup_account(&lookup).await };
            form.send(request, move |permit| enter.run(permit));
        }
    };
    let scanned = Callback::new(move |qr: String| {
        let lookup = LookupAccount::Scanned { qr };
        let request = async move { client::lookup_account(&lookup).await };
        form.send(request, move |permit| enter.run(permit));
    });
    let (title, lead) = match asked {
        Asked::Reading => (t::TITLE, t::LEAD),
        Asked::Payment => (p::TITLE, p::LEAD),
    };
    view! {
        <div class="page stack" data-width="journey">
            <PageHeader title lead/>
            {move || is_over.get().then(|| view! { <Notice title=t::OVER><p>{t::OVER_TEXT}</p></Notice> })}
            {move || refused.get().map(|error| view! {
                <Notice kind=NoticeKind::Warning title=p::NO_LINK is_news=true>
                    <p>{why(&error)}</p>
                </Notice>
            })}
            {(asked == Asked::Payment).then(|| view! { <BillCamera found=scanned/> })}
            <form class="stack" on:submit=submit novalidate>
                <ErrorSummary form/>
                <TextField name="account" label=fields::ACCOUNT hint=fields::ACCOUNT_HINT value=account
                    kind=TextKind::Digits autocomplete="off" width=FieldWidth::Short error=form.error_of("account")/>
                <TextField name="house" label=fields::HOUSE hint=fields::HOUSE_HINT value=house
                    autocomplete="off" width=FieldWidth::Short error=form.error_of("house")/>
                <div class="row">
                    <Button submit=true busy=Signal::derive(move || form.is_busy())>{t::NEXT}</Button>
                </div>
            </form>
            <Cabinet/>
        </div>
    }
}

/// A link that is too old is no fault of the reader's; anything else may pass.
fn why(error: &ClientError) -> Text {
    match error.code() {
        Some(ErrorCode::LinkExpired) => p::LINK_OVER,
        _ => p::LINK_LATER,
    }
}

fn errors(account: &str, house: &str) -> Vec<FieldError> {
    let is_number = account.parse::<AccountNumber>().is_ok();
    let wrong = || (!is_number).then(|| FieldError::new("account", wrong::NOT_AN_ACCOUNT));
    let account = missing("account", account, fields::ACCOUNT_MISSING).or_else(wrong);
    account.into_iter().chain(missing("house", house, fields::HOUSE_MISSING)).collect()
}

/// The shorter way for those who have a cabinet.
#[component]
fn Cabinet() -> impl IntoView {
    let session = use_session();
    let has_cabinet = Memo::new(move |_| session.has_cabinet());
    view! {
        <p>
            {t::HAVE}" "
            {move || match has_cabinet.get() {
                true => view! { <Link href=pages::ACCOUNTS.path>{t::TO_ACCOUNTS}</Link> },
                false => view! { <Link href=pages::SIGN_IN.path>{shell::NAV_SIGN_IN}</Link> },
            }}
        </p>
    }
}
