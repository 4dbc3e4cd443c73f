//! A reading that a cabinet, a guest or a terminal sends: one of a group, with its key and its answer.

use axum::http::StatusCode;
use axum::response::Response;
use chrono::{DateTime, FixedOffset, NaiveDate};
use sea_orm::DatabaseTransaction;
use svetlitsa_api::readings::{Channel, FindingView, SubmitReading};
use svetlitsa_api::{ErrorCode, FieldCode, FieldProblem, paths};
use svetlitsa_domain::readings::{Assessment, FindingCode, MomentProblem, day_taken};
use svetlitsa_domain::tariffs::Zone;

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
    account: account::Model,
    scope: String,
    channel: Channel,
    mutation: Mutation<SubmitReading>,
    values: Vec<(Zone, u32)>,
}

impl Submission {
    /// A reading for an account, under a scope of idempotency keys.
    #[must_use]
    pub fn new(
        app: App,
        account: account::Model,
        scope: String,
        channel: Channel,
        mutation: Mutation<SubmitReading>,
    ) -> Self {
        let values = mutation.body.values.iter().map(|value| (value.zone, value.value)).collect();
        Self { app, account, scope, channel, mutation, values }
    }

    fn incoming(&self) -> Outcome<Incoming<'_>> {
        let branch = self.app.branch(&self.account.branch)?;
        let form = &self.mutation.body;
        let now = to_local(self.app.clock.now(), branch.zone);
        Ok(Incoming {
            account: &self.account,
            branch,
            meter: &form.meter,
            values: Given::Named(&self.values),
            taken_on: day_of(form, &now)?,
            is_confirmed: form.confirmed,
            channel: self.channel,
            today: now.date_naive(),
            now_ms: now.timestamp_millis(),
        })
    }

    fn answer(&self, incoming: Incoming<'_>, intake: &mut Intake, keys: &mut Keys) -> Outcome<Response> {
        let zone = incoming.branch.zone;
        match intake.judge(&incoming)? {
            Some(Taken::Recorded(row)) if is_closed(&row) => Err(ErrorCode::ReadingsClosed.into()),
            Some(Taken::Recorded(row)) => {
                let (view, location) =
                    (view(&row, zone)?, paths::fill(paths::READINGS, &[&self.account.number]));
                intake.keep(&row)?;
                keys.answer(&self.scope, &self.mutation, (StatusCode::CREATED, Some(location)), &view)
            }
            Some(Taken::SameAgain(row)) => {
                keys.answer(&self.scope, &self.mutation, (StatusCode::OK, None), &view(&row, zone)?)
            }
            Some(Taken::Asked(assessment)) => Err(confirmation_required(&assessment)),
            None => Err(Failure::field("meter", FieldCode::NotAChoice)),
        }
    }
}

impl Job for Submission {
    type Done = Response;

    async fn together(tx: &DatabaseTransaction, jobs: &[Self]) -> Outcome<Vec<Outcome<Response>>> {
        let incoming: Vec<Outcome<Incoming<'_>>> = jobs.iter().map(Self::incoming).collect();
        // The meters are locked first: of twins on PostgreSQL, the second finds the answer of the first.
        let mut intake = Intake::open(tx, incoming.iter().flatten()).await?;
        let asked = jobs.iter().map(|job| (job.scope.as_str(), &job.mutation));
        let mut keys = Keys::look_up(tx, asked).await?;
        let mut outcomes = Vec::with_capacity(jobs.len());
        for (job, incoming) in jobs.iter().zip(incoming) {
            outcomes.push(match keys.answered(&job.scope, &job.mutation) {
                Some(answer) => answer,
                None => incoming.and_then(|incoming| job.answer(incoming, &mut intake, &mut keys)),
            });
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
