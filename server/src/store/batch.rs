//! Group commit: work that arrives together becomes durable together. An embedded database waits for the disk once
//! for all of it, and nobody is told of success before that.

use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};

use sea_orm::{DatabaseConnection, DatabaseTransaction, TransactionTrait};
use svetlitsa_api::ErrorCode;
use tokio::sync::oneshot;

use crate::failure::Outcome;
use crate::store;

/// Most pieces of work in one transaction: nobody waits longer than these take.
const MOST_AT_ONCE: usize = 64;

/// A piece of work inside a savepoint of its own: what fails leaves nothing and hinders nobody.
pub trait Job: Send + 'static {
    /// What comes of it.
    type Done: Send + 'static;

    /// Does it, and commits the savepoint when it is done.
    fn run(self, savepoint: DatabaseTransaction) -> impl Future<Output = Outcome<Self::Done>> + Send;
}

/// Work that waits, and whether somebody is at it.
struct Waiting<J: Job> {
    jobs: Vec<(J, oneshot::Sender<Outcome<J::Done>>)>,
    is_under_way: bool,
}

/// Where work of a kind comes together.
pub struct Batch<J: Job>(Arc<Mutex<Waiting<J>>>);

impl<J: Job> Clone for Batch<J> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<J: Job> Default for Batch<J> {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(Waiting { jobs: Vec::new(), is_under_way: false })))
    }
}

impl<J: Job> Batch<J> {
    /// Does a piece of work together with whatever else waits, and answers when all of it is on the disk.
    ///
    /// # Errors
    /// What the work fails with; [`ErrorCode::Unavailable`] when the disk did not take it.
    pub async fn run(&self, db: &DatabaseConnection, job: J) -> Outcome<J::Done> {
        let (reply, answer) = oneshot::channel();
        let was_under_way = {
            let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            waiting.jobs.push((job, reply));
            std::mem::replace(&mut waiting.is_under_way, true)
        };
        if !was_under_way {
            // By itself: whoever asked first may go away, and the others must not suffer for it.
            tokio::spawn(self.clone().work(db.clone()));
        }
        answer.await.unwrap_or_else(|_| Err(ErrorCode::Unavailable.into()))
    }

    async fn work(self, db: DatabaseConnection) {
        loop {
            let jobs: Vec<_> = {
                let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
                if waiting.jobs.is_empty() {
                    waiting.is_under_way = false;
                    return;
                }
                let count = waiting.jobs.len().min(MOST_AT_ONCE);
                waiting.jobs.drain(..count).collect()
            };
            // A panic ends these, not those that come after them.
            let _ = tokio::spawn(together(db.clone(), jobs)).await;
        }
    }
}

async fn together<J: Job>(db: DatabaseConnection, jobs: Vec<(J, oneshot::Sender<Outcome<J::Done>>)>) {
    let tx = match store::begin_write(&db).await {
        Ok(tx) => tx,
        Err(error) => {
            tracing::error!(%error, "database");
            return;
        }
    };
    let mut done = Vec::with_capacity(jobs.len());
    for (job, reply) in jobs {
        let outcome = match tx.begin().await {
            Ok(savepoint) => job.run(savepoint).await,
            Err(error) => Err(error.into()),
        };
        done.push((outcome, reply));
    }
    let is_durable = match tx.commit().await {
        Ok(()) => true,
        Err(error) => {
            tracing::error!(%error, "database");
            false
        }
    };
    for (outcome, reply) in done {
        // Whoever asked may be gone.
        let _ =
            reply.send(if is_durable { outcome } else { outcome.and(Err(ErrorCode::Unavailable.into())) });
    }
}
