//! From what on one wants to be warned of a bill: a sum, or so much above the usual.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use svetlitsa_api::forecasts::BillAlert;
use svetlitsa_domain::AccountNumber;
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::bills::HighBillThreshold;
use svetlitsa_ui::client::forecasts as client;
use svetlitsa_ui::components::{Button, ButtonKind, Checkbox, Choice, ErrorSummary, NumberField, RadioGroup};
use svetlitsa_ui::form::{FieldError, Form};
use svetlitsa_ui::format;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::forecasts::alert as t;

/// Names of the fields; the server knows both as the threshold.
const PERCENT: &str = "threshold";
const SUM: &str = "threshold_sum";
/// The two ways to say it.
const ABOVE_USUAL: &str = "above_usual";
const ABOVE: &str = "above";
/// Largest threshold in hundredths above the usual.
const MOST_PERCENT: u32 = 1_000;

/// From what on one wants to be warned.
#[component]
pub fn Alert(
    /// The account.
    number: AccountNumber,
    /// As it stands.
    alert: BillAlert,
    /// It is another one now.
    changed: Callback<()>,
) -> impl IntoView {
    let session = use_session();
    let is_preview = Memo::new(move |_| session.is_preview());
    let (way, percent, sum) = match alert.threshold {
        HighBillThreshold::AboveUsual(percent) => (ABOVE_USUAL, percent.to_string(), String::new()),
        HighBillThreshold::Above(sum) => (ABOVE, String::new(), untrack(|| format::money_to_type(sum))),
    };
    let way = RwSignal::new(way.to_owned());
    let (percent, sum) = (RwSignal::new(percent), RwSignal::new(sum));
    let by_letter = RwSignal::new(alert.by_letter);
    let form = Form::new();
    let number = StoredValue::new(number);
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        let threshold = if way.get_untracked() == ABOVE {
            read_sum(&sum.get_untracked())
        } else {
            read_percent(&percent.get_untracked())
        };
        match threshold {
            Err(error) => drop(form.check(vec![error])),
            Ok(threshold) => {
                form.clear();
                let body = BillAlert { threshold, by_letter: by_letter.get_untracked() };
                let (number, attempt) = (number.get_value(), form.attempt());
                let request = async move { client::set_bill_alert(&number, &body, &attempt).await };
                form.send(request, move |()| changed.run(()));
            }
        }
    };
    let ways = vec![Choice::new(ABOVE_USUAL, t::ABOVE_USUAL), Choice::new(ABOVE, t::ABOVE)];
    view! {
        <form class="stack" data-gap="small" on:submit=send novalidate>
            <ErrorSummary form/>
            <fieldset class="stack" data-gap="small" disabled=move || is_preview.get()>
                <legend class="unseen">{t::TITLE}</legend>
                <RadioGroup name="way" label=t::FROM value=way choices=ways/>
                {move || if way.get() == ABOVE {
                    view! { <NumberField name=SUM label=t::SUM value=sum unit="₽" is_decimal=true error=form.error_of(SUM)/> }
                        .into_any()
                } else {
                    view! { <NumberField name=PERCENT label=t::PERCENT value=percent unit="%" error=form.error_of(PERCENT)/> }
                        .into_any()
                }}
                <Checkbox name="by_letter" label=t::BY_LETTER checked=by_letter/>
                <div class="row">
                    <Button submit=true kind=ButtonKind::Secondary busy=Signal::derive(move || form.is_busy())>
                        {t::SAVE}
                    </Button>
                </div>
            </fieldset>
        </form>
    }
}

fn read_sum(typed: &str) -> Result<HighBillThreshold, FieldError> {
    let sum = Kopecks::parse_rubles(typed).ok().filter(|sum| sum.is_positive());
    sum.map(HighBillThreshold::Above).ok_or_else(|| FieldError::new(SUM, t::SUM_WRONG))
}

fn read_percent(typed: &str) -> Result<HighBillThreshold, FieldError> {
    let percent = typed.trim().trim_end_matches('%').trim().parse().ok();
    let percent = percent.filter(|percent| (1..=MOST_PERCENT).contains(percent));
    percent.map(HighBillThreshold::AboveUsual).ok_or_else(|| FieldError::new(PERCENT, t::PERCENT_WRONG))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thresholds_are_read_as_they_are_typed() {
        for (typed, percent) in
            [("50", Some(50)), (" 30 % ", Some(30)), ("0", None), ("-5", None), ("x", None), ("1001", None)]
        {
            assert_eq!(read_percent(typed).ok(), percent.map(HighBillThreshold::AboveUsual), "{typed}");
        }
        for (typed, kopecks) in
            [("3000", Some(300_000)), ("2 500,50", Some(250_050)), ("0", None), ("", None)]
        {
            assert_eq!(
                read_sum(typed).ok(),
                kopecks.map(|sum| HighBillThreshold::Above(Kopecks(sum))),
                "{typed}"
            );
        }
    }
}
