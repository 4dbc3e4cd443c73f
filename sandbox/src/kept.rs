//! A method that its owner lets the shop keep without paying anything, and may take back.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::clock::Moment;
use crate::dice::Dice;
use crate::method::{self, MethodKind, Payer};
use crate::wire::Site;

/// The method that a payer of the demonstration has allowed from the first day.
pub const SAMPLE: &str = "demo-autopay-0001";

/// Where a kept method stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeptStatus {
    /// Waits for its owner.
    Pending,
    /// May be charged.
    Active,
    /// The owner said no, or took it back.
    Inactive,
}

/// A kept method.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// 36 characters.
    pub id: String,
    /// Where it stands.
    pub status: KeptStatus,
    /// When it was asked for.
    pub created_at: Moment,
    /// Where its owner returns to.
    pub return_url: String,
    /// Whose it is.
    pub payer: Payer,
    /// Why the bank refuses to charge it, while it does.
    pub refuses: Option<String>,
}

impl Kept {
    /// A method that waits for its owner.
    #[must_use]
    pub fn asked(id: String, kind: MethodKind, return_url: &str, now: Moment, payer: Payer) -> Self {
        let payer = Payer { kind, ..payer };
        let return_url = return_url.to_owned();
        Self { id, status: KeptStatus::Pending, created_at: now, return_url, payer, refuses: None }
    }

    /// The method of the demonstration.
    #[must_use]
    pub fn sample(now: Moment, dice: &Dice) -> Self {
        let payer = Payer::new(MethodKind::BankCard, dice);
        let asked = Self::asked(SAMPLE.to_owned(), MethodKind::BankCard, "/", now, payer);
        Self { status: KeptStatus::Active, ..asked }
    }

    /// Why a charge would be refused now.
    #[must_use]
    pub fn refusal(&self) -> Option<&str> {
        match self.status {
            KeptStatus::Active => self.refuses.as_deref(),
            KeptStatus::Pending | KeptStatus::Inactive => Some("permission_revoked"),
        }
    }

    /// The object of the protocol.
    #[must_use]
    pub fn wire(&self, site: &Site) -> Value {
        let mut object = match self.status {
            KeptStatus::Active => method::used(&self.payer, &self.id, true),
            KeptStatus::Pending | KeptStatus::Inactive => method::unused(self.payer.kind, &self.id),
        };
        object["holder"] = json!({ "account_id": site.shop, "gateway_id": "1800001" });
        if self.status == KeptStatus::Pending {
            object["status"] = json!("pending");
            object["confirmation"] = json!({
                "type": "redirect",
                "return_url": self.return_url,
                "confirmation_url": site.method_page(&self.id),
            });
        }
        object
    }
}
