//! Errors on the wire: RFC 9457 problem details with a stable code. Words live in the locales of `ui`.

use serde::{Deserialize, Serialize};
use svetlitsa_domain::appeals::FileProblem;
use svetlitsa_domain::readings::{FindingCode, PhotoProblem};

/// Media type of an error's body.
pub const CONTENT_TYPE: &str = "application/problem+json";

/// One envelope for every failure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// URI of the kind of problem: `about:blank` unless documented otherwise.
    #[serde(rename = "type")]
    pub kind: String,
    /// Short English summary of the code, for people who read logs.
    pub title: String,
    /// HTTP status.
    pub status: u16,
    /// What happened.
    pub code: ErrorCode,
    /// Which fields of the request, and what is wrong with them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldProblem>,
    /// To quote to support.
    #[serde(default)]
    pub request_id: String,
}

/// A problem with one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldProblem {
    /// Name of the field as in the request: `text`, `values.day`.
    pub field: String,
    /// What is wrong.
    pub code: FieldCode,
}

macro_rules! codes {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident => $word:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($(#[$doc])* $variant,)*
            /// A code that this build does not know yet.
            #[serde(other)]
            Unknown,
        }

        impl $name {
            /// Every code, for tables and tests.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The word on the wire.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                    Self::Unknown => "unknown",
                }
            }
        }
    };
}

codes! {
    /// What happened to a request.
    ErrorCode {
        /// 400: not the JSON that was expected.
        MalformedRequest => "malformed_request",
        /// 400: a mutation without a usable `Idempotency-Key`.
        IdempotencyKeyRequired => "idempotency_key_required",
        /// 401: nobody is signed in, or the session is over.
        SignInRequired => "sign_in_required",
        /// 401: no such login and password.
        WrongCredentials => "wrong_credentials",
        /// 401: the password is right, and a code of the app is asked for as well.
        SecondFactorRequired => "second_factor_required",
        /// 403: a page of another site sent this.
        ForeignOrigin => "foreign_origin",
        /// 403: signed in, but not for this.
        Forbidden => "forbidden",
        /// 403: a preview looks and does not touch.
        PreviewIsReadOnly => "preview_is_read_only",
        /// 403: this is no enrolled terminal.
        TerminalNotEnrolled => "terminal_not_enrolled",
        /// 404: no such thing, or not yours.
        NotFound => "not_found",
        /// 404: no account with this number and house.
        AccountNotFound => "account_not_found",
        /// 405: the path exists, the method does not.
        MethodNotAllowed => "method_not_allowed",
        /// 409: an odd value needs a second look: send it again with `confirmed`.
        ConfirmationRequired => "confirmation_required",
        /// 409: the key came with another request before.
        IdempotencyKeyReused => "idempotency_key_reused",
        /// 409: the same debt is being paid, or was paid today.
        PaymentRepeated => "payment_repeated",
        /// 409: the account is in somebody else's cabinet.
        AccountTaken => "account_taken",
        /// 409: somebody has this time already.
        SlotTaken => "slot_taken",
        /// 409: this contact has as many appointments as anybody may have.
        TooManyAppointments => "too_many_appointments",
        /// 409: not at this stage.
        WrongStage => "wrong_stage",
        /// 410: the letter's link was used, is too old, or was never one.
        LinkExpired => "link_expired",
        /// 413: more than the limit.
        BodyTooLarge => "body_too_large",
        /// 415: not `application/json`.
        UnsupportedMediaType => "unsupported_media_type",
        /// 422: fields need another look.
        ValidationFailed => "validation_failed",
        /// 422: the scanned code is no bill of ours.
        NotABill => "not_a_bill",
        /// 422: this account takes no payments here.
        PaymentsClosed => "payments_closed",
        /// 422: readings of this meter arrive by themselves, or it has none.
        ReadingsClosed => "readings_closed",
        /// 429: too often; see `Retry-After`.
        RateLimited => "rate_limited",
        /// 500: our fault.
        Internal => "internal",
        /// 503: the database or another part does not answer.
        Unavailable => "unavailable",
    }
}

codes! {
    /// What is wrong with a field.
    FieldCode {
        /// Empty.
        Required => "required",
        /// Not one of the choices.
        NotAChoice => "not_a_choice",
        /// Too short.
        TooShort => "too_short",
        /// Too long.
        TooLong => "too_long",
        /// No e-mail address.
        NotAnEmail => "not_an_email",
        /// No telephone number.
        NotAPhone => "not_a_phone",
        /// Neither e-mail nor telephone given.
        ContactRequired => "contact_required",
        /// Not digits.
        NotANumber => "not_a_number",
        /// A fraction of a kopeck.
        TooPrecise => "too_precise",
        /// Under the least amount.
        AmountTooSmall => "amount_too_small",
        /// Over the largest amount.
        AmountTooLarge => "amount_too_large",
        /// A file that holds no text.
        NotAText => "not_a_text",
        /// Photo: neither JPEG nor PNG, whatever its name says.
        NotAPhoto => "not_a_photo",
        /// Photo: HEIC, which browsers do not show.
        PhotoHeic => "photo_heic",
        /// Photo: begins like one and does not go on like one.
        PhotoDamaged => "photo_damaged",
        /// Photo: more bytes or points than the limit.
        PhotoTooLarge => "photo_too_large",
        /// File: not one of the kinds that are taken.
        FileWrongKind => "file_wrong_kind",
        /// File: its content is not what its name says.
        FileMismatch => "file_mismatch",
        /// File: more bytes than the limit, or unfolds to more.
        FileTooLarge => "file_too_large",
        /// File: empty, or begins like one and does not go on like one.
        FileDamaged => "file_damaged",
        /// Files of a draft that were kept as long as drafts are kept.
        FilesGone => "files_gone",
        /// More files than an appeal or application takes in all.
        FilesTooMany => "files_too_many",
        /// No day and time.
        NotAMoment => "not_a_moment",
        /// A moment that is over, or before what it follows.
        MomentPast => "moment_past",
        /// A moment that has not come.
        MomentAhead => "moment_ahead",
        /// Words that are to name the sum do not.
        SumMissing => "sum_missing",
        /// Words: a place that is filled with nothing we know.
        UnknownPlace => "unknown_place",
        /// Words that take longer than a call may.
        TooLongToSay => "too_long_to_say",
        /// An end that is too long after the beginning.
        TooFarApart => "too_far_apart",
        /// No account number.
        NotAnAccount => "not_an_account",
        /// Not the password that is good now.
        WrongPassword => "wrong_password",
        /// Password: one of those that are tried first.
        PasswordCommon => "password_common",
        /// Password: rows of keys, repeats, sequences, dates.
        PasswordPattern => "password_pattern",
        /// Password: names, or what the form says beside it.
        PasswordPersonal => "password_personal",
        /// Password: guessed too soon.
        PasswordWeak => "password_weak",
        /// A telephone that takes no text messages.
        NotAMobile => "not_a_mobile",
        /// Not the code of the text message, or one that was asked for too long ago.
        WrongSmsCode => "wrong_sms_code",
        /// Text messages need a telephone that was confirmed.
        PhoneRequired => "phone_required",
        /// Notices in browsers need one that was allowed.
        BrowserRequired => "browser_required",
        /// Not the code on the bills of this account.
        WrongCode => "wrong_code",
        /// Not a code that the app shows now, or one that was used.
        WrongOneTimeCode => "wrong_one_time_code",
        /// Consent to a text that has changed since.
        ConsentOutdated => "consent_outdated",
        /// Reading: taken at a moment that has not come.
        TakenAhead => "taken_ahead",
        /// Reading: taken too long ago.
        TakenTooLongAgo => "taken_too_long_ago",
        /// Reading: an odd value, see the findings of the ladder.
        UnusuallyHigh => "unusually_high",
        /// Reading: nothing used.
        NothingUsed => "nothing_used",
        /// Reading: the meter went through zero.
        RolledOver => "rolled_over",
        /// Reading: the zones look swapped.
        ZonesSwapped => "zones_swapped",
        /// Reading: the risers look swapped.
        RisersSwapped => "risers_swapped",
        /// Reading: more used by night than by day.
        NightAboveDay => "night_above_day",
    }
}

impl FieldCode {
    /// The finding of the verdict ladder that a field's code asks about.
    #[must_use]
    pub const fn finding(self) -> Option<FindingCode> {
        Some(match self {
            Self::UnusuallyHigh => FindingCode::UnusuallyHigh,
            Self::NothingUsed => FindingCode::NothingUsed,
            Self::RolledOver => FindingCode::RolledOver,
            Self::ZonesSwapped => FindingCode::ZonesSwapped,
            Self::RisersSwapped => FindingCode::RisersSwapped,
            Self::NightAboveDay => FindingCode::NightAboveDay,
            _ => return None,
        })
    }

    /// The code of a field for a photo that is not taken.
    #[must_use]
    pub const fn of_photo(problem: PhotoProblem) -> Self {
        match problem {
            PhotoProblem::Empty => Self::Required,
            PhotoProblem::TooLarge | PhotoProblem::TooManyPixels => Self::PhotoTooLarge,
            PhotoProblem::Heic => Self::PhotoHeic,
            PhotoProblem::NotAPhoto => Self::NotAPhoto,
            PhotoProblem::Damaged => Self::PhotoDamaged,
        }
    }

    /// The code of a field for a file that is not taken.
    #[must_use]
    pub const fn of_file(problem: FileProblem) -> Self {
        match problem {
            FileProblem::TooLarge => Self::FileTooLarge,
            FileProblem::WrongKind => Self::FileWrongKind,
            FileProblem::Mismatch => Self::FileMismatch,
            FileProblem::Empty | FileProblem::Damaged => Self::FileDamaged,
        }
    }

    /// The opposite: the code of a field for what the ladder asks about.
    #[must_use]
    pub fn of_question(code: FindingCode) -> Self {
        Self::ALL.iter().copied().find(|field| field.finding() == Some(code)).unwrap_or(Self::Unknown)
    }
}

#[cfg(test)]
mod tests {
    use svetlitsa_domain::readings::Severity;

    use super::*;

    #[test]
    fn words_on_the_wire_are_the_enums_own() {
        for code in ErrorCode::ALL {
            assert_eq!(serde_json::to_value(code).unwrap(), code.as_str());
        }
        for code in FieldCode::ALL {
            assert_eq!(serde_json::to_value(code).unwrap(), code.as_str());
        }
    }

    #[test]
    fn every_question_of_the_ladder_has_a_code() {
        for code in FindingCode::ALL.into_iter().filter(|code| code.severity() == Severity::Question) {
            assert_eq!(FieldCode::of_question(code).finding(), Some(code), "{code:?}");
        }
    }

    #[test]
    fn a_newer_servers_code_is_read() {
        let code: ErrorCode = serde_json::from_str("\"invented_next_year\"").unwrap();
        assert_eq!(code, ErrorCode::Unknown);
    }
}
