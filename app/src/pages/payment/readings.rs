//! Readings that were given in one step with the payment: they stand whatever becomes of it.

use leptos::prelude::*;
use svetlitsa_ui::components::{Notice, NoticeKind};
use svetlitsa_ui::texts::payments::with_readings as t;
use svetlitsa_ui::{format, names};

use super::super::pay::alongside::said;
use super::live::Live;

/// Readings given with the payment; nothing where there are none.
#[component]
pub(super) fn GivenReadings(
    /// The payment.
    live: Live,
) -> impl IntoView {
    let readings = Memo::new(move |_| live.payment().map(|payment| payment.readings).unwrap_or_default());
    move || {
        let lines = readings.get().into_iter().map(|reading| {
            let (period, verdict) = (reading.period, names::verdict(reading.status));
            let words = move || {
                t::given(&said(&reading.values), &verdict.get().to_lowercase(), &format::period(period))
            };
            view! { <li>{words}</li> }
        });
        let lines: Vec<_> = lines.collect();
        (!lines.is_empty()).then(|| {
            view! {
                <Notice kind=NoticeKind::Success title=t::GIVEN_TITLE>
                    <ul>{lines}</ul>
                    <p class="soft">{t::GIVEN_NOTE}</p>
                </Notice>
            }
        })
    }
}
