//! Which office: those that do what somebody comes for, by region and place.

use leptos::prelude::*;
use svetlitsa_api::offices::OfficeView;
use svetlitsa_domain::appointments::AppointmentPurpose;
use svetlitsa_ui::components::{Button, ButtonKind, Choice, EmptyState, Select, TextField};
use svetlitsa_ui::format;
use svetlitsa_ui::texts::{appointments as t, offices};

use super::Chosen;
use crate::pages::offices::choice::{OfficeChoice, regions};

/// How many offices appear at a time.
const STEP: usize = 12;

/// Which office.
#[component]
pub fn ChooseOffice(
    /// What is chosen so far.
    chosen: Chosen,
    /// What somebody comes for.
    purpose: AppointmentPurpose,
    /// Every office.
    offices: Vec<OfficeView>,
) -> impl IntoView {
    let choice = OfficeChoice::new();
    let room = RwSignal::new(STEP);
    let able: Vec<_> = offices.into_iter().filter(|office| office.purposes.contains(&purpose)).collect();
    let regions = std::iter::once(Choice::new("", offices::REGION_ALL))
        .chain(regions(&able).into_iter().map(|region| Choice::new(region.clone(), region)))
        .collect();
    let found =
        Memo::new(move |_| able.iter().filter(|office| choice.takes_in(office)).cloned().collect::<Vec<_>>());
    Effect::new(move || {
        found.track();
        room.set(STEP);
    });
    let rest = Memo::new(move |_| found.with(Vec::len).saturating_sub(room.get()));
    let row = move |office: OfficeView| {
        let href = Chosen { office: office.id, ..chosen.clone() }.href();
        view! { <li><a class="office-link" href=href><strong>{office.name}</strong><span>{format::address(&office.address)}</span></a></li> }
    };
    view! {
        <section class="stack">
            <h2>{t::OFFICE}</h2>
            <p class="soft">{t::OFFICE_HINT}</p>
            <form class="offices__choice" role="search" on:submit=|event| event.prevent_default()>
                <Select name="region" label=offices::REGION value=choice.region choices=regions/>
                <TextField name="place" label=offices::SEARCH value=choice.place autocomplete="off"/>
            </form>
            <ul class="office-links">
                {move || found.get().into_iter().take(room.get()).map(&row).collect_view()}
            </ul>
            {move || found.with(Vec::is_empty).then(|| view! {
                <EmptyState title=offices::EMPTY>
                    <p>{offices::EMPTY_TEXT}</p>
                    <Button on_press=move |()| choice.clear()>{offices::RESET}</Button>
                </EmptyState>
            })}
            {move || (rest.get() > 0).then(|| {
                let more = u64::try_from(rest.get().min(STEP)).unwrap_or_default();
                view! {
                    <div>
                        <Button kind=ButtonKind::Secondary on_press=move |()| room.update(|room| *room += STEP)>
                            {move || offices::more(more)}
                        </Button>
                    </div>
                }
            })}
        </section>
    }
}
