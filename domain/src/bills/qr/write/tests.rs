//! What is written is read back: by our own reader, and by a parser that others have written.

use gost_56042::{CustomRequisites, Error, ParserStrategy, Payment};
use proptest::prelude::*;

use super::*;
use crate::bills::{BillQr, parse_bill_qr};

/// That parser has no word for the account at the supplier.
#[derive(Debug)]
struct PersAcc(String);

impl TryFrom<(&str, &str)> for PersAcc {
    type Error = Error;

    fn try_from((key, value): (&str, &str)) -> Result<Self, Error> {
        match key {
            "PersAcc" => Ok(Self(value.to_owned())),
            _ => Err(Error::UnknownPair(key.into(), value.into())),
        }
    }
}

impl CustomRequisites for PersAcc {
    fn key(&self) -> &str {
        "PersAcc"
    }

    fn value(&self) -> &str {
        &self.0
    }
}

fn account() -> AccountNumber {
    "67100000017".parse().unwrap()
}

fn bill(account: &AccountNumber) -> BillCode<'_> {
    BillCode {
        name: "АО «АтомЭнергоСбыт»",
        personal_acc: "40702810938000012345",
        bank_name: "ДЕМО-БАНК",
        bic: "044525225",
        corresp_acc: "30101810400000000225",
        sum: Kopecks(184_055),
        purpose: "Электроэнергия, ноябрь 2026",
        payee_inn: "7704228075",
        account,
        period: "2026-11".parse().unwrap(),
        last_name: "Иванова",
        first_name: "Мария",
        middle_name: "Петровна",
        payer_address: "г. Смоленск, ул. Кирова, д. 12, кв. 3",
    }
}

#[test]
fn the_form_of_the_standard() {
    let account = account();
    assert_eq!(
        write_bill_qr(&bill(&account)).unwrap(),
        "ST00012|Name=АО «АтомЭнергоСбыт»|PersonalAcc=40702810938000012345|BankName=ДЕМО-БАНК|BIC=044525225|\
         CorrespAcc=30101810400000000225|Sum=184055|Purpose=Электроэнергия, ноябрь 2026|PayeeINN=7704228075|\
         PersAcc=67100000017|PaymPeriod=112026|TechCode=02|LastName=Иванова|FirstName=Мария|MiddleName=Петровна|\
         PayerAddress=г. Смоленск, ул. Кирова, д. 12, кв. 3"
    );
}

#[test]
fn a_strict_parser_of_others_reads_it() {
    let account = account();
    let bill = bill(&account);
    let text = write_bill_qr(&bill).unwrap();
    let read = Payment::<PersAcc>::custom_parser().parse_from_bytes(text.as_bytes()).unwrap();
    for (key, value) in [
        ("Name", bill.name),
        ("PersonalAcc", bill.personal_acc),
        ("BankName", bill.bank_name),
        ("BIC", bill.bic),
        ("CorrespAcc", bill.corresp_acc),
        ("Sum", "184055"),
        ("Purpose", bill.purpose),
        ("PayeeINN", bill.payee_inn),
        ("PersAcc", "67100000017"),
        ("PaymPeriod", "112026"),
        ("TechCode", "02"),
        ("LastName", bill.last_name),
        ("FirstName", bill.first_name),
        ("MiddleName", bill.middle_name),
        ("PayerAddress", bill.payer_address),
    ] {
        assert_eq!(read.get(key), Some(value), "{key}");
    }
    assert_eq!(read.requisites().count(), 15);
}

#[test]
fn nothing_owed_fixes_no_sum_and_what_is_empty_is_left_out() {
    let account = account();
    for sum in [0, -100] {
        let bill = BillCode { sum: Kopecks(sum), middle_name: "", corresp_acc: "", ..bill(&account) };
        let text = write_bill_qr(&bill).unwrap();
        assert!(!text.contains("Sum=") && !text.contains("MiddleName") && text.contains("|CorrespAcc=|"));
        assert_eq!(parse_bill_qr(&text).unwrap().amount, None);
        assert!(Payment::<PersAcc>::custom_parser().parse_from_str(&text).is_ok());
    }
}

#[test]
fn requisites_that_no_bank_takes() {
    let account = account();
    let (long, longer) = ("Ж".repeat(161), "Ж".repeat(46));
    let wide = "Ж".repeat(140);
    for (bill, problem) in [
        (BillCode { name: " ", ..bill(&account) }, BillCodeProblem::Missing("Name")),
        (BillCode { name: &long, ..bill(&account) }, BillCodeProblem::TooLong("Name")),
        (BillCode { bank_name: &longer, ..bill(&account) }, BillCodeProblem::TooLong("BankName")),
        (BillCode { name: &wide, ..bill(&account) }, BillCodeProblem::MandatoryTooLong),
        (BillCode { bic: "04452522", ..bill(&account) }, BillCodeProblem::NotDigits("BIC")),
        (BillCode { personal_acc: "", ..bill(&account) }, BillCodeProblem::NotDigits("PersonalAcc")),
        (BillCode { corresp_acc: "0", ..bill(&account) }, BillCodeProblem::NotDigits("CorrespAcc")),
        (BillCode { payee_inn: "77042280ё5", ..bill(&account) }, BillCodeProblem::NotDigits("PayeeINN")),
        (BillCode { purpose: "|~^#;\\", ..bill(&account) }, BillCodeProblem::NoSeparator),
    ] {
        assert_eq!(write_bill_qr(&bill), Err(problem));
    }
}

proptest! {
    /// Any names and addresses come back, from both readers.
    #[test]
    fn whatever_people_are_called(name in "\\PC{0,60}", address in "[\\x00-\\x7fА-яЁё=|~«»№]{0,120}", sum in 1_i64..u32::MAX.into()) {
        let account = account();
        let bill = BillCode { last_name: &name, payer_address: &address, sum: Kopecks(sum), ..bill(&account) };
        let text = match write_bill_qr(&bill) {
            Err(BillCodeProblem::NoSeparator) => return Ok(()),
            written => written.unwrap(),
        };
        let expected = BillQr {
            account: account.clone(),
            amount: Some(Kopecks(sum)),
            payee_inn: Some("7704228075".to_owned()),
            period: "2026-11".parse().ok(),
        };
        prop_assert_eq!(parse_bill_qr(&text), Ok(expected));
        let read = Payment::<PersAcc>::custom_parser().parse_from_bytes(text.as_bytes()).unwrap();
        let told = |key| read.get(key).unwrap_or_default().to_owned();
        prop_assert_eq!(told("LastName"), clean(&name));
        prop_assert_eq!(told("PayerAddress"), clean(&address));
    }
}
