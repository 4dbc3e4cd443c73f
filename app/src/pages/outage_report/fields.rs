//! What is chosen and typed into a report: kept in the tab, checked, and made into a request.

use leptos::prelude::*;
use svetlitsa_api::FieldCode;
use svetlitsa_api::accounts::AccountSummary;
use svetlitsa_api::outages::{MAX_TEXT, OutageHouse, ReportOutage};
use svetlitsa_domain::contacts::{Email, Phone};
use svetlitsa_domain::outages::OutageTrouble;
use svetlitsa_ui::form::FieldError;
use svetlitsa_ui::i18n::{Text, lang_untracked};
use svetlitsa_ui::problem::field_message;
use svetlitsa_ui::texts::outages::report as t;

use crate::draft::Draft;

/// The choice that is for the telephone alone.
pub(super) const WIRE: &str = "wire";
/// The place that is none of the cabinet's.
pub(super) const ELSEWHERE: &str = "elsewhere";

/// The fields, each with what is chosen.
#[derive(Clone, Copy)]
pub(super) struct Fields {
    /// Account of the cabinet, or [`ELSEWHERE`].
    pub(super) account: RwSignal<String>,
    pub(super) branch: RwSignal<String>,
    pub(super) street: RwSignal<String>,
    pub(super) house: RwSignal<String>,
    pub(super) trouble: RwSignal<String>,
    pub(super) note: RwSignal<String>,
    pub(super) phone: RwSignal<String>,
    pub(super) email: RwSignal<String>,
}

impl Fields {
    /// What was chosen before, and from now on kept with every change. Without a cabinet there is only elsewhere.
    pub(super) fn restored(accounts: &[AccountSummary]) -> Self {
        let field = |name| Draft::new("outage", "report", name).signal(String::new());
        let fields = Self {
            account: field("account"),
            branch: field("branch"),
            street: field("street"),
            house: field("house"),
            trouble: field("trouble"),
            note: field("note"),
            phone: field("phone"),
            email: field("email"),
        };
        let is_own = |chosen: &String| accounts.iter().any(|own| own.number.as_str() == chosen);
        match accounts {
            [] => fields.account.set(ELSEWHERE.to_owned()),
            [only] if fields.account.with_untracked(String::is_empty) => {
                fields.account.set(only.number.to_string());
            }
            _ if fields.account.with_untracked(|chosen| chosen != ELSEWHERE && !is_own(chosen)) => {
                fields.account.set(String::new());
            }
            _ => {}
        }
        fields
    }

    /// Empties what is about this report; the place stays, for it seldom changes.
    pub(super) fn clear(self) {
        for field in [self.trouble, self.note, self.phone, self.email] {
            field.set(String::new());
        }
    }

    /// The request, or what is wrong, in the order of the fields.
    pub(super) fn body(self) -> Result<ReportOutage, Vec<FieldError>> {
        let read = |field: RwSignal<String>| field.get_untracked().trim().to_owned();
        let account = read(self.account);
        let is_elsewhere = account == ELSEWHERE;
        let (branch, street, house) = (read(self.branch), read(self.street), read(self.house));
        let (note, phone, email) = (read(self.note), read(self.phone), read(self.email));
        let trouble = OutageTrouble::parse(&read(self.trouble));
        let typed =
            |text: &str, is_fine: bool, code| (!text.is_empty() && !is_fine).then(|| field_message(code));
        let missing = |field: &str, words: Text| (is_elsewhere && field.is_empty()).then_some(words);
        let errors: Vec<_> = [
            ("account", account.is_empty().then_some(t::WHERE_MISSING)),
            ("branch", missing(&branch, t::BRANCH_MISSING)),
            ("street", missing(&street, t::STREET_MISSING).filter(|_| !branch.is_empty())),
            ("house", missing(&house, t::HOUSE_MISSING).filter(|_| !street.is_empty())),
            ("trouble", trouble.is_none().then_some(t::TROUBLE_MISSING)),
            ("phone", typed(&phone, phone.parse::<Phone>().is_ok(), FieldCode::NotAPhone)),
            ("email", typed(&email, email.parse::<Email>().is_ok(), FieldCode::NotAnEmail)),
            ("note", typed(&note, note.chars().count() <= MAX_TEXT, FieldCode::TooLong)),
        ]
        .into_iter()
        .filter_map(|(field, words)| words.map(|words| FieldError::new(field, words)))
        .collect();
        let at = if is_elsewhere {
            OutageHouse { account: String::new(), branch, street, house }
        } else {
            OutageHouse { account, ..OutageHouse::default() }
        };
        let language = lang_untracked().as_str().to_owned();
        match trouble {
            Some(trouble) if errors.is_empty() => {
                Ok(ReportOutage { at, trouble, note, email, phone, language, is_other: false })
            }
            _ => Err(errors),
        }
    }
}
