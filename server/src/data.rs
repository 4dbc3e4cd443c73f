//! What an operator edits, parsed into values that hold no mistake: branch profiles, calendar, offices,
//! templates; and, for a demonstration, the sample world. Every error names the file, the place in it and what is wrong.

use std::collections::BTreeMap;

use svetlitsa_domain::calendar::ProductionCalendar;

use crate::letters;

mod abuse;
mod agent_words;
mod announcements;
mod appointments;
mod branch;
mod calendar;
mod campaign_words;
mod company;
mod consent;
mod debt_terms;
mod debts;
mod documents;
mod error;
mod faq;
mod norms;
mod offices;
mod outage_words;
mod payees;
mod profile;
mod push_texts;
mod reading_terms;
mod reading_words;
mod receipt_words;
mod requisites;
pub mod sample;
mod services;
mod sms_texts;
mod source;
mod tariffs;
mod values;

pub use abuse::AbuseWords;
pub use agent_words::AgentWords;
pub use announcements::Announcements;
pub use appointments::AppointmentTerms;
pub use branch::{Branch, DirectPayments, GridDesk, GridTopic, IntakeChannel, PrepaidMeters};
pub use campaign_words::{CampaignWords, Filling, LONGEST_FILLING};
pub use consent::Consent;
pub use debt_terms::{BranchInstalments, ClosingTerms, RestoreAsked};
pub use debts::DebtRules;
pub use documents::{DocumentFiles, NamedFile};
pub use error::DataError;
pub use faq::Faq;
pub use norms::{Dwelling, NormSource, Norms};
pub use offices::{Office, OfficeDay, OfficeFunctions, OfficePhone, OfficeRow};
pub use outage_words::{AllOutageWords, OutageWords};
pub use payees::{Payee, Payees};
pub use push_texts::{PushTexts, PushWords};
pub use reading_words::{AllReadingWords, ReadingWords};
pub use receipt_words::{AllReceiptWords, ReceiptWords, SearchWords};
pub use requisites::{BankDetails, Inn, Kpp, Ogrn};
pub use services::Services;
pub use sms_texts::SmsTexts;
#[cfg(feature = "embed")]
pub use source::Embedded;
pub use source::{DataSource, Folder};
pub use tariffs::Tariffs;
pub use values::{Amount, Day, Month, Rubles};

/// Everything under `data/`, parsed.
#[derive(Clone, Debug)]
pub struct DataSet {
    /// Branches by id.
    pub branches: BTreeMap<String, Branch>,
    /// Working days.
    pub calendar: ProductionCalendar,
    /// What binds every branch with its debtors.
    pub debts: DebtRules,
    /// Service offices in the source's order.
    pub offices: Vec<Office>,
    /// How long visits to offices take, and how many windows receive.
    pub appointments: AppointmentTerms,
    /// Branch that stands where no account is chosen yet.
    pub home_branch: String,
    /// What a payment is called at the acquirer: a template of `service`, `account`, `month`, `year`.
    pub payment_description: String,
    /// Words of readings that leave as a file or as an SMS, by language.
    pub reading_words: AllReadingWords,
    /// Words that agents are answered with.
    pub agent_words: AgentWords,
    /// What the operator announces.
    pub announcements: Announcements,
    /// Words that mark an appeal for the desk.
    pub abuse: AbuseWords,
    /// Answers before an appeal, by language.
    pub faq: Faq,
    /// Words of receipts that leave as a letter, as PDF or on paper, by language.
    pub receipt_words: AllReceiptWords,
    /// The price list of extra services.
    pub services: Services,
    /// Texts of notices in browsers.
    pub push_texts: PushTexts,
    /// Texts of messages to telephones.
    pub sms_texts: SmsTexts,
    /// Words of what is reported about outages, by language.
    pub outage_words: AllOutageWords,
    /// Words of campaigns to begin with.
    pub campaign_words: CampaignWords,
    /// Mail templates by file name: `appeal_registered.ru.txt`.
    pub mail_templates: BTreeMap<String, String>,
    /// What people agree to when they register.
    pub consent: Consent,
    /// What they agree to when they want bills by e-mail.
    pub e_bill: Consent,
    /// What they agree to when bills are to be paid automatically.
    pub autopay: Consent,
    /// What printed documents are made with.
    pub documents: DocumentFiles,
}

impl DataSet {
    /// Reads and checks every file.
    ///
    /// # Errors
    /// [`DataError`] for the first mistake found.
    pub fn load(source: &dyn DataSource) -> Result<Self, DataError> {
        let branches = load_branches(source)?;
        let home_branch = company::load_home_branch(source, &branches)?;
        let offices = offices::load(source, &branches)?;
        Ok(Self {
            appointments: appointments::load(source, &offices)?,
            consent: consent::load(source, "consent.toml", &branches[&home_branch])?,
            e_bill: consent::load(source, "e_bill.toml", &branches[&home_branch])?,
            autopay: consent::load(source, "autopay.toml", &branches[&home_branch])?,
            calendar: calendar::load(source)?,
            debts: DebtRules::load(source)?,
            documents: documents::load(source)?,
            offices,
            home_branch,
            payment_description: error::read_text(source, "templates/payments/description.txt")?,
            reading_words: reading_words::load(source)?,
            agent_words: agent_words::load(source)?,
            announcements: announcements::load(source, &branches)?,
            abuse: abuse::load(source)?,
            faq: faq::load(source)?,
            receipt_words: receipt_words::load(source)?,
            services: services::load(source, &branches)?,
            push_texts: push_texts::load(source)?,
            sms_texts: sms_texts::load(source)?,
            outage_words: outage_words::load(source)?,
            campaign_words: campaign_words::load(source)?,
            mail_templates: load_mail_templates(source)?,
            branches,
        })
    }
}

fn load_branches(source: &dyn DataSource) -> Result<BTreeMap<String, Branch>, DataError> {
    let mut branches = BTreeMap::new();
    for name in source.list("branches") {
        if let Some(id) = name.strip_suffix(".toml") {
            branches.insert(id.to_owned(), Branch::load(source, id)?);
        }
    }
    if branches.is_empty() {
        return Err(DataError::at("branches", "", "there is no branch profile"));
    }
    Ok(branches)
}

fn load_mail_templates(source: &dyn DataSource) -> Result<BTreeMap<String, String>, DataError> {
    const FOLDER: &str = "templates/mail";
    let templates = source
        .list(FOLDER)
        .into_iter()
        .map(|name| Ok((name.clone(), error::read_text(source, &format!("{FOLDER}/{name}"))?)))
        .collect::<Result<_, DataError>>()?;
    letters::check(&templates)
        .map_err(|(name, problem)| DataError::at(&format!("{FOLDER}/{name}"), "", problem))?;
    Ok(templates)
}
