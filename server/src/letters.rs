//! Letters to customers: the words are templates that an operator edits, the facts come from the case.
//!
//! Nothing that a stranger typed into a form goes into a letter, except a name that can be one: a form that
//! anyone may send must not carry anyone's text to anyone's address. A duty desk's, which an operator wrote, is not anyone's.

mod occasion;

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, FixedOffset};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Value;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, context};

pub use occasion::Occasion;

/// Longest name that is greeted, characters.
const MAX_NAME: usize = 60;

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
                    stage => if text.is_empty() { "received" } else { "ready_to_sign" },
                    appointment_url => "https://example.org/appointments/new",
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
                    trouble => "house",
                    house => text,
                    street => text,
                    caller => text,
                    news => if text.is_empty() { "moved" } else { "announced" },
                    about => text,
                    begins => moment(at),
                    expected => text.is_empty().then(|| moment(at)),
                    scenario => if text.is_empty() { "debt" } else { "information" },
                    title => "1",
                    end_link => (!text.is_empty()).then_some("https://example.org/campaigns/end#token"),
                    purpose => "advice",
                    office => text,
                    address => text,
                    office_phone => text,
                    starts => moment(at),
                    minutes => 20,
                    kept_days => 30,
                    board_url => "https://example.org/outages",
                    runs_out => moment(at),
                    balance => text.is_empty().then(|| sum.clone()),
                    urgent_phone => text,
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
