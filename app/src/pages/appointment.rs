//! One appointment: by the link of a letter, in the cabinet it was made in, or by its contact.

pub(crate) mod case;
mod change;

use leptos::prelude::*;
use svetlitsa_api::ErrorCode;
use svetlitsa_api::appeals::LookupByNumber;
use svetlitsa_api::appointments::AppointmentView;
use svetlitsa_api::pages;
use svetlitsa_ui::client::appointments as client;
use svetlitsa_ui::components::{
    BackLink, Button, ErrorSummary, FieldWidth, Notice, NoticeKind, PageHeader, TextField, TextKind,
};
use svetlitsa_ui::focus;
use svetlitsa_ui::form::{Form, missing};
use svetlitsa_ui::i18n::Words;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::appointments as t;

use crate::letter_link::take_token;
use crate::router::use_router;
use case::AppointmentCase;

/// One appointment.
#[component]
pub fn AppointmentPage() -> impl IntoView {
    let session = use_session();
    let number = use_router().segment(1);
    let token = take_token();
    let found = RwSignal::new(None::<(AppointmentView, String)>);
    let is_missing = RwSignal::new(false);
    let contact = RwSignal::new(String::new());
    let form = Form::new();
    let wanted = StoredValue::new(number.clone());
    // Whose link or cabinet does not open it is asked for the contact.
    let look = move |contact: String, is_asked: bool| {
        let body = LookupByNumber { number: wanted.get_value(), contact: contact.clone() };
        let request = async move {
            match client::find(&body).await {
                Ok(view) => Ok(Some(view)),
                Err(error) if error.code() == Some(ErrorCode::NotFound) => Ok(None),
                Err(error) => Err(error),
            }
        };
        form.send(request, move |answer| match answer {
            Some(view) => {
                focus::ask_for_heading();
                found.set(Some((view, contact)));
            }
            None => is_missing.set(is_asked),
        });
    };
    let is_tried = StoredValue::new(false);
    let is_linked = !token.is_empty();
    if is_linked {
        is_tried.set_value(true);
        look(token, true);
    }
    Effect::new(move || {
        if session.has_cabinet() && !is_tried.get_value() {
            is_tried.set_value(true);
            look(String::new(), false);
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        is_missing.set(false);
        let typed = contact.get_untracked().trim().to_owned();
        let problem = missing("contact", &typed, t::FIND_CONTACT_MISSING);
        if form.check(problem.into_iter().collect()) {
            look(typed, true);
        }
    };
    let title = Words::live({
        let number = number.clone();
        move || t::number(&number)
    });
    view! {
        <div class="page stack" data-width="journey">
            <BackLink href=pages::OFFICES.path label=svetlitsa_ui::texts::offices::TITLE/>
            <PageHeader title/>
            {move || match found.get() {
                Some((appointment, contact)) => view! { <AppointmentCase appointment contact/> }.into_any(),
                None => view! {
                    <form class="stack" novalidate on:submit=submit>
                        <p>{t::FIND_LEAD}</p>
                        <ErrorSummary form/>
                        {move || is_missing.get().then(|| view! {
                            <Notice kind=NoticeKind::Warning title=t::MISSING is_news=true><p>{t::MISSING_TEXT}</p></Notice>
                        })}
                        <TextField name="contact" label=t::FIND_CONTACT value=contact error=form.error_of("contact")
                            kind=TextKind::Email autocomplete="email" width=FieldWidth::Medium/>
                        <div><Button submit=true busy=Signal::derive(move || form.is_busy())>{t::FIND_SUBMIT}</Button></div>
                    </form>
                }
                .into_any(),
            }}
        </div>
    }
}
