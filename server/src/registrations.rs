//! Registering a cabinet: the form, what the letter says, what its link opens.

use std::net::IpAddr;

use minijinja::context;
use sea_orm::DatabaseTransaction;
use svetlitsa_api::registrations::CreateRegistration;
use svetlitsa_api::{ErrorCode, FieldCode, FieldProblem, pages};
use svetlitsa_domain::AccountNumber;
use svetlitsa_domain::accounts::normalize_house;
use svetlitsa_domain::contacts::Email;

use crate::cabinet_letters::{self, Addressee};
use crate::claims;
use crate::data::Consent;
use crate::entity::{account, consent, pending_request, resident};
use crate::failure::{Failure, Outcome};
use crate::letters::{Language, Occasion};
use crate::pending::{self, Kind, State};
use crate::state::App;
use crate::{passwords, random, store, strength};

/// Longest house number or code of a bill, characters.
const MAX_WORD: usize = 40;
/// What the consent is for.
const PURPOSE: &str = "cabinet";

/// A form without mistakes. Nobody has looked yet whether there is such an account.
pub struct Filing {
    account: AccountNumber,
    house: String,
    email: Email,
    password: String,
    bill_code: String,
    language: Language,
}

impl Filing {
    /// Checks a form, every field at once.
    ///
    /// # Errors
    /// Every field that needs another look.
    pub async fn check(form: CreateRegistration, consent: &Consent) -> Outcome<Self> {
        let mut problems = Vec::new();
        let mut refuse = |field: &str, code| problems.push(FieldProblem { field: field.to_owned(), code });
        let account: Option<AccountNumber> = form.account.parse().ok();
        if account.is_none() {
            refuse("account", blank_or(&form.account, FieldCode::NotAnAccount));
        }
        let house = normalize_house(&form.house);
        if let Some(code) = crate::appeals::length_problem(&house, 1, MAX_WORD) {
            refuse("house", code);
        }
        let email: Option<Email> = form.email.parse().ok();
        if email.is_none() {
            refuse("email", blank_or(&form.email, FieldCode::NotAnEmail));
        }
        let bill_code = normalize_bill_code(&form.bill_code);
        if bill_code.chars().count() > MAX_WORD {
            refuse("bill_code", FieldCode::TooLong);
        }
        if form.consent != consent.version {
            refuse("consent", blank_or(&form.consent, FieldCode::ConsentOutdated));
        }
        let language = Language::parse(&form.language);
        if language.is_none() {
            refuse("language", FieldCode::NotAChoice);
        }
        let number = account.as_ref().map_or_else(|| form.account.trim(), AccountNumber::as_str);
        let known = [form.email.trim(), number, house.as_str()].map(str::to_lowercase);
        if let Some(code) = password_problem(form.password.clone(), known.to_vec()).await? {
            refuse("password", code);
        }
        match (account, email, language) {
            (Some(account), Some(email), Some(language)) if problems.is_empty() => {
                Ok(Self { account, house, email, password: form.password, bill_code, language })
            }
            _ => Err(Failure::fields(problems)),
        }
    }

    /// The request that is written down. The password is hashed for everybody, so that it takes everybody as long.
    ///
    /// # Errors
    /// Internal failure.
    pub async fn into_request(self, consent: &Consent, address: IpAddr) -> Outcome<pending_request::Model> {
        Ok(pending_request::Model {
            account: Some(self.account.to_string()),
            house: self.house,
            bill_code: self.bill_code,
            password_hash: Some(passwords::hash_aside(self.password).await?),
            consent_version: Some(consent.version.clone()),
            consent_hash: Some(consent.hash.clone()),
            ..pending::new(Kind::Registration, self.email.as_str(), self.language, address)
        })
    }
}

fn blank_or(typed: &str, code: FieldCode) -> FieldCode {
    if typed.trim().is_empty() { FieldCode::Required } else { code }
}

/// Codes are read as people type them: in any case, with the blanks and hyphens that bills print.
#[must_use]
pub fn normalize_bill_code(typed: &str) -> String {
    typed.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

/// What is wrong with a new password, thought about off the async threads.
///
/// # Errors
/// Internal failure.
pub async fn password_problem(password: String, known: Vec<String>) -> Outcome<Option<FieldCode>> {
    tokio::task::spawn_blocking(move || {
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        strength::problem(&password, &known)
    })
    .await
    .map_err(|error| Failure::internal(&error))
}

/// Decides what the letter to a newcomer says.
///
/// # Errors
/// When the database does not answer.
pub async fn decide(app: &App, tx: &DatabaseTransaction, mut row: pending_request::Model) -> Outcome<()> {
    let to = row.clone();
    let to = Addressee::of_request(&to);
    if store::residents::by_login(tx, &row.email).await?.is_some() {
        pending::set_state(tx, &mut row, State::Over).await?;
        return cabinet_letters::tell(app, tx, to, Occasion::RegistrationKnown, context! {}).await;
    }
    let Some(account) = claims::wished_account(tx, &row).await? else {
        pending::set_state(tx, &mut row, State::Over).await?;
        return cabinet_letters::tell(app, tx, to, Occasion::RegistrationMismatch, context! {}).await;
    };
    row.is_proven = claims::is_proven_by_bill(tx, &account.number, &row.bill_code).await?;
    let owners = store::residents::owners(tx, &account.number).await?;
    if owners.is_empty() || row.is_proven {
        return send_link(app, tx, row).await;
    }
    claims::ask_owners(app, tx, &mut row, &account.number, owners).await?;
    cabinet_letters::tell(app, tx, to, Occasion::RegistrationTaken, context! {}).await
}

/// Sends the link that opens the cabinet.
///
/// # Errors
/// When the database does not answer.
pub async fn send_link(app: &App, tx: &DatabaseTransaction, mut row: pending_request::Model) -> Outcome<()> {
    let token = pending::link(tx, &mut row, Kind::Registration).await?;
    let link = cabinet_letters::link(app, pages::REGISTER_CONFIRM, &token);
    let to = Addressee::of_request(&row);
    cabinet_letters::hand_over(app, tx, to, Occasion::RegistrationConfirm, link, context! {}).await
}

/// Opens the cabinet behind a link.
///
/// # Errors
/// 410 for a link that leads nowhere any more, 409 when somebody else was faster with the account.
pub async fn confirm(app: &App, tx: &DatabaseTransaction, token: &str) -> Outcome<resident::Model> {
    let mut row = pending::follow(tx, Kind::Registration, token).await?;
    let broken = || Failure::internal(&"a registration without account, password or consent");
    let number = row.account.clone().ok_or_else(broken)?;
    let account = store::accounts::find(tx, &number).await?.ok_or(ErrorCode::LinkExpired)?;
    if store::residents::by_login(tx, &row.email).await?.is_some() {
        return Err(ErrorCode::LinkExpired.into());
    }
    let owners = store::residents::owners(tx, &number).await?;
    if !owners.is_empty() && !row.is_proven {
        return Err(ErrorCode::AccountTaken.into());
    }
    let resident = resident::Model {
        id: random::id(),
        login: row.email.clone(),
        password_hash: row.password_hash.clone().ok_or_else(broken)?,
        name: name_to_greet_by(&account),
        language: row.language.clone(),
    };
    store::residents::insert(tx, resident.clone()).await?;
    store::residents::hold(tx, &resident.id, &number, "").await?;
    let agreed = consent::Model {
        id: random::id(),
        resident_id: resident.id.clone(),
        account: number.clone(),
        purpose: PURPOSE.to_owned(),
        version: row.consent_version.clone().ok_or_else(broken)?,
        text_hash: row.consent_hash.clone().ok_or_else(broken)?,
        given_at: row.created_at,
        address: row.address.clone(),
    };
    store::residents::insert_consent(tx, agreed).await?;
    claims::tell_owners(app, tx, &number, &resident.login, &owners).await?;
    row.resident_id = Some(resident.id.clone());
    pending::finish(tx, row).await?;
    // Other links to the same mailbox would open the cabinet that is open now.
    store::pending::end_all(tx, Kind::Registration, &resident.login, &resident.id).await?;
    Ok(resident)
}

/// First name and patronymic of a person; the whole name of a firm.
fn name_to_greet_by(account: &account::Model) -> String {
    let words: Vec<&str> = account.name.split_whitespace().collect();
    match words.as_slice() {
        [_, first, patronymic] => format!("{first} {patronymic}"),
        _ => account.name.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_bills_are_read_as_people_type_them() {
        assert_eq!(normalize_bill_code(" k7mp-29xq "), "K7MP29XQ");
        assert_eq!(normalize_bill_code("--"), "");
    }
}
