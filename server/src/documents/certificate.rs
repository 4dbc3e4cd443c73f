//! What a printed certificate says: what was frozen when it was issued.

use chrono::NaiveDate;
use serde::Serialize;
use svetlitsa_api::certificates::CertificateBody;

use crate::clock::from_ms;
use crate::data::Branch;
use crate::documents::Printing;
use crate::documents::sheet::BranchOnPaper;
use crate::entity::certificate;
use crate::failure::Outcome;
use crate::letters::Language;
use crate::{certificates, documents};

const TEMPLATE: &str = "certificate.typ";

/// Everything that the template reads.
#[derive(Debug, Serialize)]
struct Sheet<'a> {
    lang: &'static str,
    public_url: &'a str,
    branch: BranchOnPaper<'a>,
    number: &'a str,
    code: &'a str,
    as_of: NaiveDate,
    /// SVG of the address where it is checked.
    qr: Option<String>,
    #[serde(flatten)]
    body: &'a CertificateBody,
}

/// Gathers the document of a certificate.
///
/// # Errors
/// When the row holds words that are none of ours.
pub fn gather(
    row: &certificate::Model,
    branch: &Branch,
    public_url: &str,
    language: Language,
) -> Outcome<Printing> {
    let body = certificates::body(row)?;
    let sheet = Sheet {
        lang: language.as_str(),
        public_url,
        branch: branch.into(),
        number: &row.number,
        code: &row.code,
        as_of: certificates::day_of(row)?,
        qr: documents::qr::draw(&body.verification_url),
        body: &body,
    };
    let ident = format!("certificate-{}-{}", row.id, language.as_str());
    Printing::new(TEMPLATE, &sheet, ident, from_ms(row.issued_at))
}
