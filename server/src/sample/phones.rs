//! Telephones of accounts of the sample world.

use chrono::{DateTime, Utc};
use svetlitsa_domain::contacts::Phone;

use crate::data::sample::SampleWorld;
use crate::entity::account_phone;
use crate::sample::rows::Rows;

/// Puts telephones into the rows.
pub(super) fn add(rows: &mut Rows, world: &SampleWorld, now: DateTime<Utc>) -> anyhow::Result<()> {
    for sample in &world.phones {
        let phone: Phone = sample.phone.parse()?;
        rows.account_phones.push(account_phone::Model {
            account: sample.account.clone(),
            phone: phone.as_str().to_owned(),
            told_at: now.timestamp_millis(),
        });
    }
    Ok(())
}
