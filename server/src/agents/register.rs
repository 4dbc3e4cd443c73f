//! The register of a day: what an agent has told of, to be laid beside the agent's own.

use chrono::NaiveDate;
use sea_orm::ConnectionTrait;
use svetlitsa_domain::Kopecks;

use super::Agent;
use crate::failure::{Failure, Outcome};
use crate::store;

/// Columns of a register.
const COLUMNS: [&str; 5] = ["txn_id", "txn_date", "account", "sum", "prv_txn"];

/// Payments that an agent took on a day of their branches' zones, as CSV with a header.
///
/// # Errors
/// When the database does not answer.
pub async fn of_day(db: &impl ConnectionTrait, agent: &Agent, day: NaiveDate) -> Outcome<Vec<u8>> {
    let rows = store::agents::register(db, &agent.id, &day.to_string()).await?;
    // Every value is made of digits and points: nothing is ever quoted.
    let mut file = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    let broken = |error: csv::Error| Failure::internal(&error);
    file.write_record(COLUMNS).map_err(broken)?;
    for row in rows {
        let amount = Kopecks(row.amount_kopecks).to_string();
        let number = row.number.to_string();
        file.write_record([&row.txn_id, &row.taken, &row.account, &amount, &number]).map_err(broken)?;
    }
    file.into_inner().map_err(|error| Failure::internal(&error))
}
