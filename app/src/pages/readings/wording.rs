//! What is said of a finding of the ladder: why, by which rule, and what to do.

use svetlitsa_api::FieldCode;
use svetlitsa_domain::readings::{FindingCode, Remedy, Severity};
use svetlitsa_domain::tariffs::{Service, Zone};
use svetlitsa_ui::i18n::Text;
use svetlitsa_ui::{ladder, problem};

/// What was found, on one register or on the whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Remark {
    /// Where.
    pub(crate) zone: Option<Zone>,
    /// Why.
    pub(crate) text: Text,
    /// By which rule, and where it comes from, when it is known here.
    pub(crate) rule: Option<(Text, Text)>,
    /// What to do, the likeliest first.
    pub(crate) remedies: Vec<Remedy>,
}

impl Remark {
    /// What the ladder found.
    pub(crate) fn of_finding(code: FindingCode, zone: Option<Zone>, service: Service) -> Self {
        let remedies = code.remedies(service).to_vec();
        Self { zone, text: ladder::reason(code), rule: ladder::rule(code), remedies }
    }

    /// What the server asks about, by the name of the field: `values.day`.
    pub(crate) fn of_field(field: &str, code: FieldCode, service: Service) -> Self {
        let zone = field.strip_prefix("values.").and_then(Zone::parse);
        match code.finding() {
            Some(code) => Self::of_finding(code, zone, service),
            None => Self { zone, text: problem::field_message(code), rule: None, remedies: Vec::new() },
        }
    }

    /// Without what the buttons below it do.
    pub(crate) fn without_buttons(mut self) -> Self {
        self.remedies.retain(|remedy| !matches!(remedy, Remedy::Confirm | Remedy::ExchangeValues));
        self
    }
}

/// Whether it refuses the reading. A reason that this build does not know belongs to the refusal it came with.
pub(crate) fn is_refusal(code: FindingCode) -> bool {
    code == FindingCode::Unknown || code.severity() == Severity::Refusal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_servers_fields_name_their_register() {
        let remark = Remark::of_field("values.night", FieldCode::UnusuallyHigh, Service::Electricity);
        let found = Remark::of_finding(FindingCode::UnusuallyHigh, Some(Zone::Night), Service::Electricity);
        assert_eq!(remark, found);
        assert_eq!(remark.without_buttons().remedies, [Remedy::CheckDigits]);
        assert_eq!(Remark::of_field("values", FieldCode::ZonesSwapped, Service::Electricity).zone, None);
        let unknown = Remark::of_field("values", FieldCode::Unknown, Service::Electricity);
        assert_eq!((unknown.rule, unknown.remedies), (None, Vec::new()));
    }
}
