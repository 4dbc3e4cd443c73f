//! Accounts: a household or firm and what it is supplied with.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "accounts")]
pub struct Model {
    /// Account number.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: String,
    /// Branch id.
    pub branch: String,
    /// Word of [`svetlitsa_domain::tariffs::Service`].
    pub service: String,
    /// Tariff category of the branch profile.
    pub category: String,
    /// Full name of the person or firm.
    pub name: String,
    /// Address for people.
    pub address: String,
    /// House number, normalised.
    pub house: String,
    /// Order in the sample world and in lists.
    pub position: i32,
    /// People registered, when it is known.
    pub residents: Option<i32>,
    /// Rooms, when it is known.
    pub rooms: Option<i32>,
    /// Word of [`svetlitsa_domain::tariffs::Stove`].
    pub stove: Option<String>,
    /// Flat, when the house has flats and it is known.
    pub flat: Option<String>,
    /// m², a decimal, when it is known.
    pub area: Option<String>,
    /// Id of the building, when its common use is on this account's bill.
    pub building: Option<String>,
    /// First period billed past the managing company, when it once was not.
    pub direct_since: Option<String>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
