//! What a letter is about, and which template says it.

use super::Language;

/// What a letter tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// An appeal has its number.
    AppealRegistered,
    /// A clerk asks for what is missing.
    AppealNeedsData,
    /// A clerk tells how far it is.
    AppealInformed,
    /// A clerk has answered.
    AppealAnswered,
    /// An appeal is not answered on the merits.
    AppealRefused,
    /// An author was not content.
    AppealReopened,
    /// An appeal is over.
    AppealClosed,
    /// An application stands at another stage.
    ApplicationMoved,
    /// A cabinet waits behind a link.
    RegistrationConfirm,
    /// Whoever asks for a cabinet has one.
    RegistrationKnown,
    /// No such account, or another house.
    RegistrationMismatch,
    /// The account has a cabinet: its owner is asked.
    RegistrationTaken,
    /// The owner is asked.
    AccountAsked,
    /// The owner agreed.
    AccountShared,
    /// The owner did not agree.
    AccountRefused,
    /// Access to an account waits behind a link.
    ShareOffered,
    /// The offer was taken; goes to the holder.
    ShareAccepted,
    /// The holder took access back.
    ShareRevoked,
    /// Access was given back; goes to the holder.
    ShareGivenBack,
    /// An account was taken out of the cabinet.
    AccountRemoved,
    /// Consent is withdrawn, and the cabinet closed.
    CabinetClosed,
    /// Somebody proved the owner's account by the code on a bill.
    AccountJoined,
    /// A new password waits behind a link.
    PasswordRecovery,
    /// There is no cabinet to recover the password of.
    PasswordRecoveryUnknown,
    /// The password is another one.
    PasswordChanged,
    /// The new address waits behind a link.
    EmailChange,
    /// The new address is somebody's already.
    EmailChangeTaken,
    /// The address is another one; goes to the old one.
    EmailChanged,
    /// Signing in takes a second step.
    SecondFactorOn,
    /// It does no longer.
    SecondFactorOff,
    /// There are new recovery codes.
    SecondFactorCodes,
    /// A recovery code was used.
    SecondFactorCodeUsed,
    /// A month is billed.
    BillMade,
    /// Its bill is higher than somebody wants to hear of from the bill.
    BillHigh,
    /// So is the forecast of a month.
    ForecastHigh,
    /// A debit of automatic payment, before it is made.
    AutopayNotice,
    /// A bill that automatic payment leaves to its owner.
    AutopaySkipped,
    /// The bank refused a debit.
    AutopayFailed,
    /// Automatic payment ended without its owner's doing here.
    AutopayStopped,
    /// A payment is credited: its receipt.
    Receipt,
    /// The window closes and a meter has no reading.
    ReadingsDue,
    /// A bill was due and is not paid.
    DebtDue,
    /// An outage is reported; goes to the grid's duty desk.
    OutageReported,
    /// Letters about outages wait behind a link.
    OutageConfirm,
    /// Something became of an outage.
    OutageNews,
    /// The money on a prepaid meter runs out, and it is not reprogrammed yet.
    PrepaidRunsOut,
    /// A campaign.
    Campaign,
    /// An appointment is made, moved, given back, or near.
    Appointment,
}

impl Occasion {
    pub(super) const ALL: [Self; 48] = [
        Self::AppealRegistered,
        Self::AppealNeedsData,
        Self::AppealInformed,
        Self::AppealAnswered,
        Self::AppealRefused,
        Self::AppealReopened,
        Self::AppealClosed,
        Self::ApplicationMoved,
        Self::RegistrationConfirm,
        Self::RegistrationKnown,
        Self::RegistrationMismatch,
        Self::RegistrationTaken,
        Self::AccountAsked,
        Self::AccountShared,
        Self::AccountRefused,
        Self::ShareOffered,
        Self::ShareAccepted,
        Self::ShareRevoked,
        Self::AccountRemoved,
        Self::ShareGivenBack,
        Self::CabinetClosed,
        Self::AccountJoined,
        Self::PasswordRecovery,
        Self::PasswordRecoveryUnknown,
        Self::PasswordChanged,
        Self::EmailChange,
        Self::EmailChangeTaken,
        Self::EmailChanged,
        Self::SecondFactorOn,
        Self::SecondFactorOff,
        Self::SecondFactorCodes,
        Self::SecondFactorCodeUsed,
        Self::BillMade,
        Self::BillHigh,
        Self::ForecastHigh,
        Self::AutopayNotice,
        Self::AutopaySkipped,
        Self::AutopayFailed,
        Self::AutopayStopped,
        Self::Receipt,
        Self::ReadingsDue,
        Self::DebtDue,
        Self::OutageReported,
        Self::OutageConfirm,
        Self::OutageNews,
        Self::PrepaidRunsOut,
        Self::Campaign,
        Self::Appointment,
    ];

    const fn template(self) -> &'static str {
        match self {
            Self::AppealRegistered => "appeal_registered",
            Self::AppealNeedsData => "appeal_needs_data",
            Self::AppealInformed => "appeal_informed",
            Self::AppealAnswered => "appeal_answered",
            Self::AppealRefused => "appeal_refused",
            Self::AppealReopened => "appeal_reopened",
            Self::AppealClosed => "appeal_closed",
            Self::ApplicationMoved => "application_moved",
            Self::RegistrationConfirm => "registration_confirm",
            Self::RegistrationKnown => "registration_known",
            Self::RegistrationMismatch => "registration_mismatch",
            Self::RegistrationTaken => "registration_taken",
            Self::AccountAsked => "account_asked",
            Self::AccountShared => "account_shared",
            Self::AccountRefused => "account_refused",
            Self::ShareOffered => "share_offered",
            Self::ShareAccepted => "share_accepted",
            Self::ShareRevoked => "share_revoked",
            Self::AccountRemoved => "account_removed",
            Self::ShareGivenBack => "share_given_back",
            Self::CabinetClosed => "cabinet_closed",
            Self::AccountJoined => "account_joined",
            Self::PasswordRecovery => "password_recovery",
            Self::PasswordRecoveryUnknown => "password_recovery_unknown",
            Self::PasswordChanged => "password_changed",
            Self::EmailChange => "email_change",
            Self::EmailChangeTaken => "email_change_taken",
            Self::EmailChanged => "email_changed",
            Self::SecondFactorOn => "second_factor_on",
            Self::SecondFactorOff => "second_factor_off",
            Self::SecondFactorCodes => "second_factor_codes",
            Self::SecondFactorCodeUsed => "second_factor_code_used",
            Self::BillMade => "bill_made",
            Self::BillHigh => "bill_high",
            Self::ForecastHigh => "forecast_high",
            Self::AutopayNotice => "autopay_notice",
            Self::AutopaySkipped => "autopay_skipped",
            Self::AutopayFailed => "autopay_failed",
            Self::AutopayStopped => "autopay_stopped",
            Self::Receipt => "receipt",
            Self::ReadingsDue => "readings_due",
            Self::DebtDue => "debt_due",
            Self::OutageReported => "outage_reported",
            Self::OutageConfirm => "outage_confirm",
            Self::OutageNews => "outage_news",
            Self::PrepaidRunsOut => "prepaid_runs_out",
            Self::Campaign => "campaign",
            Self::Appointment => "appointment",
        }
    }

    /// A duty desk of the grid reads Russian; everybody else, what they asked for.
    pub(super) const fn languages(self) -> &'static [Language] {
        match self {
            Self::OutageReported => &[Language::Ru],
            _ => &[Language::Ru, Language::En],
        }
    }

    pub(super) fn file(self, language: Language) -> String {
        format!("{}.{}.txt", self.template(), language.as_str())
    }
}
