//! Who is here, signing in and out.

use svetlitsa_api::paths;
use svetlitsa_api::session::{SessionList, SessionView, SignIn};

use super::{Answer, Attempt, Caller};

/// Who is here; answers everyone.
///
/// # Errors
/// [`super::ClientError`].
pub async fn get_session() -> Answer<SessionView> {
    super::get(&Caller::cabinet(), paths::SESSION).await
}

/// Signs a resident in.
///
/// # Errors
/// [`super::ClientError`]; `wrong_credentials` when there is no such pair.
pub async fn sign_in(body: &SignIn) -> Answer<SessionView> {
    super::ask(paths::SESSION, body).await
}

/// Signs the resident out.
///
/// # Errors
/// [`super::ClientError`].
pub async fn sign_out() -> Answer<()> {
    super::delete(paths::SESSION, &Attempt::new()).await
}

/// Where the cabinet is signed in.
///
/// # Errors
/// [`super::ClientError`].
pub async fn list_sessions() -> Answer<SessionList> {
    super::get(&Caller::cabinet(), paths::SESSIONS).await
}

/// Signs out in one of those places.
///
/// # Errors
/// [`super::ClientError`].
pub async fn end_session(id: &str) -> Answer<()> {
    super::delete(&paths::fill(paths::SESSION_ELSEWHERE, &[id]), &Attempt::new()).await
}

/// Signs out everywhere but here.
///
/// # Errors
/// [`super::ClientError`].
pub async fn end_other_sessions() -> Answer<()> {
    super::delete(paths::SESSIONS, &Attempt::new()).await
}

/// Signs staff in.
///
/// # Errors
/// [`super::ClientError`]; `wrong_credentials` when there is no such pair.
pub async fn staff_sign_in(body: &SignIn) -> Answer<SessionView> {
    super::ask(paths::STAFF_SESSION, body).await
}

/// Signs staff out.
///
/// # Errors
/// [`super::ClientError`].
pub async fn staff_sign_out() -> Answer<()> {
    super::delete(paths::STAFF_SESSION, &Attempt::new()).await
}
