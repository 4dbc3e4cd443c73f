//! Where changes are prepared: the world to look at, the time, and what follows from a change.

use crate::clock::Moment;
use crate::dice::Dice;
use crate::notice::{Delivery, Notice};
use crate::payment::{Payment, Status};
use crate::receipt::Receipt;
use crate::refund::Refund;
use crate::store::world::{Record, World};
use crate::wire::{self, Site};

/// One moment of the world.
#[derive(Clone, Copy, Debug)]
pub struct Desk<'a> {
    /// Everything there is.
    pub world: &'a World,
    /// The moment.
    pub now: Moment,
    /// Randomness.
    pub dice: &'a Dice,
    /// The shop and the address.
    pub site: &'a Site,
}

impl Desk<'_> {
    /// A payment in its new state, with the notification and the receipt that follow from it.
    #[must_use]
    pub fn changed(&self, payment: Payment) -> Vec<Record> {
        let before = self.world.payment(&payment.id).map_or(Status::Pending, |before| before.status);
        let mut records = Vec::new();
        if payment.status != before {
            // The acquirer speaks when it knows; the object is then what it knows.
            let due = payment.hidden_until.map_or(self.now, |until| until.max(self.now));
            if let Some(event) = payment.status.event() {
                let object = wire::payment(&payment, self.site, due);
                records.push(self.notice(event, object, due));
            }
            if payment.status == Status::Succeeded
                && let Some(receipt) = Receipt::register(&payment, due, self.dice)
            {
                records.push(Record::Receipt(Box::new(receipt)));
            }
        }
        records.push(Record::Payment(Box::new(payment)));
        records
    }

    /// A new refund, with its payment and its notification.
    #[must_use]
    pub fn refunded(&self, refund: Refund, payment: Payment) -> Vec<Record> {
        vec![
            Record::Payment(Box::new(payment)),
            self.notice("refund.succeeded", refund.wire(), self.now),
            Record::Refund(Box::new(refund)),
        ]
    }

    /// What time alone has changed since the last look.
    #[must_use]
    pub fn passed(&self) -> Vec<Record> {
        let ended = self.world.open_payments().filter_map(|payment| {
            let mut payment = payment.clone();
            payment.pass_time(self.now).then_some(payment)
        });
        ended.flat_map(|payment| self.changed(payment)).collect()
    }

    fn notice(&self, event: &str, object: serde_json::Value, due: Moment) -> Record {
        Record::Notice(Box::new(Notice {
            id: self.dice.hex(16),
            event: event.to_owned(),
            object,
            created_at: self.now,
            due,
            delivery: Delivery::Waiting,
        }))
    }
}
