//! The form of an appeal.

use leptos::prelude::*;
use svetlitsa_api::appeals::{AppealView, MAX_TEXT};
use svetlitsa_api::pages;
use svetlitsa_domain::appeals::AppealKind;
use svetlitsa_ui::client::appeals as client;
use svetlitsa_ui::components::{Button, Choice, ErrorSummary, PageHeader, RadioGroup, Textarea};
use svetlitsa_ui::form::Form;
use svetlitsa_ui::i18n::Text;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::appeals::form as t;
use svetlitsa_ui::{focus, names};

use super::answers::{Answers, FittingAnswers};
use super::contact::Contact;
use super::fields::Fields;
use super::outage::{EMERGENCY, Outage};
use crate::attachments::{Attachments, AttachmentsField};
use crate::phone_link::PhoneLink;
use crate::preview_notice::PreviewNotice;
use crate::router::use_router;

/// The form of an appeal.
#[component]
pub fn Write(
    /// Takes the acknowledgement.
    show: Callback<AppealView>,
) -> impl IntoView {
    let session = use_session();
    let form = Form::new();
    let fields = Fields::restored();
    let attachments = Attachments::restored("new");
    let trap = RwSignal::new(String::new());
    let answers = Answers::new();
    let is_outage = Memo::new(move |_| fields.kind.get() == AppealKind::Outage.as_str());
    let is_danger = Memo::new(move |_| fields.text.with(|text| answers.tells_of_danger(text)));
    let router = use_router();
    // Nothing is sent; what was written is of no more use.
    let helped = Callback::new(move |()| {
        fields.text.set(String::new());
        focus::ask_for_heading();
        router.go(&format!("{}?helped=1", pages::APPEAL_NEW.path));
    });
    let is_preview = Memo::new(move |_| session.is_preview());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match fields.body(attachments.token(), trap.get_untracked()) {
            Err(errors) => {
                form.check(errors);
            }
            Ok(body) => {
                let attempt = form.attempt();
                let request = async move { client::create_appeal(&body, &attempt).await };
                form.send(request, move |appeal| {
                    fields.clear();
                    attachments.clear();
                    show.run(appeal);
                });
            }
        }
    };
    let kinds = AppealKind::ALL
        .into_iter()
        .map(|kind| Choice::new(kind.as_str(), names::appeal_kind(kind)).with_hint(hint(kind)))
        .collect();
    view! {
        <PageHeader title=t::TITLE lead=t::LEAD/>
        <form class="stack" novalidate on:submit=submit>
            <p>{t::OUTAGE_DANGER}" "<PhoneLink number=EMERGENCY/>"."</p>
            <ErrorSummary form/>
            <PreviewNotice/>
            <RadioGroup name="kind" label=t::KIND value=fields.kind choices=kinds error=form.error_of("kind")/>
            {move || is_outage.get().then(|| view! { <Outage/> })}
            <Textarea
                name="text"
                label=t::TEXT
                hint=t::TEXT_HINT
                value=fields.text
                max=MAX_TEXT
                error=form.error_of("text")
            />
            {move || (is_danger.get() && !is_outage.get()).then(|| view! { <Outage/> })}
            <FittingAnswers answers text=fields.text helped/>
            <AttachmentsField attachments form name="files"/>
            <Contact form fields/>
            <Trap value=trap/>
            {move || (!is_preview.get()).then(|| view! {
                <div class="stack" data-gap="small">
                    <div><Button submit=true busy=Signal::derive(move || form.is_busy() || attachments.is_busy())>{t::SUBMIT}</Button></div>
                    <p class="soft"><small>{t::DRAFT}</small></p>
                </div>
            })}
        </form>
    }
}

/// A field that no person sees, nor reaches by keyboard or hears: whatever fills it in is a program.
#[component]
fn Trap(
    /// What was filled in.
    value: RwSignal<String>,
) -> impl IntoView {
    view! {
        <div class="unseen" aria-hidden="true">
            <label>
                {t::TRAP}
                <input type="text" name="homepage" tabindex="-1" autocomplete="off" bind:value=value/>
            </label>
        </div>
    }
}

const fn hint(kind: AppealKind) -> Text {
    match kind {
        AppealKind::Complaint | AppealKind::PaymentSearch => t::HINT_COMPLAINT,
        AppealKind::Question => t::HINT_QUESTION,
        AppealKind::Claim => t::HINT_CLAIM,
        AppealKind::Theft => t::HINT_THEFT,
        AppealKind::Outage => t::HINT_OUTAGE,
        AppealKind::Suggestion => t::HINT_SUGGESTION,
        AppealKind::Thanks => t::HINT_THANKS,
    }
}
