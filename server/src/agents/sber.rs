//! Both protocols of Sberbank (`facts/payments.md` 8.3): one writes its names in capitals, the other as terminals do.

use chrono::NaiveDateTime;

use super::osmp::{DATE, DATE_LENGTH};
use super::xml::{Element, response};
use super::{Answer, Booked, Facts, Form, PAYEE, Payment, Refusal, Request, amount, date, txn_id};
use crate::data::AgentWords;

/// How the capital protocol writes a date; some of its clients put slashes for the points.
const CAPITAL_DATE: &str = "%d.%m.%Y_%H:%M:%S";
const CAPITAL_DATE_LENGTH: usize = 19;

/// The names that a protocol has for the same things.
struct Names {
    command: &'static str,
    pay: &'static str,
    account: &'static str,
    amount: &'static str,
    txn_id: &'static str,
    taken: &'static str,
    payee: &'static str,
    code: &'static str,
    message: &'static str,
    payer: &'static str,
    balance: &'static str,
    info: &'static str,
    number: &'static str,
    booked_at: &'static str,
    date: &'static str,
}

const CAPITAL: Names = Names {
    command: "ACTION",
    pay: "payment",
    account: "ACCOUNT",
    amount: "AMOUNT",
    txn_id: "PAY_ID",
    taken: "PAY_DATE",
    payee: "DATA1",
    code: "CODE",
    message: "MESSAGE",
    payer: "FIO",
    balance: "BALANCE",
    info: "INFO",
    number: "EXT_ID",
    booked_at: "REG_DATE",
    date: CAPITAL_DATE,
};

const SMALL: Names = Names {
    command: "command",
    pay: "pay",
    account: "account",
    amount: "sum",
    txn_id: "txn_id",
    taken: "txn_date",
    payee: PAYEE,
    code: "result",
    message: "comment",
    payer: "fio",
    balance: "balance",
    info: "info",
    number: "ext_id",
    booked_at: "reg_date",
    date: DATE,
};

impl Names {
    /// Those of a request: whoever writes neither name of the command is answered in capitals.
    fn of(form: Option<&Form>) -> &'static Self {
        let is_small = |form: &Form| form.get(SMALL.command).is_some() && form.get(CAPITAL.command).is_none();
        if form.is_some_and(is_small) { &SMALL } else { &CAPITAL }
    }

    fn date(&self, text: &str) -> Result<NaiveDateTime, Refusal> {
        if self.date == DATE {
            return date(text, DATE, DATE_LENGTH);
        }
        let text = if text.contains('.') { text.to_owned() } else { text.replace('/', ".") };
        date(&text, CAPITAL_DATE, CAPITAL_DATE_LENGTH)
    }
}

/// Reads a request of either protocol.
///
/// # Errors
/// The refusal to answer with.
pub fn read(form: &Form) -> Result<Request, Refusal> {
    let names = Names::of(Some(form));
    let command = form.get(names.command).ok_or(Refusal::Malformed)?;
    let payee = form.get(names.payee).map(ToOwned::to_owned);
    let account = || form.get(names.account).map(ToOwned::to_owned).ok_or(Refusal::Malformed);
    if command == "check" {
        let amount = form.get(names.amount).map(amount).transpose()?;
        return Ok(Request::Check { account: account()?, amount, payee });
    }
    if command != names.pay {
        return Err(Refusal::UnknownCommand);
    }
    Ok(Request::Pay(Payment {
        txn_id: txn_id(form.get(names.txn_id).unwrap_or_default())?.to_owned(),
        account: account()?,
        amount: amount(form.get(names.amount).unwrap_or_default())?,
        taken: names.date(form.get(names.taken).unwrap_or_default())?,
        payee,
    }))
}

/// The protocols' number of a payment that was credited for an earlier request; the bank takes it for a success.
pub const REPEATED: u16 = 8;

/// The protocols' number of a refusal.
#[must_use]
pub const fn code(refusal: Refusal) -> u16 {
    match refusal {
        Refusal::Unavailable => 1,
        Refusal::UnknownCommand => 2,
        Refusal::UnknownAccount => 3,
        Refusal::AccountFormat => 4,
        Refusal::ClosedAccount => 5,
        Refusal::BadTxnId => 6,
        Refusal::BadAmount => 9,
        Refusal::TooSmall => 10,
        Refusal::TooLarge => 11,
        Refusal::BadDate => 12,
        Refusal::Malformed | Refusal::UnknownPayee | Refusal::Contradiction => 300,
    }
}

/// Writes an answer in the protocol of its request.
#[must_use]
pub fn write(form: Option<&Form>, answer: &Answer, words: &AgentWords) -> String {
    let names = Names::of(form);
    let mut elements = Vec::new();
    let mut text = |name, text: String| elements.push(Element::Text(name, text));
    match answer {
        Answer::Checked(Facts { name, balance, payees }) => {
            text(names.code, "0".to_owned());
            text(names.message, words.checked.clone());
            text(names.payer, name.clone());
            text(names.balance, balance.to_string());
            let payees =
                payees.iter().map(|(id, name)| format!("{}: {name}", words.payee.replace("{id}", id)));
            text(names.info, payees.collect::<Vec<_>>().join("; "));
        }
        Answer::Booked(Booked { number, amount, at, is_repeat }) => {
            text(names.code, if *is_repeat { REPEATED } else { 0 }.to_string());
            text(names.message, words.booked(*is_repeat).to_owned());
            text(names.number, number.to_string());
            text(names.booked_at, at.format(names.date).to_string());
            text(names.amount, amount.to_string());
        }
        Answer::Refused(refusal) => {
            text(names.code, code(*refusal).to_string());
            text(names.message, words.refusal(*refusal).to_owned());
        }
    }
    response(&elements)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_or_slashes_make_the_same_date() {
        for text in ["20.11.2026_10:00:00", "20/11/2026_10:00:00"] {
            assert_eq!(CAPITAL.date(text).unwrap().to_string(), "2026-11-20 10:00:00");
        }
        for text in ["20.11/2026_10:00:00", "20-11-2026_10:00:00", "31.02.2026_10:00:00", "20.11.2026", ""] {
            assert_eq!(CAPITAL.date(text), Err(Refusal::BadDate), "{text}");
        }
    }
}
