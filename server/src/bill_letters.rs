//! Letters about bills: one with every new bill for whoever has them by e-mail, one a month when a bill or its forecast
//! is higher than a household wants to hear of from the bill.

use minijinja::context;
use minijinja::value::Value;
use sea_orm::ConnectionTrait;
use svetlitsa_api::ErrorCode;
use svetlitsa_api::forecasts::BillAlert;
use svetlitsa_api::pages::{self, Page};
use svetlitsa_domain::accounts::access::Action;
use svetlitsa_domain::bills::{HighBillThreshold, LineKind, MonthForecast, high_bill, usual_bill};
use svetlitsa_domain::{Kopecks, Period};

use crate::bills::forecast::forecast;
use crate::bills::month::NoBill;
use crate::callers::{Actor, Address};
use crate::clock::real_now_ms;
use crate::data::Branch;
use crate::entity::{account, bill, bill_alert, bill_letter, consent};
use crate::failure::{Failure, Outcome};
use crate::random;
use crate::state::App;
use crate::store;
use crate::store::bill_letters::E_BILL;
use crate::store::bills::Known;

/// Letters with every new bill.
pub const BILL: &str = "bill";
/// Short notices of new bills.
pub const BILL_NOTICE: &str = "bill_notice";
/// Letters of high bills.
pub const HIGH: &str = "high";
/// Bills that tell what is usual, and the one that is compared.
pub const BILLS_READ: u64 = 7;

/// What an account may expect of the current month.
#[derive(Clone, Debug)]
pub struct Outlook {
    /// The month.
    pub period: Period,
    /// What it will cost; `None` when too little is known.
    pub expected: Option<MonthForecast>,
    /// What a month usually costs.
    pub usual: Option<Kopecks>,
    /// The month whose common use stands in the forecast.
    pub common_use_of: Option<Period>,
}

impl Outlook {
    /// By how much the forecast is above a threshold.
    #[must_use]
    pub fn over(&self, threshold: HighBillThreshold) -> Option<Kopecks> {
        high_bill(self.expected.as_ref()?.total, self.usual, threshold)
    }
}

/// What an account may expect of the month that is today.
///
/// # Errors
/// When the database does not answer, or holds what nobody can read.
pub async fn outlook(app: &App, account: &account::Model, branch: &Branch) -> Outcome<Outlook> {
    let today = app.clock.now().with_timezone(&branch.zone).date_naive();
    let period = Period::of(today).ok_or_else(|| Failure::internal(&"the clock is outside this century"))?;
    let known = Known::read(&app.db, std::slice::from_ref(account), period, branch.zone).await?;
    let common_use = match &account.building {
        Some(house) => store::common_use::newest(&app.db, house, &period.to_string()).await?,
        None => None,
    };
    let expected = match forecast(&known.of(account), branch, period, common_use.as_ref()) {
        Ok(expected) => expected,
        Err(NoBill::Broken(what)) => return Err(Failure::internal(&what)),
        Err(_) => None,
    };
    let bills = store::bill_letters::newest_bills(&app.db, &account.number, BILLS_READ).await?;
    let is_in_it =
        expected.iter().flat_map(|expected| &expected.lines).any(|line| line.kind == LineKind::CommonUse);
    let common_use_of = common_use.filter(|_| is_in_it).and_then(|told| told.period.parse().ok());
    Ok(Outlook { period, expected, common_use_of, usual: usual_bill(&store::bill_letters::sums(&bills)) })
}

/// A threshold as a row keeps it.
///
/// # Errors
/// Internal failure when the row holds none.
pub fn threshold_of(row: &bill_alert::Model) -> Outcome<HighBillThreshold> {
    let percent = row.above_usual.and_then(|percent| u32::try_from(percent).ok());
    match (row.above_kopecks, percent) {
        (Some(limit), _) => Ok(HighBillThreshold::Above(Kopecks(limit))),
        (None, Some(percent)) => Ok(HighBillThreshold::AboveUsual(percent)),
        (None, None) => Err(Failure::internal(&format!("alert of {}", row.account))),
    }
}

/// Keeps from what on a resident wants to be warned. Bills that are there already are no news.
///
/// # Errors
/// When the database does not answer.
pub async fn set_alert(
    app: &App,
    tx: &impl ConnectionTrait,
    resident: &str,
    account: &account::Model,
    alert: BillAlert,
) -> Outcome<()> {
    let (above_kopecks, above_usual) = match alert.threshold {
        HighBillThreshold::Above(limit) => (Some(limit.0), None),
        HighBillThreshold::AboveUsual(percent) => (None, i32::try_from(percent).ok()),
    };
    let row = bill_alert::Model {
        resident_id: resident.to_owned(),
        account: account.number.clone(),
        above_kopecks,
        above_usual,
        by_letter: alert.by_letter,
    };
    store::bill_letters::save_alert(tx, row).await?;
    if alert.by_letter { known_already(app, tx, resident, &account.number, HIGH).await } else { Ok(()) }
}

/// Bills of an account come by e-mail from the next one on.
///
/// # Errors
/// When the database does not answer.
pub async fn subscribe(
    app: &App,
    tx: &impl ConnectionTrait,
    resident: &str,
    account: &account::Model,
    Address(address): Address,
) -> Outcome<()> {
    if store::bill_letters::subscription(tx, resident, &account.number).await?.is_some() {
        return Ok(());
    }
    let agreed = consent::Model {
        id: random::id(),
        resident_id: resident.to_owned(),
        account: account.number.clone(),
        purpose: E_BILL.to_owned(),
        version: app.data.e_bill.version.clone(),
        text_hash: app.data.e_bill.hash.clone(),
        given_at: real_now_ms(),
        address: address.to_string(),
        withdrawn_at: None,
    };
    store::consents::insert(tx, agreed).await?;
    known_already(app, tx, resident, &account.number, BILL).await
}

/// They come on paper again; the consent stays as proof with the day on which it ended.
///
/// # Errors
/// When the database does not answer.
pub async fn unsubscribe(tx: &impl ConnectionTrait, resident: &str, account: &str) -> Outcome<()> {
    Ok(store::consents::withdraw(tx, resident, account, E_BILL, real_now_ms()).await?)
}

/// For how long a bill can be paid by the link of its letter, milliseconds: by then the next ones have come.
const PAY_LINK_LIFETIME_MS: i64 = 62 * 24 * 3_600 * 1_000;

/// The account of a letter's link; `None` when there is no such link, it is too old, or its reader may not see the account's
/// bills any more.
///
/// # Errors
/// When the database does not answer.
pub async fn account_of_pay_link(app: &App, token: &str) -> Outcome<Option<String>> {
    let digest = random::digest(&[token.as_bytes()]);
    let oldest = app.clock.now_ms() - PAY_LINK_LIFETIME_MS;
    let Some(row) = store::bill_letters::by_pay_digest(&app.db, &digest, oldest).await? else {
        return Ok(None);
    };
    let Some(reader) = store::residents::find(&app.db, &row.resident_id).await? else { return Ok(None) };
    match Actor::of_resident(&reader).account(&app.db, &row.account, Action::SeeMoney).await {
        Ok(account) => Ok(Some(account.number)),
        Err(failure) if failure.code == ErrorCode::NotFound => Ok(None),
        Err(failure) => Err(failure),
    }
}

/// The newest bill is known: neither letter nor notice tells of it.
///
/// # Errors
/// When the database does not answer.
pub async fn known_already(
    app: &App,
    tx: &impl ConnectionTrait,
    resident: &str,
    account: &str,
    kind: &str,
) -> Outcome<()> {
    if let Some(newest) = store::bill_letters::newest_bills(tx, account, 1).await?.first() {
        store::bill_letters::note(tx, letter_row(app, resident, account, kind, &newest.period, None)).await?;
    }
    Ok(())
}

/// By what the links of a letter with a bill are known again: each does its own thing and no other.
#[derive(Clone, Debug)]
pub struct LinkDigests {
    /// Of the link by which bills come on paper again.
    pub end: String,
    /// Of the link by which the account is paid; `None` where there is none.
    pub pay: Option<String>,
}

/// The row that keeps a letter from being written twice.
#[must_use]
pub fn letter_row(
    app: &App,
    resident: &str,
    account: &str,
    kind: &str,
    period: &str,
    digests: Option<LinkDigests>,
) -> bill_letter::Model {
    bill_letter::Model {
        resident_id: resident.to_owned(),
        account: account.to_owned(),
        kind: kind.to_owned(),
        period: period.to_owned(),
        token_digest: digests.as_ref().map(|links| links.end.clone()),
        pay_digest: digests.and_then(|links| links.pay),
        made_at: app.clock.now_ms(),
    }
}

/// What a letter about a month tells.
#[must_use]
pub fn facts(app: &App, account: &str, period: Period, sum: Kopecks) -> Value {
    let url = |page: Page, values: &[&str]| format!("{}{}", app.settings.public_url(), page.href(values));
    context! {
        period => context! { month => period.month(), year => period.year() },
        sum => sum_parts(sum),
        bill_url => url(pages::BILL, &[account, &period.to_string()]),
        bills_url => url(pages::BILLS, &[account]),
    }
}

/// The facts of a bill that was made.
///
/// # Errors
/// Internal failure when the row holds words that are none of ours.
pub fn facts_of_bill(app: &App, bill: &bill::Model) -> Outcome<(Period, Value)> {
    let broken = || Failure::internal(&format!("bill {}", bill.number));
    let period: Period = bill.period.parse().map_err(|_| broken())?;
    let due: chrono::NaiveDate = bill.due_on.parse().map_err(|_| broken())?;
    let left = Kopecks(bill.before_kopecks) + Kopecks(bill.charged_kopecks);
    let facts = context! {
        pay_by => day(due),
        left => sum_parts(left.max(Kopecks::ZERO)),
        ..facts(app, &bill.account, period, Kopecks(bill.charged_kopecks))
    };
    Ok((period, facts))
}

/// A day as templates see it.
#[must_use]
pub fn day(date: chrono::NaiveDate) -> Value {
    use chrono::Datelike;
    context! { day => date.day(), month => date.month(), year => date.year() }
}

/// A sum as templates see it: roubles in groups of three, and kopecks of two digits.
#[must_use]
pub fn sum_parts(sum: Kopecks) -> Value {
    let kopecks = sum.0.unsigned_abs();
    let digits = (kopecks / 100).to_string();
    let mut rubles = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            rubles.push('\u{a0}');
        }
        rubles.push(digit);
    }
    if sum.0 < 0 {
        rubles.insert(0, '\u{2212}');
    }
    context! { rubles, kopecks => format!("{:02}", kopecks % 100) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_grouped() {
        for (kopecks, told) in [(12_345_605, "123\u{a0}456,05"), (5, "0,05"), (-10_000, "\u{2212}100,00")] {
            let parts = sum_parts(Kopecks(kopecks));
            let part = |name: &str| parts.get_attr(name).unwrap().as_str().unwrap().to_owned();
            assert_eq!(format!("{},{}", part("rubles"), part("kopecks")), told);
        }
    }
}
