//! Rows of the ledger as entries that the rules of the trade reckon with.

use std::collections::HashMap;

use chrono_tz::Tz;
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::bills::{Cause, CorrectionReason, Entry, OpeningOrigin, Purpose};
use svetlitsa_domain::tariffs::Service;

use crate::clock::local;
use crate::entity::{correction, ledger_entry};

/// An entry; `None` when the row holds words that are none of ours. Its day is that of the branch.
#[must_use]
pub fn entry_of(row: &ledger_entry::Model, zone: Tz) -> Option<Entry> {
    let booked_on = local(row.booked_at, zone).date_naive();
    let line = u32::try_from(row.cause_line).ok()?;
    let (document, period) = (row.cause_id.clone(), row.period.parse().ok()?);
    let cause = match row.cause_kind.as_str() {
        "opening" => Cause::Opening { origin: OpeningOrigin::FormerSystem, document, row: line },
        "charge" => Cause::Charge { bill: document, line },
        "payment" => Cause::Payment { payment: document, share: line },
        "transfer" => Cause::Transfer { application: document, share: line },
        "correction" => {
            Cause::Correction { of: row.id.clone(), reason: CorrectionReason::WrongFact, document }
        }
        "penalty" => Cause::Penalty { reckoned_on: reckoned_on(&document).unwrap_or(booked_on), of: period },
        _ => return None,
    };
    Some(Entry {
        id: row.id.clone(),
        payee: row.payee.clone(),
        service: Service::parse(&row.service)?,
        period,
        purpose: Purpose::parse(&row.purpose)?,
        amount: Kopecks(row.amount_kopecks),
        cause,
        booked_on,
    })
}

/// The day at the end of a penalty's cause.
fn reckoned_on(cause: &str) -> Option<chrono::NaiveDate> {
    cause.get(cause.len().checked_sub("2026-10-31".len())?..)?.parse().ok()
}

/// Names in corrections what they put right and why: their own rows know only that they are corrections.
pub fn name_corrections<'a>(entries: &mut [Entry], rows: impl IntoIterator<Item = &'a correction::Model>) {
    let rows: HashMap<&str, &correction::Model> =
        rows.into_iter().map(|row| (row.id.as_str(), row)).collect();
    for entry in entries {
        let Cause::Correction { document, .. } = &entry.cause else { continue };
        let Some(row) = rows.get(document.as_str()) else { continue };
        let Some(reason) = CorrectionReason::parse(&row.reason) else { continue };
        entry.cause = Cause::Correction { of: row.entry.clone(), reason, document: row.document.clone() };
    }
}
