//! The payment code of a bill, as banks read it.

use crate::accounts::AccountNumber;
use crate::{Kopecks, Period};

/// Everything that a bill's code tells (`contracts.md` 7). Texts are taken as they are; what a bank does not need may be
/// empty and is left out then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BillCode<'a> {
    /// Name of the payee, at most 160 letters.
    pub name: &'a str,
    /// Its account, 20 digits.
    pub personal_acc: &'a str,
    /// Name of its bank, at most 45 letters.
    pub bank_name: &'a str,
    /// BIC of the bank, 9 digits.
    pub bic: &'a str,
    /// Correspondent account of the bank, 20 digits, or empty for a bank that has none.
    pub corresp_acc: &'a str,
    /// What is owed; a bill that asks for nothing fixes no sum.
    pub sum: Kopecks,
    /// What is paid for; cut at 210 letters.
    pub purpose: &'a str,
    /// INN of the payee, 10 or 12 digits.
    pub payee_inn: &'a str,
    /// The household's account.
    pub account: &'a AccountNumber,
    /// The month.
    pub period: Period,
    /// Surname of the payer.
    pub last_name: &'a str,
    /// First name.
    pub first_name: &'a str,
    /// Patronymic.
    pub middle_name: &'a str,
    /// Address.
    pub payer_address: &'a str,
}

/// Why a bill has no code: its payee's requisites are not what a bank takes. Carries the key of the standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BillCodeProblem {
    /// It is missing.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// It is longer than the standard allows.
    #[error("{0} is too long")]
    TooLong(&'static str),
    /// It has not so many digits, or something else than digits.
    #[error("{0} is not a number of its length")]
    NotDigits(&'static str),
    /// The five mandatory values are more than 300 bytes.
    #[error("the mandatory part is too long")]
    MandatoryTooLong,
    /// Every separator occurs in a value.
    #[error("no separator is left")]
    NoSeparator,
}

/// Longest `Name`, letters.
const MOST_NAME: usize = 160;
/// Longest `BankName`, letters.
const MOST_BANK_NAME: usize = 45;
/// Longest `Purpose`, letters.
const MOST_PURPOSE: usize = 210;
/// Longest mandatory part, bytes.
const MOST_MANDATORY: usize = 300;
/// Housing and utilities.
const TECH_CODE: &str = "02";
/// The usual separator, and those that take its place when it occurs in a value.
const SEPARATORS: [char; 6] = ['|', '~', '^', '#', ';', '\\'];

/// Writes the code: `ST00012`, UTF-8, mandatory keys first and in their order (GOST R 56042-2014;
/// `facts/payments.md` 3). Control characters become spaces.
///
/// # Errors
/// [`BillCodeProblem`] for the first requisite that is not what the standard takes.
pub fn write_bill_qr(code: &BillCode<'_>) -> Result<String, BillCodeProblem> {
    let mandatory = [
        ("Name", text("Name", code.name, MOST_NAME)?),
        ("PersonalAcc", digits("PersonalAcc", code.personal_acc, &[20])?),
        ("BankName", text("BankName", code.bank_name, MOST_BANK_NAME)?),
        ("BIC", digits("BIC", code.bic, &[9])?),
        ("CorrespAcc", digits("CorrespAcc", code.corresp_acc, &[0, 20])?),
    ];
    let sum = if code.sum.is_positive() { code.sum.0.to_string() } else { String::new() };
    let (year, month) = (code.period.year(), code.period.month());
    let others = [
        ("Sum", sum),
        ("Purpose", clean(code.purpose).chars().take(MOST_PURPOSE).collect()),
        ("PayeeINN", digits("PayeeINN", code.payee_inn, &[10, 12])?),
        ("PersAcc", code.account.as_str().to_owned()),
        ("PaymPeriod", format!("{month:02}{year:04}")),
        ("TechCode", TECH_CODE.to_owned()),
        ("LastName", clean(code.last_name)),
        ("FirstName", clean(code.first_name)),
        ("MiddleName", clean(code.middle_name)),
        ("PayerAddress", clean(code.payer_address)),
    ];
    let is_free =
        |separator: &char| mandatory.iter().chain(&others).all(|(_, value)| !value.contains(*separator));
    let separator = SEPARATORS.into_iter().find(is_free).ok_or(BillCodeProblem::NoSeparator)?;
    let mut found = String::from("ST00012");
    let mut push = |(key, value): &(&str, String)| {
        found.push(separator);
        found.push_str(key);
        found.push('=');
        found.push_str(value);
        found.len()
    };
    if mandatory.iter().map(&mut push).max() > Some(MOST_MANDATORY) {
        return Err(BillCodeProblem::MandatoryTooLong);
    }
    for pair in others.iter().filter(|(_, value)| !value.is_empty()) {
        push(pair);
    }
    Ok(found)
}

fn clean(value: &str) -> String {
    let spaced = value.trim().chars().map(|letter| if letter.is_control() { ' ' } else { letter });
    spaced.collect()
}

fn text(key: &'static str, value: &str, most: usize) -> Result<String, BillCodeProblem> {
    let value = clean(value);
    match value.chars().count() {
        0 => Err(BillCodeProblem::Missing(key)),
        letters if letters > most => Err(BillCodeProblem::TooLong(key)),
        _ => Ok(value),
    }
}

fn digits(key: &'static str, value: &str, lengths: &[usize]) -> Result<String, BillCodeProblem> {
    let is_number = value.bytes().all(|byte| byte.is_ascii_digit()) && lengths.contains(&value.len());
    if is_number { Ok(value.to_owned()) } else { Err(BillCodeProblem::NotDigits(key)) }
}

#[cfg(test)]
mod tests;
