//! The form of an appeal.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use svetlitsa_api::appeals::MAX_TEXT;
use svetlitsa_domain::appeals::AppealKind;
use svetlitsa_ui::client::ClientError;
use svetlitsa_ui::components::{
    Button, Choice, ErrorSummary, FailedState, PageHeader, RadioGroup, Skeleton, Textarea,
};
use svetlitsa_ui::form::Form;
use svetlitsa_ui::i18n::Text;
use svetlitsa_ui::names;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::appeals::form as t;

use super::contact::Contact;
use super::fields::Fields;
use super::filing::Equipment;
use super::outage::{EMERGENCY, Outage};
use crate::areas;
use crate::phone_link::PhoneLink;
use crate::preview_notice::PreviewNotice;

/// After this the form stands and its line is free.
const STANDING: Duration = Duration::from_millis(500);

/// The form of an appeal.
#[component]
pub fn Write() -> impl IntoView {
    let session = use_session();
    let form = Form::new();
    let fields = Fields::restored();
    let later = Later::of(form, fields);
    let trap = RwSignal::new(String::new());
    let is_outage = Memo::new(move |_| fields.kind.get() == AppealKind::Outage.as_str());
    let is_danger = Memo::new(move |_| later.is(|equipment| equipment.is_danger));
    let is_preview = Memo::new(move |_| session.is_preview());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        form.send(later.arrive(), move |equipment| equipment.send.run(trap.get_untracked()));
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
            {move || later.equipment.get().map(|equipment| equipment.answers.run(()))}
            <div class="attachments__place">{move || later.files()}</div>
            <Contact form fields/>
            <Trap value=trap/>
            {move || (!is_preview.get()).then(|| view! {
                <div class="stack" data-gap="small">
                    <div><Button submit=true busy=Signal::derive(move || form.is_busy() || later.is(|equipment| equipment.is_busy))>{t::SUBMIT}</Button></div>
                    <p class="soft"><small>{t::DRAFT}</small></p>
                </div>
            })}
        </form>
    }
}

/// What the form needs beside its fields, on its way or here.
#[derive(Clone, Copy)]
struct Later {
    form: Form,
    fields: Fields,
    owner: StoredValue<Option<Owner>>,
    equipment: RwSignal<Option<Equipment>>,
    is_missing: RwSignal<bool>,
}

impl Later {
    /// Fetches it as soon as the form stands.
    fn of(form: Form, fields: Fields) -> Self {
        let later = Self {
            form,
            fields,
            owner: StoredValue::new(Owner::current()),
            equipment: RwSignal::new(None),
            is_missing: RwSignal::new(false),
        };
        set_timeout(move || later.fetch(), STANDING);
        later
    }

    fn fetch(self) {
        let _ = self.is_missing.try_set(false);
        spawn_local(async move {
            let _ = self.arrive().await;
        });
    }

    /// It, when it has come.
    async fn arrive(self) -> Result<Equipment, ClientError> {
        let filing = areas::fetch_filing().await.map_err(|areas::Missing| {
            let _ = self.is_missing.try_set(true);
            ClientError::Offline
        })?;
        if let Some(equipment) = self.equipment.try_get_untracked().flatten() {
            return Ok(equipment);
        }
        // The page may have been left in the meantime; its owner is gone then.
        let owner = self.owner.try_get_value().flatten().ok_or(ClientError::Offline)?;
        let equipment = owner.with(|| (filing.equip)(self.form, self.fields));
        let _ = self.equipment.try_set(Some(equipment));
        Ok(equipment)
    }

    /// Whether something is so; not while it is on its way. Tracked.
    fn is(self, what: impl Fn(Equipment) -> Signal<bool>) -> bool {
        self.equipment.get().is_some_and(|equipment| what(equipment).get())
    }

    /// The field of files, or its place.
    fn files(self) -> AnyView {
        match self.equipment.get() {
            Some(equipment) => equipment.files.run(()),
            // Told once: the summary says the same when sending failed for it.
            None if self.is_missing.get() && self.form.failure().is_none() => {
                view! { <FailedState error=ClientError::Offline retry=move |()| self.fetch()/> }.into_any()
            }
            None => view! { <Skeleton lines=3/> }.into_any(),
        }
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
