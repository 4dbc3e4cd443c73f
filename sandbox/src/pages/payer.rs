//! What a payer does, at the bank's page or on the phone.

use std::io;

use chrono::TimeDelta;

use crate::method::{MethodKind, Payer};
use crate::payment::{Confirmation, Payment, Status};
use crate::sandbox::Shared;

/// The longest delay, an hour: by then a link would have died.
const LONGEST_DELAY: u32 = 3_600;
/// Why a bank may say no, in the order in which the page offers it.
pub(super) const REASONS: [&str; 15] = [
    "insufficient_funds",
    "3d_secure_failed",
    "general_decline",
    "call_issuer",
    "card_expired",
    "country_forbidden",
    "fraud_suspected",
    "identification_required",
    "internal_timeout",
    "invalid_card_number",
    "invalid_csc",
    "issuer_unavailable",
    "payment_method_limit_exceeded",
    "payment_method_restricted",
    "permission_revoked",
];

/// What the payer chose.
#[derive(Clone, Debug)]
pub(super) enum Choice {
    /// Pays; the shop hears of it after so many seconds.
    Pay { kind: Option<MethodKind>, delay_s: u32 },
    /// Is declined, for one of [`REASONS`].
    Decline { reason: String },
}

impl Choice {
    fn leads_to(&self, payment: &Payment) -> bool {
        match self {
            Self::Pay { .. } => matches!(payment.status, Status::Succeeded | Status::WaitingForCapture),
            Self::Decline { .. } => payment.status == Status::Canceled,
        }
    }
}

/// What came of it.
pub(super) enum Outcome {
    /// It is so now; or it was so before, as after a double click. The payer goes on to this address, if any.
    Done(Option<String>),
    /// The payment had ended otherwise before.
    TooLate,
    /// There is no such payment.
    Unknown,
}

/// Carries the choice out. The money is in the book before this returns.
pub(super) async fn choose(sandbox: &Shared, id: String, choice: Choice) -> io::Result<Outcome> {
    let deed = sandbox.act(move |desk| {
        let Some(known) = desk.world.payment(&id) else { return Ok((Outcome::Unknown, Vec::new())) };
        let mut payment = known.clone();
        let done = match &choice {
            Choice::Pay { kind, delay_s } => {
                let kind = payment.wanted.or(*kind).unwrap_or(MethodKind::BankCard);
                let delay = TimeDelta::seconds((*delay_s).min(LONGEST_DELAY).into());
                payment.pay(desk.now, Payer::new(kind, desk.dice), delay)
            }
            Choice::Decline { reason } => {
                let known = REASONS.iter().find(|known| *known == reason);
                payment.decline(known.copied().unwrap_or("general_decline"))
            }
        };
        Ok::<_, io::Error>(match done {
            Ok(()) => (Outcome::Done(way_back(&payment)), desk.changed(payment)),
            Err(_) if choice.leads_to(&payment) => (Outcome::Done(way_back(&payment)), Vec::new()),
            Err(_) => (Outcome::TooLate, Vec::new()),
        })
    });
    deed.await
}

fn way_back(payment: &Payment) -> Option<String> {
    payment.confirmation.as_ref().and_then(Confirmation::return_url).map(str::to_owned)
}

/// The payment of that id.
pub(super) async fn payment(sandbox: &Shared, id: &str) -> io::Result<Option<Payment>> {
    let id = id.to_owned();
    sandbox.look(move |desk| desk.world.payment(&id).cloned()).await
}
