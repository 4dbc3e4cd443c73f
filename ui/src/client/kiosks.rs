//! Terminals.

use svetlitsa_api::kiosks::EnrolTerminal;
use svetlitsa_api::paths;
use svetlitsa_api::session::TerminalView;

use super::{Answer, Attempt, Caller};

/// Enrols this browser as a terminal by a one-time code.
///
/// # Errors
/// [`super::ClientError`]; `terminal_not_enrolled` when the code is not valid, or no longer.
pub async fn enrol_terminal(body: &EnrolTerminal, attempt: &Attempt) -> Answer<TerminalView> {
    super::post(&Caller::cabinet(), paths::KIOSK_ENROLMENT, body, attempt).await
}
