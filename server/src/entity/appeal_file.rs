//! Files of appeals and applications, and of drafts that nobody has sent yet.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "appeal_files")]
pub struct Model {
    /// Id, time-ordered.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Digest of the draft's token until it is sent.
    pub draft: Option<String>,
    /// Number of the appeal once it is sent.
    pub appeal: Option<String>,
    /// Number of the application once it is sent.
    pub application: Option<String>,
    /// Which document of it this is a copy of: word of [`svetlitsa_domain::applications::DocumentKind`].
    pub document: Option<String>,
    /// Place in the draft, from 1.
    pub place: i32,
    /// Its name, cleaned.
    pub name: String,
    /// Word of [`svetlitsa_domain::appeals::FileKind`].
    pub kind: String,
    /// Bytes.
    pub size: i64,
    /// The file; JPEG and PNG without their metadata.
    #[sea_orm(column_type = "Blob")]
    pub bytes: Vec<u8>,
    /// Business time, Unix ms.
    pub received_at: i64,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
