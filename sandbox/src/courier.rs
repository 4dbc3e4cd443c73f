//! Takes notifications to the merchant, again and again until it answers 200 — or plays the bad mail service that it
//! is asked to be.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use reqwest::{Client, StatusCode};
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::sync::{Mutex, oneshot};
use tokio::time::sleep;

use crate::notice::{Delivery, Notice};
use crate::sandbox::Shared;
use crate::store::world::Record;

const FIRST_GAP: Duration = Duration::from_secs(1);
const LONGEST_GAP: Duration = Duration::from_secs(60);
const GIVE_UP_AFTER: TimeDelta = TimeDelta::hours(24);
/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long a notification waits for another one to overtake it.
const OVERTAKING: Duration = Duration::from_secs(5);
/// How often the business clock is looked at while a notification is not due yet.
const TICK: Duration = Duration::from_millis(100);

/// What the courier is sent to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Errand {
    /// Deliver this notification.
    Deliver(String),
    /// Send one more copy of it, whatever became of it before.
    SendAgain(String),
}

/// The courier: knows the merchant's door.
#[derive(Clone, Debug)]
pub struct Courier {
    sandbox: Shared,
    client: Client,
    url: Arc<str>,
    /// The notification that waits to be overtaken.
    waiting: Arc<Mutex<Option<oneshot::Sender<()>>>>,
}

impl Courier {
    /// A courier to that address.
    ///
    /// # Errors
    /// When no HTTP client can be made.
    pub fn new(sandbox: Shared, url: &str) -> reqwest::Result<Self> {
        let client = Client::builder().timeout(PATIENCE).build()?;
        Ok(Self { sandbox, client, url: url.into(), waiting: Arc::default() })
    }

    /// Runs the errands that come, each on its own way. Ends when no more can come.
    pub async fn run(self, mut errands: UnboundedReceiver<Errand>) {
        while let Some(errand) = errands.recv().await {
            let courier = self.clone();
            tokio::spawn(async move {
                let done = match &errand {
                    Errand::Deliver(id) => courier.deliver(id).await,
                    Errand::SendAgain(id) => courier.send_again(id).await,
                };
                if let Err(error) = done {
                    tracing::error!(%error, ?errand, "the store failed; it will be sent after a restart");
                }
            });
        }
    }

    async fn deliver(&self, id: &str) -> io::Result<()> {
        let Some(notice) = self.notice(id).await? else { return Ok(()) };
        while self.sandbox.clock.now() < notice.due {
            sleep(TICK).await;
        }
        let modes = self.sandbox.modes().notifications;
        let behind = if modes.reorder && !modes.drop { self.let_one_overtake().await } else { None };
        sleep(Duration::from_millis(modes.delay_ms)).await;
        let delivery = self.persist(id, &notice).await?;
        if delivery == Delivery::Delivered {
            for _ in 0..modes.duplicates {
                self.post(&notice).await;
            }
        }
        // The one that was overtaken may go.
        if let Some(release) = behind {
            let _ = release.send(());
        }
        self.settle(id, delivery).await
    }

    /// Sends until the merchant answers 200, a day has passed, or the way is cut.
    async fn persist(&self, id: &str, notice: &Notice) -> io::Result<Delivery> {
        let mut gap = FIRST_GAP;
        loop {
            if self.sandbox.modes().notifications.drop {
                return Ok(Delivery::Lost);
            }
            if self.post(notice).await {
                return Ok(Delivery::Delivered);
            }
            sleep(gap).await;
            gap = (gap * 2).min(LONGEST_GAP);
            match self.notice(id).await? {
                Some(known) if known.delivery != Delivery::Waiting => return Ok(known.delivery),
                _ if self.sandbox.clock.now() > notice.due + GIVE_UP_AFTER => return Ok(Delivery::Lost),
                _ => {}
            }
        }
    }

    /// Sends one copy now; tells whether the merchant answered 200.
    async fn post(&self, notice: &Notice) -> bool {
        let answer =
            self.client.post(notice.url.as_deref().unwrap_or(&self.url)).json(&notice.body()).send().await;
        let status = answer.as_ref().map(reqwest::Response::status);
        match &status {
            Ok(status) => tracing::info!(event = notice.event, notification = notice.id, %status, "notified"),
            Err(error) => {
                tracing::info!(event = notice.event, notification = notice.id, %error, "not notified");
            }
        }
        status.is_ok_and(|status| status == StatusCode::OK)
    }

    async fn send_again(&self, id: &str) -> io::Result<()> {
        let Some(notice) = self.notice(id).await? else { return Ok(()) };
        if self.post(&notice).await { self.settle(id, Delivery::Delivered).await } else { Ok(()) }
    }

    /// The first of a pair waits here until the second has been delivered; the second gets the means to release it.
    async fn let_one_overtake(&self) -> Option<oneshot::Sender<()>> {
        let mut waiting = self.waiting.lock().await;
        if let Some(release) = waiting.take().filter(|release| !release.is_closed()) {
            return Some(release);
        }
        let (release, released) = oneshot::channel();
        *waiting = Some(release);
        drop(waiting);
        // Nobody came, or the other one is through: either way it may go.
        let _ = tokio::time::timeout(OVERTAKING, released).await;
        None
    }

    async fn notice(&self, id: &str) -> io::Result<Option<Notice>> {
        let id = id.to_owned();
        self.sandbox.look(move |desk| desk.world.notice(&id).cloned()).await
    }

    async fn settle(&self, id: &str, delivery: Delivery) -> io::Result<()> {
        let id = id.to_owned();
        let deed = self.sandbox.act(move |desk| {
            let known = desk.world.notice(&id).filter(|notice| notice.delivery != delivery);
            let settled = known.map(|notice| Notice { delivery, ..notice.clone() });
            let records = settled.map(|notice| Record::Notice(Box::new(notice)));
            Ok::<_, io::Error>(((), records.into_iter().collect()))
        });
        deed.await
    }
}
