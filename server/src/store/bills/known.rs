//! All that the bills of some accounts are made of, read at once.

use std::collections::{HashMap, HashSet};

use chrono::{NaiveTime, TimeZone};
use chrono_tz::Tz;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use svetlitsa_domain::bills::{LineKind, Method, Purpose};
use svetlitsa_domain::{Kopecks, Period};

use crate::bills::month::AccountRows;
use crate::entity::{
    account, act, bill, bill_line, common_use, correction, grant, ledger_entry, meter, opening, penalty,
    reading, register,
};
use crate::store::readings::counting_states;
use crate::store::{acts, grants};

/// All that the bills of some accounts are made of.
#[derive(Debug, Default)]
pub struct Known {
    meters: HashMap<String, Vec<meter::Model>>,
    registers: HashMap<String, Vec<register::Model>>,
    readings: HashMap<String, Vec<reading::Model>>,
    silent: HashMap<String, Vec<bill_line::Model>>,
    openings: HashMap<String, opening::Model>,
    billed: HashSet<String>,
    common_uses: HashMap<String, common_use::Model>,
    grants: HashMap<String, Vec<grant::Model>>,
    acts: HashMap<String, Vec<act::Model>>,
    /// By account, payee and purpose.
    balances: HashMap<(String, String, String), i64>,
    /// Entries of those who may owe a penalty.
    ledger: HashMap<String, Vec<ledger_entry::Model>>,
    penalties: HashMap<String, Vec<penalty::Model>>,
    corrections: HashMap<String, Vec<correction::Model>>,
}

impl Known {
    /// Reads it.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn read(
        db: &impl ConnectionTrait,
        accounts: &[account::Model],
        period: Period,
        zone: Tz,
    ) -> Result<Self, DbErr> {
        let numbers: Vec<&str> = accounts.iter().map(|account| account.number.as_str()).collect();
        let among = || numbers.iter().copied();
        let mut known = Self::default();
        let meters = meter::Entity::find()
            .filter(meter::Column::Account.is_in(among()))
            .order_by_asc(meter::Column::Position)
            .all(db)
            .await?;
        let registers = register::Entity::find()
            .filter(register::Column::Meter.is_in(meters.iter().map(|meter| meter.id.as_str())))
            .order_by_asc(register::Column::Position)
            .all(db)
            .await?;
        let account_of: HashMap<&str, &str> =
            meters.iter().map(|meter| (meter.id.as_str(), meter.account.as_str())).collect();
        for register in registers {
            if let Some(account) = account_of.get(register.meter.as_str()) {
                known.registers.entry((*account).to_owned()).or_default().push(register);
            }
        }
        for meter in meters {
            known.meters.entry(meter.account.clone()).or_default().push(meter);
        }
        let readings = reading::Entity::find()
            .filter(reading::Column::Account.is_in(among()))
            .filter(reading::Column::State.is_in(counting_states()))
            .filter(reading::Column::Period.lte(period.to_string()))
            .all(db)
            .await?;
        for reading in readings {
            known.readings.entry(reading.account.clone()).or_default().push(reading);
        }
        let silent = bill_line::Entity::find()
            .filter(bill_line::Column::Account.is_in(among()))
            .filter(bill_line::Column::Kind.eq(LineKind::Supply.as_str()))
            .filter(bill_line::Column::Method.ne(Method::Actual.as_str()))
            .all(db)
            .await?;
        for line in silent {
            known.silent.entry(line.account.clone()).or_default().push(line);
        }
        let openings =
            opening::Entity::find().filter(opening::Column::Account.is_in(among())).all(db).await?;
        known.openings = openings.into_iter().map(|opening| (opening.account.clone(), opening)).collect();
        let buildings = accounts.iter().filter_map(|account| account.building.as_deref());
        let common_uses = common_use::Entity::find()
            .filter(common_use::Column::Building.is_in(buildings))
            .filter(common_use::Column::Period.eq(period.to_string()))
            .all(db)
            .await?;
        known.common_uses = common_uses.into_iter().map(|row| (row.building.clone(), row)).collect();
        for grant in grants::of_accounts(db, &numbers).await? {
            known.grants.entry(grant.account.clone()).or_default().push(grant);
        }
        for act in acts::of_accounts(db, &numbers).await? {
            known.acts.entry(act.account.clone()).or_default().push(act);
        }
        let billed: Vec<String> = bill::Entity::find()
            .select_only()
            .column(bill::Column::Account)
            .filter(bill::Column::Account.is_in(among()))
            .filter(bill::Column::Period.eq(period.to_string()))
            .into_tuple()
            .all(db)
            .await?;
        known.billed = billed.into_iter().collect();
        known.read_ledger(db, &numbers, period, zone).await?;
        Ok(known)
    }

    /// Balances of all, and the whole ledger of those of whom something may have been late in the period: who has paid in
    /// time for years is not read again every month.
    async fn read_ledger(
        &mut self,
        db: &impl ConnectionTrait,
        numbers: &[&str],
        period: Period,
        zone: Tz,
    ) -> Result<(), DbErr> {
        let among = || numbers.iter().copied();
        // As bigints on both: PostgreSQL's sum of them is a numeric.
        let sum = Expr::cust("CAST(SUM(amount_kopecks) AS BIGINT)");
        let last = Expr::cust("CAST(MAX(booked_at) AS BIGINT)");
        let pots: Vec<(String, String, String, String, i64, i64)> = ledger_entry::Entity::find()
            .select_only()
            .columns([
                ledger_entry::Column::Account,
                ledger_entry::Column::Payee,
                ledger_entry::Column::Purpose,
                ledger_entry::Column::Period,
            ])
            .column_as(sum, "balance")
            .column_as(last, "last")
            .filter(ledger_entry::Column::Account.is_in(among()))
            .group_by(ledger_entry::Column::Account)
            .group_by(ledger_entry::Column::Payee)
            .group_by(ledger_entry::Column::Purpose)
            .group_by(ledger_entry::Column::Period)
            .into_tuple()
            .all(db)
            .await?;
        let begins = zone.from_local_datetime(&period.day(1).and_time(NaiveTime::MIN)).earliest();
        let begins = begins.map_or(i64::MIN, |begins| begins.timestamp_millis());
        // A month is due in the one after it, and grows from its 31st late day on.
        let newest_late = period.previous().previous().to_string();
        let mut late = HashSet::new();
        for (account, payee, purpose, month, sum, last) in pots {
            let is_use = purpose == Purpose::Supply.as_str();
            if is_use && month <= newest_late && (sum > 0 || last >= begins) {
                late.insert(account.clone());
            }
            *self.balances.entry((account, payee, purpose)).or_default() += sum;
        }
        if late.is_empty() {
            return Ok(());
        }
        let entries = ledger_entry::Entity::find()
            .filter(ledger_entry::Column::Account.is_in(late.iter().map(String::as_str)))
            .filter(ledger_entry::Column::Purpose.eq(Purpose::Supply.as_str()))
            .all(db)
            .await?;
        for entry in entries {
            self.ledger.entry(entry.account.clone()).or_default().push(entry);
        }
        let penalties = penalty::Entity::find()
            .filter(penalty::Column::Account.is_in(late.iter().map(String::as_str)))
            .all(db)
            .await?;
        for penalty in penalties {
            self.penalties.entry(penalty.account.clone()).or_default().push(penalty);
        }
        let corrections = correction::Entity::find()
            .filter(correction::Column::Account.is_in(late.iter().map(String::as_str)))
            .all(db)
            .await?;
        for correction in corrections {
            self.corrections.entry(correction.account.clone()).or_default().push(correction);
        }
        Ok(())
    }

    /// The entries for use of an account that may owe a penalty, and the penalties that were booked before.
    #[must_use]
    pub fn late(&self, account: &account::Model) -> (Vec<&ledger_entry::Model>, Vec<&penalty::Model>) {
        let number = &account.number;
        (
            self.ledger.get(number).into_iter().flatten().collect(),
            self.penalties.get(number).into_iter().flatten().collect(),
        )
    }

    /// What corrected entries of an account that may owe a penalty.
    #[must_use]
    pub fn corrections(&self, account: &account::Model) -> Vec<&correction::Model> {
        self.corrections.get(&account.number).into_iter().flatten().collect()
    }

    /// Whether the account has its bill of the period.
    #[must_use]
    pub fn is_billed(&self, account: &account::Model) -> bool {
        self.billed.contains(&account.number)
    }

    /// What a payee is owed by an account for one purpose.
    #[must_use]
    pub fn balance(&self, account: &account::Model, payee: &str, purpose: Purpose) -> Kopecks {
        let key = (account.number.clone(), payee.to_owned(), purpose.as_str().to_owned());
        Kopecks(self.balances.get(&key).copied().unwrap_or_default())
    }

    /// The rows of one of the accounts.
    #[must_use]
    pub fn of<'a>(&'a self, account: &'a account::Model) -> AccountRows<'a> {
        fn all<'a, T>(map: &'a HashMap<String, Vec<T>>, number: &str) -> Vec<&'a T> {
            map.get(number).into_iter().flatten().collect()
        }
        let number = account.number.as_str();
        AccountRows {
            account,
            meters: all(&self.meters, number),
            registers: all(&self.registers, number),
            readings: all(&self.readings, number),
            silent: all(&self.silent, number),
            opening: self.openings.get(number),
            grants: all(&self.grants, number),
            acts: all(&self.acts, number),
            common_use: account.building.as_ref().and_then(|building| self.common_uses.get(building)),
        }
    }
}
