//! The accounts of a cabinet: adding another one, own names, own order, taking one out.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use minijinja::context;
use svetlitsa_api::accounts::{AccountAddition, AddAccount, AdditionOutcome, ArrangeAccount, MAX_LABEL};
use svetlitsa_api::{ErrorCode, FieldCode, Problem, paths};
use svetlitsa_domain::AccountNumber;
use svetlitsa_domain::accounts::normalize_house;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::accounts::{LIMIT_BY_ACCOUNT, LIMIT_BY_ADDRESS};
use crate::appeals::clean_line;
use crate::cabinet_letters::{self, Addressee};
use crate::callers::{Address, Resident};
use crate::entity::{pending_request, resident};
use crate::failure::{Failure, Outcome};
use crate::idempotency::{self, Attempt, Begun, Mutation};
use crate::letters::{Language, Occasion};
use crate::pending::{self, Kind};
use crate::registrations::normalize_bill_code;
use crate::state::App;
use crate::{claims, shares, store};

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(add_account)).routes(routes!(arrange_account, remove_account))
}

/// Adds an account to the cabinet. One that is in somebody else's is added when the code on a bill proves it;
/// without the code its owner is asked by letter. The same answer for an unknown account and a wrong house.
#[utoipa::path(post, path = paths::ACCOUNTS, tag = "accounts", request_body = AddAccount,
    params(("idempotency-key" = String, Header)), responses(
    (status = 201, body = AccountAddition), (status = 202, body = AccountAddition),
    (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem),
    (status = 429, body = Problem),
))]
async fn add_account(
    State(app): State<App>,
    Resident(resident): Resident,
    Address(address): Address,
    mutation: Mutation<AddAccount>,
) -> Outcome<Response> {
    let body = &mutation.body;
    let number: AccountNumber =
        body.account.parse().map_err(|_| Failure::field("account", FieldCode::NotAnAccount))?;
    let house = normalize_house(&body.house);
    if house.is_empty() {
        return Err(Failure::field("house", FieldCode::Required));
    }
    let label = checked_label(&body.label)?;
    let attempt = match idempotency::begin(&app, &format!("resident:{}", resident.id), &mutation).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    let keys =
        [(format!("lookup:{address}"), LIMIT_BY_ADDRESS), (format!("lookup:{number}"), LIMIT_BY_ACCOUNT)];
    for (key, limit) in &keys {
        app.limiter.check(key, *limit)?;
    }
    let guessed = || {
        for (key, _) in &keys {
            app.limiter.fail(key);
        }
    };
    let found = store::accounts::find(&attempt.tx, number.as_str()).await?;
    if found.is_none_or(|account| account.house != house) {
        guessed();
        return Err(ErrorCode::AccountNotFound.into());
    }
    let owners = store::residents::owners(&attempt.tx, number.as_str()).await?;
    let code = normalize_bill_code(&body.bill_code);
    let is_own = owners.iter().any(|owner| owner.id == resident.id);
    if !is_own && !owners.is_empty() {
        if code.is_empty() {
            let asking = pending_request::Model {
                account: Some(number.to_string()),
                resident_id: Some(resident.id.clone()),
                ..pending::new(Kind::Addition, &resident.login, language(&resident), address)
            };
            return ask_owners(&app, attempt, asking, number, owners).await;
        }
        if !claims::is_proven_by_bill(&attempt.tx, number.as_str(), &code).await? {
            guessed();
            return Err(Failure::field("bill_code", FieldCode::WrongCode));
        }
        claims::tell_owners(&app, &attempt.tx, number.as_str(), &resident.login, &owners).await?;
    }
    store::residents::hold(&attempt.tx, &resident.id, number.as_str(), &label).await?;
    let location = paths::fill(paths::ACCOUNT, &[number.as_str()]);
    let added = AccountAddition { account: number, outcome: AdditionOutcome::Added };
    let response = attempt.created(location, &added).await?;
    app.mail_work.notify_one();
    Ok(response)
}

fn language(resident: &resident::Model) -> Language {
    Language::parse(&resident.language).unwrap_or(Language::Ru)
}

async fn ask_owners(
    app: &App,
    attempt: Attempt,
    mut asking: pending_request::Model,
    number: AccountNumber,
    owners: Vec<resident::Model>,
) -> Outcome<Response> {
    pending::check_pace(&attempt.tx, &asking).await?;
    store::pending::insert(&attempt.tx, asking.clone()).await?;
    claims::ask_owners(app, &attempt.tx, &mut asking, number.as_str(), owners).await?;
    let asked = AccountAddition { account: number, outcome: AdditionOutcome::OwnerAsked };
    let response = attempt.commit(StatusCode::ACCEPTED, None, &asked).await?;
    app.mail_work.notify_one();
    Ok(response)
}

fn checked_label(typed: &str) -> Outcome<String> {
    let label = clean_line(typed);
    if label.chars().count() > MAX_LABEL {
        return Err(Failure::field("label", FieldCode::TooLong));
    }
    Ok(label)
}

/// Names an account of the cabinet and moves it to another place.
#[utoipa::path(patch, path = paths::ACCOUNT, tag = "accounts", request_body = ArrangeAccount,
    params(("number" = String, Path), ("idempotency-key" = String, Header)), responses(
    (status = 204), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem),
))]
async fn arrange_account(
    State(app): State<App>,
    Resident(resident): Resident,
    Path(number): Path<String>,
    mutation: Mutation<ArrangeAccount>,
) -> Outcome<Response> {
    let label = mutation.body.label.as_deref().map(checked_label).transpose()?;
    let attempt = match idempotency::begin(&app, &format!("resident:{}", resident.id), &mutation).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    let mut cabinet = store::residents::cabinet(&attempt.tx, &resident.id).await?;
    let at = cabinet.iter().position(|row| row.account == number).ok_or(ErrorCode::NotFound)?;
    if let Some(label) = label {
        cabinet[at].label = label;
    }
    if let Some(place) = mutation.body.place {
        let to = usize::try_from(place).ok().filter(|place| (1..=cabinet.len()).contains(place));
        let to = to.ok_or_else(|| Failure::field("place", FieldCode::NotAChoice))?;
        let row = cabinet.remove(at);
        cabinet.insert(to - 1, row);
        for (position, row) in (1..).zip(&mut cabinet) {
            row.position = position;
        }
    }
    store::residents::arrange(&attempt.tx, cabinet).await?;
    attempt.commit(StatusCode::NO_CONTENT, None, &()).await
}

/// Takes an account out of the cabinet. Its history stays with the account; the access that the cabinet gave to it ends,
/// and so does the access that the cabinet was given.
#[utoipa::path(delete, path = paths::ACCOUNT, tag = "accounts",
    params(("number" = String, Path), ("idempotency-key" = String, Header)), responses(
    (status = 204), (status = 401, body = Problem), (status = 404, body = Problem),
))]
async fn remove_account(
    State(app): State<App>,
    Resident(resident): Resident,
    Path(number): Path<String>,
    mutation: Mutation<()>,
) -> Outcome<Response> {
    let attempt = match idempotency::begin(&app, &format!("resident:{}", resident.id), &mutation).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    let cabinet = store::residents::cabinet(&attempt.tx, &resident.id).await?;
    let held = cabinet.iter().find(|row| row.account == number).ok_or(ErrorCode::NotFound)?;
    shares::end_of_account(&app, &attempt.tx, &resident.id, &number).await?;
    store::residents::release(&attempt.tx, &resident.id, &number).await?;
    if held.share_id.is_none() {
        let to = Addressee::of_resident(&resident, Some(&number));
        cabinet_letters::tell(&app, &attempt.tx, to, Occasion::AccountRemoved, context! {}).await?;
    }
    let response = attempt.commit(StatusCode::NO_CONTENT, None, &()).await?;
    app.mail_work.notify_one();
    Ok(response)
}
