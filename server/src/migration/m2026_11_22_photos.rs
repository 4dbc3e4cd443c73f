//! Photos of dials: a row beside the reading, so that a list of readings never reads one.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, blob, boolean, string};

/// Adds the photos, and says of a reading whether it has one.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Alias::new("reading_photos");
        let mut photos = Table::create();
        photos.table(table.clone()).primary_key(Index::create().col(Alias::new("reading")));
        for column in
            [string("reading"), string("account"), string("kind"), blob("bytes"), big_integer("received_at")]
        {
            photos.col(column);
        }
        manager.create_table(photos).await?;
        for column in ["account", "received_at"] {
            let mut index = Index::create();
            index.name(format!("reading_photos_{column}")).table(table.clone()).col(Alias::new(column));
            manager.create_index(index).await?;
        }
        let mut has_photo = boolean("has_photo");
        has_photo.default(false);
        let mut readings = Table::alter();
        manager.alter_table(readings.table(Alias::new("readings")).add_column(has_photo).take()).await
    }
}
