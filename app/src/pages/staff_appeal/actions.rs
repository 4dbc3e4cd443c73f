//! What a clerk can do with an appeal now.

use leptos::prelude::*;
use svetlitsa_api::appeals::{AppealStep, MAX_TEXT, StaffAppeal};
use svetlitsa_domain::appeals::{AppealAction, RefusalGround};
use svetlitsa_ui::client::staff as client;
use svetlitsa_ui::components::{
    Button, ButtonKind, Choice, ErrorSummary, Notice, NoticeKind, RadioGroup, Textarea,
};
use svetlitsa_ui::form::Form;
use svetlitsa_ui::load::Load;
use svetlitsa_ui::names;
use svetlitsa_ui::texts::staff::{appeals as a, desk as t};

use crate::pages::staff_desk::stale::Stale;
use crate::pages::staff_desk::step_buttons::StepButtons;
use crate::pages::staff_desk::words::StepWords;

/// What a clerk can do with an appeal now.
#[component]
pub fn Actions(
    /// The appeal.
    load: Load<StaffAppeal>,
    /// Its number.
    number: String,
) -> impl IntoView {
    let form = Form::new();
    let words = StepWords::restored(&number);
    let done = RwSignal::new(None);
    let ground = RwSignal::new(RefusalGround::Repeated.as_str().to_owned());
    let number = StoredValue::new(number);
    let act = Callback::new(move |action: AppealAction| {
        done.set(None);
        if !form.check(words.problem(action.needs_text()).into_iter().collect()) {
            return;
        }
        let text = if action.needs_text() || action.needs_ground() { words.text() } else { String::new() };
        let ground = RefusalGround::parse(&ground.get_untracked()).filter(|_| action.needs_ground());
        let (body, attempt, number) =
            (AppealStep { action, text, ground }, form.attempt(), number.get_value());
        let request = async move { client::step_appeal(&number, &body, &attempt).await };
        form.send(request, move |item| {
            if action.needs_text() {
                words.clear();
            }
            done.set(Some(item.appeal.stage));
            load.put(item);
        });
    });
    // The buttons stand while a step is carried out; only another stage brings others.
    let actions = Memo::new(move |_| load.value().map(|item| item.actions));
    let is_quarantined = Memo::new(move |_| load.value().is_some_and(|item| item.is_quarantined));
    let release = Callback::new(move |()| {
        let (attempt, number) = (form.attempt(), number.get_value());
        let request = async move { client::release_appeal(&number, &attempt).await };
        form.send(request, move |item| load.put(item));
    });
    let notice = move || {
        done.get().map(|stage| {
            view! {
                <Notice kind=NoticeKind::Success is_news=true>
                    <p>{move || t::done(names::appeal_stage(stage).get())}</p>
                </Notice>
            }
        })
    };
    view! {
        <section class="stack desk__step">
            <ErrorSummary form/>
            <Stale form load/>
            {notice}
            {move || is_quarantined.get().then(|| view! { <Quarantine form release/> })}
            {move || actions.get().filter(|_| !is_quarantined.get()).map(|actions| choices(&actions, form, (words, ground), act))}
        </section>
    }
}

/// Why nothing can be done yet, and how to let it go on.
#[component]
fn Quarantine(
    /// The form of the steps.
    form: Form,
    /// Lets it go on.
    release: Callback<()>,
) -> impl IntoView {
    view! {
        <Notice kind=NoticeKind::Warning title=a::QUARANTINED>
            <p>{a::QUARANTINED_RULE}</p>
            <div class="row">
                <Button busy=Signal::derive(move || form.is_busy()) on_press=release>{a::RELEASE}</Button>
            </div>
        </Notice>
    }
}

fn choices(
    actions: &[AppealAction],
    form: Form,
    (words, ground): (StepWords, RwSignal<String>),
    act: Callback<AppealAction>,
) -> impl IntoView + use<> {
    if actions.is_empty() {
        return view! { <p class="soft">{t::OVER}</p> }.into_any();
    }
    let has_words = actions.iter().any(|action| action.needs_text());
    let has_ground = actions.iter().any(|action| action.needs_ground());
    let grounds =
        RefusalGround::ALL.map(|ground| Choice::new(ground.as_str(), names::refusal_ground(ground)));
    // What brings the case on comes first.
    let (ahead, aside): (Vec<_>, Vec<_>) =
        actions.iter().partition(|action| matches!(action, AppealAction::Take | AppealAction::Answer));
    let ahead = ahead.into_iter().map(|action| (action, ButtonKind::Primary));
    let aside = aside.into_iter().map(|action| (action, ButtonKind::Secondary));
    let steps: Vec<_> =
        ahead.chain(aside).map(|(action, kind)| (action, kind, names::appeal_action(action))).collect();
    view! {
        <h2>{t::STEP}</h2>
        {has_words.then(|| view! {
            <Textarea
                name="text"
                label=t::WORDS
                hint=t::WORDS_HINT
                value=words.typed
                max=MAX_TEXT
                error=form.error_of("text")
            />
        })}
        {has_ground.then(|| view! {
            <RadioGroup name="ground" label=t::GROUND hint=t::GROUND_HINT value=ground choices=grounds.into()
                error=form.error_of("ground")/>
        })}
        <StepButtons steps busy=Signal::derive(move || form.is_busy()) act/>
    }
    .into_any()
}
