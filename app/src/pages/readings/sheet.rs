//! The values of a meter while they are typed, kept by this tab until they are accepted.

use leptos::prelude::*;
use svetlitsa_api::accounts::MeterView;
use svetlitsa_api::readings::ZoneValue;
use svetlitsa_domain::AccountNumber;
use svetlitsa_domain::tariffs::Zone;
use svetlitsa_ui::form::FieldError;
use svetlitsa_ui::i18n::Words;
use svetlitsa_ui::names;
use svetlitsa_ui::texts::readings as t;

use crate::draft::Draft;

/// The values of a meter while they are typed.
#[derive(Clone, Copy)]
pub(crate) struct Sheet {
    values: StoredValue<Vec<(Zone, RwSignal<String>, Draft)>>,
}

impl Sheet {
    /// What this tab keeps of a meter's values; empty fields when nothing.
    pub(crate) fn new(number: &AccountNumber, meter: &MeterView) -> Self {
        let values = meter.registers.iter().map(|register| {
            let note =
                Draft::new("reading", number.as_str(), &format!("{}.{}", meter.id, register.zone.as_str()));
            (register.zone, note.signal(String::new()), note)
        });
        Self { values: StoredValue::new(values.collect()) }
    }

    /// The field of a register.
    pub(crate) fn of(self, zone: Zone) -> RwSignal<String> {
        self.values.with_value(|values| {
            values
                .iter()
                .find(|(z, ..)| *z == zone)
                .map_or_else(|| RwSignal::new(String::new()), |(_, v, _)| *v)
        })
    }

    /// Puts values into the fields.
    pub(crate) fn fill(self, values: &[(Zone, u32)]) {
        for (zone, value) in values {
            self.of(*zone).set(value.to_string());
        }
    }

    /// Everything typed that is a number; tracked.
    pub(crate) fn typed(self) -> Vec<ZoneValue> {
        self.values.with_value(|values| {
            let number = |text: &String| text.parse().ok();
            values
                .iter()
                .filter_map(|(zone, text, _)| Some(ZoneValue { zone: *zone, value: text.with(number)? }))
                .collect()
        })
    }

    /// What is missing, by the name that the page gives a register's field.
    pub(crate) fn gaps(self, name: impl Fn(Zone) -> String) -> Vec<FieldError> {
        self.values.with_value(|values| {
            let empty = values.iter().filter(|(_, text, _)| text.with_untracked(String::is_empty));
            empty
                .map(|(zone, ..)| {
                    let zone = *zone;
                    FieldError::new(name(zone), Words::live(move || t::missing(names::zone(zone).get())))
                })
                .collect()
        })
    }

    /// The values were accepted: nothing is left to keep. The page may have been left by then.
    pub(crate) fn forget(self) {
        let _ = self.values.try_with_value(|values| values.iter().for_each(|(_, _, note)| note.forget()));
    }
}
