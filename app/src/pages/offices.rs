//! Service offices: chosen by region, place and what they take; what the source leaves open is said to be open.

pub(crate) mod choice;
mod office;

use leptos::prelude::*;
use svetlitsa_api::offices::OfficeView;
use svetlitsa_ui::client::offices as client;
use svetlitsa_ui::components::{
    Button, ButtonKind, Checkbox, Choice, EmptyState, Loaded, Notice, PageHeader, Select, TextField,
};
use svetlitsa_ui::load::Load;
use svetlitsa_ui::texts::offices as t;

use choice::{OfficeChoice, regions};
use office::Office;

/// How many offices appear at a time: the list is long, and phones are slow.
const STEP: usize = 12;

/// Service offices.
#[component]
pub fn Offices() -> impl IntoView {
    let load = Load::new(client::list_offices);
    view! {
        <div class="page">
            <PageHeader title=t::TITLE/>
            <div class="stack">
                <Notice kind=svetlitsa_ui::components::NoticeKind::Info title=t::DATED_TITLE><p>{t::DATED}</p></Notice>
                <Loaded load lines=8 let:list><List offices=list.items/></Loaded>
            </div>
        </div>
    }
}

/// The choice and the list below it.
#[component]
fn List(
    /// Every office.
    offices: Vec<OfficeView>,
) -> impl IntoView {
    let choice = OfficeChoice::new();
    let room = RwSignal::new(STEP);
    let regions = std::iter::once(Choice::new("", t::REGION_ALL))
        .chain(regions(&offices).into_iter().map(|region| Choice::new(region.clone(), region)))
        .collect();
    let found = Memo::new(move |_| {
        offices.iter().filter(|office| choice.takes_in(office)).cloned().collect::<Vec<_>>()
    });
    // Another choice starts from the top.
    Effect::new(move || {
        found.track();
        room.set(STEP);
    });
    let shown =
        Memo::new(move |_| found.with(|found| found.iter().take(room.get()).cloned().collect::<Vec<_>>()));
    let rest = Memo::new(move |_| found.with(Vec::len).saturating_sub(room.get()));
    let count = move || t::found(u64::try_from(found.with(Vec::len)).unwrap_or_default());
    view! {
        <form class="offices__choice" role="search" on:submit=|event| event.prevent_default()>
            <Select name="region" label=t::REGION value=choice.region choices=regions/>
            <TextField name="place" label=t::SEARCH value=choice.place autocomplete="off"/>
            <fieldset class="offices__takes">
                <legend>{t::TAKES}</legend>
                <Checkbox name="advice" label=t::ONLY_ADVICE checked=choice.advice/>
                <Checkbox name="applications" label=t::ONLY_APPLICATIONS checked=choice.applications/>
                <Checkbox name="firms" label=t::ONLY_FIRMS checked=choice.firms/>
                <Checkbox name="takes_payments" label=t::ONLY_PAYMENTS checked=choice.payments/>
                <Checkbox name="takes_readings" label=t::ONLY_READINGS checked=choice.readings/>
            </fieldset>
        </form>
        <h2><span role="status">{count}</span></h2>
        <ul class="offices">
            <For each=move || shown.get() key=|office| office.id.clone() let:office><Office office/></For>
        </ul>
        {move || (found.with(Vec::is_empty)).then(|| view! {
            <EmptyState title=t::EMPTY>
                <p>{t::EMPTY_TEXT}</p>
                <Button on_press=move |()| choice.clear()>{t::RESET}</Button>
            </EmptyState>
        })}
        {move || (rest.get() > 0).then(|| {
            let more = rest.get().min(STEP);
            view! {
                <div>
                    <Button kind=ButtonKind::Secondary on_press=move |()| room.update(|room| *room += STEP)>
                        {move || t::more(u64::try_from(more).unwrap_or_default())}
                    </Button>
                </div>
            }
        })}
    }
}
