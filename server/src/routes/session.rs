//! Who is here; residents sign in and out.

use axum::Json;
use axum::extract::State;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use svetlitsa_api::session::{
    DemoView, PreviewView, ResidentView, SessionView, SignIn, StaffRole, StaffView, TerminalView,
};
use svetlitsa_api::{ErrorCode, Problem, paths};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::callers::{Address, Preview, Resident, Staff, Terminal, close_session};
use crate::clock::{local, to_local};
use crate::entity::{preview, resident, staff_member, terminal};
use crate::failure::{Failure, Outcome};
use crate::idempotency::{self, Begun, Mutation};
use crate::json::Body;
use crate::lockouts::Door;
use crate::sessions::{self, SessionKind};
use crate::state::App;
use crate::visitors::Visitor;
use crate::{lockouts, passwords, second_factors, store};

/// Failed sign-ins a minute for one address.
pub(super) const LIMIT_BY_ADDRESS: u32 = 30;

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_session, create_session, delete_session))
}

/// Who is here. Answers 200 to everyone. In the sample world a browser on loopback is enrolled as its terminal.
#[utoipa::path(get, path = paths::SESSION, tag = "session", responses((status = 200, body = SessionView)))]
async fn get_session(State(app): State<App>, address: Address, parts: Parts) -> Outcome<Response> {
    let mut present = Present::find(&app, &parts).await?;
    let mut headers = HeaderMap::new();
    let is_kiosk_page = parts
        .headers
        .get(header::REFERER)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|referer| referer.contains("/kiosk"));
    if present.terminal.is_none() && app.settings.demo && is_kiosk_page && address.0.is_loopback() {
        present.terminal = enrol_demo_terminal(&app, &mut headers).await?;
    }
    // Every page begins with this probe, so here is where "last seen" is kept.
    if let (Some(_), Some(token)) =
        (&present.resident, sessions::cookie_token(&parts.headers, SessionKind::Resident))
    {
        sessions::note(&app.db, SessionKind::Resident, token, &Visitor::of(&parts, &app)).await?;
    }
    let view = present.view(&app).await?;
    Ok((headers, Json(view)).into_response())
}

/// Everybody whom a browser's cookies name at once.
#[derive(Default)]
pub(super) struct Present {
    pub(super) resident: Option<resident::Model>,
    pub(super) staff: Option<staff_member::Model>,
    pub(super) preview: Option<preview::Model>,
    pub(super) terminal: Option<terminal::Model>,
}

impl Present {
    /// Whoever the request's cookies name.
    pub(super) async fn find(app: &App, parts: &Parts) -> Outcome<Self> {
        Ok(Self {
            resident: Resident::find(parts, app).await?.map(|Resident(row)| row),
            staff: Staff::find(parts, app).await?.map(|Staff(row)| row),
            preview: Preview::find(parts, app).await?.map(|Preview(row)| row),
            terminal: Terminal::find(parts, app).await?.map(|Terminal(row)| row),
        })
    }

    /// What a page is told about them.
    pub(super) async fn view(self, app: &App) -> Outcome<SessionView> {
        let resident = match self.resident {
            Some(resident) => Some(resident_view(app, resident).await?),
            None => None,
        };
        let preview = match self.preview {
            Some(preview) => Some(preview_view(app, preview).await?),
            None => None,
        };
        let staff = self.staff.map(|member| StaffView {
            role: role(&member.role),
            login: member.login,
            name: member.name,
        });
        let branch = app.home_branch()?;
        Ok(SessionView {
            now: to_local(app.clock.now(), branch.zone),
            demo: app.settings.demo.then(|| DemoView { is_clock_shifted: app.clock.is_shifted() }),
            resident,
            staff,
            preview,
            terminal: self.terminal.map(|terminal| terminal_view(app, terminal)).transpose()?,
            phone: branch.phone.clone(),
        })
    }
}

async fn resident_view(app: &App, resident: resident::Model) -> Outcome<ResidentView> {
    let cabinet = store::residents::cabinet(&app.db, &resident.id).await?;
    let accounts = cabinet.iter().filter_map(|held| held.account.parse().ok()).collect();
    Ok(ResidentView { id: resident.id, login: resident.login, name: resident.name, accounts })
}

async fn preview_view(app: &App, preview: preview::Model) -> Outcome<PreviewView> {
    let account = store::accounts::find(&app.db, &preview.account).await?.ok_or(ErrorCode::NotFound)?;
    let zone = app.branch(&account.branch)?.zone;
    Ok(PreviewView {
        account: preview.account.parse().map_err(|error| Failure::internal(&error))?,
        customer_name: account.name,
        staff_name: preview.staff_name,
        reason: preview.reason,
        expires: local(preview.expires_at, zone),
    })
}

pub(super) fn terminal_view(app: &App, terminal: terminal::Model) -> Outcome<TerminalView> {
    let branch = app.branch(&terminal.branch)?;
    Ok(TerminalView {
        id: terminal.id,
        place: terminal.place,
        paper_mm: u8::try_from(terminal.paper_mm).unwrap_or(TerminalView::USUAL_PAPER_MM),
        branch: super::accounts::branch_contact(branch),
        window: super::accounts::window(app, branch, Vec::new()),
    })
}

async fn enrol_demo_terminal(app: &App, headers: &mut HeaderMap) -> Outcome<Option<terminal::Model>> {
    let terminal = terminal::Entity::find().one(&app.db).await?;
    if let Some(terminal) = &terminal {
        let token = sessions::open(&app.db, SessionKind::Terminal, &terminal.id).await?;
        headers
            .insert(header::SET_COOKIE, sessions::set_cookie(SessionKind::Terminal, &token, app.is_https()));
    }
    Ok(terminal)
}

/// A role's word; an unknown one is the least of them.
fn role(word: &str) -> StaffRole {
    match word {
        "admin" => StaffRole::Admin,
        "supervisor" => StaffRole::Supervisor,
        _ => StaffRole::Operator,
    }
}

/// Signs a resident in. The same answer, after the same work, for an unknown login and a wrong password. Where a
/// second step is on, the right password opens nothing but that step: `second_factor_required`.
#[utoipa::path(post, path = paths::SESSION, tag = "session", request_body = SignIn, responses(
    (status = 200, body = SessionView),
    (status = 401, body = Problem), (status = 429, body = Problem),
))]
async fn create_session(
    State(app): State<App>,
    address: Address,
    parts: Parts,
    Body(form): Body<SignIn>,
) -> Outcome<Response> {
    let login = form.login.trim().to_lowercase();
    let key = format!("address:{}", address.0);
    app.limiter.check(&key, LIMIT_BY_ADDRESS)?;
    lockouts::reserve(&app.writer, Door::Cabinet, &login).await?;
    let found = resident::Entity::find().filter(resident::Column::Login.eq(&login)).one(&app.db).await?;
    let is_right =
        passwords::verify(found.as_ref().map(|row| row.password_hash.clone()), form.password).await;
    let Some(resident) = found.filter(|_| is_right) else {
        app.limiter.fail(&key);
        return Err(ErrorCode::WrongCredentials.into());
    };
    lockouts::clear(&app.db, Door::Cabinet, &login).await?;
    if second_factors::is_on(&app.db, &resident.id).await? {
        let token = sessions::open(&app.db, SessionKind::SecondStep, &resident.id).await?;
        let cookie = sessions::set_cookie(SessionKind::SecondStep, &token, app.is_https());
        let failure = Failure::from(ErrorCode::SecondFactorRequired);
        return Ok(([(header::SET_COOKIE, cookie)], failure).into_response());
    }
    // A session that was there before is not carried over: its token may be known to somebody.
    close_session(&app.db, &parts.headers, SessionKind::Resident).await?;
    let visitor = Visitor::of(&parts, &app);
    let token = sessions::open_for(&app.db, SessionKind::Resident, &resident.id, visitor).await?;
    let cookie = sessions::set_cookie(SessionKind::Resident, &token, app.is_https());
    let view = Present { resident: Some(resident), ..Present::find(&app, &parts).await? }.view(&app).await?;
    Ok(([(header::SET_COOKIE, cookie)], Json(view)).into_response())
}

/// Signs a resident out; nobody signed in is signed out already.
#[utoipa::path(delete, path = paths::SESSION, tag = "session", responses((status = 204)))]
async fn delete_session(
    State(app): State<App>,
    headers: HeaderMap,
    mutation: Mutation<()>,
) -> Outcome<Response> {
    let Some(token) = sessions::cookie_token(&headers, SessionKind::Resident) else {
        return Ok(signed_out(&app, StatusCode::NO_CONTENT.into_response()));
    };
    let scope = format!("session:{}", crate::random::digest(&[token.as_bytes()]));
    match idempotency::begin(&app, &scope, &mutation).await? {
        Begun::Replayed(_) => Ok(signed_out(&app, StatusCode::NO_CONTENT.into_response())),
        Begun::Fresh(attempt) => {
            sessions::close(&attempt.tx, SessionKind::Resident, token).await?;
            attempt.commit(StatusCode::NO_CONTENT, None, &()).await?;
            Ok(signed_out(&app, StatusCode::NO_CONTENT.into_response()))
        }
    }
}

fn signed_out(app: &App, mut response: Response) -> Response {
    let cookie = sessions::clear_cookie(SessionKind::Resident, app.is_https());
    response.headers_mut().insert(header::SET_COOKIE, cookie);
    response
}
