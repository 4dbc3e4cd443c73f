//! With what a payer pays, and what the merchant gets to see of it.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::dice::Dice;

/// The ways of paying that the sandbox plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MethodKind {
    /// A card, entered at the bank's page.
    BankCard,
    /// The fast payment system: a QR code or a link, confirmed in the payer's bank.
    Sbp,
    /// `SberPay`.
    Sberbank,
    /// `T-Pay`.
    TinkoffBank,
    /// The `YooMoney` wallet.
    YooMoney,
}

impl MethodKind {
    /// All of them, as `/me` lists them.
    pub const ALL: [Self; 5] = [Self::BankCard, Self::Sbp, Self::Sberbank, Self::TinkoffBank, Self::YooMoney];

    /// The protocol's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::BankCard => "bank_card",
            Self::Sbp => "sbp",
            Self::Sberbank => "sberbank",
            Self::TinkoffBank => "tinkoff_bank",
            Self::YooMoney => "yoo_money",
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// What the merchant pays the acquirer, tax included, in ten-thousandths of the sum. Invented rates.
    #[must_use]
    pub fn fee(self) -> i64 {
        if self == Self::Sbp { 85 } else { 146 }
    }
}

/// Who paid: the codes that a slip and a receipt quote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payer {
    /// The way of paying.
    pub kind: MethodKind,
    /// Retrieval reference number, twelve digits.
    pub rrn: String,
    /// Authorisation code of the payer's bank.
    pub auth_code: String,
    /// The operation's number in the fast payment system: 32 hexadecimal digits.
    pub sbp_operation_id: String,
}

impl Payer {
    /// A payer with fresh codes.
    #[must_use]
    pub fn new(kind: MethodKind, dice: &Dice) -> Self {
        Self {
            kind,
            rrn: dice.digits(12),
            auth_code: dice.digits(6),
            sbp_operation_id: dice.draw(b"0123456789ABCDEF", 32),
        }
    }
}

/// First and last digits of the one card that every payer of the sandbox holds.
pub const CARD: (&str, &str) = ("220000", "0004");

/// The method before anyone has paid.
#[must_use]
pub fn unused(kind: MethodKind, id: &str) -> Value {
    json!({ "type": kind.name(), "id": id, "saved": false, "status": "inactive" })
}

/// The method after somebody has.
#[must_use]
pub fn used(payer: &Payer, id: &str, saved: bool) -> Value {
    let mut method = json!({
        "type": payer.kind.name(),
        "id": id,
        "saved": saved,
        "status": if saved { "active" } else { "inactive" },
    });
    let (first6, last4) = CARD;
    match payer.kind {
        MethodKind::Sbp => {
            method["title"] = json!("SBP");
            method["sbp_operation_id"] = json!(payer.sbp_operation_id);
            method["payer_bank_details"] = json!({ "bank_id": "100000000999", "bic": "044525999" });
        }
        MethodKind::BankCard => {
            method["title"] = json!(format!("Bank card *{last4}"));
            method["card"] = json!({
                "first6": first6,
                "last4": last4,
                "expiry_year": "2039",
                "expiry_month": "12",
                "card_type": "Mir",
                "card_product": { "code": "PRD", "name": "MIR Classic" },
                "issuer_country": "RU",
                "issuer_name": "Sandbox Bank",
            });
        }
        MethodKind::Sberbank | MethodKind::TinkoffBank => method["title"] = json!(payer.kind.name()),
        MethodKind::YooMoney => {
            method["title"] = json!("YooMoney wallet 410011000000001");
            method["account_number"] = json!("410011000000001");
        }
    }
    method
}
