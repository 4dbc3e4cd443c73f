//! The payment object as the merchant sees it.

use serde_json::{Value, json};

use crate::clock::{Moment, wire};
use crate::method;
use crate::payment::{Confirmation, Payment, Status};
use crate::receipt::ReceiptStatus;

/// What the objects say about the shop and the sandbox's own address.
#[derive(Clone, Debug)]
pub struct Site {
    /// The shop's number.
    pub shop: String,
    /// Where a payer's browser finds the sandbox, without a slash at the end.
    pub public_url: String,
}

impl Site {
    /// By what name a sender calls the push service that this is, too.
    #[must_use]
    pub fn origin(&self) -> String {
        self.public_url.clone()
    }

    /// The address of the bank's page for a method that is to be kept.
    #[must_use]
    pub fn method_page(&self, method: &str) -> String {
        format!("{}/bank/methods/{method}", self.public_url)
    }

    /// The address of the bank's page for a payment.
    #[must_use]
    pub fn bank_page(&self, payment: &str) -> String {
        format!("{}/bank/{payment}", self.public_url)
    }
}

/// The payment object of the protocol at that moment.
#[must_use]
pub fn payment(payment: &Payment, site: &Site, now: Moment) -> Value {
    let status = payment.status_at(now);
    let paid = matches!(status, Status::WaitingForCapture | Status::Succeeded);
    let mut object = json!({
        "id": payment.id,
        "status": status.name(),
        "amount": payment.amount.wire(),
        "recipient": { "account_id": site.shop, "gateway_id": "1800001" },
        "created_at": wire(payment.created_at),
        "test": true,
        "paid": paid,
        "refundable": status == Status::Succeeded && payment.refundable().0 > 0,
        "metadata": payment.metadata,
    });
    let mut set = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            object[name] = value;
        }
    };
    set("description", payment.description.as_ref().map(|text| json!(text)));
    set("merchant_customer_id", payment.merchant_customer_id.as_ref().map(|text| json!(text)));
    if status == Status::Pending {
        set("confirmation", payment.confirmation.as_ref().map(|way| confirmation(way, &payment.id, site)));
    }
    let payer = payment.payer.as_ref().filter(|_| status != Status::Pending);
    let kept = payment.charged_method.as_deref().unwrap_or(&payment.id);
    set(
        "payment_method",
        match (payer, payment.wanted) {
            (Some(payer), _) => Some(method::used(
                payer,
                kept,
                payment.charged_method.is_some() || (paid && payment.save_method),
            )),
            (None, Some(kind)) => Some(method::unused(kind, kept)),
            (None, None) => None,
        },
    );
    if paid && let Some(payer) = payer.filter(|payer| payer.kind != method::MethodKind::Sbp) {
        set(
            "authorization_details",
            Some(json!({
                "rrn": payer.rrn,
                "auth_code": payer.auth_code,
                "three_d_secure": { "applied": payment.charged_method.is_none() },
            })),
        );
    }
    match status {
        Status::Pending => {}
        Status::WaitingForCapture => set("expires_at", payment.expires_at.map(|end| json!(wire(end)))),
        Status::Succeeded => {
            let fee = payer.map_or(0, |payer| payment.amount.per_myriad(payer.kind.fee()).0);
            let income = crate::amount::Kopecks(payment.amount.0 - fee);
            set("income_amount", Some(income.wire()));
            set("captured_at", payment.captured_at.map(|at| json!(wire(at))));
            set("refunded_amount", Some(payment.refunded.wire()));
            let registration = ReceiptStatus::at(now, payment.receipt_leaves, payment.is_receipt_refused);
            set("receipt_registration", payment.receipt.as_ref().map(|_| json!(registration.name())));
        }
        Status::Canceled => set("cancellation_details", payment.cancellation.as_ref().map(|end| json!(end))),
    }
    object
}

fn confirmation(way: &Confirmation, id: &str, site: &Site) -> Value {
    match way {
        Confirmation::Redirect { return_url } => json!({
            "type": "redirect",
            "return_url": return_url,
            "confirmation_url": site.bank_page(id),
        }),
        Confirmation::Qr { data, .. } => json!({ "type": "qr", "confirmation_data": data }),
        Confirmation::Embedded { token } => json!({ "type": "embedded", "confirmation_token": token }),
    }
}
