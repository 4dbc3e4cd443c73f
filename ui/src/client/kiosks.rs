//! Terminals.

use svetlitsa_api::kiosks::EnrolTerminal;
use svetlitsa_api::paths;
use svetlitsa_api::session::SessionView;

use super::{Answer, Attempt, Caller};

/// Enrols this browser as a terminal by a one-time code.
///
/// # Errors
/// [`super::ClientError`].
pub async fn enrol_terminal(body: &EnrolTerminal, attempt: &Attempt) -> Answer<SessionView> {
    super::post(&Caller::cabinet(), paths::KIOSK_ENROLMENT, body, attempt).await
}
