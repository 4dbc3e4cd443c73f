//! A kept reading: what it says, how far it is, and what its owner can do about it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use svetlitsa_api::Problem;
use svetlitsa_api::readings::{ReadingView, SubmitReading};
use svetlitsa_domain::readings::FindingCode;
use svetlitsa_ui::client::ClientError;
use svetlitsa_ui::components::{Button, ButtonKind, ButtonLink, Notice, NoticeKind, sign_in_href};
use svetlitsa_ui::texts::readings::ask;
use svetlitsa_ui::texts::{kept as t, readings, shell};
use svetlitsa_ui::{format, json, names, problem};

use super::picture::Picture;
use crate::kept::{self, Kept, KeptPhoto, KeptState};
use crate::pages::readings::ask::RemarkLine;
use crate::pages::readings::wording::{Remark, is_refusal};

/// Readings of a person on this device, the earliest first.
#[component]
pub(crate) fn Cards(
    /// What is kept.
    kept: Signal<Vec<Kept>>,
) -> impl IntoView {
    move || {
        let cards = kept.get().into_iter().map(|reading| view! { <li><Card reading/></li> }).collect_view();
        view! { <ul class="kept">{cards}</ul> }
    }
}

#[component]
fn Card(
    /// The reading.
    reading: Kept,
) -> impl IntoView {
    let (kind, title) = match reading.state {
        KeptState::Waiting => (NoticeKind::Info, t::WAITING),
        KeptState::SignIn => (NoticeKind::Warning, t::SIGN_IN),
        KeptState::Question => (NoticeKind::Warning, t::QUESTION),
        KeptState::Accepted => (NoticeKind::Success, t::ACCEPTED),
        KeptState::Refused => (NoticeKind::Error, t::REFUSED),
    };
    let drop = match (reading.state.is_unsent(), reading.is_unsent()) {
        (true, _) => t::DROP,
        (false, true) => t::DROP_PHOTO,
        (false, false) => t::SEEN,
    };
    let (dismissed, confirmed) = (reading.clone(), reading.clone());
    let dismiss = move |()| {
        let reading = dismissed.clone();
        spawn_local(async move { kept::dismiss(&reading).await });
    };
    let confirm = move |()| {
        let reading = confirmed.clone();
        spawn_local(async move { kept::confirm(&reading).await });
    };
    let way = match reading.state {
        KeptState::SignIn => {
            view! { <ButtonLink href=sign_in_href() small=true>{shell::NAV_SIGN_IN}</ButtonLink> }.into_any()
        }
        KeptState::Question => view! { <Button small=true on_press=confirm>{ask::YES}</Button> }.into_any(),
        _ => ().into_any(),
    };
    view! {
        <Notice kind title is_news=true>
            <Told reading=reading.clone()/>
            <Means reading=reading.clone()/>
            {reading.photo.map(|photo| view! { <PhotoLine photo/> })}
            {(reading.photo == Some(KeptPhoto::Waiting)).then(|| view! { <Picture reading/> })}
            <div class="row" data-print="never">
                {way}
                <Button small=true kind=ButtonKind::Secondary on_press=dismiss>{drop}</Button>
            </div>
        </Notice>
    }
}

/// How far the photo is.
#[component]
pub(crate) fn PhotoLine(
    /// The worker's word.
    photo: KeptPhoto,
) -> impl IntoView {
    let words = match photo {
        KeptPhoto::Waiting => t::PHOTO_WAITING,
        KeptPhoto::Sent => t::PHOTO_SENT,
        KeptPhoto::Refused => t::PHOTO_REFUSED,
        KeptPhoto::Lost => t::PHOTO_LOST,
    };
    view! { <p>{words}</p> }
}

/// Account, meter, values, and when they were taken.
#[component]
fn Told(
    /// The reading.
    reading: Kept,
) -> impl IntoView {
    let Kept { account, model, serial, body, .. } = reading;
    let sent: Option<SubmitReading> = json::decode(&body);
    let taken_at = sent.as_ref().and_then(|sent| sent.taken_at);
    let values = sent.map(|sent| sent.values).unwrap_or_default();
    // One register needs no name.
    let is_named = values.len() > 1;
    let values = values
        .into_iter()
        .map(|value| {
            view! {
                <li>
                    {is_named.then(|| view! { <span class="soft">{names::zone(value.zone)}" "</span> })}
                    <strong>{move || format::number(value.value.into())}</strong>
                </li>
            }
        })
        .collect_view();
    view! {
        <p>
            {move || t::account(account.as_str())}". "
            {move || readings::meter(&model, &serial)}
        </p>
        <ul class="verdict__values">{values}</ul>
        {taken_at.map(|at| view! { <p class="soft">{move || t::taken(&format::moment(at))}</p> })}
    }
}

/// What happens next, or what was answered.
#[component]
fn Means(
    /// The reading.
    reading: Kept,
) -> impl IntoView {
    let answer = reading.answer.as_deref().unwrap_or_default();
    let verdict: Option<ReadingView> = json::decode(answer);
    match (reading.state, verdict) {
        (KeptState::Waiting, _) => view! { <p>{t::WAITING_MEANS}</p> }.into_any(),
        (KeptState::SignIn, _) => view! { <p>{t::SIGN_IN_MEANS}</p> }.into_any(),
        (KeptState::Accepted, Some(verdict)) => {
            let (taken, received) = (verdict.taken_on, verdict.received.date_naive());
            let period = verdict.period;
            view! {
                <p>{move || t::received(&format::date(taken), &format::date(received))}</p>
                <p>{move || t::period(&format::period(period))}</p>
                <Remarks remarks=remarks(&verdict, &reading, |code| !is_refusal(code))/>
            }
            .into_any()
        }
        (KeptState::Refused, Some(verdict)) => {
            view! { <Remarks remarks=remarks(&verdict, &reading, is_refusal)/> }.into_any()
        }
        _ => view! { <Objection reading/> }.into_any(),
    }
}

fn remarks(verdict: &ReadingView, reading: &Kept, is_told: impl Fn(FindingCode) -> bool) -> Vec<Remark> {
    let told = verdict.findings.iter().filter(|finding| is_told(finding.code));
    told.map(|found| Remark::of_finding(found.code, found.zone, reading.service).without_buttons()).collect()
}

/// What the server asks about, or why it took no reading at all.
#[component]
fn Objection(
    /// The reading.
    reading: Kept,
) -> impl IntoView {
    let Some(objection) = json::decode::<Problem>(reading.answer.as_deref().unwrap_or_default()) else {
        return ().into_any();
    };
    let fields = objection.fields.iter();
    let remarks: Vec<Remark> = fields
        .map(|field| Remark::of_field(&field.field, field.code, reading.service).without_buttons())
        .collect();
    if remarks.is_empty() {
        let told = problem::explain(&ClientError::Rejected(objection));
        return view! { <p>{told.text}" "{told.way_out}</p> }.into_any();
    }
    view! { <Remarks remarks/> }.into_any()
}

#[component]
fn Remarks(
    /// What is said of it.
    remarks: Vec<Remark>,
) -> impl IntoView {
    let lines = remarks.into_iter().map(|remark| view! { <RemarkLine remark/> }).collect_view();
    view! { <ul class="readings__remarks">{lines}</ul> }
}
