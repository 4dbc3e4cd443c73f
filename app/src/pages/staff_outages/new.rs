//! The form of a new outage.

use leptos::prelude::*;
use svetlitsa_api::outages::{EnterOutage, MAX_TEXT, OutageBranch, OutagePlace};
use svetlitsa_api::pages;
use svetlitsa_domain::outages::OutageKind;
use svetlitsa_ui::client::outages as client;
use svetlitsa_ui::components::{
    Button, Choice, ErrorSummary, FieldWidth, Notice, NoticeKind, RadioGroup, Select, TextField, TextKind,
    Textarea,
};
use svetlitsa_ui::form::{FieldError, Form, missing};
use svetlitsa_ui::texts::outages::{desk as t, kind};

use crate::draft::Draft;

const PLANNED: &str = "planned";
const SUDDEN: &str = "sudden";

#[derive(Clone, Copy)]
struct Fields {
    branch: RwSignal<String>,
    kind: RwSignal<String>,
    planned: RwSignal<String>,
    street: RwSignal<String>,
    houses: RwSignal<String>,
    begins: RwSignal<String>,
    expected: RwSignal<String>,
    text: RwSignal<String>,
}

impl Fields {
    fn restored(branches: &[OutageBranch]) -> Self {
        let field = |name, otherwise: &str| Draft::new("staff", "outage", name).signal(otherwise.to_owned());
        Self {
            branch: field("branch", branches.first().map_or("", |branch| &branch.id)),
            kind: field("kind", OutageKind::PowerOff.as_str()),
            planned: field("planned", SUDDEN),
            street: field("street", ""),
            houses: field("houses", ""),
            begins: field("begins", ""),
            expected: field("expected", ""),
            text: field("text", ""),
        }
    }

    fn clear(self) {
        for field in [self.street, self.houses, self.begins, self.expected, self.text] {
            field.set(String::new());
        }
    }

    fn body(self) -> Result<EnterOutage, Vec<FieldError>> {
        let read = |field: RwSignal<String>| field.get_untracked().trim().to_owned();
        let (street, begins, expected, text) =
            (read(self.street), read(self.begins), read(self.expected), read(self.text));
        let is_planned = read(self.planned) == PLANNED;
        let errors: Vec<_> = [
            missing("street", &street, t::STREET_MISSING),
            missing("begins", &begins, t::TIME_MISSING),
            is_planned.then(|| missing("expected", &expected, t::TIME_MISSING)).flatten(),
            missing("text", &text, t::TEXT_MISSING),
        ]
        .into_iter()
        .flatten()
        .collect();
        if !errors.is_empty() {
            return Err(errors);
        }
        let houses: Vec<String> = read(self.houses).split(',').map(|house| house.trim().to_owned()).collect();
        let houses = houses.into_iter().filter(|house| !house.is_empty()).collect();
        Ok(EnterOutage {
            branch: read(self.branch),
            kind: OutageKind::parse(&read(self.kind)).unwrap_or(OutageKind::PowerOff),
            is_planned,
            places: vec![OutagePlace { street, houses }],
            begins,
            expected,
            text,
        })
    }
}

/// The form of a new outage.
#[component]
pub fn NewOutage(
    /// Every branch.
    branches: Vec<OutageBranch>,
    /// It was entered.
    entered: Callback<()>,
) -> impl IntoView {
    let form = Form::new();
    let fields = Fields::restored(&branches);
    let done = RwSignal::new(None::<String>);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        done.set(None);
        match fields.body() {
            Err(errors) => drop(form.check(errors)),
            Ok(body) => {
                let attempt = form.attempt();
                form.send(async move { client::enter(&body, &attempt).await }, move |item| {
                    fields.clear();
                    done.set(Some(item.outage.id));
                    entered.run(());
                });
            }
        }
    };
    let of_branches =
        branches.iter().map(|branch| Choice::new(branch.id.clone(), branch.name.clone())).collect();
    let kinds = vec![
        Choice::new(OutageKind::PowerOff.as_str(), kind::POWER_OFF),
        Choice::new(OutageKind::BadQuality.as_str(), kind::BAD_QUALITY),
    ];
    let which = vec![Choice::new(SUDDEN, t::PLANNED_NO), Choice::new(PLANNED, t::PLANNED_YES)];
    view! {
        <form class="stack" novalidate on:submit=submit>
            <ErrorSummary form/>
            {move || done.get().map(|id| view! {
                <Notice kind=NoticeKind::Success title=t::ENTERED is_news=true>
                    <p><a href=pages::STAFF_OUTAGE.href(&[&id])>{t::OPEN}</a></p>
                </Notice>
            })}
            <Select name="branch" label=t::BRANCH value=fields.branch choices=of_branches error=form.error_of("branch")/>
            <RadioGroup name="planned" label=t::PLANNED value=fields.planned choices=which row=true/>
            <RadioGroup name="kind" label=t::KIND value=fields.kind choices=kinds row=true/>
            <TextField name="street" label=t::STREET hint=t::STREET_HINT value=fields.street
                error=form.error_of("street") autocomplete="off"/>
            <TextField name="houses" label=t::HOUSES hint=t::HOUSES_HINT value=fields.houses
                error=form.error_of("houses") autocomplete="off" width=FieldWidth::Medium/>
            <TextField name="begins" label=t::BEGINS_FIELD hint=t::BEGINS_HINT value=fields.begins
                error=form.error_of("begins") kind=TextKind::Moment width=FieldWidth::Medium/>
            <TextField name="expected" label=t::EXPECTED_FIELD hint=t::EXPECTED_HINT value=fields.expected
                error=form.error_of("expected") kind=TextKind::Moment width=FieldWidth::Medium/>
            <Textarea name="text" label=t::TEXT hint=t::TEXT_HINT value=fields.text max=MAX_TEXT
                error=form.error_of("text")/>
            <div class="row">
                <Button submit=true busy=Signal::derive(move || form.is_busy())>{t::ENTER}</Button>
            </div>
        </form>
    }
}
