//! What came of a reading, and what follows.

use leptos::prelude::*;
use svetlitsa_api::readings::ReadingView;
use svetlitsa_domain::readings::VerdictStatus;
use svetlitsa_ui::components::{ButtonKind, Icon, Notice, NoticeKind, ReadingSlip, Sign, Window};
use svetlitsa_ui::texts::kiosk::{receipt, verdict as t};
use svetlitsa_ui::{format, ladder};

use crate::flow::{Event, Plan, Visit};
use crate::parts::{Act, Screen};
use crate::terminal::use_terminal;

/// What came of a reading.
#[component]
pub(crate) fn VerdictScreen(
    /// The visitor.
    visit: Box<Visit>,
    /// Which meter it was.
    meter: usize,
    /// The reading with its verdict.
    reading: Box<ReadingView>,
) -> impl IntoView {
    let status = reading.status;
    let is_refused = status == VerdictStatus::Refused;
    let (title, sign) = match status {
        VerdictStatus::Accepted => (t::ACCEPTED, Sign::Tick),
        VerdictStatus::Question => (t::QUESTION, Sign::Tick),
        VerdictStatus::Refused => (t::REFUSED, Sign::Cross),
    };
    let is_to_pay = visit.plan == Plan::Both && visit.overview.takes_payments;
    let has_paper = !is_refused && visit.ends_after(meter);
    let forward = if is_refused {
        t::AGAIN
    } else if visit.meter_to_read(meter + 1).is_some() {
        t::NEXT_METER
    } else if is_to_pay {
        t::PAY
    } else {
        t::DONE
    };
    let mut window = visit.overview.window.clone();
    if !is_refused {
        window.reading_dates.push(window.today);
    }
    let period = reading.period;
    let service = visit.meter(meter).map_or(visit.overview.account.service, |meter| meter.service);
    let number = use_terminal().number();
    view! {
        <Screen title hand=move || view! {
            {has_paper.then(|| view! {
                <p class="paper__note"><Icon sign=Sign::Print/><span>{t::PAPER}</span></p>
            })}
            <Act event=Event::Next words=forward/>
            <div class="taken__others">
                {has_paper.then(|| view! {
                    <Act event=Event::PrintAgain words=receipt::AGAIN kind=ButtonKind::Secondary/>
                })}
                <Act event=Event::Another words=t::ANOTHER kind=ButtonKind::Secondary/>
            </div>
        }>
            <div class="outcome">
                <p class="seal" data-wrong=is_refused.then_some("") aria-hidden="true"><Icon sign/></p>
                {(!is_refused).then(|| view! { <p class="lead">{move || t::period(&format::period(period))}</p> })}
            </div>
            {(status == VerdictStatus::Question).then(|| view! { <p class="lead">{t::QUESTION_TEXT}</p> })}
            {reading.findings.iter().filter(|_| is_refused).map(|finding| {
                let words = ladder::in_short(finding.code, service);
                view! { <Notice kind=NoticeKind::Error><p>{words}</p></Notice> }
            }).collect_view()}
            {(!is_refused).then(|| view! { <Window window=window.clone()/> })}
            {has_paper.then(|| view! {
                <div class="paper"><ReadingSlip overview=visit.overview.clone() given=visit.given.clone() terminal=number/></div>
            })}
        </Screen>
    }
}
