//! Whom to call now, given out list by list, and the lists that are out.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use svetlitsa_api::campaigns::{CallBatch, CampaignView, GiveOutCalls};
use svetlitsa_api::paths;
use svetlitsa_ui::client::campaigns as client;
use svetlitsa_ui::components::{Button, Column, ErrorSummary, Notice, NoticeKind, NumberField, Table};
use svetlitsa_ui::form::{FieldError, Form};
use svetlitsa_ui::format;
use svetlitsa_ui::i18n::Words;
use svetlitsa_ui::load::Load;
use svetlitsa_ui::texts::campaigns::one as t;

use crate::pages::staff_desk::cell;

/// Whom to call now, and the lists that are out.
#[component]
pub(super) fn Lists(
    /// The campaign.
    load: Load<CampaignView>,
    /// Its id.
    id: String,
) -> impl IntoView {
    let form = Form::new();
    let typed = RwSignal::new(String::new());
    let told = RwSignal::new(None::<Option<CallBatch>>);
    let counts = Memo::new(move |_| load.value().map_or((0, 0), |item| (item.to_call, item.given_out)));
    let has_any = Memo::new(move |_| counts.get().0 > 0);
    let batches = Memo::new(move |_| load.value().map_or_else(Vec::new, |item| item.batches));
    let id = StoredValue::new(id);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let at_most = wanted(typed.get_untracked().trim());
        let wrong = at_most.is_err().then(|| FieldError::new("at_most", t::AT_MOST_WRONG));
        if untrack(|| form.is_busy()) || !form.check(wrong.into_iter().collect()) {
            return;
        }
        told.set(None);
        let (attempt, id) = (form.attempt(), id.get_value());
        let body = GiveOutCalls { at_most: at_most.unwrap_or_default() };
        form.send(async move { client::give_out(&id, &body, &attempt).await }, move |given| {
            typed.set(String::new());
            load.put(given.campaign);
            told.set(Some(given.batch));
        });
    };
    let now = move || {
        let (to_call, given_out) = counts.get();
        let (call, given) = (to_call.to_string(), given_out.to_string());
        view! {
            {(to_call == 0).then(|| view! { <p class="soft">{t::TO_CALL_NONE}</p> })}
            {(to_call > 0).then(|| view! { <p><strong>{move || t::to_call(&call)}</strong></p> })}
            {(given_out > 0).then(|| view! { <p>{move || t::given_out(&given)}</p> })}
        }
    };
    let ask = move || {
        has_any.get().then(|| {
            view! {
                <NumberField name="at_most" label=t::AT_MOST hint=t::AT_MOST_HINT value=typed error=form.error_of("at_most")/>
                <div class="row">
                    <Button submit=true busy=Signal::derive(move || form.is_busy())>{t::GIVE_OUT}</Button>
                </div>
            }
        })
    };
    view! {
        <div class="stack">
            {now}
            <form class="stack" novalidate on:submit=submit>
                <ErrorSummary form/>
                {move || told.get().map(told_view)}
                {ask}
            </form>
            {move || table(&id.get_value(), batches.get())}
        </div>
    }
}

/// How many are wanted; none is as many as there are.
fn wanted(typed: &str) -> Result<Option<u32>, ()> {
    if typed.is_empty() {
        return Ok(None);
    }
    typed.parse().ok().filter(|count| *count > 0).map(Some).ok_or(())
}

fn told_view(batch: Option<CallBatch>) -> AnyView {
    let Some(batch) = batch else {
        return view! { <Notice is_news=true><p>{t::NOBODY_NOW}</p></Notice> }.into_any();
    };
    let (number, count) = (batch.number.to_string(), batch.count.to_string());
    view! {
        <Notice kind=NoticeKind::Success is_news=true><p>{move || t::given(&number, &count)}</p></Notice>
    }
    .into_any()
}

fn table(id: &str, batches: Vec<CallBatch>) -> Option<AnyView> {
    if batches.is_empty() {
        return None;
    }
    let columns = vec![
        Column::words(t::BATCH),
        Column::numbers(t::BATCH_COUNT),
        Column::words(t::BATCH_GIVEN),
        Column::words(t::BATCH_UNTIL),
        Column::words(t::BATCH_BY),
    ];
    let rows = batches.into_iter().map(|batch| row(id, batch)).collect();
    Some(view! { <Table caption=t::BATCHES columns rows/> }.into_any())
}

fn row(id: &str, batch: CallBatch) -> Vec<AnyView> {
    let number = batch.number.to_string();
    let href = paths::fill(paths::STAFF_CAMPAIGN_BATCH, &[id, &number]);
    let download = format!("calls-{number}.csv");
    let (given, until) = (batch.given, batch.until);
    let file = if batch.is_kept {
        view! { <a href=href download=download>{move || t::file(&number)}</a> }.into_any()
    } else {
        cell(Words::live(move || t::no_file(&number)))
    };
    vec![
        file,
        cell(batch.count.to_string()),
        cell(Words::live(move || format::moment(given))),
        cell(Words::live(move || format::moment(until))),
        cell(batch.given_by),
    ]
}
