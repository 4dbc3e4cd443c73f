//! The payment code of a bill, as terminals and the portal read it.

use crate::accounts::AccountNumber;
use crate::{Kopecks, Period};

/// What a bill's QR tells about whom and how much to pay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BillQr {
    /// `PersAcc`.
    pub account: AccountNumber,
    /// `Sum`, when the bill fixes one.
    pub amount: Option<Kopecks>,
    /// `PayeeINN`, to find the branch.
    pub payee_inn: Option<String>,
    /// `PaymPeriod`, the month that is paid for, when it can be read.
    pub period: Option<Period>,
}

/// Why a scanned text is not a bill of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BillQrError {
    /// Not `ST0001…` with a separator.
    #[error("not a payment code")]
    NotPayment,
    /// A key that every payment code has is missing or empty.
    #[error("the code lacks {0}")]
    Lacks(&'static str),
    /// A key stands there twice: which of the two counts is anybody's guess.
    #[error("a key stands in the code twice")]
    Doubled,
    /// No readable `PersAcc`.
    #[error("no account number in the code")]
    NoAccount,
}

/// Keys that every payment code has, in their order (GOST R 56042-2014, 5.3).
const MANDATORY: [&str; 5] = ["Name", "PersonalAcc", "BankName", "BIC", "CorrespAcc"];

/// Those of them that may stand there without a value: a bank may have no such account, and a scanner that types as a
/// keyboard loses letters that are on none of its keys.
const MAY_BE_EMPTY: [&str; 3] = ["Name", "BankName", "CorrespAcc"];

/// Reads the text of a bill's QR. Keys are taken in any case and order, blanks and a byte-order mark around
/// the text and a trailing separator are forgiven (`facts/payments.md` 3); an unreadable sum is no sum.
///
/// # Errors
/// [`BillQrError`] when it is no payment code, lacks what every one has, says a thing twice, or names no account.
pub fn parse_bill_qr(text: &str) -> Result<BillQr, BillQrError> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let rest = text.strip_prefix("ST0001").ok_or(BillQrError::NotPayment)?;
    let mut header = rest.chars();
    let (Some('1'..='3'), Some(separator)) = (header.next(), header.next()) else {
        return Err(BillQrError::NotPayment);
    };
    let pairs: Vec<(&str, &str)> = header
        .as_str()
        .split(separator)
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (name.trim(), value.trim()))
        .collect();
    let is_said_before = |(place, (name, _)): (usize, &(&str, &str))| {
        pairs[..place].iter().any(|(said, _)| said.eq_ignore_ascii_case(name))
    };
    if pairs.iter().enumerate().any(is_said_before) {
        return Err(BillQrError::Doubled);
    }
    let field = |key: &str| {
        pairs
            .iter()
            .find(|(name, value)| name.eq_ignore_ascii_case(key) && !value.is_empty())
            .map(|(_, value)| *value)
    };
    let is_there = |key: &str| {
        field(key).is_some()
            || MAY_BE_EMPTY.contains(&key) && pairs.iter().any(|(name, _)| name.eq_ignore_ascii_case(key))
    };
    if let Some(missing) = MANDATORY.into_iter().find(|key| !is_there(key)) {
        return Err(BillQrError::Lacks(missing));
    }
    let account = field("PersAcc").and_then(|value| value.parse().ok()).ok_or(BillQrError::NoAccount)?;
    let amount = field("Sum").and_then(|value| value.parse::<u32>().ok()).map(|n| Kopecks(n.into()));
    let period = field("PaymPeriod").and_then(parse_period);
    Ok(BillQr { account, amount, payee_inn: field("PayeeINN").map(ToOwned::to_owned), period })
}

/// A month as codes have it: `112026`, `11.2026` or `1126`, for the standard names no form.
fn parse_period(text: &str) -> Option<Period> {
    let (month, year) = match text.split_once('.') {
        Some(parts) => parts,
        None => text.split_at_checked(2)?,
    };
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits(month) || !is_digits(year) {
        return None;
    }
    let century = match year.len() {
        4 => 0,
        2 => 2_000,
        _ => return None,
    };
    Period::new(century + year.parse::<i32>().ok()?, month.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BILL: &str = "ST00012|Name=АО «Пример»|PersonalAcc=40702810938000012345|BankName=БАНК|\
        BIC=044525225|CorrespAcc=30101810400000000225|Sum=184055|PayeeINN=7704228075|PersAcc=67100000017";

    #[test]
    fn reads_what_bills_carry() {
        let bill = parse_bill_qr(BILL).unwrap();
        assert_eq!(bill.account.as_str(), "67100000017");
        assert_eq!(bill.amount, Some(Kopecks(184_055)));
        assert_eq!(bill.payee_inn.as_deref(), Some("7704228075"));
    }

    #[test]
    fn forgives_what_scanners_do() {
        let scanned = format!("\u{feff} {}~\r\n", BILL.replace('|', "~").replace("PersAcc", "persAcc"));
        assert_eq!(parse_bill_qr(&scanned).unwrap().account.as_str(), "67100000017");
        assert_eq!(parse_bill_qr(&BILL.replace("Sum=184055", "Sum=1e9")).unwrap().amount, None);
        let typed: String = BILL.chars().filter(char::is_ascii).collect();
        assert_eq!(parse_bill_qr(&typed).unwrap().account.as_str(), "67100000017");
    }

    #[test]
    fn months_come_in_three_forms() {
        let november: Option<Period> = "2026-11".parse().ok();
        for (text, period) in [
            ("112026", november),
            ("11.2026", november),
            ("1126", november),
            ("132026", None),
            ("2026-11", None),
            ("", None),
            ("ё1", None),
        ] {
            let bill = parse_bill_qr(&format!("{BILL}|PaymPeriod={text}")).unwrap();
            assert_eq!(bill.period, period, "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_bill() {
        for (text, error) in [
            ("", BillQrError::NotPayment),
            ("https://qr.nspk.ru/AD1", BillQrError::NotPayment),
            ("ST00019|PersAcc=67100000017", BillQrError::NotPayment),
            ("ST00012|PersAcc=67100000017", BillQrError::Lacks("Name")),
            (&BILL.replace("BIC=044525225", "BIC="), BillQrError::Lacks("BIC")),
            (&BILL.replace("BankName=", "Bank="), BillQrError::Lacks("BankName")),
            (&BILL.replace("CorrespAcc", "Corr"), BillQrError::Lacks("CorrespAcc")),
            (&format!("{BILL}|persacc=67100000025"), BillQrError::Doubled),
            (&BILL.replace("PersAcc=67100000017", "PersAcc=abc"), BillQrError::NoAccount),
            ("ST00012", BillQrError::NotPayment),
        ] {
            assert_eq!(parse_bill_qr(text), Err(error), "{text}");
        }
    }
}
