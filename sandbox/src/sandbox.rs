//! The running sandbox: the store behind its lock, the clock, the modes, and the way to change anything.

use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use crate::clock::{Clock, Moment};
use crate::courier::Errand;
use crate::desk::Desk;
use crate::dice::Dice;
use crate::kept::{self, Kept};
use crate::mailbox::Mailbox;
use crate::modes::Modes;
use crate::notice::Delivery;
use crate::push::Browsers;
use crate::sms::Telephones;
use crate::store::Store;
use crate::store::world::{Record, World};
use crate::wire::Site;

/// The sandbox, shared by all that serves it.
pub type Shared = Arc<Sandbox>;

/// The running sandbox.
#[derive(Debug)]
pub struct Sandbox {
    /// The shop and the address.
    pub site: Site,
    /// The shop's secret key.
    pub key: String,
    /// Business time.
    pub clock: Clock,
    /// Randomness.
    pub dice: Dice,
    /// The mail that arrived.
    pub mailbox: Mailbox,
    /// The text messages that were handed over.
    pub telephones: Telephones,
    /// The notices that were handed over for browsers.
    pub browsers: Browsers,
    modes: Mutex<Modes>,
    store: Mutex<Store>,
    courier: UnboundedSender<Errand>,
}

impl Sandbox {
    /// Opens the folder and stands ready; the receiver yields the notifications to deliver, old ones first.
    ///
    /// # Errors
    /// When the folder's files cannot be read or belong to another process.
    pub fn open(
        folder: &Path,
        site: Site,
        key: String,
        start: Moment,
        dice: Dice,
    ) -> io::Result<(Shared, UnboundedReceiver<Errand>)> {
        let store = Store::open(folder)?;
        let mailbox = Mailbox::open(&folder.join("mail.jsonl"))?;
        let telephones = Telephones::open(&folder.join("sms.jsonl"))?;
        let browsers = Browsers::open(&folder.join("push.jsonl"))?;
        let last = store.last().max(mailbox.last()).max(telephones.last()).max(browsers.last());
        let start = last.map_or(start, |last| last.max(start));
        let (courier, errands) = unbounded_channel();
        for notice in store.world().notices().filter(|notice| notice.delivery == Delivery::Waiting) {
            // The receiver is in this function's hands, so this cannot fail.
            let _ = courier.send(Errand::Deliver(notice.id.clone()));
        }
        let is_first = store.world().kept(kept::SAMPLE).is_none();
        let sandbox = Self {
            site,
            key,
            clock: Clock::starting_at(start),
            dice,
            mailbox,
            telephones,
            browsers,
            modes: Mutex::default(),
            store: Mutex::new(store),
            courier,
        };
        if is_first {
            let now = sandbox.clock.now();
            let kept = Kept::sample(now, &sandbox.dice);
            let mut store = sandbox.store.lock().unwrap_or_else(PoisonError::into_inner);
            sandbox.commit(&mut store, now, vec![Record::Kept(Box::new(kept))])?;
        }
        Ok((Arc::new(sandbox), errands))
    }

    /// The modes as they are.
    #[must_use]
    pub fn modes(&self) -> Modes {
        self.modes.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Changes the modes and tells what they are now.
    pub fn set_modes(&self, change: impl FnOnce(&mut Modes)) -> Modes {
        let mut modes = self.modes.lock().unwrap_or_else(PoisonError::into_inner);
        change(&mut modes);
        modes.clone()
    }

    /// Has one more copy of a notification sent.
    pub fn send_again(&self, id: String) {
        // Nobody to send it means nobody to hear it either.
        let _ = self.courier.send(Errand::SendAgain(id));
    }

    /// Looks at the world of this moment.
    ///
    /// # Errors
    /// When the disk refuses to take what time has changed.
    pub async fn look<R: Send + 'static>(
        self: &Arc<Self>,
        view: impl FnOnce(Desk<'_>) -> R + Send + 'static,
    ) -> io::Result<R> {
        self.act(move |desk| Ok::<_, io::Error>((view(desk), Vec::new()))).await
    }

    /// Does one thing to the world, alone and whole: when this returns, it is on the disk. The deed runs to its end
    /// even when nobody waits for it any more.
    ///
    /// # Errors
    /// The deed's own, or the disk's.
    pub async fn act<R, E>(
        self: &Arc<Self>,
        deed: impl FnOnce(Desk<'_>) -> Result<(R, Vec<Record>), E> + Send + 'static,
    ) -> Result<R, E>
    where
        R: Send + 'static,
        E: From<io::Error> + Send + 'static,
    {
        let sandbox = Arc::clone(self);
        let done = tokio::task::spawn_blocking(move || {
            let mut store = sandbox.store.lock().unwrap_or_else(PoisonError::into_inner);
            let now = sandbox.clock.now();
            let passed = sandbox.desk(store.world(), now).passed();
            sandbox.commit(&mut store, now, passed)?;
            let (result, records) = deed(sandbox.desk(store.world(), now))?;
            sandbox.commit(&mut store, now, records)?;
            Ok(result)
        });
        done.await.map_err(io::Error::other)?
    }

    fn desk<'a>(&'a self, world: &'a World, now: Moment) -> Desk<'a> {
        Desk { world, now, dice: &self.dice, site: &self.site, receipts: self.modes().receipts }
    }

    fn commit(&self, store: &mut Store, now: Moment, records: Vec<Record>) -> io::Result<()> {
        let news: Vec<String> = records
            .iter()
            .filter_map(|record| match record {
                Record::Notice(notice) if notice.delivery == Delivery::Waiting => Some(notice.id.clone()),
                _ => None,
            })
            .collect();
        store.commit(now, records)?;
        for id in news {
            // Without a courier (in tests of the protocol alone) the notification just waits.
            let _ = self.courier.send(Errand::Deliver(id));
        }
        Ok(())
    }
}
