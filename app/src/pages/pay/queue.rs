//! Payments that were chosen together and are made one after another: each goes to one payee, and the bank asks about each.
//!
//! Those to come are kept by this tab. What was begun is with the server, whatever becomes of the tab.

use serde::{Deserialize, Serialize};
use svetlitsa_api::payments::CreatePayment;
use svetlitsa_domain::Kopecks;
use svetlitsa_ui::json;

use crate::draft::Draft;

/// Payments that are yet to be begun.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Queue {
    /// How many were chosen together.
    pub(crate) of: usize,
    /// Those to come, the next one first.
    pub(crate) rest: Vec<CreatePayment>,
}

impl Queue {
    /// What this tab keeps; empty when nothing.
    pub(crate) fn read() -> Self {
        place().read().and_then(|text| json::decode(&text)).unwrap_or_default()
    }

    /// Keeps it in place of what was there.
    pub(crate) fn keep(&self) {
        let text = if self.rest.is_empty() { None } else { serde_json::to_string(self).ok() };
        place().keep(&text.unwrap_or_default());
    }

    /// Which one is the next, counted from one.
    pub(crate) fn place_of_next(&self) -> usize {
        (self.of + 1).saturating_sub(self.rest.len())
    }

    /// The next one, and what is left behind it.
    pub(crate) fn split(mut self) -> Option<(CreatePayment, Self)> {
        if self.rest.is_empty() {
            return None;
        }
        let next = self.rest.remove(0);
        Some((next, self))
    }

    /// The sum of those to come.
    pub(crate) fn sum(&self) -> Kopecks {
        self.rest.iter().map(|payment| payment.amount_kopecks).sum()
    }
}

fn place() -> Draft {
    Draft::new("pay", "several", "queue")
}

#[cfg(test)]
mod tests {
    use svetlitsa_domain::payments::PaymentMethod;

    use super::*;

    #[test]
    fn one_comes_after_another() {
        let payment = |kopecks: i64| CreatePayment {
            account: "67100000017".parse().unwrap(),
            amount_kopecks: Kopecks(kopecks),
            method: PaymentMethod::Sbp,
            payee: (kopecks == 200).then(|| "old".to_owned()),
            period: None,
            refuse_repeat: true,
            readings: Vec::new(),
        };
        let queue = Queue { of: 3, rest: vec![payment(200), payment(300)] };
        assert_eq!((queue.place_of_next(), queue.sum()), (2, Kopecks(500)));
        let text = serde_json::to_string(&queue).unwrap();
        assert_eq!(serde_json::from_str::<Queue>(&text).unwrap(), queue);
        let (next, left) = queue.split().unwrap();
        assert_eq!((next, left.place_of_next()), (payment(200), 3));
        assert_eq!(left.split().unwrap().1.split(), None);
    }
}
