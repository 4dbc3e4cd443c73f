//! Withdrawing the consent that a cabinet stands on (152-FZ, art. 9): the cabinet goes, the contract stays.

use minijinja::context;
use sea_orm::DatabaseTransaction;

use crate::cabinet_letters::{self, Addressee};
use crate::clock::real_now_ms;
use crate::entity::resident;
use crate::failure::Outcome;
use crate::letters::Occasion;
use crate::lockouts::{self, Door};
use crate::sessions::{self, SessionKind};
use crate::state::App;
use crate::{shares, store};

/// Closes a cabinet: who signed in with what, from where and to which accounts is erased. The consent itself is
/// kept with the day on which it ended, as proof; appeals and payments belong to the contract and stay.
///
/// # Errors
/// When the database does not answer.
pub async fn withdraw(app: &App, tx: &DatabaseTransaction, resident: &resident::Model) -> Outcome<()> {
    let accounts = store::accounts::of_cabinet(tx, &resident.id).await?;
    let to = Addressee::of_resident(resident, accounts.first().map(String::as_str));
    cabinet_letters::tell(app, tx, to, Occasion::CabinetClosed, context! {}).await?;
    shares::end_all(app, tx, &resident.id).await?;
    store::consents::withdraw_all(tx, &resident.id, real_now_ms()).await?;
    for kind in [SessionKind::Resident, SessionKind::SecondStep] {
        sessions::close_all(tx, kind, &resident.id).await?;
    }
    for door in [Door::Cabinet, Door::SecondFactor] {
        lockouts::clear(tx, door, &resident.login).await?;
    }
    store::pending::erase(tx, &resident.login, &resident.id).await?;
    store::second_factors::remove(tx, &resident.id).await?;
    store::phones::remove(tx, &resident.id).await?;
    store::sms::forget(tx, &resident.id).await?;
    store::push::forget(tx, &resident.id).await?;
    store::campaigns::forget(tx, &resident.id).await?;
    store::residents::remove(tx, &resident.id).await?;
    Ok(())
}
