//! Where a letter's link leads: no more such reminders, by one press and without signing in.

use leptos::prelude::*;
use svetlitsa_api::registrations::FollowLink;
use svetlitsa_api::{ErrorCode, pages};
use svetlitsa_domain::AccountNumber;
use svetlitsa_ui::client::reminders as client;
use svetlitsa_ui::components::{Button, ButtonLink, ErrorSummary, PageHeader};
use svetlitsa_ui::focus;
use svetlitsa_ui::form::Form;
use svetlitsa_ui::i18n::Words;
use svetlitsa_ui::texts::errors::link_expired;
use svetlitsa_ui::texts::reminders::end as t;

use crate::letter_link::take_token;

/// No more reminders.
#[component]
pub fn ReminderEnd() -> impl IntoView {
    let ended = RwSignal::new(None::<AccountNumber>);
    let form = Form::new();
    let is_over = move || form.failure().is_some_and(|error| error.code() == Some(ErrorCode::LinkExpired));
    let body = StoredValue::new(FollowLink { token: take_token() });
    let end = move |()| {
        let (body, attempt) = (body.get_value(), form.attempt());
        form.send(async move { client::end_by_link(&body, &attempt).await }, move |answered| {
            focus::ask_for_heading();
            ended.set(Some(answered.account));
        });
    };
    let busy = Signal::derive(move || form.is_busy());
    let way =
        || view! { <div class="row"><ButtonLink href=pages::ACCOUNTS.path>{t::ENTER}</ButtonLink></div> };
    view! {
        <div class="page stack" data-width="journey">
            {move || match ended.get() {
                Some(account) => view! {
                    <PageHeader title=t::DONE lead=Words::live(move || t::done_text(account.as_str()))/>
                    {way()}
                }
                .into_any(),
                None if is_over() => view! { <PageHeader title=link_expired::TITLE lead=t::OVER/>{way()} }.into_any(),
                None => view! {
                    <PageHeader title=t::TITLE lead=t::LEAD/>
                    <ErrorSummary form/>
                    <div class="row"><Button busy on_press=end>{t::SUBMIT}</Button></div>
                }
                .into_any(),
            }}
        </div>
    }
}
