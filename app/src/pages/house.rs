//! The house elder's page: a sheet is pasted or attached, and every row gets its verdict.

mod source;
mod verdicts;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use svetlitsa_api::pages;
use svetlitsa_api::readings::{HouseView, RowOutcome, RowVerdict, SubmitSheet};
use svetlitsa_ui::client::houses as client;
use svetlitsa_ui::components::{
    BackLink, Button, ButtonKind, EmptyState, ErrorSummary, Loaded, PageHeader, Progress,
};
use svetlitsa_ui::form::{FieldError, Form};
use svetlitsa_ui::i18n::Words;
use svetlitsa_ui::load::Load;
use svetlitsa_ui::texts::{accounts, houses as t};

use crate::router::use_router;
use source::{Draft, Source};
use verdicts::Verdicts;

/// The house of the open path.
#[component]
pub fn House() -> impl IntoView {
    let id = use_router().segment(1);
    let houses = Load::new(client::list_houses);
    let draw = move |items: Vec<HouseView>| match items.into_iter().find(|house| house.id == id) {
        Some(house) => view! { <Sheet house/> }.into_any(),
        None => view! { <EmptyState title=t::NONE_TITLE><p>{t::NONE_TEXT}</p></EmptyState> }.into_any(),
    };
    view! {
        <div class="page house">
            <BackLink href=pages::ACCOUNTS.path label=accounts::TITLE/>
            <PageHeader title=t::TITLE lead=t::LEAD/>
            <Loaded load=houses lines=6 let:houses>{draw(houses.items)}</Loaded>
        </div>
    }
}

/// The sheet of a house, and what came of it.
#[component]
fn Sheet(
    /// The house.
    house: HouseView,
) -> impl IntoView {
    let draft = Draft::new();
    let form = Form::new();
    let progress = RwSignal::new(None::<(u32, u32)>);
    let verdicts = RwSignal::new(Vec::<RowVerdict>::new());
    let id = StoredValue::new(house.id);
    let send = move |confirmed: Vec<u32>| {
        let Some(source) = draft.source() else {
            form.check(vec![FieldError::new("source", t::MISSING)]);
            return;
        };
        form.clear();
        progress.set(Some((0, 0)));
        let attempt = form.attempt();
        let body = SubmitSheet { source, confirmed };
        let request = async move {
            let tell = move |done, total| {
                let _ = progress.try_set(Some((done, total)));
            };
            let answer = client::submit_sheet(&id.get_value(), &body, &attempt, tell).await;
            let _ = progress.try_set(None);
            answer
        };
        form.send(request, move |rows| verdicts.set(rows));
    };
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !untrack(|| form.is_busy()) {
            send(Vec::new());
        }
    };
    let confirm = Callback::new(move |lines: Vec<u32>| {
        // What was confirmed before stays confirmed: the sheet is sent as a whole.
        let before = verdicts.with_untracked(|rows| {
            let questions = rows.iter().filter(|row| row.outcome == RowOutcome::Question);
            questions.map(|row| row.line).collect::<Vec<_>>()
        });
        send(before.into_iter().chain(lines).collect());
    });
    let percent = Signal::derive(move || {
        let (done, total) = progress.get()?;
        let percent = u64::from(done) * 100 / u64::from(total.max(1));
        (total > 0).then(|| u8::try_from(percent.min(100)).unwrap_or(100))
    });
    let label = Words::live(move || match progress.get() {
        Some((done, total)) if total > 0 => t::progress(&done.to_string(), &total.to_string()),
        _ => t::SENDING.get().to_owned(),
    });
    let (number, branch) = (house.house, house.branch_name);
    let (given, accounts) = (house.given.to_string(), house.accounts.to_string());
    view! {
        <p class="lead">{move || t::house(&number, &branch)}". "{move || t::standing(&given, &accounts)}</p>
        <form on:submit=on_submit novalidate class="stack">
            <ErrorSummary form/>
            <Source draft form/>
            <div class="row">
                <Button submit=true kind=ButtonKind::Lit busy=Signal::derive(move || form.is_busy())>{t::SUBMIT}</Button>
            </div>
        </form>
        {move || progress.get().is_some().then(|| view! { <Progress name="sheet" label=label.clone() percent/> })}
        {move || {
            let rows = verdicts.get();
            (!rows.is_empty()).then(|| view! { <Verdicts rows confirm is_busy=Signal::derive(move || form.is_busy())/> })
        }}
    }
}
