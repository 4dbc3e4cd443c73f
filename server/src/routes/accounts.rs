//! Accounts: the cabinet's list, an account at a glance, a guest's two identifiers.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use svetlitsa_api::accounts::{
    AccountList, AccountOverview, AccountSummary, Announcement, BalanceLine, BranchContact, GuestAccess,
    LookupAccount, WindowView,
};
use svetlitsa_api::readings::ReadingTerms;
use svetlitsa_api::shares::SharedAccess;
use svetlitsa_api::{ErrorCode, FieldCode, Problem, paths};
use svetlitsa_domain::accounts::access::{Access, Action};
use svetlitsa_domain::accounts::{mask_name, normalize_house};
use svetlitsa_domain::bills::parse_bill_qr;
use svetlitsa_domain::notices::Addressed;
use svetlitsa_domain::tariffs::Service;
use svetlitsa_domain::{AccountNumber, Kopecks, Period};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::callers::{AccountReader, Address, Reader};
use crate::clock::{local, to_local};
use crate::data::Branch;
use crate::entity::{account, reading};
use crate::failure::{Failure, Outcome};
use crate::json::Body;
use crate::sessions::{self, SessionKind};
use crate::state::App;
use crate::{bill_letters, payments, readings, store};

/// Readings and payments shown at a glance.
const GLANCE: u64 = 5;
/// Failed look-ups a minute for one address.
pub(super) const LIMIT_BY_ADDRESS: u32 = 20;
/// Failed look-ups a minute for one account.
pub(super) const LIMIT_BY_ACCOUNT: u32 = 10;

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_accounts))
        .routes(routes!(find_account))
        .routes(routes!(get_account))
}

/// Accounts of the cabinet; in a preview the one account that is looked at.
#[utoipa::path(get, path = paths::ACCOUNTS, tag = "accounts", responses(
    (status = 200, body = AccountList), (status = 401, body = Problem),
))]
async fn list_accounts(State(app): State<App>, reader: Reader) -> Outcome<Json<AccountList>> {
    let mut items = Vec::with_capacity(reader.accounts.len());
    for account in store::accounts::find_all(&app.db, &reader.accounts).await? {
        let label = reader.labels.get(&account.number).cloned().unwrap_or_default();
        items.push(AccountSummary { label, ..summary(&app, &account, Access::Holder).await? });
    }
    for (number, share, access) in &reader.shared {
        let Some(account) = store::accounts::find(&app.db, number).await? else { continue };
        let label = reader.labels.get(number).cloned().unwrap_or_default();
        let summary = summary(&app, &account, *access).await?;
        items.push(AccountSummary { label, shared: shared(&app, share).await?, ..summary });
    }
    Ok(Json(AccountList { items }))
}

/// What the operator announces to an account today.
fn announced(
    app: &App,
    account: &account::Model,
    meterings: &[readings::Metering],
    today: NaiveDate,
) -> Vec<Announcement> {
    let is_prepaid = meterings.iter().any(|metering| metering.meter.is_prepaid);
    let account = Addressed { branch: &account.branch, address: &account.address, is_prepaid };
    app.data.announcements.to(account, today)
}

/// An account at a glance.
#[utoipa::path(get, path = paths::ACCOUNT, tag = "accounts", params(("number" = String, Path)), responses(
    (status = 200, body = AccountOverview), (status = 401, body = Problem), (status = 404, body = Problem),
))]
async fn get_account(State(app): State<App>, reader: AccountReader) -> Outcome<Json<AccountOverview>> {
    let AccountReader { account, is_guest, access, share_id: share, label } = reader;
    let branch = app.branch(&account.branch)?;
    let today = to_local(app.clock.now(), branch.zone).date_naive();
    let period = current_period(branch, today)?;
    let meterings = readings::meterings(&app.db, &account, branch, period, today).await?;
    let may_see_meters = access.allows(Action::SeeMeters);
    let reading_dates = meterings
        .iter()
        .filter(|_| may_see_meters)
        .flat_map(|metering| &metering.counting)
        .filter(|row| row.period == period.to_string())
        .map(|row| local(row.received_at, branch.zone).date_naive())
        .collect();
    let recent = if is_guest {
        Vec::new()
    } else {
        store::readings::of_account(&app.db, &account.number, None, GLANCE).await?
    };
    let mut paid = Vec::new();
    if access.allows(Action::SeeMoney) {
        for row in store::payments::of_account(&app.db, &account.number, None, GLANCE).await? {
            paid.push(payments::view(&app, &app.db, &row, branch).await?);
        }
    }
    let may_see_balance = access.allows(Action::SeeBalance);
    let earlier_payments = match may_see_balance {
        true => payments::earlier::views(&app, &account, branch, access.allows(Action::SeeMoney)).await?,
        false => Vec::new(),
    };
    let balances =
        if may_see_balance { balance_lines(&app, &account, branch, today).await? } else { Vec::new() };
    Ok(Json(AccountOverview {
        account: AccountSummary {
            label,
            shared: match &share {
                Some(share) => shared(&app, share).await?,
                None => None,
            },
            ..summary(&app, &account, access).await?
        },
        balances,
        window: window(&app, branch, reading_dates),
        meters: meterings
            .iter()
            .filter(|_| may_see_meters)
            .map(|metering| {
                metering.view(is_guest, readings::silence(&account, branch, metering, period, today))
            })
            .collect(),
        readings: recent
            .iter()
            .map(|row: &reading::Model| readings::view(row, branch.zone))
            .collect::<Outcome<_>>()?,
        payments: paid,
        earlier_payments,
        announcements: if is_guest { Vec::new() } else { announced(&app, &account, &meterings, today) },
        takes_payments: branch.takes_payments,
        payment_methods: branch.payment_methods.clone(),
        branch: branch_contact(branch),
    }))
}

/// The period that a reading given today counts for.
///
/// # Errors
/// Internal failure when the clock is outside this century.
pub(super) fn current_period(branch: &Branch, today: NaiveDate) -> Outcome<Period> {
    branch
        .readings
        .window
        .counts_for(today)
        .ok_or_else(|| Failure::internal(&"the clock is outside this century"))
}

/// By which share somebody else's account is open to the caller.
async fn shared(app: &App, share: &str) -> Outcome<Option<SharedAccess>> {
    let row = store::shares::find(&app.db, share).await?;
    row.map(|row| super::shares::access_view(app, &row)).transpose()
}

/// What of an account stands in a list, as far as the caller may see it.
async fn summary(app: &App, account: &account::Model, access: Access) -> Outcome<AccountSummary> {
    let branch = app.branch(&account.branch)?;
    let is_masked = !access.allows(Action::SeePerson);
    let balance_kopecks = match access.allows(Action::SeeBalance) {
        true => Some(store::accounts::balance(&app.db, &account.number).await?),
        false => None,
    };
    Ok(AccountSummary {
        number: account.number.parse().map_err(|error| Failure::internal(&error))?,
        name: if is_masked { mask_name(&account.name) } else { account.name.clone() },
        address: if is_masked { String::new() } else { account.address.clone() },
        service: Service::parse(&account.service)
            .ok_or_else(|| Failure::internal(&format!("service of account {}", account.number)))?,
        branch_name: branch.name.clone(),
        label: String::new(),
        shared: None,
        balance_kopecks,
    })
}

async fn balance_lines(
    app: &App,
    account: &account::Model,
    branch: &Branch,
    today: NaiveDate,
) -> Outcome<Vec<BalanceLine>> {
    let current = branch.payee_on(today);
    store::accounts::balances(&app.db, &account.number)
        .await?
        .into_iter()
        .map(|balance| {
            let payee = branch
                .payee(&balance.payee)
                .ok_or_else(|| Failure::internal(&format!("no payee {}", balance.payee)))?;
            Ok(BalanceLine {
                payee: payee.id.clone(),
                payee_name: payee.name.clone(),
                is_current_payee: payee.id == current.id,
                period: balance.period.parse().map_err(|error| Failure::internal(&error))?,
                amount_kopecks: balance.amount,
            })
        })
        .collect()
}

/// A branch's window as pages draw it.
pub(super) fn window(app: &App, branch: &Branch, reading_dates: Vec<NaiveDate>) -> WindowView {
    WindowView {
        first_day: branch.readings.window.first(),
        last_day: branch.readings.window.last(),
        today: to_local(app.clock.now(), branch.zone).date_naive(),
        reading_dates,
        terms: ReadingTerms::of(&branch.readings),
    }
}

/// A branch as printed at the foot of things.
pub(super) fn branch_contact(branch: &Branch) -> BranchContact {
    BranchContact {
        id: branch.id.clone(),
        name: branch.name.clone(),
        legal_name: branch.legal_name.clone(),
        phone: branch.phone.clone(),
        time_zone: branch.zone.name().to_owned(),
    }
}

/// A guest gives account and house number, or a bill's QR, and gets a short-lived permit for that one account.
/// The same answer for an unknown account and a wrong house.
#[utoipa::path(post, path = paths::ACCOUNT_LOOKUP, tag = "accounts", request_body = LookupAccount, responses(
    (status = 201, body = GuestAccess),
    (status = 404, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem),
))]
async fn find_account(
    State(app): State<App>,
    address: Address,
    Body(lookup): Body<LookupAccount>,
) -> Outcome<Response> {
    let (mut payee_inn, mut period) = (None, None);
    let (number, house, suggested) = match lookup {
        LookupAccount::Typed { account, house } => {
            let number: AccountNumber =
                account.parse().map_err(|_| Failure::field("account", FieldCode::NotAnAccount))?;
            if house.trim().is_empty() {
                return Err(Failure::field("house", FieldCode::Required));
            }
            (number, Some(normalize_house(&house)), None)
        }
        LookupAccount::Letter { token } => {
            let by_address = format!("lookup:{}", address.0);
            app.limiter.check(&by_address, LIMIT_BY_ADDRESS)?;
            let account = bill_letters::account_of_pay_link(&app, &token).await?;
            let Some(account) = account else {
                app.limiter.fail(&by_address);
                return Err(ErrorCode::LinkExpired.into());
            };
            (account.parse().map_err(|error| Failure::internal(&error))?, None, None)
        }
        LookupAccount::Scanned { qr } => {
            let bill = parse_bill_qr(&qr).map_err(|_| ErrorCode::NotABill)?;
            (payee_inn, period) = (bill.payee_inn, bill.period);
            (bill.account, None, bill.amount)
        }
    };
    let suggested = suggested.filter(|sum: &Kopecks| sum.is_positive());
    let keys =
        [(format!("lookup:{}", address.0), LIMIT_BY_ADDRESS), (format!("lookup:{number}"), LIMIT_BY_ACCOUNT)];
    for (key, limit) in &keys {
        app.limiter.check(key, *limit)?;
    }
    let found = store::accounts::find(&app.db, number.as_str()).await?;
    let Some(account) = found.filter(|account| house.as_ref().is_none_or(|house| *house == account.house))
    else {
        for (key, _) in &keys {
            app.limiter.fail(key);
        }
        return Err(ErrorCode::AccountNotFound.into());
    };
    let branch = app.branch(&account.branch)?;
    // A code whose money would go to somebody else is no bill of ours.
    let is_ours = |inn: &String| branch.payees.iter().any(|payee| payee.inn.to_string() == *inn);
    if payee_inn.as_ref().is_some_and(|inn| !is_ours(inn)) {
        return Err(ErrorCode::NotABill.into());
    }
    let token = sessions::open(&app.db, SessionKind::Guest, &account.number).await?;
    let expires = app.clock.now() + chrono::TimeDelta::seconds(SessionKind::Guest.lifetime_s());
    let access = GuestAccess {
        token,
        expires: to_local(expires, branch.zone),
        account: number,
        masked_name: mask_name(&account.name),
        suggested_kopecks: suggested,
        period,
    };
    Ok((StatusCode::CREATED, Json(access)).into_response())
}
