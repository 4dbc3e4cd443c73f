//! The road of a campaign, and that of somebody on its list.

use serde::{Deserialize, Serialize};

use crate::notices::Channel;

/// Longest campaign, days: what is older than that was another occasion.
pub const MOST_DAYS: i64 = 92;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// What people are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Scenario {
    /// That something is owed, and how much.
    Debt,
    /// That supply is to be restricted.
    Restriction,
    /// That a reading is missing.
    Readings,
    /// Anything else.
    Information,
}

impl Scenario {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Debt, Self::Restriction, Self::Readings, Self::Information];

    /// The word on the wire and in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Debt => "debt",
            Self::Restriction => "restriction",
            Self::Readings => "readings",
            Self::Information => "information",
        }
    }

    /// The opposite of [`Scenario::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scenario| scenario.as_str() == word)
    }

    /// Whether the words have to name the sum (`seeds/002` ch. 5 s. 6: the sum of the debt is told to its debtor).
    #[must_use]
    pub const fn names_sum(self) -> bool {
        matches!(self, Self::Debt | Self::Restriction)
    }

    /// Whether somebody may say that they want no more of it. Not of what the law has us announce.
    #[must_use]
    pub const fn may_be_declined(self) -> bool {
        !matches!(self, Self::Restriction)
    }
}

/// How far a campaign is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CampaignStage {
    /// Being written: it may be changed and thrown away.
    Draft,
    /// Begins at its time.
    Scheduled,
    /// Going on.
    Running,
    /// Its end has come.
    Ended,
    /// Somebody has ended it.
    Stopped,
}

/// What may be done with a campaign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CampaignStep {
    /// A supervisor lets it begin at its time.
    Schedule,
    /// Its time has come.
    Begin,
    /// Its end has come.
    End,
    /// A supervisor ends it.
    Stop,
}

impl CampaignStage {
    /// Every one.
    pub const ALL: [Self; 5] = [Self::Draft, Self::Scheduled, Self::Running, Self::Ended, Self::Stopped];

    /// The word in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Scheduled => "scheduled",
            Self::Running => "running",
            Self::Ended => "ended",
            Self::Stopped => "stopped",
        }
    }

    /// The opposite of [`CampaignStage::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.as_str() == word)
    }

    /// Where a step leads; `None` when it has no place here.
    #[must_use]
    pub const fn after(self, step: CampaignStep) -> Option<Self> {
        match (self, step) {
            (Self::Draft, CampaignStep::Schedule) => Some(Self::Scheduled),
            (Self::Scheduled, CampaignStep::Begin) => Some(Self::Running),
            (Self::Scheduled | Self::Running, CampaignStep::End) => Some(Self::Ended),
            (Self::Scheduled | Self::Running, CampaignStep::Stop) => Some(Self::Stopped),
            _ => None,
        }
    }

    /// Whether nothing happens any more.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Ended | Self::Stopped)
    }

    /// What a supervisor may do now.
    #[must_use]
    pub fn steps(self) -> Vec<CampaignStep> {
        [CampaignStep::Schedule, CampaignStep::Stop]
            .into_iter()
            .filter(|step| self.after(*step).is_some())
            .collect()
    }
}

/// How far somebody on the list is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ContactStage {
    /// To be told, for the first time or once more.
    Waiting,
    /// A letter or message is on its way.
    Sent,
    /// It arrived; somebody answered the call.
    Reached,
    /// There is nothing to tell any more: it is paid, the reading is here.
    Gone,
    /// The telephone is somebody else's, the mailbox is not there.
    Failed,
    /// The campaign was over before.
    Missed,
}

impl ContactStage {
    /// Every one.
    pub const ALL: [Self; 6] =
        [Self::Waiting, Self::Sent, Self::Reached, Self::Gone, Self::Failed, Self::Missed];

    /// The word in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sent => "sent",
            Self::Reached => "reached",
            Self::Gone => "gone",
            Self::Failed => "failed",
            Self::Missed => "missed",
        }
    }

    /// The opposite of [`ContactStage::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.as_str() == word)
    }

    /// Whether somebody may still be told: whoever answered a call is called again while the ground lasts.
    #[must_use]
    pub const fn may_be_tried(self, channel: Channel) -> bool {
        match self {
            Self::Waiting => true,
            Self::Reached => matches!(channel, Channel::Phone),
            Self::Sent | Self::Gone | Self::Failed | Self::Missed => false,
        }
    }
}

/// What is wrong with the beginning and the end of a campaign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanFault {
    /// It ends before it begins.
    EndsBefore,
    /// Its end has passed.
    EndsPast,
    /// It lasts longer than [`MOST_DAYS`].
    TooLong,
}

/// Whether a campaign may last from one moment to another, Unix ms. It may begin in the past: then it begins at once.
///
/// # Errors
/// [`PlanFault`].
pub const fn check_plan(begins: i64, ends: i64, now: i64) -> Result<(), PlanFault> {
    if ends <= begins {
        return Err(PlanFault::EndsBefore);
    }
    if ends <= now {
        return Err(PlanFault::EndsPast);
    }
    if ends - begins > MOST_DAYS * DAY_MS {
        return Err(PlanFault::TooLong);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_table() {
        use CampaignStage::{Draft, Ended, Running, Scheduled, Stopped};
        use CampaignStep::{Begin, End, Schedule, Stop};
        let steps = [Schedule, Begin, End, Stop];
        for (stage, after) in [
            (Draft, [Some(Scheduled), None, None, None]),
            (Scheduled, [None, Some(Running), Some(Ended), Some(Stopped)]),
            (Running, [None, None, Some(Ended), Some(Stopped)]),
            (Ended, [None; 4]),
            (Stopped, [None; 4]),
        ] {
            assert_eq!(steps.map(|step| stage.after(step)), after, "{stage:?}");
            assert_eq!(stage.is_over(), after == [None; 4]);
            assert_eq!(CampaignStage::parse(stage.as_str()), Some(stage));
        }
        assert_eq!((Draft.steps(), Scheduled.steps()), (vec![Schedule], vec![Stop]));
        assert_eq!((Running.steps(), Ended.steps()), (vec![Stop], vec![]));
    }

    #[test]
    fn words_come_back_and_the_law_is_not_declined() {
        for scenario in Scenario::ALL {
            assert_eq!(Scenario::parse(scenario.as_str()), Some(scenario));
        }
        for stage in ContactStage::ALL {
            assert_eq!(ContactStage::parse(stage.as_str()), Some(stage));
        }
        assert_eq!(Scenario::ALL.map(Scenario::may_be_declined), [true, false, true, true]);
        assert_eq!(Scenario::ALL.map(Scenario::names_sum), [true, true, false, false]);
    }

    #[test]
    fn only_calls_are_repeated_after_a_success() {
        for stage in ContactStage::ALL {
            let may = |channel| stage.may_be_tried(channel);
            assert_eq!(may(Channel::Phone), matches!(stage, ContactStage::Waiting | ContactStage::Reached));
            assert_eq!(may(Channel::Email), stage == ContactStage::Waiting);
            assert_eq!(may(Channel::Sms), stage == ContactStage::Waiting);
        }
    }

    #[test]
    fn it_ends_after_it_begins_and_not_in_the_past() {
        for (begins, ends, now, expected) in [
            (0, DAY_MS, 0, Ok(())),
            (-DAY_MS, DAY_MS, 0, Ok(())),
            (DAY_MS, DAY_MS, 0, Err(PlanFault::EndsBefore)),
            (-2 * DAY_MS, -DAY_MS, 0, Err(PlanFault::EndsPast)),
            (0, MOST_DAYS * DAY_MS, 0, Ok(())),
            (0, MOST_DAYS * DAY_MS + 1, 0, Err(PlanFault::TooLong)),
        ] {
            assert_eq!(check_plan(begins, ends, now), expected, "{begins} {ends} {now}");
        }
    }
}
