//! A branch profile: everything in which suppliers differ.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use chrono_tz::Tz;
use rust_decimal::Decimal;
use serde::Deserialize;
use svetlitsa_domain::bills::BillingPolicy;
use svetlitsa_domain::payments::PaymentMethod;
use svetlitsa_domain::readings::ReadingPolicy;
use svetlitsa_domain::tariffs::{Service, Zone, ZonePrice};
use svetlitsa_domain::{AccountNumber, Period};

use crate::data::debt_terms::{BranchInstalments, ClosingTerms, RestoreAsked};
use crate::data::norms::Norms;
use crate::data::payees::{Payee, Payees};
use crate::data::requisites::{Inn, Kpp, Ogrn};
use crate::data::tariffs::Tariffs;

/// A branch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// Its id: the name of its file.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// The line under the name.
    pub line: String,
    /// Legal entity.
    pub legal_name: String,
    /// ИНН of the legal entity.
    pub inn: Inn,
    /// Its КПП.
    pub kpp: Kpp,
    /// Its ОГРН.
    pub ogrn: Ogrn,
    /// Zone in which its days begin and its deadlines end.
    pub zone: Tz,
    /// Its name in the list of offices, when it has offices there.
    pub offices: Option<String>,
    /// What it supplies.
    pub services: Vec<Service>,
    /// Whether payments are taken for it.
    pub takes_payments: bool,
    /// With what one may pay it, in the order in which it is offered.
    pub payment_methods: Vec<PaymentMethod>,
    /// Length of its account numbers.
    pub account_digits: u8,
    /// Ways on which it takes readings.
    pub channels: BTreeSet<IntakeChannel>,
    /// Telephone of the contact centre, as printed.
    pub phone: String,
    /// Its other telephones, as printed.
    pub other_phones: Vec<String>,
    /// Number that takes readings by SMS.
    pub sms_number: Option<String>,
    /// When readings count, and by what they are judged.
    pub readings: ReadingPolicy,
    /// Who receives the money.
    pub payees: Payees,
    /// What a unit costs.
    pub tariffs: Tariffs,
    /// How it bills where the law gives no answer.
    pub billing: BillingPolicy,
    /// Use without a meter.
    pub norms: Norms,
    /// What restoring supply costs, when the branch has said so.
    pub restore: Option<RestoreAsked>,
    /// Its instalments, when it grants them here.
    pub instalments: Option<BranchInstalments>,
    /// When its month is closed by itself; by an operator's command when not said.
    pub closing: Option<ClosingTerms>,
    /// Houses that pay the supplier past their managing company.
    pub direct_payments: Option<DirectPayments>,
    /// Prepaid meters.
    pub prepaid: Option<PrepaidMeters>,
    /// A grid company's desk.
    pub grid_desk: Option<GridDesk>,
}

/// A way on which a branch takes readings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IntakeChannel {
    /// The cabinet on the site.
    Portal,
    /// Our lobby terminal.
    Terminal,
    /// SMS.
    Sms,
    /// Telephone.
    Phone,
    /// E-mail.
    Email,
    /// An office.
    Office,
    /// A bank's terminal or application.
    Bank,
    /// The tear-off part of a paper bill.
    BillStub,
    /// The house elder's list.
    HouseElder,
}

/// Houses that pay the supplier directly (`seeds/000`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DirectPayments {
    /// First period billed so.
    pub since: Period,
    /// How many houses.
    pub houses: u32,
    /// Who manages them.
    pub managing_company: String,
    /// Common-area use is never billed above the norm; the excess is the managing company's.
    pub is_common_use_capped: bool,
}

/// Prepaid meters (`seeds/001`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrepaidMeters {
    /// The day from which cards could not be topped up.
    pub top_up_ended: NaiveDate,
    /// Where reprogramming is asked for, round the clock.
    pub reprogramming_phone: String,
    /// How long before the money ends it must be asked for.
    pub notice_hours: u32,
    /// Who returns what was not used.
    pub refunds_by: String,
}

/// A grid company's desk (`seeds/004`).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GridDesk {
    /// Hot line.
    pub phone: String,
    /// Where reports of outages are handed to by letter; without it a clerk hands them on.
    #[serde(default)]
    pub duty_email: Option<String>,
    /// Site with the applicant's cabinet.
    pub site: String,
    /// What it takes.
    pub topics: BTreeSet<GridTopic>,
}

/// A matter of the grid's, not of the supplier's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GridTopic {
    /// No power.
    Outage,
    /// Power of bad quality.
    Quality,
    /// Connection to the grid.
    Connection,
    /// Use without a contract or past the meter.
    Theft,
    /// Readings in the cases of ПП РФ № 442.
    Readings,
}

impl Branch {
    /// The telephone for outages: of the grid's duty desk where it takes them, else of the contact centre.
    #[must_use]
    pub fn outage_phone(&self) -> &str {
        self.outage_desk().map_or(&self.phone, |desk| &desk.phone)
    }

    /// The grid's duty desk, when it takes outages.
    #[must_use]
    pub fn outage_desk(&self) -> Option<&GridDesk> {
        self.grid_desk.as_ref().filter(|desk| desk.topics.contains(&GridTopic::Outage))
    }

    /// Price of a unit on a day; `None` when no tariff is known.
    #[must_use]
    pub fn price(&self, category: &str, service: Service, zone: Zone, date: NaiveDate) -> Option<Decimal> {
        self.tariffs.price(category, service, zone, date)
    }

    /// Every zone's price on a day; empty when no tariff is known.
    #[must_use]
    pub fn prices(&self, category: &str, service: Service, date: NaiveDate) -> Vec<ZonePrice> {
        self.tariffs.on(category, service, date).collect()
    }

    /// Who is paid for a day.
    #[must_use]
    pub fn payee_on(&self, date: NaiveDate) -> &Payee {
        self.payees.on(date)
    }

    /// A payee of any time.
    #[must_use]
    pub fn payee(&self, id: &str) -> Option<&Payee> {
        self.payees.iter().find(|payee| payee.id == id)
    }

    /// Whether a number is of the branch's form.
    #[must_use]
    pub fn is_own_form(&self, account: &AccountNumber) -> bool {
        account.as_str().len() == usize::from(self.account_digits)
    }
}

#[cfg(test)]
#[path = "branch_tests.rs"]
mod tests;
