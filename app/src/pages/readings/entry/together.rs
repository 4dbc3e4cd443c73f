//! What the registers of a meter come to together, alive.

use leptos::prelude::*;
use svetlitsa_api::accounts::{MeterView, WindowView};
use svetlitsa_api::readings::ZoneValue;
use svetlitsa_domain::readings::VerdictStatus;
use svetlitsa_ui::assessment::{cost, judge};
use svetlitsa_ui::format;
use svetlitsa_ui::texts::readings as t;

use crate::pages::readings::sheet::Sheet;

/// The sum of a meter with several registers, once each of them has a value that can be.
#[component]
pub(crate) fn Together(
    /// The meter.
    meter: MeterView,
    /// The branch's window.
    window: WindowView,
    /// The values.
    sheet: Sheet,
) -> impl IntoView {
    let has_several = meter.registers.len() > 1;
    // One register says the same below its own wheels.
    let line = move || has_several.then(|| sum(&meter, &window, &sheet.typed())).flatten();
    view! { <p class="readings__together" role="status">{line}</p> }
}

/// Use and cost of a whole set of values that can be; tracked for the language.
pub(in crate::pages::readings) fn sum(
    meter: &MeterView,
    window: &WindowView,
    values: &[ZoneValue],
) -> Option<impl IntoView + use<>> {
    let assessment = judge(meter, window, values).filter(|_| values.len() == meter.registers.len())?;
    if assessment.status() == VerdictStatus::Refused {
        return None;
    }
    let units = assessment.consumption.iter().map(|(_, units)| units).sum();
    let cost = cost(meter, &assessment.consumption);
    Some(view! {
        <strong>{t::together(&format::units(units, meter.service))}</strong>
        {cost.map(|cost| view! { " "<span>{t::together_cost(&format::money(cost))}</span> })}
    })
}
