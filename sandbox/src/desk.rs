//! Where changes are prepared: the world to look at, the time, and what follows from a change.

use std::collections::BTreeMap;

use crate::amount::Kopecks;
use crate::atol::Ticket;
use crate::clock::Moment;
use crate::dice::Dice;
use crate::kept::{Kept, KeptStatus};
use crate::modes::ReceiptModes;
use crate::notice::{Delivery, Notice};
use crate::payment::{Payment, Status};
use crate::receipt::Receipt;
use crate::refund::{Refund, RefundStatus};
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
    /// How the cash registers print.
    pub receipts: ReceiptModes,
}

impl Desk<'_> {
    /// A payment in its new state, with the notification and the receipt that follow from it.
    #[must_use]
    pub fn changed(&self, mut payment: Payment) -> Vec<Record> {
        let before = self.world.payment(&payment.id).map_or(Status::Pending, |before| before.status);
        let mut records = Vec::new();
        if payment.status != before {
            // The acquirer speaks when it knows; the object is then what it knows.
            let due = payment.hidden_until.map_or(self.now, |until| until.max(self.now));
            if payment.status == Status::Succeeded
                && let Some(request) = &payment.receipt
            {
                let receipt = Receipt::new(self, due, &payment.id, None, request.clone());
                (payment.receipt_leaves, payment.is_receipt_refused) =
                    (Some(receipt.registered_at), receipt.is_refused);
                records.push(Record::Receipt(Box::new(receipt)));
            }
            if let Some(event) = payment.status.event() {
                let object = wire::payment(&payment, self.site, due);
                records.push(self.notice(event, object, due));
            }
        }
        records.push(Record::Payment(Box::new(payment)));
        records
    }

    /// A kept method in its new state; the shop hears when it may be charged.
    #[must_use]
    pub fn kept(&self, kept: Kept) -> Vec<Record> {
        let was_active = self.world.kept(&kept.id).is_some_and(|before| before.status == KeptStatus::Active);
        let mut records = Vec::new();
        if kept.status == KeptStatus::Active && !was_active {
            records.push(self.notice("payment_method.active", kept.wire(self.site), self.now));
        }
        records.push(Record::Kept(Box::new(kept)));
        records
    }

    /// A new refund, with its payment and its notification.
    #[must_use]
    pub fn refunded(&self, refund: Refund, payment: Payment) -> Vec<Record> {
        let mut records = vec![Record::Payment(Box::new(payment))];
        if refund.status == RefundStatus::Succeeded {
            if let Some(request) = &refund.receipt {
                let receipt =
                    Receipt::new(self, self.now, &refund.payment_id, Some(&refund.id), request.clone());
                records.push(Record::Receipt(Box::new(receipt)));
            }
            records.push(self.notice("refund.succeeded", refund.wire(), self.now));
        }
        records.push(Record::Refund(Box::new(refund)));
        records
    }

    /// A document for the cash register, with the call that tells of its end.
    #[must_use]
    pub fn handed_over(&self, ticket: Ticket) -> Vec<Record> {
        let mut records = Vec::new();
        if let Some(url) = ticket.callback_url() {
            records.push(Record::Notice(Box::new(Notice {
                id: self.dice.hex(16),
                event: "atol.report".to_owned(),
                object: ticket.report(ticket.leaves_at),
                created_at: self.now,
                due: ticket.leaves_at,
                delivery: Delivery::Waiting,
                url: Some(url.to_owned()),
            })));
        }
        records.push(Record::Ticket(Box::new(ticket)));
        records
    }

    /// Refunds whose time has come: the money leaves, or is refused and stays with the payment. Two of one payment see
    /// each other's end.
    fn refunds_ended(&self) -> Vec<Record> {
        let mut payments = BTreeMap::<&str, Payment>::new();
        let mut records = Vec::new();
        for refund in self.world.refunds_under_way().filter(|refund| self.now >= refund.settles_at()) {
            let Some(known) = self.world.payment(&refund.payment_id) else { continue };
            let payment = payments.entry(&refund.payment_id).or_insert_with(|| known.clone());
            let mut refund = refund.clone();
            if refund.is_refused {
                refund.status = RefundStatus::Canceled;
                payment.refunded = Kopecks(payment.refunded.0 - refund.amount.0);
            } else {
                refund.status = RefundStatus::Succeeded;
            }
            records.extend(self.refunded(refund, payment.clone()));
        }
        records
    }

    /// What time alone has changed since the last look.
    #[must_use]
    pub fn passed(&self) -> Vec<Record> {
        let ended = self.world.open_payments().filter_map(|payment| {
            let mut payment = payment.clone();
            payment.pass_time(self.now).then_some(payment)
        });
        ended.flat_map(|payment| self.changed(payment)).chain(self.refunds_ended()).collect()
    }

    fn notice(&self, event: &str, object: serde_json::Value, due: Moment) -> Record {
        Record::Notice(Box::new(Notice {
            id: self.dice.hex(16),
            event: event.to_owned(),
            object,
            created_at: self.now,
            due,
            delivery: Delivery::Waiting,
            url: None,
        }))
    }
}
