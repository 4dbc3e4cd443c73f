//! Who comes, and how to reach them.

use chrono::{DateTime, FixedOffset};
use leptos::prelude::*;
use svetlitsa_api::FieldCode;
use svetlitsa_api::appointments::{AppointmentView, MakeAppointment};
use svetlitsa_domain::contacts::{Email, Phone};
use svetlitsa_ui::client::appointments as client;
use svetlitsa_ui::components::{Button, ErrorSummary, FieldWidth, TextField, TextKind};
use svetlitsa_ui::form::{FieldError, Form};
use svetlitsa_ui::i18n::{Text, lang_untracked};
use svetlitsa_ui::problem::field_message;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::appeals::form::TRAP;
use svetlitsa_ui::texts::appointments as t;
use svetlitsa_ui::{focus, format};

use super::Chosen;
use crate::draft::Draft;
use crate::preview_notice::PreviewNotice;

/// Who comes.
#[component]
pub fn WriteContact(
    /// What is chosen.
    chosen: Chosen,
    /// When.
    starts: DateTime<FixedOffset>,
    /// Takes the appointment.
    made: RwSignal<Option<(AppointmentView, String)>>,
) -> impl IntoView {
    let session = use_session();
    let form = Form::new();
    let field = |name| Draft::new("appointment", "new", name).signal(String::new());
    let (name, email, phone) = (field("name"), field("email"), field("phone"));
    let trap = RwSignal::new(String::new());
    let is_filled = StoredValue::new(false);
    Effect::new(move || {
        let Some(resident) = session.view().and_then(|view| view.resident) else { return };
        if is_filled.get_value() {
            return;
        }
        is_filled.set_value(true);
        if name.with_untracked(String::is_empty) {
            name.set(resident.name);
        }
        let has_contact = [email, phone].iter().any(|field| !field.with_untracked(String::is_empty));
        if !has_contact && resident.login.parse::<Email>().is_ok() {
            email.set(resident.login);
        }
    });
    let is_preview = Memo::new(move |_| session.is_preview());
    let back = Chosen { time: String::new(), ..chosen.clone() }.href();
    let chosen = StoredValue::new(chosen);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let [typed, mail, number] = [name, email, phone].map(|field| field.get_untracked().trim().to_owned());
        if untrack(|| form.is_busy()) || !form.check(errors(&typed, &mail, &number)) {
            return;
        }
        let chosen = chosen.get_value();
        let Some(purpose) = chosen.purpose else { return };
        let contact = if mail.is_empty() { number.clone() } else { mail.clone() };
        let body = MakeAppointment {
            office: chosen.office,
            purpose,
            starts,
            name: typed,
            email: mail,
            phone: number,
            language: lang_untracked().as_str().to_owned(),
            homepage: trap.get_untracked(),
        };
        let attempt = form.attempt();
        form.send(async move { client::make(&body, &attempt).await }, move |appointment| {
            for field in [name, email, phone] {
                field.set(String::new());
            }
            focus::ask_for_heading();
            made.set(Some((appointment, contact)));
        });
    };
    view! {
        <form class="stack" novalidate on:submit=submit>
            <h2>{t::CONTACT}", "{move || format::moment(starts)}</h2>
            <ErrorSummary form/>
            <PreviewNotice/>
            <TextField name="name" label=t::NAME value=name error=form.error_of("name") autocomplete="name"
                width=FieldWidth::Medium/>
            <TextField name="email" label=t::EMAIL hint=t::EMAIL_HINT value=email error=form.error_of("email")
                kind=TextKind::Email autocomplete="email" width=FieldWidth::Medium/>
            <TextField name="phone" label=t::PHONE value=phone error=form.error_of("phone") kind=TextKind::Phone
                autocomplete="tel" width=FieldWidth::Medium/>
            <div class="unseen" aria-hidden="true">
                <label>
                    {TRAP}
                    <input type="text" name="homepage" tabindex="-1" autocomplete="off" bind:value=trap/>
                </label>
            </div>
            <p class="soft">{t::PRIVACY}</p>
            {move || (!is_preview.get()).then(|| view! {
                <div><Button submit=true busy=Signal::derive(move || form.is_busy())>{t::SUBMIT}</Button></div>
            })}
            <p><a href=back>{t::OTHER_TIME}</a></p>
        </form>
    }
}

fn errors(name: &str, email: &str, phone: &str) -> Vec<FieldError> {
    let contact = match (email.is_empty(), phone.is_empty()) {
        (true, true) => Some(FieldCode::ContactRequired),
        (false, _) if email.parse::<Email>().is_err() => Some(FieldCode::NotAnEmail),
        _ => None,
    };
    let is_no_phone = !phone.is_empty() && phone.parse::<Phone>().is_err();
    let found: [(&str, Option<Text>); 3] = [
        ("name", name.is_empty().then_some(t::NAME_MISSING)),
        ("email", contact.map(field_message)),
        ("phone", is_no_phone.then_some(field_message(FieldCode::NotAPhone))),
    ];
    found.into_iter().filter_map(|(field, words)| words.map(|words| FieldError::new(field, words))).collect()
}
