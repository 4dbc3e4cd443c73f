//! The form of one meter: a drum for each register, what they come to together, and the button.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use svetlitsa_api::accounts::{AccountOverview, MeterView};
use svetlitsa_api::readings::ReadingView;
use svetlitsa_ui::components::{Button, ButtonKind, Drum, ErrorSummary};
use svetlitsa_ui::form::Form;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::readings as t;

use super::field;
use super::notes::Notes;
use super::silence::Silence;
use super::together::Together;
use crate::pages::readings::passport::Passport;
use crate::pages::readings::photo::{Photo, PhotoField};
use crate::pages::readings::sheet::Sheet;
use crate::pages::readings::verdict::Refusal;

/// The form of one meter.
#[component]
pub(super) fn Typing(
    /// The meter.
    meter: MeterView,
    /// What is known of the account.
    overview: AccountOverview,
    /// The values.
    sheet: Sheet,
    /// The photo of the dial, for those who want to add one.
    photo: Photo,
    /// What is wrong, and whether it is being sent.
    form: Form,
    /// The refusal of what was sent before.
    refused: Option<ReadingView>,
    /// «Поменять местами», when what was refused fits the other way round.
    exchange: Option<Callback<()>>,
    /// Sends it.
    on_submit: Callback<SubmitEvent>,
) -> impl IntoView {
    let session = use_session();
    let is_preview = Memo::new(move |_| session.is_preview());
    let (service, digits, coefficient) = (meter.service, meter.digits, meter.coefficient);
    let drums = meter
        .registers
        .iter()
        .map(|register| {
            let name = field(register.zone);
            let error = {
                let name = name.clone();
                Signal::derive(move || form.error(&name))
            };
            let (value, register) = (sheet.of(register.zone), register.clone());
            view! { <Drum name register service digits coefficient value error/> }
        })
        .collect_view();
    let window = overview.window.clone();
    let silence = meter.silence.clone();
    let passport = meter.clone();
    let photo_of = meter.id.clone();
    let (model, serial) = (meter.model.clone(), meter.serial.clone());
    view! {
        <section class="stack">
            <h2 class="readings__meter">{move || t::meter(&model, &serial)}</h2>
            {refused.map(|reading| view! { <Refusal reading service exchange/> })}
            <Notes meter=meter.clone() overview/>
            <ErrorSummary form/>
            <form on:submit=move |event| on_submit.run(event) novalidate>
                <fieldset class="stack" disabled=move || is_preview.get()>
                    <legend class="unseen">{t::TITLE}</legend>
                    {drums}
                    <Together meter window sheet/>
                    <PhotoField meter=photo_of photo/>
                    <div class="row">
                        <Button submit=true kind=ButtonKind::Lit busy=Signal::derive(move || form.is_busy() || photo.is_shrinking())
                            disabled=Signal::derive(move || is_preview.get())>
                            {t::SUBMIT}
                        </Button>
                    </div>
                </fieldset>
            </form>
            <Passport meter=passport/>
            {silence.map(|silence| view! { <Silence silence service/> })}
        </section>
    }
}
