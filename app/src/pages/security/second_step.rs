//! Signing in with a code: on or off, and what can be done about it.

mod codes;
mod enrol;
mod prove;

use leptos::prelude::*;
use svetlitsa_api::second_factor::{SecondFactorSecret, SecondFactorView};
use svetlitsa_ui::client::second_factor as client;
use svetlitsa_ui::components::{Button, ButtonKind, Loaded, Notice, NoticeKind};
use svetlitsa_ui::format;
use svetlitsa_ui::load::Load;
use svetlitsa_ui::texts::security::second_step as t;

use codes::Codes;
use enrol::{Password, Scan};
use prove::{Prove, Purpose};

/// Where one is with it.
#[derive(Clone)]
enum Step {
    /// Nowhere: it is shown as it stands.
    Rest,
    /// The password is asked for, to switch it on.
    Password,
    /// The app is given its secret.
    Scan(SecondFactorSecret),
    /// Password and code are asked for.
    Prove(Purpose),
    /// The recovery codes, this once.
    Codes(Vec<String>),
    /// It has just been switched off.
    Off,
}

/// Signing in with a code.
#[component]
pub fn SecondStep() -> impl IntoView {
    let state = Load::new(client::get_second_factor);
    let step = RwSignal::new(Step::Rest);
    let rest = Callback::new(move |()| {
        state.refresh();
        step.set(Step::Rest);
    });
    let show = Callback::new(move |codes| step.set(Step::Codes(codes)));
    let off = Callback::new(move |()| {
        state.refresh();
        step.set(Step::Off);
    });
    view! {
        <section class="stack" data-gap="small">
            <h2>{t::TITLE}</h2>
            {move || match step.get() {
                Step::Rest => view! { <Standing state step/> }.into_any(),
                Step::Off => view! {
                    <Notice kind=NoticeKind::Success is_news=true><p>{t::OFF_DONE}</p></Notice>
                    <Standing state step/>
                }
                .into_any(),
                Step::Password => {
                    let done = Callback::new(move |secret| step.set(Step::Scan(secret)));
                    view! { <Password done cancel=rest/> }.into_any()
                }
                Step::Scan(secret) => view! { <Scan secret done=show cancel=rest/> }.into_any(),
                Step::Prove(purpose) => view! { <Prove purpose show off cancel=rest/> }.into_any(),
                Step::Codes(codes) => view! { <Codes codes done=rest/> }.into_any(),
            }}
        </section>
    }
}

/// How it stands.
#[component]
fn Standing(
    /// What the server says.
    state: Load<SecondFactorView>,
    /// Where one goes from here.
    step: RwSignal<Step>,
) -> impl IntoView {
    let to = move |next: fn() -> Step| move |()| step.set(next());
    let draw = move |view: SecondFactorView| match view.since {
        None => view! {
            <p>{t::OFF}</p>
            <div class="row">
                <Button kind=ButtonKind::Secondary on_press=to(|| Step::Password)>{t::ENABLE}</Button>
            </div>
        }
        .into_any(),
        Some(since) => {
            let left = u64::from(view.codes_left);
            view! {
                <p>{move || t::on(&format::moment(since))}" "{move || t::left(left)}</p>
                <div class="row">
                    <Button kind=ButtonKind::Secondary on_press=to(|| Step::Prove(Purpose::Codes))>{t::RENEW}</Button>
                    <Button kind=ButtonKind::Quiet on_press=to(|| Step::Prove(Purpose::Off))>{t::DISABLE}</Button>
                </div>
            }
            .into_any()
        }
    };
    view! { <Loaded load=state lines=2 let:view>{draw(view)}</Loaded> }
}
