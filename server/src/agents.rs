//! Agents: terminals and banks that take money for us and tell of it over their own protocols. One core, a dialect each.

pub mod enrolment;
mod form;
pub mod osmp;
pub mod register;
pub mod sber;
pub mod till;
mod xml;

use chrono::NaiveDateTime;
use ipnet::IpNet;
use svetlitsa_domain::payments::{AmountError, MAX_AMOUNT, MIN_AMOUNT};
use svetlitsa_domain::{AccountNumber, Kopecks};

use crate::entity::agent;
use crate::failure::{Failure, Outcome};

pub use form::Form;

/// Longest number of a transaction, digits.
const MAX_TXN_ID: usize = 20;
/// The parameter that names a payee other than today's, as the dialects with small letters write it.
const PAYEE: &str = "data1";

/// A protocol that agents speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub enum Dialect {
    /// The XML protocol of payment terminals.
    Osmp,
    /// Either protocol of Sberbank.
    Sber,
}

impl Dialect {
    /// Every one.
    pub const ALL: [Self; 2] = [Self::Osmp, Self::Sber];

    /// The word in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Osmp => "osmp",
            Self::Sber => "sber",
        }
    }
}

/// An agent that may call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agent {
    /// Id.
    pub id: String,
    /// Name for people.
    pub name: String,
    dialects: Vec<Dialect>,
    networks: Vec<IpNet>,
    least: Kopecks,
    most: Kopecks,
}

impl Agent {
    /// Reads a row.
    ///
    /// # Errors
    /// Internal failure on words that are none of ours.
    pub fn of(row: &agent::Model) -> Outcome<Self> {
        let networks = row.networks.split(',').filter(|text| !text.is_empty()).map(str::parse);
        Ok(Self {
            id: row.id.clone(),
            name: row.name.clone(),
            dialects: Dialect::ALL
                .into_iter()
                .filter(|dialect| row.dialects.split(',').any(|word| word == dialect.as_str()))
                .collect(),
            networks: networks
                .collect::<Result<_, _>>()
                .map_err(|_| Failure::internal(&format!("networks of agent {}", row.id)))?,
            least: Kopecks(row.least_kopecks).max(MIN_AMOUNT),
            most: Kopecks(row.most_kopecks).min(MAX_AMOUNT),
        })
    }

    /// Whether it may speak a dialect from an address.
    #[must_use]
    pub fn may_speak(&self, dialect: Dialect, address: std::net::IpAddr) -> bool {
        let is_known = self.networks.is_empty() || self.networks.iter().any(|net| net.contains(&address));
        is_known && self.dialects.contains(&dialect)
    }

    /// Whether it may take a sum at once.
    ///
    /// # Errors
    /// [`AmountError`] beyond its limits.
    pub fn check_amount(&self, amount: Kopecks) -> Result<(), AmountError> {
        if amount < self.least {
            Err(AmountError::TooSmall)
        } else if amount > self.most {
            Err(AmountError::TooLarge)
        } else {
            Ok(())
        }
    }
}

/// What an agent asks for, whatever the dialect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// Whether an account may be paid, before money is taken. Nothing is kept.
    Check {
        /// Account, as it was typed.
        account: String,
        /// How much, when it is known by then.
        amount: Option<Kopecks>,
        /// Payee, when it is not today's.
        payee: Option<String>,
    },
    /// Money was taken.
    Pay(Payment),
}

/// Money that an agent has taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// The agent's number of the transaction.
    pub txn_id: String,
    /// When it was taken, in the zone of the account's branch.
    pub taken: NaiveDateTime,
    /// Account, as it was typed.
    pub account: String,
    /// How much.
    pub amount: Kopecks,
    /// Payee, when it is not today's.
    pub payee: Option<String>,
}

/// Why an agent is refused. Each dialect has numbers for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Refusal {
    /// Something of ours does not answer: the same request again, later.
    Unavailable,
    /// Not a request of the dialect.
    Malformed,
    /// No such command.
    UnknownCommand,
    /// The number of the transaction is none.
    BadTxnId,
    /// The sum is none.
    BadAmount,
    /// The date is none.
    BadDate,
    /// No branch has such account numbers.
    AccountFormat,
    /// Nobody has the account.
    UnknownAccount,
    /// The account takes no payments.
    ClosedAccount,
    /// Less than may be taken.
    TooSmall,
    /// More than may be taken.
    TooLarge,
    /// Nobody whom this account may pay.
    UnknownPayee,
    /// The transaction is known with another account or sum.
    Contradiction,
}

impl Refusal {
    /// Every one.
    pub const ALL: [Self; 13] = [
        Self::Unavailable,
        Self::Malformed,
        Self::UnknownCommand,
        Self::BadTxnId,
        Self::BadAmount,
        Self::BadDate,
        Self::AccountFormat,
        Self::UnknownAccount,
        Self::ClosedAccount,
        Self::TooSmall,
        Self::TooLarge,
        Self::UnknownPayee,
        Self::Contradiction,
    ];

    /// The word under which its sentence is in `data/texts/`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unavailable => "unavailable",
            Self::Malformed => "malformed",
            Self::UnknownCommand => "unknown_command",
            Self::BadTxnId => "bad_txn_id",
            Self::BadAmount => "bad_amount",
            Self::BadDate => "bad_date",
            Self::AccountFormat => "account_format",
            Self::UnknownAccount => "unknown_account",
            Self::ClosedAccount => "closed_account",
            Self::TooSmall => "too_small",
            Self::TooLarge => "too_large",
            Self::UnknownPayee => "unknown_payee",
            Self::Contradiction => "contradiction",
        }
    }
}

/// An account as an agent may show it to whoever stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Masked name.
    pub name: String,
    /// Owed above zero, paid ahead below.
    pub balance: Kopecks,
    /// Whom it pays, today's first: id and name.
    pub payees: Vec<(String, String)>,
}

/// Money that was credited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booked {
    /// Our number of it.
    pub number: i64,
    /// How much.
    pub amount: Kopecks,
    /// When, in the zone of the account's branch.
    pub at: NaiveDateTime,
    /// Whether it was credited for an earlier request.
    pub is_repeat: bool,
}

/// What an agent is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The account may be paid.
    Checked(Facts),
    /// The money is credited, and on the disk.
    Booked(Booked),
    /// Nothing was done.
    Refused(Refusal),
}

/// A number of a transaction: up to twenty digits.
fn txn_id(text: &str) -> Result<&str, Refusal> {
    let is_number = (1..=MAX_TXN_ID).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { Ok(text) } else { Err(Refusal::BadTxnId) }
}

/// A sum as machines write it: digits, and after a point one or two more.
fn amount(text: &str) -> Result<Kopecks, Refusal> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && !text.ends_with('.');
    if !is_plain {
        return Err(Refusal::BadAmount);
    }
    match Kopecks::parse_rubles(text) {
        Ok(amount) => Ok(amount),
        Err(svetlitsa_domain::money::MoneyError::TooLarge) => Ok(Kopecks(i64::MAX)),
        Err(_) => Err(Refusal::BadAmount),
    }
}

/// A date in a form whose every digit counts.
fn date(text: &str, form: &str, length: usize) -> Result<NaiveDateTime, Refusal> {
    let date = NaiveDateTime::parse_from_str(text, form).ok().filter(|_| text.len() == length);
    date.ok_or(Refusal::BadDate)
}

/// An account number as agents send it: digits alone.
fn account_number(text: &str) -> Result<AccountNumber, Refusal> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_number).ok_or(Refusal::AccountFormat)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_one_form_each() {
        for (text, kopecks) in [("10.45", 1_045), ("10", 1_000), ("10.4", 1_040), ("0.00", 0), ("007", 700)] {
            assert_eq!(amount(text), Ok(Kopecks(kopecks)), "{text}");
        }
        assert_eq!(amount("99999999999999999999.00"), Ok(Kopecks(i64::MAX)));
        for text in ["", ".", "1.", ".5", "-1", "+1", "1,5", "1 0", "1.234", "1e3", "0x1", "١", "1.2.3"] {
            assert_eq!(amount(text), Err(Refusal::BadAmount), "{text}");
        }
        for text in ["0", "00000000000000000000", "12345678901234567890"] {
            assert_eq!(txn_id(text), Ok(text));
        }
        for text in ["", "123456789012345678901", "1a", "-1", " 1", "１"] {
            assert_eq!(txn_id(text), Err(Refusal::BadTxnId), "{text}");
        }
        let osmp = |text: &str| date(text, osmp::DATE, osmp::DATE_LENGTH);
        assert_eq!(osmp("20261120100000").unwrap().to_string(), "2026-11-20 10:00:00");
        assert_eq!(osmp("20240229000000").unwrap().to_string(), "2024-02-29 00:00:00");
        for text in
            ["", "20261320100000", "20260229000000", "20261120250000", "2026-11-2010:00", "202611201000001"]
        {
            assert_eq!(osmp(text), Err(Refusal::BadDate), "{text}");
        }
        assert!(account_number("67100000017").is_ok());
        for text in ["", "671 0000-0017", "abc", "6710000001\u{0}"] {
            assert_eq!(account_number(text), Err(Refusal::AccountFormat), "{text}");
        }
    }
}
