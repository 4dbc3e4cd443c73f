//! What came of a sheet: how many rows count, and row by row why not.

use leptos::prelude::*;
use svetlitsa_api::readings::{RowFault, RowOutcome, RowVerdict};
use svetlitsa_domain::tariffs::Service;
use svetlitsa_ui::components::{Button, Checkbox, Column, Notice, NoticeKind, Table, Tag, TagKind};
use svetlitsa_ui::i18n::{Text, Words};
use svetlitsa_ui::ladder;
use svetlitsa_ui::texts::houses as t;

use crate::pages::readings::focused::FocusedHeading;

/// Verdicts of a sheet.
#[component]
pub(super) fn Verdicts(
    /// In the order of the sheet.
    rows: Vec<RowVerdict>,
    /// «Да, всё верно» for these lines.
    confirm: Callback<Vec<u32>>,
    /// It is being sent.
    is_busy: Signal<bool>,
) -> impl IntoView {
    let count =
        |wanted: &[RowOutcome]| rows.iter().filter(|row| wanted.contains(&row.outcome)).count() as u64;
    let taken = count(&[RowOutcome::Accepted, RowOutcome::Question]);
    let asked = count(&[RowOutcome::Asked]);
    let others = count(&[RowOutcome::Refused, RowOutcome::Unread, RowOutcome::Unknown]);
    let ticks: Vec<(u32, RwSignal<bool>)> = rows
        .iter()
        .filter(|row| row.outcome == RowOutcome::Asked)
        .map(|row| (row.line, RwSignal::new(false)))
        .collect();
    let lines = StoredValue::new(ticks.clone());
    let press = Callback::new(move |()| {
        let lines = lines.with_value(|ticks| {
            let ticked = ticks.iter().filter(|(_, tick)| tick.get_untracked());
            ticked.map(|(line, _)| *line).collect::<Vec<_>>()
        });
        if !lines.is_empty() {
            confirm.run(lines);
        }
    });
    let tick_of = |line: u32| ticks.iter().find(|(other, _)| *other == line).map(|(_, tick)| *tick);
    // What needs somebody comes first; the rest stays in the order of the sheet.
    let mut sorted: Vec<&RowVerdict> = rows.iter().collect();
    sorted.sort_by_key(|row| urgency(row.outcome));
    let table = sorted.into_iter().map(|row| cells(row, tick_of(row.line))).collect();
    let columns =
        vec![Column::words(t::LINE), Column::words(t::ROW), Column::words(t::VERDICT), Column::words(t::WHY)];
    view! {
        <section class="stack house__verdicts">
            <FocusedHeading words=t::RESULT/>
            <p class="lead">
                {move || t::taken(taken)}
                {(asked > 0).then(|| view! { " "{move || t::asked(asked)} })}
                {(others > 0).then(|| view! { " "{move || t::others(others)} })}
            </p>
            {(others > 0).then(|| view! { <Notice><p>{t::MEND}</p></Notice> })}
            {(asked > 0).then(|| view! {
                <Notice kind=NoticeKind::Warning>
                    <p>{t::CONFIRM_LEAD}</p>
                    <div class="row"><Button busy=is_busy on_press=press>{t::CONFIRM}</Button></div>
                </Notice>
            })}
            <Table caption=t::RESULT columns rows=table/>
        </section>
    }
}

const fn urgency(outcome: RowOutcome) -> u8 {
    match outcome {
        RowOutcome::Asked => 0,
        RowOutcome::Refused | RowOutcome::Unread | RowOutcome::Unknown => 1,
        RowOutcome::Question | RowOutcome::Accepted => 2,
    }
}

fn cells(row: &RowVerdict, tick: Option<RwSignal<bool>>) -> Vec<AnyView> {
    let (words, kind) = match row.outcome {
        RowOutcome::Accepted => (t::ACCEPTED, TagKind::Done),
        RowOutcome::Question => (t::QUESTION, TagKind::Lit),
        RowOutcome::Asked => (t::ASKED_TAG, TagKind::Lit),
        RowOutcome::Refused => (t::REFUSED, TagKind::Wrong),
        RowOutcome::Unread => (t::UNREAD, TagKind::Wrong),
        RowOutcome::Unknown => (t::UNKNOWN, TagKind::Wrong),
    };
    let line = row.line.to_string();
    let box_name = format!("confirmed.{}", row.line);
    vec![
        view! { <span>{line}</span> }.into_any(),
        view! { <code class="house__row">{row.text.clone()}</code> }.into_any(),
        view! { <Tag label=words kind/> }.into_any(),
        view! {
            <span class="history__verdict">
                {reasons(row)}
                {tick.map(|checked| view! { <Checkbox name=box_name label=t::TICK checked/> })}
            </span>
        }
        .into_any(),
    ]
}

fn reasons(row: &RowVerdict) -> AnyView {
    let first_line = row.first_line;
    let column = row.column;
    if let Some(problem) = row.problem {
        let words = Words::live(move || {
            let mut words = match (problem, first_line) {
                (RowFault::Repeated, Some(line)) => t::repeated(&line.to_string()),
                _ => fault(problem).get().to_owned(),
            };
            if let Some(column) = column {
                words += &format!(" {}", t::column(&column.to_string()));
            }
            words
        });
        return view! { <span class="history__note">{words}</span> }.into_any();
    }
    // Whose meter it is stays hidden, and so does its service: the remedies of both agree but for verification.
    row.findings
        .iter()
        .map(|finding| view! { <span class="history__note">{ladder::in_short(finding.code, Service::Electricity)}</span> })
        .collect_view()
        .into_any()
}

const fn fault(fault: RowFault) -> Text {
    use t::fault as f;
    match fault {
        RowFault::NotAnAccount => f::NOT_AN_ACCOUNT,
        RowFault::NoValue => f::NO_VALUE,
        RowFault::TooManyValues => f::TOO_MANY_VALUES,
        RowFault::NotANumber => f::NOT_A_NUMBER,
        RowFault::Negative => f::NEGATIVE,
        RowFault::NotAnInteger => f::NOT_AN_INTEGER,
        RowFault::TooManyDigits => f::TOO_MANY_DIGITS,
        RowFault::SeveralNumbers => f::SEVERAL_NUMBERS,
        RowFault::NotADate => f::NOT_A_DATE,
        RowFault::Repeated => f::REPEATED,
        RowFault::UnclosedQuote => f::UNCLOSED_QUOTE,
        RowFault::UnknownMeter => f::UNKNOWN_METER,
        RowFault::UnknownAccount => f::UNKNOWN_ACCOUNT,
        RowFault::Unknown => f::UNKNOWN,
    }
}
