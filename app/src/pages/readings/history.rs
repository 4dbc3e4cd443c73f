//! The history: every reading with its verdict, the refused and the replaced ones, too.

use leptos::prelude::*;
use svetlitsa_api::accounts::MeterView;
use svetlitsa_api::readings::{ReadingList, ReadingStanding, ReadingView};
use svetlitsa_domain::AccountNumber;
use svetlitsa_domain::readings::VerdictStatus;
use svetlitsa_domain::tariffs::Service;
use svetlitsa_ui::client::photos::photo_href;
use svetlitsa_ui::client::{Caller, readings as client};
use svetlitsa_ui::components::{
    Button, ButtonKind, Column, EmptyState, ErrorSummary, Loaded, Table, Tag, TagKind,
};
use svetlitsa_ui::form::Form;
use svetlitsa_ui::i18n::Words;
use svetlitsa_ui::load::Load;
use svetlitsa_ui::texts::readings::history as t;
use svetlitsa_ui::texts::readings::photo;
use svetlitsa_ui::{format, ladder, names};

/// The history of an account, a page at a time.
#[component]
pub fn History(
    /// The account.
    number: AccountNumber,
    /// Its meters.
    meters: Vec<MeterView>,
    /// Counts the verdicts given on this page; with each of them the history is read again.
    verdicts: RwSignal<u32>,
) -> impl IntoView {
    let (account, shown) = (number.clone(), number.clone());
    let list = Load::new(move || {
        verdicts.track();
        let number = account.clone();
        async move { client::list_readings(&Caller::cabinet(), &number, None).await }
    });
    let form = Form::new();
    let more = move |()| {
        let Some(known) = untrack(|| list.value()) else { return };
        let number = number.clone();
        let cursor = known.next_cursor.clone();
        let request =
            async move { client::list_readings(&Caller::cabinet(), &number, cursor.as_deref()).await };
        form.send(request, move |next| {
            let items = known.items.into_iter().chain(next.items).collect();
            list.put(ReadingList { items, next_cursor: next.next_cursor });
        });
    };
    let more = Callback::new(more);
    view! {
        <div class="stack readings__history" data-gap="small">
            <Loaded load=list let:list>
                <HistoryTable number=shown.clone() caption=t::TITLE readings=list.items meters=meters.clone()/>
                {list.next_cursor.is_some().then(|| view! {
                    <div class="row" data-print="never">
                        <Button kind=ButtonKind::Secondary busy=Signal::derive(move || form.is_busy()) on_press=more>
                            {t::MORE}
                        </Button>
                    </div>
                })}
            </Loaded>
            <ErrorSummary form/>
        </div>
    }
}

/// Readings as a table.
#[component]
pub(crate) fn HistoryTable(
    /// The account.
    number: AccountNumber,
    /// What it shows.
    #[prop(into)]
    caption: Words,
    /// Newest first.
    readings: Vec<ReadingView>,
    /// The meters they were read from.
    meters: Vec<MeterView>,
) -> impl IntoView {
    if readings.is_empty() {
        return view! { <EmptyState title=t::EMPTY><p>{t::EMPTY_TEXT}</p></EmptyState> }.into_any();
    }
    let service = meters.first().map_or(Service::Electricity, |meter| meter.service);
    let columns = vec![
        Column::words(t::DATE),
        Column::words(t::VALUES),
        Column::words(t::VERDICT),
        Column::numbers(t::USED),
    ];
    let rows = readings.iter().map(|reading| row(&number, reading, service)).collect();
    view! { <Table caption columns rows/> }.into_any()
}

fn row(number: &AccountNumber, reading: &ReadingView, service: Service) -> Vec<AnyView> {
    let (day, received) = (reading.taken_on, reading.received.date_naive());
    // One register needs no name.
    let is_named = reading.values.len() > 1;
    let values = reading
        .values
        .iter()
        .map(|value| {
            let (zone, value) = (value.zone, value.value);
            view! {
                <li>
                    {is_named.then(|| view! { <span class="soft">{names::zone(zone)}" "</span> })}
                    {move || format::number(value.into())}
                </li>
            }
        })
        .collect_view();
    vec![
        view! {
            <span class="history__used">
                <span>{move || format::date_with_year(day)}</span>
                {(received != day).then(|| view! {
                    <span class="soft">{move || t::received(&format::date(received))}</span>
                })}
            </span>
        }
        .into_any(),
        view! { <ul class="history__values">{values}</ul>{photo(number, reading)} }.into_any(),
        verdict(reading),
        used(reading, service),
    ]
}

/// The photo of the dial, small; the link leads to all of it.
fn photo(number: &AccountNumber, reading: &ReadingView) -> Option<AnyView> {
    let (day, src) = (reading.taken_on, photo_href(number, &reading.id));
    reading.has_photo.then(|| {
        let href = src.clone();
        view! {
            <a class="history__photo" href=href data-print="never">
                <img src=src loading="lazy" width="64" height="48" alt=move || photo::alt(&format::date_with_year(day))/>
            </a>
        }
        .into_any()
    })
}

/// Use and cost; a refused reading has none.
fn used(reading: &ReadingView, service: Service) -> AnyView {
    if reading.status == VerdictStatus::Refused {
        return view! { <span aria-hidden="true">"\u{2013}"</span> }.into_any();
    }
    let (units, cost) =
        (reading.consumption.iter().map(|used| used.units).sum::<u64>(), reading.cost_kopecks);
    view! {
        <span class="history__used">
            <span>{move || format::units(units, service)}</span>
            {cost.map(|cost| view! { <span class="soft">{move || format::money(cost)}</span> })}
        </span>
    }
    .into_any()
}

/// What became of it after its verdict.
fn standing(reading: &ReadingView) -> Option<AnyView> {
    let period = reading.period;
    match reading.state {
        ReadingStanding::Replaced => {
            Some(view! { <span class="history__note">{t::REPLACED}</span> }.into_any())
        }
        ReadingStanding::Used => Some(
            view! { <span class="history__note soft">{move || t::used_in(&format::period(period))}</span> }
                .into_any(),
        ),
        ReadingStanding::Checked | ReadingStanding::Question => Some(
            view! { <span class="history__note">{move || t::checked(&format::period(period))}</span> }
                .into_any(),
        ),
        _ => None,
    }
}

/// The verdict, the way it came, and why when there is something to say.
fn verdict(reading: &ReadingView) -> AnyView {
    let kind = match reading.status {
        VerdictStatus::Accepted => TagKind::Done,
        VerdictStatus::Question => TagKind::Lit,
        VerdictStatus::Refused => TagKind::Wrong,
    };
    let reasons = reading.findings.iter().map(|finding| ladder::reason(finding.code)).collect::<Vec<_>>();
    let reasons = reasons.into_iter().map(|reason| view! { <span class="history__note">{reason}</span> });
    view! {
        <span class="history__verdict">
            <Tag label=names::verdict(reading.status) kind/>
            <span class="history__note soft">{names::channel(reading.channel)}</span>
            {standing(reading)}
            {reasons.collect_view()}
        </span>
    }
    .into_any()
}
