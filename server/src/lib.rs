//! The service: HTTP, storage, jobs, gateways, static files.
//!
//! `routes` holds one file per feature with its handlers; `store` the queries of the same name;
//! `jobs` what runs beside requests; everything a handler may know of the outside is in [`state::App`].

pub mod accounts;
pub mod acquirer;
pub mod agents;
pub mod appeals;
pub mod applications;
pub mod appointments;
pub mod autopay;
pub mod bill_letters;
pub mod bills;
pub mod bundle;
pub mod cabinet_letters;
pub mod callers;
pub mod campaigns;
pub mod certificates;
pub mod claims;
pub mod clock;
pub mod consents;
pub mod credentials;
pub mod data;
pub mod day_closing;
pub mod debts;
pub mod documents;
pub mod entity;
pub mod exchange;
pub mod failure;
pub mod fiscal;
pub mod idempotency;
pub mod jobs;
pub mod json;
pub mod letters;
pub mod limits;
pub mod lockouts;
pub mod logs;
pub mod mailboxes;
pub mod migration;
pub mod notices;
pub mod one_time_codes;
pub mod outages;
pub mod paging;
pub mod passwords;
pub mod payees;
pub mod payment_terms;
pub mod payments;
pub mod pending;
pub mod phones;
pub mod promises;
pub mod proof;
pub mod push;
pub mod random;
pub mod readings;
pub mod receipt_letters;
pub mod receipts;
pub mod recoveries;
pub mod refunds;
pub mod registrations;
pub mod routes;
pub mod sample;
pub mod seals;
pub mod searches;
pub mod second_factors;
pub mod security;
pub mod serve;
pub mod sessions;
pub mod settings;
pub mod shares;
pub mod sms;
pub mod smtp;
pub mod state;
pub mod store;
pub mod strength;
pub mod surveys;
pub mod visitors;

use svetlitsa_api::pages::{self, Audience};

/// Installs the one TLS provider of the process; a second call changes nothing.
pub fn install_tls_provider() {
    drop(rustls::crypto::ring::default_provider().install_default());
}

/// The table of the portal's pages as JSON, for the browser tests: a page without a row there fails.
///
/// # Errors
/// Never for this table.
pub fn page_table() -> serde_json::Result<String> {
    let rows: Vec<_> = pages::ALL
        .iter()
        .chain([&pages::GALLERY])
        .map(|page| {
            let audience = match page.audience {
                Audience::Public => "public",
                Audience::Resident => "resident",
                Audience::Staff => "staff",
            };
            serde_json::json!({ "name": page.name, "path": page.path, "audience": audience })
        })
        .collect();
    serde_json::to_string_pretty(&rows)
}
