//! An acquirer that does what a test prepares.

use std::collections::VecDeque;
use std::sync::Mutex;

use chrono::{DateTime, Utc};
use svetlitsa_domain::Kopecks;
use svetlitsa_server::acquirer::{
    Acquirer, AcquirerError, Answer, BindingOrder, Listing, MethodAnswer, MethodStanding, Order,
    RefundAnswer, RefundOrder, RefundStanding, Standing,
};

/// An acquirer that answers what the test prepares, and otherwise waits for the payer.
#[derive(Default)]
pub(crate) struct ScriptedAcquirer {
    script: Mutex<VecDeque<Result<Standing, AcquirerError>>>,
    pub(crate) orders: Mutex<Vec<Order>>,
    /// What it says it took, page by page; without it, it gives no list.
    pub(crate) book: Mutex<Vec<Vec<Answer>>>,
    /// What becomes of refunds, in order; afterwards all of them go back at once.
    pub(crate) refund_script: Mutex<VecDeque<Result<RefundStanding, AcquirerError>>>,
    pub(crate) refunds: Mutex<Vec<RefundOrder>>,
    /// What becomes of a method that is to be kept, in order; afterwards it may be charged.
    pub(crate) method_script: Mutex<VecDeque<Result<MethodStanding, AcquirerError>>>,
}

impl ScriptedAcquirer {
    /// The next answers, in order.
    pub(crate) fn will(&self, answers: impl IntoIterator<Item = Result<Standing, AcquirerError>>) {
        self.script.lock().unwrap().extend(answers);
    }

    fn next(&self, id: &str, amount: Kopecks) -> Result<Answer, AcquirerError> {
        let scripted = self.script.lock().unwrap().pop_front();
        let standing = scripted.unwrap_or_else(|| Ok(pending()))?;
        Ok(Answer { acquirer_id: format!("a-{id}"), payment_id: Some(id.to_owned()), amount, standing })
    }
}

impl ScriptedAcquirer {
    fn answer(&self, order: &RefundOrder) -> Result<RefundAnswer, AcquirerError> {
        let scripted = self.refund_script.lock().unwrap().pop_front();
        Ok(RefundAnswer {
            acquirer_id: format!("a-{}", order.refund_id),
            refund_id: Some(order.refund_id.clone()),
            amount: order.amount,
            standing: scripted.unwrap_or(Ok(RefundStanding::Returned))?,
        })
    }

    fn method(&self, id: &str) -> Result<MethodAnswer, AcquirerError> {
        let scripted = self.method_script.lock().unwrap().pop_front();
        let active = MethodStanding::Active { instrument: Some("Mir •••• 0004".to_owned()) };
        Ok(MethodAnswer { method_id: id.to_owned(), standing: scripted.unwrap_or(Ok(active))? })
    }
}

/// The payer has a link.
pub(crate) fn pending() -> Standing {
    Standing::Pending { confirmation_url: Some("https://bank.example/pay".to_owned()), qr_payload: None }
}

/// The money is taken.
pub(crate) fn paid() -> Standing {
    Standing::Succeeded {
        at: None,
        operation_id: Some("RRN1".to_owned()),
        instrument: Some("Mir •••• 4242".to_owned()),
    }
}

/// Declined.
pub(crate) fn declined() -> Standing {
    Standing::Cancelled { reason: "insufficient_funds".to_owned() }
}

#[async_trait::async_trait]
impl Acquirer for ScriptedAcquirer {
    async fn register(&self, order: &Order) -> Result<Answer, AcquirerError> {
        self.orders.lock().unwrap().push(order.clone());
        self.next(&order.payment_id, order.amount)
    }

    async fn find(&self, acquirer_id: &str) -> Result<Answer, AcquirerError> {
        let id = acquirer_id.trim_start_matches("a-").to_owned();
        let order = self.orders.lock().unwrap().iter().find(|order| order.payment_id == id).cloned();
        match order {
            Some(order) => self.next(&id, order.amount),
            None => Err(AcquirerError::Unknown("no such payment".to_owned())),
        }
    }

    async fn list(
        &self,
        _: DateTime<Utc>,
        _: DateTime<Utc>,
        cursor: Option<&str>,
    ) -> Result<Listing, AcquirerError> {
        let book = self.book.lock().unwrap();
        let page: usize = cursor.map_or(0, |cursor| cursor.parse().unwrap());
        let items = book.get(page).cloned().ok_or(AcquirerError::Unknown("closed".to_owned()))?;
        Ok(Listing { items, next: (page + 1 < book.len()).then(|| (page + 1).to_string()) })
    }

    async fn refund(&self, order: &RefundOrder) -> Result<RefundAnswer, AcquirerError> {
        self.refunds.lock().unwrap().push(order.clone());
        self.answer(order)
    }

    async fn find_refund(&self, acquirer_id: &str) -> Result<RefundAnswer, AcquirerError> {
        let id = acquirer_id.trim_start_matches("a-");
        let order = self.refunds.lock().unwrap().iter().find(|order| order.refund_id == id).cloned();
        self.answer(&order.ok_or_else(|| AcquirerError::Unknown("no such refund".to_owned()))?)
    }

    async fn find_lost_refund(&self, order: &RefundOrder) -> Result<Option<RefundAnswer>, AcquirerError> {
        let is_known = self.refunds.lock().unwrap().iter().any(|known| known.refund_id == order.refund_id);
        is_known.then(|| self.answer(order)).transpose()
    }

    async fn bind(&self, order: &BindingOrder) -> Result<MethodAnswer, AcquirerError> {
        self.method(&format!("m-{}", order.key))
    }

    async fn find_method(&self, method_id: &str) -> Result<MethodAnswer, AcquirerError> {
        self.method(method_id)
    }
}
