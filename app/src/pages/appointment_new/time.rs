//! On which day, at what time: only what is free.

use leptos::prelude::*;
use svetlitsa_api::appointments::{AppointmentView, OfficeSlots, SlotDay};
use svetlitsa_api::offices::OfficeView;
use svetlitsa_domain::appointments::AppointmentPurpose;
use svetlitsa_ui::client::appointments as client;
use svetlitsa_ui::components::{ButtonKind, ButtonLink, Definition, DefinitionList, Loaded};
use svetlitsa_ui::format;
use svetlitsa_ui::load::Load;
use svetlitsa_ui::texts::appointments as t;

use super::contact::WriteContact;
use super::{Chosen, Nothing};
use crate::pages::appointment::case::purpose_words;

/// On which day, at what time; then who comes.
#[component]
pub fn ChooseTime(
    /// What is chosen so far.
    chosen: Chosen,
    /// What somebody comes for.
    purpose: AppointmentPurpose,
    /// Where.
    office: OfficeView,
    /// Takes the appointment.
    made: RwSignal<Option<(AppointmentView, String)>>,
) -> impl IntoView {
    let id = office.id.clone();
    let load = Load::new(move || {
        let id = id.clone();
        async move { client::list_slots(&id, purpose).await }
    });
    let facts = vec![
        Definition::new(t::WHAT_FOR, purpose_words(purpose).into_view())
            .with_change(Chosen { office: chosen.office.clone(), ..Chosen::default() }.href()),
        Definition::new(t::WHERE, format!("{}, {}", office.name, format::address(&office.address)))
            .with_change(Chosen { purpose: Some(purpose), ..Chosen::default() }.href()),
    ];
    view! {
        <h2>{t::CHOSEN}</h2>
        <DefinitionList items=facts/>
        <Loaded load lines=6 let:slots>{draw(&chosen, slots, made)}</Loaded>
    }
}

fn draw(chosen: &Chosen, slots: OfficeSlots, made: RwSignal<Option<(AppointmentView, String)>>) -> AnyView {
    let OfficeSlots { office, minutes, days } = slots;
    if days.is_empty() {
        return view! { <Nothing office title=t::NOTHING_FREE text=t::nothing_free_text/> }.into_any();
    }
    let day = days.iter().find(|day| day.day.to_string() == chosen.day).cloned();
    let Some(day) = day else {
        return view! { <Days chosen=chosen.clone() days/> }.into_any();
    };
    let slot = day.starts.iter().find(|slot| hour(slot.at) == chosen.time).copied();
    match slot {
        None => view! { <Times chosen=chosen.clone() day minutes/> }.into_any(),
        Some(slot) => view! { <WriteContact chosen=chosen.clone() starts=slot.at made/> }.into_any(),
    }
}

fn hour(at: chrono::DateTime<chrono::FixedOffset>) -> String {
    format::time(at)
}

#[component]
fn Days(
    /// What is chosen so far.
    chosen: Chosen,
    /// Days on which something is free.
    days: Vec<SlotDay>,
) -> impl IntoView {
    let links = days
        .into_iter()
        .map(|SlotDay { day, starts }| {
            let href = Chosen { day: day.to_string(), ..chosen.clone() }.href();
            let count = starts.len().to_string();
            view! {
                <li>
                    <a class="office-link" href=href>
                        <strong>{move || format::date(day)}</strong>
                        <span>{move || t::days_free(&count)}</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="stack" data-gap="small">
            <h2>{t::DAY}</h2>
            <ul class="slots" data-wide="">{links}</ul>
        </section>
    }
}

#[component]
fn Times(
    /// What is chosen so far.
    chosen: Chosen,
    /// The day.
    day: SlotDay,
    /// Minutes of a visit.
    minutes: u32,
) -> impl IntoView {
    let back = Chosen { day: String::new(), time: String::new(), ..chosen.clone() }.href();
    let date = day.day;
    let links = day
        .starts
        .into_iter()
        .map(|slot| {
            let time = hour(slot.at);
            let href = Chosen { time: time.clone(), ..chosen.clone() }.href();
            view! { <li><ButtonLink href kind=ButtonKind::Secondary wide=true>{time}</ButtonLink></li> }
        })
        .collect_view();
    let minutes = minutes.to_string();
    view! {
        <section class="stack" data-gap="small">
            <h2>{t::TIME}", "{move || format::date(date)}</h2>
            <p class="soft">{move || t::time_hint(&minutes)}</p>
            <ul class="slots">{links}</ul>
            <p><a href=back>{t::BACK}</a></p>
        </section>
    }
}
