//! Instalments: the plan by the branch's terms, the agreement, and what its first part does when it is paid.

use chrono::{Days, NaiveDate};
use sea_orm::DatabaseTransaction;
use serde::{Deserialize, Serialize};
use svetlitsa_api::debts::{AgreementView, InstalmentPartView, InstalmentPlanView};
use svetlitsa_api::{ErrorCode, FieldCode};
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::bills::{
    Agreement, AgreementState, InstalmentPart, InstalmentPlan, InstalmentTerms, Purpose, plan_instalments,
};

use crate::clock::local;
use crate::data::{Branch, BranchInstalments};
use crate::entity::{instalment, ledger_entry};
use crate::failure::{Failure, Outcome};
use crate::store;

/// A part as the row keeps it.
#[derive(Serialize, Deserialize)]
struct Part {
    due: NaiveDate,
    amount_kopecks: i64,
}

/// A plan with the last day of its first part.
#[derive(Clone, Debug)]
pub struct Planned {
    /// What is paid when.
    pub plan: InstalmentPlan,
    /// The last day of the first part.
    pub first_due: NaiveDate,
}

/// The plan for a debt in so many parts.
///
/// # Errors
/// A field of the request: so many parts are not granted; or the debt is nothing, or too little to be divided.
pub fn plan(terms: BranchInstalments, debt: Kopecks, parts: u32, today: NaiveDate) -> Outcome<Planned> {
    if !(terms.fewest_parts..=terms.most_parts).contains(&parts) {
        return Err(Failure::field("parts", FieldCode::NotAChoice));
    }
    let terms_chosen = InstalmentTerms { parts, ..terms.standard };
    let plan = plan_instalments(debt, terms_chosen, today).map_err(|_| ErrorCode::WrongStage)?;
    let first_due = today.checked_add_days(Days::new(terms.first_part_days.into())).unwrap_or(today);
    Ok(Planned { plan, first_due })
}

impl Planned {
    /// As a page draws it.
    #[must_use]
    pub fn view(&self, debt: Kopecks) -> InstalmentPlanView {
        let part = |part: &InstalmentPart| InstalmentPartView { due: part.due, amount_kopecks: part.amount };
        InstalmentPlanView {
            debt_kopecks: debt,
            first_kopecks: self.plan.first,
            first_due: self.first_due,
            parts: self.plan.parts.iter().map(part).collect(),
        }
    }

    /// The parts as the row keeps them.
    ///
    /// # Errors
    /// Never for these.
    pub fn parts_text(&self) -> Outcome<String> {
        let part = |part: &InstalmentPart| Part { due: part.due, amount_kopecks: part.amount.0 };
        Ok(serde_json::to_string(&self.plan.parts.iter().map(part).collect::<Vec<_>>())?)
    }
}

/// A row read back, with what was paid for it since.
///
/// # Errors
/// Internal failure on a row that holds no plan.
pub fn restore(
    row: &instalment::Model,
    ledger: &[ledger_entry::Model],
    branch: &Branch,
) -> Outcome<(Planned, Agreement)> {
    let parts: Vec<Part> = serde_json::from_str(&row.parts)?;
    let parts = parts
        .into_iter()
        .map(|part| InstalmentPart { due: part.due, amount: Kopecks(part.amount_kopecks) })
        .collect();
    let plan = InstalmentPlan { first: Kopecks(row.first_kopecks), parts };
    let first_due = row.first_due.parse().map_err(|error| Failure::internal(&error))?;
    let is_meant = |entry: &&ledger_entry::Model| {
        entry.payee == row.payee
            && entry.purpose == Purpose::Supply.as_str()
            && matches!(entry.cause_kind.as_str(), "payment" | "transfer")
            && entry.booked_at >= row.made_at
    };
    let day = |entry: &ledger_entry::Model| local(entry.booked_at, branch.zone).date_naive();
    let payments = ledger.iter().filter(is_meant);
    let payments = payments.map(|entry| (day(entry), Kopecks(-entry.amount_kopecks))).collect();
    let agreement = Agreement {
        plan: plan.clone(),
        first_due,
        was_in_force: row.in_force_at.is_some(),
        is_withdrawn: row.withdrawn_at.is_some(),
        payments,
    };
    Ok((Planned { plan, first_due }, agreement))
}

/// An agreement as its page draws it.
///
/// # Errors
/// Internal failure on a row that holds no plan, or an unknown payee.
pub fn view(
    row: &instalment::Model,
    ledger: &[ledger_entry::Model],
    branch: &Branch,
    today: NaiveDate,
) -> Outcome<AgreementView> {
    let (planned, agreement) = restore(row, ledger, branch)?;
    let payee = branch.payee(&row.payee);
    let payee = payee.ok_or_else(|| Failure::internal(&format!("no payee {}", row.payee)))?;
    Ok(AgreementView {
        number: row.number.clone(),
        payee_name: payee.name.clone(),
        made: local(row.made_at, branch.zone),
        state: agreement.state(today),
        plan: planned.view(Kopecks(row.debt_kopecks)),
        paid_kopecks: agreement.paid_by(today),
    })
}

/// Brings agreements into force whose first part is there now; says whether one of the payee's is.
///
/// # Errors
/// When the database does not take it.
pub async fn advance(
    tx: &DatabaseTransaction,
    account: &str,
    payee: &str,
    ledger: &[ledger_entry::Model],
    branch: &Branch,
    now_ms: i64,
) -> Outcome<bool> {
    let today = local(now_ms, branch.zone).date_naive();
    let mut is_any = false;
    for row in store::debts::agreements(tx, account).await? {
        if row.payee != payee {
            continue;
        }
        let (planned, agreement) = restore(&row, ledger, branch)?;
        match agreement.state(today) {
            AgreementState::InForce => is_any = true,
            AgreementState::Awaiting if agreement.paid_by(today) >= planned.plan.first => {
                let row = instalment::Model { in_force_at: Some(now_ms), ..row };
                store::debts::save_agreement(tx, row).await?;
                is_any = true;
            }
            _ => {}
        }
    }
    Ok(is_any)
}
