//! What a payee took over when an account began to pay it: from whom, and the paper that says so.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "takeovers")]
pub struct Model {
    /// Account number.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account: String,
    /// Payee id of the branch profile.
    #[sea_orm(primary_key, auto_increment = false)]
    pub payee: String,
    /// Word of [`svetlitsa_domain::bills::OpeningOrigin`].
    pub origin: String,
    /// Who kept the books before; empty when nobody is named.
    pub from_name: String,
    /// ISO date from which the new books hold.
    pub taken_on: String,
    /// The act or file that says so.
    pub document: String,
    /// Its line, from 1.
    pub document_line: Option<i64>,
    /// Number of the protocol of the owners' decision.
    pub protocol: Option<String>,
    /// ISO date of that decision.
    pub decided_on: Option<String>,
    /// What the registers showed: JSON of [`svetlitsa_api::readings::ZoneValue`]s.
    pub registers: String,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
