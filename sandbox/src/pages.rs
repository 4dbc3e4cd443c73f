//! Pages for a person: the bank's, the payer's phone, the inbox, the overview. No scripts, nothing from elsewhere.

mod bank;
mod binding;
mod code;
mod failure;
mod format;
mod home;
mod inbox;
mod layout;
mod modes_form;
mod payer;
mod phone;
mod phone_list;
mod resend;
mod telephones;

use axum::Router;
use axum::response::Redirect;
use axum::routing::{get, post};

pub use failure::Failure;

use crate::sandbox::Shared;

/// All pages.
pub fn router() -> Router<Shared> {
    Router::new()
        .route("/", get(home::show))
        .route("/modes", post(modes_form::apply))
        .route("/notifications/{id}/resend", post(resend::resend))
        .route("/bank/{id}", get(bank::show).post(bank::act))
        .route("/bank/{id}/code", get(code::show).post(code::act))
        .route("/bank/methods/{id}", get(binding::show).post(binding::act))
        .route("/phone", get(phone_list::show))
        // A reload after a scan that found nothing leads back to the list.
        .route("/phone/scan", get(async || Redirect::to("/phone")).post(phone_list::scan))
        .route("/phone/{id}", get(phone::show).post(phone::act))
        .route("/inbox", get(inbox::list))
        .route("/inbox.json", get(inbox::json))
        .route("/inbox/{id}", get(inbox::letter))
        .route("/sms", get(telephones::list))
        .route("/sms.json", get(crate::sms::json))
        .fallback(failure::not_found)
}
