//! Files of appeals: rows of their own, so that a list of appeals never reads one.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, blob, integer, string, string_null};

/// Adds their table.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let name = Alias::new("appeal_files");
        let mut table = Table::create();
        table.table(name.clone()).col(string("id").primary_key().take());
        table.col(string_null("draft")).col(string_null("appeal")).col(integer("place"));
        table.col(string("name")).col(string("kind")).col(big_integer("size"));
        table.col(blob("bytes")).col(big_integer("received_at"));
        manager.create_table(table).await?;
        // One file in a place of a draft: so nobody attaches more than there are places.
        let mut places = Index::create();
        places.name("appeal_files_places").table(name.clone()).unique();
        places.col(Alias::new("draft")).col(Alias::new("place"));
        manager.create_index(places).await?;
        for column in ["appeal", "received_at"] {
            let mut index = Index::create();
            index.name(format!("appeal_files_{column}")).table(name.clone()).col(Alias::new(column));
            manager.create_index(index).await?;
        }
        Ok(())
    }
}
