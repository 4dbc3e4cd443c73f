//! It is on: with what it pays, under which terms, and what is charged next.

use leptos::prelude::*;
use svetlitsa_api::autopay::AutopayView;
use svetlitsa_domain::payments::autopay::DebitState;
use svetlitsa_ui::components::{Definition, DefinitionList, Notice, NoticeKind};
use svetlitsa_ui::texts::autopay as t;
use svetlitsa_ui::{format, names};

/// What is charged next.
#[component]
pub(super) fn Next(
    /// What is known.
    view: AutopayView,
) -> impl IntoView {
    let AutopayView {
        day, cap_kopecks: cap, skips_estimated, method, instrument, notice_days, debits, ..
    } = view;
    let announced =
        debits.into_iter().find(|debit| matches!(debit.state, DebitState::Announced | DebitState::Charging));
    let next = match announced {
        Some(debit) => {
            let (sum, on, period) = (debit.amount_kopecks, debit.due_on, debit.period);
            let is_now = debit.state == DebitState::Charging;
            let title = svetlitsa_ui::i18n::Words::live(move || match is_now {
                true => t::charging(&format::money(sum)),
                false => t::next(&format::money(sum), &format::date_with_year(on)),
            });
            view! {
                <Notice kind=NoticeKind::Info title><p>{move || t::next_for(&format::period(period))}</p></Notice>
            }
            .into_any()
        }
        None => view! {
            <Notice kind=NoticeKind::Success title=t::ON>
                <p>{move || t::nothing_next(&notice_days.to_string())}</p>
            </Notice>
        }
        .into_any(),
    };
    let pays_with = move || instrument.clone().unwrap_or_else(|| names::method(method).get().to_owned());
    let when = move || match day {
        Some(day) => t::on_day(&day.to_string()),
        None => t::on_bill(&notice_days.to_string()),
    };
    let items = vec![
        Definition::new(t::PAYS_WITH, pays_with),
        Definition::new(t::WHEN, when),
        Definition::new(t::CAP, move || format::money(cap)),
        Definition::new(t::ESTIMATED, move || {
            if skips_estimated { t::ESTIMATED_SKIPPED } else { t::ESTIMATED_PAID }.get().to_owned()
        }),
    ];
    view! { {next} <DefinitionList items/> }
}
