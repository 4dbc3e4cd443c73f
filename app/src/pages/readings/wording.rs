//! Words for what the verdict ladder finds: why, and by which rule.

use svetlitsa_api::FieldCode;
use svetlitsa_domain::readings::{FindingCode, Severity};
use svetlitsa_domain::tariffs::Zone;
use svetlitsa_ui::i18n::Text;
use svetlitsa_ui::texts::{fields, readings::rule as r};
use svetlitsa_ui::{names, problem};

/// What was found, on one register or on the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Remark {
    /// Where.
    pub(crate) zone: Option<Zone>,
    /// Why.
    pub(crate) text: Text,
    /// By which rule, when it is known here.
    pub(crate) rule: Option<Text>,
}

impl Remark {
    /// What the ladder found.
    pub(crate) const fn of_finding(code: FindingCode, zone: Option<Zone>) -> Self {
        Self { zone, text: reason(code), rule: Some(rule(code)) }
    }

    /// What the server asks about, by the name of the field: `values.day`.
    pub(crate) fn of_field(field: &str, code: FieldCode) -> Self {
        let zone = field.strip_prefix("values.").and_then(Zone::parse);
        Self { zone, text: problem::field_message(code), rule: None }
    }
}

/// Why, without asking to confirm what has been confirmed or is about to be.
pub(crate) const fn reason(code: FindingCode) -> Text {
    match code {
        FindingCode::RolledOver => fields::ROLLED_OVER,
        FindingCode::UnusuallyHigh => fields::UNUSUALLY_HIGH,
        FindingCode::NothingUsed => fields::NOTHING_USED,
        FindingCode::ZonesSwapped => fields::ZONES_SWAPPED,
        FindingCode::RisersSwapped => fields::RISERS_SWAPPED,
        FindingCode::NightAboveDay => fields::NIGHT_ABOVE_DAY,
        other => names::finding(other),
    }
}

/// Whether it refuses the reading.
pub(crate) fn is_refusal(code: FindingCode) -> bool {
    code.severity() == Severity::Refusal
}

const fn rule(code: FindingCode) -> Text {
    match code {
        FindingCode::EntryClosed => r::ENTRY_CLOSED,
        FindingCode::MeterTakenOff => r::METER_TAKEN_OFF,
        FindingCode::TooFewValues => r::TOO_FEW_VALUES,
        FindingCode::TooManyValues => r::TOO_MANY_VALUES,
        FindingCode::TooManyDigits => r::TOO_MANY_DIGITS,
        FindingCode::DateInFuture => r::DATE_IN_FUTURE,
        FindingCode::DateBeforeLast => r::DATE_BEFORE_LAST,
        FindingCode::BelowPrevious => r::BELOW_PREVIOUS,
        FindingCode::AbovePhysicalLimit => r::ABOVE_PHYSICAL_LIMIT,
        FindingCode::AboveRiserLimit => r::ABOVE_RISER_LIMIT,
        FindingCode::RolledOver => r::ROLLED_OVER,
        FindingCode::UnusuallyHigh => r::UNUSUALLY_HIGH,
        FindingCode::NothingUsed => r::NOTHING_USED,
        FindingCode::ZonesSwapped => r::ZONES_SWAPPED,
        FindingCode::RisersSwapped => r::RISERS_SWAPPED,
        FindingCode::NightAboveDay => r::NIGHT_ABOVE_DAY,
        FindingCode::VerificationExpired => r::VERIFICATION_EXPIRED,
        FindingCode::AfterWindow => r::AFTER_WINDOW,
        FindingCode::TakenInWindow => r::TAKEN_IN_WINDOW,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_servers_fields_name_their_register() {
        let remark = Remark::of_field("values.night", FieldCode::UnusuallyHigh);
        assert_eq!((remark.zone, remark.text), (Some(Zone::Night), fields::UNUSUALLY_HIGH));
        assert_eq!(Remark::of_field("values", FieldCode::ZonesSwapped).zone, None);
    }
}
