//! Outages (отключения): what is wrong, how far it is put right, which houses it covers, and when who asked for it is
//! written to (`seeds/004` 4.1, 5, 6, 10; `facts/features.md`, row Outages).

mod place;
mod road;

use serde::{Deserialize, Serialize};

pub use place::{Place, houses_of, same_street, street_of};
pub use road::{OutageAction, OutageNews, OutageStage, PlanProblem, check_plan, news_leaves};

/// Reports of one house within these hours are one: later the first was put right, and this is another.
pub const JOINED_HOURS: i64 = 6;

/// What an outage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OutageKind {
    /// No power.
    PowerOff,
    /// Power of bad quality: low, or it comes and goes.
    BadQuality,
}

/// What somebody reports. A wire on the ground is none of these: it is for the telephone alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OutageTrouble {
    /// No power in the flat, while neighbours have it.
    Flat,
    /// No power in the house.
    House,
    /// The light flickers, or is dim.
    Flicker,
}

impl OutageKind {
    /// Every kind, in the order offered.
    pub const ALL: [Self; 2] = [Self::PowerOff, Self::BadQuality];

    /// The word on the wire and in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PowerOff => "power_off",
            Self::BadQuality => "bad_quality",
        }
    }

    /// The opposite of [`OutageKind::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

impl OutageTrouble {
    /// Every one, in the order offered.
    pub const ALL: [Self; 3] = [Self::House, Self::Flat, Self::Flicker];

    /// Whether neighbours have the same: then their reports are one. A flat without power has a cause of its own.
    #[must_use]
    pub const fn is_shared(self) -> bool {
        matches!(self, Self::House | Self::Flicker)
    }

    /// The word on the wire and in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Flat => "flat",
            Self::House => "house",
            Self::Flicker => "flicker",
        }
    }

    /// The opposite of [`OutageTrouble::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|trouble| trouble.as_str() == word)
    }
}

/// Whether a report is the same as one that came before it, both Unix ms.
#[must_use]
pub const fn joins(first_ms: i64, now_ms: i64) -> bool {
    now_ms >= first_ms && now_ms - first_ms < JOINED_HOURS * 60 * 60 * 1000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back() {
        for kind in OutageKind::ALL {
            assert_eq!(OutageKind::parse(kind.as_str()), Some(kind));
        }
        for trouble in OutageTrouble::ALL {
            assert_eq!(OutageTrouble::parse(trouble.as_str()), Some(trouble));
        }
        assert_eq!(OutageTrouble::parse("wire"), None);
    }

    #[test]
    fn reports_are_one_for_six_hours() {
        const HOUR: i64 = 60 * 60 * 1000;
        for (hours, is_one) in [(0, true), (5, true), (6, false), (-1, false)] {
            assert_eq!(joins(100 * HOUR, (100 + hours) * HOUR), is_one, "{hours}");
        }
        assert!(OutageTrouble::House.is_shared() && !OutageTrouble::Flat.is_shared());
    }
}
