//! Letters to customers: the words are templates that an operator edits, the facts come from the case.
//!
//! Nothing that a stranger typed into a form goes into a letter, except a name that can be one: a form that
//! anyone may send must not carry anyone's text to anyone's address.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, FixedOffset};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Value;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, context};

/// Longest name that is greeted, characters.
const MAX_NAME: usize = 60;

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
}

/// Language of a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Russian.
    Ru,
    /// English.
    En,
}

/// A letter, ready to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// One line.
    pub subject: String,
    /// Plain text.
    pub body: String,
}

impl Language {
    /// The language of a form; an empty word is Russian.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "" | "ru" => Some(Self::Ru),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// The word in the store and in the names of templates.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ru => "ru",
            Self::En => "en",
        }
    }
}

impl Occasion {
    const ALL: [Self; 42] = [
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
        }
    }

    /// Applications are made in Russian, on paper or in an office; nobody asked for another language there.
    const fn languages(self) -> &'static [Language] {
        match self {
            Self::ApplicationMoved => &[Language::Ru],
            _ => &[Language::Ru, Language::En],
        }
    }

    fn file(self, language: Language) -> String {
        format!("{}.{}.txt", self.template(), language.as_str())
    }
}

/// Writes a letter. The first line of the template's result is `Subject: …`.
///
/// # Errors
/// What is wrong with the template; [`check`] finds it before the service starts.
pub fn write(
    templates: &BTreeMap<String, String>,
    occasion: Occasion,
    language: Language,
    facts: &Value,
) -> Result<Letter, minijinja::Error> {
    let file = occasion.file(language);
    let text = environment(templates)?.get_template(&file)?.render(facts)?;
    let (first, body) = text.split_once('\n').unwrap_or((&text, ""));
    let subject = first.strip_prefix("Subject:").map(one_line).filter(|subject| !subject.is_empty());
    let subject = subject.ok_or_else(|| {
        minijinja::Error::new(minijinja::ErrorKind::InvalidOperation, "the first line must be \"Subject: …\"")
    })?;
    Ok(Letter { subject, body: body.trim().to_owned() + "\n" })
}

fn environment(templates: &BTreeMap<String, String>) -> Result<Environment<'_>, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    for (name, text) in templates {
        environment.add_template(name, text)?;
    }
    Ok(environment)
}

/// Writes every letter once, so that a mistake in a template stops the start and not a customer.
///
/// # Errors
/// Name of the file and what is wrong with it.
pub fn check(templates: &BTreeMap<String, String>) -> Result<(), (String, String)> {
    let at = DateTime::UNIX_EPOCH.fixed_offset();
    let sum = context! { rubles => "1", kopecks => "00" };
    for occasion in Occasion::ALL {
        for language in occasion.languages() {
            for text in ["", "…"] {
                let facts = context! {
                    number => "A-1970-000001",
                    name => text,
                    kind => if occasion == Occasion::ApplicationMoved { "contract" } else { "complaint" },
                    stage => "received",
                    missing => if text.is_empty() { vec![] } else { vec!["passport"] },
                    ground => "repeated",
                    registered => moment(at),
                    due => (matches!(occasion, Occasion::AppealRegistered | Occasion::AppealReopened) || text.is_empty()).then(|| moment(at)),
                    text => text,
                    clerk => text,
                    post => text,
                    status_url => "https://example.org/status",
                    appeal_url => "https://example.org/appeals/new",
                    branch => text,
                    legal_name => text,
                    phone => text,
                    grid_phone => text,
                    survey_url => (!text.is_empty()).then_some("https://example.org/survey#token"),
                    account => "67100000017",
                    link => "https://example.org/register/confirm#token",
                    pay_link => "https://example.org/pay#token",
                    newcomer => "n***@example.org",
                    left => 9,
                    rights => context! { view => true, submit => text.is_empty(), pay => true },
                    at => moment(at),
                    sign_in_url => "https://example.org/sign-in",
                    period => context! { month => 1, year => 1970 },
                    pay_by => moment(at),
                    closes => moment(at),
                    readings_url => "https://example.org/accounts/67100000017/readings",
                    debt_url => "https://example.org/accounts/67100000017/debt",
                    sum => sum.clone(),
                    left => sum.clone(),
                    over => sum.clone(),
                    usual => text.is_empty().then(|| sum.clone()),
                    bill_url => "https://example.org/accounts/67100000017/bills/1970-01",
                    bills_url => "https://example.org/accounts/67100000017/bills",
                    instrument => text,
                    debit_on => moment(at),
                    reason => text,
                    is_last => text.is_empty(),
                    autopay_url => "https://example.org/accounts/67100000017/autopay",
                    pay_url => "https://example.org/accounts/67100000017/pay",
                    receipt => context! { title => text, head => [text], code => text, rows => [context! { label => text, value => text }] },
                    check_url => "https://example.org/r/23456789ABCD",
                    payment_url => "https://example.org/payments/1",
                    register_url => "https://example.org/register",
                    recover_url => "https://example.org/recover",
                };
                write(templates, occasion, *language, &facts).map_err(|error| {
                    let file = error.name().map_or_else(|| occasion.file(*language), ToOwned::to_owned);
                    (file, error.to_string())
                })?;
            }
        }
    }
    Ok(())
}

/// A moment as templates see it: parts, because each language puts them together in its own way.
#[must_use]
pub fn moment(at: DateTime<FixedOffset>) -> Value {
    context! {
        day => at.day(),
        month => at.month(),
        year => at.year(),
        time => at.format("%H:%M").to_string(),
        offset => at.format("%:z").to_string(),
    }
}

/// The name to greet by, or nothing when what was typed is no name.
#[must_use]
pub fn greeted_name(typed: &str) -> &str {
    let typed = typed.trim();
    let is_name = typed.chars().count() <= MAX_NAME
        && typed.chars().all(|c| c.is_alphabetic() || " -'’.".contains(c))
        // Behind a dot there are initials or nothing; an address of a site has more.
        && typed.split_whitespace().all(|word| word.split('.').skip(1).all(|part| part.chars().count() <= 1));
    if is_name { typed } else { "" }
}

fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_control() || c.is_whitespace())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn templates(text: &str) -> BTreeMap<String, String> {
        BTreeMap::from([("appeal_closed.en.txt".to_owned(), text.to_owned())])
    }

    fn close(template: &str, name: &str) -> Result<Letter, minijinja::Error> {
        write(&templates(template), Occasion::AppealClosed, Language::En, &context! { name => name })
    }

    #[test]
    fn a_subject_is_one_line_whatever_is_in_it() {
        let letter =
            close("Subject: Hello {{ name }}\n\nText of {{ name }}\n", "a\r\nBcc: x@y.z<b>").unwrap();
        assert_eq!(letter.subject, "Hello a");
        assert!(!letter.subject.contains(['\r', '\n']));
        assert_eq!(close("Subject: A\tB\u{7}C\nx", "").unwrap().subject, "A B C");
        // Plain text: nothing is escaped because nothing is markup.
        assert!(letter.body.contains("<b>"));
    }

    #[test]
    fn mistakes_in_templates_are_found() {
        assert!(close("Hello\n", "").is_err());
        assert!(close("Subject: {{ nothing }}\n", "").is_err());
        let (file, _) = check(&templates("Subject: x\n")).unwrap_err();
        assert_eq!(file, "appeal_registered.ru.txt");
    }

    #[test]
    fn only_names_are_greeted() {
        for name in ["Мария Петровна", "И. О. Морозов", "И.О. Морозов", "Anne-Marie O'Neil", ""]
        {
            assert_eq!(greeted_name(name), name);
        }
        for text in [
            "win at casino.example",
            "see t.me",
            "a@b.c",
            "<b>x</b>",
            "Мария\r\nBcc: x",
            "+7 900",
            &"а".repeat(61),
        ] {
            assert_eq!(greeted_name(text), "", "{text}");
        }
    }
}
