//! What the form of an appeal needs once it stands: files, answers to what is typed, sending, and what is shown after
//! it. A part of the program of its own (`areas/filing.rs`), so that a slow phone does not wait for it to type.

use leptos::prelude::*;
use svetlitsa_api::appeals::AppealView;
use svetlitsa_api::{pages, paths};
use svetlitsa_ui::client::appeals as client;
use svetlitsa_ui::form::Form;
use svetlitsa_ui::{focus, json};

use super::answers::{Answers, FittingAnswers};
use super::fields::Fields;
use super::helped::Helped;
use super::sent::Sent;
use crate::attachments::{Attachments, AttachmentsField};
use crate::draft::Draft;
use crate::router::{Router, use_router};

/// What the part offers.
#[derive(Clone, Copy)]
pub struct Filing {
    /// Equips a form that stands; called by the form's owner, once.
    pub(super) equip: fn(Form, Fields) -> Equipment,
    /// Draws the acknowledgement of a number.
    pub(super) sent: fn(&str) -> AnyView,
    /// Draws what follows when an answer has helped.
    pub(super) helped: fn() -> AnyView,
}

/// What a form gets; its files and answers are its own.
#[derive(Clone, Copy)]
pub struct Equipment {
    /// Draws the field of files.
    pub(super) files: Callback<(), AnyView>,
    /// Draws the answers that fit what is typed.
    pub(super) answers: Callback<(), AnyView>,
    /// Whether what is typed tells of danger.
    pub(super) is_danger: Signal<bool>,
    /// Whether a file is on its way.
    pub(super) is_busy: Signal<bool>,
    /// Checks and sends; takes what stands in the trap.
    pub(super) send: Callback<String>,
}

/// All of it.
pub fn whole() -> Filing {
    Filing { equip, sent, helped }
}

fn equip(form: Form, fields: Fields) -> Equipment {
    let router = use_router();
    let attachments = Attachments::restored("new");
    let answers = Answers::new();
    // Nothing is sent; what was written is of no more use.
    let helped = Callback::new(move |()| {
        fields.text.set(String::new());
        focus::ask_for_heading();
        router.go(&format!("{}?helped=1", pages::APPEAL_NEW.path));
    });
    let send = Callback::new(move |trap: String| match fields.body(attachments.token(), trap) {
        Err(errors) => {
            form.check(errors);
        }
        Ok(body) => {
            let attempt = form.attempt();
            let request = async move { client::create_appeal(&body, &attempt).await };
            form.send(request, move |appeal| {
                fields.clear();
                attachments.clear();
                show(router, &appeal);
            });
        }
    });
    Equipment {
        files: Callback::new(move |()| {
            view! { <AttachmentsField attachments form name="files"/> }.into_any()
        }),
        answers: Callback::new(move |()| {
            view! { <FittingAnswers answers text=fields.text helped/> }.into_any()
        }),
        is_danger: Signal::derive(move || fields.text.with(|text| answers.tells_of_danger(text))),
        is_busy: Signal::derive(move || attachments.is_busy()),
        send,
    }
}

fn show(router: Router, appeal: &AppealView) {
    kept().keep(&serde_json::to_string(appeal).unwrap_or_default());
    focus::ask_for_heading();
    router.go(&format!("{}?number={}", pages::APPEAL_NEW.path, paths::encode(&appeal.number)));
}

fn sent(number: &str) -> AnyView {
    if let Some(appeal) = acknowledgement().filter(|appeal| appeal.number == number) {
        return view! { <Sent appeal/> }.into_any();
    }
    // A number that this tab does not know of, a link from elsewhere: the status page asks for the contact.
    let router = use_router();
    let status = format!("{}?number={}", pages::STATUS.path, paths::encode(number));
    Effect::new(move || router.replace(&status));
    ().into_any()
}

fn helped() -> AnyView {
    view! { <Helped/> }.into_any()
}

/// Where the acknowledgement is kept, so that a reload shows the number again.
fn kept() -> Draft {
    Draft::new("appeal", "new", "acknowledgement")
}

fn acknowledgement() -> Option<AppealView> {
    json::decode(&kept().read()?)
}
