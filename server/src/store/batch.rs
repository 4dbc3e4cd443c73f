//! Group commit: work that arrives together is judged together and becomes durable together. An embedded database
//! waits for the disk once for all of it, and nobody is told of success before that.

use std::future::Future;
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use sea_orm::{DatabaseConnection, DatabaseTransaction};
use svetlitsa_api::ErrorCode;
use tokio::sync::{Notify, oneshot};

use crate::failure::{Failure, Outcome};
use crate::store;

/// Most pieces of work in one transaction: nobody waits longer than these take.
const MOST_AT_ONCE: usize = 64;
/// How long a group waits for those who were there just before. Without it a crowd falls into two halves, each of which
/// waits for the other's trip to the disk.
const GATHERING: Duration = Duration::from_millis(1);

/// A piece of work that is done together with others of its kind.
pub trait Job: Send + Sync + Sized + 'static {
    /// What comes of it.
    type Done: Send + 'static;

    /// Does them in their order, as if each came by itself: an outcome for each. What fails there has written nothing.
    /// A failure of the whole undoes all of it, and each is then done by itself.
    fn together(
        tx: &DatabaseTransaction,
        jobs: &[Self],
    ) -> impl Future<Output = Outcome<Vec<Outcome<Self::Done>>>> + Send;
}

/// Work that waits, and whether somebody is at it.
struct Waiting<J: Job> {
    jobs: Vec<(J, oneshot::Sender<Outcome<J::Done>>)>,
    is_under_way: bool,
}

/// Where work of a kind comes together.
pub struct Batch<J: Job>(Arc<Hall<J>>);

/// Who waits, and how it is known that somebody came.
struct Hall<J: Job> {
    waiting: Mutex<Waiting<J>>,
    arrived: Notify,
}

impl<J: Job> Hall<J> {
    fn waiting(&self) -> MutexGuard<'_, Waiting<J>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<J: Job> Clone for Batch<J> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<J: Job> Default for Batch<J> {
    fn default() -> Self {
        let waiting = Mutex::new(Waiting { jobs: Vec::new(), is_under_way: false });
        Self(Arc::new(Hall { waiting, arrived: Notify::new() }))
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
            let mut waiting = self.0.waiting();
            waiting.jobs.push((job, reply));
            std::mem::replace(&mut waiting.is_under_way, true)
        };
        self.0.arrived.notify_one();
        if !was_under_way {
            // By itself: whoever asked first may go away, and the others must not suffer for it.
            tokio::spawn(self.clone().work(db.clone()));
        }
        answer.await.unwrap_or_else(|_| Err(unavailable()))
    }

    async fn work(self, db: DatabaseConnection) {
        // How many were here around the last group. Whoever is alone waits for nobody.
        let mut crowd = 1;
        loop {
            if crowd > 1 {
                // The time is over: those who are here go.
                let _ = tokio::time::timeout(GATHERING, self.gathered(crowd)).await;
            }
            let (jobs, replies): (Vec<_>, Vec<_>) = {
                let mut waiting = self.0.waiting();
                if waiting.jobs.is_empty() {
                    waiting.is_under_way = false;
                    return;
                }
                let count = waiting.jobs.len().min(MOST_AT_ONCE);
                waiting.jobs.drain(..count).unzip()
            };
            let count = replies.len();
            let outcomes = all_or_each(&db, jobs).await;
            crowd = (count + self.0.waiting().jobs.len()).min(MOST_AT_ONCE);
            for (reply, outcome) in replies.into_iter().zip(outcomes) {
                // Whoever asked may be gone.
                let _ = reply.send(outcome);
            }
        }
    }

    /// Until so many wait.
    async fn gathered(&self, crowd: usize) {
        while self.0.waiting().jobs.len() < crowd {
            self.0.arrived.notified().await;
        }
    }
}

/// Does pieces of work in one transaction, or each in its own when that fails: one that breaks hinders no other.
pub async fn all_or_each<J: Job>(db: &DatabaseConnection, jobs: Vec<J>) -> Vec<Outcome<J::Done>> {
    let jobs = Arc::new(jobs);
    let count = jobs.len();
    match attempt(db, &jobs, 0..count).await {
        Attempt::Durable(outcomes) => return outcomes,
        Attempt::Stuck => return (0..count).map(|_| Err(unavailable())).collect(),
        Attempt::Broken(_) => {}
    }
    tracing::warn!(count, "a group failed: each by itself");
    let mut outcomes = Vec::with_capacity(count);
    for at in 0..count {
        outcomes.push(match attempt(db, &jobs, at..at + 1).await {
            Attempt::Durable(mut outcomes) => outcomes.pop().unwrap_or_else(|| Err(unavailable())),
            Attempt::Broken(failure) => Err(failure),
            Attempt::Stuck => break,
        });
    }
    outcomes.resize_with(count, || Err(unavailable()));
    outcomes
}

/// What a transaction ended in.
enum Attempt<D> {
    /// It is on the disk.
    Durable(Vec<Outcome<D>>),
    /// The work broke, and nothing of it stays.
    Broken(Failure),
    /// The database takes nothing at all; there is no use in trying again.
    Stuck,
}

async fn attempt<J: Job>(
    db: &DatabaseConnection,
    jobs: &Arc<Vec<J>>,
    which: Range<usize>,
) -> Attempt<J::Done> {
    let (db, jobs) = (db.clone(), Arc::clone(jobs));
    let attempt = tokio::spawn(async move {
        let tx = match store::begin_write(&db).await {
            Ok(tx) => tx,
            Err(error) => {
                tracing::error!(%error, "database");
                return Attempt::Stuck;
            }
        };
        let outcomes = match J::together(&tx, &jobs[which]).await {
            Ok(outcomes) => outcomes,
            Err(failure) => {
                if let Err(error) = tx.rollback().await {
                    tracing::error!(%error, "database");
                }
                return Attempt::Broken(failure);
            }
        };
        match tx.commit().await {
            Ok(()) => Attempt::Durable(outcomes),
            Err(error) => {
                tracing::error!(%error, "database");
                Attempt::Stuck
            }
        }
    });
    // A panic is the work's own: dropped, its transaction is undone.
    attempt.await.unwrap_or_else(|_| Attempt::Broken(ErrorCode::Internal.into()))
}

fn unavailable() -> Failure {
    ErrorCode::Unavailable.into()
}
