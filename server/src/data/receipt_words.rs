//! Words of receipts that leave as a letter, as PDF or on a printer's paper: `texts/receipts.<language>.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;
use svetlitsa_domain::payments::PaymentMethod;
use svetlitsa_domain::receipts::FiscalKind;
use svetlitsa_domain::tariffs::Service;

use super::error::read_toml;
use super::{DataError, DataSource};
use crate::letters::Language;

/// Words of every language, by its code.
pub type AllReceiptWords = BTreeMap<&'static str, ReceiptWords>;

/// Words of one language.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each is the word for what it is named after")]
pub struct ReceiptWords {
    pub title: String,
    pub copy: String,
    pub copy_note: String,
    pub inn: String,
    pub site: String,
    pub terminal: String,
    pub place: String,
    pub paid: String,
    pub account: String,
    pub payer: String,
    pub service: String,
    pub period: String,
    pub payee: String,
    pub payee_inn: String,
    pub amount: String,
    pub commission: String,
    pub method: String,
    pub other_method: String,
    pub instrument: String,
    pub rrn: String,
    pub sbp_operation: String,
    pub operation: String,
    pub balance_owed: String,
    pub balance_ahead: String,
    pub balance_nothing: String,
    pub reading: String,
    pub transfer: String,
    pub handed_to_bank: String,
    pub credited: String,
    pub promised: String,
    pub until: String,
    pub code: String,
    pub check: String,
    pub check_lead: String,
    pub fiscal_check: String,
    pub qr_check: String,
    pub qr_fiscal: String,
    pub phone: String,
    pub months: [String; 12],
    pub services: BTreeMap<String, String>,
    pub methods: BTreeMap<String, String>,
    pub fiscal: FiscalWords,
    pub search: SearchWords,
}

/// Words of the fiscal document.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FiscalWords {
    pub sale: String,
    pub refund: String,
    pub correction: String,
    /// A document is on its way.
    pub expected: String,
    pub registered: String,
    pub register: String,
    pub storage: String,
    pub document: String,
    pub sign: String,
    pub total: String,
}

/// What a search for money says.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SearchWords {
    /// The acquirer does not say what became of a payment.
    pub silent: String,
    /// The acquirer and we do not say the same of it.
    pub differs: String,
    /// The acquirer has taken money for a payment that is none of ours.
    pub unknown: String,
    /// The money is credited.
    pub found: String,
    /// No money was taken.
    pub nothing: String,
}

impl ReceiptWords {
    /// A service.
    #[must_use]
    pub fn service(&self, service: Service) -> &str {
        self.services.get(service.as_str()).map_or("", String::as_str)
    }

    /// A way to pay; one without a word of its own came through an agent.
    #[must_use]
    pub fn method(&self, method: PaymentMethod) -> &str {
        self.methods.get(method.as_str()).unwrap_or(&self.other_method)
    }
}

impl FiscalWords {
    /// Which way the money went.
    #[must_use]
    pub fn kind(&self, kind: FiscalKind) -> &str {
        match kind {
            FiscalKind::Sale => &self.sale,
            FiscalKind::Refund => &self.refund,
            FiscalKind::Correction => &self.correction,
        }
    }
}

/// Reads them.
pub(super) fn load(source: &dyn DataSource) -> Result<AllReceiptWords, DataError> {
    let mut all = AllReceiptWords::new();
    for language in [Language::Ru, Language::En] {
        let file = format!("texts/receipts.{}.toml", language.as_str());
        let words: ReceiptWords = read_toml(source, &file)?;
        for service in [Service::Electricity, Service::HotWater] {
            if words.service(service).is_empty() {
                let key = format!("services.{}", service.as_str());
                return Err(DataError::at(&file, &key, "there is no word for it"));
            }
        }
        all.insert(language.as_str(), words);
    }
    Ok(all)
}
