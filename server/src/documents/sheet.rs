//! What stands on every document: whose it is, and who is paid.

use serde::Serialize;

use crate::data::{Branch, Payee};

/// Letterhead.
#[derive(Debug, Serialize)]
pub(super) struct BranchOnPaper<'a> {
    name: &'a str,
    line: &'a str,
    legal_name: &'a str,
    inn: &'a str,
    kpp: &'a str,
    ogrn: &'a str,
    phone: &'a str,
    other_phones: &'a [String],
    sms: Option<&'a str>,
}

impl<'a> From<&'a Branch> for BranchOnPaper<'a> {
    fn from(branch: &'a Branch) -> Self {
        Self {
            name: &branch.name,
            line: &branch.line,
            legal_name: &branch.legal_name,
            inn: branch.inn.as_str(),
            kpp: branch.kpp.as_str(),
            ogrn: branch.ogrn.as_str(),
            phone: &branch.phone,
            other_phones: &branch.other_phones,
            sms: branch.sms_number.as_deref(),
        }
    }
}

/// Where the money goes.
#[derive(Debug, Serialize)]
pub(super) struct PayeeOnPaper<'a> {
    name: &'a str,
    inn: &'a str,
    kpp: &'a str,
    bank: &'a str,
    bic: &'a str,
    account: &'a str,
    correspondent: &'a str,
    is_demo: bool,
}

impl<'a> From<&'a Payee> for PayeeOnPaper<'a> {
    fn from(payee: &'a Payee) -> Self {
        Self {
            name: &payee.name,
            inn: payee.inn.as_str(),
            kpp: payee.kpp.as_str(),
            bank: &payee.bank.name,
            bic: &payee.bank.bic,
            account: &payee.bank.account,
            correspondent: &payee.bank.correspondent,
            is_demo: payee.is_demo,
        }
    }
}
