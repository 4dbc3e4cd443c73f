//! The second factor of a cabinet: a code of an authenticator app, or a recovery code where there is no telephone.

use minijinja::context;
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use svetlitsa_api::{ErrorCode, FieldCode};

use crate::cabinet_letters::{self, Addressee};
use crate::clock::real_now_ms;
use crate::entity::{resident, second_factor};
use crate::failure::{Failure, Outcome};
use crate::letters::Occasion;
use crate::lockouts::{self, Door};
use crate::one_time_codes::Key;
use crate::state::App;
use crate::{random, store};

/// Recovery codes that are good together.
const RECOVERY_CODES: usize = 10;
/// Letters and digits of one: 80 bits, so that a fast digest keeps it.
const RECOVERY_LENGTH: usize = 16;
/// Digits and letters that nobody mistakes for each other.
const ALPHABET: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// Which code was right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// The app's.
    App,
    /// One of the recovery codes.
    Recovery {
        /// How many there still are.
        left: u64,
    },
}

/// Whether signing in takes a second step.
///
/// # Errors
/// When the database does not answer.
pub async fn is_on(db: &impl ConnectionTrait, resident_id: &str) -> Outcome<bool> {
    Ok(store::second_factors::find(db, resident_id).await?.is_some_and(|row| row.is_on))
}

/// Makes a secret for an app. It is asked for only once its first code was right ([`switch_on`]).
///
/// # Errors
/// [`ErrorCode::WrongStage`] when it is on already.
pub async fn enrol(app: &App, tx: &DatabaseTransaction, resident_id: &str) -> Outcome<Key> {
    if store::second_factors::lock(tx, resident_id).await?.is_some_and(|row| row.is_on) {
        return Err(ErrorCode::WrongStage.into());
    }
    let key = Key::generate();
    let row = second_factor::Model {
        resident_id: resident_id.to_owned(),
        secret: app.seals.seal(resident_id, &key.to_base32())?,
        is_on: false,
        last_step: -1,
        since: real_now_ms(),
    };
    store::second_factors::put(tx, row).await?;
    Ok(key)
}

/// The secret that waits for its first code, for a browser that lost the answer.
///
/// # Errors
/// [`ErrorCode::WrongStage`] when none waits.
pub async fn enrolled(app: &App, resident_id: &str) -> Outcome<Key> {
    let row = store::second_factors::find(&app.db, resident_id).await?.filter(|row| !row.is_on);
    key(app, &row.ok_or(ErrorCode::WrongStage)?)
}

/// Seals with the newest key what is not sealed with it yet; the older keys are good for nothing afterwards.
///
/// # Errors
/// When the database does not answer, or a key is missing that a secret was sealed with.
pub async fn reseal(app: &App) -> Outcome<()> {
    for row in store::second_factors::all(&app.db).await? {
        if app.seals.is_current(&row.secret) {
            continue;
        }
        let secret = app.seals.open(&row.resident_id, &row.secret)?;
        let sealed = app.seals.seal(&row.resident_id, &secret)?;
        store::second_factors::exchange(&app.db, &row, &sealed).await?;
    }
    Ok(())
}

/// What an app shows beside the code: the branch that the letters of this cabinet come from.
///
/// # Errors
/// When the database does not answer.
pub async fn place(app: &App, resident: &resident::Model) -> Outcome<String> {
    let accounts = store::accounts::of_cabinet(&app.db, &resident.id).await?;
    let account = match accounts.first() {
        Some(number) => store::accounts::find(&app.db, number).await?,
        None => None,
    };
    let branch = account.map_or_else(|| app.home_branch(), |account| app.branch(&account.branch))?;
    // A colon would divide it from the login.
    Ok(branch.name.replace(':', " "))
}

/// The app's first code: from now on it is asked for. Gives the recovery codes, which are not stored.
///
/// # Errors
/// 409 when nothing was enrolled, 422 when the code is another one.
pub async fn switch_on(
    app: &App,
    tx: &DatabaseTransaction,
    resident: &resident::Model,
    typed: &str,
) -> Outcome<Vec<String>> {
    let row = store::second_factors::lock(tx, &resident.id).await?.filter(|row| !row.is_on);
    let row = row.ok_or(ErrorCode::WrongStage)?;
    let step = key(app, &row)?.step_of(&normalized(typed), app.real_time.now_ms(), row.last_step);
    let last_step = step.ok_or_else(wrong)?;
    let row = second_factor::Model { is_on: true, last_step, since: real_now_ms(), ..row };
    store::second_factors::put(tx, row).await?;
    let codes = new_codes(tx, &resident.id).await?;
    tell(app, tx, resident, Occasion::SecondFactorOn, 0).await?;
    Ok(codes)
}

/// Puts new recovery codes in place of the old ones.
///
/// # Errors
/// When the database does not answer.
pub async fn renew_codes(
    app: &App,
    tx: &DatabaseTransaction,
    resident: &resident::Model,
) -> Outcome<Vec<String>> {
    let codes = new_codes(tx, &resident.id).await?;
    tell(app, tx, resident, Occasion::SecondFactorCodes, 0).await?;
    Ok(codes)
}

/// From now on the password is enough.
///
/// # Errors
/// When the database does not answer.
pub async fn switch_off(app: &App, tx: &DatabaseTransaction, resident: &resident::Model) -> Outcome<()> {
    store::second_factors::remove(tx, &resident.id).await?;
    tell(app, tx, resident, Occasion::SecondFactorOff, 0).await
}

/// Counts an attempt before the code is looked at; [`take`] takes it back when the code was right.
///
/// # Errors
/// 429 with the seconds to wait.
pub async fn reserve(app: &App, resident: &resident::Model) -> Outcome<()> {
    lockouts::reserve(&app.writer, Door::SecondFactor, &resident.login).await
}

/// Takes a code, which is good for nothing afterwards.
///
/// # Errors
/// 409 when nothing asks for a code, 422 when it is another one or was taken before.
pub async fn take(
    app: &App,
    tx: &DatabaseTransaction,
    resident: &resident::Model,
    typed: &str,
) -> Outcome<Taken> {
    let row = store::second_factors::lock(tx, &resident.id).await?.filter(|row| row.is_on);
    let row = row.ok_or(ErrorCode::WrongStage)?;
    let typed = normalized(typed);
    let taken = match key(app, &row)?.step_of(&typed, app.real_time.now_ms(), row.last_step) {
        Some(last_step) => {
            store::second_factors::put(tx, second_factor::Model { last_step, ..row }).await?;
            Taken::App
        }
        None => {
            if !store::second_factors::take_code(tx, &hash(&resident.id, &typed), real_now_ms()).await? {
                return Err(wrong());
            }
            let left = store::second_factors::codes_left(tx, &resident.id).await?;
            tell(app, tx, resident, Occasion::SecondFactorCodeUsed, left).await?;
            Taken::Recovery { left }
        }
    };
    lockouts::clear(tx, Door::SecondFactor, &resident.login).await?;
    Ok(taken)
}

fn wrong() -> Failure {
    Failure::field("code", FieldCode::WrongOneTimeCode)
}

fn key(app: &App, row: &second_factor::Model) -> Outcome<Key> {
    Key::restore(&app.seals.open(&row.resident_id, &row.secret)?)
        .ok_or_else(|| Failure::internal(&"a stored secret is not Base32"))
}

async fn new_codes(tx: &DatabaseTransaction, resident_id: &str) -> Outcome<Vec<String>> {
    let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| new_code()).collect();
    let hashes = codes.iter().map(|code| hash(resident_id, &normalized(code))).collect();
    store::second_factors::replace_codes(tx, resident_id, hashes).await?;
    Ok(codes)
}

/// In groups of four, as it is read out and copied.
fn new_code() -> String {
    let letter = |byte: &u8| char::from(ALPHABET[usize::from(byte % 32)]);
    let groups: Vec<String> = random::bytes::<RECOVERY_LENGTH>()
        .chunks(4)
        .map(|group| group.iter().map(letter).collect())
        .collect();
    groups.join("-")
}

/// Codes are read as people type them: in any case, with blanks and hyphens.
fn normalized(typed: &str) -> String {
    typed.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

fn hash(resident_id: &str, code: &str) -> String {
    random::digest(&[b"recovery code", resident_id.as_bytes(), code.as_bytes()])
}

async fn tell(
    app: &App,
    tx: &impl ConnectionTrait,
    resident: &resident::Model,
    occasion: Occasion,
    left: u64,
) -> Outcome<()> {
    let accounts = store::accounts::of_cabinet(tx, &resident.id).await?;
    let to = Addressee::of_resident(resident, accounts.first().map(String::as_str));
    cabinet_letters::tell(app, tx, to, occasion, context! { left }).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recovery_codes_are_long_and_read_back_however_they_are_typed() {
        let code = new_code();
        assert_eq!(code.len(), RECOVERY_LENGTH + 3);
        assert_ne!(code, new_code());
        let plain = code.replace('-', "");
        for typed in [code.to_lowercase(), code.replace('-', " "), plain.clone()] {
            assert_eq!(normalized(&typed), plain);
        }
    }

    #[test]
    fn a_recovery_code_is_its_owners() {
        assert_ne!(hash("a", "CODE"), hash("b", "CODE"));
    }
}
