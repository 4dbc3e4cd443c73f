//! Campaigns, who is on their lists, what was tried, and telephones of the supplier's own files.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, integer, string, string_null, text};

/// Adds their tables.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = |name: &str| Table::create().table(Alias::new(name)).take();
        let pair =
            |one: &str, other: &str| Index::create().col(Alias::new(one)).col(Alias::new(other)).take();
        let mut phones = table("account_phones");
        phones.col(string("account")).col(string("phone")).col(big_integer("told_at"));
        manager.create_table(phones.primary_key(&mut pair("account", "phone")).take()).await?;

        let mut campaigns = table("campaigns");
        campaigns.col(string("id").primary_key().take()).col(string("name")).col(string("branch"));
        campaigns.col(string("scenario")).col(string("channel")).col(text("words"));
        campaigns.col(big_integer("least_kopecks")).col(string("stage"));
        campaigns.col(big_integer("begins_at")).col(big_integer("ends_at")).col(string("created_by"));
        campaigns.col(big_integer_null("begun_at")).col(big_integer_null("over_at"));
        campaigns.col(string_null("stopped_by")).col(text("excluded"));
        manager.create_table(campaigns).await?;

        let mut contacts = table("campaign_contacts");
        contacts.col(string("id").primary_key().take()).col(string("campaign")).col(string("account"));
        contacts.col(string_null("resident_id")).col(string("address")).col(string("stage"));
        contacts.col(big_integer("sum_kopecks")).col(integer("tries")).col(big_integer_null("next_at"));
        contacts.col(big_integer("checked_at")).col(string_null("outbox"));
        manager.create_table(contacts).await?;

        let mut tries = table("campaign_tries");
        tries.col(string("contact")).col(string("mark")).col(string("id")).col(string("campaign"));
        tries.col(string("account")).col(big_integer("at")).col(string_null("result"));
        tries.col(string_null("token"));
        manager.create_table(tries.primary_key(&mut pair("contact", "mark")).take()).await?;

        let mut refusals = table("campaign_refusals");
        refusals.col(string("resident_id")).col(string("scenario")).col(big_integer("at"));
        manager.create_table(refusals.primary_key(&mut pair("resident_id", "scenario")).take()).await?;

        for (table, columns, is_unique) in [
            ("campaigns", &["stage", "begins_at"] as &[&str], false),
            ("campaign_contacts", &["campaign", "account", "address"], true),
            ("campaign_contacts", &["campaign", "stage", "next_at"], false),
            ("campaign_tries", &["account", "at"], false),
            ("campaign_tries", &["campaign"], false),
            ("campaign_tries", &["token"], false),
        ] {
            let mut index = Index::create();
            index.name(format!("{table}_{}", columns.join("_"))).table(Alias::new(table));
            for column in columns {
                index.col(Alias::new(*column));
            }
            if is_unique {
                index.unique();
            }
            manager.create_index(index).await?;
        }
        Ok(())
    }
}
