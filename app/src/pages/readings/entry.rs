//! One meter: its values are typed, asked about when they are odd, sent, and answered with a verdict.

use chrono::{DateTime, FixedOffset, NaiveDate};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use svetlitsa_api::ErrorCode;
use svetlitsa_api::accounts::{AccountOverview, MeterView};
use svetlitsa_api::readings::{ReadingView, SubmitReading, ZoneValue};
use svetlitsa_domain::AccountNumber;
use svetlitsa_domain::readings::VerdictStatus;
use svetlitsa_domain::tariffs::Zone;
use svetlitsa_ui::assessment::judge;
use svetlitsa_ui::client::{ClientError, readings as client, within};
use svetlitsa_ui::clock::now_by_device;
use svetlitsa_ui::form::Form;

use super::ask::Ask;
use super::photo::Photo;
use super::sheet::Sheet;
use super::verdict::Verdict;
use super::wording::Remark;
use crate::guest_visit;
use crate::kept::{self, Kept, KeptPhoto, KeptState};
use kept_here::KeptHere;
use typing::Typing;

mod kept_here;
mod notes;
mod silence;
pub(super) mod together;
mod typing;

/// How far the reading of a meter is.
#[derive(Clone, PartialEq)]
enum Step {
    /// Being typed, after a refusal perhaps.
    Typing(Option<ReadingView>),
    /// Looks odd: is it right?
    Asking(Vec<Remark>),
    /// Accepted.
    Done(ReadingView),
    /// Kept on this device until there is a network, with its photo or without.
    Kept(Option<KeptPhoto>),
}

/// What the server answered.
enum Answered {
    Verdict(ReadingView),
    Question(Vec<Remark>),
    /// Nothing: there is no network.
    Kept(Option<KeptPhoto>),
}

/// How long a request may hang on half a signal before the reading is kept, milliseconds.
const PATIENCE_MS: u32 = 20_000;

/// When values were first sent: the same ones again are the same reading, taken at the same moment.
type FirstSent = (Vec<ZoneValue>, Option<DateTime<FixedOffset>>);

/// Name of a register's field, as in the request.
fn field(zone: Zone) -> String {
    format!("values.{}", zone.as_str())
}

/// The reading of one meter.
#[component]
pub fn Entry(
    /// The account.
    number: AccountNumber,
    /// The meter.
    meter: MeterView,
    /// What is known of the account.
    overview: AccountOverview,
    /// Whose readings this device may keep.
    owner: Option<String>,
    /// The day of a reading that was accepted here.
    taken: RwSignal<Option<NaiveDate>>,
    /// Counts the verdicts given on this page.
    verdicts: RwSignal<u32>,
) -> impl IntoView {
    let sheet = Sheet::new(&number, &meter);
    let photo = Photo::new(verdicts);
    let step = RwSignal::new(Step::Typing(None));
    let form = Form::new();
    let (today, window) = (overview.window.today, overview.window.clone());
    let service = meter.service;
    let known = StoredValue::new(meter.clone());

    let (caller, watch) = (guest_visit::caller(), guest_visit::watch());
    let first_sent = StoredValue::new(None::<FirstSent>);
    let send = move |confirmed: bool| {
        let (number, owner, caller, watch) = (number.clone(), owner.clone(), caller.clone(), watch.clone());
        let values = untrack(|| sheet.typed());
        let known_moment = first_sent.with_value(|sent| sent.clone().filter(|(same, _)| *same == values));
        let (_, taken_at) =
            known_moment.unwrap_or_else(|| (values.clone(), owner.as_ref().and_then(|_| now_by_device())));
        first_sent.set_value(Some((values.clone(), taken_at)));
        let meter = known.get_value();
        let body = SubmitReading { meter: meter.id.clone(), values, taken_on: None, taken_at, confirmed };
        let whose = (caller.clone(), number.clone());
        let (attempt, picture) = (form.attempt(), photo.file());
        let request = async move {
            match within(PATIENCE_MS, client::submit_reading(&caller, &number, &body, &attempt)).await {
                Err(ClientError::Offline) if owner.is_some() => {
                    // From now on it is this very request, whoever sends it.
                    let (path, body, key) = client::submission(&number, &body, &attempt)?;
                    let reading = Kept {
                        key,
                        owner: owner.unwrap_or_default(),
                        account: number,
                        path,
                        body,
                        model: meter.model,
                        serial: meter.serial,
                        service,
                        state: KeptState::Waiting,
                        answer: None,
                        photo: None,
                    };
                    let kept = kept::keep(&reading, picture.as_ref()).await.ok_or(ClientError::Offline)?;
                    Ok(Answered::Kept(kept.photo))
                }
                Err(ClientError::Rejected(problem)) if problem.code == ErrorCode::ConfirmationRequired => {
                    let remarks = problem.fields.iter().map(|f| Remark::of_field(&f.field, f.code, service));
                    Ok(Answered::Question(remarks.collect()))
                }
                answer => answer.map(Answered::Verdict).inspect_err(|error| watch(error)),
            }
        };
        form.send(request, move |answer| match answer {
            Answered::Question(remarks) => step.set(Step::Asking(remarks)),
            Answered::Kept(with) => {
                sheet.forget();
                photo.remove();
                step.set(Step::Kept(with));
            }
            Answered::Verdict(reading) if reading.status == VerdictStatus::Refused => {
                verdicts.update(|n| *n += 1);
                step.set(Step::Typing(Some(reading)));
            }
            Answered::Verdict(reading) => {
                sheet.forget();
                photo.attach(whose.0, whose.1, reading.id.clone());
                taken.set(Some(today));
                verdicts.update(|n| *n += 1);
                step.set(Step::Done(reading));
            }
        });
    };
    let check = {
        let send = send.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            if untrack(|| form.is_busy() || photo.is_shrinking()) || !form.check(sheet.gaps(field)) {
                return;
            }
            let values = untrack(|| sheet.typed());
            let assessment = known.with_value(|meter| judge(meter, &window, &values));
            let questions: Vec<Remark> = assessment
                .filter(|assessment| assessment.status() == VerdictStatus::Question)
                .map(|found| found.questions().map(|q| Remark::of_finding(q.code, q.zone, service)).collect())
                .unwrap_or_default();
            if questions.is_empty() {
                send(false);
            } else {
                step.set(Step::Asking(questions));
            }
        }
    };
    let confirm = Callback::new(move |()| send(true));
    let correct = Callback::new(move |()| {
        form.clear();
        step.set(Step::Typing(None));
    });
    let check = Callback::new(check);
    // Puts the values into the order in which they fit, when they fit in another one only.
    let exchange = {
        let window = overview.window.clone();
        move || {
            let typed = untrack(|| sheet.typed());
            let values = known.with_value(|meter| judge(meter, &window, &typed))?.exchanged?;
            Some(Callback::new(move |()| {
                sheet.fill(&values);
                correct.run(());
            }))
        }
    };
    move || {
        let overview = overview.clone();
        match step.get() {
            Step::Typing(refused) => {
                let exchange = exchange().filter(|_| refused.is_some());
                view! { <Typing meter=meter.clone() overview sheet photo form refused exchange on_submit=check/> }
                    .into_any()
            }
            Step::Asking(remarks) => {
                let exchange = exchange();
                let values = untrack(|| sheet.typed());
                view! { <Ask meter=meter.clone() window=overview.window values remarks form confirm correct exchange/> }
                    .into_any()
            }
            Step::Done(reading) => view! { <Verdict reading overview photo on_correct=correct/> }.into_any(),
            Step::Kept(photo) => view! { <KeptHere photo on_another=correct/> }.into_any(),
        }
    }
}
