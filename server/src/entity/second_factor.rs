//! Second factors of residents: the secret that their authenticator app shares with us.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "second_factors")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub resident_id: String,
    /// Base32, sealed by [`crate::seals`] where a key is configured.
    pub secret: String,
    /// Asked for when signing in; not before its first code was right.
    pub is_on: bool,
    /// The last half minute whose code was taken: no code is taken twice, nor an older one after it.
    pub last_step: i64,
    /// Since when; real time, Unix ms.
    pub since: i64,
}

// The secret must not reach a log by way of a derived implementation.
impl std::fmt::Debug for Model {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { resident_id, is_on, last_step, since, secret: _ } = self;
        f.debug_struct("SecondFactor")
            .field("resident_id", resident_id)
            .field("is_on", is_on)
            .field("last_step", last_step)
            .field("since", since)
            .finish_non_exhaustive()
    }
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
