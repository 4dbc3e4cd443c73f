//! What the visitor came for, with what is owed and whether the window is open.

use leptos::prelude::*;
use svetlitsa_domain::Kopecks;
use svetlitsa_ui::components::{Notice, Sign, Window};
use svetlitsa_ui::texts::kiosk::choose as t;

use crate::flow::{Event, Plan, Visit};
use crate::parts::{Screen, Standing, VerbButton};

/// What for?
#[component]
pub(crate) fn ChooseScreen(
    /// The visitor.
    visit: Box<Visit>,
) -> impl IntoView {
    let is_owing = visit.overview.account.balance_kopecks.is_some_and(Kopecks::is_positive);
    let has_meter = visit.meter_to_read(0).is_some();
    let takes_payments = visit.overview.takes_payments;
    let phone = visit.overview.branch.phone.clone();
    let plans = move || {
        view! {
            <div class="verbs">
                {has_meter.then(|| view! {
                    <VerbButton
                        event=Event::Choose(Plan::Reading)
                        sign=Sign::Meter
                        name=t::READING
                        hint=t::READING_HINT
                        is_lit=!(is_owing && takes_payments)
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
                        is_lit=is_owing
                    />
                })}
                <VerbButton event=Event::CallBack sign=Sign::Phone name=t::CALL_BACK hint=t::CALL_BACK_HINT/>
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
            <Standing visit=*visit.clone()/>
            <Window window=visit.overview.window.clone()/>
        </Screen>
    }
}
