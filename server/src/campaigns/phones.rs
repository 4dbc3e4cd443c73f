//! `svetlitsa import phones`: telephones of accounts, for calls of the contact centre alone.

use std::path::Path;

use csv::ByteRecord;
use sea_orm::{DatabaseConnection, DatabaseTransaction};
use svetlitsa_domain::AccountNumber;
use svetlitsa_domain::contacts::Phone;

use crate::entity::account_phone;
use crate::exchange::{FileKind, Refusal, Report, Told, load};
use crate::store;

/// Loads a file.
///
/// # Errors
/// Those of [`load`].
pub async fn import(db: &DatabaseConnection, file: &Path, now: i64) -> anyhow::Result<Report> {
    load(db, file, Phones { now }).await
}

/// A file of telephones.
struct Phones {
    now: i64,
}

impl FileKind for Phones {
    type Row = account_phone::Model;

    const WHAT: &'static str = "phones";
    const COLUMNS: &'static [&'static str] = &["account", "phone"];

    fn read(&mut self, row: &ByteRecord) -> Result<Self::Row, Refusal> {
        let cells = Self::cells(row)?;
        let [account, phone] = cells.as_slice() else { return Err(Self::refusal("", "other columns")) };
        let account: AccountNumber =
            account.parse().map_err(|_| Self::refusal("account", "not an account number"))?;
        let phone: Phone = phone.parse().map_err(|_| Self::refusal("phone", "not a telephone number"))?;
        Ok(account_phone::Model {
            account: account.to_string(),
            phone: phone.as_str().to_owned(),
            told_at: self.now,
        })
    }

    async fn take(
        &mut self,
        tx: &DatabaseTransaction,
        row: Self::Row,
    ) -> anyhow::Result<Result<Told, Refusal>> {
        if store::accounts::find(tx, &row.account).await?.is_none() {
            return Ok(Err(Self::refusal("account", "no such account")));
        }
        let is_new = store::campaign_lists::keep_phone(tx, row).await?;
        Ok(Ok(if is_new { Told::New } else { Told::Same }))
    }
}
