//! The XML protocol of payment terminals (`facts/payments.md` 8.2).

use super::xml::{Element, response};
use super::{Answer, Booked, Facts, Form, PAYEE, Payment, Refusal, Request, amount, date, txn_id};
use crate::data::AgentWords;

/// How a date is written.
pub const DATE: &str = "%Y%m%d%H%M%S";
/// Length of a date.
pub const DATE_LENGTH: usize = 14;

/// Reads a request.
///
/// # Errors
/// The refusal to answer with.
pub fn read(form: &Form) -> Result<Request, Refusal> {
    let value = |name| form.get(name).ok_or(Refusal::Malformed);
    let command = value("command")?;
    let number = txn_id(value("txn_id")?)?.to_owned();
    let account = value("account")?.to_owned();
    let amount = amount(value("sum")?)?;
    let payee = form.get(PAYEE).map(ToOwned::to_owned);
    match command {
        "check" => Ok(Request::Check { account, amount: Some(amount), payee }),
        "pay" => {
            let taken = date(value("txn_date")?, DATE, DATE_LENGTH)?;
            Ok(Request::Pay(Payment { txn_id: number, taken, account, amount, payee }))
        }
        _ => Err(Refusal::UnknownCommand),
    }
}

/// The protocol's number of an answer.
#[must_use]
pub const fn result(refusal: Refusal) -> u16 {
    match refusal {
        Refusal::Unavailable => 1,
        Refusal::AccountFormat => 4,
        Refusal::UnknownAccount => 5,
        Refusal::ClosedAccount => 79,
        Refusal::TooSmall => 241,
        Refusal::TooLarge => 242,
        Refusal::Malformed
        | Refusal::UnknownCommand
        | Refusal::BadTxnId
        | Refusal::BadAmount
        | Refusal::BadDate
        | Refusal::UnknownPayee
        | Refusal::Contradiction => 300,
    }
}

/// Writes an answer; the number of the transaction goes back as it came, when it is one.
#[must_use]
pub fn write(form: Option<&Form>, answer: &Answer, words: &AgentWords) -> String {
    let number = form.and_then(|form| form.get("txn_id")).and_then(|text| txn_id(text).ok());
    let mut elements: Vec<_> =
        number.map(|number| Element::Text("osmp_txn_id", number.to_owned())).into_iter().collect();
    let mut text = |name, text: String| elements.push(Element::Text(name, text));
    match answer {
        Answer::Checked(facts) => {
            text("result", "0".to_owned());
            text("comment", words.checked.clone());
            elements.push(Element::Fields(fields(facts, words)));
        }
        Answer::Booked(Booked { number, amount, is_repeat, .. }) => {
            text("prv_txn", number.to_string());
            text("sum", amount.to_string());
            text("result", "0".to_owned());
            text("comment", words.booked(*is_repeat).to_owned());
        }
        Answer::Refused(refusal) => {
            text("result", result(*refusal).to_string());
            text("comment", words.refusal(*refusal).to_owned());
        }
    }
    response(&elements)
}

/// What a terminal shows before money is taken.
fn fields(facts: &Facts, words: &AgentWords) -> Vec<(String, String)> {
    let balance = (words.balance(facts.balance).to_owned(), facts.balance.abs().to_string());
    let mut fields = vec![(words.payer.clone(), facts.name.clone()), balance];
    fields.extend(facts.payees.iter().map(|(id, name)| (words.payee.replace("{id}", id), name.clone())));
    fields
}
