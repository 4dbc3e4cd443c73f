//! Account and house: enough to give a reading, not enough to see whose it is.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use svetlitsa_api::accounts::{GuestAccess, LookupAccount};
use svetlitsa_api::pages;
use svetlitsa_domain::AccountNumber;
use svetlitsa_ui::client::accounts as client;
use svetlitsa_ui::components::{
    Button, ErrorSummary, FieldWidth, Link, Notice, PageHeader, TextField, TextKind,
};
use svetlitsa_ui::form::{FieldError, Form, missing};
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::readings::guest as t;
use svetlitsa_ui::texts::register as fields;
use svetlitsa_ui::texts::{fields as wrong, shell};

use crate::draft::Draft;

/// Asks for account and house.
#[component]
pub(super) fn Identify(
    /// A permit has run out.
    is_over: RwSignal<bool>,
    /// Takes the permit.
    enter: Callback<GuestAccess>,
) -> impl IntoView {
    let kept = |field: &str| Draft::new("guest", "reading", field).signal(String::new());
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
    view! {
        <div class="page stack" data-width="journey">
            <PageHeader title=t::TITLE lead=t::LEAD/>
            {move || is_over.get().then(|| view! { <Notice title=t::OVER><p>{t::OVER_TEXT}</p></Notice> })}
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
