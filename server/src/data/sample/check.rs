//! Whether the sample world is one whole: whoever is named exists, and nothing happened that cannot happen.

use std::collections::{BTreeMap, BTreeSet};

use svetlitsa_domain::AccountNumber;
use svetlitsa_domain::contacts::{Email, Phone};

use crate::data::Branch;
use crate::data::error::DataError;
use crate::data::sample::cases::{check_appeal, check_application};
use crate::data::sample::{APPEALS, APPLICATIONS, CABINETS, OUTAGES, STAFF, SampleWorld, TERMINALS};

type Branches = BTreeMap<String, Branch>;
/// A key and a sentence.
type Mistake = (String, String);

/// Checks everything that one file alone cannot tell.
pub(super) fn check(world: &SampleWorld, branches: &Branches) -> Result<(), DataError> {
    check_people(world, branches)?;
    let mut numbers = BTreeSet::new();
    for (i, appeal) in world.appeals.iter().enumerate() {
        let case = Case {
            number: &appeal.number,
            contact: [&appeal.email, &appeal.phone],
            account: appeal.account.as_ref(),
            branch: &appeal.branch,
            cabinet: appeal.cabinet.as_deref(),
            staff: appeal.events.iter().filter_map(|event| event.staff.as_deref()).collect(),
        };
        check_case(world, branches, &case, &mut numbers)
            .and_then(|()| check_appeal(&appeal.events))
            .map_err(|(key, problem)| DataError::at(APPEALS, &format!("appeals[{i}].{key}"), problem))?;
    }
    for (i, application) in world.applications.iter().enumerate() {
        let case = Case {
            number: &application.number,
            contact: [&application.email, &application.phone],
            account: application.account.as_ref(),
            branch: &application.branch,
            cabinet: None,
            staff: application.events.iter().filter_map(|event| event.staff.as_deref()).collect(),
        };
        check_case(world, branches, &case, &mut numbers)
            .and_then(|()| check_application(application.kind, &application.events))
            .map_err(|(key, problem)| {
                DataError::at(APPLICATIONS, &format!("applications[{i}].{key}"), problem)
            })?;
    }
    for (i, outage) in world.outages.iter().enumerate() {
        outage
            .check(branches, |login| world.member(login).is_some())
            .map_err(|(key, problem)| DataError::at(OUTAGES, &format!("outages[{i}].{key}"), problem))?;
    }
    Ok(())
}

/// A branch by id.
pub(super) fn branch<'a>(branches: &'a Branches, id: &str) -> Result<&'a Branch, Mistake> {
    branches.get(id).ok_or_else(|| mistake("branch", format!("there is no branch profile \"{id}\"")))
}

fn check_people(world: &SampleWorld, branches: &Branches) -> Result<(), DataError> {
    let mut numbers = BTreeSet::new();
    for household in &world.households {
        if !numbers.insert(&household.number) {
            let problem = format!("there are two households {}", household.number);
            return Err(DataError::at("sample/households", "number", problem));
        }
    }
    let mut logins = BTreeSet::new();
    for (i, cabinet) in world.cabinets.cabinets.iter().enumerate() {
        let accounts =
            cabinet.accounts.iter().try_for_each(|number| check_account(world, "accounts", number));
        check_login(&cabinet.login, &mut logins)
            .and(accounts)
            .map_err(|(key, problem)| DataError::at(CABINETS, &format!("cabinets[{i}].{key}"), problem))?;
    }
    for number in world.cabinets.bill_codes.keys() {
        if world.households.iter().all(|household| household.number.as_str() != number) {
            let problem = format!("there is no household {number}");
            return Err(DataError::at(CABINETS, "bill_codes", problem));
        }
    }
    let mut logins = BTreeSet::new();
    for (i, member) in world.staff.staff.iter().enumerate() {
        check_login(&member.login, &mut logins)
            .map_err(|(key, problem)| DataError::at(STAFF, &format!("staff[{i}].{key}"), problem))?;
    }
    for (i, preview) in world.staff.previews.iter().enumerate() {
        check_account(world, "account", &preview.account)
            .and_then(|()| check_staff(world, "staff", &preview.staff))
            .map_err(|(key, problem)| DataError::at(STAFF, &format!("previews[{i}].{key}"), problem))?;
    }
    for (i, terminal) in world.terminals.iter().enumerate() {
        branch(branches, &terminal.branch)
            .map_err(|(key, problem)| DataError::at(TERMINALS, &format!("terminals[{i}].{key}"), problem))?;
    }
    Ok(())
}

/// What appeals and applications have in common.
struct Case<'a> {
    number: &'a str,
    contact: [&'a str; 2],
    account: Option<&'a AccountNumber>,
    branch: &'a str,
    cabinet: Option<&'a str>,
    staff: Vec<&'a str>,
}

fn check_case<'a>(
    world: &SampleWorld,
    branches: &Branches,
    case: &Case<'a>,
    numbers: &mut BTreeSet<&'a str>,
) -> Result<(), Mistake> {
    let [email, phone] = case.contact;
    if !numbers.insert(case.number) {
        return Err(mistake("number", format!("the number {} is there twice", case.number)));
    }
    if email.is_empty() && phone.is_empty() {
        return Err(mistake("email", "without a contact nobody can answer".to_owned()));
    }
    if !email.is_empty() && !is_email(email) {
        return Err(mistake("email", format!("\"{email}\" is not an address in lower case")));
    }
    if !phone.is_empty() && phone.parse::<Phone>().is_err() {
        return Err(mistake("phone", format!("\"{phone}\" is not a telephone number")));
    }
    branch(branches, case.branch)?;
    case.account.map_or(Ok(()), |number| check_account(world, "account", number))?;
    if let Some(login) =
        case.cabinet.filter(|login| world.cabinets.cabinets.iter().all(|c| c.login != *login))
    {
        return Err(mistake("cabinet", format!("there is no cabinet {login}")));
    }
    case.staff.iter().try_for_each(|login| check_staff(world, "events", login))
}

fn check_account(world: &SampleWorld, key: &str, number: &AccountNumber) -> Result<(), Mistake> {
    if world.households.iter().any(|household| household.number == *number) {
        Ok(())
    } else {
        Err(mistake(key, format!("there is no household {number}")))
    }
}

fn check_staff(world: &SampleWorld, key: &str, login: &str) -> Result<(), Mistake> {
    match world.member(login) {
        Some(_) => Ok(()),
        None => Err(mistake(key, format!("there is no member of staff {login}"))),
    }
}

fn check_login<'a>(login: &'a str, seen: &mut BTreeSet<&'a str>) -> Result<(), Mistake> {
    if !is_email(login) {
        return Err(mistake("login", format!("\"{login}\" is not an address in lower case")));
    }
    if seen.insert(login) { Ok(()) } else { Err(mistake("login", format!("{login} is there twice"))) }
}

/// Sign-in and look-up compare in lower case.
fn is_email(text: &str) -> bool {
    text.parse::<Email>().is_ok_and(|email| email.as_str() == text)
}

fn mistake(key: &str, problem: String) -> Mistake {
    (key.to_owned(), problem)
}
