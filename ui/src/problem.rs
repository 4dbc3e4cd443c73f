//! Errors for people: from a code of the wire to a title, a sentence and a way out.

use svetlitsa_api::{ErrorCode, FieldCode};

use crate::client::ClientError;
use crate::i18n::Text;
use crate::texts::{errors as e, fields};

/// What a person is told when something went wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// A few words.
    pub title: Text,
    /// What happened.
    pub text: Text,
    /// What to do now.
    pub way_out: Text,
    /// Small print for support; empty when the request never arrived.
    pub request_id: String,
}

/// Explains a failed request.
#[must_use]
pub fn explain(error: &ClientError) -> Explanation {
    let ([title, text, way_out], request_id) = match error {
        ClientError::Offline => ([e::offline::TITLE, e::offline::TEXT, e::offline::WAY_OUT], String::new()),
        ClientError::SignedOut => (code_words(ErrorCode::SignInRequired), String::new()),
        ClientError::Rejected(problem) => (code_words(problem.code), problem.request_id.clone()),
        ClientError::Broken { request_id } => {
            ([e::broken::TITLE, e::broken::TEXT, e::broken::WAY_OUT], request_id.clone())
        }
    };
    Explanation { title, text, way_out, request_id }
}

macro_rules! words {
    ($module:ident) => {
        [e::$module::TITLE, e::$module::TEXT, e::$module::WAY_OUT]
    };
}

const fn code_words(code: ErrorCode) -> [Text; 3] {
    match code {
        ErrorCode::MalformedRequest => words!(malformed_request),
        ErrorCode::IdempotencyKeyRequired => words!(idempotency_key_required),
        ErrorCode::SignInRequired => words!(sign_in_required),
        ErrorCode::WrongCredentials => words!(wrong_credentials),
        ErrorCode::SecondFactorRequired => words!(second_factor_required),
        ErrorCode::ForeignOrigin => words!(foreign_origin),
        ErrorCode::Forbidden => words!(forbidden),
        ErrorCode::PreviewIsReadOnly => words!(preview_is_read_only),
        ErrorCode::TerminalNotEnrolled => words!(terminal_not_enrolled),
        ErrorCode::NotFound => words!(not_found),
        ErrorCode::AccountNotFound => words!(account_not_found),
        ErrorCode::MethodNotAllowed => words!(method_not_allowed),
        ErrorCode::ConfirmationRequired => words!(confirmation_required),
        ErrorCode::IdempotencyKeyReused => words!(idempotency_key_reused),
        ErrorCode::PaymentRepeated => words!(payment_repeated),
        ErrorCode::AccountTaken => words!(account_taken),
        ErrorCode::SlotTaken => words!(slot_taken),
        ErrorCode::TooManyAppointments => words!(too_many_appointments),
        ErrorCode::WrongStage => words!(wrong_stage),
        ErrorCode::LinkExpired => words!(link_expired),
        ErrorCode::BodyTooLarge => words!(body_too_large),
        ErrorCode::UnsupportedMediaType => words!(unsupported_media_type),
        ErrorCode::ValidationFailed => words!(validation_failed),
        ErrorCode::NotABill => words!(not_a_bill),
        ErrorCode::PaymentsClosed => words!(payments_closed),
        ErrorCode::ReadingsClosed => words!(readings_closed),
        ErrorCode::RateLimited => words!(rate_limited),
        ErrorCode::Internal => words!(internal),
        ErrorCode::Unavailable => words!(unavailable),
        ErrorCode::Unknown => words!(unknown),
    }
}

/// What is wrong with a field, at the field.
#[must_use]
pub const fn field_message(code: FieldCode) -> Text {
    match code {
        FieldCode::Required => fields::REQUIRED,
        FieldCode::NotAChoice => fields::NOT_A_CHOICE,
        FieldCode::TooShort => fields::TOO_SHORT,
        FieldCode::TooLong => fields::TOO_LONG,
        FieldCode::NotAnEmail => fields::NOT_AN_EMAIL,
        FieldCode::NotAPhone => fields::NOT_A_PHONE,
        FieldCode::NotAMobile => fields::NOT_A_MOBILE,
        FieldCode::WrongSmsCode => fields::WRONG_SMS_CODE,
        FieldCode::PhoneRequired => fields::PHONE_REQUIRED,
        FieldCode::BrowserRequired => fields::BROWSER_REQUIRED,
        FieldCode::ContactRequired => fields::CONTACT_REQUIRED,
        FieldCode::NotANumber => fields::NOT_A_NUMBER,
        FieldCode::TooPrecise => fields::TOO_PRECISE,
        FieldCode::AmountTooSmall => fields::AMOUNT_TOO_SMALL,
        FieldCode::AmountTooLarge => fields::AMOUNT_TOO_LARGE,
        FieldCode::NotAText => fields::NOT_A_TEXT,
        FieldCode::NotAPhoto => fields::NOT_A_PHOTO,
        FieldCode::PhotoHeic => fields::PHOTO_HEIC,
        FieldCode::PhotoDamaged => fields::PHOTO_DAMAGED,
        FieldCode::PhotoTooLarge => fields::PHOTO_TOO_LARGE,
        FieldCode::FileWrongKind => fields::FILE_WRONG_KIND,
        FieldCode::FileMismatch => fields::FILE_MISMATCH,
        FieldCode::FileTooLarge => fields::FILE_TOO_LARGE,
        FieldCode::FileDamaged => fields::FILE_DAMAGED,
        FieldCode::FilesGone => fields::FILES_GONE,
        FieldCode::FilesTooMany => fields::FILES_TOO_MANY,
        FieldCode::NotAMoment => fields::NOT_A_MOMENT,
        FieldCode::MomentPast => fields::MOMENT_PAST,
        FieldCode::MomentAhead => fields::MOMENT_AHEAD,
        FieldCode::SumMissing => fields::SUM_MISSING,
        FieldCode::UnknownPlace => fields::UNKNOWN_PLACE,
        FieldCode::TooLongToSay => fields::TOO_LONG_TO_SAY,
        FieldCode::TooFarApart => fields::TOO_FAR_APART,
        FieldCode::NotAnAccount => fields::NOT_AN_ACCOUNT,
        FieldCode::WrongPassword => fields::WRONG_PASSWORD,
        FieldCode::PasswordCommon => fields::PASSWORD_COMMON,
        FieldCode::PasswordPattern => fields::PASSWORD_PATTERN,
        FieldCode::PasswordPersonal => fields::PASSWORD_PERSONAL,
        FieldCode::PasswordWeak => fields::PASSWORD_WEAK,
        FieldCode::WrongCode => fields::WRONG_CODE,
        FieldCode::WrongOneTimeCode => fields::WRONG_ONE_TIME_CODE,
        FieldCode::ConsentOutdated => fields::CONSENT_OUTDATED,
        FieldCode::TakenAhead => fields::TAKEN_AHEAD,
        FieldCode::TakenTooLongAgo => fields::TAKEN_TOO_LONG_AGO,
        FieldCode::UnusuallyHigh => fields::UNUSUALLY_HIGH,
        FieldCode::NothingUsed => fields::NOTHING_USED,
        FieldCode::RolledOver => fields::ROLLED_OVER,
        FieldCode::ZonesSwapped => fields::ZONES_SWAPPED,
        FieldCode::RisersSwapped => fields::RISERS_SWAPPED,
        FieldCode::NightAboveDay => fields::NIGHT_ABOVE_DAY,
        FieldCode::Unknown => fields::UNKNOWN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn every_code_has_a_sentence_and_a_way_out() {
        for code in ErrorCode::ALL {
            for text in code_words(*code) {
                for lang in Lang::ALL {
                    assert!(!text.of(lang).is_empty(), "{code:?}");
                }
            }
        }
    }

    #[test]
    fn english_holds_no_cyrillic() {
        for text in ErrorCode::ALL.iter().flat_map(|code| code_words(*code)) {
            assert!(text.of(Lang::En).chars().all(|c| !('а'..='я').contains(&c)), "{}", text.of(Lang::En));
        }
    }
}
