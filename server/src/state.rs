//! What every handler and job shares.

use std::sync::Arc;

use sea_orm::DatabaseConnection;
use tokio::sync::broadcast;
use tokio_util::sync::CancellationToken;

use crate::acquirer::Acquirer;
use crate::agents::till::Deposit;
use crate::clock::{Clock, RealTime};
use crate::data::DataSet;
use crate::documents::Press;
use crate::failure::{Failure, Outcome};
use crate::fiscal::Fiscal;
use crate::limits::FailureLimiter;
use crate::readings::Submission;
use crate::seals::Seals;
use crate::settings::Settings;
use crate::store;
use crate::store::batch::Batch;

/// Shared state; cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The database.
    pub db: DatabaseConnection,
    /// The same, for every transaction that writes: [`store::writer`].
    pub writer: DatabaseConnection,
    /// Business time.
    pub clock: Clock,
    /// What operators edit: branches, calendar, offices, templates.
    pub data: Arc<DataSet>,
    /// Prints documents.
    pub press: Arc<Press>,
    /// Settings.
    pub settings: Arc<Settings>,
    /// The acquirer, when one is configured.
    pub acquirer: Option<Arc<dyn Acquirer>>,
    /// Who registers fiscal documents.
    pub fiscal: Arc<Fiscal>,
    /// Ids of payments that have just changed.
    pub payment_changes: broadcast::Sender<String>,
    /// Readings that arrive together.
    pub submissions: Batch<Submission>,
    /// Money of agents that arrives together.
    pub deposits: Batch<Deposit>,
    /// Real time of brakes and one-time codes.
    pub real_time: RealTime,
    /// What secrets are sealed with in the database.
    pub seals: Arc<Seals>,
    /// Brakes on guessing.
    pub limiter: Arc<FailureLimiter>,
    /// Ends streams and jobs when the service stops.
    pub stopping: CancellationToken,
    /// Wakes the job that talks to the acquirer.
    pub acquirer_work: Arc<tokio::sync::Notify>,
    /// Wakes the job that has fiscal documents registered.
    pub fiscal_work: Arc<tokio::sync::Notify>,
    /// Wakes the job that sends mail.
    pub mail_work: Arc<tokio::sync::Notify>,
    /// Wakes the job that hands text messages over.
    pub sms_work: Arc<tokio::sync::Notify>,
    /// Wakes the job that hands notices over to browsers.
    pub push_work: Arc<tokio::sync::Notify>,
    /// Wakes the job that answers by letter.
    pub answer_work: Arc<tokio::sync::Notify>,
}

impl App {
    /// Puts the shared state together.
    #[must_use]
    pub fn new(
        db: DatabaseConnection,
        clock: Clock,
        data: Arc<DataSet>,
        settings: Arc<Settings>,
        acquirer: Option<Arc<dyn Acquirer>>,
    ) -> Self {
        Self {
            writer: store::writer(&db),
            db,
            clock,
            press: Arc::new(Press::new(&data.documents)),
            data,
            settings,
            acquirer,
            fiscal: Arc::default(),
            payment_changes: broadcast::channel(256).0,
            submissions: Batch::default(),
            deposits: Batch::default(),
            real_time: RealTime::default(),
            seals: Arc::default(),
            limiter: Arc::default(),
            stopping: CancellationToken::new(),
            acquirer_work: Arc::default(),
            fiscal_work: Arc::default(),
            mail_work: Arc::default(),
            sms_work: Arc::default(),
            push_work: Arc::default(),
            answer_work: Arc::default(),
        }
    }

    /// The same with keys to seal secrets with.
    #[must_use]
    pub fn with_seals(self, seals: Seals) -> Self {
        Self { seals: Arc::new(seals), ..self }
    }

    /// The same with somebody who registers fiscal documents.
    #[must_use]
    pub fn with_fiscal(self, fiscal: Fiscal) -> Self {
        Self { fiscal: Arc::new(fiscal), ..self }
    }

    /// The same with another real time, and nobody counted yet.
    #[must_use]
    pub fn with_real_time(self, real_time: RealTime) -> Self {
        let limiter = Arc::new(FailureLimiter::timed_by(real_time.clone()));
        Self { real_time, limiter, ..self }
    }

    /// A branch that an account names. A missing one is a broken database, not a client's error.
    ///
    /// # Errors
    /// Internal failure.
    pub fn branch(&self, id: &str) -> Outcome<&crate::data::Branch> {
        self.data.branches.get(id).ok_or_else(|| Failure::internal(&format!("no branch profile {id}")))
    }

    /// The branch that stands where no account is chosen yet.
    ///
    /// # Errors
    /// Never for a loaded data set, which checks it.
    pub fn home_branch(&self) -> Outcome<&crate::data::Branch> {
        self.branch(&self.data.home_branch)
    }

    /// Whether cookies must not travel without TLS.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.settings.public_url().starts_with("https://")
    }
}
