//! Telephones for text messages: nothing is sent to one before its owner has shown the code that was sent there.

use sea_orm::DatabaseTransaction;
use svetlitsa_api::phones::CODE_DIGITS;
use svetlitsa_api::{ErrorCode, FieldCode};
use svetlitsa_domain::contacts::Phone;

use crate::entity::{phone, resident};
use crate::failure::{Failure, Outcome};
use crate::letters::Language;
use crate::random::{bytes, digest};
use crate::sms::{self, SmsOccasion};
use crate::state::App;
use crate::store;

/// How long a code is taken.
const CODE_LIVES_MS: i64 = 10 * 60 * 1000;
/// Wrong codes after which another one has to be asked for.
const MOST_FAILURES: i32 = 5;
/// Codes to one telephone, and of one resident, within the hour: a stranger's telephone must not ring all night.
const MOST_CODES: u64 = 3;
const HOUR_MS: i64 = 60 * 60 * 1000;

/// Sends a code to a telephone.
///
/// # Errors
/// 422 for what is no mobile telephone; 429 after a number of codes; when the database does not answer.
pub async fn ask(
    app: &App,
    tx: &DatabaseTransaction,
    resident: &resident::Model,
    typed: &str,
) -> Outcome<()> {
    let number: Phone = typed.parse().map_err(|_| Failure::field("phone", FieldCode::NotAPhone))?;
    if !number.is_mobile() {
        return Err(Failure::field("phone", FieldCode::NotAMobile));
    }
    let since = app.clock.now_ms() - HOUR_MS;
    let (to_phone, of_resident) = store::sms::codes_since(tx, number.as_str(), &resident.id, since).await?;
    if to_phone >= MOST_CODES || of_resident >= MOST_CODES {
        return Err(Failure { retry_after: Some(3600), ..ErrorCode::RateLimited.into() });
    }
    let code = random_code();
    let known = store::phones::find(tx, &resident.id).await?;
    let row = phone::Model {
        resident_id: resident.id.clone(),
        confirmed: known.and_then(|row| row.confirmed),
        asked: Some(number.as_str().to_owned()),
        code: Some(stored(&resident.id, &code)),
        code_at: app.real_time.now_ms(),
        failures: 0,
    };
    store::phones::keep(tx, row).await?;
    let language = Language::parse(&resident.language).unwrap_or(Language::Ru);
    let text = sms::write(&app.data.sms_texts, SmsOccasion::Code, language, &[("code", &code)])
        .map_err(|error| Failure::internal(&error))?;
    let message = sms::row(app, (&resident.id, number.as_str()), None, text);
    Ok(store::sms::enqueue(tx, message).await?)
}

/// What came of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// The telephone is confirmed.
    Right,
    /// It is not.
    Wrong,
}

/// Takes a code. Whoever is told that it is wrong counts it ([`count_wrong`]).
///
/// # Errors
/// When the database does not answer.
pub async fn confirm(
    app: &App,
    tx: &DatabaseTransaction,
    resident: &resident::Model,
    typed: &str,
) -> Outcome<Shown> {
    let Some(row) = store::phones::find(tx, &resident.id).await? else { return Ok(Shown::Wrong) };
    let typed: String = typed.chars().filter(char::is_ascii_digit).collect();
    let is_open = app.real_time.now_ms() - row.code_at <= CODE_LIVES_MS && row.failures < MOST_FAILURES;
    if !is_open || row.code.is_none() {
        return Ok(Shown::Wrong);
    }
    if row.code != Some(stored(&resident.id, &typed)) {
        return Ok(Shown::Wrong);
    }
    let confirmed = row.asked.clone();
    if row.confirmed.is_some() && row.confirmed != confirmed {
        store::sms::stop(tx, &resident.id).await?;
    }
    store::phones::keep(tx, phone::Model { confirmed, asked: None, code: None, ..row }).await?;
    Ok(Shown::Right)
}

/// Counts a wrong code: after five another one has to be asked for.
///
/// # Errors
/// When the database does not answer.
pub async fn count_wrong(app: &App, resident: &resident::Model) -> Outcome<()> {
    let tx = store::begin_write(&app.writer).await?;
    if let Some(row) = store::phones::find(&tx, &resident.id).await? {
        let failures = row.failures.saturating_add(1);
        store::phones::keep(&tx, phone::Model { failures, ..row }).await?;
    }
    Ok(tx.commit().await?)
}

/// Forgets a telephone, and ends what goes there.
///
/// # Errors
/// When the database does not answer.
pub async fn forget(tx: &DatabaseTransaction, resident: &resident::Model) -> Outcome<()> {
    store::phones::remove(tx, &resident.id).await?;
    store::sms::stop(tx, &resident.id).await?;
    Ok(store::reminders::end_sms(tx, &resident.id).await?)
}

fn stored(resident: &str, code: &str) -> String {
    digest(&[b"phone", resident.as_bytes(), code.as_bytes()])
}

fn random_code() -> String {
    let number = u64::from_be_bytes(bytes::<8>()) % 10_u64.pow(u32::try_from(CODE_DIGITS).unwrap_or(6));
    format!("{number:0CODE_DIGITS$}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_digits_whatever_the_number() {
        for _ in 0..100 {
            let code = random_code();
            assert!(code.len() == CODE_DIGITS && code.chars().all(|c| c.is_ascii_digit()), "{code}");
        }
    }
}
