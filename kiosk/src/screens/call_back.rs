//! "Call me back": what about, which telephone, and what was registered.

use leptos::prelude::*;
use svetlitsa_api::appeals::AppealView;
use svetlitsa_api::pages;
use svetlitsa_ui::components::{ButtonKind, CallBackSlip, Icon, Qr, Sign};
use svetlitsa_ui::format;
use svetlitsa_ui::i18n::{Text, Words};
use svetlitsa_ui::texts::kiosk::{call_back as t, called, receipt, verdict};

use crate::flow::{CallBack, Complaint, Event, Flow, Topic, Visit};
use crate::parts::{Act, EntryField, Keypad, KeypadKind, Screen, VerbButton, dialled};
use crate::terminal::use_terminal;

const fn words(topic: Topic) -> (Text, Text, Sign) {
    match topic {
        Topic::Money => (t::MONEY, t::MONEY_HINT, Sign::Rouble),
        Topic::Meter => (t::METER, t::METER_HINT, Sign::Meter),
        Topic::Contract => (t::CONTRACT, t::CONTRACT_HINT, Sign::Print),
        Topic::Complaint => (t::COMPLAINT, t::COMPLAINT_HINT, Sign::Warning),
    }
}

/// What about.
#[component]
pub(crate) fn TopicScreen() -> impl IntoView {
    let topics = || {
        let verbs = Topic::ALL.map(|topic| {
            let (name, hint, sign) = words(topic);
            view! { <VerbButton event=Event::Topic(topic) sign name hint/> }
        });
        view! { <div class="verbs">{verbs.into_iter().collect_view()}</div> }
    };
    view! {
        <Screen title=t::TITLE lead=t::LEAD hand=topics>
            <p class="screen__aside"><Icon sign=Sign::Tick/><span>{t::FREE}</span></p>
        </Screen>
    }
}

/// Which telephone.
#[component]
pub(crate) fn PhoneScreen(
    /// Who, and what about.
    about: CallBack,
) -> impl IntoView {
    let (topic, _, _) = words(about.topic);
    view! {
        <Screen title=t::PHONE_TITLE lead=t::PHONE_TEXT hand=|| view! {
            <Keypad kind=KeypadKind::Digits/>
            <Act event=Event::Next words=t::SEND/>
        }>
            <EntryField label=t::LABEL show=dialled explain/>
            <p class="screen__aside"><Icon sign=Sign::Question/><span>{topic}</span></p>
        </Screen>
    }
}

fn explain(complaint: Complaint) -> Words {
    match complaint {
        Complaint::NotAPhone => t::WRONG.into(),
        _ => t::MISSING.into(),
    }
}

/// Somebody will call.
#[component]
pub(crate) fn CalledScreen(
    /// The visitor, when the account was said.
    visit: Option<Box<Visit>>,
    /// What was registered.
    appeal: Box<AppealView>,
) -> impl IntoView {
    let terminal = use_terminal();
    let of_terminal = terminal.read(|flow: &Flow| flow.session.as_ref()?.terminal.clone());
    let branch = of_terminal.get_untracked().map(|of| of.branch);
    let status_url = format!("{}{}", origin(), pages::STATUS.href(&[]));
    let (number, due, contact) = (appeal.number.clone(), appeal.clock.due, appeal.masked_contact.clone());
    let lead = Words::live(move || called::text(&contact, &format::moment(due)));
    let has_account = visit.is_some();
    view! {
        <Screen title=called::TITLE lead hand=move || view! {
            <p class="paper__note"><Icon sign=Sign::Print/><span>{called::PAPER}</span></p>
            <Act event=Event::Next words=verdict::DONE/>
            <div class="taken__others">
                <Act event=Event::PrintAgain words=receipt::AGAIN kind=ButtonKind::Secondary/>
                {has_account.then(|| view! {
                    <Act event=Event::Another words=verdict::ANOTHER kind=ButtonKind::Secondary/>
                })}
            </div>
        }>
            <div class="outcome">
                <p class="seal" aria-hidden="true"><Icon sign=Sign::Tick/></p>
                <dl class="taken__sum">
                    <div><dt>{called::NUMBER}</dt><dd class="slip__code">{number}</dd></div>
                </dl>
            </div>
            <div class="papers__phone called__proof">
                <Qr data=status_url.clone() label=called::QR large=true/>
                <p class="lead">{called::KEEP}</p>
            </div>
            <div class="paper">
                <CallBackSlip appeal=*appeal branch terminal=terminal.number() status_url/>
            </div>
        </Screen>
    }
}

/// The site that this page came from: the portal's own.
fn origin() -> String {
    window().location().origin().unwrap_or_default()
}
