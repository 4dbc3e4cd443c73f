//! The consent that the cabinet stands on, and withdrawing it.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use svetlitsa_api::consents::{ConsentList, WithdrawConsent};
use svetlitsa_api::pages;
use svetlitsa_ui::client::{consents as client, second_factor};
use svetlitsa_ui::components::{Button, ButtonKind, ErrorSummary, FieldWidth, Loaded, TextField, TextKind};
use svetlitsa_ui::form::{Form, missing};
use svetlitsa_ui::format;
use svetlitsa_ui::load::Load;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::security::{consent as t, password, second_step};

use crate::router::use_router;

/// The consent.
#[component]
pub fn Consent() -> impl IntoView {
    let list = Load::new(client::list_consents);
    let is_asking = RwSignal::new(false);
    let draw = |list: ConsentList| {
        list.items
            .into_iter()
            .map(|consent| {
                view! { <p>{move || t::given(&format::moment(consent.given), &consent.version)}</p> }
            })
            .collect_view()
    };
    view! {
        <section class="stack" data-gap="small">
            <h2>{t::TITLE}</h2>
            <Loaded load=list lines=1 let:list>{draw(list)}</Loaded>
            <p>{t::TEXT}</p>
            {move || if is_asking.get() {
                let cancel = Callback::new(move |()| is_asking.set(false));
                view! { <Withdraw cancel/> }.into_any()
            } else {
                view! {
                    <div class="row">
                        <Button kind=ButtonKind::Secondary on_press=move |()| is_asking.set(true)>{t::WITHDRAW}</Button>
                    </div>
                }
                .into_any()
            }}
        </section>
    }
}

/// What it takes: the password, and a code where signing in asks for one.
#[component]
fn Withdraw(
    /// The way back.
    cancel: Callback<()>,
) -> impl IntoView {
    let (session, router) = (use_session(), use_router());
    let (current, code) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let factor = Load::new(second_factor::get_second_factor);
    let asks_for_code = Memo::new(move |_| factor.value().is_some_and(|view| view.since.is_some()));
    let form = Form::new().naming(&[("current_password", "withdraw_password"), ("code", "withdraw_code")]);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let body = WithdrawConsent { current_password: current.get_untracked(), code: code.get_untracked() };
        let errors = [
            missing("withdraw_password", &body.current_password, password::CURRENT_MISSING),
            missing("withdraw_code", &body.code, second_step::CODE_MISSING)
                .filter(|_| asks_for_code.get_untracked()),
        ];
        if form.check(errors.into_iter().flatten().collect()) {
            let attempt = form.attempt();
            form.send(async move { client::withdraw(&body, &attempt).await }, move |()| {
                session.refresh();
                router.replace(pages::CABINET_CLOSED.path);
            });
        }
    };
    view! {
        <form class="stack" data-gap="small" on:submit=submit novalidate>
            <ErrorSummary form/>
            <p><strong>{t::WARNING}</strong></p>
            <TextField name="withdraw_password" label=password::CURRENT value=current kind=TextKind::Password
                autocomplete="current-password" width=FieldWidth::Medium error=form.error_of("withdraw_password")/>
            {move || asks_for_code.get().then(|| view! {
                <TextField name="withdraw_code" label=second_step::ANY_CODE value=code autocomplete="one-time-code"
                    width=FieldWidth::Medium error=form.error_of("withdraw_code")/>
            })}
            <div class="row">
                <Button kind=ButtonKind::Danger submit=true busy=Signal::derive(move || form.is_busy())>{t::SUBMIT}</Button>
                <Button kind=ButtonKind::Quiet on_press=move |()| cancel.run(())>{t::KEEP}</Button>
            </div>
        </form>
    }
}
