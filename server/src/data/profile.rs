//! The file of a branch profile, and its way into a [`Branch`] that holds no contradiction.

use std::collections::BTreeSet;

use chrono_tz::Tz;
use serde::Deserialize;
use svetlitsa_domain::bills::{BillingPolicy, TariffChange};
use svetlitsa_domain::contacts::{Email, Phone};
use svetlitsa_domain::payments::PaymentMethod;
use svetlitsa_domain::readings::ReadingWindow;
use svetlitsa_domain::tariffs::{RangeSplit, Service};

use crate::data::DataSource;
use crate::data::branch::{Branch, DirectPayments, GridDesk, IntakeChannel, PrepaidMeters};
use crate::data::debt_terms::{RawClosing, RawInstalments, RawRestriction, RestoreAsked};
use crate::data::error::{DataError, read_toml};
use crate::data::norms::{Norms, RawNorm};
use crate::data::payees::{Payees, RawPayee};
use crate::data::reading_terms::RawReadingTerms;
use crate::data::requisites::{Inn, Kpp, Ogrn};
use crate::data::tariffs::Tariffs;
use crate::data::values::{Day, Month};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawBranch {
    name: String,
    line: String,
    legal_name: String,
    inn: Inn,
    kpp: Kpp,
    ogrn: Ogrn,
    time_zone: String,
    offices: Option<String>,
    services: Vec<Service>,
    takes_payments: bool,
    payment_methods: Option<Vec<PaymentMethod>>,
    account_digits: u8,
    channels: BTreeSet<IntakeChannel>,
    phones: RawPhones,
    window: RawWindow,
    #[serde(default)]
    readings: RawReadingTerms,
    #[serde(default)]
    billing: RawBilling,
    payees: Vec<RawPayee>,
    #[serde(default)]
    norms: Vec<RawNorm>,
    restriction: Option<RawRestriction>,
    instalments: Option<RawInstalments>,
    closing: Option<RawClosing>,
    direct_payments: Option<RawDirectPayments>,
    prepaid: Option<RawPrepaidMeters>,
    grid_desk: Option<GridDesk>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPhones {
    contact_centre: String,
    #[serde(default)]
    others: Vec<String>,
    sms: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWindow {
    first: u8,
    last: u8,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawBilling {
    #[serde(default)]
    tariff_change: TariffChange,
    #[serde(default)]
    range_split: RangeSplit,
}

impl RawBilling {
    fn policy(self) -> BillingPolicy {
        let Self { tariff_change, range_split } = self;
        BillingPolicy { tariff_change, range_split, ..BillingPolicy::default() }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDirectPayments {
    since: Month,
    houses: u32,
    managing_company: String,
    is_common_use_capped: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPrepaidMeters {
    top_up_ended: Day,
    reprogramming_phone: String,
    notice_hours: u32,
    refunds_by: String,
}

impl Branch {
    /// Reads the profile `branches/<id>.toml` and its prices.
    pub(super) fn load(source: &dyn DataSource, id: &str) -> Result<Self, DataError> {
        let file = format!("branches/{id}.toml");
        let raw: RawBranch = read_toml(source, &file)?;
        let tariffs = Tariffs::load(source, id, &raw.services)?;
        Self::parse(id, raw, tariffs).map_err(|(key, problem)| DataError::at(&file, &key, problem))
    }

    fn parse(id: &str, raw: RawBranch, tariffs: Tariffs) -> Result<Self, (String, String)> {
        let fail = |key: &str, problem: String| (key.to_owned(), problem);
        let zone = raw.time_zone.parse::<Tz>();
        let zone = zone.map_err(|_| fail("time_zone", format!("there is no time zone {}", raw.time_zone)))?;
        let RawWindow { first, last } = raw.window;
        let window = ReadingWindow::new(first, last).ok_or_else(|| {
            fail("window", format!("{first} to {last} are not days that follow each other in every month"))
        })?;
        if !(6..=15).contains(&raw.account_digits) {
            return Err(fail("account_digits", "an account number has 6 to 15 digits".to_owned()));
        }
        let payment_methods = raw.payment_methods.unwrap_or_else(|| PaymentMethod::USUAL.to_vec());
        let different: BTreeSet<_> = payment_methods.iter().map(|method| method.as_str()).collect();
        if payment_methods.iter().any(|method| !method.is_offered_here()) {
            return Err(fail("payment_methods", "agents take money at their own terminals".to_owned()));
        }
        if payment_methods.is_empty() || different.len() < payment_methods.len() {
            return Err(fail("payment_methods", "at least one, and each once".to_owned()));
        }
        if raw.services.is_empty() {
            return Err(fail("services", "a branch supplies something".to_owned()));
        }
        let RawPhones { contact_centre, others, sms } = raw.phones;
        if let Some(email) = raw.grid_desk.as_ref().and_then(|desk| desk.duty_email.as_ref())
            && email.parse::<Email>().is_err()
        {
            return Err(fail("grid_desk.duty_email", format!("\"{email}\" is not an e-mail address")));
        }
        let desk = raw.grid_desk.as_ref().map(|desk| &desk.phone);
        let prepaid = raw.prepaid.as_ref().map(|prepaid| &prepaid.reprogramming_phone);
        for phone in [&contact_centre].into_iter().chain(&others).chain(&sms).chain(desk).chain(prepaid) {
            if phone.parse::<Phone>().is_err() {
                return Err(fail("phones", format!("\"{phone}\" is not a telephone number")));
            }
        }
        if raw.channels.contains(&IntakeChannel::Sms) != sms.is_some() {
            return Err(fail("phones.sms", "the channel \"sms\" and a number for it go together".to_owned()));
        }
        Ok(Self {
            id: id.to_owned(),
            name: raw.name,
            line: raw.line,
            legal_name: raw.legal_name,
            inn: raw.inn,
            kpp: raw.kpp,
            ogrn: raw.ogrn,
            zone,
            offices: raw.offices,
            takes_payments: raw.takes_payments,
            payment_methods,
            account_digits: raw.account_digits,
            channels: raw.channels,
            phone: contact_centre,
            other_phones: others,
            sms_number: sms,
            readings: raw.readings.policy(window),
            payees: Payees::parse(raw.payees)?,
            tariffs,
            billing: raw.billing.policy(),
            norms: Norms::parse(raw.norms, &raw.services)?,
            restore: raw.restriction.map(RestoreAsked::from),
            instalments: raw.instalments.map(RawInstalments::parse).transpose()?,
            closing: raw.closing.map(RawClosing::parse).transpose()?,
            direct_payments: raw.direct_payments.map(DirectPayments::from),
            prepaid: raw.prepaid.map(PrepaidMeters::from),
            grid_desk: raw.grid_desk,
            services: raw.services,
        })
    }
}

impl From<RawDirectPayments> for DirectPayments {
    fn from(raw: RawDirectPayments) -> Self {
        let RawDirectPayments { since, houses, managing_company, is_common_use_capped } = raw;
        Self { since: since.0, houses, managing_company, is_common_use_capped }
    }
}

impl From<RawPrepaidMeters> for PrepaidMeters {
    fn from(raw: RawPrepaidMeters) -> Self {
        let RawPrepaidMeters { top_up_ended, reprogramming_phone, notice_hours, refunds_by } = raw;
        Self { top_up_ended: top_up_ended.0, reprogramming_phone, notice_hours, refunds_by }
    }
}
