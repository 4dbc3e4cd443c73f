//! The verdict: what happened to the reading and why, what happens next and by when, a number to quote.

use crate::guest_visit;
use leptos::prelude::*;
use svetlitsa_api::accounts::AccountOverview;
use svetlitsa_api::pages;
use svetlitsa_api::readings::{ReadingStanding, ReadingView};
use svetlitsa_domain::readings::{FindingCode, Rung, VerdictStatus};
use svetlitsa_domain::tariffs::{Service, Zone};
use svetlitsa_ui::components::{Button, ButtonKind, ButtonLink, Icon, Link, Notice, Sign};
use svetlitsa_ui::i18n::Words;
use svetlitsa_ui::texts::readings::{self as t, ask, result};
use svetlitsa_ui::{format, names};

use super::ask::RemarkLine;
use super::focused::FocusedHeading;
use super::photo::{Photo, PhotoDelivery};
use super::wording::{Remark, is_refusal};

/// Day of the month by which a bill is delivered (`facts/domain.md` 0, item 1).
const BILL_DAY: u32 = 5;

/// An accepted reading.
#[component]
pub fn Verdict(
    /// The reading.
    reading: ReadingView,
    /// What is known of the account.
    overview: AccountOverview,
    /// The photo that goes with it.
    photo: Photo,
    /// Types it anew.
    on_correct: Callback<()>,
) -> impl IntoView {
    let service = overview.account.service;
    let number = overview.account.number.clone();
    let is_outdated = reading.state == ReadingStanding::Replaced;
    let title = match reading.status {
        _ if is_outdated => result::OUTDATED,
        VerdictStatus::Question => result::QUESTION,
        _ => result::ACCEPTED,
    };
    let (period, bill) = (reading.period, reading.period.next().day(BILL_DAY));
    let is_question = reading.status == VerdictStatus::Question && !is_outdated;
    let notes = reading.findings.iter().filter(|finding| !is_refusal(finding.code));
    let notes: Vec<AnyView> = notes.map(|f| remark_line(f.code, f.zone, service)).collect();
    let has_notes = !notes.is_empty();
    let ways = if guest_visit::is_guest() {
        view! {
            <ButtonLink href=pages::HOME.path kind=ButtonKind::Secondary>{t::guest::HOME}</ButtonLink>
            <ButtonLink href=pages::REGISTER.path kind=ButtonKind::Quiet>{t::guest::REGISTER}</ButtonLink>
        }
        .into_any()
    } else {
        let pay = pages::PAY.href(&[number.as_str()]);
        view! {
            {overview.takes_payments.then(|| view! { <ButtonLink href=pay>{result::PAY}</ButtonLink> })}
            <ButtonLink href=pages::ACCOUNT.href(&[number.as_str()]) kind=ButtonKind::Secondary>
                {result::BACK}
            </ButtonLink>
        }
        .into_any()
    };
    view! {
        <section class="stack verdict">
            <div class="verdict__head">
                <span class="verdict__seal"><Icon sign=Sign::Success/></span>
                <FocusedHeading words=title/>
            </div>
            <Values reading=reading.clone() service/>
            {if is_outdated {
                view! { <p class="lead">{result::OUTDATED_NEXT}</p> }.into_any()
            } else {
                view! { <p class="lead">{move || result::period(&format::period(period), &format::date(bill))}</p> }.into_any()
            }}
            {is_question.then(|| view! { <p>{result::QUESTION_NEXT}</p> })}
            {has_notes.then(|| view! { <Notice><ul class="readings__remarks">{notes}</ul></Notice> })}
            <PhotoDelivery photo number=number.clone() reading=reading.id.clone()/>
            <Numbers reading/>
            <div class="row" data-print="never">
                {ways}
                <Button kind=ButtonKind::Quiet on_press=on_correct>{result::ANOTHER}</Button>
            </div>
        </section>
    }
}

/// A refused reading, above the form that still holds it.
#[component]
pub fn Refusal(
    /// The reading.
    reading: ReadingView,
    /// What is counted.
    service: Service,
    /// «Поменять местами», when the values fit the other way round.
    exchange: Option<Callback<()>>,
) -> impl IntoView {
    // That values look exchanged is no refusal by itself, but the likeliest reason of one.
    let is_told = |code: FindingCode| is_refusal(code) || exchange.is_some() && code.rule().rung == Rung::W2;
    let reasons = reading.findings.iter().filter(|finding| is_told(finding.code));
    let reasons: Vec<AnyView> = reasons.map(|f| remark_line(f.code, f.zone, service)).collect();
    view! {
        <div class="stack verdict verdict--refused" data-gap="small">
            <div class="verdict__head">
                <Icon sign=Sign::Failure/>
                <FocusedHeading words=result::REFUSED/>
            </div>
            <ul class="readings__remarks">{reasons}</ul>
            {exchange.map(|exchange| view! { <div class="row"><Button on_press=exchange>{ask::EXCHANGE}</Button></div> })}
            <p>{result::KEPT}</p>
            <Numbers reading/>
            <Link href=pages::APPEAL_NEW.path sign=Sign::Speech>{t::REPORT}</Link>
        </div>
    }
}

fn remark_line(code: FindingCode, zone: Option<Zone>, service: Service) -> AnyView {
    let mut remark = Remark::of_finding(code, zone, service);
    if !is_refusal(code) {
        // It is answered already.
        remark = remark.without_buttons();
    }
    view! { <RemarkLine remark/> }.into_any()
}

/// What was sent, register by register, and what it comes to.
#[component]
fn Values(
    /// The reading.
    reading: ReadingView,
    /// What is counted.
    service: Service,
) -> impl IntoView {
    let lines = reading
        .values
        .iter()
        .map(|value| {
            let (zone, value) = (value.zone, value.value);
            view! {
                <li><span class="soft">{names::zone(zone)}</span> <strong>{move || format::number(value.into())}</strong></li>
            }
        })
        .collect_view();
    let units: u64 = reading.consumption.iter().map(|used| used.units).sum();
    let cost = reading.cost_kopecks;
    view! {
        <ul class="verdict__values">{lines}</ul>
        <p class="verdict__use">
            <strong>{move || t::together(&format::units(units, service))}</strong>", "
            {move || match cost {
                Some(cost) => t::together_cost(&format::money(cost)),
                None => result::NO_COST.get().to_owned(),
            }}
        </p>
    }
}

/// When it came, and the number to quote.
#[component]
fn Numbers(
    /// The reading.
    reading: ReadingView,
) -> impl IntoView {
    let number = Words::from(number_to_quote(&reading.id));
    let received = reading.received;
    view! {
        <p class="soft">
            {move || result::when(&format::moment_with_zone(received))}". "
            {move || result::number(&number.get())}
        </p>
    }
}

/// The end of the id, in two groups: short enough to be read aloud, and one of its kind on an account.
fn number_to_quote(id: &str) -> String {
    let symbols: Vec<char> = id.chars().filter(char::is_ascii_alphanumeric).collect();
    let tail = &symbols[symbols.len().saturating_sub(8)..];
    let groups: Vec<String> =
        tail.chunks(4).map(|group| group.iter().collect::<String>().to_ascii_uppercase()).collect();
    groups.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_is_short() {
        assert_eq!(number_to_quote("0199a1b2c3d47e5f8a9b0c1d2e3f4a5b"), "2E3F-4A5B");
        assert_eq!(number_to_quote("ab"), "AB");
        assert_eq!(number_to_quote(""), "");
    }
}
