//! "No power?" in three taps: where, what is wrong, send. What is dangerous goes to the telephone and nowhere else.

mod answer;
mod fields;
mod place;

use leptos::prelude::*;
use svetlitsa_api::accounts::AccountSummary;
use svetlitsa_api::outages::{MAX_TEXT, OutageBoard, OutageBranch, OutageReported, ReportOutage};
use svetlitsa_domain::outages::OutageTrouble;
use svetlitsa_ui::client::{accounts, outages as client};
use svetlitsa_ui::components::{
    Button, Choice, Details, ErrorSummary, FieldWidth, Loaded, Notice, NoticeKind, PageHeader, RadioGroup,
    Skeleton, TextField, TextKind, Textarea,
};
use svetlitsa_ui::focus;
use svetlitsa_ui::form::Form;
use svetlitsa_ui::load::{Load, LoadState};
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::outages::report as t;

use super::outages::phones::EMERGENCY;
use crate::phone_link::PhoneLink;
use crate::preview_notice::PreviewNotice;
use answer::Reported;
use fields::{Fields, WIRE};
use place::PlaceField;

/// "No power?".
#[component]
pub fn OutageReport() -> impl IntoView {
    let session = use_session();
    let answer = RwSignal::new(None::<(OutageReported, ReportOutage)>);
    let board = Load::new(client::get_board);
    // A cabinet's addresses are shown at once, so it must be known first whether there is one.
    let is_resident = Memo::new(move |_| match session.view() {
        Some(view) => Some(view.resident.is_some()),
        None => matches!(session.probe().state(), LoadState::Failed(_)).then_some(false),
    });
    let write = move |board: OutageBoard| match is_resident.get() {
        None => view! { <Skeleton/> }.into_any(),
        Some(false) => view! { <Write accounts=Vec::new() branches=board.branches answer/> }.into_any(),
        Some(true) => view! { <OfResident branches=board.branches answer/> }.into_any(),
    };
    view! {
        <div class="page stack" data-width="journey">
            {move || match answer.get() {
                Some((reported, body)) => view! { <Reported reported body answer/> }.into_any(),
                None => view! {
                    <PageHeader title=t::TITLE lead=t::LEAD/>
                    <Loaded load=board lines=6 let:board>{write(board)}</Loaded>
                }
                .into_any(),
            }}
        </div>
    }
}

#[component]
fn OfResident(
    /// Every branch.
    branches: Vec<OutageBranch>,
    /// Takes the answer.
    answer: RwSignal<Option<(OutageReported, ReportOutage)>>,
) -> impl IntoView {
    let load = Load::new(accounts::list_accounts);
    view! {
        <Loaded load lines=4 let:list>
            <Write accounts=list.items branches=branches.clone() answer/>
        </Loaded>
    }
}

#[component]
fn Write(
    /// Accounts of the cabinet.
    accounts: Vec<AccountSummary>,
    /// Every branch.
    branches: Vec<OutageBranch>,
    /// Takes the answer, and what was sent.
    answer: RwSignal<Option<(OutageReported, ReportOutage)>>,
) -> impl IntoView {
    let session = use_session();
    let form = Form::new();
    let fields = Fields::restored(&accounts);
    let is_wire = Memo::new(move |_| fields.trouble.get() == WIRE);
    let is_preview = Memo::new(move |_| session.is_preview());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if untrack(|| form.is_busy()) || is_wire.get_untracked() {
            return;
        }
        match fields.body() {
            Err(errors) => drop(form.check(errors)),
            Ok(body) => {
                let (attempt, sent) = (form.attempt(), body.clone());
                let request = async move { client::report(&body, &attempt).await };
                form.send(request, move |reported| {
                    focus::ask_for_heading();
                    fields.clear();
                    answer.set(Some((reported, sent)));
                });
            }
        }
    };
    let desk = StoredValue::new(branches.clone());
    let phone = Memo::new(move |_| {
        let branch = fields.branch.get();
        let found = desk.with_value(|all| all.iter().find(|of| of.id == branch).map(|of| of.phone.clone()));
        found.unwrap_or_else(|| session.phone())
    });
    let troubles = vec![
        Choice::new(OutageTrouble::House.as_str(), t::HOUSE_OFF),
        Choice::new(OutageTrouble::Flat.as_str(), t::FLAT_OFF).with_hint(t::FLAT_HINT),
        Choice::new(OutageTrouble::Flicker.as_str(), t::FLICKER),
        Choice::new(WIRE, t::WIRE).with_hint(t::WIRE_HINT),
    ];
    view! {
        <form class="stack" novalidate on:submit=submit>
            <ErrorSummary form/>
            <PreviewNotice/>
            <PlaceField accounts branches form fields phone/>
            <RadioGroup name="trouble" label=t::TROUBLE value=fields.trouble choices=troubles
                error=form.error_of("trouble")/>
            {move || if is_wire.get() {
                view! { <Danger phone=phone.get()/> }.into_any()
            } else {
                view! {
                    <Details summary=t::MORE>
                        <div class="stack">
                            <p>{t::MORE_TEXT}</p>
                            <TextField name="phone" label=t::PHONE value=fields.phone error=form.error_of("phone")
                                kind=TextKind::Phone autocomplete="tel" width=FieldWidth::Medium/>
                            <TextField name="email" label=t::EMAIL value=fields.email error=form.error_of("email")
                                kind=TextKind::Email autocomplete="email" width=FieldWidth::Medium/>
                            <Textarea name="note" label=t::NOTE hint=t::NOTE_HINT value=fields.note max=MAX_TEXT
                                error=form.error_of("note")/>
                        </div>
                    </Details>
                    {(!is_preview.get()).then(|| view! {
                        <div class="row">
                            <Button submit=true busy=Signal::derive(move || form.is_busy())>{t::SUBMIT}</Button>
                        </div>
                    })}
                }
                .into_any()
            }}
        </form>
    }
}

/// A wire is down: nothing is sent, somebody is called.
#[component]
fn Danger(
    /// Of the duty desk.
    phone: String,
) -> impl IntoView {
    view! {
        <Notice kind=NoticeKind::Error title=t::WIRE_TITLE is_news=true>
            <p>{t::WIRE_TEXT}</p>
            <p>{t::WIRE_112}" "<PhoneLink number=EMERGENCY/></p>
            <p>{t::WIRE_DESK}" "<PhoneLink number=phone/></p>
        </Notice>
    }
}
