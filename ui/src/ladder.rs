//! Words for what the verdict ladder finds: what it is, by which rule and whose, and what to do about it.

use svetlitsa_domain::readings::{FindingCode, Remedy};
use svetlitsa_domain::tariffs::Service;

use crate::i18n::{Text, Words};
use crate::texts::readings::{finding as f, remedy as m, rule as r, source as s};

/// What is wrong or odd, one sentence.
#[must_use]
pub const fn reason(code: FindingCode) -> Text {
    match code {
        FindingCode::EntryClosed => f::ENTRY_CLOSED,
        FindingCode::MeterTakenOff => f::METER_TAKEN_OFF,
        FindingCode::TooFewValues => f::TOO_FEW_VALUES,
        FindingCode::TooManyValues => f::TOO_MANY_VALUES,
        FindingCode::TooManyDigits => f::TOO_MANY_DIGITS,
        FindingCode::DateInFuture => f::DATE_IN_FUTURE,
        FindingCode::DateBeforeLast => f::DATE_BEFORE_LAST,
        FindingCode::BelowPrevious => f::BELOW_PREVIOUS,
        FindingCode::AbovePhysicalLimit => f::ABOVE_PHYSICAL_LIMIT,
        FindingCode::AboveRiserLimit => f::ABOVE_RISER_LIMIT,
        FindingCode::RolledOver => f::ROLLED_OVER,
        FindingCode::UnusuallyHigh => f::UNUSUALLY_HIGH,
        FindingCode::NothingUsed => f::NOTHING_USED,
        FindingCode::ZonesSwapped => f::ZONES_SWAPPED,
        FindingCode::RisersSwapped => f::RISERS_SWAPPED,
        FindingCode::NightAboveDay => f::NIGHT_ABOVE_DAY,
        FindingCode::VerificationExpired => f::VERIFICATION_EXPIRED,
        FindingCode::AfterWindow => f::AFTER_WINDOW,
        FindingCode::TakenInWindow => f::TAKEN_IN_WINDOW,
        FindingCode::Unknown => f::UNKNOWN,
    }
}

/// The rule, and where it comes from; none for a code that this build does not know.
#[must_use]
pub const fn rule(code: FindingCode) -> Option<(Text, Text)> {
    Some(match code {
        FindingCode::EntryClosed => (r::ENTRY_CLOSED, s::DECREE_354_80_1),
        FindingCode::MeterTakenOff => (r::METER_TAKEN_OFF, s::DECREE_354_81),
        FindingCode::TooFewValues => (r::TOO_FEW_VALUES, s::DECREE_354_31),
        FindingCode::TooManyValues => (r::TOO_MANY_VALUES, s::DECREE_354_31),
        FindingCode::TooManyDigits => (r::TOO_MANY_DIGITS, s::DECREE_354_31),
        FindingCode::DateInFuture => (r::DATE_IN_FUTURE, s::STANDARD_8_2),
        FindingCode::DateBeforeLast => (r::DATE_BEFORE_LAST, s::STANDARD_8_2),
        FindingCode::BelowPrevious => (r::BELOW_PREVIOUS, s::PASSPORT),
        FindingCode::AbovePhysicalLimit => (r::ABOVE_PHYSICAL_LIMIT, s::DECREE_861),
        FindingCode::AboveRiserLimit => (r::ABOVE_RISER_LIMIT, s::BRANCH),
        FindingCode::RolledOver => (r::ROLLED_OVER, s::PASSPORT),
        FindingCode::UnusuallyHigh => (r::UNUSUALLY_HIGH, s::STANDARD_8_1),
        FindingCode::NothingUsed => (r::NOTHING_USED, s::STANDARD_8_1),
        FindingCode::ZonesSwapped => (r::ZONES_SWAPPED, s::BRANCH),
        FindingCode::RisersSwapped => (r::RISERS_SWAPPED, s::BRANCH),
        FindingCode::NightAboveDay => (r::NIGHT_ABOVE_DAY, s::BRANCH),
        FindingCode::VerificationExpired => (r::VERIFICATION_EXPIRED, s::DECREE_354_59),
        FindingCode::AfterWindow => (r::AFTER_WINDOW, s::DECREE_354_31_WINDOW),
        FindingCode::TakenInWindow => (r::TAKEN_IN_WINDOW, s::DECREE_354_31_WINDOW),
        FindingCode::Unknown => return None,
    })
}

/// What to do.
#[must_use]
pub const fn remedy(remedy: Remedy) -> Text {
    match remedy {
        Remedy::CheckDigits => m::CHECK_DIGITS,
        Remedy::DropDecimals => m::DROP_DECIMALS,
        Remedy::FillEveryRegister => m::FILL_EVERY_REGISTER,
        Remedy::OneValueEach => m::ONE_VALUE_EACH,
        Remedy::GiveDayUntilToday => m::GIVE_DAY_UNTIL_TODAY,
        Remedy::GiveLaterDay => m::GIVE_LATER_DAY,
        Remedy::Confirm => m::CONFIRM,
        Remedy::ExchangeValues => m::EXCHANGE_VALUES,
        Remedy::ReadNewMeter => m::READ_NEW_METER,
        Remedy::ReportReplacement => m::REPORT_REPLACEMENT,
        Remedy::ReportFault => m::REPORT_FAULT,
        Remedy::AwaitReplacement => m::AWAIT_REPLACEMENT,
        Remedy::VerifyMeter => m::VERIFY_METER,
        Remedy::ReloadPage => m::RELOAD_PAGE,
        Remedy::NothingToDo => m::NOTHING_TO_DO,
    }
}

/// Reason and the likeliest remedy in a line, where there is room for no more.
#[must_use]
pub fn in_short(code: FindingCode, service: Service) -> Words {
    let way_out = code.remedies(service).first().copied();
    Words::live(move || {
        let way_out = way_out.map_or_else(String::new, |way| format!(" {}", remedy(way).get()));
        format!("{}{way_out}", reason(code).get())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn every_finding_says_what_why_and_what_to_do_in_both_languages() {
        for code in FindingCode::ALL {
            let (rule, source) = rule(code).unwrap();
            let ways = [Service::Electricity, Service::HotWater].map(|service| code.remedies(service));
            let ways = ways.into_iter().flatten().map(|way| remedy(*way));
            for text in [reason(code), rule, source].into_iter().chain(ways) {
                for lang in Lang::ALL {
                    assert!(!text.of(lang).is_empty(), "{code:?}");
                }
                assert!(text.of(Lang::En).chars().all(|c| !('а'..='я').contains(&c)), "{code:?}");
            }
        }
    }

    #[test]
    fn a_newer_servers_finding_is_read_and_said() {
        let text = r#"{"code": "invented_next_year", "zone": null}"#;
        let finding: svetlitsa_api::readings::FindingView = crate::json::decode(text).unwrap();
        assert_eq!(finding.code, FindingCode::Unknown);
        assert_eq!(finding.code.remedies(Service::Electricity), &[Remedy::ReloadPage]);
        assert!(rule(finding.code).is_none());
    }
}
