//! One payee with its days, what it is owed, and where its money goes.

use leptos::prelude::*;
use leptos::task::spawn_local;
use svetlitsa_api::pages;
use svetlitsa_api::payees::{OpeningReading, PayeeMonth, PayeeStretchView, Requisites};
use svetlitsa_domain::bills::PayeeReason;
use svetlitsa_domain::tariffs::Zone;
use svetlitsa_domain::{AccountNumber, Kopecks};
use svetlitsa_ui::components::{
    Button, ButtonKind, ButtonLink, Column, Definition, DefinitionList, Details, Table,
};
use svetlitsa_ui::format;
use svetlitsa_ui::i18n::Text;
use svetlitsa_ui::names;
use svetlitsa_ui::texts::payees as t;

use super::taken_over::TakenOverLines;
use crate::clipboard;

/// One payee, for some days.
#[component]
pub fn Stretch(
    /// Whose.
    account: AccountNumber,
    /// The payee.
    stretch: PayeeStretchView,
    /// Whether payments are taken here.
    takes_payments: bool,
) -> impl IntoView {
    let PayeeStretchView { id, name, requisites, from, until, reason, basis, .. } = stretch.clone();
    let days = move || match (from, until) {
        (Some(from), Some(until)) => {
            t::from_until(&format::date_with_year(from), &format::date_with_year(until))
        }
        (Some(from), None) => t::from(&format::date_with_year(from)),
        (None, Some(until)) => t::until(&format::date_with_year(until)),
        (None, None) => t::ALWAYS.get().to_owned(),
    };
    let why = match reason {
        PayeeReason::First => t::REASON_FIRST,
        PayeeReason::DirectPayments => t::REASON_DIRECT,
        PayeeReason::SupplierChanged => t::REASON_SUPPLIER,
    };
    let balance = stretch.balance_kopecks;
    let href =
        format!("{}?payee={}", pages::PAY.href(&[account.as_str()]), svetlitsa_api::paths::encode(&id));
    let (kind, words) = if balance.is_positive() {
        (ButtonKind::Primary, t::PAY)
    } else {
        (ButtonKind::Secondary, t::PAY_AHEAD)
    };
    let way = if stretch.is_payable {
        let name = name.clone();
        view! {
            <div data-print="never">
                <ButtonLink href kind>{words}<span class="unseen">": "{name}</span></ButtonLink>
            </div>
        }
        .into_any()
    } else if balance.is_positive() && !takes_payments {
        view! { <p>{t::NOT_HERE}</p> }.into_any()
    } else {
        ().into_any()
    };
    let owed = match requisites {
        Some(_) => standing(balance),
        None => view! { <p>{t::PAST_US}</p> }.into_any(),
    };
    let begins = from.is_some();
    let details = requisites.map(|requisites| {
        let name = name.clone();
        view! { <Details summary=t::REQUISITES><Where name requisites/></Details> }
    });
    view! {
        <li class="payees__one stack" data-gap="small">
            <p class="soft">{days}</p>
            <h3 class="payees__name">{name}</h3>
            {owed}
            {way}
            <p>{why} {(!basis.is_empty()).then(|| view! { " " {move || t::basis(&basis)} })}</p>
            {stretch.taken_over.map(|taken| view! {
                <div class="stack" data-gap="none"><TakenOverLines taken has_readings=false/></div>
            })}
            {begins.then(|| opening(stretch.opening_readings, stretch.opening_kopecks))}
            {(!stretch.months.is_empty()).then(|| view! {
                <Details summary=t::MONTHS>{months(stretch.months)}</Details>
            })}
            {details}
        </li>
    }
}

fn standing(balance: Kopecks) -> AnyView {
    let words: Text = match balance {
        Kopecks(0) => return view! { <p>{t::EVEN}</p> }.into_any(),
        Kopecks(1..) => t::DEBT,
        Kopecks(_) => t::AHEAD,
    };
    view! { <p>{words}": "<strong class="amount">{move || format::money(balance.abs())}</strong></p> }
        .into_any()
}

/// What the meter showed and what was carried over when the payee began.
fn opening(readings: Vec<OpeningReading>, carried: Kopecks) -> AnyView {
    let is_unknown = readings.is_empty();
    let readings = readings
        .into_iter()
        .map(|OpeningReading { zone, value, taken_on }| {
            let words = move || {
                let (value, day) = (format::number(value.into()), format::date_with_year(taken_on));
                let zone = if zone == Zone::Single { names::zone(Zone::Single) } else { names::zone(zone) };
                t::opening_reading(zone.get(), &value, &day)
            };
            view! { <li>{words}</li> }
        })
        .collect_view();
    let balance = move || match carried {
        Kopecks(0) => t::OPENING_BALANCE_NONE.get().to_owned(),
        sum => t::opening_balance(&format::money(sum)),
    };
    view! {
        <div>
            <p class="soft">{t::OPENING}":"</p>
            <ul class="payees__opening">
                {readings}
                {is_unknown.then(|| view! { <li>{t::OPENING_UNKNOWN}</li> })}
                <li>{balance}</li>
            </ul>
        </div>
    }
    .into_any()
}

fn months(months: Vec<PayeeMonth>) -> AnyView {
    let rows = months
        .into_iter()
        .map(|PayeeMonth { period, amount_kopecks }| {
            vec![
                view! { <span>{move || format::period(period)}</span> }.into_any(),
                view! { <span class="amount">{move || format::money(amount_kopecks)}</span> }.into_any(),
            ]
        })
        .collect();
    let columns = vec![Column::words(t::MONTH), Column::numbers(t::AMOUNT)];
    view! { <Table caption=t::MONTHS columns rows/> }.into_any()
}

/// Where a payee's money goes, to be copied.
#[component]
fn Where(
    /// The payee.
    name: String,
    /// Its requisites.
    requisites: Requisites,
) -> impl IntoView {
    let Requisites { inn, kpp, bank, bic, account, correspondent, is_demo } = requisites;
    let rows = [
        (t::INN, inn),
        (t::KPP, kpp),
        (t::BANK, bank),
        (t::BIC, bic),
        (t::ACCOUNT, account),
        (t::CORRESPONDENT, correspondent),
    ];
    let items = rows.iter().map(|(words, value)| Definition::new(*words, value.clone())).collect();
    let outcome = RwSignal::new(None::<Text>);
    let press = move |()| {
        let lines = rows.iter().map(|(words, value)| format!("{}: {value}", words.get_untracked()));
        let text = std::iter::once(name.clone()).chain(lines).collect::<Vec<_>>().join("\n");
        spawn_local(async move {
            let is_copied = clipboard::copy(&text).await.is_some();
            let _ = outcome.try_set(Some(if is_copied { t::COPIED } else { t::NOT_COPIED }));
        });
    };
    view! {
        <div class="stack" data-gap="small">
            {is_demo.then(|| view! { <p><strong>{t::DEMO}</strong></p> })}
            <DefinitionList items/>
            <div class="row" data-print="never">
                <Button kind=ButtonKind::Secondary small=true on_press=press>{t::COPY}</Button>
                <span role="status">{move || outcome.get().map(Text::get)}</span>
            </div>
        </div>
    }
}
