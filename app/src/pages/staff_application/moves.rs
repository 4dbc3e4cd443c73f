//! Where an application may go now.

use leptos::prelude::*;
use svetlitsa_api::appeals::MAX_TEXT;
use svetlitsa_api::applications::{ApplicationStep, StaffApplication};
use svetlitsa_domain::applications::{ApplicationStage, DocumentKind};
use svetlitsa_ui::client::staff as client;
use svetlitsa_ui::components::{Button, ButtonKind, ErrorSummary, Notice, NoticeKind, Textarea};
use svetlitsa_ui::form::Form;
use svetlitsa_ui::load::Load;
use svetlitsa_ui::names;
use svetlitsa_ui::texts::staff::{applications, desk as t};

use super::confirm::Confirm;
use super::missing::Missing;
use crate::pages::staff_desk::stale::Stale;
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
    let number = StoredValue::new(number);
    let go = Callback::new(move |stage: ApplicationStage| {
        let (body, attempt) =
            (ApplicationStep { stage, text: words.text(), missing: missing.ticked(stage) }, form.attempt());
        let number = number.get_value();
        let request = async move { client::step_application(&number, &body, &attempt).await };
        form.send(request, move |item| {
            words.clear();
            missing.clear();
            done.set(Some(stage));
            load.put(item);
        });
    });
    let choose = Callback::new(move |stage: ApplicationStage| {
        done.set(None);
        if !form.check(
            words.problem(stage.needs_text() && missing.ticked(stage).is_empty()).into_iter().collect(),
        ) {
            return;
        }
        if stage.is_final() {
            asked.set(Some(stage));
        } else {
            go.run(stage);
        }
    });
    let next = Memo::new(move |_| load.value().map(|item| (item.next, item.application.documents)));
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
            {move || next.get().map(|(next, documents)| choices(&next, &documents, form, (words, missing), choose))}
            <Confirm asked go/>
        </section>
    }
}

fn choices(
    next: &[ApplicationStage],
    documents: &[DocumentKind],
    form: Form,
    (words, missing): (StepWords, Missing),
    choose: Callback<ApplicationStage>,
) -> impl IntoView + use<> {
    if next.is_empty() {
        return view! { <p class="soft">{t::OVER}</p> }.into_any();
    }
    let buttons = next
        .iter()
        .map(|&stage| {
            let kind = match stage {
                ApplicationStage::Refused => ButtonKind::Danger,
                ApplicationStage::Incomplete => ButtonKind::Secondary,
                _ => ButtonKind::Primary,
            };
            let busy = Signal::derive(move || form.is_busy());
            view! { <Button kind busy on_press=move |()| choose.run(stage)>{names::application_stage(stage)}</Button> }
        })
        .collect_view();
    view! {
        <h2>{applications::MOVE}</h2>
        {(next.contains(&ApplicationStage::Incomplete) && !documents.is_empty()).then(|| missing.fields(documents))}
        <Textarea
            name="text"
            label=t::WORDS
            hint=t::WORDS_HINT
            value=words.typed
            max=MAX_TEXT
            error=form.error_of("text")
        />
        <div class="row">{buttons}</div>
    }
    .into_any()
}
