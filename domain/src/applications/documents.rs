//! What an application is made out by, and what of it is still missing.

use serde::{Deserialize, Serialize};

/// What an application is made out by. Copies are enough at first; originals are shown when it is signed
/// (`facts/domain.md` 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// Passport of the applicant.
    Passport,
    /// What shows the right to the premises: an extract of the register, a contract, an inheritance.
    RightDocument,
    /// Act or notice of the connection to the grid.
    ConnectionAct,
    /// Passport of the meter and the act of its admission.
    MeterPassport,
    /// Reading on the day of the transfer.
    ReadingOnTransfer,
    /// Memo of the reprogramming: day, readings, money that was left.
    ReprogrammingMemo,
    /// The protocol of disagreements, signed.
    DisagreementProtocol,
}

impl DocumentKind {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::Passport,
        Self::RightDocument,
        Self::ConnectionAct,
        Self::MeterPassport,
        Self::ReadingOnTransfer,
        Self::ReprogrammingMemo,
        Self::DisagreementProtocol,
    ];

    /// Whether typing it is as good as a copy.
    #[must_use]
    pub const fn may_be_typed(self) -> bool {
        matches!(self, Self::ReadingOnTransfer)
    }

    /// The word on the wire and in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Passport => "passport",
            Self::RightDocument => "right_document",
            Self::ConnectionAct => "connection_act",
            Self::MeterPassport => "meter_passport",
            Self::ReadingOnTransfer => "reading_on_transfer",
            Self::ReprogrammingMemo => "reprogramming_memo",
            Self::DisagreementProtocol => "disagreement_protocol",
        }
    }

    /// The opposite of [`DocumentKind::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// What is still missing when `there` has come, in the order of `needed`.
#[must_use]
pub fn missing(needed: &[DocumentKind], there: &[DocumentKind]) -> Vec<DocumentKind> {
    needed.iter().copied().filter(|document| !there.contains(document)).collect()
}

/// Most zones of a meter.
const MOST_ZONES: usize = 3;
/// Most digits of a register.
const MOST_DIGITS: usize = 8;

/// The reading on the day of a transfer as it was typed: one whole number for each zone, in the order of the meter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransferReading(String);

impl TransferReading {
    /// Reads what was typed, with spaces between zones. A comma is refused: nobody knows whether it parts zones or decimals.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        let zones: Vec<&str> =
            typed.split([' ', '\t', ';', '/', '\u{a0}']).filter(|zone| !zone.is_empty()).collect();
        let is_number =
            |zone: &&str| zone.len() <= MOST_DIGITS && zone.bytes().all(|byte| byte.is_ascii_digit());
        let is_reading = (1..=MOST_ZONES).contains(&zones.len()) && zones.iter().all(is_number);
        is_reading.then(|| Self(zones.join(" ")))
    }

    /// Its numbers with a space between them.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back() {
        for kind in DocumentKind::ALL {
            assert_eq!(DocumentKind::parse(kind.as_str()), Some(kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        }
        assert_eq!(DocumentKind::parse("licence"), None);
    }

    #[test]
    fn what_has_come_is_no_longer_missing() {
        use DocumentKind as D;
        for (needed, there, expected) in [
            (&[D::Passport, D::RightDocument][..], &[][..], &[D::Passport, D::RightDocument][..]),
            (&[D::Passport, D::RightDocument], &[D::RightDocument, D::MeterPassport], &[D::Passport]),
            (&[D::Passport], &[D::Passport, D::Passport], &[]),
            (&[], &[D::Passport], &[]),
        ] {
            assert_eq!(missing(needed, there), expected);
        }
    }

    #[test]
    fn a_typed_reading_is_one_to_three_whole_numbers() {
        for (typed, expected) in [
            ("10450", Some("10450")),
            (" 10450  4310 ", Some("10450 4310")),
            ("10450; 4310 / 7", Some("10450 4310 7")),
            ("10450,5", None),
            ("", None),
            ("1 2 3 4", None),
            ("123456789", None),
            ("10450.5", None),
            ("-1", None),
            ("<b>1</b>", None),
        ] {
            assert_eq!(
                TransferReading::parse(typed).as_ref().map(TransferReading::as_str),
                expected,
                "{typed}"
            );
        }
    }
}
