//! "Tell me when it is back": a resident by one press, anybody else with a mailbox that is confirmed by its first letter.

use leptos::prelude::*;
use svetlitsa_api::outages::{OutageHouse, OutageSubscribed, SubscribeOutage};
use svetlitsa_domain::contacts::Email;
use svetlitsa_ui::client::outages as client;
use svetlitsa_ui::components::{
    Button, ButtonKind, ErrorSummary, FieldWidth, Notice, NoticeKind, TextField, TextKind,
};
use svetlitsa_ui::form::{Form, missing};
use svetlitsa_ui::i18n::{Words, lang_untracked};
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::outages::letters as t;

/// "Tell me when it is back".
#[component]
pub fn Letters(
    /// Id of the outage; empty for a house.
    outage: String,
    /// The house.
    at: OutageHouse,
    /// Mailbox typed before.
    #[prop(optional)]
    email: String,
) -> impl IntoView {
    let session = use_session();
    let form = Form::new();
    let email = RwSignal::new(email);
    let done = RwSignal::new(None::<OutageSubscribed>);
    let own = Memo::new(move |_| {
        let login = session.view()?.resident?.login;
        login.parse::<Email>().is_ok().then_some(login)
    });
    let is_house = outage.is_empty();
    let about = StoredValue::new((outage, at));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = email.get_untracked().trim().to_owned();
        let problem =
            own.get_untracked().is_none().then(|| missing("email", &typed, t::EMAIL_MISSING)).flatten();
        if !form.check(problem.into_iter().collect()) {
            return;
        }
        let (outage, at) = about.get_value();
        let body =
            SubscribeOutage { outage, at, email: typed, language: lang_untracked().as_str().to_owned() };
        let attempt = form.attempt();
        form.send(async move { client::subscribe(&body, &attempt).await }, move |answer| {
            done.set(Some(answer));
        });
    };
    let (title, lead) = if is_house { (t::TITLE_HOUSE, t::TEXT_HOUSE) } else { (t::TITLE, t::TEXT) };
    view! {
        <section class="stack" data-gap="small">
            <h2>{title}</h2>
            {move || match done.get() {
                Some(answer) => {
                    let OutageSubscribed { is_confirmed, masked_email } = answer;
                    let title = Words::live(move || {
                        if is_confirmed { t::done(&masked_email) } else { t::confirm_sent(&masked_email) }
                    });
                    let words = if is_confirmed { t::DONE_TEXT } else { t::CONFIRM_SENT_TEXT };
                    view! { <Notice kind=NoticeKind::Success title is_news=true><p>{words}</p></Notice> }.into_any()
                }
                None => view! {
                    <p>{lead}</p>
                    <form class="stack" data-gap="small" novalidate on:submit=submit>
                        <ErrorSummary form/>
                        {move || own.get().is_none().then(|| view! {
                            <TextField name="email" label=t::EMAIL value=email error=form.error_of("email")
                                kind=TextKind::Email autocomplete="email" width=FieldWidth::Medium/>
                        })}
                        <div class="row">
                            <Button kind=ButtonKind::Secondary submit=true busy=Signal::derive(move || form.is_busy())>{t::SUBMIT}</Button>
                        </div>
                    </form>
                }
                .into_any(),
            }}
        </section>
    }
}
