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
    /// Money that came in and was told of wrongly, or not at all.
    Correction,
}

impl FiscalKind {
    /// Every kind, for tables and tests.
    pub const ALL: [Self; 3] = [Self::Sale, Self::Refund, Self::Correction];

    /// The number in the tag and in the QR.
    #[must_use]
    pub const fn tag(self) -> u8 {
        match self {
            Self::Sale | Self::Correction => 1,
            Self::Refund => 2,
        }
    }

    /// The word on the wire and in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sale => "sale",
            Self::Refund => "refund",
            Self::Correction => "correction",
        }
    }

    /// The opposite of [`FiscalKind::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// Where a fiscal document stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FiscalState {
    /// Journaled here; the cash register has not said what became of it.
    Waiting,
    /// The cash register has it.
    Registered,
    /// The cash register will not take it as it is: somebody has to look.
    Failed,
}

impl FiscalState {
    /// Every state, for tables and tests.
    pub const ALL: [Self; 3] = [Self::Waiting, Self::Registered, Self::Failed];

    /// The word in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Registered => "registered",
            Self::Failed => "failed",
        }
    }

    /// The opposite of [`FiscalState::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

/// What of a sum is paid before it is used: an advance, which has a tax of its own (`facts/payments.md` 4.1).
#[must_use]
pub fn paid_ahead(amount: Kopecks, owed: Kopecks) -> Kopecks {
    Kopecks(amount.0 - owed.0.clamp(0, amount.0))
}

/// The value-added tax within a price, 22/122 since 2026 (`facts/payments.md` 1.6), rounded half up.
#[must_use]
pub fn vat_within(price: Kopecks) -> Kopecks {
    let tax = (i128::from(price.abs().0) * 22 * 2 + 122) / (122 * 2);
    Kopecks(i64::try_from(tax).unwrap_or(i64::MAX))
}

/// What a cash register says that no fiscal document can be known by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotFiscal {
    /// Tag 1041.
    #[error("a fiscal storage has 16 digits")]
    Storage,
    /// Tag 1040.
    #[error("the number of a fiscal document has up to 10 digits and is above zero")]
    Document,
    /// Tag 1077.
    #[error("the sign of a fiscal document has up to 10 digits and is above zero")]
    Sign,
    /// Tag 1020.
    #[error("a fiscal document is about money")]
    Total,
}

/// What a fiscal document is known by. There is none without a code that the tax service's program can read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FiscalMark<'a> {
    kind: FiscalKind,
    registered: DateTime<FixedOffset>,
    total: Kopecks,
    storage: &'a str,
    document: &'a str,
    sign: &'a str,
}

impl<'a> FiscalMark<'a> {
    /// From what the cash register says: the instant in its own zone, the total (tag 1020), the fiscal storage (1041),
    /// the number of the document (1040) and its sign (1077).
    ///
    /// # Errors
    /// [`NotFiscal`] when one of them cannot be (`facts/payments.md` 4.2).
    pub fn new(
        kind: FiscalKind,
        registered: DateTime<FixedOffset>,
        total: Kopecks,
        storage: &'a str,
        document: &'a str,
        sign: &'a str,
    ) -> Result<Self, NotFiscal> {
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let number = |text: &str| {
            (1..=10).contains(&text.len()) && digits(text) && text.bytes().any(|byte| byte != b'0')
        };
        if storage.len() != 16 || !digits(storage) {
            return Err(NotFiscal::Storage);
        }
        if !number(document) {
            return Err(NotFiscal::Document);
        }
        if !number(sign) {
            return Err(NotFiscal::Sign);
        }
        if !total.is_positive() {
            return Err(NotFiscal::Total);
        }
        Ok(Self { kind, registered, total, storage, document, sign })
    }

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

    const STORAGE: &str = "9282000100072197";

    fn mark<'a>(
        kind: FiscalKind,
        total: i64,
        storage: &'a str,
        document: &'a str,
        sign: &'a str,
    ) -> Result<FiscalMark<'a>, NotFiscal> {
        let registered = DateTime::parse_from_rfc3339("2019-04-18T21:16:55+03:00").unwrap();
        FiscalMark::new(kind, registered, Kopecks(total), storage, document, sign)
    }

    #[test]
    fn the_qr_is_as_the_tax_service_reads_it() {
        let text = |kind| mark(kind, 394_326, STORAGE, "64318", "2918241905").unwrap().qr_text();
        assert_eq!(
            text(FiscalKind::Sale),
            "t=20190418T211655&s=3943.26&fn=9282000100072197&i=64318&fp=2918241905&n=1"
        );
        assert!(text(FiscalKind::Refund).ends_with("&n=2"));
        assert!(text(FiscalKind::Correction).ends_with("&n=1"));
    }

    #[test]
    fn words_are_read_back() {
        for kind in FiscalKind::ALL {
            assert_eq!(FiscalKind::parse(kind.as_str()), Some(kind));
        }
        for state in FiscalState::ALL {
            assert_eq!(FiscalState::parse(state.as_str()), Some(state));
        }
    }

    #[test]
    fn what_cannot_be_registered_has_no_code() {
        let refused = |total, storage, document, sign| {
            mark(FiscalKind::Sale, total, storage, document, sign).unwrap_err()
        };
        assert_eq!(refused(100, "928200010007219", "1", "1"), NotFiscal::Storage);
        assert_eq!(refused(100, "928200010007219x", "1", "1"), NotFiscal::Storage);
        assert_eq!(refused(100, STORAGE, "", "1"), NotFiscal::Document);
        assert_eq!(refused(100, STORAGE, "1&n=2", "1"), NotFiscal::Document);
        assert_eq!(refused(100, STORAGE, "000", "1"), NotFiscal::Document);
        assert_eq!(refused(100, STORAGE, "1", "12345678901"), NotFiscal::Sign);
        assert_eq!(refused(0, STORAGE, "1", "1"), NotFiscal::Total);
    }

    #[test]
    fn an_advance_is_what_is_above_the_debt() {
        let ahead = |amount, owed| paid_ahead(Kopecks(amount), Kopecks(owed)).0;
        assert_eq!((ahead(1_000, 1_000), ahead(1_000, 400), ahead(1_000, 5_000)), (0, 600, 0));
        assert_eq!((ahead(1_000, 0), ahead(1_000, -700)), (1_000, 1_000));
    }

    #[test]
    fn the_tax_is_taken_out_of_the_price() {
        let tax = |price| vat_within(Kopecks(price)).0;
        assert_eq!((tax(12_200), tax(184_055), tax(0), tax(3)), (2_200, 33_190, 0, 1));
    }
}
