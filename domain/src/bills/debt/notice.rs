//! The ways on which a notice of restriction reaches a debtor (ПП РФ № 354, п. 119).

use serde::{Deserialize, Serialize};

/// By what a notice was delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum NoticeChannel {
    /// Handed over against a signature.
    Signature,
    /// Registered letter.
    RegisteredMail,
    /// Printed on a bill.
    Bill,
    /// In the cabinet on the site.
    Cabinet,
    /// In the state system of housing services.
    HousingSystem,
    /// SMS.
    Sms,
    /// A call that was recorded.
    RecordedCall,
    /// E-mail.
    Email,
    /// A way of a newer version.
    #[serde(other)]
    Unknown,
}

impl NoticeChannel {
    /// Every way that is known.
    pub const ALL: [Self; 8] = [
        Self::Signature,
        Self::RegisteredMail,
        Self::Bill,
        Self::Cabinet,
        Self::HousingSystem,
        Self::Sms,
        Self::RecordedCall,
        Self::Email,
    ];

    /// The word in the store and on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Signature => "signature",
            Self::RegisteredMail => "registered_mail",
            Self::Bill => "bill",
            Self::Cabinet => "cabinet",
            Self::HousingSystem => "housing_system",
            Self::Sms => "sms",
            Self::RecordedCall => "recorded_call",
            Self::Email => "email",
            Self::Unknown => "unknown",
        }
    }

    /// The opposite of [`NoticeChannel::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.as_str() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back() {
        for channel in NoticeChannel::ALL {
            assert_eq!(NoticeChannel::parse(channel.as_str()), Some(channel));
        }
        assert_eq!(NoticeChannel::parse("pigeon"), None);
    }
}
