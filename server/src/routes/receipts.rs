//! The public check of a receipt: whoever holds the code sees whether the money has arrived.

use axum::Json;
use axum::extract::{Path, State};
use svetlitsa_api::receipts::ReceiptVerification;
use svetlitsa_api::{ErrorCode, Problem, paths};
use svetlitsa_domain::receipts::parse_verification_code;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::callers::Address;
use crate::failure::Outcome;
use crate::state::App;
use crate::{receipts, store};

/// Failed checks a minute for one address.
const LIMIT_BY_ADDRESS: u32 = 30;

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(verify_receipt))
}

/// Checks a receipt by its code. Masked: enough to tell a true one from a false one.
#[utoipa::path(get, path = paths::RECEIPT_VERIFICATION, tag = "receipts", params(("code" = String, Path)), responses(
    (status = 200, body = ReceiptVerification), (status = 404, body = Problem), (status = 429, body = Problem),
))]
async fn verify_receipt(
    State(app): State<App>,
    address: Address,
    Path(code): Path<String>,
) -> Outcome<Json<ReceiptVerification>> {
    let key = format!("receipt:{}", address.0);
    app.limiter.check(&key, LIMIT_BY_ADDRESS)?;
    let found = match parse_verification_code(&code) {
        Some(code) => store::receipts::find_by_code(&app.db, &code).await?,
        None => None,
    };
    let Some(row) = found else {
        app.limiter.fail(&key);
        return Err(ErrorCode::NotFound.into());
    };
    let receipt = receipts::view(&row)?;
    Ok(Json(ReceiptVerification {
        number: receipt.number,
        legal_name: receipt.legal_name,
        paid: receipt.paid,
        masked_account: mask_account(receipt.account.as_str()),
        payer: receipt.payer,
        amount_kopecks: receipt.amount_kopecks,
        transfer: receipt.transfer,
        phone: receipt.phone,
    }))
}

/// All but the last four digits.
pub(super) fn mask_account(number: &str) -> String {
    let hidden = number.len().saturating_sub(4);
    number.chars().enumerate().map(|(i, digit)| if i < hidden { '•' } else { digit }).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn accounts_keep_their_last_digits_only() {
        assert_eq!(super::mask_account("67100000017"), "•••••••0017");
    }
}
