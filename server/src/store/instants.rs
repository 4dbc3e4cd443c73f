//! How far business time has come.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QuerySelect};

use crate::entity::{
    appeal, appeal_event, application_event, ledger_entry, outgoing_mail, payment, preview, reading, receipt,
};

/// The last instant that the database holds, Unix ms; 0 for an empty one. Business time never starts before it.
///
/// # Errors
/// When the database does not answer.
pub async fn last(db: &impl ConnectionTrait) -> Result<i64, DbErr> {
    let mut last = 0;
    macro_rules! consider {
        ($($entity:ident $column:ident;)*) => {$(
            let instant: Option<Option<i64>> = $entity::Entity::find()
                .select_only()
                .column_as($entity::Column::$column.max(), "instant")
                .into_tuple()
                .one(db)
                .await?;
            last = last.max(instant.flatten().unwrap_or(0));
        )*};
    }
    consider! {
        reading ReceivedAt;
        ledger_entry BookedAt;
        payment CreatedAt;
        receipt IssuedAt;
        preview StartedAt;
        appeal RegisteredAt;
        appeal_event At;
        application_event At;
        outgoing_mail CreatedAt;
    }
    Ok(last)
}
