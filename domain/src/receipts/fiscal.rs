//! The fiscal document of a payment (54-FZ): what identifies it, and the text of its QR.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::Kopecks;

/// Which way the money went: tag 1054.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FiscalKind {
    /// The customer paid.
    Sale,
    /// The customer got it back.
    Refund,
}

impl FiscalKind {
    /// The number in the tag and in the QR.
    #[must_use]
    pub const fn tag(self) -> u8 {
        match self {
            Self::Sale => 1,
            Self::Refund => 2,
        }
    }

    /// The word on the wire and in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sale => "sale",
            Self::Refund => "refund",
        }
    }

    /// The opposite of [`FiscalKind::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Sale, Self::Refund].into_iter().find(|kind| kind.as_str() == word)
    }
}

/// What a fiscal document is known by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FiscalMark<'a> {
    /// Which way the money went.
    pub kind: FiscalKind,
    /// When it was registered, in the zone of the cash register.
    pub registered: DateTime<FixedOffset>,
    /// Its total.
    pub total: Kopecks,
    /// Fiscal storage (tag 1041), 16 digits.
    pub storage: &'a str,
    /// Document (tag 1040).
    pub document: &'a str,
    /// Its sign (tag 1077).
    pub sign: &'a str,
}

impl FiscalMark<'_> {
    /// The text of the QR that the tax service's program reads.
    #[must_use]
    pub fn qr_text(&self) -> String {
        let Self { kind, registered, total, storage, document, sign } = self;
        let (time, number) = (registered.format("%Y%m%dT%H%M%S"), kind.tag());
        format!("t={time}&s={total}&fn={storage}&i={document}&fp={sign}&n={number}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_qr_is_as_the_tax_service_reads_it() {
        let mark = FiscalMark {
            kind: FiscalKind::Sale,
            registered: DateTime::parse_from_rfc3339("2019-04-18T21:16:55+03:00").unwrap(),
            total: Kopecks(394_326),
            storage: "9282000100072197",
            document: "64318",
            sign: "2918241905",
        };
        assert_eq!(
            mark.qr_text(),
            "t=20190418T211655&s=3943.26&fn=9282000100072197&i=64318&fp=2918241905&n=1"
        );
        let refund = FiscalMark { kind: FiscalKind::Refund, ..mark };
        assert!(refund.qr_text().ends_with("&n=2"));
        for kind in [FiscalKind::Sale, FiscalKind::Refund] {
            assert_eq!(FiscalKind::parse(kind.as_str()), Some(kind));
        }
    }
}
