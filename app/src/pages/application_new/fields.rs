//! What is typed into the form of an application: kept in the tab, checked, and made into a request.

use leptos::prelude::*;
use svetlitsa_api::FieldCode;
use svetlitsa_api::applications::{FileApplication, MAX_SUBJECT, MIN_SUBJECT};
use svetlitsa_domain::AccountNumber;
use svetlitsa_domain::applications::{ApplicationKind, Premises};
use svetlitsa_domain::contacts::{Email, Phone};
use svetlitsa_ui::components::{Choice, FieldWidth, RadioGroup, Select, TextField, TextKind};
use svetlitsa_ui::form::{FieldError, Form};
use svetlitsa_ui::i18n::{Text, lang_untracked};
use svetlitsa_ui::problem::field_message;
use svetlitsa_ui::session::Session;
use svetlitsa_ui::texts::appeals::form::ACCOUNT_NONE;
use svetlitsa_ui::texts::applications::form as t;

use super::prepaid::Prepaid;
use crate::draft::Draft;
use crate::pages::applications::papers::Papers;
use crate::router::use_router;

/// The fields, each with what is typed.
#[derive(Clone, Copy)]
pub(super) struct Fields {
    pub(super) kind: RwSignal<String>,
    pub(super) subject: RwSignal<String>,
    pub(super) name: RwSignal<String>,
    pub(super) email: RwSignal<String>,
    pub(super) phone: RwSignal<String>,
    pub(super) account: RwSignal<String>,
    pub(super) premises: RwSignal<String>,
    pub(super) service: RwSignal<String>,
}

impl Fields {
    /// What was typed before, and from now on kept with every stroke. The address may name the kind.
    pub(super) fn restored() -> Self {
        let field = |name| Draft::new("application", "new", name).signal(String::new());
        let fields = Self {
            kind: field("kind"),
            subject: field("subject"),
            name: field("name"),
            email: field("email"),
            phone: field("phone"),
            account: field("account"),
            service: field("service"),
            premises: Draft::new("application", "new", "premises")
                .signal(Premises::Dwelling.as_str().to_owned()),
        };
        if let Some(asked) = untrack(|| use_router().query("kind")) {
            fields.kind.set(asked);
        }
        if let Some(asked) = untrack(|| use_router().query("service")) {
            fields.service.set(asked);
        }
        fields
    }

    /// Fills in what is known of a resident, once: what was emptied on purpose stays empty.
    pub(super) fn know(self, session: Session) {
        let is_filled = StoredValue::new(false);
        Effect::new(move || {
            let Some(resident) = session.view().and_then(|view| view.resident) else { return };
            if is_filled.get_value() {
                return;
            }
            is_filled.set_value(true);
            if self.name.with_untracked(String::is_empty) {
                self.name.set(resident.name);
            }
            if let [only] = resident.accounts.as_slice()
                && self.account.with_untracked(String::is_empty)
            {
                self.account.set(only.as_str().to_owned());
            }
            let has_contact =
                [self.email, self.phone].iter().any(|field| !field.with_untracked(String::is_empty));
            if !has_contact && resident.login.parse::<Email>().is_ok() {
                self.email.set(resident.login);
            }
        });
    }

    /// Empties everything: it was sent.
    pub(super) fn clear(self) {
        for field in self.all() {
            field.set(String::new());
        }
        self.premises.set(Premises::Dwelling.as_str().to_owned());
    }

    const fn all(self) -> [RwSignal<String>; 7] {
        [self.kind, self.subject, self.name, self.email, self.phone, self.account, self.service]
    }

    /// The request, or what is wrong, in the order of the fields.
    pub(super) fn body(self, papers: Papers, prepaid: Prepaid) -> Result<FileApplication, Vec<FieldError>> {
        let [kind, subject, name, email, phone, account, service] =
            self.all().map(|field| field.get_untracked().trim().to_owned());
        let kind = ApplicationKind::parse(&kind).filter(|kind| kind.is_filed_here());
        let is_service = kind == Some(ApplicationKind::ExtraService);
        let service = if is_service { service } else { String::new() };
        let contact = match (email.is_empty(), phone.is_empty()) {
            (true, true) => Some(FieldCode::ContactRequired),
            (false, _) if email.parse::<Email>().is_err() => Some(FieldCode::NotAnEmail),
            _ => None,
        };
        let is_no = |text: &str, is_fine: bool, code| (!text.is_empty() && !is_fine).then_some(code);
        let meter = prepaid.checked(kind);
        let asked = kind.map_or(&[][..], ApplicationKind::documents);
        let errors: Vec<_> = [
            ("kind", kind.is_none().then_some(FieldCode::NotAChoice)),
            ("subject", subject_problem(&subject)),
            ("name", name.is_empty().then_some(FieldCode::Required)),
            ("email", contact),
            ("phone", is_no(&phone, phone.parse::<Phone>().is_ok(), FieldCode::NotAPhone)),
            ("account", is_no(&account, account.parse::<AccountNumber>().is_ok(), FieldCode::NotAnAccount)),
        ]
        .into_iter()
        .filter_map(|(field, code)| code.map(|code| FieldError::new(field, message(field, code))))
        .chain(meter.as_ref().err().into_iter().flatten().cloned())
        .chain(papers.problem(asked))
        .collect();
        match kind {
            Some(kind) if errors.is_empty() => {
                let premises = Premises::parse(&self.premises.get_untracked()).unwrap_or_default();
                let (documents, reading) = (papers.drafts(asked), papers.reading(asked));
                let prepaid = meter.ok().flatten();
                Ok(FileApplication {
                    kind,
                    subject,
                    name,
                    email,
                    phone,
                    account,
                    language: lang_untracked().as_str().to_owned(),
                    premises,
                    documents,
                    reading,
                    service,
                    prepaid,
                })
            }
            _ => Err(errors),
        }
    }
}

/// Accounts of whoever is signed in.
pub(super) fn accounts(session: Session) -> Vec<AccountNumber> {
    session.view().and_then(|view| view.resident).map(|resident| resident.accounts).unwrap_or_default()
}

/// One's own accounts to choose from; a number to type for whoever has none here.
pub(super) fn account_field(accounts: &[AccountNumber], form: Form, fields: Fields) -> AnyView {
    let error = form.error_of("account");
    if accounts.is_empty() {
        return view! {
            <TextField name="account" label=t::ACCOUNT hint=t::ACCOUNT_HINT value=fields.account error
                kind=TextKind::Digits autocomplete="off" width=FieldWidth::Short is_optional=true/>
        }
        .into_any();
    }
    let numbers = accounts.iter().map(|number| Choice::new(number.as_str(), number.to_string()));
    let choices = std::iter::once(Choice::new("", ACCOUNT_NONE)).chain(numbers).collect();
    view! { <Select name="account" label=t::ACCOUNT value=fields.account choices error/> }.into_any()
}

/// What a contract is for: its term depends on it.
pub(super) fn premises_field(form: Form, fields: Fields) -> AnyView {
    let choices = [
        (Premises::Dwelling, t::PREMISES_DWELLING, t::PREMISES_DWELLING_HINT),
        (Premises::Other, t::PREMISES_OTHER, t::PREMISES_OTHER_HINT),
    ];
    let choices =
        choices.map(|(premises, label, hint)| Choice::new(premises.as_str(), label).with_hint(hint)).to_vec();
    view! {
        <RadioGroup name="premises" label=t::PREMISES value=fields.premises choices error=form.error_of("premises")/>
    }
    .into_any()
}

/// What to do about it; where a general word would leave one guessing, a word for the field.
fn message(field: &str, code: FieldCode) -> Text {
    match (field, code) {
        ("kind", _) => t::KIND_MISSING,
        ("subject", FieldCode::Required) => t::SUBJECT_MISSING,
        ("subject", FieldCode::TooShort) => t::SUBJECT_SHORT,
        ("name", FieldCode::Required) => t::NAME_MISSING,
        _ => field_message(code),
    }
}

fn subject_problem(subject: &str) -> Option<FieldCode> {
    match subject.chars().count() {
        0 => Some(FieldCode::Required),
        1..MIN_SUBJECT => Some(FieldCode::TooShort),
        MIN_SUBJECT..=MAX_SUBJECT => None,
        _ => Some(FieldCode::TooLong),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subjects_are_measured_in_characters() {
        for (length, problem) in [
            (0, Some(FieldCode::Required)),
            (MIN_SUBJECT - 1, Some(FieldCode::TooShort)),
            (MIN_SUBJECT, None),
            (MAX_SUBJECT, None),
            (MAX_SUBJECT + 1, Some(FieldCode::TooLong)),
        ] {
            assert_eq!(subject_problem(&"\u{44f}".repeat(length)), problem, "{length}");
        }
    }
}
