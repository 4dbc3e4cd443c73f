//! A reason of the acquirer's list in a sentence (`facts/payments.md` 1.2); an unknown one is a general refusal.

use svetlitsa_ui::i18n::Text;
use svetlitsa_ui::texts::payments::reason;

/// The sentence.
pub(crate) fn sentence(word: &str) -> Text {
    match word {
        "expired_on_confirmation" | "expired_on_capture" => reason::EXPIRED,
        "insufficient_funds" => reason::INSUFFICIENT_FUNDS,
        "card_expired" => reason::CARD_EXPIRED,
        "invalid_card_number" | "invalid_csc" => reason::INVALID_CARD,
        "3d_secure_failed" => reason::NOT_CONFIRMED,
        "call_issuer" => reason::CALL_ISSUER,
        "issuer_unavailable" | "internal_timeout" => reason::ISSUER_UNAVAILABLE,
        "payment_method_limit_exceeded" => reason::LIMIT,
        "permission_revoked" => reason::REVOKED,
        "payment_method_restricted"
        | "country_forbidden"
        | "unsupported_mobile_operator"
        | "identification_required" => reason::RESTRICTED,
        "fraud_suspected" => reason::SUSPECTED,
        _ => reason::GENERAL,
    }
}
