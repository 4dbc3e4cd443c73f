//! The receipt by letter, to whoever paid. The letter is in the outbox with the credit itself, in one transaction: money
//! that is credited once is told of once, wherever the service is killed.

use minijinja::context;
use minijinja::value::Value;
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use svetlitsa_api::pages;

use crate::bill_letters::sum_parts;
use crate::cabinet_letters::{self, Addressee};
use crate::documents::receipt::say;
use crate::entity::receipt;
use crate::failure::Outcome;
use crate::letters::{Language, Occasion};
use crate::state::App;
use crate::{receipts, store};

/// Notes who is to have the receipt of a payment that was just journaled. A guest at a terminal has no address.
///
/// # Errors
/// When the database does not answer.
pub async fn expect(tx: &impl ConnectionTrait, payment: &str, resident: Option<&str>) -> Outcome<()> {
    match resident {
        Some(resident) => Ok(store::receipts::expect_reader(tx, payment, resident).await?),
        None => Ok(()),
    }
}

/// Writes the letter, when somebody is to have it and still has a cabinet.
///
/// # Errors
/// When the database does not answer.
pub async fn write(app: &App, tx: &DatabaseTransaction, row: &receipt::Model) -> Outcome<()> {
    let Some(reader) = store::receipts::reader(tx, &row.payment_id).await? else { return Ok(()) };
    let Some(resident) = store::residents::find(tx, &reader).await? else { return Ok(()) };
    let language = Language::parse(&resident.language).unwrap_or(Language::Ru);
    let view = receipts::view(row)?;
    let said = say(app, &view, language, false)?;
    let rows = [&said.rows, &said.sums, &said.after].into_iter().chain(&said.fiscal);
    let rows = rows.flatten().filter(|row| !row.value.is_empty());
    let rows: Vec<Value> =
        rows.map(|row| context! { label => row.label.as_str(), value => row.value.as_str() }).collect();
    let url = format!("{}{}", app.settings.public_url(), pages::PAYMENT.href(&[&row.payment_id]));
    let facts = context! {
        number => view.number.as_str(),
        sum => sum_parts(view.amount_kopecks),
        receipt => context! { title => said.title.as_str(), head => said.head.to_vec(), rows, code => said.code.as_str() },
        check_url => view.verification_url.as_str(),
        payment_url => url,
    };
    let to = Addressee::of_resident(&resident, Some(view.account.as_str()));
    cabinet_letters::tell(app, tx, to, Occasion::Receipt, facts).await
}
