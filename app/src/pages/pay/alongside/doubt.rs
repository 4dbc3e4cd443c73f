//! A reading beside a payment that needs another look: odd, refused, or not taken at all. Nothing has been charged, and
//! the payment can be made without it.

use leptos::prelude::*;
use svetlitsa_api::payments::CreatePayment;
use svetlitsa_api::readings::ZoneValue;
use svetlitsa_ui::assessment::judge;
use svetlitsa_ui::client::ClientError;
use svetlitsa_ui::components::{Button, ButtonKind, Dialog};
use svetlitsa_ui::form::{FieldError, Form};
use svetlitsa_ui::format;
use svetlitsa_ui::i18n::{Text, Words};
use svetlitsa_ui::problem::explain;
use svetlitsa_ui::texts::payments::with_readings as t;
use svetlitsa_ui::texts::readings::{ask, result};

use super::{Alongside, field};
use crate::pages::readings::ask::{Compared, RemarkLine};
use crate::pages::readings::wording::Remark;

/// Why it needs another look.
#[derive(Clone)]
pub(crate) enum Why {
    /// The ladder asks whether it is right.
    Odd(Vec<Remark>),
    /// The ladder refused it.
    Refused(Vec<Remark>),
    /// The server did not take it.
    Failed(ClientError),
}

/// A reading that needs another look.
#[derive(Clone)]
pub(crate) struct Doubt {
    /// Place of the meter among the offered.
    pub(super) place: usize,
    /// What was typed.
    pub(super) values: Vec<ZoneValue>,
    pub(super) why: Why,
}

impl Doubt {
    fn title(&self) -> Text {
        match self.why {
            Why::Odd(_) => ask::TITLE,
            Why::Refused(_) => result::REFUSED,
            Why::Failed(_) => t::FAILED,
        }
    }
}

/// Asks what to do with it; the payment that waits for the answer comes along.
#[component]
pub(crate) fn Doubts(
    /// The question; open while there is one.
    asked: RwSignal<Option<(Doubt, CreatePayment)>>,
    /// The readings.
    alongside: Alongside,
    /// The form they stand in.
    form: Form,
    /// Gives the readings and pays.
    order: Callback<CreatePayment>,
    /// Pays alone.
    pay: Callback<CreatePayment>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    Effect::new(move || open.set(asked.with(Option::is_some)));
    let title = Words::live(move || {
        let title = asked.with(|asked| asked.as_ref().map(|(doubt, _)| doubt.title()));
        title.map(|title| title.get().to_owned()).unwrap_or_default()
    });
    // The dialog closes by Escape, too: the question is over then, and the digits are where they were.
    Effect::new(move || {
        if !open.get() && asked.with_untracked(Option::is_some) {
            let left = asked.get_untracked();
            asked.set(None);
            if let Some((Doubt { place, why: Why::Refused(remarks), .. }, _)) = left {
                form.check(errors(place, remarks));
            }
        }
    });
    let answer = move |go: &dyn Fn(Doubt, CreatePayment)| {
        if let Some((doubt, body)) = asked.get_untracked() {
            asked.set(None);
            go(doubt, body);
        }
    };
    let yes = move |()| {
        answer(&|doubt, body| {
            alongside.meters.with_value(|meters| meters[doubt.place].confirmed.set(doubt.values));
            order.run(body);
        });
    };
    let without =
        move |()| answer(&|_, body| pay.run(CreatePayment { readings: alongside.accepted(), ..body }));
    let buttons = move || {
        move || {
            let why = asked.get()?.0.why;
            let close = if matches!(why, Why::Failed(_)) { t::CLOSE } else { ask::CORRECT };
            Some(view! {
                <Button on_press=move |()| open.set(false)>{close}</Button>
                {matches!(why, Why::Odd(_)).then(|| view! {
                    <Button kind=ButtonKind::Secondary on_press=yes>{t::YES}</Button>
                })}
                <Button kind=ButtonKind::Quiet on_press=without>{t::WITHOUT}</Button>
            })
        }
    };
    let body = move || asked.get().map(|(doubt, _)| draw(doubt, alongside, open));
    view! { <Dialog open id="reading-doubt" title buttons>{body}</Dialog> }
}

/// What is wrong, at the drums; a refusal of the whole at the first of them.
fn errors(place: usize, remarks: Vec<Remark>) -> Vec<FieldError> {
    let at = |remark: Remark| Some(FieldError::new(field(place, remark.zone?), remark.text));
    remarks.into_iter().filter_map(at).collect()
}

fn draw(doubt: Doubt, alongside: Alongside, open: RwSignal<bool>) -> AnyView {
    let Doubt { place, values, why } = doubt;
    let (offered, window) =
        (alongside.meters.with_value(|meters| meters[place].clone()), alongside.window.get_value());
    let until = super::closes(&window);
    let lines = |remarks: Vec<Remark>| {
        let lines = remarks.into_iter().map(|remark| view! { <RemarkLine remark=remark.without_buttons()/> });
        view! { <ul class="readings__remarks">{lines.collect_view()}</ul> }
    };
    match why {
        Why::Odd(remarks) => {
            let exchanged = judge(&offered.meter, &window, &values).and_then(|found| found.exchanged);
            let exchange = exchanged.map(|fitting| {
                let swap = move |()| {
                    offered.sheet.fill(&fitting);
                    open.set(false);
                };
                view! { <div class="row"><Button small=true on_press=swap>{ask::EXCHANGE}</Button></div> }
            });
            view! {
                {lines(remarks)}
                <Compared meter=offered.meter.clone() values/>
                {exchange}
                <p>{t::ODD}</p>
            }
            .into_any()
        }
        Why::Refused(remarks) => view! {
            {lines(remarks)}
            <Compared meter=offered.meter.clone() values/>
            <p>{move || t::refused(&format::date(until))}</p>
        }
        .into_any(),
        Why::Failed(error) => {
            let told = explain(&error);
            view! {
                <p>{told.text}" "{told.way_out}</p>
                <p>{move || t::refused(&format::date(until))}</p>
            }
            .into_any()
        }
    }
}
