//! Schema history, applied at start. A migration that has landed is never edited.

mod m2026_11_22_agents;
mod m2026_11_22_bill_letters;
mod m2026_11_22_bills;
mod m2026_11_22_certificates;
mod m2026_11_22_corrections;
mod m2026_11_22_debts;
mod m2026_11_22_first;
mod m2026_11_22_photos;
mod m2026_11_22_readings;
mod m2026_11_22_second_factor;
mod m2026_11_22_security;
mod m2026_11_22_shares;
mod m2026_11_22_switch_over;
mod m2026_11_22_withdrawal;
mod m2026_11_23_acts;
mod m2026_11_23_appeal_files;
mod m2026_11_23_appeal_marks;
mod m2026_11_23_appeals;
mod m2026_11_23_applications;
mod m2026_11_23_appointments;
mod m2026_11_23_autopay;
mod m2026_11_23_campaigns;
mod m2026_11_23_fiscal;
mod m2026_11_23_grants;
mod m2026_11_23_kept_for_good;
mod m2026_11_23_named_months;
mod m2026_11_23_outages;
mod m2026_11_23_paper;
mod m2026_11_23_pay_links;
mod m2026_11_23_payment_readings;
mod m2026_11_23_prepaid;
mod m2026_11_23_receipt_letters;
mod m2026_11_23_refunds;
mod m2026_11_23_reminders;
mod m2026_11_23_searches;
mod m2026_11_23_seen_notices;
mod m2026_11_23_services;
mod m2026_11_23_sms;
mod m2026_11_23_surveys;
mod m2026_11_23_takeovers;
mod m2026_11_23_yearly_surveys;
mod m2026_11_24_application_language;
mod m2026_11_24_campaigns;
mod m2026_11_24_notice_kinds;
mod m2026_11_24_push;

use sea_orm_migration::prelude::*;

/// Every migration, oldest first.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m2026_11_22_first::Migration),
            Box::new(m2026_11_22_security::Migration),
            Box::new(m2026_11_22_second_factor::Migration),
            Box::new(m2026_11_22_readings::Migration),
            Box::new(m2026_11_22_withdrawal::Migration),
            Box::new(m2026_11_22_shares::Migration),
            Box::new(m2026_11_22_photos::Migration),
            Box::new(m2026_11_22_switch_over::Migration),
            Box::new(m2026_11_22_bills::Migration),
            Box::new(m2026_11_22_corrections::Migration),
            Box::new(m2026_11_22_debts::Migration),
            Box::new(m2026_11_22_bill_letters::Migration),
            Box::new(m2026_11_22_certificates::Migration),
            Box::new(m2026_11_23_grants::Migration),
            Box::new(m2026_11_22_agents::Migration),
            Box::new(m2026_11_23_refunds::Migration),
            Box::new(m2026_11_23_autopay::Migration),
            Box::new(m2026_11_23_receipt_letters::Migration),
            Box::new(m2026_11_23_searches::Migration),
            Box::new(m2026_11_23_pay_links::Migration),
            Box::new(m2026_11_23_appeals::Migration),
            Box::new(m2026_11_23_fiscal::Migration),
            Box::new(m2026_11_23_acts::Migration),
            Box::new(m2026_11_23_kept_for_good::Migration),
            Box::new(m2026_11_23_named_months::Migration),
            Box::new(m2026_11_23_reminders::Migration),
            Box::new(m2026_11_23_appeal_files::Migration),
            Box::new(m2026_11_23_appeal_marks::Migration),
            Box::new(m2026_11_23_surveys::Migration),
            Box::new(m2026_11_23_payment_readings::Migration),
            Box::new(m2026_11_23_paper::Migration),
            Box::new(m2026_11_23_takeovers::Migration),
            Box::new(m2026_11_23_yearly_surveys::Migration),
            Box::new(m2026_11_23_sms::Migration),
            Box::new(m2026_11_23_outages::Migration),
            Box::new(m2026_11_23_applications::Migration),
            Box::new(m2026_11_23_prepaid::Migration),
            Box::new(m2026_11_23_seen_notices::Migration),
            Box::new(m2026_11_23_campaigns::Migration),
            Box::new(m2026_11_23_appointments::Migration),
            Box::new(m2026_11_23_services::Migration),
            Box::new(m2026_11_24_notice_kinds::Migration),
            Box::new(m2026_11_24_push::Migration),
            Box::new(m2026_11_24_campaigns::Migration),
            Box::new(m2026_11_24_application_language::Migration),
        ]
    }
}
