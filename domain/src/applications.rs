//! Applications (заявления): requests with stages and legal deadlines, each kind with its own road.

use serde::{Deserialize, Serialize};

use crate::standards::Standard;

mod documents;
mod prepaid;

pub use documents::{DocumentKind, TransferReading, missing};
pub use prepaid::{Forecast, is_alarm_due};

/// What is applied for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ApplicationKind {
    /// An energy contract.
    Contract,
    /// Another owner of the premises.
    OwnerChange,
    /// Return of unspent prepayment (`seeds/001`).
    Refund,
    /// A prepaid meter is to count by use (`seeds/001`).
    Reprogramming,
    /// Connection to the grid: a mirror of the grid operator's stages (`seeds/004`).
    Connection,
    /// A meter that failed or whose verification is over (ПП РФ № 354, п. 80(2)).
    MeterReplacement,
    /// A paid service of the price list (`seeds/002` s. 8 p. 12).
    ExtraService,
    /// Supply back after a restriction, when everything is paid (`seeds/002` s. 8 p. 6.1).
    Restoration,
    /// A protocol of disagreements to a draft contract.
    Disagreement,
}

/// What a contract is for: homes and everything else have terms of their own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Premises {
    /// A dwelling of a person.
    #[default]
    Dwelling,
    /// A company's, or not lived in.
    Other,
}

impl Premises {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Dwelling, Self::Other];

    /// The word on the wire and in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Dwelling => "dwelling",
            Self::Other => "other",
        }
    }

    /// The opposite of [`Premises::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|premises| premises.as_str() == word)
    }
}

/// How far an application is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ApplicationStage {
    /// Registered.
    Received,
    /// Documents are missing.
    Incomplete,
    /// Refused, with reasons.
    Refused,
    /// Draft ready: bring the originals.
    ReadyToSign,
    /// Signed by the company.
    SignedByCompany,
    /// In force, or done.
    Concluded,
    /// Refund: the old supplier's money has arrived.
    MoneyReceived,
    /// Refund: the money is on the account.
    Credited,
    /// Reprogramming: done, with an act of day, reading and money left.
    Reprogrammed,
    /// Reprogramming: what is used is paid by reading.
    Postpaid,
    /// Connection: conditions and bill are in the applicant's cabinet at the grid operator.
    TermsPlaced,
    /// Connection: the bill is paid, the work goes on.
    Building,
    /// Connection: the act of admission is signed.
    Connected,
}

impl ApplicationKind {
    /// Every kind.
    pub const ALL: [Self; 9] = [
        Self::Contract,
        Self::OwnerChange,
        Self::Refund,
        Self::Reprogramming,
        Self::Connection,
        Self::MeterReplacement,
        Self::ExtraService,
        Self::Restoration,
        Self::Disagreement,
    ];

    /// Whether it is filed with the supplier. A connection is filed in the grid operator's own cabinet, and followed here.
    #[must_use]
    pub const fn is_filed_here(self) -> bool {
        !matches!(self, Self::Connection)
    }

    /// What it is made out by.
    #[must_use]
    pub const fn documents(self) -> &'static [DocumentKind] {
        use DocumentKind as D;
        match self {
            Self::Contract => &[D::Passport, D::RightDocument, D::ConnectionAct, D::MeterPassport],
            Self::OwnerChange => &[D::Passport, D::RightDocument, D::ReadingOnTransfer],
            Self::Refund => &[D::ReprogrammingMemo],
            Self::Disagreement => &[D::DisagreementProtocol],
            Self::Connection
            | Self::Reprogramming
            | Self::MeterReplacement
            | Self::ExtraService
            | Self::Restoration => &[],
        }
    }

    /// The straight road, first stage to last.
    #[must_use]
    pub const fn road(self) -> &'static [ApplicationStage] {
        use ApplicationStage as S;
        match self {
            Self::Contract => &[S::Received, S::ReadyToSign, S::SignedByCompany, S::Concluded],
            Self::OwnerChange
            | Self::MeterReplacement
            | Self::ExtraService
            | Self::Restoration
            | Self::Disagreement => &[S::Received, S::Concluded],
            Self::Refund => &[S::Received, S::MoneyReceived, S::Credited],
            Self::Reprogramming => &[S::Received, S::Reprogrammed, S::Postpaid],
            Self::Connection => &[S::Received, S::TermsPlaced, S::Building, S::Connected],
        }
    }

    /// Whether what it is for decides its terms.
    #[must_use]
    pub const fn asks_premises(self) -> bool {
        matches!(self, Self::Contract)
    }

    /// The promise that runs beside that of the stage: within three working days whoever applied by internet hears whether
    /// the documents are complete (`seeds/002` s. 8 p. 1). The first step or message of a clerk keeps it.
    #[must_use]
    pub const fn notice(self, stage: ApplicationStage) -> Option<Standard> {
        match (self, stage) {
            (Self::Contract, ApplicationStage::Received) => Some(Standard::ApplicationNotice),
            _ => None,
        }
    }

    /// Whether its author may add documents while it stands at `stage`.
    #[must_use]
    pub const fn takes_documents(self, stage: ApplicationStage) -> bool {
        matches!(stage, ApplicationStage::Received | ApplicationStage::Incomplete)
            && !self.documents().is_empty()
    }

    /// The promise that runs while an application stands at `stage`.
    #[must_use]
    pub const fn promise(self, stage: ApplicationStage, premises: Premises) -> Option<Standard> {
        use ApplicationStage as S;
        match (self, stage) {
            (Self::Contract, S::Received) => Some(match premises {
                Premises::Dwelling => Standard::ContractDraft,
                Premises::Other => Standard::ContractDraftOther,
            }),
            (Self::OwnerChange, S::Received) => Some(Standard::OwnerChange),
            (Self::Refund, S::Received) => Some(Standard::ApplicationNotice),
            (Self::Reprogramming, S::Received) => Some(Standard::ApplicationNotice),
            (Self::Refund, S::MoneyReceived) => Some(Standard::RefundCredit),
            (Self::Connection, S::Received) => Some(Standard::ConnectionTerms),
            (Self::MeterReplacement, S::Received) => Some(Standard::ApplicationNotice),
            (Self::ExtraService, S::Received) => Some(Standard::ServiceCall),
            (Self::Restoration, S::Received) => Some(Standard::SupplyRestoration),
            (Self::Disagreement, S::Received) => Some(Standard::DisagreementAnswer),
            _ => None,
        }
    }

    /// Where an application may go from `stage`: a step along the road, or aside for missing documents
    /// or a refusal while nothing is signed.
    #[must_use]
    pub fn next(self, stage: ApplicationStage) -> Vec<ApplicationStage> {
        use ApplicationStage as S;
        let road = self.road();
        let ahead = match stage {
            S::Incomplete => Some(S::Received),
            other => road.iter().position(|s| *s == other).and_then(|i| road.get(i + 1)).copied(),
        };
        let aside: &[S] = match stage {
            S::Received => &[S::Incomplete, S::Refused],
            S::Incomplete => &[S::Refused],
            _ => &[],
        };
        ahead.into_iter().chain(aside.iter().copied()).collect()
    }

    /// The word on the wire and in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Contract => "contract",
            Self::OwnerChange => "owner_change",
            Self::Refund => "refund",
            Self::Reprogramming => "reprogramming",
            Self::Connection => "connection",
            Self::MeterReplacement => "meter_replacement",
            Self::ExtraService => "extra_service",
            Self::Restoration => "restoration",
            Self::Disagreement => "disagreement",
        }
    }

    /// The opposite of [`ApplicationKind::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

impl ApplicationStage {
    /// Every stage.
    pub const ALL: [Self; 13] = [
        Self::Received,
        Self::Incomplete,
        Self::Refused,
        Self::ReadyToSign,
        Self::SignedByCompany,
        Self::Concluded,
        Self::MoneyReceived,
        Self::Credited,
        Self::Reprogrammed,
        Self::Postpaid,
        Self::TermsPlaced,
        Self::Building,
        Self::Connected,
    ];

    /// Whether a clerk must give words with the move: what is missing, why it is refused.
    #[must_use]
    pub const fn needs_text(self) -> bool {
        matches!(self, Self::Incomplete | Self::Refused)
    }

    /// Whether nothing follows.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Refused | Self::Concluded | Self::Credited | Self::Postpaid | Self::Connected)
    }

    /// The word on the wire and in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Incomplete => "incomplete",
            Self::Refused => "refused",
            Self::ReadyToSign => "ready_to_sign",
            Self::SignedByCompany => "signed_by_company",
            Self::Concluded => "concluded",
            Self::MoneyReceived => "money_received",
            Self::Credited => "credited",
            Self::Reprogrammed => "reprogrammed",
            Self::Postpaid => "postpaid",
            Self::TermsPlaced => "terms_placed",
            Self::Building => "building",
            Self::Connected => "connected",
        }
    }

    /// The opposite of [`ApplicationStage::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.as_str() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roads_lead_from_received_to_an_end() {
        for kind in ApplicationKind::ALL {
            let road = kind.road();
            for premises in Premises::ALL {
                assert!(kind.promise(road[0], premises).is_some(), "{kind:?} begins with a promise");
            }
            assert_eq!(road[0], ApplicationStage::Received);
            assert!(road.last().unwrap().is_final());
            for pair in road.windows(2) {
                assert!(kind.next(pair[0]).contains(&pair[1]), "{kind:?} {pair:?}");
            }
        }
    }

    #[test]
    fn nothing_follows_an_end_or_a_foreign_stage() {
        for kind in ApplicationKind::ALL {
            for stage in ApplicationStage::ALL.into_iter().filter(|stage| stage.is_final()) {
                assert_eq!(kind.next(stage), []);
            }
        }
        assert_eq!(ApplicationKind::Refund.next(ApplicationStage::Building), []);
    }

    #[test]
    fn missing_documents_are_a_detour() {
        use ApplicationStage as S;
        assert_eq!(ApplicationKind::Contract.next(S::Received), [S::ReadyToSign, S::Incomplete, S::Refused]);
        assert_eq!(ApplicationKind::Contract.next(S::Incomplete), [S::Received, S::Refused]);
    }

    #[test]
    fn a_contract_has_two_promises_at_once_and_its_premises_decide_one() {
        use ApplicationKind as K;
        use ApplicationStage as S;
        for (premises, draft) in
            [(Premises::Dwelling, Standard::ContractDraft), (Premises::Other, Standard::ContractDraftOther)]
        {
            assert_eq!(K::Contract.promise(S::Received, premises), Some(draft));
            assert_eq!(K::Contract.promise(S::Incomplete, premises), None);
        }
        assert_eq!(K::Contract.notice(S::Received), Some(Standard::ApplicationNotice));
        for kind in ApplicationKind::ALL {
            assert!(kind.notice(S::ReadyToSign).is_none());
            assert!(
                kind.notice(S::Received) != kind.promise(S::Received, Premises::Dwelling),
                "one clock each"
            );
            assert!(
                ApplicationStage::ALL
                    .into_iter()
                    .all(|stage| !(stage.is_final() && kind.takes_documents(stage)))
            );
        }
    }

    #[test]
    fn words_come_back() {
        for premises in Premises::ALL {
            assert_eq!(Premises::parse(premises.as_str()), Some(premises));
        }
        for stage in ApplicationStage::ALL {
            assert_eq!(ApplicationStage::parse(stage.as_str()), Some(stage));
        }
        for kind in ApplicationKind::ALL {
            assert_eq!(ApplicationKind::parse(kind.as_str()), Some(kind));
        }
    }
}
