//! Appeals.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "appeals")]
pub struct Model {
    /// The number to quote.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: String,
    /// Word of [`svetlitsa_domain::appeals::AppealKind`].
    pub kind: String,
    /// In the customer's words.
    #[sea_orm(column_type = "Text")]
    pub text: String,
    /// Word of [`svetlitsa_domain::appeals::AppealStage`].
    pub stage: String,
    /// How to address the customer; may be empty.
    pub name: String,
    /// E-mail or empty.
    pub email: String,
    /// E.164 telephone or empty.
    pub phone: String,
    /// Account number.
    pub account: Option<String>,
    /// Branch id.
    pub branch: String,
    /// Resident who filed it signed in.
    pub resident_id: Option<String>,
    /// Language of the letters.
    pub language: String,
    /// Business time, Unix ms.
    pub registered_at: i64,
    /// When the promise of a review began, Unix ms: at registration, or when it was reopened.
    pub review_from: i64,
    /// Business time, Unix ms.
    pub due_at: i64,
    /// Business time, Unix ms.
    pub met_at: Option<i64>,
    /// Name of the clerk.
    pub assignee: Option<String>,
    /// When its author asked to hurry since the promise was broken, Unix ms.
    pub hurried_at: Option<i64>,
    /// Word of [`svetlitsa_domain::appeals::RefusalGround`], when it is not answered on the merits.
    pub refusal: Option<String>,
    /// Number of an earlier appeal of the same author in the same words that is not over.
    pub repeats: Option<String>,
    /// Whether a program has probably sent it: no letter leaves until the desk has released it.
    pub is_quarantined: bool,
    /// Whether the operator's dictionary finds abuse in it; it is answered all the same unless the desk refuses.
    pub is_abusive: bool,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
