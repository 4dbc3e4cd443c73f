//! The world in memory: the latest state of every thing the journal tells of.

use std::collections::{BTreeSet, HashMap};

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::atol::{Ticket, Token};
use crate::clock::Moment;
use crate::kept::Kept;
use crate::notice::Notice;
use crate::payment::{Payment, Status};
use crate::receipt::Receipt;
use crate::refund::{Refund, RefundStatus};

/// How long an idempotence key is honoured.
const KEY_LIVES: TimeDelta = TimeDelta::hours(24);

/// A thing in its newest state.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Record {
    /// A payment.
    Payment(Box<Payment>),
    /// A refund.
    Refund(Box<Refund>),
    /// A kept method.
    Kept(Box<Kept>),
    /// A fiscal receipt.
    Receipt(Box<Receipt>),
    /// A document for a cash register of ATOL Online.
    Ticket(Box<Ticket>),
    /// A token of ATOL Online.
    Token(Box<Token>),
    /// A notification to the merchant.
    Notice(Box<Notice>),
    /// An answer under its idempotence key.
    Answer(Box<Answer>),
}

/// What was asked under an idempotence key, and what was answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The key.
    pub key: String,
    /// When it was first used.
    pub at: Moment,
    /// The path that was asked.
    pub path: String,
    /// The body that was sent.
    pub request: Value,
    /// The body that was answered.
    pub answer: Value,
}

/// Everything there is.
#[derive(Debug, Default)]
pub struct World {
    payments: Shelf<Payment>,
    refunds: Shelf<Refund>,
    kept: Shelf<Kept>,
    receipts: Shelf<Receipt>,
    tickets: Shelf<Ticket>,
    tokens: HashMap<String, Token>,
    notices: Shelf<Notice>,
    answers: HashMap<String, Answer>,
    /// Payments that time can still end.
    open: BTreeSet<String>,
    /// Refunds that time will end.
    refunding: BTreeSet<String>,
}

impl World {
    /// Takes in the newest state of a thing.
    pub fn apply(&mut self, record: Record) {
        match record {
            Record::Payment(payment) => {
                if matches!(payment.status, Status::Pending | Status::WaitingForCapture) {
                    self.open.insert(payment.id.clone());
                } else {
                    self.open.remove(&payment.id);
                }
                self.payments.put(payment.id.clone(), *payment);
            }
            Record::Refund(refund) => {
                if refund.status == RefundStatus::Pending {
                    self.refunding.insert(refund.id.clone());
                } else {
                    self.refunding.remove(&refund.id);
                }
                self.refunds.put(refund.id.clone(), *refund);
            }
            Record::Kept(kept) => self.kept.put(kept.id.clone(), *kept),
            Record::Receipt(receipt) => self.receipts.put(receipt.id.clone(), *receipt),
            Record::Ticket(ticket) => self.tickets.put(ticket.uuid.clone(), *ticket),
            Record::Token(token) => {
                self.tokens.insert(token.text.clone(), *token);
            }
            Record::Notice(notice) => self.notices.put(notice.id.clone(), *notice),
            Record::Answer(answer) => {
                self.answers.insert(answer.key.clone(), *answer);
            }
        }
    }

    /// The payment of that id.
    #[must_use]
    pub fn payment(&self, id: &str) -> Option<&Payment> {
        self.payments.get(id)
    }

    /// All payments, oldest first.
    pub fn payments(&self) -> impl DoubleEndedIterator<Item = &Payment> {
        self.payments.iter()
    }

    /// The payments that wait for the payer or for the merchant, by id.
    pub fn open_payments(&self) -> impl Iterator<Item = &Payment> {
        self.open.iter().filter_map(|id| self.payment(id))
    }

    /// All refunds, oldest first.
    pub fn refunds(&self) -> impl DoubleEndedIterator<Item = &Refund> {
        self.refunds.iter()
    }

    /// The refunds that are on their way, by id.
    pub fn refunds_under_way(&self) -> impl Iterator<Item = &Refund> {
        self.refunding.iter().filter_map(|id| self.refunds.get(id))
    }

    /// The kept method of that id.
    #[must_use]
    pub fn kept(&self, id: &str) -> Option<&Kept> {
        self.kept.get(id)
    }

    /// All receipts, oldest first.
    pub fn receipts(&self) -> impl DoubleEndedIterator<Item = &Receipt> {
        self.receipts.iter()
    }

    /// The document of ATOL Online of that uuid.
    #[must_use]
    pub fn ticket(&self, uuid: &str) -> Option<&Ticket> {
        self.tickets.get(uuid)
    }

    /// All documents of ATOL Online, oldest first.
    pub fn tickets(&self) -> impl DoubleEndedIterator<Item = &Ticket> {
        self.tickets.iter()
    }

    /// A token of ATOL Online.
    #[must_use]
    pub fn token(&self, text: &str) -> Option<&Token> {
        self.tokens.get(text)
    }

    /// The notification of that id.
    #[must_use]
    pub fn notice(&self, id: &str) -> Option<&Notice> {
        self.notices.get(id)
    }

    /// All notifications, oldest first.
    pub fn notices(&self) -> impl DoubleEndedIterator<Item = &Notice> {
        self.notices.iter()
    }

    /// The answer stored under that key, while it is honoured.
    #[must_use]
    pub fn answer(&self, key: &str, now: Moment) -> Option<&Answer> {
        self.answers.get(key).filter(|answer| now < answer.at + KEY_LIVES)
    }
}

/// Things by id, in the order in which they came.
#[derive(Debug)]
struct Shelf<T> {
    places: HashMap<String, usize>,
    things: Vec<T>,
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self { places: HashMap::new(), things: Vec::new() }
    }
}

impl<T> Shelf<T> {
    fn put(&mut self, id: String, thing: T) {
        match self.places.get(&id) {
            Some(place) => self.things[*place] = thing,
            None => {
                self.places.insert(id, self.things.len());
                self.things.push(thing);
            }
        }
    }

    fn get(&self, id: &str) -> Option<&T> {
        self.things.get(*self.places.get(id)?)
    }

    fn iter(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.things.iter()
    }
}
