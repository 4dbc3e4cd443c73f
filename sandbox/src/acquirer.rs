//! The merchant's API: the YooKassa protocol, version 3, as far as a supplier of electricity needs it.

mod auth;
mod bind_method;
mod call;
mod capture_payment;
mod create_payment;
mod create_receipt;
mod create_refund;
mod fields;
mod listing;
mod order_fields;
mod payment_methods;
mod payments;
mod receipt_fields;
mod receipts;
mod refunds;
mod refusal;
mod settings;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};

pub use refusal::Refusal;

use crate::faults;
use crate::sandbox::Shared;

/// The API, to be served under `/v3`.
pub fn router(sandbox: &Shared) -> Router<Shared> {
    Router::new()
        .route("/payments", get(payments::list).post(create_payment::create))
        .route("/payments/{id}", get(payments::get))
        .route("/payments/{id}/capture", post(capture_payment::capture))
        .route("/payments/{id}/cancel", post(capture_payment::cancel))
        .route("/refunds", get(refunds::list).post(create_refund::create))
        .route("/refunds/{id}", get(refunds::get))
        .route("/receipts", get(receipts::list).post(create_receipt::create))
        .route("/receipts/{id}", get(receipts::get))
        .route("/payment_methods", post(bind_method::bind))
        .route("/payment_methods/{id}", get(payment_methods::get))
        .route("/me", get(settings::me))
        .fallback(|| async { Refusal::not_found("path") })
        .method_not_allowed_fallback(|| async { Refusal::wrong_method() })
        .layer(from_fn_with_state(sandbox.clone(), auth::check))
        .layer(from_fn_with_state(sandbox.clone(), faults::play))
}
