//! The hours in which people may be disturbed, for what waits in an outbox.

use svetlitsa_domain::notices::{SendingHours, may_leave};

use crate::failure::{Failure, Outcome};
use crate::state::App;

/// When something may leave, real time, Unix ms: when the branch's hours begin; at once where somebody waits for it, and it
/// names no branch.
pub(super) fn leaves_at(app: &App, branch: Option<&str>) -> Outcome<i64> {
    let now = app.real_time.now_ms();
    let Some(branch) = branch else { return Ok(now) };
    let here = app.clock.now().with_timezone(&app.branch(branch)?.zone).naive_local();
    let leaves = may_leave(here, SendingHours::standard(), &app.data.calendar);
    let leaves = leaves.map_err(|error| Failure::internal(&error))?;
    Ok(now + (leaves - here).num_milliseconds())
}
