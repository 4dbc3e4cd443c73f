//! Appointments in offices, and the places in time that they take: nobody else can have one of those.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, integer, string, string_null};

/// Adds their tables.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = |name: &str| Table::create().table(Alias::new(name)).take();
        let mut visits = table("appointments");
        visits.col(string("number").primary_key().take()).col(string("office")).col(string("branch"));
        visits.col(string("purpose")).col(string("stage")).col(big_integer("starts_at"));
        visits.col(integer("minutes")).col(integer("desk")).col(string("name")).col(string("email"));
        visits.col(string("phone")).col(string("language")).col(string_null("resident_id"));
        visits.col(string_null("token")).col(big_integer("made_at")).col(big_integer_null("reminded_at"));
        visits.col(string_null("staff_name"));
        manager.create_table(visits).await?;

        let mut places = table("appointment_places");
        places.col(string("office")).col(integer("desk")).col(big_integer("at")).col(string("number"));
        let mut key = Index::create();
        key.col(Alias::new("office")).col(Alias::new("desk")).col(Alias::new("at"));
        manager.create_table(places.primary_key(&mut key).take()).await?;

        for (table, columns) in [
            ("appointments", &["starts_at"] as &[&str]),
            ("appointments", &["email"]),
            ("appointments", &["phone"]),
            ("appointments", &["resident_id"]),
            ("appointment_places", &["number"]),
        ] {
            let mut index = Index::create();
            index.name(format!("{table}_{}", columns.join("_"))).table(Alias::new(table));
            for column in columns {
                index.col(Alias::new(*column));
            }
            manager.create_index(index).await?;
        }
        Ok(())
    }
}
