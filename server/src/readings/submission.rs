//! A reading that a cabinet, a guest or a terminal sends: one of a group, with its key and its answer.

use axum::http::StatusCode;
use axum::response::Response;
use chrono::{DateTime, FixedOffset, NaiveDate};
use sea_orm::DatabaseTransaction;
use svetlitsa_api::readings::{Channel, FindingView, SubmitReading};
use svetlitsa_api::{ErrorCode, FieldCode, FieldProblem, paths};
use svetlitsa_domain::accounts::access::Action;
use svetlitsa_domain::readings::{Assessment, FindingCode, MomentProblem, day_taken};
use svetlitsa_domain::tariffs::Zone;

use crate::callers::{Caller, Claim, Claimants};
use crate::clock::to_local;
use crate::entity::{account, reading};
use crate::failure::{Failure, Outcome};
use crate::idempotency::{Keys, Mutation};
use crate::readings::{Given, Incoming, Intake, Taken, view};
use crate::state::App;
use crate::store::batch::Job;

/// A reading on its way into the ledger, with everything that its judgement needs.
pub struct Submission {
    app: App,
    caller: Caller,
    number: String,
    mutation: Mutation<SubmitReading>,
    values: Vec<(Zone, u32)>,
}

/// Who sends it, and for which account, once that is known.
struct Sender {
    account: account::Model,
    scope: String,
    channel: Channel,
}

impl Submission {
    /// A reading that somebody wants to give for an account.
    #[must_use]
    pub fn new(app: App, caller: Caller, number: String, mutation: Mutation<SubmitReading>) -> Self {
        let values = mutation.body.values.iter().map(|value| (value.zone, value.value)).collect();
        Self { app, caller, number, mutation, values }
    }

    const fn claim(&self) -> Option<&Claim> {
        match &self.caller {
            Caller::Claim { claim, .. } => Some(claim),
            Caller::Actor(_) => None,
        }
    }

    async fn sender(&self, tx: &DatabaseTransaction, claimants: &Claimants) -> Outcome<Sender> {
        let actor = match &self.caller {
            Caller::Claim { claim, terminal } => &claimants.actor(claim, terminal.clone())?,
            Caller::Actor(actor) => actor,
        };
        let account = actor.account(tx, &self.number, Action::SubmitReading).await?;
        let channel = if actor.terminal.is_some() { Channel::Terminal } else { Channel::Portal };
        Ok(Sender { account, scope: actor.scope.clone(), channel })
    }

    fn incoming<'a>(&'a self, sender: &'a Sender) -> Outcome<Incoming<'a>> {
        let branch = self.app.branch(&sender.account.branch)?;
        let form = &self.mutation.body;
        let now = to_local(self.app.clock.now(), branch.zone);
        Ok(Incoming {
            account: &sender.account,
            branch,
            meter: &form.meter,
            values: Given::Named(&self.values),
            taken_on: day_of(form, &now)?,
            is_confirmed: form.confirmed,
            channel: sender.channel,
            today: now.date_naive(),
            now_ms: now.timestamp_millis(),
        })
    }

    fn answer(&self, sender: &Sender, intake: &mut Intake, keys: &mut Keys) -> Outcome<Response> {
        let incoming = self.incoming(sender)?;
        let zone = incoming.branch.zone;
        match intake.judge(&incoming)? {
            Some(Taken::Recorded(row)) if is_closed(&row) => Err(ErrorCode::ReadingsClosed.into()),
            Some(Taken::Recorded(row)) => {
                let (view, location) =
                    (view(&row, zone)?, paths::fill(paths::READINGS, &[&sender.account.number]));
                intake.keep(&row)?;
                keys.answer(&sender.scope, &self.mutation, (StatusCode::CREATED, Some(location)), &view)
            }
            Some(Taken::SameAgain(row)) => {
                keys.answer(&sender.scope, &self.mutation, (StatusCode::OK, None), &view(&row, zone)?)
            }
            Some(Taken::Asked(assessment)) => Err(confirmation_required(&assessment)),
            None => Err(Failure::field("meter", FieldCode::NotAChoice)),
        }
    }
}

impl Job for Submission {
    type Done = Response;

    async fn together(tx: &DatabaseTransaction, jobs: &[Self]) -> Outcome<Vec<Outcome<Response>>> {
        let claimants = Claimants::look_up(tx, jobs.iter().filter_map(Self::claim)).await?;
        let mut senders = Vec::with_capacity(jobs.len());
        for job in jobs {
            senders.push(job.sender(tx, &claimants).await);
        }
        let known =
            || jobs.iter().zip(&senders).filter_map(|(job, sender)| Some((job, sender.as_ref().ok()?)));
        // The meters are locked first: of twins on PostgreSQL, the second finds the answer of the first.
        let incoming: Vec<_> = known().filter_map(|(job, sender)| job.incoming(sender).ok()).collect();
        let mut intake = Intake::open(tx, &incoming).await?;
        let asked = known().map(|(job, sender)| (sender.scope.as_str(), &job.mutation));
        let mut keys = Keys::look_up(tx, asked).await?;
        let mut outcomes = Vec::with_capacity(jobs.len());
        for (job, sender) in jobs.iter().zip(senders) {
            outcomes.push(sender.and_then(|sender| match keys.answered(&sender.scope, &job.mutation) {
                Some(answer) => answer,
                None => job.answer(&sender, &mut intake, &mut keys),
            }));
        }
        intake.write(tx).await?;
        keys.write(tx).await?;
        Ok(outcomes)
    }
}

/// The day it was taken, by the word of whoever sends it; `None` is today.
fn day_of(form: &SubmitReading, now: &DateTime<FixedOffset>) -> Outcome<Option<NaiveDate>> {
    let Some(taken_at) = form.taken_at else { return Ok(form.taken_on) };
    day_taken(taken_at, now).map(Some).map_err(|problem| {
        let code = match problem {
            MomentProblem::Ahead => FieldCode::TakenAhead,
            MomentProblem::TooLongAgo => FieldCode::TakenTooLongAgo,
        };
        Failure::field("taken_at", code)
    })
}

/// Whether the meter sends its readings by itself: no page offers to enter them, so it is no verdict but a refusal.
fn is_closed(row: &reading::Model) -> bool {
    serde_json::from_str::<Vec<FindingView>>(&row.findings)
        .is_ok_and(|findings| findings.iter().any(|finding| finding.code == FindingCode::EntryClosed))
}

fn confirmation_required(assessment: &Assessment) -> Failure {
    let fields = assessment.questions().map(|finding| FieldProblem {
        field: finding.zone.map_or_else(|| "values".to_owned(), |zone| format!("values.{}", zone.as_str())),
        code: FieldCode::of_question(finding.code),
    });
    Failure { fields: fields.collect(), ..ErrorCode::ConfirmationRequired.into() }
}
