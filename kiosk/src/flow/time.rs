//! Time: how long a step may be quiet, how long an answer may take, how often to ask. All of it is data.

use chrono::{DateTime, FixedOffset, TimeDelta};
use svetlitsa_ui::client::ClientError;

use super::{Overlay, Request, Step, Turn, Wait};

/// Seconds a visitor may be quiet in an ordinary step before the terminal asks.
const QUIET_MENU: u32 = 60;
/// The same once the receipt lies there.
const QUIET_RECEIPT: u32 = 20;
/// Seconds of the question «Вы ещё здесь?»; WCAG 2.2.1 asks for 20 at least.
pub const WARNING_SECONDS: u32 = 20;
/// Seconds an answer may take.
const PATIENCE: u32 = 25;
/// Seconds between attempts of a terminal that is cut off and has no visitor.
const RETRY: u32 = 10;
/// Seconds between looks at the clock and the window of a terminal nobody uses.
const REFRESH: u32 = 60;
/// Seconds between looks for the fiscal document of a receipt.
const LOOK_AGAIN: u32 = 3;
/// How often a receipt is read again for it; afterwards it comes by other ways.
const LOOKS: u32 = 10;
/// How long a payment keeps the screen at most.
pub(super) const KEPT_FOR: TimeDelta = TimeDelta::minutes(15);

impl Turn {
    pub(super) fn tick(&mut self, now: DateTime<FixedOffset>) {
        self.flow.now = Some(now);
        self.flow.elapsed = self.flow.elapsed.saturating_add(1);
        self.chores();
        self.count_quiet(now);
    }

    /// What is due by itself.
    fn chores(&mut self) {
        let elapsed = self.flow.elapsed;
        match self.flow.step.clone() {
            Step::Wait(wait) if elapsed >= PATIENCE => {
                self.go(Step::Trouble { of: wait, error: ClientError::Offline });
            }
            Step::Trouble { of: Wait::Session, .. } if elapsed >= RETRY => {
                self.go(Step::Wait(Wait::Session));
            }
            Step::Attract if elapsed.is_multiple_of(REFRESH) => {
                self.ask(Request::Session);
            }
            Step::Receipt { visit, payment, receipt, looks, .. }
                if receipt.is_fiscal_expected && looks < LOOKS && elapsed.is_multiple_of(LOOK_AGAIN) =>
            {
                if let Step::Receipt { looks, .. } = &mut self.flow.step {
                    *looks += 1;
                }
                let request = Request::Receipt { token: visit.access.token, id: payment };
                self.flow.awaited = Some(self.ask(request));
            }
            _ => {}
        }
    }

    /// Silence: a question with a countdown, then everything is forgotten.
    fn count_quiet(&mut self, now: DateTime<FixedOffset>) {
        if let Some(Overlay::StillThere { left }) = self.flow.overlay {
            match left.saturating_sub(1) {
                0 => self.wipe(),
                left => self.flow.overlay = Some(Overlay::StillThere { left }),
            }
            return;
        }
        let Some(limit) = quiet_limit(&self.flow.step) else { return };
        // While the bank waits, silence is no absence: the payer is busy with the telephone.
        if let Step::Paying(paying) = &self.flow.step
            && paying.deadline().is_none_or(|deadline| now < deadline)
        {
            self.flow.quiet = 0;
            return;
        }
        self.flow.quiet = self.flow.quiet.saturating_add(1);
        if self.flow.quiet >= limit {
            self.flow.overlay = Some(Overlay::StillThere { left: WARNING_SECONDS });
        }
    }
}

/// Seconds of silence that a step bears; `None` where nobody is, and while the server is being asked.
fn quiet_limit(step: &Step) -> Option<u32> {
    match step {
        Step::Wait(_) => None,
        Step::Receipt { .. } => Some(QUIET_RECEIPT),
        step if step.is_visit() => Some(QUIET_MENU),
        _ => None,
    }
}
