//! How the outside world behaves: tests and curious people make it fail on demand.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

/// How the acquirer's API answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AcquirerMode {
    /// As it should.
    #[default]
    Up,
    /// The connection closes without an answer; nothing happens.
    Down,
    /// 500 with an unknown outcome: what was asked has been done.
    #[serde(rename = "500")]
    Broken,
    /// 200 with a page in place of JSON; what was asked has been done.
    Rubbish,
    /// The right answer, late.
    Slow,
    /// 202 to every POST: not finished, repeat the same request.
    Processing,
}

impl AcquirerMode {
    /// All of them, with the names that the control API uses.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::Up, "up"),
        (Self::Down, "down"),
        (Self::Broken, "500"),
        (Self::Rubbish, "rubbish"),
        (Self::Slow, "slow"),
        (Self::Processing, "processing"),
    ];
}

/// How notifications travel.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeModes {
    /// They are lost and never sent again.
    pub drop: bool,
    /// They set out this much later.
    pub delay_ms: u64,
    /// After the first delivery come this many copies.
    pub duplicates: u32,
    /// Each one waits for the next and travels behind it.
    pub reorder: bool,
}

/// How refunds end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefundModes {
    /// They stay on their way so long.
    pub delay_s: u32,
    /// The bank refuses them in the end.
    pub refuse: bool,
}

/// How the cash registers print, the acquirer's own and those of ATOL Online.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptModes {
    /// Documents stay in the queue so long.
    pub delay_s: u32,
    /// In the end they are refused.
    pub refuse: bool,
}

impl ReceiptModes {
    /// How long documents stay in the queue.
    #[must_use]
    pub fn delay(self) -> TimeDelta {
        TimeDelta::seconds(self.delay_s.into())
    }
}

/// All modes. They are of the moment: a restart clears them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Modes {
    /// The acquirer's API.
    pub acquirer: AcquirerMode,
    /// How late `slow` is.
    pub slow_ms: u64,
    /// Notifications.
    pub notifications: NoticeModes,
    /// Refunds.
    pub refunds: RefundModes,
    /// Cash registers.
    pub receipts: ReceiptModes,
    /// ATOL Online's API, with the acquirer's bad days.
    pub atol: AcquirerMode,
}

impl Default for Modes {
    fn default() -> Self {
        Self {
            acquirer: AcquirerMode::Up,
            slow_ms: 15_000,
            notifications: NoticeModes::default(),
            refunds: RefundModes::default(),
            receipts: ReceiptModes::default(),
            atol: AcquirerMode::Up,
        }
    }
}

/// A change of some modes; what is not named stays.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModesPatch {
    acquirer: Option<AcquirerMode>,
    slow_ms: Option<u64>,
    notifications: Option<NoticeModesPatch>,
    refunds: Option<QueueModesPatch>,
    receipts: Option<QueueModesPatch>,
    atol: Option<AcquirerMode>,
    /// Moves the business clock forward.
    pub advance_s: Option<u32>,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct QueueModesPatch {
    delay_s: Option<u32>,
    refuse: Option<bool>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct NoticeModesPatch {
    drop: Option<bool>,
    delay_ms: Option<u64>,
    duplicates: Option<u32>,
    reorder: Option<bool>,
}

impl ModesPatch {
    /// Writes what is named into `modes`.
    pub fn apply(self, modes: &mut Modes) {
        fn put<T>(place: &mut T, value: Option<T>) {
            if let Some(value) = value {
                *place = value;
            }
        }
        put(&mut modes.acquirer, self.acquirer);
        put(&mut modes.atol, self.atol);
        put(&mut modes.slow_ms, self.slow_ms);
        if let Some(patch) = self.refunds {
            put(&mut modes.refunds.delay_s, patch.delay_s);
            put(&mut modes.refunds.refuse, patch.refuse);
        }
        if let Some(patch) = self.receipts {
            put(&mut modes.receipts.delay_s, patch.delay_s);
            put(&mut modes.receipts.refuse, patch.refuse);
        }
        if let Some(patch) = self.notifications {
            let notices = &mut modes.notifications;
            put(&mut notices.drop, patch.drop);
            put(&mut notices.delay_ms, patch.delay_ms);
            put(&mut notices.duplicates, patch.duplicates.map(|copies| copies.min(20)));
            put(&mut notices.reorder, patch.reorder);
        }
    }
}
