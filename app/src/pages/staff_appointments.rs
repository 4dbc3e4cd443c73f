//! Who comes to an office on a day, and whether they came.

use leptos::prelude::*;
use svetlitsa_api::appointments::{StaffAppointment, StaffAppointmentList, StepAppointment};
use svetlitsa_api::pages;
use svetlitsa_domain::appointments::AppointmentStage;
use svetlitsa_ui::client::appointments as client;
use svetlitsa_ui::components::{
    Button, ButtonKind, Choice, Column, EmptyState, ErrorSummary, Link, Loaded, PageHeader, Select, Table,
};
use svetlitsa_ui::form::Form;
use svetlitsa_ui::format;
use svetlitsa_ui::i18n::{Text, Words};
use svetlitsa_ui::load::Load;
use svetlitsa_ui::texts::appointments::desk as t;

use crate::pages::appointment::case::purpose_words;
use crate::pages::staff_desk::{StaffDesk, cell, cell_or};
use crate::router::use_router;

/// Who comes on a day.
#[component]
pub fn StaffAppointments() -> impl IntoView {
    let router = use_router();
    let day = Memo::new(move |_| router.query("day").unwrap_or_default());
    let load = Load::new(move || {
        let day = day.get();
        async move { client::list_staff_appointments(&day).await }
    });
    let office = RwSignal::new(String::new());
    view! {
        <StaffDesk>
            <PageHeader title=t::TITLE lead=t::LEAD/>
            <Loaded load lines=8 let:list><Day list office load/></Loaded>
        </StaffDesk>
    }
}

fn day_href(day: Option<chrono::NaiveDate>) -> String {
    let day = day.map(|day| day.to_string()).unwrap_or_default();
    format!("{}?day={day}", pages::STAFF_APPOINTMENTS.path)
}

#[component]
fn Day(
    /// Who comes.
    list: StaffAppointmentList,
    /// Office chosen; empty for all.
    office: RwSignal<String>,
    /// Reads it again.
    load: Load<StaffAppointmentList>,
) -> impl IntoView {
    let StaffAppointmentList { day, items } = list;
    let form = Form::new();
    let mut names: Vec<String> = items.iter().map(|item| item.office.clone()).collect();
    names.sort();
    names.dedup();
    if office.with_untracked(|office| !office.is_empty() && !names.contains(office)) {
        office.set(String::new());
    }
    let choices = std::iter::once(Choice::new("", t::OFFICE_ALL))
        .chain(names.into_iter().map(|name| Choice::new(name.clone(), name)))
        .collect();
    let rows = move || {
        let wanted = office.get();
        let here = items.iter().filter(|item| wanted.is_empty() || item.office == wanted);
        let rows: Vec<_> = here.map(|item| row(item.clone(), form, load)).collect();
        if rows.is_empty() {
            return view! { <EmptyState title=t::EMPTY><p>{t::EMPTY_TEXT}</p></EmptyState> }.into_any();
        }
        let columns = [t::TIME, t::OFFICE, t::WINDOW, t::PURPOSE, t::WHO, t::STAGE, t::MARK];
        let columns = columns.map(Column::words).into();
        view! { <div class="queue"><Table caption=t::CAPTION columns rows/></div> }.into_any()
    };
    view! {
        <div class="stack">
            <div class="row">
                <Link href=day_href(day.pred_opt())>{t::PREVIOUS}</Link>
                <strong>{move || format::date_with_year(day)}</strong>
                <Link href=day_href(day.succ_opt())>{t::NEXT}</Link>
            </div>
            <Select name="office" label=t::OFFICE value=office choices/>
            <ErrorSummary form/>
            {rows}
        </div>
    }
}

fn row(item: StaffAppointment, form: Form, load: Load<StaffAppointmentList>) -> Vec<AnyView> {
    let StaffAppointment { number, office, starts, desk, purpose, stage, name, contact, next, .. } = item;
    let who = if name.is_empty() { name } else { format!("{name}, {contact}") };
    let marks = next
        .into_iter()
        .map(|stage| {
            let number = number.clone();
            let mark = move |()| {
                let (number, attempt) = (number.clone(), form.attempt());
                let request =
                    async move { client::step(&number, &StepAppointment { stage }, &attempt).await };
                form.send(request, move |_| load.refresh());
            };
            let label = if stage == AppointmentStage::Came { t::CAME } else { t::MISSED };
            view! { <Button kind=ButtonKind::Secondary small=true on_press=mark>{label}</Button> }
        })
        .collect_view();
    vec![
        cell(Words::live(move || format::time(starts))),
        cell(office),
        cell(desk.to_string()),
        cell(purpose_words(purpose)),
        cell_or(Some(who), t::WIPED),
        cell(outcome(stage)),
        view! { <div class="row">{marks}</div> }.into_any(),
    ]
}

const fn outcome(stage: AppointmentStage) -> Text {
    match stage {
        AppointmentStage::Booked | AppointmentStage::Cancelled => t::STAGE_BOOKED,
        AppointmentStage::Came => t::STAGE_CAME,
        AppointmentStage::Missed => t::STAGE_MISSED,
    }
}
