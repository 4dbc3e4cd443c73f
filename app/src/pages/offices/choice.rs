//! Which offices a visitor wants to see.

use leptos::prelude::*;
use svetlitsa_api::offices::OfficeView;
use svetlitsa_domain::letters;

/// Which offices a visitor wants to see.
#[derive(Clone, Copy)]
pub(crate) struct OfficeChoice {
    pub(crate) region: RwSignal<String>,
    pub(crate) place: RwSignal<String>,
    pub(crate) payments: RwSignal<bool>,
    pub(crate) readings: RwSignal<bool>,
    pub(crate) advice: RwSignal<bool>,
    pub(crate) applications: RwSignal<bool>,
    pub(crate) firms: RwSignal<bool>,
}

impl OfficeChoice {
    pub(crate) fn new() -> Self {
        Self {
            region: RwSignal::new(String::new()),
            place: RwSignal::new(String::new()),
            payments: RwSignal::new(false),
            readings: RwSignal::new(false),
            advice: RwSignal::new(false),
            applications: RwSignal::new(false),
            firms: RwSignal::new(false),
        }
    }

    /// Everything again.
    pub(crate) fn clear(self) {
        self.region.set(String::new());
        self.place.set(String::new());
        for function in [self.payments, self.readings, self.advice, self.applications, self.firms] {
            function.set(false);
        }
    }

    /// Whether an office is wanted; tracked.
    pub(crate) fn takes_in(self, office: &OfficeView) -> bool {
        self.region.with(|region| region.is_empty() || *region == office.region)
            && (!self.payments.get() || office.takes_payments == Some(true))
            && (!self.readings.get() || office.takes_readings == Some(true))
            // Advice and applications are what serving people means: the source tells no more.
            && (!(self.advice.get() || self.applications.get()) || office.serves_individuals == Some(true))
            && (!self.firms.get() || office.serves_legal == Some(true))
            && self.place.with(|place| is_at(office, place))
    }
}

/// Every word of the visitor is found somewhere in the office's name or address.
fn is_at(office: &OfficeView, place: &str) -> bool {
    let text = letters::lowered(&format!("{} {} {}", office.name, office.address, office.region));
    letters::lowered(place).split_whitespace().all(|word| text.contains(word))
}

/// Regions in the order of the source, each once.
pub(crate) fn regions(offices: &[OfficeView]) -> Vec<String> {
    let mut regions: Vec<String> = Vec::new();
    for office in offices {
        if !regions.contains(&office.region) {
            regions.push(office.region.clone());
        }
    }
    regions
}

#[cfg(test)]
mod tests {
    use super::*;

    fn office(region: &str, address: &str) -> OfficeView {
        OfficeView {
            id: "x-01".to_owned(),
            branch: "x".to_owned(),
            region: region.to_owned(),
            name: "Main Office".to_owned(),
            address: address.to_owned(),
            phones: Vec::new(),
            hours: String::new(),
            serves_individuals: None,
            serves_legal: None,
            takes_payments: None,
            takes_readings: None,
            purposes: Vec::new(),
            note: None,
        }
    }

    #[test]
    fn words_are_found_in_any_order_and_case() {
        let office = office("North", "Lenin street 5, Tver");
        for (place, expected) in
            [("", true), ("tver LENIN", true), ("north office", true), ("tver gagarin", false)]
        {
            assert_eq!(is_at(&office, place), expected, "{place}");
        }
    }

    #[test]
    fn regions_come_once_and_in_order() {
        let offices = [office("B", ""), office("A", ""), office("B", "")];
        assert_eq!(regions(&offices), ["B", "A"]);
    }
}
