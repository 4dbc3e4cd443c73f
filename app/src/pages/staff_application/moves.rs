//! Where an application may go now.

use leptos::prelude::*;
use svetlitsa_api::appeals::MAX_TEXT;
use svetlitsa_api::applications::{ApplicationStep, StaffApplication};
use svetlitsa_domain::applications::ApplicationStage;
use svetlitsa_ui::client::staff as client;
use svetlitsa_ui::components::{ButtonKind, ErrorSummary, Notice, NoticeKind, Textarea};
use svetlitsa_ui::form::Form;
use svetlitsa_ui::load::Load;
use svetlitsa_ui::names;
use svetlitsa_ui::texts::staff::{applications, desk as t};

use super::confirm::Confirm;
use super::missing::Missing;
use super::money::Money;
use crate::pages::staff_desk::stale::Stale;
use crate::pages::staff_desk::step_buttons::StepButtons;
use crate::pages::staff_desk::words::StepWords;

/// Where an application may go now. The last stage is asked about, for there is no way back.
#[component]
pub fn Moves(
    /// The application.
    load: Load<StaffApplication>,
    /// Its number.
    number: String,
) -> impl IntoView {
    let form = Form::new();
    let words = StepWords::restored(&number);
    let done = RwSignal::new(None);
    let asked = RwSignal::new(None::<ApplicationStage>);
    let missing = Missing::new();
    let money = Money::restored(&number);
    let number = StoredValue::new(number);
    let go = Callback::new(move |stage: ApplicationStage| {
        let Ok((act, transferred)) = money.checked(stage) else { return };
        let missing_ticked = missing.ticked(stage);
        let body = ApplicationStep { stage, text: words.text(), missing: missing_ticked, act, transferred };
        let attempt = form.attempt();
        let number = number.get_value();
        let request = async move { client::step_application(&number, &body, &attempt).await };
        form.send(request, move |item| {
            words.clear();
            missing.clear();
            money.clear();
            done.set(Some(stage));
            load.put(item);
        });
    });
    let choose = Callback::new(move |stage: ApplicationStage| {
        done.set(None);
        let problem = words.problem(stage.needs_text() && missing.ticked(stage).is_empty());
        let wrong = money.checked(stage).err().unwrap_or_default();
        if !form.check(problem.into_iter().chain(wrong).collect()) {
            return;
        }
        if stage.is_final() {
            asked.set(Some(stage));
        } else {
            go.run(stage);
        }
    });
    let item = Memo::new(move |_| load.value());
    let notice = move || {
        done.get().map(|stage| {
            view! {
                <Notice kind=NoticeKind::Success is_news=true>
                    <p>{move || t::done(names::application_stage(stage).get())}</p>
                </Notice>
            }
        })
    };
    view! {
        <section class="stack desk__step">
            <ErrorSummary form/>
            <Stale form load/>
            {notice}
            {move || item.get().map(|item| choices(&item, form, (words, missing, money), choose))}
            <Confirm asked go/>
        </section>
    }
}

fn choices(
    item: &StaffApplication,
    form: Form,
    (words, missing, money): (StepWords, Missing, Money),
    choose: Callback<ApplicationStage>,
) -> impl IntoView + use<> {
    let (next, documents) = (&item.next, &item.application.documents);
    if next.is_empty() {
        return view! { <p class="soft">{t::OVER}</p> }.into_any();
    }
    let step = |&stage: &ApplicationStage| {
        let kind = match stage {
            ApplicationStage::Refused => ButtonKind::Danger,
            ApplicationStage::Incomplete => ButtonKind::Secondary,
            _ => ButtonKind::Primary,
        };
        (stage, kind, names::application_stage(stage))
    };
    let steps: Vec<_> = next.iter().map(step).collect();
    view! {
        <h2>{applications::MOVE}</h2>
        {(next.contains(&ApplicationStage::Incomplete) && !documents.is_empty()).then(|| missing.fields(documents))}
        {money.fields(item, form)}
        <Textarea
            name="text"
            label=t::WORDS
            hint=t::WORDS_HINT
            value=words.typed
            max=MAX_TEXT
            error=form.error_of("text")
        />
        <StepButtons steps busy=Signal::derive(move || form.is_busy()) act=choose/>
    }
    .into_any()
}
