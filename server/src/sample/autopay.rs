//! Automatic payment of the sample world: on, with the newest payments as its debits.

use anyhow::Context;
use chrono::{DateTime, Utc};
use svetlitsa_domain::Period;
use svetlitsa_domain::payments::PaymentMethod;
use svetlitsa_domain::payments::autopay::{AutopayState, DebitState};

use crate::clock::local;
use crate::data::sample::SampleWorld;
use crate::entity::{autopay, autopay_debit};
use crate::random;
use crate::sample::rows::Rows;

/// The method that the sandbox's payer lets us keep from the first day.
const KEPT: &str = "demo-autopay-0001";
/// What the owner allows at once.
const CAP_KOPECKS: i64 = 500_000;
/// From the notice to the debit.
const NOTICE_MS: i64 = 3 * 24 * 60 * 60 * 1000;

/// Switches it on where a household says so; after payments and people are there.
pub(super) fn add(rows: &mut Rows, world: &SampleWorld, now: DateTime<Utc>) -> anyhow::Result<()> {
    for household in world.households.iter().filter(|household| household.facts.is_autopay_on) {
        let number = household.number.to_string();
        let owner = rows.cabinet_accounts.iter().find(|row| row.account == number);
        let owner = owner.context("automatic payment needs a cabinet")?.resident_id.clone();
        let mut newest: Option<String> = None;
        for payment in rows.payments.iter().filter(|payment| payment.account == number) {
            let share = rows.ledger.iter().find(|entry| entry.cause_id == payment.id);
            let period: Period = share.context("a payment is in the ledger")?.period.parse()?;
            newest = newest.max(Some(period.to_string()));
            rows.autopay_debits.push(autopay_debit::Model {
                id: random::id(),
                account: number.clone(),
                period: period.to_string(),
                payee: payment.payee.clone(),
                state: DebitState::Paid.as_str().to_owned(),
                reason: None,
                amount_kopecks: payment.amount_kopecks,
                due_on: local(payment.created_at, chrono_tz::Europe::Moscow).date_naive().to_string(),
                attempts: 1,
                payment_id: Some(payment.id.clone()),
                announced_at: payment.created_at - NOTICE_MS,
                settled_at: payment.settled_at,
            });
        }
        rows.autopays.push(autopay::Model {
            account: number,
            resident_id: owner,
            state: AutopayState::On.as_str().to_owned(),
            stop_reason: None,
            day: None,
            cap_kopecks: CAP_KOPECKS,
            skips_estimated: true,
            method: PaymentMethod::BankCard.as_str().to_owned(),
            binding_key: random::id(),
            method_id: Some(KEPT.to_owned()),
            instrument: Some("Mir •••• 0004".to_owned()),
            confirmation_url: None,
            after_period: newest.unwrap_or_default(),
            changed_at: now.timestamp_millis(),
        });
    }
    Ok(())
}
