//! Checking the form of an application: every field at once.

use svetlitsa_api::applications::{FileApplication, MAX_SUBJECT, MIN_SUBJECT};
use svetlitsa_api::{FieldCode, FieldProblem};
use svetlitsa_domain::AccountNumber;
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::applications::{ApplicationKind, Forecast, Premises};
use svetlitsa_domain::contacts::{Email, Phone};

use super::Papers;
use crate::appeals::{MAX_NAME, clean_line, clean_text, length_problem, optional};
use crate::failure::{Failure, Outcome};
use crate::letters::Language;

/// A form without mistakes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filing {
    /// What is applied for.
    pub kind: ApplicationKind,
    /// What it is about.
    pub subject: String,
    /// Who applies.
    pub name: String,
    /// Where letters go.
    pub email: Option<Email>,
    /// Or a telephone. There is at least one of the two.
    pub phone: Option<Phone>,
    /// The account that was named; nobody has looked yet whether there is such.
    pub account: Option<AccountNumber>,
    /// In which letters go.
    pub language: Language,
    /// What it is for.
    pub premises: Premises,
    /// What comes with it.
    pub papers: Papers,
    /// The service of the price list; nobody has looked yet whether there is such.
    pub service: Option<String>,
    /// Money left on a prepaid meter, and how long it lasts.
    pub prepaid: Option<(Kopecks, Forecast)>,
}

impl Filing {
    /// Checks a form.
    ///
    /// # Errors
    /// Every field that needs another look.
    pub fn check(form: &FileApplication) -> Outcome<Self> {
        let mut problems = Vec::new();
        let mut refuse = |field: &str, code| problems.push(FieldProblem { field: field.to_owned(), code });
        if !form.kind.is_filed_here() {
            refuse("kind", FieldCode::NotAChoice);
        }
        let subject = clean_text(&form.subject);
        if let Some(code) = length_problem(&subject, MIN_SUBJECT, MAX_SUBJECT) {
            refuse("subject", code);
        }
        let name = clean_line(&form.name);
        if let Some(code) = length_problem(&name, 1, MAX_NAME) {
            refuse("name", code);
        }
        let email: Option<Email> = optional(&form.email, || refuse("email", FieldCode::NotAnEmail));
        let phone: Option<Phone> = optional(&form.phone, || refuse("phone", FieldCode::NotAPhone));
        if form.email.trim().is_empty() && form.phone.trim().is_empty() {
            refuse("email", FieldCode::ContactRequired);
        }
        let account = optional(&form.account, || refuse("account", FieldCode::NotAnAccount));
        let language = Language::parse(&form.language).unwrap_or_else(|| {
            refuse("language", FieldCode::NotAChoice);
            Language::Ru
        });
        let prepaid = (form.kind == ApplicationKind::Reprogramming).then_some(form.prepaid);
        let prepaid = prepaid.and_then(|meter| {
            let Some(meter) = meter else {
                refuse("balance", FieldCode::Required);
                return None;
            };
            let lasts = Forecast::of(meter.balance_kopecks, meter.daily_wh, meter.price_kopecks);
            if meter.price_kopecks.0 <= 0 {
                refuse("price", FieldCode::NotANumber);
            } else if lasts.is_none() {
                refuse("daily", FieldCode::NotANumber);
            }
            lasts.map(|lasts| (meter.balance_kopecks, lasts))
        });
        let service = Some(form.service.trim().to_owned()).filter(|service| !service.is_empty());
        if service.is_some() && form.kind != ApplicationKind::ExtraService {
            refuse("service", FieldCode::NotAChoice);
        }
        let papers = Papers::check(form.kind, &form.documents, &form.reading).unwrap_or_else(|wrong| {
            problems.extend(wrong);
            Papers::default()
        });
        if problems.is_empty() {
            Ok(Self {
                kind: form.kind,
                subject,
                name,
                email,
                phone,
                account,
                language,
                premises: form.premises,
                papers,
                service,
                prepaid,
            })
        } else {
            Err(Failure::fields(problems))
        }
    }
}
