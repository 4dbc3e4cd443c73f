//! Access to an account for a relative: the holder offers, lists and takes back, the relative takes and gives back.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use svetlitsa_api::registrations::{CabinetOpened, FollowLink};
use svetlitsa_api::session::ResidentView;
use svetlitsa_api::shares::{
    LONGEST_RIGHTS_DAYS, NarrowShare, OfferShare, OpenByShare, ShareList, ShareOffer, ShareView, SharedAccess,
};
use svetlitsa_api::{ErrorCode, FieldCode, Problem, paths};
use svetlitsa_domain::accounts::access::Action;
use svetlitsa_domain::contacts::Email;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::callers::{Actor, Address, Resident, close_session};
use crate::clock::local;
use crate::entity::{resident, share};
use crate::failure::{Failure, Outcome};
use crate::idempotency::{self, Begun, Mutation};
use crate::json::Body;
use crate::random::digest;
use crate::registrations::{Consented, password_problem};
use crate::sessions::{self, SessionKind};
use crate::state::App;
use crate::visitors::Visitor;
use crate::{passwords, registrations, shares, store};

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_shares, offer_share))
        .routes(routes!(narrow_share, end_share))
        .routes(routes!(find_share_offer))
        .routes(routes!(accept_share))
        .routes(routes!(open_by_share))
}

fn view(app: &App, row: &share::Model) -> Outcome<ShareView> {
    let zone = app.home_branch()?.zone;
    let share = shares::restore(row)?;
    Ok(ShareView {
        id: row.id.clone(),
        email: row.email.clone(),
        rights: share.rights(),
        is_accepted: row.relative_id.is_some(),
        open_until: local(row.open_until, zone),
        rights_until: row.rights_until.map(|until| local(until, zone)),
    })
}

/// Who has access to an account besides its holders, and to whom it is offered.
#[utoipa::path(get, path = paths::SHARES, tag = "accounts", params(("number" = String, Path)), responses(
    (status = 200, body = ShareList), (status = 401, body = Problem), (status = 404, body = Problem),
))]
async fn list_shares(
    State(app): State<App>,
    Resident(resident): Resident,
    Path(number): Path<String>,
) -> Outcome<Json<ShareList>> {
    Actor::of_resident(&resident).account(&app.db, &number, Action::Share).await?;
    let rows = store::shares::standing(&app.db, &number).await?;
    Ok(Json(ShareList { items: rows.iter().map(|row| view(&app, row)).collect::<Outcome<_>>()? }))
}

/// Offers access by letter. The answer does not tell whether the mailbox has a cabinet.
#[utoipa::path(post, path = paths::SHARES, tag = "accounts", request_body = OfferShare,
    params(("number" = String, Path), ("idempotency-key" = String, Header)), responses(
    (status = 201, body = ShareView), (status = 401, body = Problem), (status = 404, body = Problem),
    (status = 422, body = Problem), (status = 429, body = Problem),
))]
async fn offer_share(
    State(app): State<App>,
    Resident(resident): Resident,
    Path(number): Path<String>,
    mutation: Mutation<OfferShare>,
) -> Outcome<Response> {
    Actor::of_resident(&resident).account(&app.db, &number, Action::Share).await?;
    let OfferShare { email, rights, days } = &mutation.body;
    let email: Email = email.parse().map_err(|_| Failure::field("email", FieldCode::NotAnEmail))?;
    if email.as_str() == resident.login {
        return Err(Failure::field("email", FieldCode::NotAChoice));
    }
    if days.is_some_and(|days| !(1..=LONGEST_RIGHTS_DAYS).contains(&days)) {
        return Err(Failure::field("days", FieldCode::NotAChoice));
    }
    let (rights, days) = (*rights, *days);
    let attempt = match idempotency::begin(&app, &format!("resident:{}", resident.id), &mutation).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    let to = (email.as_str(), rights, days);
    let row = shares::offer(&app, &attempt.tx, &resident, &number, to).await?;
    let location = paths::fill(paths::SHARE, &[&row.id]);
    let response = attempt.created(location, &view(&app, &row)?).await?;
    app.mail_work.notify_one();
    Ok(response)
}

/// A share that stands, and whether the caller is on the giving side of it.
async fn known(app: &App, resident: &resident::Model, id: &str) -> Outcome<(share::Model, bool)> {
    let row = store::shares::find(&app.db, id).await?.ok_or(ErrorCode::NotFound)?;
    if row.relative_id.as_deref() == Some(&resident.id) {
        return Ok((row, false));
    }
    Actor::of_resident(resident).account(&app.db, &row.account, Action::Share).await?;
    Ok((row, true))
}

/// Leaves only some of the rights that were given.
#[utoipa::path(patch, path = paths::SHARE, tag = "accounts", request_body = NarrowShare,
    params(("id" = String, Path), ("idempotency-key" = String, Header)), responses(
    (status = 200, body = ShareView), (status = 401, body = Problem), (status = 404, body = Problem),
))]
async fn narrow_share(
    State(app): State<App>,
    Resident(resident): Resident,
    Path(id): Path<String>,
    mutation: Mutation<NarrowShare>,
) -> Outcome<Response> {
    let (_, is_given) = known(&app, &resident, &id).await?;
    if !is_given {
        return Err(ErrorCode::NotFound.into());
    }
    let attempt = match idempotency::begin(&app, &format!("resident:{}", resident.id), &mutation).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    let row = store::shares::lock(&attempt.tx, &id).await?.ok_or(ErrorCode::NotFound)?;
    let row = shares::narrow(&app, &attempt.tx, row, mutation.body.rights).await?;
    let response = attempt.done(&view(&app, &row)?).await?;
    app.mail_work.notify_one();
    Ok(response)
}

/// Takes access back, or gives it back: whoever gave it, and whoever has it, can end it.
#[utoipa::path(delete, path = paths::SHARE, tag = "accounts",
    params(("id" = String, Path), ("idempotency-key" = String, Header)), responses(
    (status = 204), (status = 401, body = Problem), (status = 404, body = Problem),
))]
async fn end_share(
    State(app): State<App>,
    Resident(resident): Resident,
    Path(id): Path<String>,
    mutation: Mutation<()>,
) -> Outcome<Response> {
    let (_, is_given) = known(&app, &resident, &id).await?;
    let scope = format!("resident:{}", resident.id);
    if let Begun::Fresh(attempt) = idempotency::begin(&app, &scope, &mutation).await? {
        let row = store::shares::lock(&attempt.tx, &id).await?.ok_or(ErrorCode::NotFound)?;
        if is_given {
            shares::narrow(&app, &attempt.tx, row, Default::default()).await?;
        } else {
            shares::give_back(&app, &attempt.tx, row).await?;
        }
        attempt.commit(StatusCode::NO_CONTENT, None, &()).await?;
        app.mail_work.notify_one();
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// What a letter's link offers; changes nothing.
#[utoipa::path(post, path = paths::SHARE_OFFERS, tag = "accounts", request_body = FollowLink, responses(
    (status = 200, body = ShareOffer), (status = 410, body = Problem),
))]
async fn find_share_offer(State(app): State<App>, Body(link): Body<FollowLink>) -> Outcome<Json<ShareOffer>> {
    let (row, holder) = shares::offered(&app.db, &link.token).await?;
    Ok(Json(ShareOffer {
        account: row.account.parse().map_err(|error| Failure::internal(&error))?,
        rights: shares::restore(&row)?.rights(),
        holder: crate::claims::masked(&holder.login)?,
        has_cabinet: store::residents::by_login(&app.db, &row.email).await?.is_some(),
        email: row.email,
    }))
}

/// Accepts what the letter offers, signed in with the address that it went to.
#[utoipa::path(post, path = paths::SHARE_ACCEPTANCES, tag = "accounts", request_body = FollowLink,
    params(("idempotency-key" = String, Header)), responses(
    (status = 200, body = SharedAccess), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 409, body = Problem), (status = 410, body = Problem),
))]
async fn accept_share(
    State(app): State<App>,
    Resident(resident): Resident,
    mutation: Mutation<FollowLink>,
) -> Outcome<Response> {
    let attempt = match idempotency::begin(&app, &format!("resident:{}", resident.id), &mutation).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    let row = shares::accept(&app, &attempt.tx, &resident, &mutation.body.token).await?;
    let access = access_view(&app, &row)?;
    let response = attempt.done(&access).await?;
    app.mail_work.notify_one();
    Ok(response)
}

/// Access as whoever was given it sees it.
pub(super) fn access_view(app: &App, row: &share::Model) -> Outcome<SharedAccess> {
    let zone = app.home_branch()?.zone;
    Ok(SharedAccess {
        id: row.id.clone(),
        rights: shares::restore(row)?.rights(),
        until: row.rights_until.map(|until| local(until, zone)),
    })
}

/// Accepts by opening a cabinet for the mailbox of the letter, and signs its owner in.
#[utoipa::path(post, path = paths::SHARE_OPENINGS, tag = "accounts", request_body = OpenByShare,
    params(("idempotency-key" = String, Header)), responses(
    (status = 201, body = CabinetOpened), (status = 409, body = Problem), (status = 410, body = Problem),
    (status = 422, body = Problem),
))]
async fn open_by_share(
    State(app): State<App>,
    Address(address): Address,
    headers: HeaderMap,
    visitor: Visitor,
    mutation: Mutation<OpenByShare>,
) -> Outcome<Response> {
    let OpenByShare { token, password, consent, language } = &mutation.body;
    let consented = Consented::check(&app.data.consent, consent, language, address)?;
    // Hashing is slow: whoever has no link does not get there.
    let (row, _) = shares::offered(&app.db, token).await?;
    if let Some(code) = password_problem(password.clone(), vec![row.email.clone()]).await? {
        return Err(Failure::field("password", code));
    }
    let hash = passwords::hash_aside(password.clone()).await?;
    let scope = format!("link:{}", digest(&[token.as_bytes()]));
    let attempt = match idempotency::begin(&app, &scope, &mutation).await? {
        Begun::Replayed(response) => return Ok(response),
        Begun::Fresh(attempt) => attempt,
    };
    let resident = registrations::open_by_share(&attempt.tx, &row, hash, consented).await?;
    shares::accept(&app, &attempt.tx, &resident, token).await?;
    close_session(&attempt.tx, &headers, SessionKind::Resident).await?;
    let session = sessions::open_for(&attempt.tx, SessionKind::Resident, &resident.id, visitor).await?;
    let account = row.account.parse().map_err(|error| Failure::internal(&error))?;
    let opened = CabinetOpened {
        resident: ResidentView {
            id: resident.id,
            login: resident.login,
            name: resident.name,
            accounts: vec![account],
        },
    };
    let response = attempt.created(paths::SESSION.to_owned(), &opened).await?;
    app.mail_work.notify_one();
    let cookie = sessions::set_cookie(SessionKind::Resident, &session, app.is_https());
    Ok(([(header::SET_COOKIE, cookie)], response).into_response())
}
