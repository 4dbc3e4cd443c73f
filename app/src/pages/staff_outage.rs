//! One outage on the desk: what everybody sees, what happened, and what can be done now.

use leptos::prelude::*;
use svetlitsa_api::outages::{MAX_TEXT, StaffOutage, StepOutage};
use svetlitsa_api::pages;
use svetlitsa_domain::outages::OutageAction;
use svetlitsa_ui::client::outages as client;
use svetlitsa_ui::components::Step;
use svetlitsa_ui::components::{
    BackLink, ButtonKind, ErrorSummary, FieldWidth, Loaded, Notice, NoticeKind, OutageCard, PageHeader,
    StepList, StepState, TextField, TextKind, Textarea, outage_stage_words,
};
use svetlitsa_ui::form::{Form, missing};
use svetlitsa_ui::format;
use svetlitsa_ui::i18n::{Text, Words};
use svetlitsa_ui::load::Load;
use svetlitsa_ui::texts::outages::desk as t;

use crate::draft::Draft;
use crate::pages::staff_desk::StaffDesk;
use crate::pages::staff_desk::stale::Stale;
use crate::pages::staff_desk::step_buttons::StepButtons;
use crate::router::use_router;

/// One outage on the desk.
#[component]
pub fn StaffOutagePage() -> impl IntoView {
    let id = use_router().segment(2);
    let wanted = id.clone();
    let load = Load::new(move || {
        let id = wanted.clone();
        async move { client::get_staff_outage(&id).await }
    });
    view! {
        <StaffDesk>
            <BackLink href=pages::STAFF_OUTAGES.path label=t::TITLE/>
            <PageHeader title=t::CAPTION/>
            <Loaded load lines=8 let:item><Case item/></Loaded>
            <Actions load id/>
        </StaffDesk>
    }
}

#[component]
fn Case(
    /// The outage.
    item: StaffOutage,
) -> impl IntoView {
    let steps = item.outage.events.iter().zip(item.by).map(|(event, by)| {
        let event = event.clone();
        let (action, expected) = (event.action, event.expected);
        let title = Words::live(move || match (action, expected) {
            (None, _) => t::ENTERED_EVENT.get().to_owned(),
            (Some(OutageAction::Move), Some(expected)) => t::move_done(&format::moment(expected)),
            (Some(action), _) => done_words(action).get().to_owned(),
        });
        let text = event.text.map(|text| format!(". {text}")).unwrap_or_default();
        let note = Words::live(move || format!("{}, {by}{text}", format::moment(event.at)));
        Step { title, state: StepState::Done, note: Some(note) }
    });
    let steps = steps.collect();
    view! {
        <div class="case columns">
            <OutageCard outage=item.outage/>
            <div class="stack" data-gap="small"><h2>{t::ROAD}</h2><StepList steps/></div>
        </div>
    }
}

#[component]
fn Actions(
    /// The outage.
    load: Load<StaffOutage>,
    /// Its id.
    id: String,
) -> impl IntoView {
    let form = Form::new();
    let reason = Draft::new("staff", &id, "reason").signal(String::new());
    let expected = Draft::new("staff", &id, "expected").signal(String::new());
    let done = RwSignal::new(None::<Text>);
    let id = StoredValue::new(id);
    let act = Callback::new(move |action: OutageAction| {
        done.set(None);
        let (text, time) = (reason.get_untracked().trim().to_owned(), expected.get_untracked());
        let problems = [
            action.needs_time().then(|| missing("expected", &time, t::TIME_MISSING)).flatten(),
            action.needs_text().then(|| missing("text", &text, t::REASON_MISSING)).flatten(),
        ];
        if !form.check(problems.into_iter().flatten().collect()) {
            return;
        }
        let time = if action.needs_time() { time } else { String::new() };
        let body = StepOutage { action, expected: time, text };
        let (attempt, id) = (form.attempt(), id.get_value());
        form.send(async move { client::step(&id, &body, &attempt).await }, move |item| {
            reason.set(String::new());
            expected.set(String::new());
            done.set(Some(outage_stage_words(&item.outage).0));
            load.put(item);
        });
    });
    let actions = Memo::new(move |_| load.value().map(|item| item.actions));
    let notice = move || {
        done.get().map(|stage| {
            view! {
                <Notice kind=NoticeKind::Success is_news=true><p>{move || t::done(stage.get())}</p></Notice>
            }
        })
    };
    let choices = move |actions: Vec<OutageAction>| {
        if actions.is_empty() {
            return view! { <p class="soft">{t::OVER}</p> }.into_any();
        }
        let steps = actions.into_iter().enumerate().map(|(i, action)| {
            let kind = if i == 0 { ButtonKind::Primary } else { ButtonKind::Secondary };
            (action, kind, action_words(action))
        });
        let steps: Vec<_> = steps.collect();
        view! {
            <h2>{t::STEP}</h2>
            <TextField name="expected" label=t::NEW_EXPECTED hint=t::BEGINS_HINT value=expected
                error=form.error_of("expected") kind=TextKind::Moment width=FieldWidth::Medium/>
            <Textarea name="text" label=t::REASON hint=t::REASON_HINT value=reason max=MAX_TEXT
                error=form.error_of("text")/>
            <StepButtons steps busy=Signal::derive(move || form.is_busy()) act/>
        }
        .into_any()
    };
    view! {
        <section class="stack desk__step">
            <ErrorSummary form/>
            <Stale form load/>
            {notice}
            {move || actions.get().map(choices)}
        </section>
    }
}

const fn action_words(action: OutageAction) -> Text {
    match action {
        OutageAction::Begin => t::BEGIN,
        OutageAction::Move => t::MOVE,
        OutageAction::Restore => t::RESTORE,
        OutageAction::Cancel => t::CANCEL,
    }
}

const fn done_words(action: OutageAction) -> Text {
    match action {
        OutageAction::Begin => t::BEGIN_DONE,
        OutageAction::Move => t::MOVE,
        OutageAction::Restore => t::RESTORE_DONE,
        OutageAction::Cancel => t::CANCEL_DONE,
    }
}
