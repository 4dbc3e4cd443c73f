//! What the visitor came for, with what is owed and whether the window is open.

use leptos::prelude::*;
use svetlitsa_domain::Kopecks;
use svetlitsa_ui::components::{Notice, Sign, Window, WindowSize};
use svetlitsa_ui::format;
use svetlitsa_ui::texts::kiosk::choose as t;

use crate::flow::{Event, Plan, Visit};
use crate::parts::{Screen, VerbButton};

/// What for?
#[component]
pub(crate) fn ChooseScreen(
    /// The visitor.
    visit: Box<Visit>,
) -> impl IntoView {
    let balance = visit.overview.account.balance_kopecks;
    let (name, account) = (visit.access.masked_name.clone(), visit.access.account.to_string());
    let has_meter = visit.meter_to_read(0).is_some();
    let takes_payments = visit.overview.takes_payments;
    let phone = visit.overview.branch.phone.clone();
    let owed = match balance.0 {
        0 => t::EVEN,
        1.. => t::OWED,
        _ => t::AHEAD,
    };
    let plans = move || {
        view! {
            <div class="verbs">
                {has_meter.then(|| view! {
                    <VerbButton
                        event=Event::Choose(Plan::Reading)
                        sign=Sign::Meter
                        name=t::READING
                        hint=t::READING_HINT
                        is_lit=!(balance.is_positive() && takes_payments)
                    />
                })}
                {takes_payments.then(|| view! {
                    <VerbButton
                        event=Event::Choose(Plan::Payment)
                        sign=Sign::Rouble
                        name=t::PAYMENT
                        hint=t::PAYMENT_HINT
                    />
                })}
                {(has_meter && takes_payments).then(|| view! {
                    <VerbButton
                        event=Event::Choose(Plan::Both)
                        sign=Sign::Success
                        name=t::BOTH
                        hint=t::BOTH_HINT
                        is_lit=balance.is_positive()
                    />
                })}
            </div>
            {(!has_meter).then(|| view! { <Notice><p>{t::NO_METER}</p></Notice> })}
            {(!takes_payments).then(|| {
                let phone = phone.clone();
                view! { <Notice><p>{move || t::no_payments(&phone)}</p></Notice> }
            })}
        }
    };
    view! {
        <Screen title=t::TITLE hand=plans>
            <div class="standing">
                <div class="standing__who">
                    <p class="standing__name">{name}</p>
                    <p class="soft">{super::account::grouped(&account)}</p>
                </div>
                <div class="standing__owed" data-owed=balance.is_positive().then_some("")>
                    <p>{owed}</p>
                    <p class="amount">{move || format::money(Kopecks(balance.0.saturating_abs()))}</p>
                </div>
                <Window window=visit.overview.window.clone() size=WindowSize::Compact/>
            </div>
        </Screen>
    }
}
