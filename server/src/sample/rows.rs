//! The rows of the sample world, and their way into an empty database.

use sea_orm::{ConnectionTrait, DbErr, EntityTrait, PaginatorTrait};

use crate::entity::{
    account, account_phone, agent, appeal, appeal_event, application, application_event, autopay,
    autopay_debit, bill, bill_code, bill_line, cabinet_account, closing, common_use, counter, elder,
    ledger_entry, marker, meter, outage, outage_event, payment, penalty, preview, reading, receipt, register,
    resident, restriction, staff_member, takeover, terminal,
};
use crate::store::insert_all;

/// Everything that the sample world puts into a database.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) accounts: Vec<account::Model>,
    pub(super) meters: Vec<meter::Model>,
    pub(super) registers: Vec<register::Model>,
    pub(super) readings: Vec<reading::Model>,
    pub(super) common_uses: Vec<common_use::Model>,
    pub(super) bills: Vec<bill::Model>,
    pub(super) bill_lines: Vec<bill_line::Model>,
    pub(super) closings: Vec<closing::Model>,
    pub(super) penalties: Vec<penalty::Model>,
    pub(super) restrictions: Vec<restriction::Model>,
    pub(super) ledger: Vec<ledger_entry::Model>,
    pub(super) takeovers: Vec<takeover::Model>,
    pub(super) payments: Vec<payment::Model>,
    pub(super) receipts: Vec<receipt::Model>,
    pub(super) autopays: Vec<autopay::Model>,
    pub(super) autopay_debits: Vec<autopay_debit::Model>,
    pub(super) residents: Vec<resident::Model>,
    pub(super) cabinet_accounts: Vec<cabinet_account::Model>,
    pub(super) elders: Vec<elder::Model>,
    pub(super) bill_codes: Vec<bill_code::Model>,
    pub(super) staff: Vec<staff_member::Model>,
    pub(super) previews: Vec<preview::Model>,
    pub(super) terminals: Vec<terminal::Model>,
    pub(super) agents: Vec<agent::Model>,
    pub(super) appeals: Vec<appeal::Model>,
    pub(super) appeal_events: Vec<appeal_event::Model>,
    pub(super) applications: Vec<application::Model>,
    pub(super) application_events: Vec<application_event::Model>,
    pub(super) counters: Vec<counter::Model>,
    pub(super) account_phones: Vec<account_phone::Model>,
    pub(super) outages: Vec<outage::Model>,
    pub(super) outage_events: Vec<outage_event::Model>,
}

impl Rows {
    /// Writes all of them.
    pub(super) async fn insert(self, tx: &impl ConnectionTrait) -> Result<(), DbErr> {
        insert_all::<account::Entity, _>(tx, self.accounts).await?;
        insert_all::<meter::Entity, _>(tx, self.meters).await?;
        insert_all::<register::Entity, _>(tx, self.registers).await?;
        insert_all::<reading::Entity, _>(tx, self.readings).await?;
        insert_all::<common_use::Entity, _>(tx, self.common_uses).await?;
        insert_all::<bill::Entity, _>(tx, self.bills).await?;
        insert_all::<bill_line::Entity, _>(tx, self.bill_lines).await?;
        insert_all::<closing::Entity, _>(tx, self.closings).await?;
        insert_all::<penalty::Entity, _>(tx, self.penalties).await?;
        insert_all::<restriction::Entity, _>(tx, self.restrictions).await?;
        insert_all::<ledger_entry::Entity, _>(tx, self.ledger).await?;
        insert_all::<takeover::Entity, _>(tx, self.takeovers).await?;
        insert_all::<payment::Entity, _>(tx, self.payments).await?;
        insert_all::<receipt::Entity, _>(tx, self.receipts).await?;
        insert_all::<autopay::Entity, _>(tx, self.autopays).await?;
        insert_all::<autopay_debit::Entity, _>(tx, self.autopay_debits).await?;
        insert_all::<resident::Entity, _>(tx, self.residents).await?;
        insert_all::<cabinet_account::Entity, _>(tx, self.cabinet_accounts).await?;
        insert_all::<elder::Entity, _>(tx, self.elders).await?;
        insert_all::<bill_code::Entity, _>(tx, self.bill_codes).await?;
        insert_all::<staff_member::Entity, _>(tx, self.staff).await?;
        insert_all::<preview::Entity, _>(tx, self.previews).await?;
        insert_all::<terminal::Entity, _>(tx, self.terminals).await?;
        insert_all::<agent::Entity, _>(tx, self.agents).await?;
        insert_all::<appeal::Entity, _>(tx, self.appeals).await?;
        insert_all::<appeal_event::Entity, _>(tx, self.appeal_events).await?;
        insert_all::<application::Entity, _>(tx, self.applications).await?;
        insert_all::<application_event::Entity, _>(tx, self.application_events).await?;
        insert_all::<account_phone::Entity, _>(tx, self.account_phones).await?;
        insert_all::<outage::Entity, _>(tx, self.outages).await?;
        insert_all::<outage_event::Entity, _>(tx, self.outage_events).await?;
        insert_all::<counter::Entity, _>(tx, self.counters).await
    }
}

/// Whether nobody has used the database yet.
pub(super) async fn is_empty(db: &impl ConnectionTrait) -> Result<bool, DbErr> {
    let counts = [
        account::Entity::find().count(db).await?,
        resident::Entity::find().count(db).await?,
        staff_member::Entity::find().count(db).await?,
        terminal::Entity::find().count(db).await?,
        payment::Entity::find().count(db).await?,
        appeal::Entity::find().count(db).await?,
        application::Entity::find().count(db).await?,
        marker::Entity::find().count(db).await?,
    ];
    Ok(counts.into_iter().all(|count| count == 0))
}
