//! The lists for diallers, and what they bring back.

mod lists;

use leptos::ev::{Event, SubmitEvent};
use leptos::prelude::*;
use svetlitsa_api::campaigns::{
    CampaignView, LineProblem, MAX_RESULTS, RefusedLine, ResultsTaken, TakeResults,
};
use svetlitsa_ui::client::campaigns as client;
use svetlitsa_ui::components::{
    Button, ButtonKind, Column, ErrorSummary, Notice, NoticeKind, Table, Textarea,
};
use svetlitsa_ui::form::{Form, missing};
use svetlitsa_ui::i18n::{Text, Words};
use svetlitsa_ui::load::Load;
use svetlitsa_ui::texts::campaigns::{lines, one as t};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use self::lists::Lists;
use crate::draft::Draft;
use crate::pages::staff_desk::cell;

/// Whom to call, and what came of it.
#[component]
pub(super) fn Calls(
    /// The campaign.
    load: Load<CampaignView>,
    /// Its id.
    id: String,
) -> impl IntoView {
    let form = Form::new();
    let typed = Draft::new("staff", &id, "results").signal(String::new());
    let told = RwSignal::new(None::<ResultsTaken>);
    let id = StoredValue::new(id);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let file = typed.get_untracked();
        if untrack(|| form.is_busy())
            || !form.check(missing("file", file.trim(), t::RESULTS_MISSING).into_iter().collect())
        {
            return;
        }
        told.set(None);
        let (attempt, id) = (form.attempt(), id.get_value());
        let body = TakeResults { file };
        form.send(async move { client::take_results(&id, &body, &attempt).await }, move |taken| {
            typed.set(String::new());
            load.put(taken.campaign.clone());
            told.set(Some(taken));
        });
    };
    let on_file = move |event: Event| {
        let input: web_sys::HtmlInputElement = event_target(&event);
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            read(&file, typed);
        }
    };
    let problem = Signal::derive(move || form.error("file"));
    view! {
        <section class="stack">
            <h2>{t::CALLS}</h2>
            <Lists load id=id.get_value()/>
            <form class="stack" novalidate on:submit=submit>
                <ErrorSummary form/>
                {move || told.get().map(taken_view)}
                <Textarea name="file" label=t::RESULTS hint=t::RESULTS_HINT value=typed max=MAX_RESULTS error=problem/>
                <div class="field">
                    <label class="field__label" for="results-file">{t::RESULTS_FILE}</label>
                    <input class="house__file" id="results-file" type="file" accept=".csv,.txt,text/csv,text/plain" on:change=on_file/>
                </div>
                <div class="row">
                    <Button submit=true kind=ButtonKind::Secondary busy=Signal::derive(move || form.is_busy())>{t::TAKE}</Button>
                </div>
            </form>
        </section>
    }
}

fn taken_view(taken: ResultsTaken) -> AnyView {
    let (new, known) = (taken.taken.to_string(), taken.known.to_string());
    let count = taken.refused_count;
    let kind = if count == 0 { NoticeKind::Success } else { NoticeKind::Warning };
    let columns = vec![Column::numbers(t::LINE_NUMBER), Column::words(t::PROBLEM)];
    let row = |line: RefusedLine| vec![cell(line.line.to_string()), cell(problem_words(line.problem))];
    let rows: Vec<_> = taken.refused.into_iter().map(row).collect();
    let refused = Words::live(move || t::refused(&count.to_string()));
    view! {
        <Notice kind is_news=true>
            <p>{move || t::taken(&new, &known)}</p>
            {(count > 0).then(|| view! { <p>{refused}</p> })}
        </Notice>
        {(count > 0).then(|| view! { <Table caption=t::PROBLEMS columns rows/> })}
    }
    .into_any()
}

const fn problem_words(problem: LineProblem) -> Text {
    match problem {
        LineProblem::Columns => lines::COLUMNS,
        LineProblem::Contact => lines::CONTACT,
        LineProblem::Moment => lines::MOMENT,
        LineProblem::Ahead => lines::AHEAD,
        LineProblem::Outside => lines::OUTSIDE,
        LineProblem::Result => lines::RESULT,
        LineProblem::Differs => lines::DIFFERS,
        LineProblem::Unknown => lines::UNKNOWN,
    }
}

/// Reads a file as text; what cannot be read is as if nothing were chosen.
fn read(file: &web_sys::File, typed: RwSignal<String>) {
    let Ok(reader) = web_sys::FileReader::new() else { return };
    let known = reader.clone();
    let on_load = Closure::once_into_js(move || {
        if let Some(text) = known.result().ok().and_then(|text| text.as_string()) {
            let _ = typed.try_set(text);
        }
    });
    reader.set_onload(Some(on_load.unchecked_ref()));
    let _ = reader.read_as_text(file);
}
