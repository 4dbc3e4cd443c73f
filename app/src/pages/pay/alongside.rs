//! Readings that are given in one step with a payment (`seeds/002`, section 8, p. 8.1): while the window is open and a meter
//! has none yet, its drums stand beside the sum. They go the way of the readings' page before the payment is begun, and
//! never stand in its way: what is odd or refused is told with the choice to pay without it.

pub(super) mod doubt;

use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;
use svetlitsa_api::ErrorCode;
use svetlitsa_api::accounts::{AccountOverview, MeterView, WindowView};
use svetlitsa_api::readings::{FindingView, ReadingView, SubmitReading, ZoneValue};
use svetlitsa_domain::AccountNumber;
use svetlitsa_domain::readings::{FindingCode, ReadingWindow, Severity, VerdictStatus, WindowState};
use svetlitsa_domain::tariffs::Zone;
use svetlitsa_ui::assessment::judge;
use svetlitsa_ui::client::{Answer, Attempt, Caller, ClientError, readings as client};
use svetlitsa_ui::components::{Drum, Notice, NoticeKind};
use svetlitsa_ui::form::{FieldError, Form};
use svetlitsa_ui::texts::payments::with_readings as t;
use svetlitsa_ui::texts::readings;
use svetlitsa_ui::{format, ladder, names};

use crate::guest_visit;
use crate::pages::readings::Together;
use crate::pages::readings::sheet::Sheet;
use crate::pages::readings::wording::{Remark, is_refusal};
use doubt::{Doubt, Why};

/// A meter whose reading may be given with the payment.
#[derive(Clone)]
pub(crate) struct Offered {
    meter: MeterView,
    sheet: Sheet,
    /// The reading, once it was accepted.
    given: RwSignal<Option<ReadingView>>,
    /// Odd values that were looked at twice.
    confirmed: RwSignal<Vec<ZoneValue>>,
    attempt: Attempt,
}

/// The readings beside a payment.
#[derive(Clone, Copy)]
pub(crate) struct Alongside {
    number: StoredValue<AccountNumber>,
    window: StoredValue<WindowView>,
    meters: StoredValue<Vec<Offered>>,
}

/// What came of giving them.
pub(super) enum Given {
    /// Ids of those that were accepted.
    All(Vec<String>),
    /// One of them needs another look.
    Doubted(Doubt),
}

impl Alongside {
    /// What may be given for an account today.
    pub(super) fn new(overview: &AccountOverview) -> Self {
        let number = overview.account.number.clone();
        let meters = to_offer(overview, guest_visit::is_guest()).into_iter().map(|meter| Offered {
            sheet: Sheet::new(&number, meter),
            meter: meter.clone(),
            given: RwSignal::new(None),
            confirmed: RwSignal::new(Vec::new()),
            attempt: Attempt::new(),
        });
        Self {
            meters: StoredValue::new(meters.collect()),
            number: StoredValue::new(number),
            window: StoredValue::new(overview.window.clone()),
        }
    }

    /// Whether there is nothing to offer.
    pub(super) fn is_empty(self) -> bool {
        self.meters.with_value(Vec::is_empty)
    }

    /// Registers that were left out of a meter of which others were typed.
    pub(super) fn gaps(self) -> Vec<FieldError> {
        let gaps = self.meters.get_value().into_iter().enumerate().flat_map(|(place, offered)| {
            let is_begun = !untrack(|| offered.sheet.typed()).is_empty();
            let name = |zone| field(place, zone);
            if is_begun { offered.sheet.gaps(name) } else { Vec::new() }
        });
        gaps.collect()
    }

    /// Ids of those that were accepted already.
    pub(super) fn accepted(self) -> Vec<String> {
        let given =
            |offered: &Offered| offered.given.with_untracked(|one| one.as_ref().map(|r| r.id.clone()));
        self.meters.with_value(|meters| meters.iter().filter_map(given).collect())
    }

    /// Sends what was typed, meter by meter, until one needs another look.
    ///
    /// # Errors
    /// [`ClientError`] where the payment could not be begun either: no network, or nobody is signed in.
    pub(super) async fn give(self, caller: Caller) -> Answer<Given> {
        let (number, window, mut ids) = (self.number.get_value(), self.window.get_value(), self.accepted());
        let typed = |offered: &Offered| untrack(|| offered.sheet.typed());
        let meters = self.meters.get_value().into_iter().enumerate();
        // The page may be left while they are on their way: what is needed is read beforehand.
        let waiting: Vec<(usize, Offered, Vec<ZoneValue>)> = meters
            .filter(|(_, offered)| offered.given.with_untracked(Option::is_none))
            .map(|(place, offered)| (place, offered.clone(), typed(&offered)))
            .filter(|(.., values)| !values.is_empty())
            .collect();
        for (place, offered, values) in waiting {
            let confirmed = offered.confirmed.try_get_untracked().is_some_and(|seen| seen == values);
            let doubted = |why| Ok(Given::Doubted(Doubt { place, values: values.clone(), why }));
            let odd = if confirmed { Vec::new() } else { questions(&offered.meter, &window, &values) };
            if !odd.is_empty() {
                return doubted(Why::Odd(odd));
            }
            let (meter, service) = (offered.meter.id.clone(), offered.meter.service);
            let body =
                SubmitReading { meter, values: values.clone(), taken_on: None, taken_at: None, confirmed };
            match client::submit_reading(&caller, &number, &body, &offered.attempt).await {
                Ok(reading) if reading.status == VerdictStatus::Refused => {
                    let refusals = reading.findings.iter().filter(|finding| is_refusal(finding.code));
                    let remark = |f: &FindingView| Remark::of_finding(f.code, f.zone, service);
                    return doubted(Why::Refused(refusals.map(remark).collect()));
                }
                Ok(reading) => {
                    ids.push(reading.id.clone());
                    offered.sheet.forget();
                    let _ = offered.given.try_set(Some(reading));
                }
                Err(ClientError::Rejected(problem)) if problem.code == ErrorCode::ConfirmationRequired => {
                    let remarks = problem.fields.iter().map(|f| Remark::of_field(&f.field, f.code, service));
                    return doubted(Why::Odd(remarks.collect()));
                }
                // What the server will not have of a reading says nothing of the payment.
                Err(error @ ClientError::Rejected(_)) if error.code() != Some(ErrorCode::SignInRequired) => {
                    return doubted(Why::Failed(error));
                }
                Err(error) => return Err(error),
            }
        }
        Ok(Given::All(ids))
    }

    /// What stands in the summary before the button; tracked.
    pub(super) fn summary(self) -> String {
        let told = |offered: &Offered| match offered.given.get() {
            Some(reading) => Some(said(&reading.values)),
            None => {
                Some(offered.sheet.typed()).filter(|values| !values.is_empty()).map(|values| said(&values))
            }
        };
        let lines: Vec<String> = self.meters.with_value(|meters| meters.iter().filter_map(told).collect());
        if lines.is_empty() { t::NONE.get().to_owned() } else { lines.join("; ") }
    }
}

/// The last day of the open window.
fn closes(window: &WindowView) -> NaiveDate {
    window.today.with_day(window.last_day.into()).unwrap_or(window.today)
}

/// Name of a register's field: several meters may have registers of one zone.
pub(super) fn field(place: usize, zone: Zone) -> String {
    format!("readings.{place}.{}", zone.as_str())
}

/// «день 12 400, ночь 4 350»; tracked for the language.
pub(crate) fn said(values: &[ZoneValue]) -> String {
    let one = |value: &ZoneValue| {
        format!("{} {}", names::zone(value.zone).get().to_lowercase(), format::number(value.value.into()))
    };
    values.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// What the ladder asks about before anything is sent.
fn questions(meter: &MeterView, window: &WindowView, values: &[ZoneValue]) -> Vec<Remark> {
    let found = judge(meter, window, values).filter(|found| found.status() == VerdictStatus::Question);
    let remark = |question: &svetlitsa_domain::readings::Finding| {
        Remark::of_finding(question.code, question.zone, meter.service)
    };
    found.map(|found| found.questions().map(remark).collect()).unwrap_or_default()
}

/// Meters of which a reading may be given now: read by hand, the window open, none for its period yet, and the caller may.
fn to_offer(overview: &AccountOverview, is_guest: bool) -> Vec<&MeterView> {
    let window = &overview.window;
    let today = window.today;
    let rule = ReadingWindow::new(window.first_day, window.last_day);
    let is_open = rule.is_some_and(|rule| matches!(rule.state(today), WindowState::Open { .. }));
    // A guest is told that there is a reading, and not of which meter.
    let is_hidden = is_guest && !window.reading_dates.is_empty();
    if !is_open || is_hidden || !overview.account.may().submit {
        return Vec::new();
    }
    let period = rule.and_then(|rule| rule.counts_for(today));
    let has_reading = |meter: &MeterView| {
        overview.readings.iter().any(|reading| {
            reading.meter == meter.id && Some(reading.period) == period && reading.state.is_counting()
        })
    };
    let by_hand = |meter: &&MeterView| !meter.is_smart && !meter.is_prepaid && !meter.registers.is_empty();
    overview.meters.iter().filter(by_hand).filter(|meter| !has_reading(meter)).collect()
}

/// The drums beside the sum; nothing where there is nothing to give.
#[component]
pub(super) fn AlongsideFields(
    /// The readings.
    alongside: Alongside,
    /// What is wrong with them.
    form: Form,
) -> impl IntoView {
    if alongside.is_empty() {
        return ().into_any();
    }
    let until = alongside.window.with_value(closes);
    let meters = alongside.meters.get_value();
    let has_several = meters.len() > 1;
    let drawn = meters.into_iter().enumerate().map(|(place, offered)| {
        let (model, serial) = (offered.meter.model.clone(), offered.meter.serial.clone());
        let name = has_several.then(|| view! { <h3>{move || readings::meter(&model, &serial)}</h3> });
        let entry = move || match offered.given.get() {
            Some(reading) => view! { <Taken reading/> }.into_any(),
            None => view! { <Entry place offered=offered.clone() window=alongside.window form/> }.into_any(),
        };
        view! {
            {name}
            {entry}
        }
    });
    view! {
        <section class="stack pay__readings">
            <h2>{t::TITLE}</h2>
            <p class="soft">{move || t::lead(&format::date(until))}</p>
            {drawn.collect_view()}
        </section>
    }
    .into_any()
}

/// A reading that was accepted before the payment was begun.
#[component]
fn Taken(
    /// The reading.
    reading: ReadingView,
) -> impl IntoView {
    let period = reading.period;
    let words = move || t::taken(&format::period(period), &said(&reading.values));
    view! { <Notice kind=NoticeKind::Success is_news=true><p>{words}</p></Notice> }
}

/// The drums of a meter, judged while they are typed into.
#[component]
fn Entry(
    /// Its place among the offered.
    place: usize,
    /// The meter.
    offered: Offered,
    /// The branch's window.
    window: StoredValue<WindowView>,
    /// What is wrong.
    form: Form,
) -> impl IntoView {
    let Offered { meter, sheet, .. } = offered;
    let (service, digits, coefficient) = (meter.service, meter.digits, meter.coefficient);
    let drums = meter.registers.iter().map(|register| {
        let name = field(place, register.zone);
        let error = {
            let name = name.clone();
            Signal::derive(move || form.error(&name))
        };
        let (value, register) = (sheet.of(register.zone), register.clone());
        view! { <Drum name register service digits coefficient value error/> }
    });
    let drums = drums.collect_view();
    let judged = meter.clone();
    let outlook = move || {
        let found = outlook(&judged, &window.get_value(), &sheet.typed())?;
        let words = ladder::in_short(found, service);
        Some(view! { <Notice kind=NoticeKind::Warning><p>{words}</p></Notice> })
    };
    view! {
        {drums}
        <Together meter window=window.get_value() sheet/>
        {outlook}
    }
}

/// What the ladder finds in a whole set of values, the gravest first. What is below the last value its drum says by itself.
fn outlook(meter: &MeterView, window: &WindowView, values: &[ZoneValue]) -> Option<FindingCode> {
    let found = judge(meter, window, values).filter(|_| values.len() == meter.registers.len())?;
    let grave = found.findings.iter().find(|finding| finding.code.severity() == Severity::Refusal);
    let worst = grave.or_else(|| found.questions().next())?;
    (worst.code != FindingCode::BelowPrevious).then_some(worst.code)
}
